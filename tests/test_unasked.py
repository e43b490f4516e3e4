"""What nobody asked for: a place is kept for the weekly talks that are to come."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot.due import unasked
from bot.model import Engagement, Goal, Person
from bot.practice.calendar import to_millis

DAY = unasked.DAY_MS
MONDAY = to_millis(datetime(2026, 12, 7, 6, tzinfo=UTC))
FRIDAY = to_millis(datetime(2026, 12, 11, 7, tzinfo=UTC))
"""15:00 in Manila."""


class Records:
    """As much of a transaction as counting needs."""

    def __init__(self, now: int, *work: Engagement, sent: tuple[int, ...] = (), agreed: bool = True) -> None:
        self.agreed = agreed
        self.moment = SimpleNamespace(now=now)
        self._work = work
        self._noted = {("joy", "unasked"): " ".join(map(str, sent))}

    def remembered(self, of: str, what: str) -> str | None:
        return self._noted.get((of, what))

    def remember(self, of: str, what: str, value: str) -> None:
        self._noted[of, what] = value

    def find(self, kind: type[Any], **equal: str) -> tuple[Any, ...]:
        if kind is not Engagement:
            return (
                (SimpleNamespace(state="agreed", position=0, id="goal"),)
                if kind is Goal and self.agreed
                else ()
            )
        return tuple(w for w in self._work if all(getattr(w, name) == value for name, value in equal.items()))

    def one(self, kind: type[Any], id: str) -> Person:
        return Person(account="a", id=id, name="Joy", called="Joy", zone="Asia/Manila")


def work(id: str = "work", **more: Any) -> Engagement:
    return Engagement(
        **{
            "account": "a", "id": id, "owner": "rita", "professional": "joy", "role": "", "role_name": "",
            "state": "active", "starts_on": date(2026, 11, 23), "round_ends_on": date(2027, 1, 8), **more,
        }
    )  # fmt: skip


def room(*engagements: Engagement, now: int = MONDAY, sent: tuple[int, ...] = (), agreed: bool = True) -> int:
    return unasked.room_at(Records(now, *engagements, sent=sent, agreed=agreed), "joy")  # type: ignore[arg-type]


def test_one_thing_fits_beside_the_check_in_to_come() -> None:
    assert room(work()) == MONDAY


def test_a_second_one_would_take_the_place_of_the_check_in() -> None:
    first = MONDAY - 2 * DAY  # on Saturday, so it still counts when Friday comes
    assert room(work(), sent=(first,)) == first + 7 * DAY


def test_what_has_left_the_seven_days_by_friday_is_no_hindrance() -> None:
    assert room(work(), sent=(MONDAY - 6 * DAY,)) == MONDAY


@pytest.mark.parametrize("late", [0, 50, 59 * 60_000, 8 * 3_600_000])
def test_last_weeks_check_in_does_not_count_beside_this_weeks(late: int) -> None:
    tx: Any = Records(FRIDAY - 7 * DAY + late, work())
    unasked.count(tx, "joy")
    tx.moment.now = FRIDAY - 2 * DAY
    assert unasked.room_at(tx, "joy") == FRIDAY - 2 * DAY


def test_before_anything_is_agreed_no_check_in_is_to_come() -> None:
    sent = (MONDAY - 2 * DAY,)
    assert room(work(), sent=sent, agreed=False) == MONDAY < room(work(), sent=sent)


def test_without_work_under_way_no_place_is_kept() -> None:
    assert room(work(state="ended"), sent=(MONDAY - DAY,)) == MONDAY


def test_at_the_end_of_the_round_there_is_more_room() -> None:
    ends = date(2026, 12, 11)
    assert room(work(round_ends_on=ends), sent=(MONDAY - DAY, MONDAY - 2 * DAY)) == MONDAY


@pytest.mark.parametrize("count", [2, 3])
def test_several_check_ins_a_week_leave_room_for_one_thing_more(count: int) -> None:
    busy = [work(str(n)) for n in range(count)]
    assert room(*busy) == MONDAY
    assert FRIDAY < room(*busy, sent=(MONDAY - 2 * DAY,)) <= MONDAY + 7 * DAY
