"""How soon the next card stands in a real browser after a press, in the running product."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from tests.adapters.browser import chromium
from tests.adapters.browser.chromium import Chromium
from tests.adapters.browser.visiting import press_to_card
from tests.benchmarks.measuring import Line
from tests.benchmarks.storage import folder
from tests.process import Process

PRESSES = 60
TARGET_MS = 300


def lines() -> Iterator[Line]:
    """The ratio of the page."""
    name = "page: a press to the next card, p95"
    program = chromium.find()
    if program is None:
        yield Line(name, None, 1, "no Chromium here: install the package chromium")
        return
    with folder() as home:
        took = asyncio.run(_pressed(program, home))
    *_, worst = quantiles(took, n=20)
    half = quantiles(took)[1]
    counts = (
        f"wall in headless Chromium against {TARGET_MS} ms: from the click until the next card is drawn,"
        f" the turn on SQLite FULL and the stream between; {len(took)} presses, median {half:.0f} ms"
    )
    yield Line(name, worst / TARGET_MS, 1, counts)


async def _pressed(program: str, home: Path) -> list[float]:
    """Milliseconds of each press: the kind of work is picked for somebody, who is then let go again."""
    browser, process = Chromium(program), Process(home)
    await asyncio.gather(browser.start(), process.start())
    try:
        page = await browser.open(process.address, width=1280)
        await page.wait_for("document.body?.dataset.ready")
        took = []
        for _ in range(PRESSES):
            await process.say("rita", "/fivefold add @joy")
            await page.wait_for("document.querySelector('#column-rita li:last-child .controls .plain')")
            took.append(await press_to_card(page, "rita"))
            await process.say("rita", "cancel")
            await page.wait_for("!document.querySelector('#column-rita li:last-child .controls .plain')")
        return took
    finally:
        await process.stop()
        await browser.stop()
