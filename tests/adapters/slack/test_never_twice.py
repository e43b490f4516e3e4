"""Delivery against Slack: an answer that was lost, and an answer that Slack never told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.slack.limits import WAITS
from bot.catching_up import CatchingUp
from bot.conversations.stage import Stage
from bot.delivery import Delivery, Rules
from bot.dialog import Start
from bot.model import OWNER, Account
from bot.ports import Incoming, Reply, Where
from bot.transaction import Transaction
from tests.adapters.slack.conftest import Heard, House, RealClock
from tests.adapters.slack.fake import Fault, Slack
from tests.adapters.slack.fake_methods import TEAM
from tests.adapters.slack.person import eventually
from tests.delivery.scene import HOME, somebody

QUICK = Rules(keep_hours=False, quiet_seconds=0.02)


@pytest.fixture
async def asked(house: House) -> Delivery:
    """Joy is asked something, and nothing of it was sent yet."""

    def ask(tx: Transaction) -> None:
        tx.add_account(Account(id=HOME, name="Rita"))
        tx.enter(HOME)
        somebody(tx, "rita", TEAM)
        somebody(tx, "JOY", TEAM)
        start = Start("settings", {OWNER: "JOY"}, by="JOY")
        Stage(tx).begin(replace(start, conversation="t1"))

    await house.store.turn(ask)
    return Delivery(house.store, {"slack": house.adapter}, QUICK)


@pytest.mark.parametrize("fault", [Fault(cut=True), Fault(status=503), Fault(error="internal_error")])
async def test_a_page_arrives_once_however_its_answer_was_lost(
    house: House, asked: Delivery, slack: Slack, fault: Fault
):
    slack.faults["chat.postMessage"] = [fault]
    for _ in range(500):
        if await asked.sweep():
            break
    assert len(house.joy.messages) == 1
    assert slack.count("conversations.history") >= 1
    assert await asked.sweep() == 0
    await house.joy.press("All right")
    await house.settled()
    assert "All right" not in house.joy.sees()


async def test_an_answer_that_slack_never_told_is_taken_once(house: House, asked: Delivery, slack: Slack):
    assert await asked.sweep() == 1
    catching_up = CatchingUp(house.store, {"slack": house.adapter}, RealClock())
    assert await catching_up.sweep() == 0
    ts = slack.stamp()
    slack.posted["DJOY"][ts] = {"ts": ts, "type": "message", "user": "UJOY", "text": "yes"}
    await slack.disconnect()
    await eventually(lambda: house.adapter.connections == 2, lambda: "it did not connect again")
    assert await catching_up.sweep() == 1

    def over(tx: Transaction) -> str:
        tx.enter(HOME)
        row = tx.conversation("t1", lock=False)
        assert row is not None
        return row.state

    assert await house.store.read(over) == "done"
    await house.settled()
    shown = len(house.joy.messages)
    assert await house.adapter.catch_up(Where("slack", TEAM, "UJOY"), 0) == 1
    await house.settled()
    assert len(house.joy.messages) == shown, "a repeat shows nothing"


async def test_a_page_that_delivery_put_while_a_reply_paused_stands_once(
    house: House, heard: Heard, slack: Slack, monkeypatch: pytest.MonkeyPatch
):
    replies: list[Reply] = []

    async def take(event: Incoming) -> Reply:
        replies.append(await house.inbox.take(event))
        return replies[-1]

    monkeypatch.setattr(heard, "take", take)
    slack.faults["chat.postMessage"] = [Fault(status=429, retry_after=1)]
    await house.rita.command("add <@UJOY|joy>")
    await eventually(lambda: not slack.faults["chat.postMessage"], lambda: "the reply met no pause")
    ((page,),) = (reply.puts for reply in replies)
    assert page.slot is not None
    await house.adapter.put(Where("slack", TEAM, "URITA"), "", page.message, ref="", key=page.slot.key)
    await house.settled()
    assert len(house.rita.messages) == 1


async def test_a_late_reply_looks_whether_delivery_was_first(
    house: House, heard: Heard, monkeypatch: pytest.MonkeyPatch
):
    async def take(event: Incoming) -> Reply:
        reply = await house.inbox.take(event)
        (page,) = reply.puts
        assert page.slot is not None
        await house.adapter.put(Where("slack", TEAM, "URITA"), "", page.message, ref="", key=page.slot.key)
        return reply

    monkeypatch.setattr(heard, "take", take)
    monkeypatch.setattr("adapters.slack.showing.WAITS", WAITS._replace(alone=-1))
    await house.rita.command("add <@UJOY|joy>")
    await house.settled()
    assert len(house.rita.messages) == 1
