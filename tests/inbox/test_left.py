"""The minutes beside what waits are those of what is left of it."""

from __future__ import annotations

from bot.engine.cards import flat
from tests.inbox.looking import to_expectation
from tests.workspace import Workspace, accept, hire, rate_own


async def beside(w: Workspace, who: str, title: str) -> str:
    """What stands beside an entry of somebody's list."""
    await w.command(who, "next")
    facts = w.screens[who].last.facts
    return next(flat(line) for name, line in facts if flat(name) == title)


async def test_what_nobody_has_begun_takes_the_whole_of_its_minutes(w: Workspace) -> None:
    await hire(w)
    assert (await beside(w, "joy", "Your invitation")).startswith("about 5 min")


async def test_minutes_go_down_with_every_answer(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    seen = [await beside(w, "joy", "Your view of your skills")]
    for level in (2, 2, 2, 2, 2):
        await w.press("joy", str(level))
        seen.append(await beside(w, "joy", "Your view of your skills"))
    minutes = [int(words.split()[1]) for words in seen]
    assert minutes == sorted(minutes, reverse=True)
    assert (minutes[0], minutes[-1]) == (3, 1)


async def test_work_takes_its_own_time_until_it_is_done(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    assert (await beside(w, "joy", "The paid sample task")).startswith("about 45 min")
    await w.press("joy", "Send to Rita")
    assert (await beside(w, "joy", "The paid sample task")).startswith("about 1 min")


async def test_the_heading_adds_up_what_stands_below(w: Workspace) -> None:
    await to_expectation(w)
    left = await beside(w, "rita", "Add a person")
    assert left.startswith("about 2 min")
    assert "Needs you, about 2 minutes." in w.sees("rita")


async def test_what_is_taken_back_is_left_again(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    for level in (2, 2, 2, 2, 2):
        await w.press("joy", str(level))
    assert (await beside(w, "joy", "Your view of your skills")).startswith("about 1 min")
    for _ in range(5):
        await w.press("joy", "Back")
    assert (await beside(w, "joy", "Your view of your skills")).startswith("about 3 min")
