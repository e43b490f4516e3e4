"""Runs every measurement, or those that are named: `python -m tests.benchmarks engine start`."""

from __future__ import annotations

import gc
import sys
from collections import Counter

from tests.benchmarks import charts, discord, engine, page, schedule, slack, start, storage, year

SUBJECTS = {
    "engine": engine.lines,
    "storage": storage.lines,
    "schedule": schedule.lines,
    "slack": slack.lines,
    "discord": discord.lines,
    "start": start.lines,
    "page": page.lines,
    "year": year.lines,
    "charts": charts.lines,
}


def main(wanted: list[str]) -> None:
    """Print one line for each ratio as it is known, then count them."""
    verdicts: Counter[str] = Counter()
    gc.freeze()  # as app.run does, for both sides of every ratio
    for name, lines in SUBJECTS.items():
        if wanted and name not in wanted:
            continue
        for line in lines():
            verdicts[line.verdict] += 1
            print(line, flush=True)
    print(", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("ok", "short", "skipped")))


main(sys.argv[1:])
