"""Two full rounds of two people on Slack, over a socket and over HTTP, started anew in mid-dialog."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from bot.clock import MovableClock, WorldClock
from bot.due.checkins import Sweeper
from bot.model import Agreement, Closing, Engagement, Goal
from bot.ports import Where
from storage import KeyRing
from tests.adapters.slack.conftest import House, running
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.fake_methods import TEAM
from tests.adapters.slack.judge import texts
from tests.adapters.slack.place import USERS, SlackPlace
from tests.played.rounds import BEGINS_MS, two_rounds

pytestmark = pytest.mark.timeout(300)

RESTARTS = (7, 90)
"""Acts before which Fivefold is started anew: while Joy's work is described, and inside a check-in."""
ONCE = ("Hello ", "Agreed by both", "Round ", "Talk sheet", "Paid sample", "Week from", "Both views", "Mon ")
"""What these begin names a week, a version or a round: the same words must never come twice."""


class Restarted:
    """A Fivefold whose people's time is moved, and which is stopped and started again on request."""

    def __init__(self, slack: Slack, url: str, ring: KeyRing, mode: str) -> None:
        self.how = (slack, url, ring, mode)
        self.world = WorldClock()
        self.world.offset_ms = BEGINS_MS - self.world.moment().real
        self.stack = AsyncExitStack()
        self.starts = 0

    async def start(self) -> tuple[House, MovableClock]:
        await self.stack.aclose()
        self.starts += 1
        house = await self.stack.enter_async_context(running(*self.how, clock=self.world))
        sweeper = Sweeper(house.store, house.woken.set, self.world)

        async def sweep() -> None:
            await sweeper.sweep()
            await house.delivery.sweep()

        return house, MovableClock(self.world, house.store, sweep)


@pytest.fixture
async def restarted(slack: Slack, sqlite_url: str, ring: KeyRing, mode: str) -> AsyncIterator[Restarted]:
    found = Restarted(slack, sqlite_url, ring, mode)
    yield found
    await found.stack.aclose()


async def test_two_rounds_from_the_first_word_to_the_third_agreement(
    restarted: Restarted, slack: Slack
) -> None:
    slack.joined.add("C0SHOP")
    place = SlackPlace(*await restarted.start(), restarted.start, RESTARTS)
    player = await two_rounds(place)
    await place.house.settled()
    assert restarted.starts == 1 + len(RESTARTS)
    assert player.answers > 150

    told = Counter(
        (line.who, line.words)
        for line in place.transcript.lines
        if line.what == "sees" and line.words.startswith(ONCE)
    )
    assert [words for words, times in told.items() if times > 1] == []
    assert not any("Something went wrong on my side" in line.words for line in place.transcript.lines)

    posts = [texts(post["blocks"]) for post in slack.posted["C0SHOP"].values()]
    assert posts[0].startswith("Week of Mon 23 Nov")
    assert len(posts) == len({words.partition("Learned")[0] for words in posts}) > 2, "one for each week"

    engagement, closed, goals, agreements = await place.house.store.read(records)
    assert engagement.round == 3
    assert sorted(one.round for one in closed) == [1, 2]
    assert goals
    assert {goal.state for goal in goals} == {"agreed"}
    assert len(agreements) >= 3

    home = place.house.adapter.running.home
    for who, sees in (
        ("rita", ("Your people", "Joy", "round 3")),
        ("joy", ("Your people", "Rita", "check-in")),
    ):
        await home.publish(place.person(who).where)
        drawn = texts(slack.homes[USERS[who]]["blocks"])
        assert all(words in drawn for words in sees), drawn
        assert not await home.publish(place.person(who).where), "published only when it differs"


def records(tx: Any) -> tuple[Any, ...]:
    """The engagement of the two, how its rounds closed, and what the third began with."""
    ((account, *_),) = tx.persons_at(Where("slack", TEAM, USERS["rita"]))
    tx.enter(account)
    (engagement,) = tx.find(Engagement)
    return (
        engagement,
        tx.find(Closing, engagement=engagement.id),
        tx.find(Goal, engagement=engagement.id, round=3),
        tx.find(Agreement, engagement=engagement.id),
    )
