"""A started Fivefold, played through its JSON API as a script would; it can be killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from tests.program import Program
from tests.workspace import says

OURS = ("FIVEFOLD", "DATABASE", "SLACK", "DISCORD")
"""Settings of whoever runs the tests stay outside."""

ROOT = Path(__file__).parents[1]


class Process:
    """`fivefold run` in a process of its own, on a free port, with its data in a folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self.settings = settings
        self._program: Program | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What it is told: nothing of whoever runs the tests."""
        return {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("FIVEFOLD", "DATABASE"))
            },
            "FIVEFOLD_DATA": str(self.folder),
            "FIVEFOLD_PORT": str(self.port),
            "FIVEFOLD_OPEN": "no",
            **self.settings,
        }

    async def start(self) -> None:
        """Start it and wait until it answers."""
        log = self.folder / "stderr.log"
        self._program = await asyncio.to_thread(
            partial(Program, "run", folder=self.folder, environment=self.environment, log=log)
        )
        self._session = aiohttp.ClientSession()
        for _ in range(1_000):
            if self._program.exit_code is not None:
                raise AssertionError(log.read_text()[-3000:])
            try:
                async with self._session.get(f"{self.address}/healthz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.02)
        raise AssertionError("it did not start within 20 s")

    async def kill(self) -> None:
        """SIGKILL: no time for a last word."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM, as a supervisor would; its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        if self._session is not None:
            await self._session.close()
            self._session = None
        if self._program is None or self._program.exit_code is not None:
            return 0
        self._program.send(number)
        return await self._program.ended()

    async def restart(self) -> None:
        """Kill it and start it again on the same data."""
        await self.kill()
        await self.start()

    # --- playing ------------------------------------------------------------------------------

    async def state(self, person: str) -> dict[str, Any]:
        """What a person sees."""
        return await self.call("GET", f"/api/state?person={person}")

    async def say(self, person: str, words: str) -> dict[str, Any]:
        return await self.call("POST", "/api/say", person=person, words=words)

    async def press(self, person: str, label: str) -> dict[str, Any]:
        """Press the newest button, or pick the option of the newest list, with this label."""
        for _ in range(60):
            found = _find((await self.state(person))["messages"], label)
            if found is not None:
                return await self.call("POST", "/api/press", person=person, **found)
            await asyncio.sleep(0.1)
        last = (await self.state(person))["messages"][-1:]
        raise AssertionError(f"{person} sees no {label!r}: {last}")

    async def pick(self, person: str, *labels: str) -> dict[str, Any]:
        """Pick options of the newest list."""
        control = next(
            c
            for m in reversed((await self.state(person))["messages"])
            for c in m.get("controls", ())
            if c["type"] == "select"
        )
        ids = [choice["id"] for choice in control["choices"] if choice["label"] in labels]
        return await self.call("POST", "/api/press", person=person, control=control["id"], picked=ids)

    async def forward(self, **how: Any) -> dict[str, Any]:
        """Move the workspace's clock."""
        return await self.call("POST", "/api/clock", **how)

    async def last(self, person: str) -> str:
        """The newest message as plain text."""
        message = (await self.state(person))["messages"][-1]
        return str(message.get("plain", message.get("words", "")))

    async def seen(self, person: str) -> list[str]:
        """Every message of Fivefold to a person, as plain text."""
        messages = (await self.state(person))["messages"]
        return [m["plain"] for m in messages if m["from"] == "fivefold"]

    async def wait_for(self, person: str, words: str) -> None:
        """Until some message to this person holds these words."""
        for _ in range(100):
            if any(words in message for message in await self.seen(person)):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"{person} never saw {words!r}: {await self.last(person)}")

    async def call(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        assert self._session is not None
        async with self._session.request(
            method, self.address + path, json=body or None, timeout=aiohttp.ClientTimeout(60)
        ) as answer:
            found: dict[str, Any] = await answer.json()
            assert answer.status == 200, (answer.status, found)
            return found


def _find(messages: list[dict[str, Any]], label: str) -> dict[str, Any] | None:
    for message in reversed(messages):
        for control in message.get("controls", ()):
            if control["type"] == "button" and says(control["label"], label):
                return {"control": control["id"]}
            for choice in control.get("choices", ()):
                if choice["label"] == label:
                    return {"control": control["id"], "picked": [choice["id"]]}
    return None


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
