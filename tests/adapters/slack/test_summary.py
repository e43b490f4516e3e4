"""The weekly post in a channel: invited first, with its picture, changed where it stands by a late answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import model
from bot.transaction import Letter
from storage import KeyRing
from tests.adapters.slack.conftest import House, running
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.fake_methods import TEAM
from tests.adapters.slack.judge import texts
from tests.phases.round_scene import ACCOUNT, MONDAYS, book

WEEK = MONDAYS[3]
SHOP = "C0SHOP"


def fill(tx: Any) -> None:
    """Rita leads three people who count messages, and each of them has counted every week."""
    tx.add_account(model.Account(id=ACCOUNT, name="Rita"))
    tx.enter(ACCOUNT)
    records = [record for kind in model.RECORDS for record in book().find(kind)]
    work = next(one for one in records if isinstance(one, model.Engagement))
    for name in ("brian", "nadia"):
        records.append(model.Person(account=ACCOUNT, id=name, name=name.title(), called=name.title()))
        records.append(work.model_copy(update={"id": f"w-{name}", "professional": name}))
    records.append(
        model.Address(account=ACCOUNT, id="a-rita", person="rita", platform="slack", scope=TEAM, user="URITA")
    )
    records.append(
        model.Channel(
            account=ACCOUNT, id="shop", platform="slack", scope=TEAM, channel=SHOP, name="#shop",
            state="posting",
        )
    )  # fmt: skip
    (goal,) = [one for one in records if isinstance(one, model.Goal) and one.counted == "ratio"]
    counts = [one for one in records if isinstance(one, model.Count) and one.goal == goal.id]
    for name in ("brian", "nadia"):
        theirs = {"engagement": f"w-{name}", "goal": f"g-{name}"}
        records.append(goal.model_copy(update={"engagement": f"w-{name}", "id": f"g-{name}"}))
        records += [one.model_copy(update={**theirs, "id": f"{name[0]}-{one.id}"}) for one in counts]
    for record in records:
        if isinstance(record, model.Goal) and record.counted == "ratio":
            record = record.model_copy(update={"unit": "messages"})
        if getattr(record, "week_of", WEEK) <= WEEK:
            tx.write(record, 0)


@pytest.fixture
async def shop(slack: Slack, sqlite_url: str, ring: KeyRing) -> AsyncIterator[House]:
    async with running(slack, sqlite_url, ring) as house:
        await house.store.turn(fill)
        yield house


async def post(house: House, name: str) -> None:
    """What Monday and every late check-in cause: the week's place in the channel is put."""

    def leave(tx: Any) -> None:
        tx.enter(ACCOUNT)
        slot = {"slot": f"summary/{WEEK.isoformat()}"}
        tx.post(Letter(name, ACCOUNT, "", "shop", "", name, slot, tx.moment.real))

    await house.store.turn(leave)
    await house.delivery.sweep()


def image_of(message: Any) -> Any:
    return next(block for block in message["blocks"] if block["type"] == "image")


async def test_the_week_stands_in_the_channel_with_its_picture_and_changes_there(
    shop: House, slack: Slack
) -> None:
    slack.joined.add(SHOP)
    await post(shop, "monday")
    ((ts, first),) = slack.posted[SHOP].items()
    assert "Done: 210 messages." in texts(first["blocks"])
    picture = image_of(first)
    assert picture["alt_text"].startswith("Finished each week: messages. Mon 30 Nov: 138,")
    upload = slack.files[picture["slack_file"]["id"]]
    assert upload["data"].startswith(b"\x89PNG")
    assert upload["alt_txt"] == picture["alt_text"], "whoever cannot see the file reads it"

    def late(tx: Any) -> None:
        tx.enter(ACCOUNT)
        (count,) = tx.find(model.Count, week_of=WEEK, engagement="work")
        tx.write(count.model_copy(update={"whole": 90.0}), count.version)

    await shop.store.turn(late)
    await post(shop, "late")
    assert list(slack.posted[SHOP]) == [ts], "nothing new is posted"
    now = slack.posted[SHOP][ts]
    assert "Done: 230 messages." in texts(now["blocks"])
    assert image_of(now)["slack_file"] != picture["slack_file"]
    uploads = len(slack.files)
    await post(shop, "again")
    assert len(slack.files) == uploads, "the same picture is uploaded once"


async def test_a_channel_without_us_says_how_to_invite_us_and_is_tried_again(
    shop: House, slack: Slack
) -> None:
    await post(shop, "monday")
    await shop.rita.until("Write /invite @Fivefold there.")
    assert slack.posted[SHOP] == {}
    slack.joined.add(SHOP)
    await shop.store.turn(soon)
    await shop.delivery.sweep()
    (there,) = slack.posted[SHOP].values()
    assert "Week of" in texts(there["blocks"])
    asked = [one for one in shop.rita.messages if "/invite" in texts(one["blocks"])]
    assert len(asked) == 1


def soon(tx: Any) -> None:
    """Ten minutes have passed."""
    tx.enter(ACCOUNT)
    tx.channel.run("UPDATE letter SET next_ms = 0", {})


async def test_below_three_people_there_is_no_picture(shop: House, slack: Slack) -> None:
    def leave(tx: Any) -> None:
        tx.enter(ACCOUNT)
        gone = tx.one(model.Engagement, "w-nadia")
        tx.write(gone.model_copy(update={"state": "ended"}), gone.version)
        tx.write(
            model.CheckIn(account=ACCOUNT, id="news", engagement="w-brian", week_of=WEEK, news="Ten!"), 0
        )

    slack.joined.add(SHOP)
    await shop.store.turn(leave)
    await post(shop, "monday")
    (there,) = slack.posted[SHOP].values()
    assert "Ten!" in texts(there["blocks"])
    assert not any(block["type"] == "image" for block in there["blocks"])
    assert "messages" not in texts(there["blocks"])
