"""`make crash ROUNDS=300 SECONDS=60`, or `python -m tests.crash R1 R10`: the rigs at length.

ROUNDS is how often R1 kills on each platform and database; the others take their measure from it.
SECONDS is how long R3 goes on. RIGS="R1 R3" picks some, DATABASES=postgres one database. SEED is where
the seeds begin. With --table (`make crash ARGS=--table`) what was found is written into the page's table.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.crash import table
from tests.crash.rigs import RIGS, Place
from tests.crash.tally import Tally

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"


def main(wanted: list[str], into_table: bool) -> int:
    """Run the rigs, print a line for each and whatever went wrong; 1 when anything did."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    logging.getLogger().addHandler(logging.NullHandler())  # what was made to go wrong would fill the screen
    found: list[Tally] = []
    with tempfile.TemporaryDirectory(dir=cache, prefix="crash-") as folder:
        place = Place(
            Path(folder),
            rounds=int(os.environ.get("ROUNDS", "30")),
            seconds=float(os.environ.get("SECONDS", "30")),
            seed=int(os.environ.get("SEED", "1")),
        )
        for name, rig in RIGS.items():
            if wanted and name not in wanted:
                continue
            begun = time.monotonic()
            for tally in rig(place):
                print(tally, f"{time.monotonic() - begun:.0f} s", sep="  ", flush=True)
                for failure in tally.failing:
                    print("   ", failure[:2000], flush=True)
                found.append(tally)
                if into_table:
                    PAGE.write_text(table.written(PAGE.read_text(), found))
                begun = time.monotonic()
        place.close()
    return int(any(not tally.clean for tally in found))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    names = [word for word in arguments if word != "--table"]
    sys.exit(main(names or os.environ.get("RIGS", "").split(), "--table" in arguments))
