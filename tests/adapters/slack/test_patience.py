"""What Slack waits for ends in time, and what takes longer goes on without it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from adapters.slack.patience import Late, Patience


async def test_each_is_waited_for_as_long_as_slack_waits_and_goes_on_after_that():
    patience = Patience(0.05)
    done: list[str] = []

    async def work(name: str, gate: asyncio.Event | None = None) -> str:
        if gate is not None:
            await gate.wait()
        done.append(name)
        return name

    gate = asyncio.Event()
    assert await patience.in_time(work("at once")) == "at once"
    first = asyncio.create_task(patience.in_time(work("first", gate)))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(patience.in_time(work("second", gate)))
    for late in (first, second):
        with pytest.raises(Late):
            await asyncio.wait_for(late, 2)
    assert done == ["at once"]
    gate.set()
    await patience.settled()
    assert done == ["at once", "first", "second"]
    assert await patience.in_time(work("after")) == "after"


async def test_what_goes_wrong_in_time_is_raised_and_what_goes_wrong_later_is_told(
    caplog: pytest.LogCaptureFixture,
):
    patience = Patience(0.02)

    async def fail(seconds: float) -> None:
        await asyncio.sleep(seconds)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await patience.in_time(fail(0))
    assert not caplog.records
    with pytest.raises(Late), caplog.at_level(logging.ERROR):
        await patience.in_time(fail(0.06))
    await patience.settled()
    assert [record.getMessage() for record in caplog.records] == ["not done"]
