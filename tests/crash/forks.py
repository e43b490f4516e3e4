"""The fork server: it imports everything once, and every child begins as a copy of it."""

from __future__ import annotations

import multiprocessing
from typing import Any

FORKS: Any = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.preload"])


def warm() -> None:
    """Wait until the fork server has imported everything."""
    process = FORKS.Process(target=_nothing)
    process.start()
    process.join()


def _nothing() -> None:
    """Ends at once."""
