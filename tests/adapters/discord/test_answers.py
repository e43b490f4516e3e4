"""Every interaction is answered once and in time, and what is shown stands where it belongs."""

from __future__ import annotations

import asyncio

import pytest

from adapters.discord import words
from adapters.discord.limits import WAITS
from bot.ports import Command, HomeOpened, Press, Put, Quote, Reply, SlotRef, Suggestion, Typed, Where
from storage import StorageTrouble
from tests.adapters.discord.payloads import BOT, public, user_of
from tests.adapters.discord.scripted import Desk, lines, pressable

SERVER, CHANNEL = "500", "501"
SLOT = SlotRef("seat/a/b/c", 3)


async def test_a_command_with_typed_options(desk: Desk) -> None:
    made = await desk.rita.command("tell", person=desk.joy, words="hello", day="Friday")
    (event,) = desk.inbox.events
    assert isinstance(event, Command)
    assert (event.words, event.options) == ("tell", {"person": "<@200>", "words": "hello", "day": "Friday"})
    assert event.people["200"].name == "Joy Santos"
    assert event.profile.name == "Rita Lopes"
    assert event.profile.locale == "en-US"
    assert event.private
    assert [answer["type"] for answer in made.answers] == [4]
    assert desk.rita.sees() == "Heard."


async def test_anything_can_be_typed_after_more(desk: Desk) -> None:
    await desk.rita.command("more", words="move the date to Friday")
    assert desk.inbox.events[0].words == "move the date to Friday"


async def test_the_page_behind_a_button_takes_its_place(desk: Desk) -> None:
    ref = await desk.put(pressable("Yes", "No"))
    desk.inbox.says = lambda event: Reply((Put(lines("Which? Yes."), ref), Put(pressable("Next"), slot=SLOT)))
    made = await desk.rita.press("Yes")
    (event,) = desk.inbox.events
    assert isinstance(event, Press)
    assert event.control == "c:Yes"
    assert [answer["type"] for answer in made.answers] == [7]
    assert desk.rita.screen() == "Which? Yes.\n---\nWhich?"
    assert desk.inbox.confirmed == [(SLOT, f"{desk.rita.channel}:{desk.rita.messages()[-1]['id']}")]


def test_what_is_waited_for_leaves_time_to_answer() -> None:
    assert WAITS.answer + WAITS.place < 2.5
    assert WAITS.suggest < 2.5


async def test_a_slow_inbox_is_waited_for_behind_an_answer(desk: Desk) -> None:
    desk.inbox.takes = 0.6
    command = await desk.rita.command("tell", words="hello")
    assert [answer["type"] for answer in command.answers] == [5]
    assert command.took < 3.0
    assert desk.rita.sees() == "Heard."


async def test_a_slow_inbox_behind_a_button(desk: Desk) -> None:
    ref = await desk.put(pressable("Yes"))
    desk.inbox.takes = 0.6
    desk.inbox.says = lambda event: Reply((Put(lines("Yes."), ref),))
    made = await desk.rita.press("Yes")
    assert [answer["type"] for answer in made.answers] == [6]
    assert desk.rita.sees() == "Yes."


async def test_what_is_not_taken_is_said(desk: Desk) -> None:
    desk.inbox.broken = True
    await desk.rita.command("tell", words="hello")
    assert desk.rita.sees() == words.NOT_SAVED


async def test_an_answer_that_was_given_already_is_no_error(desk: Desk) -> None:
    desk.fake.fail("callback", 400, {"code": 40060, "message": "already"}, lost=True)
    made = await desk.rita.command("tell", words="hello")
    assert len(made.answers) == 1
    assert "Heard." in desk.rita.screen()


async def test_when_the_answer_came_too_late_the_message_comes_all_the_same(desk: Desk) -> None:
    desk.fake.fail("callback", 404, {"code": 10062, "message": "Unknown interaction"})
    await desk.rita.command("tell", words="hello")
    assert desk.rita.sees() == "Heard."


# --- servers --------------------------------------------------------------------------------------


async def test_an_answer_in_a_server_is_for_their_eyes_only(desk: Desk) -> None:
    made = await desk.rita.command("tell", guild=SERVER, channel=CHANNEL, words="hello")
    assert not desk.inbox.events[0].private
    assert made.answers[0]["data"]["flags"] == 64
    assert desk.joy.messages(CHANNEL) == []


async def test_a_question_asked_in_a_server_goes_to_direct_messages(desk: Desk) -> None:
    desk.inbox.says = lambda event: Reply((Put(pressable("Yes"), slot=SLOT),))
    await desk.rita.command("tell", guild=SERVER, channel=CHANNEL, words="hello")
    assert desk.rita.sees() == "Which?"
    assert f"<#{desk.rita.channel}>" in desk.rita.sees(CHANNEL)
    assert desk.inbox.confirmed[0][1].startswith(desk.rita.channel)


async def test_what_stands_in_direct_messages_is_redrawn_there_and_not_whispered_as_well(desk: Desk) -> None:
    ref = await desk.put(pressable("Yes", "No"))
    desk.inbox.says = lambda event: Reply((Put(lines("Which? Yes."), ref), Put(pressable("Next"), slot=SLOT)))
    await desk.rita.command("tell", guild=SERVER, channel=CHANNEL, words="yes")
    assert desk.rita.screen() == "Which? Yes.\n---\nWhich?"
    assert "Which?" not in desk.rita.screen(CHANNEL)
    assert f"<#{desk.rita.channel}>" in desk.rita.screen(CHANNEL)


async def test_a_page_that_is_gone_from_direct_messages_comes_anew(desk: Desk) -> None:
    ref = await desk.put(pressable("Yes", "No"))
    desk.fake.messages[desk.rita.channel].clear()
    desk.inbox.says = lambda event: Reply((Put(lines("Which? Yes."), ref),))
    await desk.rita.command("tell", guild=SERVER, channel=CHANNEL, words="yes")
    assert desk.rita.screen() == "Which? Yes."
    assert f"<#{desk.rita.channel}>" in desk.rita.screen(CHANNEL), "and they are told where"


async def test_what_cannot_be_confirmed_holds_up_nothing_of_the_reply(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(slot: SlotRef, ref: str) -> None:
        raise StorageTrouble("no disk")

    monkeypatch.setattr(desk.inbox, "shown", broken)
    desk.inbox.says = lambda event: Reply((Put(pressable("Yes"), slot=SLOT), Put(lines("And more."))))
    made = await desk.rita.command("tell", guild=SERVER, channel=CHANNEL, words="hello")
    assert desk.rita.sees() == "Which?"
    assert f"<#{desk.rita.channel}>" in desk.rita.screen(CHANNEL)
    assert desk.rita.sees(CHANNEL) == "And more."
    assert len(made.answers) == 1


@pytest.mark.parametrize("code", [50007, 50278, 40003])
async def test_who_cannot_be_written_to_is_asked_in_the_server(desk: Desk, code: int) -> None:
    desk.fake.closed["100"] = code
    desk.inbox.says = lambda event: Reply((Put(pressable("Yes"), slot=SLOT),))
    await desk.rita.command("tell", guild=SERVER, channel=CHANNEL, words="hello")
    assert words.CANNOT_WRITE in desk.rita.screen(CHANNEL)
    assert desk.rita.sees(CHANNEL) == "Which?"
    assert desk.inbox.confirmed == [(SLOT, "")]
    message = desk.rita.messages(CHANNEL)[-1]
    message["flags"] = 64
    await desk.rita.press("Yes", channel=CHANNEL, guild=SERVER)
    assert desk.inbox.events[-1].control == "c:Yes"
    assert desk.joy.messages(CHANNEL) == []


# --- the rest ---------------------------------------------------------------------------------------


async def test_next_is_a_dashboard_that_is_looked_at_again_in_place(desk: Desk) -> None:
    count = iter(range(1, 9))
    desk.inbox.says = lambda event: Reply((Put(lines(f"{next(count)} things wait.")),))
    await desk.rita.command("next")
    assert isinstance(desk.inbox.events[0], HomeOpened)
    assert desk.rita.sees() == "1 things wait."
    await desk.restart()
    await desk.rita.press(words.REFRESH)
    assert [message["content"] for message in desk.rita.messages()] == ["2 things wait."]
    assert desk.rita.buttons() == [words.REFRESH]


async def test_a_dashboard_with_many_buttons_can_still_be_looked_at_again(desk: Desk) -> None:
    desk.inbox.says = lambda event: Reply((Put(pressable(*map(str, range(23)))),))
    await desk.rita.command("next")
    assert desk.rita.buttons()[-2:] == ["22", words.REFRESH]


@pytest.mark.parametrize("told_by", ["its own clock", "Discord"])
@pytest.mark.parametrize("place", [("", ""), (SERVER, CHANNEL)])
async def test_what_a_dead_token_cannot_show_goes_to_direct_messages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, told_by: str, place: tuple[str, str]
) -> None:
    desk.fake.token_seconds = 0.1
    if told_by == "its own clock":
        monkeypatch.setattr("adapters.discord.answering.WAITS", WAITS._replace(token=0.1))
    desk.inbox.takes = 0.4
    guild, channel = place
    made = await desk.rita.command("tell", guild=guild, channel=channel, words="hello")
    assert [answer["type"] for answer in made.answers] == [5]
    assert [message["content"] for message in desk.rita.messages()][-1] == "Heard."
    tried = [path for _, path, _ in desk.fake.requests if path.startswith("/webhooks")]
    assert len(tried) == (told_by == "Discord")


async def test_a_dead_token_and_closed_direct_messages_leave_the_page_to_delivery(desk: Desk) -> None:
    desk.fake.token_seconds = 0.1
    desk.fake.closed["100"] = 50007
    desk.inbox.says = lambda event: Reply((Put(pressable("Yes"), slot=SLOT),))
    desk.inbox.takes = 0.4
    await desk.rita.command("tell", guild=SERVER, channel=CHANNEL, words="hello")
    assert desk.inbox.confirmed == []


async def test_a_message_is_saved_as_an_example(desk: Desk) -> None:
    message = desk.fake.say(CHANNEL, "200", {"content": "A fine reply"})
    made = await desk.rita.quote(message, guild=SERVER)
    (event,) = desk.inbox.events
    assert isinstance(event, Quote)
    assert (event.author, event.words) == (Where("discord", "", "200"), "A fine reply")
    assert event.link.endswith(f"/{CHANNEL}/{message['id']}")
    assert made.answers[0]["data"]["flags"] == 64


async def test_suggestions_while_typing(desk: Desk) -> None:
    desk.inbox.found = (Suggestion("Blue", "blue", "a colour"), Suggestion("Green", "green"))
    made = await desk.rita.command("find", kind=4, focused="thing", thing="b")
    assert desk.inbox.asked == ["find b"]
    assert made.answers[0]["data"]["choices"] == [
        {"name": "Blue - a colour", "value": "blue"},
        {"name": "Green", "value": "green"},
    ]
    desk.inbox.found = ()
    made = await desk.rita.command("more", kind=4, focused="words", words="new thing")
    assert made.answers[0]["data"]["choices"] == [{"name": "new thing", "value": "new thing"}]
    assert desk.inbox.events == []


async def test_a_slow_suggestion_is_none(desk: Desk) -> None:
    desk.inbox.takes = 0.6
    made = await desk.rita.command("find", kind=4, focused="thing", thing="")
    assert made.answers[0]["data"]["choices"] == []


async def test_a_typed_line_and_its_repeat(desk: Desk) -> None:
    message = await desk.rita.type("hello <@!200>", mentions=(desk.joy,))
    (event,) = desk.inbox.events
    assert isinstance(event, Typed)
    assert event.words == "hello <@200>"
    assert event.people["200"].name == "Joy Santos"
    assert desk.rita.sees() == "Heard."
    await desk.fake.gateway.send("MESSAGE_CREATE", public(message))
    await desk.settle()
    assert len(desk.inbox.events) == 2
    assert len(desk.rita.messages()) == 2


async def test_our_name_in_a_server_is_a_command_answered_in_direct_messages(desk: Desk) -> None:
    desk.fake.gateway.guilds = {SERVER: {CHANNEL: "shop"}}
    told = ("", "lunch?", f"<@!{BOT}> help", f"what about <@{BOT}>?")
    for text in told:
        message = desk.fake.say(CHANNEL, "100", {"content": text, "mentions": [user_of(BOT, "Fivefold")]})
        await desk.fake.gateway.send("MESSAGE_CREATE", {**public(message), "guild_id": SERVER})
    await desk.settle()
    assert [(type(event), event.words, event.private) for event in desk.inbox.events] == [
        (Command, "help", False), (Command, "what about ?", False),
    ]  # fmt: skip
    assert [message["content"] for message in desk.rita.messages()] == ["Heard.", "Heard."]
    assert [message["content"] for message in desk.rita.messages(CHANNEL)] == list(told), "nothing is posted"


async def test_our_name_where_direct_messages_cannot_be_opened_is_no_trouble(desk: Desk) -> None:
    desk.fake.gateway.guilds = {SERVER: {CHANNEL: "shop"}}
    desk.fake.fail("POST /users/@me/channels", 403, {"code": 50007, "message": "closed"})
    message = desk.fake.say(CHANNEL, "100", {"content": f"<@{BOT}> help"})
    await desk.fake.gateway.send("MESSAGE_CREATE", {**public(message), "guild_id": SERVER})
    await desk.settle()
    assert desk.inbox.events == []


async def test_our_own_messages_are_not_heard(desk: Desk) -> None:
    await desk.rita.type("hello")
    await desk.fake.gateway.send("MESSAGE_CREATE", public(desk.rita.messages()[-1]))
    await desk.settle()
    assert len(desk.inbox.events) == 1


async def test_a_button_of_an_unknown_kind_is_asked_about(desk: Desk) -> None:
    message = await desk.rita.type("hello")
    await desk.rita.interact(3, {"component_type": 2, "custom_id": "old", "id": 1}, message, "", "")
    assert desk.inbox.events[-1].control == "old"


async def test_what_is_typed_below_a_page_is_taken_when_the_page_is_known_to_stand(desk: Desk) -> None:
    page = Put(lines("What gets in the way?"), slot=SlotRef("seat/a/c/owner", 1))
    desk.inbox.says = lambda event: Reply((page,)) if isinstance(event, Press) else Reply()
    confirms, order = desk.inbox.shown, []

    async def late(slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        await asyncio.sleep(0.1)
        await confirms(slot, ref, at_ms)
        order.append(len(desk.inbox.events))

    desk.inbox.shown = late  # type: ignore[method-assign]
    message = await desk.rita.type("hello")
    pressed = asyncio.create_task(
        desk.rita.interact(3, {"component_type": 2, "custom_id": "old", "id": 1}, message, "", "")
    )
    await desk.until(lambda: desk.adapter._listening._showing.busy("100"))
    await desk.rita.type("the login")
    await pressed
    await desk.until(lambda: len(desk.inbox.events) == 3)
    assert order == [2], "it was known before the line was taken"


async def test_what_is_done_meanwhile_is_answered_after_what_came_before(desk: Desk) -> None:
    """A reply that is held up keeps the next one waiting: people read in the order in which they acted."""
    desk.inbox.says = lambda event: Reply((Put(lines(f"Heard {event.words}.")),))
    desk.fake.slow, desk.fake.slow_at = 0.2, "POST .*/messages"
    first = asyncio.create_task(desk.rita.type("one"))
    await desk.until(lambda: any(path.endswith("/messages") for _, path, _ in desk.fake.requests))
    desk.fake.slow = 0.0
    for said in ("two", "three"):
        await desk.rita.type(said)
    await first
    await desk.until(lambda: len([one for one in desk.rita.messages() if "Heard" in one["content"]]) == 3)
    heard = [one["content"] for one in desk.rita.messages() if "Heard" in one["content"]]
    assert heard == ["Heard one.", "Heard two.", "Heard three."]
