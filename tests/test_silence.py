"""Silence of three working days: one message, with what waits and whom it stops; then nothing more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import TestClock, Workspace, accept, hire


@pytest.fixture(params=["sqlite", "postgres"])
async def w(request: pytest.FixtureRequest, ring: KeyRing) -> AsyncIterator[Workspace]:
    clock = TestClock()
    store = open_store(request.getfixturevalue(f"{request.param}_url"), ring, clock)
    with strict():
        yield Workspace(store, clock)
    await store.close()


async def said(w: Workspace, user: str, days: int, every: int = 12) -> list[tuple[str, str]]:
    """Each message about a silence that somebody gets while the days go by: its hour, and its words."""
    found = []
    for _ in range(days * 24 // every):
        before = len(w.log)
        await w.pass_time(hours=every)
        now = datetime.fromtimestamp(w.clock.now / 1000, UTC)
        found += [
            (f"{now:%a %d %b}", words)
            for who, what, words in w.log[before:]
            if (who, what) == (user, "gets") and "now?" in words
        ]
    return found


async def begun(w: Workspace) -> None:
    """Both are in it, and Joy is stuck: two things wait for Rita."""
    await hire(w)
    await accept(w)
    await w.command("joy", "stuck the shop asks for a code")


async def test_three_silent_working_days_are_spoken_of_once(w: Workspace) -> None:
    await begun(w)
    ((day, words),) = await said(w, "rita", 21)
    assert (day, words) == ("Thu 26 Nov", "Two things wait for you; one stops Joy. 4 minutes now?")
    await w.press("rita", "I'm away until ...")
    assert "Which is your first day away?" in w.sees("rita")


async def test_whoever_does_anything_before_it_is_sent_is_not_told(w: Workspace) -> None:
    await begun(w)
    assert await said(w, "rita", 2) == []
    w.clock.now += 24 * 3_600_000
    await w.sweeper.sweep()
    before = len(w.log)
    await w.command("rita", "away")
    assert not any("now?" in words for who, what, words in w.log[before:] if (who, what) == ("rita", "gets"))


async def test_whoever_does_anything_begins_three_new_days(w: Workspace) -> None:
    await begun(w)
    assert await said(w, "rita", 2) == []
    await w.command("rita", "away")  # looked at, and left
    await w.type("rita", "cancel")
    [(day, _)] = await said(w, "rita", 10)
    assert day == "Wed 02 Dec", "on Monday their list came, and Tuesday is a holiday"


async def test_work_that_rests_longer_than_planned_is_spoken_of_once(w: Workspace) -> None:
    """The reminder of the question whether it goes on promises that."""
    await hire(w)
    await accept(w)
    await w.command("rita", "pause <@joy>")
    await w.type("rita", "30 November")
    ((_, words),) = await said(w, "rita", 28)
    assert words == "One thing waits for you. One minute now?"


async def test_nothing_is_said_where_nothing_waits_or_its_reader_is_away(w: Workspace) -> None:
    await begun(w)
    await w.command("rita", "away")
    await w.type("rita", "tomorrow")
    await w.type("rita", "Fri 4 Dec")
    assert await said(w, "rita", 11) == []
    [(day, _)] = await said(w, "rita", 14)
    assert day == "Wed 16 Dec", "three working days, and on the 9th their list and a reminder came"


async def test_whoever_had_nothing_to_do_for_long_still_hears_of_what_waits_then(w: Workspace) -> None:
    """Their three days begin when something waits; of somebody who is stuck they are reminded as always."""
    await hire(w)
    await accept(w)
    await w.press("rita", "Yes, send the sample")
    assert await said(w, "rita", 12) == []
    await w.command("joy", "stuck the shop asks for a code")
    before = len(w.log)
    ((day, words),) = await said(w, "rita", 14, every=6)
    reminded = [words for who, what, words in w.log[before:] if who == "rita" and "Still waiting" in words]
    assert len(reminded) == 1
    assert words == "One thing waits for you; one stops Joy. 2 minutes now?"
    assert day == "Wed 16 Dec", "three working days, and two messages of that week were sent before"
