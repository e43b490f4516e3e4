"""A workspace on a free port, with the scripted inbox behind it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from adapters.browser import BrowserAdapter
from tests.adapters.browser import chromium
from tests.adapters.browser.chromium import Chromium
from tests.adapters.browser.scripted import DAY, START, ScriptedInbox, SteppingClock, Trouble
from tests.adapters.log import MemoryLog

Json = dict[str, Any]


class Workspace:
    """The adapter with what stands around it, and a script's way to talk to it."""

    def __init__(self) -> None:
        self.inbox = ScriptedInbox()
        self.log = MemoryLog()
        self.time = SteppingClock(START + DAY // 4, START + 2 * DAY, START + 5 * DAY)
        self.port = 0
        self.adapter = self._adapter()
        self.client: aiohttp.ClientSession

    def _adapter(self) -> BrowserAdapter:
        return BrowserAdapter(
            self.inbox, self.log, self.time, host="127.0.0.1", port=self.port, trouble=Trouble
        )

    async def start(self) -> None:
        self.client = aiohttp.ClientSession()
        await self.adapter.start()
        self.port = self.adapter.port

    async def stop(self) -> None:
        await self.adapter.stop()
        await self.client.close()

    async def restart(self) -> None:
        """A new process would look like this: the same log, nothing remembered."""
        await self.adapter.stop()
        self.adapter = self._adapter()
        await self.adapter.start()

    @property
    def address(self) -> str:
        return self.adapter.address

    async def get(self, path: str, **query: str) -> Json:
        async with self.client.get(self.address + path, params=query) as answer:
            return dict(await answer.json())

    async def post(self, path: str, **data: Any) -> Json:
        async with self.client.post(self.address + path, json=data) as answer:
            return {"status": answer.status, **await answer.json()}

    async def say(self, person: str, words: str, **more: str) -> list[Json]:
        return list((await self.post("api/say", person=person, words=words, **more))["messages"])


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    it = Workspace()
    await it.start()
    yield it
    await it.stop()


@pytest.fixture(scope="session")
def browser_program() -> str:
    """Where Chromium is. Missing, it is a reason to skip, but never in CI."""
    program = chromium.find()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("The page tests need Chromium: install the package chromium.")
        pytest.skip("No Chromium here: install the package chromium to test the page.")
    return program


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(browser_program: str) -> AsyncIterator[Chromium]:
    it = Chromium(browser_program)
    await it.start()
    yield it
    await it.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def place() -> AsyncIterator[Workspace]:
    it = Workspace()
    await it.start()
    yield it
    await it.stop()
