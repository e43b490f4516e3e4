"""Two full rounds for two people through the JSON API, on both databases, killed three times in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.app import KEY_FILE
from bot.clock import OFFSET, WorldClock
from bot.demo.play import settle
from bot.demo.player import Player
from bot.demo.script import BEGINS, Script
from bot.model import Agreement, Closing, Engagement, Goal
from storage import load_key, open_store
from storage.looking import in_play, look, people
from tests.process import Process
from tests.remote import PEOPLE, Remote

pytestmark = pytest.mark.timeout(480)

DAYS = 108
"""Six working weeks, the days between the years, eight working weeks, and the weekend after them."""
KILLS = (20, 60, 100)
ONCE = ("Hello ", "Agreed by both", "Round ", "Talk sheet", "Paid sample", "Week from", "Both views", "Mon ")
"""What these begin names a week, a version or a round: the same words must never come twice."""


class Place(NamedTuple):
    process: Process
    url: str


@pytest.fixture(params=["sqlite", "postgres"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    """A process whose people live on a Monday in November, whatever day it is here."""
    url, settings = f"sqlite:///{tmp_path / 'fivefold.db'}", {}
    if request.param == "postgres":
        url = settings["DATABASE_URL"] = request.getfixturevalue("postgres_url")
    store = open_store(url, load_key(tmp_path / KEY_FILE), WorldClock())
    await store.turn(lambda tx: tx.set(OFFSET, str(round(BEGINS.timestamp() * 1000) - tx.moment.real)))
    await store.close()
    running = Process(tmp_path, FIVEFOLD_LOG_LEVEL="warning", **settings)
    await running.start()
    try:
        yield Place(running, url)
    finally:
        await running.kill()


async def test_two_rounds_for_two_people_with_three_kills(place: Place) -> None:
    remote = Remote(place.process, place.url, KILLS)
    await remote.open()
    player = Player(remote, Script(), round(BEGINS.timestamp() * 1000))
    awake = dict.fromkeys(PEOPLE, "")
    await remote.say("rita", "/fivefold add @joy")
    while player.day < DAYS:
        answered = -1
        while answered != player.answers:
            answered = player.answers
            await settle(remote, player, awake)
            if answered != player.answers:
                await remote.calm()
        assert await remote.next()
    assert remote.kills == len(KILLS)
    assert not (place.process.folder / "stderr.log").read_text().count("parked")
    for who in PEOPLE:
        told = Counter(
            message["plain"]
            for message in (await place.process.state(who))["messages"]
            if message["from"] == "fivefold" and message["plain"].startswith(ONCE)
        )
        assert [words for words, times in told.items() if times > 1] == []
    await remote.close()
    await place.process.stop()
    with look(place.url, load_key(place.process.folder / KEY_FILE), WorldClock()) as seen:
        assert [row for row in in_play(seen) if row.state == "parked"] == []
        seen.enter(people(seen, "Rita Lopes")[0].account)
        (engagement,) = seen.find(Engagement)
        assert engagement.round == 3
        assert sorted(closing.round for closing in seen.find(Closing)) == [1, 2]
        goals = seen.find(Goal, round=3)
        assert goals
        assert {goal.state for goal in goals} == {"agreed"}
        assert len(seen.find(Agreement)) >= 3
