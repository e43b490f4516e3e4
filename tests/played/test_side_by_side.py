"""The same play on the browser page, on Slack and on Discord: what people read and do is the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import house
from bot.clock import OFFSET, WorldClock
from bot.demo.place import Workspace
from bot.ports import Manners
from bot.settings import load
from storage import KeyRing
from tests.adapters.discord.place import DiscordPlace
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.place import SlackPlace
from tests.adapters.slack.test_rounds import Restarted
from tests.played.rounds import BEGINS_MS, PEOPLE, two_rounds
from tests.played.transcript import Transcript

pytestmark = pytest.mark.timeout(480)

MOST = 1_000
"""Longer than this is only a task with the work that answers it, and its key."""
DAYS = 12
"""From the first word over the agreement and the first check-in to the second, with a step that slipped."""


class Recorded(Workspace):
    """The workspace of the page, with what is read and done in it written down."""

    def __init__(self, running: Any) -> None:
        super().__init__(running)
        self.transcript = Transcript()

    async def changed(self, who: str) -> Sequence[Mapping[str, Any]]:
        found = await super().changed(who)
        for message in found:
            if message["from"] == "fivefold":
                self.transcript.add(who, "sees", message["plain"])
        return found

    async def say(self, who: str, words: str) -> None:
        self.transcript.add(who, "does", words)
        await super().say(who, words)

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        self.transcript.add(who, "does", f"{control.rpartition(':')[2]} {' '.join(picked)}")
        await super().press(who, control, picked)

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        self.transcript.add(who, "does", str(sorted(map(str, values.values()))))
        await super().submit(who, control, values)


@asynccontextmanager
async def browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Recorded]:
    monkeypatch.setenv("FIVEFOLD_DATA", str(folder))
    monkeypatch.setenv("FIVEFOLD_PORT", "0")
    async with house(load(None), tick_seconds=3_600, durable=False) as running:
        await running.store.turn(lambda tx: tx.set(OFFSET, str(BEGINS_MS - tx.moment.real)))
        await running.clock.restore()
        yield Recorded(running)


CITY = "Your city Manila "
"""Discord tells nobody's time zone: there the city is asked before this page, elsewhere it stands on it."""


def told(transcript: Transcript) -> dict[str, list[tuple[str, ...]]]:
    """What each did and read, in order; what they read again is left out."""
    found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    done: Counter[str] = Counter()
    for who, what, words in transcript.lines:
        done[who] += what == "does"
        # Everything done counts, even if it was done before; what is edited in place is read once.
        place = (str(done[who]),) if what == "does" else ()
        found[who].setdefault((*place, words.replace(CITY, "")))
    return {who: list(lines) for who, lines in found.items()}


def put_together(parts: list[tuple[str, ...]], messages: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Discord shows a message that is too long for it in several: what is read together, as one.

    Where it changes later, only the part with the change is read again.
    """
    found: list[tuple[str, ...]] = []
    for part in parts:
        whole = messages[len(found) - 1][-1] if found else ""
        begun = found[-1][-1] if found else ""
        again = messages[len(found)][-1] if len(found) < len(messages) else ""
        if len(whole) > MOST and whole.startswith(f"{begun} {part[-1]}"):
            found[-1] = (f"{begun} {part[-1]}",)
        elif len(again) > MOST and again.endswith(f" {part[-1]}"):
            found.append((again,))
        else:
            found.append(part)
    return found


async def played(place: Any) -> None:
    """The play, and a last look at what came with its end."""
    await two_rounds(place, DAYS)
    for who in PEOPLE:
        await place.changed(who)


async def test_the_same_play_reads_the_same_on_every_platform(
    tmp_path: Path, sqlite_url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser(tmp_path / "page", monkeypatch) as page:
        await played(page)
    slack = Slack()
    slack.joined.add("C0SHOP")
    await slack.start()
    try:
        restarted = Restarted(slack, f"{sqlite_url}.slack", ring, "socket")
        on_slack = SlackPlace(*await restarted.start(), restarted.start)
        on_slack.house.adapter.manners = Manners()  # weeks pass in seconds here
        await played(on_slack)
        await restarted.stack.aclose()
    finally:
        await slack.stop()
    world = WorldClock(BEGINS_MS - WorldClock().moment().real)
    on_discord = DiscordPlace(sqlite_url, ring, world)
    await on_discord.start()
    try:
        await played(on_discord)
    finally:
        await on_discord.stop()
    for who, lines in told(page.transcript).items():
        assert len(lines) > 60
        assert told(on_slack.transcript)[who] == lines
        assert put_together(told(on_discord.transcript)[who], lines) == lines
