"""What was written and cannot be read where it came: more than a few words are kept, and nobody is nagged."""

from __future__ import annotations

import pytest

from bot.engine.cards import Button, Form
from bot.model import Question
from tests.inbox.looking import newest, records, said, to_expectation
from tests.workspace import Workspace, accept, hire, rate_own

HONEST = (
    "I have answered about sixty orders a day for a shoe seller, mostly alone and with few corrections, but "
    "the returns there went to somebody else, so I am not sure how much of that is worth here. Complaints "
    "were rare, and I always asked before I wrote anything about money. Does that help you with this one?"
)


async def to_ratings(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    assert "1 of 6" in w.sees("joy")


async def test_an_honest_answer_to_a_scale_is_kept_and_can_be_filed(w: Workspace) -> None:
    await to_ratings(w)
    reply = await w.type("joy", HONEST)
    kept, page = (put.message for put in reply.puts[:2])
    assert kept.plain() == f'You wrote: "{HONEST[:200]}". It has answered nothing yet.'
    assert [one.label for one in kept.controls if isinstance(one, Button)] == ["What is it for?"]
    assert "Please write a number from 0 to 5" in page.plain()
    assert "1 of 6" in w.sees("joy"), "the question stands last"
    await w.press("joy", "What is it for?")
    await w.press("joy", "Stuck")
    assert [one.words for one in await records(w, Question, "joy")] == [HONEST]
    assert not any("What is it for?" in str(m.controls) for m in w.screens["joy"].messages.values())


@pytest.mark.parametrize("words", ["rather good", "it depends a lot", "somewhere between the two"])
async def test_a_few_words_get_their_sentence_and_nothing_else(w: Workspace, words: str) -> None:
    await to_ratings(w)
    reply = await w.type("joy", words)
    assert "1 of 6" in said(reply)
    assert "You wrote" not in said(reply)


async def test_the_same_line_once_more_leaves_one_such_card(w: Workspace) -> None:
    await to_ratings(w)
    for _ in range(2):
        await w.type("joy", HONEST)
    alive = [m for m in w.screens["joy"].messages.values() if "What is it for?" in str(m.controls)]
    assert len(alive) == 1


async def to_hours(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "hours <@joy>")
    await w.press("rita", "Hours a week")


@pytest.mark.parametrize(
    ("before", "why"), [((), "I could not read one number there"), (("10",), "I could not read a date there")]
)
async def test_what_is_no_number_or_date_stands_in_its_field(
    w: Workspace, before: tuple[str, ...], why: str
) -> None:
    await to_hours(w)
    for words in before:
        await w.type("rita", words)
    reply = await w.type("rita", HONEST)
    assert why in said(reply), "and not that it should be shorter: then it would be no number either"
    (field,) = newest(w, "rita", Form).fields
    assert field.value == HONEST
    assert "You wrote" not in said(reply)


async def test_what_no_field_holds_is_kept(w: Workspace) -> None:
    await to_hours(w)
    reply = await w.type("rita", HONEST * 5)
    assert f'You wrote: "{HONEST[:200]}"' in said(reply)


async def test_a_sentence_under_a_proposal_of_several_things_is_kept(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "add <@brian>")
    await w.press("rita", "content writer")
    reply = await w.type("rita", HONEST)
    assert "Please press the button if this is right" in said(reply)
    assert "It has answered nothing yet." in said(reply)


async def test_the_words_of_a_command_that_may_not_be_done_are_kept(w: Workspace) -> None:
    """On Slack they stand nowhere: a slash command is no message."""
    await hire(w)
    await accept(w)
    reply = await w.command("rita", f"stuck {HONEST}")
    assert "Only whoever does the work can use stuck" in said(reply)
    assert f'You wrote: "{HONEST[:200]}"' in said(reply)
    await w.press("rita", "What is it for?")
    assert "Feedback" in w.buttons("rita")


async def test_a_password_is_kept_nowhere(w: Workspace) -> None:
    await to_ratings(w)
    reply = await w.type("joy", f"the password is hunter2-Xy!9 and {HONEST}")
    assert "You wrote" not in said(reply)
    assert "hunter2" not in w.screens["joy"].text()


async def test_a_line_to_a_talk_that_went_wrong_is_kept(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await to_expectation(w)

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("bot.conversations.stage.Live.go_on", broken)
    await w.type("rita", "My evenings are free.")
    assert "Something went wrong on my side" in w.sees("rita")
    reply = await w.type("rita", HONEST)
    assert f'You wrote: "{HONEST[:200]}"' in said(reply)


async def test_a_typing_error_does_not_bring_the_whole_task_again(w: Workspace) -> None:
    """What was said stands right above, and is there for the asking once more."""
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    for slip in ("ruls", "rulse"):
        await w.type("joy", slip)
    assert "I could not find that among the answers." in w.sees("joy")
    assert "E-mail 1, from Hanna" not in w.sees("joy")
    assert w.buttons("joy") == ["Send to Rita", "Another day", "Rather not", "Show it again"]
    above = [m for m in w.screens["joy"].messages.values() if "E-mail 1, from Hanna" in m.plain()]
    assert [m.controls for m in above] == [()]
    await w.press("joy", "Send to Rita")
    answered = [m for m in w.screens["joy"].messages.values() if m.plain().endswith("\nSend to Rita")]
    assert [m.plain() for m in answered] == ["When you are done, hand it in here.\nSend to Rita"]
    await w.press("joy", "Back")
    assert "E-mail 1, from Hanna" in w.sees("joy")


FIRST_JOBS = "the correspondence with every museum and the parcels for the post"


async def test_what_can_be_for_nothing_else_is_not_asked_about(w: Workspace) -> None:
    """Before anybody works with Rita her words can only be for the question that could not read them."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    reply = await w.type("rita", FIRST_JOBS)
    assert "could not find that among the answers" in said(reply)
    assert not any("What is it for?" in str(m.controls) for m in w.screens["rita"].messages.values())


async def test_words_that_were_handed_to_the_only_question_are_not_offered_to_it_again(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    await w.press("rita", "Looks right")
    await w.type("rita", "later")
    await w.type("rita", FIRST_JOBS)
    await w.press("rita", "Add a person: Joy")
    assert "could not find that among the answers" in w.sees("rita")
    assert not any("What is it for?" in str(m.controls) for m in w.screens["rita"].messages.values())
