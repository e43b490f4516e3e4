"""What somebody types in the place of a button: taken where it can mean one thing, else asked about."""

from __future__ import annotations

import pytest

from bot.engine.cards import Button
from bot.model import Piece, Sample
from tests.inbox.looking import records, said
from tests.workspace import Workspace, accept, hire, rate_own

DRAFTS = " ".join(f"Dear customer {number}, thank you for writing to us." for number in range(6))


async def to_sample(w: Workspace) -> None:
    """Joy has said yes and rated; the sample task is the one thing that she is asked."""
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")


@pytest.mark.parametrize(
    "work",
    [
        "https://docs.example.com/drafts",
        "Here they are: docs.example.com/drafts",
        "three drafts.docx",
        "drafts.pdf (https://discord.com/channels/@me/1/2)",
        "done https://docs.example.com/drafts",
        DRAFTS,
    ],
)
async def test_work_for_the_sample_may_come_without_its_button(w: Workspace, work: str) -> None:
    await to_sample(w)
    await w.type("joy", work)
    [sample] = await records(w, Sample)
    assert sample.work == work
    assert f"What Joy handed in: {work}" in w.screens["rita"].text()
    assert "Rita looks at it before rating anything." in w.sees("joy")


async def test_a_line_that_may_be_the_work_is_asked_about(w: Workspace) -> None:
    await to_sample(w)
    await w.type("joy", "Draft 1: we refund you.")
    assert 'You wrote: "Draft 1: we refund you.". Shall I take it as this?' in w.sees("joy")
    assert w.buttons("joy") == ["Send to Rita", "No, something else"]
    assert (await records(w, Sample))[0].work == ""
    await w.press("joy", "No, something else")
    assert "hand it in here" in w.sees("joy")
    await w.type("joy", "Draft 1: we refund you.")
    await w.press("joy", "Send to Rita")
    assert (await records(w, Sample))[0].work == "Draft 1: we refund you."


async def test_a_question_with_a_link_is_not_the_work(w: Workspace) -> None:
    await to_sample(w)
    await w.type("joy", "Is https://docs.example.com/task the right one?")
    assert "Shall I take it as this?" in w.sees("joy")
    assert (await records(w, Sample))[0].work == ""


async def test_a_day_means_another_day_for_the_sample(w: Workspace) -> None:
    await to_sample(w)
    await w.type("joy", "on Friday")
    assert "Moved to Fri 27 Nov." in w.screens["joy"].text()


async def test_a_sentence_about_a_day_is_offered_as_another_day(w: Workspace) -> None:
    await to_sample(w)
    await w.type("joy", "Can I have until Friday?")
    assert w.buttons("joy") == ["Another day", "No, something else"]
    await w.press("joy", "Another day")
    assert "Moved to Fri 27 Nov." in w.screens["joy"].text()


@pytest.mark.parametrize("words", ["yes", "Yes, that is what I mean"])
async def test_a_yes_that_two_buttons_say_is_asked_about(w: Workspace, words: str) -> None:
    await hire(w)
    await accept(w)
    reply = await w.type("rita", words)
    assert "That fits more than one: Yes, send the sample; Yes, and I know Joy's work." in said(reply)


async def test_what_is_not_quite_meant_may_be_said_at_once(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.type("rita", "Complaints come to me first")
    await w.press("rita", "Not quite: tell Joy")
    assert 'means it a little differently: "Complaints come to me first"' in w.screens["joy"].text()
    assert "Not quite: tell Joy\nWhat matters most, in your words?" in w.screens["rita"].text()


async def test_a_day_that_is_over_is_asked_for_again(w: Workspace) -> None:
    await to_sample(w)
    await w.type("joy", "22 November 2026")
    assert "Which day suits you?" in w.sees("joy")
    assert "has passed" in w.sees("joy")


@pytest.mark.parametrize(
    ("words", "then"),
    [("Rather not, sorry", "That is fine"), ("finished!", "Paste your work"), ("send", "Paste your work")],
)
async def test_the_options_of_the_sample_go_before_everything(w: Workspace, words: str, then: str) -> None:
    await to_sample(w)
    await w.type("joy", words)
    assert then in w.sees("joy")


async def test_done_asks_whether_it_is_the_sample_that_is_out(w: Workspace) -> None:
    await to_sample(w)
    await w.command("joy", "done https://docs.example.com/drafts")
    assert "What is it for?" in w.sees("joy")
    await w.press("joy", "The sample task: Three customer e-mails")
    assert (await records(w, Sample))[0].work == "https://docs.example.com/drafts"
    assert "What Joy handed in: https://docs.example.com/drafts" in w.screens["rita"].text()
    await w.command("joy", "next")
    assert "sample" not in w.sees("joy").casefold()
    await w.command("joy", "done https://docs.example.com/more")
    await w.press("joy", "No, other work")  # until Rita has rated it may take the sample's place
    assert [piece.what for piece in await records(w, Piece)] == ["https://docs.example.com/more"]


async def test_done_may_be_other_work_than_the_sample(w: Workspace) -> None:
    await to_sample(w)
    await w.command("joy", "done https://docs.example.com/other")
    await w.press("joy", "No, other work")
    assert (await records(w, Sample))[0].work == ""
    assert [piece.what for piece in await records(w, Piece)] == ["https://docs.example.com/other"]


async def test_a_question_at_the_invitation_is_offered_to_whoever_invites(w: Workspace) -> None:
    await hire(w)
    await w.type("joy", "How many mails are it a day?")
    await w.press("joy", "Ask Rita something first")
    assert 'Joy asks before starting: "How many mails are it a day?"' in w.screens["rita"].text()


@pytest.mark.parametrize("words", ["ok, what do you pay?", "Fine, but not before January"])
async def test_a_yes_with_something_to_it_is_a_question_first(w: Workspace, words: str) -> None:
    await hire(w)
    await w.type("joy", words)
    assert f'You wrote: "{words}". Shall I take it as this?' in w.sees("joy")
    await w.press("joy", "Ask Rita something first")
    assert f'Joy asks before starting: "{words}"' in w.screens["rita"].text()


async def test_a_yes_with_something_to_it_accepts_no_proposal(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Let's start")
    await w.type("joy", "Yes, but my city is Cebu and only until 3 pm")
    assert "Your city: Manila" in w.sees("joy")
    assert "Please press the button if this is right, or press Change." in w.sees("joy")
    assert "What is it for?" not in w.screens["joy"].text(), "it can be for nothing else"
    await w.type("joy", "Yes, that's right, thanks")
    assert "Your city: Manila" not in w.sees("joy")


@pytest.mark.parametrize(("word", "asked"), [("yes", True), ("no", False)])
async def test_a_yes_or_no_to_what_words_are_for_is_none_to_the_invitation(
    w: Workspace, word: str, asked: bool
) -> None:
    await hire(w)
    await w.type("joy", "How many mails are it a day?")
    await w.type("joy", word)
    await w.deliver()
    assert "Is this right?" not in w.sees("joy"), "nothing was agreed to"
    assert ("Joy asks before starting" in w.screens["rita"].text()) == asked
    if not asked:
        await w.type("joy", "yes")
        assert "Is this right?" in w.sees("joy"), "a second one is about the invitation again"


async def test_what_is_missing_may_be_said_at_once(w: Workspace) -> None:
    await hire(w)
    for answer in ("yes", "all right", "Right answers."):
        await w.type("joy", answer)
    await w.type("joy", "I have no login yet")
    await w.press("joy", "Something is missing")
    assert 'something is missing: "I have no login yet"' in w.screens["rita"].text()


async def test_a_word_that_may_mean_two_levels_is_asked_about(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    reply = await w.type("joy", "expert")
    assert "Do you mean 5 I set it up? Then press it, or write 5." in said(reply)
    assert "1 of 6" in said(reply)
    reply = await w.type("joy", "I set it up")
    answered = reply.puts[0].message
    assert "5: " in answered.plain()
    assert [one.label for one in answered.controls if isinstance(one, Button)] == ["Change"]
    assert "2 of 6" in w.sees("joy")


@pytest.mark.parametrize("words", ["not yet", "seen"])
async def test_not_done_and_not_seen_are_not_the_same(w: Workspace, words: str) -> None:
    await to_sample(w)
    await w.type("joy", "https://docs.example.com/drafts")
    reply = await w.type("rita", words)
    assert "0 Not done yet" in said(reply)
    assert "That fits more than one" in said(reply)
    assert "1 of 6" in said(reply)
    await w.type("rita", "not seen")
    assert "2 of 6" in w.sees("rita")


@pytest.mark.parametrize("words", ["good", "Looks good!", "great", "ok"])
async def test_a_proposal_is_taken_by_whatever_agrees_to_it(w: Workspace, words: str) -> None:
    await w.command("rita", "add <@joy>")
    await w.type("rita", "VA")
    await w.type("rita", words)
    assert "What should Joy take off your hands first?" in w.sees("rita")


@pytest.mark.parametrize("words", ["Good morning", "fine", "ok", "👍"])
async def test_who_only_greets_or_agrees_is_shown_what_waits(w: Workspace, words: str) -> None:
    await hire(w)
    await w.type("rita", words)
    assert "Did you mean" not in w.sees("rita")
    assert "Your people" in w.sees("rita")


async def test_words_for_a_question_with_answers_are_offered_as_one_and_not_taken(w: Workspace) -> None:
    """They say which question they mean, and not that something is missing."""
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.type("joy", "A right answer the next day.")
    await w.command("joy", "add <@brian>")
    w.clock.forward(hours=1)
    words = "I am in on Monday"
    assert "What is it for?" in said(await w.type("joy", words))
    reply = await w.press("joy", "Your invitation")
    assert [put.message.plain().count(words) for put in reply.puts][-1] == 1
    assert "Is anything missing" in said(reply), "the question itself, above what is asked of the words"
    assert "Shall I take it as this?" in w.sees("joy")
    assert w.buttons("joy") == ["Something is missing", "No, something else"]
    assert not any(words in m.plain() for m in w.screens["rita"].messages.values())
    await w.press("joy", "Something is missing")
    await w.deliver()
    assert words in w.screens["rita"].text()


@pytest.mark.parametrize("word", ["explain", "Explain?"])
async def test_a_scale_is_explained_when_its_button_is_typed(w: Workspace, word: str) -> None:
    await hire(w)
    await accept(w)
    before = len(w.screens["joy"].messages)
    await w.type("joy", word)
    assert len(w.screens["joy"].messages) == before + 1, "below what was typed"
    assert w.screens["joy"].last.facts, "each point with its note"
    await w.type("joy", "hard cases")
    assert "2 of 6" in w.sees("joy")
