"""A talk at a round's end that an older version began: one key stood for a view, a reply and a side."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.replay import Waiting, replay
from bot.phases.performance_assessment.talk_sheet import TALK_SHEET
from tests.phases.round_scene import start
from tests.phases.round_words import JOY, RITA, both_in

WORDS = "It was agreed otherwise."


def taken(facts, kept, key, otherwise):
    """The answers with one more: what somebody says to the steps."""
    state: Any = replay(TALK_SHEET.script(facts), kept)
    (asked,) = [prompt for prompt in state.missing if prompt.key == key]
    return {**kept, key: {"given": not otherwise, "otherwise": otherwise, "digest": asked.kind.digest}}


@pytest.mark.parametrize("otherwise", ["differently", "reply"])
def test_words_that_were_given_are_read_where_they_were_asked_for(otherwise):
    facts = TALK_SHEET.prepare(both_in(), start(TALK_SHEET))
    kept = taken(facts, {}, "take/professional", otherwise)
    kept = taken(facts, {**kept, "words/professional": WORDS}, "take/owner", "")
    state: Any = replay(TALK_SHEET.script(facts), kept)
    if otherwise == "reply":
        assert state.result.replies == {JOY: WORDS}
    else:
        assert [prompt.key for prompt in state.missing] == ["take-again/owner", "take-again/professional"]
        assert any(WORDS in str(said.text) for said in state.said if said.to == RITA)


def test_a_side_that_was_told_is_not_asked_for_again():
    facts = TALK_SHEET.prepare(both_in(), start(TALK_SHEET))
    kept = taken(facts, {}, "take/professional", "differently")
    kept = taken(facts, {**kept, "words/professional": WORDS}, "take/owner", "")
    kept = taken(facts, kept, "take-again/owner", "")
    kept = taken(facts, kept, "take-again/professional", "differently")
    state: Any = replay(TALK_SHEET.script(facts), kept)
    assert isinstance(state, Waiting)
    assert [prompt.key for prompt in state.missing] == ["side/owner"]
    done: Any = replay(TALK_SHEET.script(facts), {**kept, "words/owner": "I see what you mean."})
    assert done.result.replies == {JOY: WORDS, RITA: "I see what you mean."}
