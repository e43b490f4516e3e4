"""Replies to one person, one after the other, also where a wait is cut short."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adapters.discord.showing import Showing
from bot.ports import Reply


class Slow(Showing):
    """Shows nothing before it is let."""

    def __init__(self) -> None:
        none = cast("Any", None)
        super().__init__(none, none, none, none)
        self.let = asyncio.Event()

    async def _reply(self, came: Any, reply: Any, answer: Any, home: bool) -> None:
        await self.let.wait()


async def test_a_reply_whose_wait_is_cut_short_does_not_break_the_one_before() -> None:
    showing = Slow()
    came = cast("Any", SimpleNamespace(user="7"))
    first = asyncio.create_task(showing.reply(came, Reply(()), None))
    await asyncio.sleep(0)
    second = asyncio.create_task(showing.reply(came, Reply(()), None))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    showing.let.set()
    await first
    assert not showing.busy("7")
