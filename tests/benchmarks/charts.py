"""The charts of a rich round, warm, as a PNG: what a card waits for before its picture is there."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import charts, model
from bot.transaction import Transaction
from storage import open_store
from tests.benchmarks.measuring import DOCUMENT_US, Line, cpu_us, document
from tests.benchmarks.talks import RING
from tests.phases.round_scene import ACCOUNT, NOW, book
from tests.workspace import TestClock

KINDS = ("goal", "weeks", "skills")
TARGET_MS = 150
TIMES = 7


def _fill(tx: Transaction) -> None:
    tx.add_account(model.Account(id=ACCOUNT, name="Rita"))
    tx.enter(ACCOUNT)
    there = book()
    for kind in model.RECORDS:
        for record in there.find(kind):
            tx.write(record, 0)


async def drawn_ms(folder: Path) -> dict[str, float]:
    """Milliseconds for each kind, from the records to the PNG, at the median."""
    store = open_store(f"sqlite:///{folder}/charts.db", RING, TestClock(NOW), durable=False)
    await store.turn(_fill)
    found = {}
    for kind in KINDS:
        took = []
        for _ in range(TIMES + 1):
            begun = time.perf_counter()
            if await charts.png(store, f"{kind}.{ACCOUNT}.work") is None:
                raise RuntimeError(f"there is no chart of {kind}")
            took.append((time.perf_counter() - begun) * 1000)
        found[kind] = statistics.median(took[1:])
    await store.close()
    return found


def lines() -> Iterator[Line]:
    """The slowest kind against its target."""
    with TemporaryDirectory() as folder:
        unit = cpu_us(document, 200) / DOCUMENT_US
        found = asyncio.run(drawn_ms(Path(folder)))
        unit = (unit + cpu_us(document, 200) / DOCUMENT_US) / 2
    counts = ", ".join(f"{kind} {ms:.0f} ms" for kind, ms in found.items())
    yield Line("a chart, warm", max(found.values()) / unit / TARGET_MS, 1.0, f"{counts}; <= {TARGET_MS} ms")
