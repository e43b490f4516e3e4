"""The paid sample task: another day for it, and other work in place of what was handed in by accident."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.model import Piece, Sample
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.inbox.looking import records
from tests.workspace import TestClock, Workspace, accept, hire, rate_own, rate_seen

STRAY = "I do not know whether the bowl is replaced without asking"
DRAFTS = "https://docs.example.com/drafts"


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing) -> AsyncIterator[Workspace]:
    """Joy is asked for the sample, and for nothing else."""
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    w = Workspace(store, clock)
    with strict():
        await hire(w)
        await accept(w)
        await rate_own(w)
        await w.press("rita", "Yes, send the sample")
        yield w
    await store.close()


async def handed_in(w: Workspace) -> str:
    [sample] = await records(w, Sample)
    return str(sample.work)


async def stray(w: Workspace) -> None:
    await w.press("joy", "Send to Rita")
    await w.type("joy", STRAY)


async def test_what_was_handed_in_by_accident_is_changed_where_it_stands(w: Workspace) -> None:
    await stray(w)
    await w.press("rita", "3")
    await w.press("joy", "Change")
    await w.type("joy", DRAFTS)
    assert await handed_in(w) == DRAFTS
    assert f"What Joy handed in: {DRAFTS}" in w.sees("rita")
    assert "1 of 6" in w.sees("rita"), "nothing is rated from the stray words"
    await rate_seen(w)
    assert "Both views are in" in w.screens["rita"].text()


async def test_done_may_take_the_place_of_what_is_there(w: Workspace) -> None:
    await stray(w)
    await w.command("joy", f"done {DRAFTS}")
    await w.press("joy", "The sample task, in place of what is there")
    assert await handed_in(w) == DRAFTS
    assert f"What Joy handed in: {DRAFTS}" in w.sees("rita")
    assert not await records(w, Piece)


async def test_once_it_is_rated_it_stays(w: Workspace) -> None:
    await stray(w)
    await rate_seen(w)
    sent = next(c for m in w.screens["joy"].messages.values() if STRAY in m.plain() for c in m.controls)
    await w.press_id("joy", sent.id)
    assert "Rita has rated from what you handed in" in w.sees("joy")
    assert await handed_in(w) == STRAY


async def test_another_day_is_told_and_the_task_is_not_posted_whole_again(w: Workspace) -> None:
    await w.press("joy", "Another day")
    before = len(w.screens["joy"].messages)
    await w.type("joy", "4/12")
    after = "\n".join(m.plain() for m in list(w.screens["joy"].messages.values())[before:])
    assert "Moved to Fri 4 Dec. Rita knows." in after
    assert "Three customer e-mails are below" not in after
    assert w.sees("rita") == "Joy hands in the sample by Fri 4 Dec."
    await w.press("joy", "Show the task")
    assert "Three customer e-mails are below" in w.sees("joy")


async def test_another_day_after_the_round_is_none(w: Workspace) -> None:
    await w.press("joy", "Another day")
    await w.type("joy", "12 April")
    assert "Moved" not in w.sees("joy")
    assert "Fri 8 Jan" in w.sees("joy")


async def test_what_follows_a_word_that_was_asked_about_is_not_taken_as_the_work(w: Workspace) -> None:
    await w.press("joy", "Send to Rita")
    await w.type("joy", "stuck")
    assert 'Is "stuck" your answer here, or shall I do it?' in w.sees("joy")
    await w.type("joy", STRAY)
    assert await handed_in(w) == ""
    assert f'do you mean "stuck"? You wrote: "{STRAY}"' in w.sees("joy")
    await w.press("joy", "Do it: stuck")
    assert "Joy is stuck since" in w.sees("rita")
    assert STRAY in w.sees("rita")
    await w.type("joy", DRAFTS)
    assert await handed_in(w) == DRAFTS


async def test_what_follows_may_be_the_work_all_the_same(w: Workspace) -> None:
    await w.press("joy", "Send to Rita")
    await w.type("joy", "stuck")
    await w.type("joy", STRAY)
    await w.press("joy", "It is my answer")
    assert await handed_in(w) == STRAY


async def test_what_is_written_where_the_hand_in_is_changed_takes_the_place_of_the_work(w: Workspace) -> None:
    await stray(w)
    sent = next(
        c for m in w.screens["joy"].messages.values() if "Send to Rita" in m.plain() for c in m.controls
    )
    await w.press_id("joy", sent.id)
    await w.type("joy", DRAFTS)
    assert await handed_in(w) == DRAFTS
    assert DRAFTS in w.screens["joy"].text()
    assert f"What Joy handed in: {DRAFTS}" in w.sees("rita")


async def test_who_changes_the_hand_in_and_sends_again_is_asked_for_the_work_again(w: Workspace) -> None:
    await stray(w)
    sent = next(
        c for m in w.screens["joy"].messages.values() if "Send to Rita" in m.plain() for c in m.controls
    )
    await w.press_id("joy", sent.id)
    await w.press("joy", "Send to Rita")
    assert "Paste your work or a link to it." in w.sees("joy")
    assert await handed_in(w) == STRAY
    await w.type("joy", DRAFTS)
    assert await handed_in(w) == DRAFTS
