"""After a standstill: one message, whatever was missed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.practice.calendar import (
    catch_up,
    daily,
)
from tests.practice.recurring import follow

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


def due(*hours_ago: float) -> list[tuple[datetime, float]]:
    return [(NOW - timedelta(hours=hours), hours) for hours in hours_ago]


def test_a_laptop_that_slept_all_day_sends_the_check_in_late() -> None:
    found = catch_up([(NOW, "check-in")], NOW + timedelta(hours=1, minutes=10))
    assert (found.late, found.folded, found.dropped) == ("check-in", (), ())


@pytest.mark.parametrize(
    ("hours_ago", "on_time", "late", "folded", "dropped", "waiting"),
    [
        ([], [], None, [], [], []),
        ([0], [0], None, [], [], []),
        ([1 / 6], [1 / 6], None, [], [], []),
        ([0.2], [], 0.2, [], [], []),
        ([12], [], 12, [], [], []),
        ([12.1], [], None, [12.1], [], []),
        ([168], [], None, [168], [], []),
        ([168.1], [], None, [], [168.1], []),
        ([-1], [], None, [], [], [-1]),
        ([3, 5], [], 3, [5], [], []),
        ([5, 200, -2, 30, 0, 3, 400, 29], [0], 3, [30, 29, 5], [400, 200], [-2]),
    ],
)
def test_lateness_decides(hours_ago, on_time, late, folded, dropped, waiting) -> None:
    found = catch_up(due(*hours_ago), NOW)
    assert found.on_time == tuple(on_time)
    assert found.late == late
    assert found.folded == tuple(folded)
    assert found.dropped == tuple(dropped)
    assert found.waiting == tuple(waiting)


@pytest.mark.parametrize("stopped", [timedelta(minutes=5), timedelta(1), timedelta(60), timedelta(365)])
def test_any_standstill_gives_at_most_one_catch_up(stopped: timedelta) -> None:
    times = follow(daily(time(9)), NOW - stopped, "Asia/Manila", 400)
    found = catch_up([(one.at, one.key) for one in times], NOW)
    kept = [*found.on_time, *filter(None, [found.late]), *found.folded, *found.dropped, *found.waiting]
    assert sorted(kept) == [one.key for one in times]
    assert len(found.folded) <= 7
    assert len(found.on_time) <= 1
