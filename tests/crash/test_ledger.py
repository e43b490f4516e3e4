"""The books of the stand-ins: what counts as twice, and what as lost."""

from __future__ import annotations

from tests.crash import table
from tests.crash.ledger import Deed, Ledger
from tests.crash.tally import Tally


def books(*posts: tuple[int, str], deeds: tuple[int, ...] = ()) -> Ledger:
    ledger = Ledger()
    for at, page in posts:
        ledger.post(at, "D1", "key", page, f"press:0:1:abc:p:{page}:0" if page.isdecimal() else "")
    ledger.deeds = [Deed(at, f"d{at}", "D1", "") for at in deeds]
    return ledger


def test_a_page_that_comes_of_itself_may_come_once():
    assert not books((1, "1")).doubled(set())
    assert len(books((1, "1"), (2, "1")).doubled(set())) == 1
    assert len(books((1, "Sent."), (9, "Sent.")).doubled(set())) == 1


def test_who_presses_twice_is_answered_twice_and_not_three_times():
    taken = {"i/d2", "i/d3"}
    assert not books((1, "1"), (4, "2"), (5, "2"), deeds=(2, 3)).doubled(taken)
    assert len(books((1, "1"), (4, "2"), (5, "2"), (6, "2"), deeds=(2, 3)).doubled(taken)) == 1


def test_a_press_that_was_not_taken_excuses_nothing():
    assert len(books((1, "1"), (4, "2"), (5, "2"), deeds=(2, 3)).doubled({"i/d2"})) == 1


def test_what_was_promised_and_left_no_trace_is_lost():
    ledger = books(deeds=(1, 2))
    ledger.promised = list(ledger.deeds)
    assert [deed.id for deed in ledger.lost({"i/d1"})] == ["d2"]


def test_a_run_replaces_its_own_rows_of_the_table_and_no_other():
    rows = "| R10 SQLite | 1 | 0 | 0 | 0 |\n| R1 Slack, SQLite | 2 | 0 | 0 | 0 |"
    old = f"Before\n\n{table.HEAD}\n|---|---|---|---|---|\n{rows}\n\nAfter"
    tallies = [
        Tally("R1 slack sqlite", rounds=1_300, kills=1, lost=2),
        Tally("R1 discord postgres", rounds=1),
    ]
    assert table.written(old, tallies).splitlines()[4:] == [
        "| R1 Slack, SQLite | 1,300 rounds, 1 kill | 2 | 0 | 0 |",
        "| R1 Discord, PostgreSQL | 1 round | 0 | 0 | 0 |",
        "| R10 SQLite | 1 | 0 | 0 | 0 |",
        "",
        "After",
    ]
