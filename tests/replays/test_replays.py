"""Conversations that began with older code go on with today's: every committed transcript replays."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.engine.replay import Finished, replay
from bot.phases import DIALOGS
from tests.replays.transcript import FOLDER, Replayed, as_today, data, facts_of, holds

TRANSCRIPTS = sorted(FOLDER.glob("*.json"))
OLDER = sorted(FOLDER.glob("older/*.json"))
"""As they were kept when other questions were asked, or another outcome followed."""


@cache
def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded


@cache
def replayed(path: Path) -> tuple[dict[str, Any], Replayed]:
    kept = load(path)
    dialog = DIALOGS[kept["dialog"]]
    return kept, Replayed(dialog, facts_of(dialog, kept["facts"]), [tuple(a) for a in kept["answers"]])


def test_every_dialog_has_a_transcript() -> None:
    missing = set(DIALOGS) - {path.stem.rpartition("-")[0] for path in TRANSCRIPTS}
    assert not missing, f"record {sorted(missing)} with: python -m tests.replays.record"


def test_no_dialog_was_taken_out_of_the_house() -> None:
    """Its name is stored: open conversations of it would be parked for ever."""
    assert {load(path)["dialog"] for path in TRANSCRIPTS} <= set(DIALOGS)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_replays_against_todays_code(path: Path) -> None:
    kept, played = replayed(path)
    assert played.asked == kept["asked"], "a key is stable for ever; a new meaning gets a new key"
    assert played.outcome == as_today(kept["outcome"])


@pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
def test_a_talk_that_older_code_asked_otherwise_loses_no_answer(path: Path) -> None:
    """Wherever somebody stopped, each answer counts today; at the end nothing is asked anew."""
    kept = load(path)
    dialog = DIALOGS[kept["dialog"]]
    facts = facts_of(dialog, kept["facts"])
    answers: dict[str, Any] = {}
    state = replay(dialog.script(facts), answers)
    for _, key, value in kept["answers"]:
        answers[key] = value
        state = replay(dialog.script(facts), answers)
        pages = state.path if isinstance(state, Finished) else (*state.path, state.page)
        counted = {prompt.key for page in pages for prompt in page.prompts}
        assert answers.keys() <= counted, f"after {key}"
    assert isinstance(state, Finished)
    assert holds(as_today(kept["outcome"]), data(dialog.finish(facts, state.result)))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_facts_and_an_outcome_are_the_same_each_time(path: Path) -> None:
    kept = load(path)
    dialog = DIALOGS[kept["dialog"]]
    facts = facts_of(dialog, kept["facts"])
    answers = [tuple(answer) for answer in kept["answers"]]
    assert Replayed(dialog, facts, answers).outcome == Replayed(dialog, facts, answers).outcome
    with pytest.raises((AttributeError, TypeError)):
        facts.scene = None


def test_no_judgement_is_ever_proposed() -> None:
    """Ratings, sureness, "expectations met?", a yes to terms: no page of any talk fills one in."""
    for path in TRANSCRIPTS:
        _, played = replayed(path)
        for page in played.pages:
            judged = {prompt.key for prompt in page.prompts if prompt.kind.judges}
            assert not judged & set(page.proposed or {}), path.stem


def test_each_seat_order_of_a_page_for_both_is_there() -> None:
    """Where both may answer at once, there is a transcript for each of the two who may be first."""
    for name in DIALOGS:
        orders = set()
        both = False
        for path in FOLDER.glob(f"{name}-*.json"):
            kept, played = replayed(path)
            orders.add(next((role for role, _, _ in kept["answers"]), ""))
            both = both or any(
                {p.to for p in page.prompts} >= {"owner", "professional"} for page in played.pages
            )
        assert not both or orders == {"owner", "professional"}, name
