"""The copy of what is held about somebody, as lines to read: no number cut, no code, no milliseconds."""

from __future__ import annotations

from typing import Any

from bot.privacy_text import as_text
from bot.words.render import strict

SEEN_MS = 1_795_792_464_418


def copy(**record: Any) -> str:
    """A copy with one record and one talk in it."""
    with strict():
        return as_text(
            {
                "person": {"id": "joy", "name": "Joy", "zone": "Asia/Manila", "locale": "en", "away_at": 0},
                "others": [{"id": "rita", "name": "Rita"}],
                "records": {"Feedback": [{"id": "f", **record}]},
                "conversations": [
                    {
                        "dialog": "checkin",
                        "state": "done",
                        "started_ms": SEEN_MS,
                        "answers": {"sure": True},
                        "before": [{"question": "sure", "answer": False}],
                        "begun_with": {},
                    }
                ],
                "unsent": [{"kept": {"words": "later"}}],
            }
        )


def test_numbers_are_whole():
    told = copy(baseline=12345.67, expected=1234567.0, least=0.1 + 0.2, most=0.0)
    for line in ("baseline: 12345.67", "expected: 1234567", "least: 0.3", "most: 0"):
        assert f"  {line}\n" in told


def test_what_is_kept_as_json_is_said_in_words():
    told = copy(numbers='{"rita": 12.5, "late": true}', words='{not "json"}', reply="[1, 2]")
    assert "  numbers: Rita: 12.5; late: yes\n" in told
    assert '  words: {not "json"}\n' in told
    assert "  reply: 1, 2\n" in told


def test_a_moment_that_did_not_come_is_left_out():
    told = copy(shown_at=0, at=SEEN_MS, round=0)
    assert "shown at" not in told
    assert "away at" not in told
    assert "  at: 2026-11-27 23:14\n" in told
    assert "  round: 0\n" in told


def test_what_stands_around_it_is_of_the_catalogue():
    told = copy(words="Thank you")
    assert told.startswith("What Fivefold holds about Joy\n")
    for line in (
        "Works with: Rita",
        "== Feedback (1)",
        "== Answers (one conversation)",
        "  sure, before: no",
    ):
        assert f"\n{line}\n" in told
