"""The inbox: whatever people press, type and repeat, the right thing happens once and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from bot.conversations.controls import Control, parse
from bot.conversations.typing import Typing
from bot.engine.cards import Button, Form, Select
from bot.model import Account, Address, Engagement, Person, Rating
from bot.phases import DIALOGS
from bot.ports import Command, Gone, Press, Profile, Quote, Reply, Submit, Typed, Where
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import (
    CAST,
    TestClock,
    Workspace,
    accept,
    hand_in,
    hire,
    rate_own,
    rate_seen,
    says,
)

NOTHING_HERE = "There is nothing here that I can show you. What waits for you: /fivefold"


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing) -> AsyncIterator[Workspace]:
    """Rita, Joy and Brian on an empty database; missing words are an error."""
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    with strict():
        yield Workspace(store, clock)
    await store.close()


def said(reply: Reply) -> str:
    return "\n".join(put.message.plain() for put in reply.puts)


def control_of(w: Workspace, user: str, label: str) -> str:
    """The id of the newest button with this label."""
    for message in reversed(w.screens[user].messages.values()):
        for control in message.controls:
            if isinstance(control, Button) and says(control.label, label):
                return control.id
    raise AssertionError(f"{user} sees no {label}")


def newest(w: Workspace, user: str, kind: type[Any]) -> Any:
    return next(control for control in w.screens[user].last.controls if isinstance(control, kind))


async def records(w: Workspace, kind: type[Any], user: str = "rita", **equal: Any) -> list[Any]:
    """Every record of a kind in the accounts of a user."""

    def look(tx: Any) -> list[Any]:
        found = []
        for account, *_ in tx.persons_at(Where("test", "", user)):
            tx.enter(account)
            found += tx.find(kind, **equal)
        return found

    return await w.store.read(look)


async def talk(w: Workspace, control: str, user: str = "rita") -> Any:
    """The conversation behind a control, as it is stored."""
    wanted = parse(control)
    assert isinstance(wanted, Control)

    def look(tx: Any) -> Any:
        for account, *_ in tx.persons_at(Where("test", "", user)):
            tx.enter(account)
            row = tx.conversation(wanted.conversation, lock=False)
            if row is not None:
                return row
        return None

    return await w.store.read(look)


async def to_expectation(w: Workspace) -> None:
    """Rita adds Joy, up to the question that takes her own words."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.pick("rita", "Customer inbox", "Calendar")
    await w.press("rita", "Looks right")


# -- once, and only once ----------------------------------------------------------------------------


async def test_a_repeated_press_changes_nothing_and_shows_todays_page(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    event = Press(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real, profile=CAST["rita"],
                  control=control_of(w, "rita", "virtual assistant"))  # fmt: skip
    first = await w.inbox.take(event)
    again = await w.inbox.take(event)
    assert (first.repeated, again.repeated) == (False, True)
    assert said(again) == first.puts[-1].message.plain()


async def test_a_repeated_message_changes_nothing_and_shows_todays_page(w: Workspace) -> None:
    await to_expectation(w)
    event = Typed(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real + 1, profile=CAST["rita"],
                  words="My evenings are free.")  # fmt: skip
    first = await w.inbox.take(event)
    again = await w.inbox.take(event)
    assert again.repeated
    assert said(again) == first.puts[-1].message.plain()
    row = await talk(w, control_of(w, "rita", "Back"))
    assert row.answers["kept"]["expectation"] == "My evenings are free."
    assert not row.answers.get("history")


async def test_a_repeated_command_opens_one_talk(w: Workspace) -> None:
    event = Command(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real, profile=CAST["rita"],
                    people=CAST, words="add <@joy>")  # fmt: skip
    first, again = await w.inbox.take(event), await w.inbox.take(event)
    assert again.repeated
    assert said(again) == said(first)
    assert "1 minute" not in said(await w.command("rita", "next"))
    assert len(w.screens["rita"].last.facts) == 1


async def test_a_repeated_start_button_starts_nothing(w: Workspace) -> None:
    event = Press(id="same", who=Where("test", "", "rita"), at_ms=w.clock.real, profile=CAST["rita"],
                  control="start:people:")  # fmt: skip
    await w.inbox.take(event)
    assert (await w.inbox.take(event)).repeated


async def test_twenty_presses_at_once_have_one_effect(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "My evenings are free.")
    await w.pick("rita", newest(w, "rita", Select).choices[0].label)
    send = control_of(w, "rita", "Send")
    presses = [Press(**w._event("rita"), control=send) for _ in range(20)]
    replies = await asyncio.gather(*map(w.inbox.take, presses))
    assert (
        sum("Sent to Joy" in said(reply) and "You have answered" not in said(reply) for reply in replies) == 1
    )
    assert len(await records(w, Engagement)) == 1
    await w.deliver()
    assert [who for who, what, _ in w.log if what == "gets"] == ["joy"]


async def test_twenty_different_buttons_of_one_page_have_one_winner(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    buttons = [c.id for c in w.screens["joy"].last.controls if isinstance(c, Button)][:6]
    presses = [Press(**w._event("joy"), control=control) for control in buttons * 3]
    await asyncio.gather(*map(w.inbox.take, presses))
    row = await talk(w, buttons[0], "joy")
    assert len([key for key in row.answers["kept"] if key.startswith("level/")]) == 1
    assert not row.answers.get("history")


# -- old buttons --------------------------------------------------------------------------------------


async def test_a_stale_button_says_what_was_answered_and_offers_to_change_it(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "content writer")
    await w.press("rita", "virtual assistant")
    reply = await w.press_id("rita", old)
    assert "You have answered this already" in said(reply)
    assert "virtual assistant" in said(reply)
    assert [c.label for c in reply.puts[0].message.controls if isinstance(c, Button)] == ["Change"]
    assert "The frame for Joy" in said(reply)


async def test_a_stale_proposal_says_what_was_accepted(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    old = control_of(w, "rita", "Looks right")
    await w.press("rita", "Looks right")
    reply = await w.press_id("rita", old)
    assert "You have answered this already" in said(reply)
    assert "By the hour" in said(Reply(reply.puts[:1]))


async def test_a_button_of_a_finished_talk_says_what_was_answered(w: Workspace) -> None:
    await hire(w)
    old = control_of(w, "joy", "Not for me")
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.type("joy", "The inbox matters most.")
    await w.press("joy", "All clear")
    before = await talk(w, old, "joy")
    assert "You have answered this already" in said(await w.press_id("joy", old))
    assert await talk(w, old, "joy") == before
    assert before.state == "done"


async def test_a_finished_talk_never_changes(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    done = [
        c
        for m in w.screens["joy"].messages.values()
        for c in m.controls
        if getattr(c, "label", "") == "Change"
    ]
    row = await talk(w, done[0].id, "joy")
    assert row.state == "done"
    reply = await w.press_id("joy", done[0].id)
    assert "can no longer be changed" in said(reply)
    assert await talk(w, done[0].id, "joy") == row


# -- who may answer --------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["joy", "brian"])
async def test_the_wrong_person_is_told_nothing(w: Workspace, user: str) -> None:
    await w.command("brian", "add <@rita>")
    await hire(w)
    await w.command("rita", "add <@brian>")
    hers = control_of(w, "rita", "virtual assistant")
    before = await talk(w, hers)
    assert said(await w.press_id(user, hers)) == NOTHING_HERE
    assert await talk(w, hers) == before


async def test_somebody_nobody_knows_is_told_nothing(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    stranger = Press(id="x1", who=Where("test", "", "mallory"), at_ms=w.clock.real,
                     control=control_of(w, "rita", "virtual assistant"))  # fmt: skip
    assert said(await w.inbox.take(stranger)) == NOTHING_HERE


FORGED: list[Callable[[str], str]] = [
    lambda real: "",
    lambda real: "1:",
    lambda real: "2" + real[1:],
    lambda real: real.replace(":o:", ":p:"),
    lambda real: real.replace(":o:", ":x:"),
    lambda real: real.replace(real.split(":")[1], "0" * 13),
    lambda real: real.replace(real.split(":")[1], "\x00" * 13),
    lambda real: real.replace(real.split(":")[1], "\ud800"),
    lambda real: f"1:{real.split(':')[1]}:o:{'9' * 5_000}:abcdef",
    lambda real: real + ":1:2:3",
    lambda real: "start:nothing-of-ours:",
    lambda real: "start:skills:0000000000000",
    lambda real: "start:skills:\x00",
    lambda real: "start:",
    lambda real: "'; drop table seat; --",
    lambda real: "😀" * 50,
]


@pytest.mark.parametrize("forge", FORGED)
async def test_a_forged_id_is_told_nothing(w: Workspace, forge: Callable[[str], str]) -> None:
    await w.command("rita", "add <@joy>")
    real = control_of(w, "rita", "virtual assistant")
    before = await talk(w, real)
    assert said(await w.press_id("rita", forge(real))) == NOTHING_HERE
    assert await talk(w, real) == before


@pytest.mark.parametrize(
    "values", [{"x": ("9" * 5_000,)}, {"": "x"}, {"\x00": "y"}, {}, {"x": ("-1", "a", "")}]
)
async def test_forged_form_fields_are_nobodys(w: Workspace, values: dict[str, Any]) -> None:
    await to_expectation(w)
    form = newest(w, "rita", Form)
    reply = await w.inbox.take(Submit(**w._event("rita"), control=form.id, values=values))
    assert "Nothing arrived" in "".join(f.error for f in _fields(reply)) + said(reply)


def _fields(reply: Reply) -> list[Any]:
    return [
        field for put in reply.puts for c in put.message.controls if isinstance(c, Form) for field in c.fields
    ]


async def test_another_accounts_engagement_is_told_nothing(w: Workspace) -> None:
    await hire(w)
    await hire(w, "brian", "joy")
    [ritas] = await records(w, Engagement, "rita")
    assert said(await w.press_id("brian", f"start:skills:{ritas.id}")) == NOTHING_HERE
    assert "Inbox" in said(await w.press_id("rita", f"start:skills:{ritas.id}"))
    assert len(await records(w, Account, "nobody")) == 0


async def test_a_form_of_another_seat_keeps_nothing(w: Workspace) -> None:
    await to_expectation(w)
    form = newest(w, "rita", Form)
    event = Submit(**w._event("joy"), control=form.id, values={form.fields[0].id: "mine"})
    assert said(await w.inbox.take(event)) == NOTHING_HERE


# -- back, change, later, cancel, restart, help ----------------------------------------------------------


async def test_back_takes_a_single_answer_back(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    reply = await w.press("rita", "Back")
    assert "What is their work?" in said(reply)
    await w.press("rita", "content writer")
    row = await talk(w, control_of(w, "rita", "Looks right"))
    assert row.answers["kept"]["role"] == "content-writer" or "writer" in row.answers["kept"]["role"]
    assert [key for key, *_ in row.answers["history"]] == ["role"]


async def test_back_takes_a_whole_form_back(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.press("rita", "Back")
    assert "The frame for Joy" in w.sees("rita")
    row = await talk(w, control_of(w, "rita", "Looks right"))
    assert set(row.answers["kept"]) == {"who", "role"}


async def test_back_takes_one_tap_of_a_row_of_taps_back(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    assert "Back" not in w.buttons("joy")
    await w.press("joy", "4")
    await w.press("joy", "3")
    assert "3 of 6" in w.sees("joy")
    await w.press("joy", "Back")
    assert "2 of 6" in w.sees("joy")
    await w.press("joy", "Back")
    assert "1 of 6" in w.sees("joy")
    assert "Back" not in w.buttons("joy")


async def test_back_on_the_first_tap_goes_to_the_page_before(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.press("joy", "Back")
    assert "Is this right?" in w.sees("joy")
    await w.press("joy", "Back")
    assert "Let's start" in w.buttons("joy")


async def test_back_where_nothing_was_answered_says_so(w: Workspace) -> None:
    await hire(w)
    assert "nothing to take back" in said(await w.type("joy", "back"))


async def test_any_earlier_answer_can_be_changed(w: Workspace) -> None:
    await to_expectation(w)
    role = next(
        c.id for m in w.screens["rita"].messages.values() for c in m.controls
        if getattr(c, "label", "") == "Change" and "What is their work?" in m.plain()
    )  # fmt: skip
    reply = await w.press_id("rita", role)
    assert "What is their work?" in said(reply)
    assert "Leave as it was" in w.buttons("rita")
    await w.press("rita", "Leave as it was")
    assert "asking Joy was right" in w.sees("rita")
    await w.press_id("rita", role)
    await w.press("rita", "bookkeeper")
    assert "What should Joy take off your hands first?" in w.sees("rita"), "other work has other jobs"


async def test_one_tap_of_an_open_page_of_taps_can_be_changed(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.press("joy", "4")
    await w.press("joy", "Change")
    assert "Inbox" in w.sees("joy")
    await w.press("joy", "2")
    assert "2 of 6" in w.sees("joy")
    row = await talk(w, control_of(w, "joy", "4"), "joy")
    assert list(row.answers["kept"].values()) == [2]


async def test_pieces_are_not_hours(w: Workspace) -> None:
    """A number that was given for hours must not become as many pieces."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.fill("rita", {"If by the hour": "25"})
    terms = control_of(w, "rita", "Change")
    await w.press_id("rita", terms)
    await w.fill("rita", {"Paid": "By the piece"})
    assert "Pieces a week from Joy" in w.sees("rita")


async def test_not_now_sends_nothing(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "My evenings are free.")
    await w.pick("rita", newest(w, "rita", Select).choices[0].label)
    await w.press("rita", "Not now")
    assert "Not sent" in w.sees("rita")
    assert not await records(w, Engagement, state="invited")
    await w.pass_time(days=20)
    assert not w.screens["joy"].messages


async def test_later_keeps_everything(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    assert "nothing is lost" in said(await w.type("rita", "later"))
    assert "Add a person" in said(await w.command("rita", "next"))
    await w.press("rita", "virtual assistant")
    assert "The frame for Joy" in w.sees("rita")


async def test_cancel_closes_what_i_started(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    assert "Nothing was sent" in said(await w.type("rita", "cancel"))
    assert "Nothing waits for you" in said(await w.command("rita", "next"))
    assert "closed" in said(await w.press_id("rita", old))


async def test_cancel_keeps_what_somebody_else_waits_for(w: Workspace) -> None:
    await hire(w)
    assert "Rita waits for this" in said(await w.type("joy", "cancel"))
    await w.press("joy", "Let's start")


async def test_restart_asks_everything_again(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.type("rita", "restart")
    assert "Who works with you?" in w.sees("rita")


async def test_help_is_a_bare_word_that_keeps_the_question(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    reply = await w.type("rita", "Help!")
    assert "/fivefold add" in said(reply)
    assert "What is their work?" in said(reply)


@pytest.mark.parametrize("word", ["help", "back", "later", "cancel", "restart", "stop"])
async def test_a_bare_word_is_an_answer_where_own_words_are_asked_for(w: Workspace, word: str) -> None:
    await to_expectation(w)
    await w.type("rita", word)
    row = await talk(w, control_of(w, "rita", "Back"))
    assert row.answers["kept"]["expectation"] == word


# -- typed answers ------------------------------------------------------------------------------------------


async def test_a_whole_talk_can_be_typed(w: Workspace) -> None:
    for words in ("<@joy>", "virtual assistant", "looks right", "1 and 3", "yes",
                  "My evenings are free.", "1", "yes"):  # fmt: skip
        if words == "<@joy>":
            await w.command("rita", "add")
        await w.type("rita", words)
    [engagement] = await records(w, Engagement)
    assert (engagement.state, engagement.amount) == ("invited", 20)


async def test_errors_stand_beside_the_field_and_good_fields_are_kept(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.fill("joy", {"Your city": "Atlantis", "until": "25:00", "I call you": "Joyce"})
    form = newest(w, "joy", Form)
    wrong = {field.label: (field.value, bool(field.error)) for field in form.fields}
    assert wrong == {"Your city": ("Atlantis", True), "until": ("25:00", True)}
    row = await talk(w, form.id, "joy")
    assert (row.answers["kept"]["name"], row.answers["kept"]["from"]) == ("Joyce", "09:00")
    await w.fill("joy", {"Your city": "Cebu", "until": "17:30"})
    assert "In your own words" in w.sees("joy")


async def test_what_cannot_be_read_keeps_the_question_and_says_why(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    reply = await w.type("rita", "rocket science")
    assert "could not find that in the list" in said(reply)
    assert "What is their work?" in said(reply)


async def test_fifty_thousand_characters_are_refused_in_one_sentence(w: Workspace) -> None:
    await to_expectation(w)
    reply = await w.type("rita", "x" * 50_000)
    assert "50,000 characters" in said(reply)
    await w.type("rita", "x" * 500_000)
    await w.type("rita", "Short.")
    assert "tick what is ready" in w.sees("rita")


@pytest.mark.parametrize("words", ["\x00", "\ud800", "‮‮", "e" + "\u0301" * 400, "😀" * 40, "\u200b\u200d"])
async def test_odd_characters_break_nothing(w: Workspace, words: str) -> None:
    await to_expectation(w)
    assert (await w.type("rita", words)).puts
    assert (await w.command("rita", words)).puts


# -- the floor --------------------------------------------------------------------------------------------


async def test_typed_words_go_to_the_talk_that_was_just_touched(w: Workspace) -> None:
    await to_expectation(w)
    await w.command("rita", "add <@brian>")
    await w.type("rita", "content writer")
    assert "The frame for Brian" in w.sees("rita")


async def test_when_no_talk_has_the_floor_the_words_are_kept_and_offered(w: Workspace) -> None:
    await to_expectation(w)
    first = newest(w, "rita", Form).id
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=1)
    reply = await w.type("rita", "My evenings are free.")
    assert "What is it for?" in said(reply)
    assert [c.label for c in reply.puts[0].message.controls if isinstance(c, Button)] == ["Add a person"] * 2
    row = await talk(w, first)
    assert "expectation" not in row.answers["kept"]
    take = [c.id for c in reply.puts[0].message.controls if isinstance(c, Button)]
    mine = next(id for id in take if parse(first).conversation in id)  # type: ignore[union-attr]
    await w.press_id("rita", mine)
    assert (await talk(w, first)).answers["kept"]["expectation"] == "My evenings are free."


async def test_a_kept_text_answers_one_question_only(w: Workspace) -> None:
    await to_expectation(w)
    reply = await w.type("rita", "My evenings are free.", at_ms=w.clock.real - 60_000)
    take = reply.puts[0].message.controls[0].id
    await w.press_id("rita", take)
    await w.pick("rita", newest(w, "rita", Select).choices[0].label)
    again = await w.press_id("rita", take)
    assert "You have answered this already" in said(again)


async def test_words_older_than_their_question_are_offered_and_not_taken(w: Workspace) -> None:
    await to_expectation(w)
    reply = await w.type("rita", "Looks right", at_ms=w.clock.real - 60_000)
    assert 'I have kept what you wrote: "Looks right"' in said(reply)
    assert "expectation" not in (await talk(w, newest(w, "rita", Button).id)).answers["kept"]


async def test_a_kept_mention_still_has_its_name(w: Workspace) -> None:
    await w.command("rita", "add")
    event = {"at_ms": w.clock.real - 60_000, "people": {"joy": CAST["joy"]}}
    reply = await w.type("rita", "<@joy>", **event)
    await w.press_id("rita", reply.puts[0].message.controls[0].id)
    await w.press("rita", "virtual assistant")
    assert "The frame for Joy" in w.sees("rita")


@pytest.mark.parametrize("word", ["restart", "back", "virtual assistant"])
async def test_a_talk_that_ends_while_it_is_typed_to_stays_ended(
    w: Workspace, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    look = Typing._open_seats
    seen: list[Any] = []

    def then_cancelled_elsewhere(typing: Typing) -> Any:
        seen[:] = seen or look(typing)
        return seen

    monkeypatch.setattr(Typing, "_open_seats", then_cancelled_elsewhere)
    await w.type("rita", "cancel")
    await w.type("rita", word)
    assert (await talk(w, old)).state == "closed"


async def test_two_messages_at_once_never_answer_a_question_unseen(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    sent = [
        Typed(**w._event("joy"), words=words) for words in ("The inbox matters most.", "And the calendar.")
    ]
    replies = await asyncio.gather(*map(w.inbox.take, sent))
    assert 'I have kept what you wrote: "And the calendar."' in said(replies[1])


# -- given up, and back again -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["", "people"])
async def test_an_address_that_was_given_up_is_open_again_once_they_write(w: Workspace, words: str) -> None:
    await hire(w)

    def give_up(tx: Any) -> None:
        for account, person, _ in tx.persons_at(Where("test", "", "joy")):
            tx.enter(account)
            for one in tx.addresses(person):
                tx.write(one.model_copy(update={"state": "user_not_found"}), one.version)

    await w.store.turn(give_up)
    await w.command("joy", words)
    assert {one.state for one in await records(w, Address, user="joy")} == {"open"}


# -- revisions ----------------------------------------------------------------------------------------------


async def test_a_finished_rating_is_free_until_both_are_in(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    change = next(
        c.id for m in w.screens["joy"].messages.values() for c in m.controls
        if getattr(c, "label", "") == "Change" and m.plain().startswith("Inbox")
    )  # fmt: skip
    assert "Inbox" in said(await w.press_id("joy", change))
    await w.press("joy", "3")
    assert "Thank you, Joy" in w.sees("joy")
    levels = [r.level for r in await records(w, Rating, role="professional")]
    assert sorted(levels) == sorted([3, 4, 3, 1, 3, 3])
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    await rate_seen(w)
    assert "Both views are in" in w.screens["rita"].text()
    late = await w.press_id("joy", change)
    assert "stay as they were given" in said(late)
    assert sorted(r.level for r in await records(w, Rating, role="professional")) == sorted(levels)


async def test_a_revision_open_while_the_other_view_comes_in_is_closed_kindly(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    change = next(
        c.id for m in w.screens["joy"].messages.values() for c in m.controls
        if getattr(c, "label", "") == "Change" and m.plain().startswith("Inbox")
    )  # fmt: skip
    await w.press_id("joy", change)
    button = control_of(w, "joy", "0")
    await rate_seen(w)
    assert "stay as they were given" in said(await w.press_id("joy", button))
    assert 0 not in [r.level for r in await records(w, Rating, role="professional")]
    assert "closed" in said(await w.press_id("joy", button))


# -- parked talks ------------------------------------------------------------------------------------------


def _with(dialog: str, **changes: Any) -> MappingProxyType[str, Any]:
    return MappingProxyType({**DIALOGS, dialog: replace(DIALOGS[dialog], **changes)})


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Break a dialog everywhere it is looked up; `broken()` mends all."""

    def use(dialog: str = "", **changes: Any) -> None:
        dialogs = _with(dialog, **changes) if dialog else DIALOGS
        for module in ("live", "stage", "turn", "waiting"):
            monkeypatch.setattr(f"bot.conversations.{module}.DIALOGS", dialogs)
        monkeypatch.setattr("bot.checkins.DIALOGS", dialogs)

    return use


def fails(*_: Any) -> Any:
    raise ZeroDivisionError("a bug")


async def test_an_outcome_that_fails_parks_with_the_answer_and_runs_on_after_the_mend(
    w: Workspace, broken: Callable[..., None]
) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.type("joy", "The inbox matters most.")
    clear = control_of(w, "joy", "All clear")
    broken("invitation", finish=fails)
    assert "your answer is kept" in said(await w.press("joy", "All clear"))
    row = await talk(w, clear, "joy")
    assert (row.state, row.answers["kept"]["clear"]) == ("parked", "clear")
    assert "your answer is kept" in said(await w.press_id("joy", clear)), "still broken: said again"
    assert w.sees("rita").startswith("Something went wrong on my side while Joy answered."), (
        "who waits is told"
    )
    assert "Your invitation" in said(await w.command("joy", "next"))
    broken()
    reply = await w.press("joy", "Your invitation")
    assert "kinds of work" in said(reply)
    assert (await talk(w, clear, "joy")).state == "done"
    assert "Joy said yes" in w.sees("rita")


async def test_a_script_that_fails_parks_its_own_talk_only(w: Workspace, broken: Callable[..., None]) -> None:
    async def raises(facts: Any) -> None:
        raise ZeroDivisionError("a bug")

    await hire(w)
    start = control_of(w, "joy", "Let's start")
    broken("invitation", script=raises)
    assert "your answer is kept" in said(await w.press_id("joy", start))
    assert (await talk(w, start, "joy")).state == "parked"
    await w.command("rita", "add <@brian>")
    await w.press("rita", "content writer")
    broken()
    await w.press_id("joy", start)
    await w.press("joy", "Let's start")
    assert "Is this right?" in w.sees("joy")


async def test_a_talk_of_an_unknown_dialog_breaks_nothing_else(
    w: Workspace, broken: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    await hire(w)
    start = control_of(w, "joy", "Let's start")
    fewer = MappingProxyType({name: dialog for name, dialog in DIALOGS.items() if name != "invitation"})
    for module in ("live", "stage", "turn", "waiting"):
        monkeypatch.setattr(f"bot.conversations.{module}.DIALOGS", fewer)
    assert "your answer is kept" in said(await w.press_id("joy", start))
    assert (await w.command("joy", "next")).puts
    assert (await w.type("joy", "hello")).puts
    await w.command("joy", "add <@brian>")
    await w.type("joy", "content writer")
    assert "The frame for Brian" in w.sees("joy")
    broken()
    await w.press_id("joy", start)
    await w.press("joy", "Let's start")


async def test_a_page_that_cannot_be_drawn_stops_nobody_elses(
    w: Workspace, broken: Callable[..., None]
) -> None:
    async def raises(facts: Any) -> None:
        raise ZeroDivisionError("a bug")

    await hire(w)
    await hire(w, "brian", "rita")
    await accept(w)
    broken("understanding", script=raises)
    w.clock.forward(hours=1)
    await w.deliver()
    broken()
    await w.pass_time(hours=1)
    assert "Joy said yes" in w.screens["rita"].text()


# -- commands ----------------------------------------------------------------------------------------------


NONSENSE = (
    "add tomorrow please", "add <@", "add <@>", "add <@ghost|Ghost|Mars/Olympus|xx>", "skills <@nobody>",
     "people 50%", "away never", "away <@joy> to <@rita>", "pause", "finish", "settings loud",
     "rules <@joy> <@joy>", "help me", "next next", "ready", "?", "/", "/fivefold", "  ", "ADD",
     "add " + "x" * 3_000, "roles \x00",
)  # fmt: skip


@pytest.mark.parametrize("words", NONSENSE)
async def test_nonsense_options_get_a_sentence_before_anybody_is_there(w: Workspace, words: str) -> None:
    assert said(await w.command("rita", words))


async def test_nonsense_options_get_a_sentence_in_the_middle_of_it_all(w: Workspace) -> None:
    await hire(w)
    for words in NONSENSE:
        assert said(await w.command("rita", words)), words
        assert said(await w.command("joy", words)), words


@pytest.mark.parametrize(
    ("word", "guess"), [("setings", "settings"), ("peple", "people"), ("pausing", "pause"), ("hepl", "help")]
)
async def test_an_unknown_word_gets_the_nearest_guess_with_a_button(
    w: Workspace, word: str, guess: str
) -> None:
    reply = await w.command("rita", word)
    assert f"I don't know '{word}'. Did you mean {guess}?" in said(reply)
    assert [c.label for c in reply.puts[0].message.controls if isinstance(c, Button)] == ["Yes"]
    assert said(await w.press("rita", "Yes"))


@pytest.mark.parametrize(("words", "guess"), [("show plan", "plan"), ("im blocked", "stuck")])
async def test_a_known_word_further_on_is_nearer_than_a_word_spelled_alike(
    w: Workspace, words: str, guess: str
) -> None:
    assert f"Did you mean {guess}?" in said(await w.command("rita", words))


async def test_a_mentioned_zone_that_does_not_exist_is_nobodys(w: Workspace) -> None:
    await w.command("rita", "add")
    await w.type("rita", "<@ghost|Ghost|Mars/Olympus|xx>")
    await w.press("rita", "virtual assistant")
    assert "The frame for Ghost" in w.sees("rita")


async def test_a_platform_that_sends_an_unknown_zone_breaks_nothing(w: Workspace) -> None:
    odd = Command(id="odd", who=Where("test", "", "olga"), at_ms=w.clock.real, words="add <@joy>",
                  profile=Profile("  ", "Mars/Olympus", "xx-YY"), people=CAST)  # fmt: skip
    (asked,) = (await w.inbox.take(odd)).puts
    await w.show("olga", asked)
    assert "Which city are you in" in w.sees("olga")


async def test_a_zone_that_no_platform_tells_is_asked_once_and_never_guessed(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tests.workspace.CAST", {user: profile._replace(zone="") for user, profile in CAST.items()}
    )
    await w.command("rita", "add <@joy>")
    await w.type("rita", "Qwghlm")
    assert "I do not know that place" in w.sees("rita")
    await w.type("rita", "Lisbon")
    assert "It is 10:00 for you (Lisbon)." in w.sees("rita")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.press("rita", "Looks right")
    await w.pick("rita", "Calendar")
    await w.press("rita", "Looks right")
    await w.type("rita", "I have my evenings back.")
    ready = w.screens["rita"].last.controls[0]
    assert isinstance(ready, Select)
    await w.pick("rita", ready.choices[0].label)
    await w.press("rita", "Looks right")
    await w.press("rita", "Send")
    await w.press("joy", "Let's start")
    await w.type("joy", "Manila")
    assert "It is 18:00 for you (Manila)." in w.sees("joy")
    await w.press("joy", "All right")
    await w.type("joy", "Nobody is booked twice. If unsure I ask.")
    await w.press("joy", "All clear")
    people = await w.store.read(
        lambda tx: [
            (tx.enter(account), tx.one(Person, id))[1]
            for user in ("rita", "joy")
            for account, id, _ in tx.persons_at(Where("test", "", user))
        ]
    )
    assert [(one.zone, one.zone_confirmed, one.country) for one in people] == [
        ("Europe/Lisbon", True, "PT"),
        ("Asia/Manila", True, "PH"),
    ]
    await w.command("rita", "add <@brian>")
    assert "What is their work?" in w.sees("rita")


async def test_a_second_person_is_a_talk_of_its_own(w: Workspace) -> None:
    """`add` is about nobody's engagement: closing the first must not close it."""
    await hire(w)
    await w.command("rita", "add <@brian>")
    row = await talk(w, control_of(w, "rita", "content writer"))
    assert row.engagement == ""


# -- secrets ----------------------------------------------------------------------------------------------

SECRET = "hunter22x!Zebra"


def everything_in(folder: Path) -> bytes:
    """The database as somebody would find it on the disk."""
    return b"".join(path.read_bytes() for path in folder.glob("fivefold.db*"))


async def test_what_looks_like_a_password_is_refused_and_never_stored(w: Workspace, tmp_path: Path) -> None:
    typed = f"The shop password: {SECRET}"
    assert "looks like a password" in said(await w.command("rita", f"add {typed}"))
    assert "looks like a password" in said(await w.command("rita", "away", first=typed))
    await to_expectation(w)
    assert "looks like a password" in said(await w.type("rita", typed))
    assert "looks like a password" in said(await w.fill("rita", {"Now in your words": typed}))
    assert "looks like a password" in said(await w.type("rita", typed, at_ms=w.clock.real - 60_000))
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=2)
    assert "looks like a password" in said(await w.type("rita", typed))
    assert SECRET not in repr(await talk(w, control_of(w, "rita", "content writer")))
    await w.store.close()  # type: ignore[attr-defined]
    raw = everything_in(tmp_path)
    assert len(raw) > 10_000
    assert SECRET.encode() not in raw


async def test_own_words_are_sealed_in_the_file(w: Workspace, tmp_path: Path) -> None:
    await to_expectation(w)
    await w.type("rita", "My evenings with the wheel are free.")
    await w.type("rita", "words that nobody asked for", at_ms=w.clock.real - 60_000)
    await w.store.close()  # type: ignore[attr-defined]
    raw = everything_in(tmp_path)
    for words in (b"My evenings with the wheel", b"words that nobody asked for"):
        assert words not in raw


# -- what comes from elsewhere on a platform ---------------------------------------------------------------


async def test_a_message_saved_as_an_example_becomes_a_note(w: Workspace) -> None:
    await hire(w)
    await accept(w)

    def quoted(author: str) -> Quote:
        words = "The blue mugs left on Thursday."
        return Quote(**w._event("rita"), author=Where("test", "", author), words=words)

    assert "Noted with its day" in said(await w.inbox.take(quoted("joy")))
    assert "nothing here that I can show" in said(await w.inbox.take(quoted("nobody")))


async def test_somebody_gone_is_not_written_to_until_they_act_again(w: Workspace) -> None:
    await hire(w)
    assert await w.inbox.take(Gone(**w._event("joy"), reason="left")) is not None
    before = len(w.log)
    await w.press("joy", "Let's start")
    assert len(w.log) > before
    await w.deliver()
    assert "Is this right?" in w.sees("joy")


async def test_own_words_get_the_nearest_command(w: Workspace) -> None:
    await hire(w)
    assert "Did you mean people?" in said(await w.type("rita", "show me my people"))


# -- somebody in two accounts ------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["settings", "away", "erase"])
async def test_who_is_in_two_accounts_says_which_one_is_meant(w: Workspace, word: str) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)
    await w.command("joy", word)
    assert "more than one business" in w.sees("joy")
    assert w.buttons("joy") == ["With Brian", "With Rita"]
    await w.press("joy", "With Rita")
    assert "more than one business" not in w.sees("joy")
    row = await talk(w, w.screens["joy"].last.controls[0].id, "joy")
    (work,) = await records(w, Engagement)
    assert row.account == work.account


async def test_who_is_in_one_account_is_not_asked(w: Workspace) -> None:
    await hire(w)
    await w.command("joy", "settings")
    assert "It is" in w.sees("joy")
