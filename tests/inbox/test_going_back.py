"""Back, change, later, cancel, restart, help; and what was finished, opened again."""

from __future__ import annotations

import pytest

from bot.engine.cards import Form, Select
from bot.model import Engagement, Question, Rating
from bot.ports import Submit
from tests.inbox.looking import control_of, newest, records, said, talk, to_expectation
from tests.workspace import Workspace, accept, hand_in, hire, rate_own, rate_seen

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


async def test_after_a_typed_back_the_question_stands_below_the_word(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.type("rita", "?")
    reply = await w.type("rita", "back")
    page, old, before = reply.puts
    assert page.ref == ""
    assert "What is their work? This was changed; it stands further down." in before.message.plain()
    assert "What is their work?" in page.message.plain()
    assert old.ref
    assert not old.message.controls
    await w.press("rita", "content writer")
    assert "How Joy works for you" in w.sees("rita")


async def test_back_takes_a_whole_form_back(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.press("rita", "Back")
    assert "How Joy works for you" in w.sees("rita")
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
    await w.fill("rita", {"How much": "25"})
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
    assert "How Joy works for you" in w.sees("rita")


async def test_cancel_closes_what_i_started(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    old = control_of(w, "rita", "virtual assistant")
    assert "Nothing was sent" in said(await w.type("rita", "cancel"))
    assert "Nothing waits for you" in said(await w.command("rita", "next"))
    pressed = said(await w.press_id("rita", old))
    assert "This was stopped." in pressed
    assert "Nothing waits for you" in pressed


async def test_what_was_for_nobody_else_is_stopped_without_a_word_about_sending(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "erase")
    assert (await w.type("rita", "cancel")).puts[0].message.plain() == "Stopped. Nothing has changed."


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


WHERE_OWN_WORDS_ARE_ASKED_FOR = {
    "help": "/fivefold add",
    "Back.": "What good looks like",
    "later": "nothing is lost",
    "cancel": "Nothing was sent",
    "restart": "Who works with you?",
    "stop": "Nothing was sent",
    "next": "Add a person",
    "people": "Nobody works with you",
    "/settings": "It is 10:00 for you",
    "copy": "Everything that is kept about you",
    "erase": "Every text of yours goes",
}


async def expected(w: Workspace) -> str | None:
    row = await talk(w, control_of(w, "rita", "Back"))
    return row.answers["kept"].get("expectation")  # type: ignore[no-any-return]


@pytest.mark.parametrize("words", ["yes", "no", "ok"])
async def test_a_yes_to_whether_a_word_is_the_answer_is_no_answer(w: Workspace, words: str) -> None:
    await to_expectation(w)
    await w.type("rita", "later")
    reply = await w.type("rita", words)
    assert 'Is "later" your answer here, or shall I do it?' in said(reply)
    assert await expected(w) is None
    await w.press("rita", "Do it: later")
    assert "nothing is lost" in w.sees("rita")


@pytest.mark.parametrize(("word", "does"), WHERE_OWN_WORDS_ARE_ASKED_FOR.items())
async def test_a_bare_word_where_own_words_are_asked_for_is_asked_about(
    w: Workspace, word: str, does: str
) -> None:
    await to_expectation(w)
    plain = word.casefold().strip("./")
    reply = await w.type("rita", word)
    assert f'Is "{plain}" your answer here, or shall I do it?' in said(reply)
    assert await expected(w) is None
    assert does in said(await w.press("rita", f"Do it: {plain}"))


@pytest.mark.parametrize("word", ["help", "Back.", "stuck the kiln broke"])
async def test_a_bare_word_can_be_the_answer(w: Workspace, word: str) -> None:
    await to_expectation(w)
    await w.type("rita", word)
    await w.press("rita", "It is my answer")
    assert await expected(w) == word
    assert "tick what is ready" in w.sees("rita")


async def test_a_proposal_of_several_things_takes_no_words_and_hears_commands(w: Workspace) -> None:
    """Its first field is text, and yet nothing that is written answers all of it."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.pick("rita", "Customer inbox", "Calendar")
    assert "What good looks like" in w.sees("rita")
    assert "not in the calendar" in said(await w.type("rita", "away 31 Feb"))
    await w.command("rita", "")
    await w.press("rita", "Add a person: Joy")
    assert "/fivefold add" in said(await w.type("rita", "help"))


@pytest.mark.parametrize("words", ["Stuck is how I feel.", "add nothing", "I never want to go back"])
async def test_words_that_only_hold_a_command_are_an_answer(w: Workspace, words: str) -> None:
    await to_expectation(w)
    await w.type("rita", words)
    asks = words.startswith("Stuck")  # people are told to write it with a sentence after it
    assert await expected(w) == (None if asks else words)


async def test_a_question_can_be_asked_while_another_is_open(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    for level in ("4", "4", "3", "1", "3", "3"):
        await w.press("joy", level)
    await w.type("joy", "stuck the shop asks for a code")
    assert 'do you mean "stuck"?' in w.sees("joy")
    await w.press("joy", "Do it: stuck")
    (asked,) = await records(w, Question, "joy")
    assert asked.words == "the shop asks for a code"


async def test_with_several_talks_open_and_none_just_touched_a_command_is_a_command(w: Workspace) -> None:
    await to_expectation(w)
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=1)
    assert "/fivefold add" in said(await w.type("rita", "help"))
    reply = await w.type("rita", "cancel")
    assert 'For which of them is "cancel"?' in said(reply)
    assert w.buttons("rita") == ["Add a person: Brian", "Add a person: Joy"]


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
    assert 'Inbox", answered "3' in said(late), "Rita has it now: what is different is said to her"
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
    assert "What this was about is over." in said(await w.press_id("joy", button))


async def test_a_field_left_out_of_a_form_opened_by_change_is_left_alone(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.press("joy", "Change")

    async def send(**values: str) -> Form:
        """Only these fields, as a script sends them."""
        form: Form = newest(w, "joy", Form)
        given = {f.id: value for f in form.fields for name, value in values.items() if name in f.label}
        assert len(given) == len(values)
        await w._send(Submit(**w._event("joy"), control=form.id, values=given), str(values))
        return form

    await send(call="Joyce", until="25:00")
    wrong = {field.label: bool(field.error) for field in newest(w, "joy", Form).fields}
    assert [label for label, is_wrong in wrong.items() if is_wrong] == ["until"]
    form = await send(until="17:30")
    kept = (await talk(w, form.id, "joy")).answers["kept"]
    assert (kept["name"], kept["from"], kept["to"]) == ("Joyce", "09:00", "17:30")
    assert "In your own words" in w.sees("joy")


async def test_an_answered_form_says_what_it_was_about(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    answered = next(
        message for message in w.screens["rita"].messages.values() if "Starts:" in message.plain()
    )
    assert answered.plain().startswith("How Joy works for you\n")
    assert "We look back" not in answered.plain(), "what was proposed is not said beside what was answered"


async def test_the_only_send_of_adding_somebody_is_the_one_that_sends(w: Workspace) -> None:
    await hire(w)
    controls = [one for message in w.screens["rita"].messages.values() for one in message.controls]
    assert {form.submit for form in controls if isinstance(form, Form)} <= {"Next"}
    await w.command("rita", "add <@brian>")
    await w.press("rita", "content writer")
    assert newest(w, "rita", Form).submit == "Next"


async def test_the_work_is_there_again_for_every_skill_that_is_judged_by_it(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    assert "What Joy handed in: Draft 1" in w.sees("rita")
    await w.press("rita", "3")
    assert "What Joy handed in" not in w.sees("rita")
    await w.press("rita", "Show it again")
    assert "What Joy handed in: Draft 1" in w.sees("rita")
    assert "2 of 6" in w.sees("rita")
    await w.press("rita", "2")
    await w.type("rita", "later")
    await w.command("rita", "next")
    await w.press("rita", "Your view, before you see theirs")
    assert "What Joy handed in: Draft 1" in w.sees("rita")
    assert "3 of 6" in w.sees("rita")
