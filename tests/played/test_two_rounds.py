"""Two full rounds of two people on Slack and on Discord, each played once and read beside the page.

On both Fivefold is started anew in mid-dialog, on Slack each time in the other way in which events come,
on Discord once with a modal open.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.discord.read import where
from bot.clock import WorldClock
from bot.model import Agreement, Closing, Engagement, Goal
from bot.ports import Where
from bot.transaction import Transaction
from storage import KeyRing
from tests.adapters.discord.people import parts
from tests.adapters.discord.place import SHOP, DiscordPlace
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.fake_methods import TEAM
from tests.adapters.slack.judge import judge, texts
from tests.adapters.slack.place import USERS, Restarted, SlackPlace
from tests.migrated import copied
from tests.played import page
from tests.played.rounds import BEGINS_MS, PEOPLE, two_rounds
from tests.played.transcript import put_together, told

pytestmark = [pytest.mark.timeout(480), pytest.mark.asyncio(loop_scope="module")]

RING = KeyRing((b"k" * 32,))
SLACK_RESTARTS = (7, 90)
"""Acts before which Fivefold is started anew: while Joy's work is described, and inside a check-in."""
DISCORD_RESTARTS = (7, 31, 90)
"""The same, and in the ratings."""
ONCE = ("Agreed by both", "Round ", "Talk sheet", "Paid sample", "Both views", "Mon ")
"""What these begin names a week, a version or a round: the same words must never come twice."""
DAYS = 12
"""From the first word over the agreement and the first check-in to the second, with a step that slipped."""


# --- the plays ------------------------------------------------------------------------------------


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def on_slack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SlackPlace]:
    slack = Slack()
    slack.joined.add("C0SHOP")
    await slack.start()
    restarted = Restarted(slack, copied(tmp_path_factory.mktemp("slack") / "fivefold.db"), RING)
    try:
        place = SlackPlace(*await restarted.start(), restarted.start, SLACK_RESTARTS)
        player = await two_rounds(place)
        await place.house.settled()
        assert restarted.starts == 1 + len(SLACK_RESTARTS)
        assert player.answers > 150
        yield place
    finally:
        await restarted.stack.aclose()
        await slack.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def on_discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[DiscordPlace]:
    world = WorldClock()
    world.offset_ms = BEGINS_MS - world.moment().real
    url = copied(tmp_path_factory.mktemp("discord") / "fivefold.db")
    place = DiscordPlace(url, RING, world, DISCORD_RESTARTS)
    await place.start()
    try:
        await two_rounds(place)
        assert (place.restarts, place.in_modals) == (len(DISCORD_RESTARTS) + 1, 1)
        yield place
    finally:
        await place.stop()


def third_round(tx: Transaction, rita: Where) -> None:
    """Both rounds are closed, nothing is parked, and both have agreed to the goals of the third."""
    ((account, owner, *_),) = tx.persons_at(rita)
    tx.enter(account)
    (work,) = tx.find(Engagement, owner=owner)
    assert work.round == 3
    assert sorted(one.round for one in tx.find(Closing, engagement=work.id)) == [1, 2]
    goals = tx.find(Goal, engagement=work.id, round=3)
    assert {goal.state for goal in goals} == {"agreed"}
    assert len(tx.find(Agreement, engagement=work.id)) >= 3
    assert not [row for _, row in tx.open_seats(owner) if row.state == "parked"]


# --- what came of them ----------------------------------------------------------------------------


async def test_two_rounds_on_slack(on_slack: SlackPlace) -> None:
    await on_slack.house.store.read(lambda tx: third_round(tx, Where("slack", TEAM, USERS["rita"])))
    assert on_slack.transcript.repeated((*ONCE, "Hello ", "Week from")) == []
    assert not any("Something went wrong on my side" in line.words for line in on_slack.transcript.lines)
    posts = [texts(post["blocks"]) for post in on_slack.slack.posted["C0SHOP"].values()]
    assert posts[0].startswith("Week of Mon 23 Nov")
    assert len(posts) == len({words.partition("Learned")[0] for words in posts}) > 2, "one for each week"


async def test_the_home_of_each_after_two_rounds(on_slack: SlackPlace) -> None:
    home = on_slack.house.adapter.running.home
    for who, sees in (
        ("rita", ("Your people", "Joy", "round 3")),
        ("joy", ("Your people", "Rita", "check-in")),
    ):
        await home.publish(on_slack.where(who))
        drawn = texts(on_slack.slack.homes[USERS[who]]["blocks"])
        assert all(words in drawn for words in sees), drawn
        assert not await home.publish(on_slack.where(who)), "published only when it differs"


async def test_slack_takes_all_that_was_sent(on_slack: SlackPlace) -> None:
    assert len(on_slack.slack.payloads) > 400
    for kind, payload in on_slack.slack.payloads:
        judge(kind, payload)


async def test_two_rounds_on_discord(on_discord: DiscordPlace) -> None:
    house = on_discord.house
    await house.store.read(lambda tx: third_round(tx, where("100")))
    assert on_discord.transcript.repeated(ONCE) == []
    house.clean()
    for each in house.fake.interactions.values():
        assert len(each.answers) == 1
        assert each.took < 3.0
    posts = list(house.fake.messages[SHOP].values())
    assert len({post["content"].splitlines()[0] for post in posts}) == len(posts) >= 5
    assert not any(parts(post) for post in posts)
    assert all(post["allowed_mentions"] == {"parse": []} for post in posts)


async def test_the_first_weeks_read_the_same_on_every_platform(
    on_slack: SlackPlace, on_discord: DiscordPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with page.opened(tmp_path, monkeypatch) as place:
        await two_rounds(place, DAYS)
        for who in PEOPLE:  # what came with the end
            await place.changed(who)
    for who, lines in told(place.transcript).items():
        assert len(lines) > 60
        assert told(on_slack.transcript)[who][: len(lines)] == lines
        assert put_together(told(on_discord.transcript)[who], lines)[: len(lines)] == lines
