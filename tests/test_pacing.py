"""The arithmetic of sending: paces, pauses, doublings, and places in the ten minutes after an hour."""

from __future__ import annotations

import pytest

from bot import pacing
from bot.ports import Kept, Manners, Pace


def test_a_bucket_gives_so_many_in_one_go_and_then_keeps_its_pace():
    bucket = pacing.Bucket(Pace(2, 3), 0)
    for _ in range(3):
        assert bucket.wait(0) == 0
        bucket.take(0)
    assert bucket.wait(0) == pytest.approx(0.5)
    assert bucket.wait(0.5) == 0
    bucket.take(0.5)
    assert bucket.wait(0.6) == pytest.approx(0.4)
    bucket.give_back()
    assert bucket.wait(0.6) == 0
    assert bucket.wait(100) == 0
    for _ in range(3):
        bucket.take(100)
    assert bucket.wait(100) == pytest.approx(0.5), "what was not used for long is not saved up"


def test_a_bucket_is_not_emptied_by_a_clock_that_goes_back():
    bucket = pacing.Bucket(Pace(1, 1), 100)
    bucket.take(100)
    assert bucket.wait(50) == pytest.approx(1)
    assert bucket.wait(101) == 0


def test_without_a_pace_nobody_waits():
    bears = pacing.Workspace(Manners(), 0)
    for _ in range(1000):
        assert bears.wait("posts", 0) == 0
        bears.take("posts", 0)


def test_a_pause_is_about_what_it_says_and_never_gets_shorter():
    bears = pacing.Workspace(Manners(), 0)
    bears.hold("posts", 30, 0)
    bears.hold("posts", 5, 1)
    assert bears.wait("posts", 1) == pytest.approx(29)
    assert bears.wait("edits", 1) == 0
    bears.hold("everything", 60, 2)
    assert bears.wait("edits", 2) == pytest.approx(60)
    assert bears.wait("posts", 62) == 0


@pytest.mark.parametrize(
    ("tries", "least", "most"), [(0, 1_000, 2_000), (3, 8_000, 16_000), (99, 300_000, 600_000)]
)
def test_each_try_waits_twice_as_long_and_not_all_come_back_at_once(tries: int, least: int, most: int):
    assert pacing.pause_ms(tries, 0) == least
    assert pacing.pause_ms(tries, 1) == most
    assert least < pacing.pause_ms(tries, 0.5) < most


def test_a_doubt_is_left_alone_from_ten_seconds_to_a_minute():
    assert [pacing.quiet_ms(tries) for tries in (1, 2, 3, 4, 9)] == [10_000, 20_000, 40_000, 60_000, 60_000]
    assert pacing.quiet_ms(1, 90_000) == 90_000


def test_everybody_has_their_own_place_in_the_ten_minutes():
    places = [pacing.spread_ms(f"person{number}") for number in range(2_000)]
    assert places == [pacing.spread_ms(f"person{number}") for number in range(2_000)]
    minutes = [
        sum(minute * 60_000 <= place < (minute + 1) * 60_000 for place in places) for minute in range(10)
    ]
    assert sum(minutes) == 2_000
    assert all(140 < count < 260 for count in minutes)


def test_a_loop_is_more_than_so_many_to_one_person_in_a_minute():
    loops = pacing.Loops(3)
    for second in (0, 10, 20):
        assert loops.wait("joy", second) == 0
        loops.note("joy", second)
    assert loops.wait("joy", 30) == pytest.approx(30)
    assert loops.wait("rita", 30) == 0
    assert loops.wait("joy", 60) == 0
    endless = pacing.Loops(0)
    for _ in range(100):
        endless.note("joy", 0)
    assert endless.wait("joy", 0) == 0


def test_loops_remembers_no_more_people_than_it_must():
    loops = pacing.Loops(1)
    for number in range(pacing.PEOPLE_KEPT + 5):
        loops.note(f"p{number}", 0)
    assert loops.wait("p0", 1) == 0
    assert loops.wait(f"p{pacing.PEOPLE_KEPT}", 1) > 0


def test_what_was_put_in_last_is_kept():
    kept: Kept[str, int] = Kept(2)
    for number, name in enumerate("abab"):
        kept[name] = number
    kept["c"] = 4
    assert dict(kept) == {"b": 3, "c": 4}
    kept["b"] = 5
    kept["d"] = 6
    assert list(kept.items()) == [("b", 5), ("d", 6)], "written again is the newest"
