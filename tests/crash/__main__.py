"""`make crash ROUNDS=300 SECONDS=60`, or `python -m tests.crash R1 R10`: the rigs at length.

ROUNDS is how often R1 kills on each platform and database; the others take their measure from it.
SECONDS is how long R3 goes on. RIGS="R1 R3" picks some, DATABASES=postgres one database. SEED is where
the seeds begin. With --table (`make crash ARGS=--table`) what was found is written into the page's table.

Each unit is a process of its own, two of them at a time; those whose figures are about time come last,
one by one. The first line says how long all of it takes, and each unit says now and then how far it is.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing import active_children
from pathlib import Path

from tests.crash import table
from tests.crash.forks import warm
from tests.crash.rigs import Place, Unit, units
from tests.crash.tally import Tally

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache"
PAGE = ROOT / "docs" / "measurements.md"
AT_ONCE = 2
LOOK_SECONDS = 0.2


def main(wanted: Sequence[str], *, into_table: bool) -> int:
    """Run the rigs, a line for each and whatever went wrong; 1 when anything did."""
    chosen = [unit for unit in _all() if not wanted or unit.rig in wanted]
    seconds = sum(unit.takes(_rounds(), _seconds()) for unit in chosen)
    begun = time.monotonic()
    print(
        f"{len(chosen)} units at ROUNDS={_rounds()} SECONDS={_seconds():.0f}: "
        f"about {max(1, round(seconds / 60))} min on two cores with nothing else to do",
        flush=True,
    )
    found: list[Tally] = []
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        for tally in _side_by_side(chosen, Path(folder)):
            found.append(tally)
            if into_table:
                PAGE.write_text(table.written(PAGE.read_text(), found))
    bad = [tally.name for tally in found if not tally.clean]
    whole = Tally(
        "all of it",
        rounds=sum(tally.rounds for tally in found),
        kills=sum(tally.kills for tally in found),
        events=sum(tally.events for tally in found),
        messages=sum(tally.messages for tally in found),
        lost=sum(tally.lost for tally in found),
        doubled=sum(tally.doubled for tally in found),
        stuck=sum(tally.stuck for tally in found),
        notes=[f"{(time.monotonic() - begun) / 60:.0f} min", f"not clean: {', '.join(bad) or 'none'}"],
    )
    print(whole, flush=True)
    return int(bool(bad))


def _side_by_side(chosen: Sequence[Unit], folder: Path) -> Iterator[Tally]:
    """Two at a time, the longest first, then those that want to be alone."""
    waits = sorted(chosen, key=lambda unit: (unit.alone, -unit.takes(_rounds(), _seconds())))
    running: dict[Unit, subprocess.Popen[bytes]] = {}
    try:
        while waits or running:
            while waits and len(running) < AT_ONCE and not (running and waits[0].alone):
                unit = waits.pop(0)
                running[unit] = _begun(unit, folder)
            time.sleep(LOOK_SECONDS)
            for unit in [unit for unit, process in running.items() if process.poll() is not None]:
                yield _found(unit, running.pop(unit), folder)
    finally:
        for process in running.values():
            process.terminate()


def _begun(unit: Unit, folder: Path) -> subprocess.Popen[bytes]:
    into = folder / unit.name.replace(" ", "-")
    return subprocess.Popen([sys.executable, "-m", "tests.crash", "--unit", unit.name, str(into)], cwd=ROOT)


def _found(unit: Unit, process: subprocess.Popen[bytes], folder: Path) -> Tally:
    into = folder / unit.name.replace(" ", "-")
    if into.exists():
        tally: Tally = pickle.loads(into.read_bytes())  # written by our own process, a moment ago
        return tally
    tally = Tally(unit.name, failing=[f"it ended by itself with {process.returncode}"])
    print(tally, *tally.failing, sep="  ", flush=True)
    return tally


def play(name: str, into: Path) -> None:
    """Play one unit here, say what it found, and leave that in a file."""
    CACHE.mkdir(exist_ok=True)
    logging.getLogger().addHandler(logging.NullHandler())  # what was made to go wrong would fill the screen
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that its own processes end with it
    unit = next(unit for unit in _all() if unit.name == name)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="crash-") as folder:
        place = Place(Path(folder), _rounds(), _seconds(), int(os.environ.get("SEED", "1")))
        if unit.forks:
            warm()
        try:
            tally = unit.run(place)
        finally:
            for left in active_children():
                left.kill()
            place.close()
    print(tally, f"{time.monotonic() - tally.begun:.0f} s", sep="  ", flush=True)
    for failure in tally.failing:
        print("   ", failure[:2000], flush=True)
    into.write_bytes(pickle.dumps(tally))


def _all() -> list[Unit]:
    return units(tuple(os.environ.get("DATABASES", "sqlite postgres").split()))


def _rounds() -> int:
    return int(os.environ.get("ROUNDS", "30"))


def _seconds() -> float:
    return float(os.environ.get("SECONDS", "30"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--unit"]:
        play(sys.argv[2], Path(sys.argv[3]))
    else:
        names = [word for word in sys.argv[1:] if word != "--table"]
        sys.exit(main(names or os.environ.get("RIGS", "").split(), into_table="--table" in sys.argv))
