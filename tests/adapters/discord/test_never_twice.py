"""Delivery against Discord: the same nonce is the same message, and later the history tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversations.stage import Stage
from bot.delivery import Delivery, Rules
from bot.dialog import Start
from bot.model import OWNER, Account, Address, Person
from bot.transaction import Transaction
from tests.adapters.discord.conftest import House
from tests.delivery.scene import HOME

QUICK = Rules(keep_hours=False, quiet_seconds=0.02)


def ask(tx: Transaction) -> None:
    tx.add_account(Account(id=HOME, name="Rita"))
    tx.enter(HOME)
    tx.write(Person(account=HOME, id="joy", name="Joy", called="Joy"), 0)
    tx.write(Address(account=HOME, id="a", person="joy", platform="discord", user="200"), 0)
    start = Start("settings", {OWNER: "joy"}, by="joy")
    Stage(tx).begin(replace(start, conversation="t1"))


@pytest.mark.parametrize("window", [60, 0])
@pytest.mark.parametrize("taken", [True, False])
async def test_a_page_arrives_once_however_its_answer_was_lost(house: House, window: int, taken: bool):
    await house.store.turn(ask)
    house.adapter.manners = house.adapter.manners._replace(same_key_seconds=window)
    delivery = Delivery(house.store, {"discord": house.adapter}, QUICK)
    posts = {"pattern": "POST /channels/[0-9]+/messages", "status": 520, "lost": taken, "times": 1}
    house.fake.fail(**posts)  # type: ignore[arg-type]
    for _ in range(500):
        if await delivery.sweep():
            break
    assert len(house.joy.messages()) == 1
    looked = [path for method, path, _ in house.fake.requests if method == "GET" and "/messages" in path]
    assert bool(looked) == (window == 0)
    assert await delivery.sweep() == 0
