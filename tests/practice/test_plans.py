"""Steps that close a gap, their words, their proof and their days."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice import roles
from bot.practice.gaps import CAUSES, first_to_act
from bot.practice.plans import STEPS, dated, in_a_row, row_told, steps_for, words_for

PLANS = Path(roles.__file__).parents[1] / "roles" / "en" / "plans"


TUESDAY = date(2026, 11, 24)
WEEKDAYS = [day for n in range(1, 60) if (day := TUESDAY + timedelta(n)).isoweekday() < 6]
MANILA = [day for day in WEEKDAYS if day not in {date(2026, 11, 30), date(2026, 12, 8)}]
LAST = date(2027, 1, 8)
ORDERS = words_for("virtual_assistant", "orders", "Order questions")
CALENDAR = words_for("virtual_assistant", "calendar", "Calendar")
PLAN = [
    steps_for("orders", "never_explained", ORDERS),
    steps_for("calendar", "new_to_them", CALENDAR),
]


@pytest.mark.parametrize("cause", CAUSES)
def test_whoever_acts_first_has_the_first_step_and_live_work_the_last(cause):
    steps = steps_for("orders", cause, ORDERS)
    assert steps[0].actor == first_to_act(cause)
    assert [step.name for step in steps] == list(STEPS[cause])
    assert [step.name for step in steps if step.proof] == ["live"] == [steps[-1].name]


@pytest.mark.parametrize("role", roles.load().values(), ids=lambda role: role.id)
def test_every_skill_of_every_role_has_its_words(role):
    for skill in role.skills:
        words = words_for(role.id, skill.id, skill.name)
        assert all(0 < len(words.of(step)) <= 90 for steps in STEPS.values() for step in steps)


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.toml")), ids=lambda path: path.stem)
def test_practice_stands_by_itself_and_is_read_by_both(path):
    """Nothing may have been written down before it, and whose "your rules" are depends on who reads it."""
    for name, words in tomllib.loads(path.read_text()).items():
        said = set(words.get("practice", "").replace(",", " ").split())
        assert not said & {"that", "those", "these", "you", "your", "yours"}, name


def test_a_skill_of_ones_own_has_general_words_with_its_name():
    words = words_for("gardener", "", "Roses")
    assert words.explain == "write down the rules for Roses, one page"
    assert in_a_row(words.proof) == 5


@pytest.mark.parametrize(
    ("proof", "count"),
    [
        ("ten in a row go out unchanged", 10),
        ("fifty in a row", 50),
        ("12 without a slip", 12),
        ("without a slip, five times", 5),
        ("you understand it without a question", 0),
        ("a reply to one customer", 0),
        ("", 0),
    ],
)
def test_a_proof_says_how_many(proof, count):
    assert in_a_row(proof) == count


def days(**changes):
    given = {"owner_days": WEEKDAYS, "professional_days": MANILA, "weekly_minutes": 1200, "last": LAST}
    return [[one.due for one in row] for row in dated(PLAN, **{**given, **changes})]


def test_the_days_of_the_story():
    assert days() == [
        [date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 11)],
        [date(2026, 12, 1), date(2026, 12, 14)],
    ]


def test_live_work_has_its_days_even_where_it_is_the_only_step():
    ((mine, live),) = dated([steps_for("orders", "access_tools_time", ORDERS)], WEEKDAYS, MANILA, 1200, LAST)
    assert (mine.due, live.due) == (date(2026, 11, 26), date(2026, 12, 10))


def test_few_paid_hours_take_longer():
    assert days(weekly_minutes=100)[0] == [date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 24)]


def test_nothing_lies_after_the_round():
    assert max(day for row in days(last=date(2026, 12, 4)) for day in row) == date(2026, 12, 4)


def test_a_round_that_is_over_holds_nobody_up():
    assert days(last=TUESDAY) == days()


@given(
    st.lists(st.sampled_from(CAUSES), min_size=1, max_size=3),
    st.floats(0, 3000),
    st.integers(0, 60),
)
def test_days_are_working_days_and_steps_follow_each_other(causes, minutes, ends_in):
    plan = [steps_for(str(place), cause, ORDERS) for place, cause in enumerate(causes)]
    last = TUESDAY + timedelta(ends_in)
    for row in dated(plan, WEEKDAYS, MANILA, minutes, last):
        for one in row:
            assert one.due in (WEEKDAYS if one.step.actor == "owner" else MANILA)
            assert one.due <= last or last < MANILA[0]
        theirs = [one.due for one in row if one.step.actor == "professional"]
        assert theirs == sorted(theirs)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("5 in a row now!", 5),
        ("ten in a row", 10),
        ("Is five in a row enough?", 0),
        ("five real bookings", 0),
        ("I did five bookings for the museum today and they went out in a row", 0),
    ],
)
def test_a_count_that_is_told(words: str, row: int) -> None:
    assert row_told(words) == row
