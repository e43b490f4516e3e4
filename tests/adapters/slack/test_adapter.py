"""What the network and people do to a bot: repeats, losses, haste, lateness, refusals, edits."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from adapters.slack import wire
from bot.engine.cards import Message, Run
from bot.ports import Command, Deleted, Edited, Inbox, Quote, Reply, TryLater, Typed, Unreachable, Where
from tests.adapters.slack.conftest import House
from tests.adapters.slack.fake import BOT_USER, TEAM, Fault, NotAcknowledged, Slack
from tests.adapters.slack.judge import texts
from tests.adapters.slack.person import filled
from tests.adapters.slack.test_play import hire

JOY = Where("slack", TEAM, "UJOY")
HELLO = Message(((Run("Hello"),),))


class Heard:
    """An inbox that writes down what it is told, in front of the real one."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self.events: list[Any] = []
        self.slow = 0.0

    async def take(self, event: Any) -> Reply:
        self.events.append(event)
        await asyncio.sleep(self.slow)
        return await self.inbox.take(event)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inbox, name)


@pytest.fixture
def heard(house: House) -> Heard:
    """Everything that the house is told."""
    found = Heard(house.inbox)
    running = house.adapter.running
    for part in (running.lanes, running.listeners, running.home, running.listeners._modals):
        part._inbox = found
    return found


# --- what people do -------------------------------------------------------------------------------


async def test_a_question_becomes_question_and_answer_where_it_stands(house: House):
    await hire(house)
    rita = house.rita
    before = len(rita.messages)
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await house.settled()
    edited = [message for message in rita.messages if message.get("edited")]
    assert any("Change" in texts(message["blocks"]) for message in edited)
    assert len(rita.messages) == before + 1


async def test_an_old_button_is_answered_kindly(house: House):
    await hire(house)
    rita = house.rita
    first = rita.messages[0]
    old = {"type": "button", "action_id": wire.write(wire.PRESS, 0, "9:of:another:age")}
    count = len(rita.messages)
    await rita.act(first, first["blocks"][0], old)
    await rita.act(first, first["blocks"][0], {"type": "button", "action_id": "not-even-ours"})
    await house.settled()
    assert len(rita.messages) >= count + 2


async def test_a_mistake_stands_beside_its_field(house: House):
    rita = house.rita
    await hire(house)
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await rita.press("Looks right")
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
    await rita.until("How much of Joy's work do you buy?")


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


async def test_the_home_tab_shows_what_waits_and_is_published_when_it_differs(house: House, slack: Slack):
    await hire(house)
    opened = {
        "type": "app_home_opened",
        "user": "URITA",
        "channel": "DRITA",
        "tab": "home",
        "event_ts": "1.5",
    }
    await slack.event(opened, id="Ev-home")
    await asyncio.sleep(1)
    count = slack.count("views.publish")
    assert count >= 1
    assert "Needs you" in texts(slack.homes["URITA"]["blocks"])
    await slack.event({**opened, "event_ts": "1.6"}, id="Ev-home-2")
    await asyncio.sleep(0.2)
    assert slack.count("views.publish") == count
    home = slack.homes["URITA"]
    button = next(e for b in home["blocks"] for e in b.get("elements", ()) if e.get("type") == "button")
    await house.rita.press_in_view(home, button["action_id"])
    await house.settled()
    assert "One moment" not in texts(house.rita.view()["blocks"])


async def test_the_shortcut_shows_what_waits(house: House):
    await hire(house)
    await house.rita.shortcut(wire.WAITING)
    await house.rita.until_view("Needs you")


# --- what the network does ------------------------------------------------------------------------


async def test_an_event_told_again_changes_nothing_and_shows_nothing(house: House, slack: Slack):
    await hire(house)
    rita = house.rita
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await rita.press("Looks right")
    await house.settled()
    ts = slack.stamp()
    await rita.type("My evenings back.", ts=ts)
    await house.settled()
    count = len(rita.messages)
    await asyncio.gather(*(rita.type("My evenings back.", ts=ts, retry=n) for n in (1, 2, 3)))
    await house.settled()
    assert len(rita.messages) == count


async def test_fifty_presses_of_one_button_have_one_effect(house: House):
    rita = house.rita
    await rita.command("add <@UJOY|joy>")
    await house.settled()
    message = rita.messages[-1]
    block = next(b for b in message["blocks"] if b["type"] == "actions")
    action = {"type": "button", "action_id": block["elements"][0]["action_id"]}
    answers = await asyncio.gather(*(rita.act(message, block, action) for _ in range(12)))
    assert len(answers) == 12


async def test_slack_hears_in_time_even_when_the_database_is_slow(house: House, heard: Heard, slack: Slack):
    heard.slow = 2.8
    begun = time.monotonic()
    await house.rita.command("help")
    assert time.monotonic() - begun < 3
    await house.settled()
    assert house.rita.messages


async def test_an_event_that_could_not_be_kept_is_not_acknowledged(house: House, heard: Heard, slack: Slack):
    async def broken(_: Any) -> Reply:
        raise RuntimeError("no disk")

    whole, heard.take = heard.take, broken  # type: ignore[method-assign, assignment]
    with pytest.raises(NotAcknowledged):
        await house.joy.type("Hello")
    heard.take = whole  # type: ignore[method-assign]
    await house.joy.type("Hello")
    assert isinstance(heard.events[-1], Typed)


async def test_a_pause_that_slack_asks_for_is_kept(house: House, slack: Slack):
    slack.faults["chat.postMessage"] = [Fault(status=429, retry_after=7)]
    with pytest.raises(TryLater) as later:
        await house.adapter.put(JOY, "", HELLO, ref="", key="k1")
    assert later.value.seconds == 7
    await house.adapter.put(JOY, "", HELLO, ref="", key="k1")
    slack.faults["chat.postMessage"] = [Fault(status=429, retry_after=1)]
    begun = time.monotonic()
    await house.joy.command("help")
    await house.settled()
    assert time.monotonic() - begun >= 1
    assert slack.count("chat.postMessage") == 4


async def test_a_message_whose_answer_was_lost_is_not_sent_twice(house: House, slack: Slack):
    slack.faults["chat.postMessage"] = [Fault(cut=True)]
    with pytest.raises(TryLater):
        await house.adapter.put(JOY, "", HELLO, ref="", key="k2")
    sent = await house.adapter.put(JOY, "", HELLO, ref="", key="k2")
    again = await house.adapter.put(JOY, "", HELLO, ref="", key="k2")
    assert len(house.joy.messages) == 1
    assert sent == again
    assert sent.ref.startswith("DJOY:")


async def test_an_edit_stands_where_the_message_stood_or_anew(house: House, slack: Slack):
    sent = await house.adapter.put(JOY, "", HELLO, ref="", key="k3")
    long = Message(tuple((Run(f"{n} " + "word " * 500),) for n in range(9)))
    grown = await house.adapter.put(JOY, "", long, ref=sent.ref, key="k4")
    assert grown.ref.count(",") >= 1
    back = await house.adapter.put(JOY, "", HELLO, ref=grown.ref, key="k5")
    assert back == sent
    assert len(house.joy.messages) == 1
    slack.posted["DJOY"].clear()
    anew = await house.adapter.put(JOY, "", HELLO, ref=sent.ref, key="k6")
    assert anew != sent
    assert len(house.joy.messages) == 1


async def test_who_cannot_be_reached_is_told_apart_from_a_shut_workspace(house: House, slack: Slack):
    with pytest.raises(Unreachable, match="user_not_found"):
        await house.adapter.put(Where("slack", TEAM, "UGONE"), "", HELLO, ref="", key="k7")
    with pytest.raises(Unreachable, match="not_in_channel"):
        await house.adapter.put(JOY, "C9", HELLO, ref="", key="k8")
    slack.tokens.clear()
    for _ in range(3):
        with pytest.raises(TryLater):
            await house.adapter.put(JOY, "", HELLO, ref="", key="k9")
    calls = len(slack.calls)
    with pytest.raises(TryLater):
        await house.adapter.put(JOY, "", HELLO, ref="", key="k9")
    assert len(slack.calls) == calls, "a refused token is not tried again and again"


async def test_the_app_was_removed(house: House, heard: Heard, slack: Slack):
    await slack.event({"type": "app_uninstalled"})
    assert heard.events[-1].reason == "app_uninstalled"
    with pytest.raises(TryLater):
        await house.adapter.put(JOY, "", HELLO, ref="", key="k10")


async def test_nothing_is_repeated_by_the_library(house: House, slack: Slack):
    slack.faults["chat.postMessage"] = [Fault(cut=True), Fault(status=500), Fault(status=503)]
    for _ in range(3):
        mark = slack.count("chat.postMessage")
        with pytest.raises(TryLater):
            await house.adapter.put(JOY, "", HELLO, ref="", key=f"k{mark}")
        assert slack.count("chat.postMessage") == mark + 1


async def test_a_picture_goes_with_its_words(house: House, slack: Slack):
    async def png(name: str) -> bytes:
        return b"PNG " + name.encode()

    house.adapter.running.sender._pictures = png
    drawn = Message(((Run("This week"),),), picture="week-48", alt="Twelve done, nine before.")
    sent = await house.adapter.put(JOY, "", drawn, ref="", key="k11")
    image = next(b for b in house.joy.messages[-1]["blocks"] if b["type"] == "image")
    assert image["alt_text"] == "Twelve done, nine before."
    assert slack.files[image["slack_file"]["id"]]["data"] == b"PNG week-48"
    await house.adapter.put(JOY, "", drawn, ref=sent.ref, key="k12")
    assert slack.count("files.getUploadURLExternal") == 1
    slack.faults["files.getUploadURLExternal"] = [Fault(error="storage_limit_reached")]
    other = Message(((Run("Next week"),),), picture="week-49", alt="Ten done.")
    await house.adapter.put(JOY, "", other, ref="", key="k13")
    assert "Ten done." in house.joy.sees()


async def test_nobody_is_listed_and_profiles_are_kept(house: House, slack: Slack):
    for _ in range(3):
        await house.joy.command("help")
    assert slack.count("users.info") == 1
    assert not [call for call in slack.calls if call.method.endswith(".list")]


async def test_a_command_says_where_it_came_from(house: House, heard: Heard):
    await house.rita.command("help <#C1|general> &amp; <!here>", channel="C1", channel_name="general")
    command = heard.events[-1]
    assert isinstance(command, Command)
    assert command.words == "help #general & @here"
    assert not command.private
