"""Start-up and memory of the installed program, as somebody meets them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import Line, medians
from tests.benchmarks.storage import folder

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).parent / "fivefold"
ROUNDS = 7
UNIT = "import time; begun = time.perf_counter(); import sqlalchemy; print(time.perf_counter() - begun)"
UNIT_S = 0.279
"""Importing SQLAlchemy in a fresh interpreter, where the targets in seconds were set (warm file cache)."""
MEGABYTES = 130


def lines() -> Iterator[Line]:
    """The ratios of starting."""
    with folder() as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FIVEFOLD_")}
        environment |= {
            "FIVEFOLD_DATA": str(home),
            "FIVEFOLD_PORT": "0",
            "FIVEFOLD_OPEN": "no",
            "PYTHONPATH": str(ROOT),
        }
        _started(environment, home)  # makes the database; every later start is warm
        rounds = []
        for _ in range(ROUNDS):
            rounds.append((_import_s(), _version_s(environment, home), *_started(environment, home)))
    unit, version, ready, resident = medians(rounds)
    fair = f"; 1 s = {1 / UNIT_S:.1f}x importing SQLAlchemy in a fresh interpreter, same run"
    yield Line(
        "fivefold version, against 0.3 s", version / unit * UNIT_S / 0.3, 1, "wall, whole process" + fair
    )
    counts = "wall, from the command until it says Ready and the page answers, database there" + fair
    yield Line("fivefold run ready, against 2 s", ready / unit * UNIT_S / 2, 1, counts)
    counts = f"resident memory against {MEGABYTES} MB, browser workspace, page and people loaded"
    yield Line("memory of fivefold run", resident / MEGABYTES, 1, counts)


def _import_s() -> float:
    return float(subprocess.run([sys.executable, "-c", UNIT], check=True, capture_output=True).stdout)


def _version_s(environment: dict[str, str], home: Path) -> float:
    begun = time.perf_counter()
    subprocess.run([str(PROGRAM), "version"], check=True, capture_output=True, env=environment, cwd=home)
    return time.perf_counter() - begun


def _started(environment: dict[str, str], home: Path) -> tuple[float, float]:
    """Seconds until it is ready, and megabytes once its page was loaded."""
    begun = time.perf_counter()
    running: Any = subprocess.Popen(
        [str(PROGRAM), "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=home,
        text=True,
    )
    with running:
        try:
            address = re.search(r"http://\S+", running.stdout.readline())
            assert address, "it said where it is"
            _get(address[0])
            ready = time.perf_counter() - begun
            for path in ("/api/people", "/api/state", "/"):
                _get(address[0] + path)
            time.sleep(1)  # what it loads behind its first page
            return ready, _resident(running.pid)
        finally:
            running.send_signal(signal.SIGINT)


def _get(address: str) -> None:
    try:
        urllib.request.urlopen(address, timeout=20).read()
    except urllib.error.HTTPError as refused:
        refused.read()


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status")
    if status.exists():
        kilobytes = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        return int(kilobytes[1]) / 1000 if kilobytes else 0.0
    listed = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], check=True, capture_output=True)
    return int(listed.stdout) / 1000
