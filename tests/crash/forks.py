"""The fork server: it imports everything once, and every child begins as a copy of it."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

FORKS: Any = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.preload"])


def warm() -> None:
    """Wait until the fork server has imported everything."""
    process = FORKS.Process(target=_nothing)
    process.start()
    process.join()


def share(log: Path) -> None:
    """Start the server now, for this process and whatever is forked from it; `log` takes its complaints."""
    log.parent.mkdir(exist_ok=True)
    shown = os.dup(2)
    with log.open("wb") as stream:
        os.dup2(stream.fileno(), 2)
    try:
        forkserver.ensure_running()
    finally:
        os.dup2(shown, 2)
        os.close(shown)
    os.register_at_fork(after_in_child=_keep)


def _keep() -> None:
    # Whether the server still runs only its parent can ask; all others know its address.
    server: Any = forkserver._forkserver
    server.ensure_running = lambda: None


def _nothing() -> None:
    """Ends at once."""
