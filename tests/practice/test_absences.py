"""What is noted of days away: nothing that is over is forgotten, and no day stands there twice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.absences import absences, adding, coming, ending
from bot.practice.workdays import Away, is_away

BEGIN = date(2026, 11, 23)
DAYS = st.integers(0, 60).map(lambda n: BEGIN + timedelta(days=n))
AWAY = st.tuples(DAYS, st.integers(0, 9)).map(lambda pair: Away(pair[0], pair[0] + timedelta(days=pair[1])))


def all_of(found: list[Away]) -> str:
    kept = ""
    for away in found:
        kept = adding(kept, away)
    return kept


def test_what_meets_is_one_and_what_lies_apart_is_two() -> None:
    week = adding("", Away(date(2026, 12, 7), date(2026, 12, 11)))
    assert week == "2026-12-07/2026-12-11"
    assert adding(week, Away(date(2026, 12, 12), date(2026, 12, 13))) == "2026-12-07/2026-12-13"
    assert (
        adding(week, Away(date(2026, 12, 1), date(2026, 12, 1)))
        == "2026-12-01/2026-12-01 2026-12-07/2026-12-11"
    )


def test_a_rest_of_one_work_is_no_absence_from_another() -> None:
    rest = Away(date(2026, 12, 7), date(2026, 12, 11))
    kept = adding(adding("", Away(date(2026, 12, 10), date(2026, 12, 14))), rest, "shop")
    assert kept == "2026-12-07/2026-12-11@shop 2026-12-10/2026-12-14"
    assert absences(kept) == (Away(date(2026, 12, 10), date(2026, 12, 14)),)
    assert absences(kept, "shop")[0] == rest
    assert ending(kept, absences(kept)[0], date(2026, 12, 10)) == "2026-12-07/2026-12-11@shop"
    assert adding(kept, Away(date(2026, 12, 12), date(2026, 12, 13)), "shop").startswith(
        "2026-12-07/2026-12-13@"
    )


def test_back_sooner_keeps_the_days_that_were() -> None:
    (week,) = absences("2026-12-07/2026-12-11")
    assert ending("2026-12-07/2026-12-11", week, date(2026, 12, 9)) == "2026-12-07/2026-12-08"
    assert ending("2026-12-07/2026-12-11", week, date(2026, 12, 7)) == ""


@settings(deadline=None)
@given(st.lists(AWAY, max_size=5))
def test_every_day_that_was_noted_stands_there_once_and_in_order(found: list[Away]) -> None:
    kept = absences(all_of(found))
    days = [day for away in kept for day in away.days()]
    assert days == sorted({day for away in found for day in away.days()})
    assert all(later.first - sooner.last > timedelta(days=1) for sooner, later in pairwise(kept))


@settings(deadline=None)
@given(st.lists(AWAY, min_size=1, max_size=5), DAYS)
def test_other_days_leave_what_is_over(found: list[Away], today: date) -> None:
    kept = all_of(found)
    now = coming(kept, today)
    if now is None:
        assert all(away.last < today for away in found)
        return
    after = absences(ending(kept, now, today))
    for n in range(80):
        day = BEGIN + timedelta(days=n)
        was = is_away(day, absences(kept))
        assert is_away(day, after) == (was and not (day >= today and now.first <= day <= now.last))
