"""What is typed finds the question it answers, or is kept and offered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.conversations.controls import Control, parse
from bot.conversations.keeping import asked_now
from bot.conversations.selves import Selves
from bot.engine.cards import Button, Form, Select
from bot.model import Engagement
from bot.ports import Reply, SlotRef, Typed
from tests.inbox.looking import control_of, newest, records, said, talk, to_expectation
from tests.workspace import CAST, Workspace, accept, hire

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


async def test_after_a_mistake_the_card_shows_what_was_given_and_not_what_was_proposed(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.fill("rita", {"How much": "twenty-ish"})
    card = w.sees("rita")
    assert "twenty-ish" in card
    assert "20 hours a week" not in card
    assert "Looks right" not in w.buttons("rita")
    await w.fill("rita", {"How much": ""})
    assert 'Nothing arrived for "How much"' in w.sees("rita")
    await w.fill("rita", {"How much": "25"})
    assert "take off your hands" in w.sees("rita")


async def test_a_form_that_ends_its_talk_is_shown_as_names_and_values(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("joy", "settings")
    shown = (await w.fill("joy", {"I call you": "Joyce"})).puts[0].message
    assert len(shown.facts) == 6
    assert "I call you: Joyce" in shown.plain()


async def test_words_beside_a_proposal_leave_it_there_to_be_accepted(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.type("rita", "what is this?")
    assert "20 hours a week" in w.sees("rita")
    assert "Looks right" in w.buttons("rita")


async def test_what_cannot_be_read_keeps_the_question_and_says_why(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    reply = await w.type("rita", "rocket science")
    assert "could not find that among the answers" in said(reply)
    assert "What is their work?" in said(reply)
    page, old = reply.puts
    assert page.ref == "", "below what was typed, where it is read"
    assert old.ref
    assert not old.message.controls


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


@pytest.mark.parametrize("words", ["yes", "ok sure", "Let's start"])
async def test_a_plain_yes_takes_an_invitation(w: Workspace, words: str) -> None:
    """Whatever stands on the button: README says it, and people do."""
    await hire(w)
    await w.type("joy", words)
    assert "Is this right?" in w.sees("joy")


# -- the floor --------------------------------------------------------------------------------------------


async def test_typed_words_go_to_the_talk_that_was_just_touched(w: Workspace) -> None:
    await to_expectation(w)
    await w.command("rita", "add <@brian>")
    await w.type("rita", "content writer")
    assert "How Brian works for you" in w.sees("rita")


async def test_when_no_talk_has_the_floor_the_words_are_kept_and_offered(w: Workspace) -> None:
    await to_expectation(w)
    first = newest(w, "rita", Form).id
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=1)
    reply = await w.type("rita", "My evenings are free.")
    assert "What is it for?" in said(reply)
    labels = [c.label for c in reply.puts[0].message.controls if isinstance(c, Button)]
    assert labels == ["Add a person: Brian", "Add a person: Joy"]
    row = await talk(w, first)
    assert "expectation" not in row.answers["kept"]
    take = [c.id for c in reply.puts[0].message.controls if isinstance(c, Button)]
    mine = next(id for id in take if parse(first).conversation in id)  # type: ignore[union-attr]
    await w.press_id("rita", mine)
    assert (await talk(w, first)).answers["kept"]["expectation"] == "My evenings are free."


async def test_words_that_are_an_answer_to_the_newest_question_reach_it_past_older_ones(w: Workspace) -> None:
    await to_expectation(w)
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=1)
    await w.type("rita", "Content writer")
    assert "How Brian works for you" in w.sees("rita")


async def test_words_that_only_an_older_question_understands_reach_that_one(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.command("rita", "add <@brian>")
    await w.type("rita", "Customer inbox")
    assert "What good looks like" in w.sees("rita")
    await w.type("rita", "rocket science")
    assert "What is it for?" not in w.sees("rita")


async def test_a_number_under_a_newer_list_is_asked_about(w: Workspace) -> None:
    """Two lists take it: the one that was just touched, and the one that stands lowest."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    first = newest(w, "rita", Select).id
    await w.command("rita", "add <@brian>")
    await _shown_last(w, first)
    reply = await w.type("rita", "1")
    assert "What is it for?" in said(reply)
    assert "How Brian works for you" not in w.screens["rita"].text()
    await w.press("rita", "Add a person: Brian")
    assert "How Brian works for you" in w.sees("rita")


async def _shown_last(w: Workspace, control: str) -> None:
    """The page of a control is put before Rita once more, below all else."""
    page = parse(control)
    assert isinstance(page, Control)
    w.clock.forward(hours=1 / 3600)
    row = await talk(w, control)
    slot = SlotRef(f"seat/{row.account}/{row.id}/owner", page.turn, "")
    await w.inbox.shown(slot, "below", w.clock.real)


async def test_a_number_that_several_lists_take_is_asked_about(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=1)
    assert "What is it for?" in said(await w.type("rita", "1"))
    assert "What is it for?" in said(await w.type("rita", "content writer"))
    await w.press("rita", "Add a person: Joy")
    assert "How Joy works for you" in w.sees("rita")


async def test_no_word_becomes_a_judgement_that_an_older_question_asks_for(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    assert "1 of 6" in w.sees("joy")
    await w.command("joy", "add <@brian>")
    await w.type("joy", "with help")
    assert "2 of 6" not in w.screens["joy"].text()


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


async def test_words_typed_before_we_knew_that_their_question_stood_are_its_answer(w: Workspace) -> None:
    """By the platform's clock the question was there; that it was came back to us a second later."""
    posted = w.clock.real
    real = w.inbox.shown

    async def late(slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        w.clock.forward(hours=1 / 3600)
        await real(slot, ref, posted)

    w.inbox.shown = late  # type: ignore[method-assign]
    await to_expectation(w)
    await w.type("rita", "My evenings are free.", at_ms=posted + 1)
    row = await talk(w, newest(w, "rita", Button).id)
    assert row.answers["kept"]["expectation"] == "My evenings are free."


async def _kept_and_nobody_asked(w: Workspace, words: str, **event: Any) -> Reply:
    """Words that are kept; the process dies before the reply is shown."""
    return await w.inbox.take(Typed(**{**w._event("rita"), **event}, words=words))


@pytest.mark.parametrize("words", ["My evenings are free.", "later"])
async def test_the_question_about_kept_words_outlives_whoever_was_to_ask_it(w: Workspace, words: str) -> None:
    await to_expectation(w)
    old = {} if words == "later" else {"at_ms": w.clock.real - 60_000}
    assert (await _kept_and_nobody_asked(w, words, **old)).puts
    await w.deliver()
    assert words not in w.sees("rita"), "the reply may be on its way yet"
    w.clock.forward(hours=11 / 3600)
    await w.deliver()
    assert f'I have kept what you wrote: "{words}". What is it for?' in w.sees("rita")
    page = newest(w, "rita", Button).id
    await w.press("rita", "Add a person: Joy")
    assert (await talk(w, page)).answers["kept"]["expectation"] == words


async def test_kept_words_are_asked_about_once(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "Looks right", at_ms=w.clock.real - 60_000)
    await _kept_and_nobody_asked(w, "My evenings are free.", at_ms=w.clock.real - 60_000)
    await w.type("rita", "cancel")
    await w.press("rita", "Do it: cancel")
    w.clock.forward(hours=1)
    await w.deliver()
    asked = [one.plain() for one in w.screens["rita"].messages.values() if "What is it for?" in one.plain()]
    assert len(asked) == 1, "the first was shown by the reply; of the second nothing is open any more"


async def test_a_kept_mention_still_has_its_name(w: Workspace) -> None:
    await w.command("rita", "add")
    event = {"at_ms": w.clock.real - 60_000, "people": {"joy": CAST["joy"]}}
    reply = await w.type("rita", "<@joy>", **event)
    await w.press_id("rita", reply.puts[0].message.controls[0].id)
    await w.press("rita", "virtual assistant")
    assert "How Joy works for you" in w.sees("rita")


@pytest.mark.parametrize("word", ["restart", "back", "virtual assistant"])
async def test_a_talk_that_ends_while_it_is_typed_to_stays_ended(
    w: Workspace, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    seen: list[Any] = []

    def then_cancelled_elsewhere(selves: Selves) -> Any:
        seen[:] = seen or asked_now(selves)
        return seen

    monkeypatch.setattr("bot.conversations.typing.asked_now", then_cancelled_elsewhere)
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


@pytest.mark.parametrize("kept", [False, True])
async def test_somebody_named_in_own_words_is_a_name_to_whoever_reads_them(w: Workspace, kept: bool) -> None:
    await to_expectation(w)
    old = {"at_ms": w.clock.real - 60_000} if kept else {}
    reply = await w.type("rita", "I ask <@brian|Brian Otieno> or <@eva> when unsure.", **old)
    if kept:
        await w.press_id("rita", reply.puts[0].message.controls[0].id)
    row = await talk(w, control_of(w, "rita", "Back"))
    assert row.answers["kept"]["expectation"] == "I ask Brian Otieno or Eva Lindt when unsure."


@pytest.mark.parametrize("name", ["joy", "Joy", "Joy Santos", "<@joy>"])
async def test_who_is_known_to_be_there_is_named_without_an_at(w: Workspace, name: str) -> None:
    await w.command("rita", "add")
    await w.type("rita", name)
    assert "What is their work?" in w.sees("rita")
    await w.command("rita", f"add {name}")
    assert w.sees("rita").startswith("You had begun this"), "the same as with a mention"


async def test_a_name_in_the_place_of_own_words_stays_own_words(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "Joy")
    row = await talk(w, control_of(w, "rita", "Back"))
    assert row.answers["kept"]["expectation"] == "Joy"


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("next Monday", "A word on why"),  # no command: "next" takes no words
        ("next month", "Wed 23 Dec"),
        ("next", "Needs you"),
        ("next please", "Needs you"),
        ("change", "press Change"),
        ("week was fine", "I could not read a date there"),
    ],
)
async def test_a_line_that_begins_like_a_command_answers_what_is_open(
    w: Workspace, words: str, then: str
) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "hours <@joy>")
    await w.press("rita", "Hours a week")
    await w.type("rita", "10")
    assert "Good?" in w.sees("rita")
    await w.type("rita", words)
    assert then in w.screens["rita"].text()


@pytest.mark.parametrize("words", ["Thanks a lot Rita", "thanks so much!", "Thanks, everybody"])
async def test_pleasantries_are_no_example_to_thank_for(w: Workspace, words: str) -> None:
    await hire(w)
    await accept(w)
    w.clock.forward(hours=1)
    await w.command("joy", words)
    assert "Rita knows" not in w.screens["joy"].text()
    assert "a lot" not in w.sees("joy")


async def test_a_yes_after_a_mistake_in_a_form_counts_only_once_the_proposal_is_seen(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.fill("rita", {"How much": "a lot"})
    assert "Looks right" not in w.buttons("rita")
    reply = await w.type("rita", "yes")
    assert "Is it right as it is?" in said(reply)
    assert "Looks right" in w.buttons("rita")
    assert "How Joy works for you" in w.sees("rita")
    await w.type("rita", "yes")
    assert "What should Joy take off your hands first?" in w.sees("rita")
