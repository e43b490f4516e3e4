"""What both read of the goals that they agreed to: the card, and one page for a contract."""

from __future__ import annotations

from datetime import date

import pytest

from bot import commands, model
from bot.dialog import Change, Outcome, Refused
from bot.engine.cards import Download
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.summaries.goals import goals
from bot.words import Reader, draw_card
from bot.words.render import strict
from tests.phases.goal_scene import (
    PROFESSIONAL,
    THURSDAY,
    YES,
    agreed,
    began,
    book,
    drafted,
)
from tests.phases.talk import play


def card(book, words="", person="joy"):
    with strict():
        return draw_card(
            goals(book, commands.Ask(person, "work", words)), Reader("en", "Asia/Manila")
        ).plain()


def page(book, person="joy"):
    """The agreement as its reader keeps it."""
    with strict():
        drawn = draw_card(goals(book, commands.Ask(person, "work", "page")), Reader("en", "Asia/Manila"))
    (kept,) = [span for line in drawn.body for span in line if isinstance(span, Download)]
    return kept.content


def test_the_card_shows_what_is_agreed():
    assert "No goals are agreed yet." in card(book())
    assert "They count when you have both said yes." in card(drafted()[1])
    shown = card(agreed())
    assert shown.startswith("Goals with Rita"), "somebody may work with several"
    assert card(agreed(), person="rita").startswith("Goals with Joy")
    assert "Version 1, agreed by both on Thu 26 Nov." in shown
    assert "Order questions, by Fri 11 Dec: ten in a row go out unchanged." in shown
    assert len(shown.split()) <= 130


def test_an_agreement_has_one_day_for_both():
    """Late on Thursday in Lisbon it is Friday in Manila: the day is Thursday, and whose is said to Joy."""
    after = agreed()
    (signed,) = after.find(model.Agreement)
    late = THURSDAY + 7 * 3_600_000
    after = after.after(Outcome((Change(model.Agreement, signed.id, signed.version, {"at": late}),)))
    for person, said in (("rita", "on Thu 26 Nov."), ("joy", "on Thu 26 Nov in Lisbon.")):
        assert f"Version 1, agreed by both {said}" in card(after, person=person)
    assert "Thu 26 Nov in Lisbon, fingerprint" in page(after)
    draft, offered = drafted()
    talk = play(
        GOALS_ANSWER,
        offered.at(late),
        began(draft),
        [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")],
    )
    assert talk.said("Agreed by both, Thu 26 Nov in Lisbon, version 1")
    assert "Agreed by both, Thu 26 Nov, version 1" in talk.notes["agreed"]


def test_what_was_learned_is_no_longer_listed_as_open():
    after = agreed()
    tuesday = THURSDAY + 5 * 24 * 3_600_000
    closed = {"state": "closed", "closed_at": tuesday}
    shown = card(after.after(Outcome((Change(model.Item, "drafts", 1, closed),))).at(tuesday))
    assert "Order questions: done on Tue 1 Dec. Agreed was: ten in a row go out unchanged." in shown
    assert "A number comes after that" not in shown


def test_days_that_moved_without_an_agreement_are_the_days_that_are_shown():
    after = agreed()
    moved = next(goal for goal in after.find(model.Goal) if goal.due_on == date(2026, 12, 11))
    todo = next(todo for todo in after.find(model.Todo) if not todo.done_at)
    after = after.after(
        Outcome(
            (
                Change(model.Goal, moved.id, moved.version, {"due_on": date(2027, 1, 18)}),
                Change(model.Todo, todo.id, todo.version, {"due_on": date(2027, 1, 19)}),
            )
        )
    )
    for shown in (card(after), page(after)):
        assert f"{moved.what}, by Mon 18 Jan" in shown.replace("*", "")
        assert f"By Tue 19 Jan: {todo.what}" in shown
        assert f"{moved.what}, by Fri 11 Dec" not in shown.replace("*", "")


def test_one_page_for_the_contract():
    shown = page(agreed())
    assert shown.startswith("# Agreement, version 1")
    assert "Between Rita Lopes and Joy Santos (virtual assistant)." in shown
    assert "1. Inbox, by Fri 8 Jan" in shown
    assert "## Rita's part" in shown
    assert "- Version 1, Thu 26 Nov, fingerprint " in shown
    with pytest.raises(Refused):
        page(agreed(), person="brian")
