"""Questions beside the talks, "What is it for?" and the like: once they are over nothing can be pressed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversations import behind, beside, controls, spent
from bot.engine.cards import Button, Message
from bot.ports import Command, Edited, Press, Reply, Typed, Where
from bot.transaction import Transaction
from tests.inbox.looking import control_of, newest, said, talk, to_expectation
from tests.workspace import Workspace, accept, hire, rate_own

WORDS = "My evenings are free."


def card(w: Workspace, user: str, words: str) -> Message:
    """The one message of somebody that asks with these words."""
    (found,) = [m for m in w.screens[user].messages.values() if words in m.plain()]
    return found


def labels(message: Message) -> list[str]:
    return [one.label for one in message.controls if isinstance(one, Button)]


async def two_open(w: Workspace, **event: Any) -> Reply:
    """Rita types a sentence that may be for either of two talks."""
    await to_expectation(w)
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=1)
    return await w.type("rita", WORDS, **event)


async def stuck_at_the_sample(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await w.type("joy", "Draft 1: we refund you.")
    assert "Shall I take it as this?" in w.sees("joy")


# -- pressed ------------------------------------------------------------------------------------------------


async def test_what_it_is_for_is_said_in_the_place_of_its_buttons(w: Workspace) -> None:
    await two_open(w)
    before = len(w.screens["rita"].messages)
    reply = await w.press("rita", "Add a person: Joy")
    spent = card(w, "rita", "What is it for?")
    assert spent.controls == ()
    assert spent.plain().splitlines()[-1] == "Add a person: Joy"
    assert [put.redraws for put in reply.puts][-1], "an edit, and never a new message"
    assert len(w.screens["rita"].messages) == before + 1, "the next question"


async def test_a_word_in_a_sentence_that_is_taken_as_a_command_or_an_answer_is_asked_once(
    w: Workspace,
) -> None:
    await to_expectation(w)
    await w.type("rita", "people <@joy>")
    assert labels(w.screens["rita"].last) == ["It is my answer", "Do it: people"]
    await w.press("rita", "It is my answer")
    spent = card(w, "rita", "Is this your answer here")
    assert spent.controls == ()
    assert spent.plain().endswith("It is my answer")


async def test_the_word_alone_may_be_done(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "later")
    await w.press("rita", "Do it: later")
    spent = card(w, "rita", 'Is "later" your answer here')
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Do it: later")


async def test_a_sentence_that_was_an_option_is_shown_as_that(w: Workspace) -> None:
    await stuck_at_the_sample(w)
    await w.press("joy", "Send to Rita")
    spent = card(w, "joy", "Shall I take it as this?")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Send to Rita")


@pytest.mark.parametrize(("said", "left"), [("yes", []), ("no", ["What is it for?"])])
async def test_a_plain_yes_or_no_ends_the_question_about_a_sentence(
    w: Workspace, said: str, left: list[str]
) -> None:
    await stuck_at_the_sample(w)
    await w.type("joy", said)
    spent = next(m for m in w.screens["joy"].messages.values() if m.plain().startswith("You wrote"))
    assert labels(spent) == left
    assert "Send to Rita" not in str(spent.controls)


async def test_a_sentence_that_is_something_else_can_still_be_filed(w: Workspace) -> None:
    await stuck_at_the_sample(w)
    await w.press("joy", "No, something else")
    left = card(w, "joy", "Shall I take it as this?")
    assert labels(left) == ["What is it for?"]
    assert "No, something else" in left.plain()
    await w.press("joy", "What is it for?")
    assert "I have kept what you wrote" in w.sees("joy")
    assert "Stuck" in w.buttons("joy")
    spent = card(w, "joy", "asked anew further down")
    assert spent.controls == ()


async def test_the_nearest_command_is_offered_once(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, send the sample")
    await w.command("rita", "rulse")
    await w.press("rita", "Yes")
    spent = card(w, "rita", "Did you mean rules?")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Yes")


async def test_a_guess_that_may_not_be_done_keeps_one_way_for_its_words(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, send the sample")
    await w.command("rita", "blokers the shop asks for a code")
    await w.press("rita", "Yes")
    assert "Only whoever does the work can use stuck" in w.sees("rita")
    left = card(w, "rita", "Did you mean stuck?")
    assert labels(left) == ["What is it for?"]


async def test_a_guess_is_not_asked_any_more_once_something_else_is(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, send the sample")
    await w.command("rita", "rulse")
    await w.command("rita", "setings")
    spent = card(w, "rita", "Did you mean rules?")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "This is not asked any more.")
    assert labels(card(w, "rita", "Did you mean settings?")) == ["Yes"]


async def with_two_people(w: Workspace) -> None:
    for joined in ("joy", "brian"):
        await hire(w, professional=joined)
        await accept(w, joined)


async def test_which_of_two_is_said_in_its_place(w: Workspace) -> None:
    await with_two_people(w)
    await w.command("rita", "feedback The drafts came a day early")
    assert "Which of these do you mean?" in w.sees("rita")
    await w.press("rita", "Brian")
    spent = card(w, "rita", "Which of these do you mean?")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Brian")


async def test_where_others_read_along_which_of_two_is_only_whispered(w: Workspace) -> None:
    """A whisper has no place that could be edited, so it is none of the questions that wait for it."""
    await with_two_people(w)
    event = {**w._event("rita"), "private": False}
    reply = await w.inbox.take(Command(**event, words="feedback"))
    assert "Which of these do you mean?" in said(reply)
    assert [put.slot for put in reply.puts] == [None]


async def test_what_is_whispered_is_over_with_the_press_that_ends_it(w: Workspace) -> None:
    """Nobody but whoever hears of the press can take its buttons away."""

    async def press(control: str) -> bool:
        reply = await w.inbox.take(Press(**{**w._event("rita"), "private": False}, control=control))
        return reply.spent

    await with_two_people(w)
    aside = {**w._event("rita"), "private": False}
    asked = (await w.inbox.take(Command(**aside, words="feedback"))).puts[0].message
    assert await press(asked.controls[0].id)
    assert await press(asked.controls[0].id), "taken already, it is over all the same"
    page = control_of(w, "rita", "Yes, send the sample")
    talk_of = controls.parse(page)
    assert isinstance(talk_of, controls.Control)
    assert not await press(talk_of._replace(what=controls.OPEN).write()), "a list keeps its other buttons"
    assert not await press("start:people:"), "and so does a card"
    page = (await w.command("rita", "next")).puts[0].message.controls[0].id
    await w.press_id("rita", page)
    answers = control_of(w, "rita", "Yes, send the sample")
    assert await press(answers)
    assert not (await w.press_id("rita", answers)).spent, "in direct messages everything has its place"


async def test_a_bare_word_asks_where_it_is_to_be_done_and_one_tap_does_it(w: Workspace) -> None:
    await to_expectation(w)
    await w.command("rita", "add <@brian>")
    page = newest(w, "rita", Button).id
    w.clock.forward(hours=1)
    reply = await w.type("rita", "cancel")
    assert said(reply) == 'Several things are open. For which of them is "cancel"?'
    assert w.buttons("rita") == ["Add a person: Brian", "Add a person: Joy"]
    await w.press("rita", "Add a person: Brian")
    assert (await talk(w, page)).state == "closed"
    spent = card(w, "rita", "Several things are open")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Add a person: Brian")


async def test_going_back_from_such_a_question_is_read_below_it(w: Workspace) -> None:
    await to_expectation(w)
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=1)
    await w.type("rita", "back")
    await w.press("rita", "Add a person: Joy")
    assert "What good looks like" in w.sees("rita")


# -- over without a press -----------------------------------------------------------------------------------


async def test_words_that_are_written_once_more_and_taken_are_asked_about_no_more(w: Workspace) -> None:
    reply = await two_open(w)
    first = next(one for one in reply.puts[0].message.controls if "Joy" in one.label)  # type: ignore[union-attr]
    await w.command("rita", "next")
    await w.press("rita", "Add a person: Joy")
    await w.type("rita", WORDS)
    assert (await talk(w, first.id)).answers["kept"]["expectation"] == WORDS
    spent = card(w, "rita", "What is it for?")
    assert spent.controls == ()
    assert "answered another way" in spent.plain()


async def test_a_newer_question_about_the_same_words_takes_the_place_of_the_older(w: Workspace) -> None:
    await stuck_at_the_sample(w)
    w.clock.forward(hours=1)
    await w.type("joy", "Draft 1: we refund you.")
    asked = [m for m in w.screens["joy"].messages.values() if "Shall I take it as this?" in m.plain()]
    assert [bool(m.controls) for m in asked] == [False, True]
    assert "asked anew further down" in asked[0].plain()


async def test_a_word_that_its_sentence_follows_is_asked_about_with_it(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await w.press("joy", "Send to Rita")
    await w.type("joy", "stuck")
    await w.type("joy", "the shop asks for a code")
    assert card(w, "joy", 'Is "stuck" your answer here').controls == ()
    assert labels(w.screens["joy"].last) == ["It is my answer", "Do it: stuck"]


async def test_a_sentence_whose_question_is_over_keeps_one_way_to_file_it(w: Workspace) -> None:
    await stuck_at_the_sample(w)
    old = next(one.id for one in w.screens["joy"].last.controls if isinstance(one, Button))
    await w.type("joy", "https://docs.example.com/drafts")
    left = card(w, "joy", "It has answered nothing yet.")
    assert labels(left) == ["What is it for?"]
    late = await w.press_id("joy", old)
    assert "You have answered this already" in said(late)
    assert "Draft 1: we refund you." in w.sees("joy"), "and nothing of it is lost"
    assert card(w, "joy", "asked anew further down").controls == ()


async def test_a_word_whose_question_is_over_is_over_too(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "later")
    await w.type("rita", WORDS)
    spent = card(w, "rita", "later")
    assert spent.controls == ()


async def edit(w: Workspace, message: str, words: str) -> None:
    reply = await w.inbox.take(Edited(**w._event("rita"), message=message, words=words))
    for put in reply.puts:
        await w.show("rita", put)


async def test_an_edited_message_is_asked_about_anew(w: Workspace) -> None:
    await two_open(w, id="typed")
    await edit(w, "typed", "My evenings are mine.")
    assert card(w, "rita", WORDS).controls == ()
    assert labels(card(w, "rita", "My evenings are mine."))


async def test_a_changed_answer_is_offered_until_it_is_taken(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", WORDS, id="typed")
    for words in ("My weekends are free.", "My mornings are free."):
        await edit(w, "typed", words)
    first, second = (
        m for m in w.screens["rita"].messages.values() if "You changed your message." in m.plain()
    )
    assert (first.controls, first.plain().splitlines()[-1]) == ((), "This is asked anew further down.")
    assert labels(second) == ["Yes, take the new words"]
    await w.press("rita", "Yes, take the new words")
    spent = card(w, "rita", "My mornings are free.?")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Yes, take the new words")
    row = await talk(w, control_of(w, "rita", "Back"))
    assert row.answers["kept"]["expectation"] == "My mornings are free."


# -- the place of it ----------------------------------------------------------------------------------------


async def test_a_question_that_delivery_asked_ends_where_that_put_it(w: Workspace) -> None:
    await to_expectation(w)
    old = {**w._event("rita"), "at_ms": w.clock.real - 60_000}
    await w.inbox.take(Typed(**old, words=WORDS))
    w.clock.forward(hours=11 / 3600)
    await w.deliver()
    assert "What is it for?" in w.sees("rita")
    await w.press("rita", "Add a person: Joy")
    spent = card(w, "rita", "What is it for?")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Add a person: Joy")


async def test_what_a_turn_may_not_redraw_any_more_is_redrawn_with_the_next(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await two_open(w)
    monkeypatch.setattr(behind, "MOST", 0)
    await w.press("rita", "Add a person: Joy")
    assert card(w, "rita", "What is it for?").controls
    monkeypatch.setattr(behind, "MOST", 5)
    await w.command("rita", "people")
    assert card(w, "rita", "What is it for?").controls == ()


async def test_the_oldest_of_too_many_is_left_with_one_way_for_its_words(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spent, "MOST", 2)
    await two_open(w)
    for number in range(2):
        assert labels(card(w, "rita", WORDS)) == ["Add a person: Brian", "Add a person: Joy"]
        await w.type("rita", f"Sentence number {number} is for something.")
    assert labels(card(w, "rita", WORDS)) == ["What is it for?"]
    await w.press("rita", "What is it for?")
    assert WORDS in w.sees("rita")


async def test_a_question_that_is_over_is_noted_no_more(w: Workspace) -> None:
    await two_open(w)
    await w.press("rita", "Add a person: Joy")
    w.clock.forward(hours=1)
    await w.command("rita", "people")

    def look(tx: Transaction) -> str | None:
        ((account, rita, _),) = tx.persons_at(Where("test", "", "rita"))
        tx.enter(account)
        return tx.remembered(rita, beside.BESIDE)

    assert await w.store.read(look) == ""


async def test_which_of_two_is_asked_by_delivery_where_the_reply_was_not_shown(w: Workspace) -> None:
    await with_two_people(w)
    await w.inbox.take(Command(**w._event("rita"), words="feedback The drafts came a day early"))
    w.clock.forward(hours=11 / 3600)
    await w.deliver()
    assert w.sees("rita") == "Which of these do you mean?"
    await w.press("rita", "Joy")
    spent = card(w, "rita", "Which of these do you mean?")
    assert (spent.controls, spent.plain().splitlines()[-1]) == ((), "Joy")


async def test_a_double_click_on_such_a_question_is_one(w: Workspace) -> None:
    await two_open(w)
    take = control_of(w, "rita", "Add a person: Joy")
    await w.press_id("rita", take)
    assert not (await w.press_id("rita", take)).puts


async def test_an_old_button_of_a_question_says_kindly_that_it_is_over(w: Workspace) -> None:
    await with_two_people(w)
    await w.command("rita", "feedback The drafts came a day early")
    which = control_of(w, "rita", "Joy")
    await w.press_id("rita", which)
    assert not (await w.press_id("rita", which)).puts, "a double click"
    w.clock.forward(hours=1)
    count = len(w.screens["rita"].messages)
    assert "This is taken care of already." in said(await w.press_id("rita", which))
    assert len(w.screens["rita"].messages) == count + 1


# -- left with a word ---------------------------------------------------------------------------------------


async def asked_which(w: Workspace) -> str:
    """Rita puts a new hire off and then asks for something that may be about either of two people."""
    await with_two_people(w)
    await w.command("rita", "add <@eva>")
    page = newest(w, "rita", Button).id
    await w.type("rita", "later")
    await w.command("rita", "feedback The drafts came a day early")
    assert "Which of these do you mean?" in w.sees("rita")
    return str(page)


@pytest.mark.parametrize("word", ["cancel", "Stop.", "later", "back", "restart"])
async def test_a_word_leaves_the_question_that_stands_there_and_no_talk_that_was_put_off(
    w: Workspace, word: str
) -> None:
    page = await asked_which(w)
    before = await talk(w, page)
    reply = await w.type("rita", word)
    assert said(reply).startswith("All right, I leave it at that. Nothing was done.")
    assert await talk(w, page) == before
    left = next(m for m in w.screens["rita"].messages.values() if "feedback The drafts" in m.plain())
    assert left.plain() == 'You wrote: "feedback The drafts came a day early". It has answered nothing yet.'
    assert labels(left) == ["What is it for?"]
    await w.press("rita", "What is it for?")
    assert '"feedback The drafts came a day early". What is it for?' in w.sees("rita")


async def test_the_same_word_once_more_is_for_what_stands_above(w: Workspace) -> None:
    await asked_which(w)
    await w.type("rita", "cancel")
    assert 'For which of them is "cancel"?' in said(await w.type("rita", "cancel"))


async def test_a_word_is_for_the_page_that_came_below_the_question(w: Workspace) -> None:
    await asked_which(w)
    await w.command("rita", "add <@olga>")
    page = newest(w, "rita", Button).id
    assert "Stopped" in said(await w.type("rita", "cancel"))
    assert (await talk(w, page)).state == "closed"


async def test_a_question_without_words_is_left_without_a_button(w: Workspace) -> None:
    await with_two_people(w)
    await w.command("rita", "feedback")
    await w.type("rita", "cancel")
    left = card(w, "rita", "Which of these do you mean?")
    assert (left.controls, left.plain().splitlines()[-1]) == ((), "This is not asked any more.")


async def test_what_a_sentence_is_for_can_be_left(w: Workspace) -> None:
    reply = await two_open(w)
    pages = [one.id for one in reply.puts[0].message.controls if isinstance(one, Button)]
    await w.type("rita", "cancel")
    assert labels(card(w, "rita", "It has answered nothing yet.")) == ["What is it for?"]
    assert {(await talk(w, one)).state for one in pages[:2]} == {"open"}
