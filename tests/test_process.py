"""Both people played through the JSON API against a started process that is killed in between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.process import Process

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[Process]:
    """On SQLite; `test_rounds.py` plays on both databases."""
    running = Process(tmp_path)
    await running.start()
    try:
        yield running
    finally:
        await running.kill()


async def test_the_first_phase_with_kills_in_between(process: Process) -> None:
    await process.say("rita", "/fivefold add @joy")
    await process.press("rita", "virtual assistant")
    await process.restart()  # in the middle of the owner's talk
    await process.press("rita", "Looks right")
    await process.pick("rita", "Customer inbox", "Order questions", "Calendar")
    await process.press("rita", "Looks right")
    await process.say("rita", "No customer waits and I have my evenings back.")
    await process.pick("rita", "Access to the inbox and the shop")
    await process.press("rita", "Send")

    await process.press("joy", "Let's start")
    await process.press("joy", "All right")
    await process.say("joy", "Customers need a right answer the next day. If unsure I ask.")
    await process.press("joy", "All clear")
    for level in ("4", "4", "3"):
        await process.press("joy", level)
    await process.restart()  # in the middle of a row of taps
    for level in ("3", "1", "3"):
        await process.press("joy", level)
    await process.say("joy", "sixty orders a day for a shoe seller")
    assert "That was all about the skills" in await process.last("joy")

    await process.press("rita", "Yes, send the sample")
    await process.press("joy", "Send to Rita")
    await process.say("joy", "Draft 1, draft 2, and I would ask about draft 3.")
    for level in ("3", "2", "3", "3", "Not seen yet", "Not seen yet"):
        await process.press("rita", level)
    await process.say("rita", "draft 2 promised a refund after 14 days")
    await process.wait_for("rita", "Both views are in")
    await process.restart()  # at the reveal
    await process.press("rita", "2 for now")
    await process.press("joy", "2 for now")
    await process.wait_for("joy", "2 for now, and a second look")

    # Nothing twice: the invitation, the sample and the reveal each stand once before each of them.
    joy = "\n".join(await process.seen("joy"))
    assert joy.count("Hello Joy, I'm Fivefold") == 1
    assert joy.count("Paid sample task") == 1
    skills = await process.say("rita", "/fivefold skills")
    assert "Order questions" in str(skills["messages"])
