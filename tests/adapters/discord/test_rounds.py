"""Two full rounds of two people on Discord, started anew in mid-dialog and with a modal open."""

from __future__ import annotations

from collections import Counter

import pytest

from adapters.discord import read
from bot.clock import WorldClock
from bot.model import Agreement, Closing, Engagement, Goal
from bot.transaction import Transaction
from storage import KeyRing
from tests.adapters.discord.people import parts
from tests.adapters.discord.place import SHOP, DiscordPlace
from tests.played.rounds import BEGINS_MS, two_rounds

pytestmark = pytest.mark.timeout(480)

RESTARTS = (7, 31, 90)
"""Acts before which Fivefold is started anew: in the frame, in the ratings, in a check-in."""
ONCE = ("Agreed by both", "Round ", "Talk sheet", "Paid sample", "Both views", "Mon ")
"""What these begin names a week, a version or a round: the same words must never come twice."""


async def test_two_rounds_from_the_first_word_to_the_third_agreement(sqlite_url: str, ring: KeyRing) -> None:
    world = WorldClock()
    world.offset_ms = BEGINS_MS - world.moment().real
    place = DiscordPlace(sqlite_url, ring, world, RESTARTS)
    await place.start()
    try:
        await two_rounds(place)
        await place.house.store.read(_third_round)
    finally:
        await place.stop()
    house = place.house
    assert (place.restarts, place.in_modals) == (len(RESTARTS) + 1, 1)
    house.clean()
    for each in house.fake.interactions.values():
        assert len(each.answers) == 1
        assert each.took < 3.0
    for who in place.people:
        told = Counter(words for words in place.transcript.seen(who) if words.startswith(ONCE))
        assert [words for words, times in told.items() if times > 1] == []
    posts = list(house.fake.messages[SHOP].values())
    assert len({post["content"].splitlines()[0] for post in posts}) == len(posts) >= 5
    assert not any(parts(post) for post in posts)
    assert all(post["allowed_mentions"] == {"parse": []} for post in posts)


def _third_round(tx: Transaction) -> None:
    """Both rounds are closed, nothing is parked, and both have agreed to the goals of the third."""
    ((account, rita, *_),) = tx.persons_at(read.where("100"))
    tx.enter(account)
    (work,) = tx.find(Engagement, owner=rita)
    assert work.round == 3
    assert sorted(one.round for one in tx.find(Closing, engagement=work.id)) == [1, 2]
    goals = tx.find(Goal, engagement=work.id, round=3)
    assert {goal.state for goal in goals} == {"agreed"}
    assert len(tx.find(Agreement, engagement=work.id)) >= 3
    assert not [row for _, row in tx.open_seats(rita) if row.state == "parked"]
