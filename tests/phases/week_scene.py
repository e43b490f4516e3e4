"""The scene at its first check-in: what is counted week by week."""

from __future__ import annotations

from datetime import UTC, datetime

from bot import model
from bot.practice.calendar import to_millis
from bot.practice.identity import derived_id
from bot.tallies.weeks import checkin_id
from tests.phases import scene
from tests.phases.book import MemoryBook
from tests.phases.scene import ACCOUNT, STARTS, goal, of, written
from tests.phases.talk import typed

MONDAY = STARTS


def at(day: int, hour: int = 7, minute: int = 0) -> int:
    """An instant of November 2026, UTC; 31 is 1 December."""
    return to_millis(datetime(2026, 11 + day // 31, day % 31 + day // 31, hour, minute, tzinfo=UTC))


FRIDAY = at(27)
"""15:00 in Manila, 7:00 in Lisbon."""


def records(**engagement):
    return scene.rita(), scene.joy(), scene.work(**{"created_at": at(23), **engagement})


def item(id="mails", **more):
    return scene.step(id, **{"what": "Five old e-mails", "cause": "", **more})


def week(monday, **more):
    told = dict(id=checkin_id("work", monday), week_of=monday, sure="likely", at=at(27))
    return of(model.CheckIn, told, more)


def count(monday, part, whole, **more):
    id = derived_id(checkin_id("work", monday), "inbox")
    return of(model.Count, dict(id=id, goal="inbox", week_of=monday, part=part, whole=whole), more)


def book(*more, now=FRIDAY, **engagement):
    return MemoryBook(ACCOUNT, now, *records(**engagement), *more)


def begin(dialog, **more):
    return scene.begin(dialog, **{"by": "", **more})


PLANNED = {"terms": {"day": "2026-11-27"}}
USUAL = [
    ("professional", "way", "nothing"),
    ("professional", "count/inbox", typed("41 of 46")),
    ("professional", "amount", typed("20")),
    ("professional", "news", None),
    ("professional", "sure", "likely"),
]

__all__ = [
    "ACCOUNT", "FRIDAY", "MONDAY", "PLANNED", "USUAL", "at", "begin", "book", "count", "goal", "item",
    "records", "week", "written",
]  # fmt: skip
