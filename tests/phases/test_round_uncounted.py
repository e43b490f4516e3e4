"""A number for a goal that nobody counted: what is asked and said of it reads as a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.phases.performance_assessment.numbers_apart import (
    Apart,
    asked_of_the_other,
    outcome_lines,
    said_by,
    what_is_off,
)
from bot.phases.performance_assessment.result_lines import result_line
from bot.tallies.numbers_said import Said
from bot.tallies.rounds import results_of
from bot.words import Reader, plain
from bot.words.render import strict
from tests.phases.round_scene import book, engagement
from tests.phases.round_words import JOY, RITA

READER = Reader("en", "UTC")


@pytest.fixture
def uncounted():
    results = results_of(book(), engagement(), 1, engagement().round_ends_on)
    result = next(one for one in results if one.goal == "g-inbox")
    return replace(result, value=None, level=None, counted_value=None)


def test_every_sentence_is_one(uncounted):
    apart = (Apart(uncounted, Said(JOY, "Joy", 95)),)
    (asked,) = asked_of_the_other(apart).values()
    page = what_is_off((uncounted,), JOY)
    page.send(None)
    would_be = page.send({}).prompts[1].ask
    page.close()
    said = [
        would_be, asked.ask, *(option.label for option in asked.kind.options()), *said_by(apart, JOY),
        *outcome_lines(apart, {(JOY, "g-inbox"): False}, "owner"),
        result_line(replace(uncounted, put_right=True)),
    ]  # fmt: skip
    with strict():
        lines = [plain(one, READER) for one in said]
    assert lines[:4] == [
        "Inbox, which nobody counted: what would be right?",
        "Inbox: nobody counted it, Joy says 95 of 100. Is that right?",
        "95 of 100 is right",
        "It stays uncounted",
    ]
    assert not [line for line in lines if "counted nobody" in line or "nobody counted stays" in line], lines
    assert not said_by(apart, RITA)
