"""What people do on Slack: press, fill in, write, edit, delete, quote, open."""

from __future__ import annotations

import asyncio
from typing import Any

from adapters.slack import wire
from bot.engine.cards import Choice, Download, Field, Form, Message, Run, Select
from bot.ports import Deleted, Edited, Press, Put, Quote, Reply, Submit, Typed, Where
from tests.adapters.slack.conftest import Heard, House
from tests.adapters.slack.fake import Fault, Slack
from tests.adapters.slack.fake_methods import BOT_USER, TEAM
from tests.adapters.slack.judge import texts
from tests.adapters.slack.person import Person, eventually, filled, hire
from tests.workspace import close_what_waits

JOY = Where("slack", TEAM, "UJOY")
HELLO = Message(((Run("Hello"),),))


async def test_a_question_becomes_question_and_answer_where_it_stands(house: House):
    await hire(house.rita)
    rita = house.rita
    before = len(rita.messages)
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await house.settled()
    edited = [message for message in rita.messages if message.get("edited")]
    assert any("Change" in texts(message["blocks"]) for message in edited)
    assert len(rita.messages) == before + 1


async def test_an_old_button_is_answered_kindly(house: House):
    await hire(house.rita)
    rita = house.rita
    first = rita.messages[0]
    count = len(rita.messages)
    for name in (wire.write(wire.PRESS, 0, "9:of:another:age"), "not-even-ours"):
        await rita.act(first, first["blocks"][0], {"type": "button", "action_id": name})
    await house.settled()
    told = {texts(one["blocks"]) for one in rita.messages[count:]}
    assert told == {"There is nothing here that I can show you. What waits for you: /fivefold next"}


async def test_a_mistake_stands_beside_its_field(house: House):
    rita = house.rita
    await hire(house.rita)
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await rita.press("Looks right")
    await rita.type("later")  # a word that does something, where own words are asked for
    await rita.until('Is "later" your answer here, or shall I do it?')
    await rita.press("Do it: later")
    await rita.until("nothing is lost")
    await house.settled()
    (spent,) = [one for one in rita.messages if 'Is "later" your answer here' in texts(one["blocks"])]
    assert "Do it: later" in texts(spent["blocks"])
    assert not [block for block in spent["blocks"] if block["type"] == "actions"]
    await rita.press("Answer")
    await house.settled()
    view = rita.view()
    count = len(rita.messages)
    answer = await rita.fill(view, {"": "password: hunter2-Secret"})
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {b["block_id"] for b in view["blocks"] if b["type"] == "input"}
    await house.settled()
    assert len(rita.messages) == count
    assert await rita.fill(view, {"": "My evenings are mine again."}) == {}
    await rita.until_control("Own login to the inbox and the shop")


async def test_what_was_good_is_kept_and_the_view_goes_on_with_the_rest(house: House, slack: Slack):
    rita = house.rita
    await rita.command("add <@UJOY|joy>")
    await rita.press("virtual assistant")
    await rita.press("Change")
    await house.settled()
    view = rita.view()
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    wrong = next(b for b in inputs if b["element"]["type"] == "datepicker")
    answer = await rita.fill(view, {wrong["label"]["text"]: "1999-01-01"})
    assert answer["response_action"] == "update"
    slack.payloads.append(("modal", answer["view"]))
    rest = {**answer["view"], "id": view["id"]}
    assert [b["label"] for b in rest["blocks"] if b["type"] == "input"] == [wrong["label"]]
    assert "! " in texts(rest["blocks"])
    assert await rita.fill(rest, {wrong["label"]["text"]: "2030-01-07"}) == {}


async def test_a_form_whose_trigger_is_late_is_answered_in_its_message(house: House, slack: Slack):
    rita = house.rita
    slack.trigger_seconds = -1
    await rita.command("add <@UJOY|joy>")
    await rita.press("virtual assistant")
    await rita.press("Change")
    message = await rita.until("Please answer in this message")
    state = {"values": filled(message["blocks"], {})}
    send = next(b for b in message["blocks"] if b["type"] == "actions")
    action = {"type": "button", "action_id": send["elements"][0]["action_id"]}
    await rita.act(message, send, action, state)
    await rita.until("What should Joy take off your hands first?")


async def test_a_view_is_opened_before_anything_slow(house: House, slack: Slack):
    rita = house.rita
    await rita.command("add <@UJOY|joy>")
    await rita.press("virtual assistant")
    await house.settled()
    mark = len(slack.calls)
    await rita.press("Change")
    await house.settled()
    assert [call.method for call in slack.calls[mark:]][:2] == ["views.open", "views.update"]
    assert "One moment" in str(slack.calls[mark].args)


async def test_a_number_typed_beside_the_button_is_sent_by_it(house: House, heard: Heard, slack: Slack):
    field = Field("0000aa", "How many?", "number")
    asked = Form("1:abc:o:3:page", "", "Answer", "Send", (field,), inline=True)
    await house.adapter.put(JOY, "", Message(((Run("How many?"),),), controls=(asked,)), ref="", key="k1")
    message = house.joy.messages[-1]
    typing = next(block for block in message["blocks"] if block["type"] == "input")
    row = next(block for block in message["blocks"] if block["type"] == "actions")
    button = {"type": "button", "action_id": row["elements"][0]["action_id"]}

    def beside(value: str | None) -> dict[str, Any]:
        held = {"type": "number_input", "value": value}
        return {"values": {typing["block_id"]: {typing["element"]["action_id"]: held}}}

    await house.joy.act(message, row, button, beside("12"))
    sent = heard.events[-1]
    assert isinstance(sent, Submit)
    assert (sent.control, sent.values) == ("1:abc:o:3:page", {"0000aa": "12"})
    # Enter sends it as well, and with nothing typed the button opens the form.
    enter = {"action_id": typing["element"]["action_id"], "type": "number_input", "value": "13"}
    await house.joy.act(message, typing, enter, beside("13"))
    assert heard.events[-1].values == {"0000aa": "13"}
    opened = slack.count("views.open")
    await house.joy.act(message, row, button, beside(None))
    await house.settled()
    assert slack.count("views.open") == opened + 1


async def test_options_of_a_list_are_sent_at_once_or_gathered(house: House, heard: Heard):
    options = tuple(Choice(str(number), f"option {number}") for number in range(12))
    one = Select("1:abc:o:3:one", "Pick one", options)
    some = Select("1:abc:o:3:some", "Pick some", options, most=9, done="Next")
    await house.adapter.put(JOY, "", Message(((Run("Which?"),),), controls=(one, some)), ref="", key="k1")
    message = house.joy.messages[-1]
    await house.joy.press("option 7")
    press = heard.events[-1]
    assert isinstance(press, Press)
    assert (press.control, press.picked) == ("1:abc:o:3:one", ("7",))
    block = next(one for one in message["blocks"] if "accessory" in one)
    listing = block["accessory"]
    picked = {"type": listing["type"], "selected_options": listing["options"][3:5]}
    state = {"values": {block["block_id"]: {listing["action_id"]: picked}}}
    count = len(heard.events)
    await house.joy.act(message, block, {**picked, "action_id": listing["action_id"]}, state)
    assert len(heard.events) == count, "they are gathered until the button is pressed"
    row = message["blocks"][-1]
    button = next(one for one in row["elements"] if one["text"]["text"] == "Next")
    await house.joy.act(message, row, {"type": "button", "action_id": button["action_id"]}, state)
    assert (heard.events[-1].control, heard.events[-1].picked) == ("1:abc:o:3:some", ("3", "4"))


async def with_a_form_open(house: House) -> tuple[Any, Any]:
    """Rita has the form before her in which she says what good looks like; the form."""
    rita = house.rita
    await hire(rita)
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await rita.press("Looks right")
    await rita.press("Answer")
    await house.settled()
    return rita, rita.view()


async def test_a_form_that_was_opened_on_an_earlier_turn_answers_the_same_question(house: House):
    rita, view = await with_a_form_open(house)
    await rita.press("Back")
    await rita.press("Looks right")
    await house.settled()
    assert await rita.fill(view, {"": "My evenings are mine again."}) == {}
    await rita.until_control("Own login to the inbox and the shop")


async def test_what_is_sent_in_a_form_whose_question_closed_is_kept_and_asked_about(house: House):
    rita, view = await with_a_form_open(house)
    await close_what_waits(house.store, rita.where, "replaced")
    assert await rita.fill(view, {"": "My evenings are mine again."}) == {}
    told = texts((await rita.until("I have kept what you wrote"))["blocks"])
    assert "Something newer has taken the place of this." in told
    assert "My evenings are mine again." in told


async def test_a_program_and_a_closed_account_are_said_to_be_that_at_once(house: House):
    rita = house.rita
    await rita.command("add <@UHELPER|helper>")
    await rita.until("Helper is a program, not a person.")
    await rita.type("<@UPAT>")
    await rita.until("The account of Pat Past is closed")
    await rita.type("<@UJOY>")
    await rita.until("This is about Joy")


async def test_a_line_in_the_thread_of_an_older_question_answers_that_one(house: House):
    rita = house.rita
    await hire(rita)
    await rita.tick("Customer inbox", done="Next")
    await rita.press("Looks right")
    older = await rita.until("asking Joy was right")
    await rita.command("add <@UGUEST|gwen>")
    await rita.until("This is about Gwen")
    await rita.settle()
    await rita.type("My evenings are mine again.", thread_ts=older["ts"])
    await rita.until_control("Own login to the inbox and the shop")
    assert "My evenings are mine again." in texts(rita.slack.posted[rita.channel][older["ts"]]["blocks"])


async def test_everything_people_do_in_a_message_is_told(house: House, heard: Heard, slack: Slack):
    joy = house.joy
    ts = await joy.type("see &lt;this&gt; <https://a.b/c|page> of <@URITA>", thread_ts="1.2")
    typed = heard.events[-1]
    assert isinstance(typed, Typed)
    assert typed.words == "see <this> page (https://a.b/c) of <@URITA>"
    assert typed.people["URITA"].name == "Rita Lopes"
    assert (typed.profile.name, typed.profile.zone) == ("Joy Santos", "Asia/Manila")
    await joy.type(
        "", subtype="file_share", files=[{"permalink": "https://files.slack/x.pdf", "name": "x.pdf"}]
    )
    assert heard.events[-1].words == "https://files.slack/x.pdf"

    def changed(new: str, **more: Any) -> dict[str, Any]:
        now = {"type": "message", "user": "UJOY", "text": new, "ts": ts, "edited": {"ts": "9.1"}}
        return {
            "type": "message", "subtype": "message_changed", "channel": joy.channel, "channel_type": "im",
            "ts": slack.stamp(), "message": now, "previous_message": {**now, "text": "old"}, **more,
        }  # fmt: skip

    await slack.event(changed("other words"))
    edited: Any = heard.events[-1]
    assert type(edited) is Edited
    assert edited.message == typed.id
    count = len(heard.events)
    await slack.event(changed("old"))
    assert len(heard.events) == count
    await slack.event(
        {
            "type": "message", "subtype": "message_deleted", "channel": joy.channel, "channel_type": "im",
            "ts": slack.stamp(), "deleted_ts": ts,
            "previous_message": {"type": "message", "user": "UJOY", "text": "old", "ts": ts},
        }
    )  # fmt: skip
    deleted: Any = heard.events[-1]
    assert type(deleted) is Deleted
    assert deleted.message == typed.id
    # What had replies leaves a stone behind instead.
    stone = changed("This message was deleted.")
    stone["message"] |= {"subtype": "tombstone", "user": "USLACKBOT"}
    await slack.event(stone)
    assert (heard.events[-1].id, heard.events[-1].message) == (deleted.id, typed.id)
    await joy.type("thinks", subtype="me_message")
    assert heard.events[-1].words == "thinks"


async def test_our_own_words_and_those_of_bots_are_not_heard(house: House, heard: Heard, slack: Slack):
    joy = house.joy
    await joy.type("an echo", bot_id="B0BOT")
    await joy.type("another bot", bot_id="B9", subtype="bot_message")
    await joy.type("a notice", subtype="channel_join")
    event = {
        "type": "message",
        "channel": "C1",
        "channel_type": "channel",
        "user": "UJOY",
        "text": "x",
        "ts": "1.1",
    }
    await slack.event(event)
    await slack.event({**event, "channel_type": "im", "channel": joy.channel, "user": BOT_USER})
    assert heard.events == []


async def test_somebody_elses_message_is_saved(house: House, heard: Heard):
    await house.rita.shortcut(wire.QUOTE, {"user": "UJOY", "text": "Done &amp; sent", "ts": "17.25"}, "C7")
    quote = heard.events[-1]
    assert isinstance(quote, Quote)
    assert (quote.author.user, quote.words) == ("UJOY", "Done & sent")
    assert quote.link == "https://shop.slack.com/archives/C7/p1725"


async def test_a_command_in_a_channel_is_answered_for_one_person_only(house: House, slack: Slack):
    await house.rita.command("help", channel="C1", channel_name="general")
    await house.settled()
    assert len(slack.ephemeral) == 1
    assert house.rita.messages == []
    await house.rita.command("add <@UJOY|joy>", channel="C1", channel_name="general")
    await house.settled()
    assert "direct messages" in texts(slack.ephemeral[-1]["blocks"])
    assert len(house.rita.messages) == 1


async def test_what_a_command_left_out_is_asked_in_a_form_where_it_was_written(house: House, slack: Slack):
    rita = house.rita
    await rita.command("add", channel="C1", channel_name="general")
    await house.settled()
    view = rita.view()
    (asked,) = [block for block in view["blocks"] if block["type"] == "input"]
    assert asked["element"]["type"] == "users_select"
    assert "read" in view["blocks"][-1]["elements"][0]["text"], "who reads the answer"
    assert await rita.send_view(view, {wire.field_of(asked["block_id"]): "<@UJOY>"}) == {}
    await rita.until("What is their work?")
    # In our own messages the question stands already; and what has answers to choose from opens nothing.
    opened = slack.count("views.open")
    await rita.command("add")
    await rita.command("people", channel="C1", channel_name="general")
    await house.settled()
    assert slack.count("views.open") == opened


async def test_the_home_tab_shows_what_waits_and_is_published_when_it_differs(house: House, slack: Slack):
    await hire(house.rita)
    opened = {
        "type": "app_home_opened",
        "user": "URITA",
        "channel": "DRITA",
        "tab": "home",
        "event_ts": "1.5",
    }
    await slack.event(opened, id="Ev-home")
    await eventually(lambda: "URITA" in slack.homes, lambda: "no Home was published")
    await asyncio.sleep(1)  # what came meanwhile is published with the next
    count = slack.count("views.publish")
    assert "Needs you" in texts(slack.homes["URITA"]["blocks"])
    await slack.event({**opened, "event_ts": "1.6"}, id="Ev-home-2")
    await asyncio.sleep(0.2)
    assert slack.count("views.publish") == count
    home = slack.homes["URITA"]
    button = next(e for b in home["blocks"] for e in b.get("elements", ()) if e.get("type") == "button")
    await house.rita.press_in_view(home, button["action_id"])
    await house.settled()
    assert "One moment" not in texts(house.rita.view()["blocks"])


async def test_the_shortcut_shows_what_waits(house: House, slack: Slack):
    await hire(house.rita)
    await house.rita.shortcut(wire.WAITING)
    await house.rita.until_view("Needs you")
    slack.trigger_seconds = -1
    await house.rita.shortcut(wire.WAITING)
    await house.rita.until("Needs you")


async def test_what_cannot_be_shown_aside_comes_as_a_direct_message(house: House, slack: Slack):
    slack.faults["hook"] = [Fault(status=404, error="expired_url")]
    await house.rita.command("help", channel="C1", channel_name="general")
    await house.rita.until("/fivefold")
    assert "direct messages" in texts(slack.ephemeral[-1]["blocks"])


async def test_a_file_asked_for_in_a_channel_comes_as_a_direct_message(
    house: House, heard: Heard, slack: Slack
):
    file = Download("all.json", "application/json", '{"all": "of it"}')

    async def copied(_: Any) -> Reply:
        return Reply((Put(HELLO), Put(Message(((Run("Here it is: "), file),)))))

    heard.take = copied  # type: ignore[method-assign, assignment]
    await house.rita.command("privacy", channel="C1", channel_name="general")
    await house.settled()
    assert [one["data"] for one in slack.files.values()] == [b'{"all": "of it"}']
    assert "Here it is" in house.rita.sees()
    assert ["Hello" in texts(one["blocks"]) for one in slack.ephemeral] == [True, False]


async def test_a_command_among_two_others_is_answered_there_for_one(house: House, slack: Slack):
    await house.rita.command("help", channel="DRITAJOY")
    await house.settled()
    assert len(slack.ephemeral) == 1
    assert house.rita.messages == []


async def test_a_guest_whose_zone_is_unknown_is_served_like_everybody(house: House, heard: Heard):
    guest = Person(house.slack, "UGUEST", house.settled)
    await guest.command("help")
    await guest.until("/fivefold")
    assert (heard.events[-1].profile.name, heard.events[-1].profile.zone) == ("Gwen Guest", "")
    await house.rita.command("add <@UGUEST|gwen>")
    await house.rita.until("What is their work?")
    assert heard.events[-1].people["UGUEST"].name == "Gwen Guest"


async def test_a_question_in_a_channel_goes_with_the_press_that_answers_it(
    house: House, slack: Slack, heard: Heard
):
    """Slack shows nobody what it says there, so it cannot be turned into question and answer."""
    for spent in (True, False):

        async def answers(_: Any, spent: bool = spent) -> Reply:
            return Reply((Put(HELLO),), spent=spent)

        heard.take = answers  # type: ignore[method-assign, assignment]
        slack.ephemeral.clear()
        await house.rita.press_aside("start:say:1", channel="C1")
        await house.settled()
        told = [one.get("delete_original", False) for one in slack.ephemeral]
        assert told == ([True, False] if spent else [False])
