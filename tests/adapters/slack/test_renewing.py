"""Tokens that end: exchanged once, by one process, and what is left when an exchange is cut off."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import starmap
from pathlib import Path
from typing import Any

import pytest

from adapters.slack import calls, told
from adapters.slack.installs import LEASE_SECONDS, Installed, Installs
from bot.app import Vault
from bot.cli import platforms
from bot.ports import Finding, Moment
from bot.settings import load
from storage import Database, KeyRing, open_store
from storage.leases import Leases
from tests.adapters.slack.conftest import RealClock, running
from tests.adapters.slack.fake import Fault, Slack
from tests.adapters.slack.fake_methods import TEAM
from tests.adapters.slack.test_workspaces import installed
from tests.crash.forks import FORKS

# slack_sdk 3.47 exchanges a token with a class that aiohttp 3.14 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

EXCHANGE = "oauth.v2.access"


def _exchanges(url: str, api_url: str) -> None:
    """A process of its own, for being killed while Slack exchanges its token."""

    async def find() -> None:
        store = open_store(url, KeyRing((b"k" * 32,)), RealClock())
        async with calls.session() as session:
            web = calls.client(None, api_url, session)
            await Installs(Vault(store), Leases(store), "1.2", "shh", web).find("T1")

    asyncio.run(find())


class Later(RealClock):
    """By now the lease of whoever died has run out."""

    def moment(self) -> Moment:
        now, real = super().moment()
        return Moment(now, real + LEASE_SECONDS * 1000 + 1)


@asynccontextmanager
async def renewing(store: Database, slack: Slack) -> AsyncIterator[Installs]:
    """Our installations as a process that was just started has them."""
    async with calls.session() as session:
        web = calls.client(None, slack.api_url, session)
        yield Installs(Vault(store), Leases(store), "1.2", "shh", web)


async def ending(store: Database, slack: Slack, left: float = 60) -> None:
    await installed(store, slack, "T1", "xoxe.xoxb-old", "xoxe-old", time.time() + left)


async def kept(store: Database) -> Installed:
    written = await Vault(store).read("slack/T1")
    return Installed(*json.loads(written or ""))


@pytest.mark.parametrize("left", [60, -60])
async def test_a_token_that_ends_is_exchanged_once_by_two_processes(
    slack: Slack, postgres_url: str, ring: KeyRing, left: int
):
    stores = [open_store(postgres_url, ring, RealClock()) for _ in range(2)]
    try:
        await ending(stores[0], slack, left)
        slack.faults["oauth.v2.access"] = [Fault(slow=0.3)]
        async with calls.session() as session:
            web = calls.client(None, slack.api_url, session)
            houses = [Installs(Vault(store), Leases(store), "1.2", "shh", web) for store in stores]
            found = await asyncio.gather(*(house.find("T1") for house in houses * 5))
            assert slack.count("oauth.v2.access") == 1
            fresh = [one.token for one in found if one and one.token != "xoxe.xoxb-old"]
            # While the old token lasts nobody waits for the new one.
            assert len(set(fresh)) == 1
            assert left > 0 or len(fresh) == len(found)
            assert {one.token for house in houses if (one := await house.find("T1"))} == set(fresh)
    finally:
        for store in stores:
            await store.close()


async def test_an_exchange_that_fails_is_not_tried_again_at_once(
    slack: Slack, sqlite_url: str, ring: KeyRing
):
    store = open_store(sqlite_url, ring, RealClock())
    try:
        await installed(store, slack, "T1", "xoxe.xoxb-old", "xoxe-old", time.time() + 60)
        slack.faults["oauth.v2.access"] = [Fault(status=503)]
        async with calls.session() as session:
            web = calls.client(None, slack.api_url, session)
            installs = Installs(Vault(store), Leases(store), "1.2", "shh", web)
            for _ in range(3):
                found = await installs.find("T1")
                assert found is not None
                assert found.token == "xoxe.xoxb-old"
            assert slack.count("oauth.v2.access") == 1
            installs._rests.clear()
            found = await installs.find("T1")
            assert found is not None
            assert found.token.startswith("xoxe.xoxb-")
            assert found.token != "xoxe.xoxb-old"
    finally:
        await store.close()


async def killed_in_an_exchange(slack: Slack, url: str, ring: KeyRing) -> None:
    """A process that wrote to this database was killed while Slack exchanged its token."""
    before = open_store(url, ring, RealClock())
    await ending(before, slack)
    await before.close()
    slack.faults[EXCHANGE] = [Fault(slow=60)]
    child = FORKS.Process(target=_exchanges, args=(url, slack.api_url), daemon=True)
    child.start()
    async with asyncio.timeout(30):
        while not slack.count(EXCHANGE):  # noqa: ASYNC110  # the other process cannot tell us
            await asyncio.sleep(0.02)
    child.kill()
    child.join()


async def test_a_process_that_is_killed_in_an_exchange(
    slack: Slack, sqlite_url: str, ring: KeyRing, caplog: pytest.LogCaptureFixture
):
    await killed_in_an_exchange(slack, sqlite_url, ring)
    copy = f"{sqlite_url}.spent"
    for end in ("", "-wal"):
        shutil.copy(
            f"{sqlite_url}{end}".removeprefix("sqlite:///"), f"{copy}{end}".removeprefix("sqlite:///")
        )
    # Slack had not read it: the same refresh token is tried again, and works.
    store = open_store(sqlite_url, ring, Later())
    assert (await kept(store)).begun, "it wrote down what it was about to do"
    async with renewing(store, slack) as installs:
        found = await installs.find("T1")
        assert found is not None
        assert found.token != "xoxe.xoxb-old"
        assert found == await kept(store)
        assert not found.begun
    await store.close()
    # Slack had read it, and its answer went nowhere: the same token is tried once, and is spent.
    asked = slack.count(EXCHANGE)
    spent = open_store(copy, ring, Later())
    async with renewing(spent, slack) as installs:
        for _ in range(2):
            found = await installs.find("T1")
            assert found == await kept(spent)
            assert found.token == "xoxe.xoxb-old", "it lasts a while yet"
        assert slack.count(EXCHANGE) == asked + 1
    (said,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "install the app there again, at /slack/install" in said.getMessage()
    finding = told("T1", await Vault(spent).read("slack/T1"))
    assert isinstance(finding, Finding)
    assert finding.state == "fault"
    assert "install the app there again" in finding.do
    # Installed again, all is well.
    await installed(spent, slack, "T1", "xoxb-new")
    assert told("T1", await Vault(spent).read("slack/T1")) is None
    await spent.close()


async def test_an_answer_that_is_lost_on_the_way_loses_the_token_and_says_so(
    slack: Slack, sqlite_url: str, ring: KeyRing
):
    store = open_store(sqlite_url, ring, RealClock())
    try:
        await ending(store, slack)
        slack.faults[EXCHANGE] = [Fault(cut=True)]
        async with renewing(store, slack) as installs:
            first = await installs.find("T1")
            assert first is not None
            assert not first.lost, "nobody knows yet"
            installs._rests.clear()
            second = await installs.find("T1")
            assert second is not None
            assert second.lost
            assert second.token == "xoxe.xoxb-old"
    finally:
        await store.close()


async def test_whoever_asked_may_be_stopped_and_the_exchange_still_ends(
    slack: Slack, sqlite_url: str, ring: KeyRing
):
    store = open_store(sqlite_url, ring, RealClock())
    try:
        await ending(store, slack)
        slack.faults[EXCHANGE] = [Fault(slow=0.2)]
        async with renewing(store, slack) as installs:
            asking = asyncio.create_task(installs.find("T1"))
            while not slack.count(EXCHANGE):  # noqa: ASYNC110  # the fake has no event for it
                await asyncio.sleep(0.01)
            asking.cancel()
            await asyncio.wait({asking})
            assert asking.cancelled()
            await installs.settled()
        assert (await kept(store)).token != "xoxe.xoxb-old"
    finally:
        await store.close()


class Stuck(Vault):
    """A database that is full for a while."""

    full = False

    async def write(self, name: str, value: str) -> None:
        if self.full:
            raise OSError("no space left")
        await super().write(name, value)


async def test_a_new_token_that_the_database_does_not_take_is_kept_until_it_does(
    slack: Slack, sqlite_url: str, ring: KeyRing
):
    store = open_store(sqlite_url, ring, RealClock())
    try:
        await ending(store, slack)
        async with calls.session() as session:
            web = calls.client(None, slack.api_url, session)
            vault = Stuck(store)
            installs = Installs(vault, Leases(store), "1.2", "shh", web)
            renew: Any = installs._rotator.perform_bot_token_rotation

            async def and_full(**given: Any) -> Any:
                vault.full = True
                return await renew(**given)

            installs._rotator.perform_bot_token_rotation = and_full  # type: ignore[method-assign]
            with pytest.raises(OSError, match="no space"):
                await installs.find("T1")
            assert (await kept(store)).token == "xoxe.xoxb-old"
            vault.full = False
            installs._known.clear()
            found = await installs.find("T1")
            assert found is not None
            assert found.token != "xoxe.xoxb-old"
            assert found == await kept(store)
            assert slack.count(EXCHANGE) == 1
    finally:
        await store.close()


async def test_the_check_names_the_workspace_that_has_to_install_it_again(
    slack: Slack, sqlite_url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    async with running(slack, sqlite_url, ring) as house:
        await house.rita.command("add <@UJOY|joy>")
        await installed(house.store, slack, TEAM, "xoxe.xoxb-old", "", time.time() + 3600)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("FIVEFOLD_KEY", base64.b64encode(b"k" * 32).decode())
    (found,) = filter(None, starmap(told, platforms._installed(load(None))))
    assert TEAM in found.what
