"""The fork server: it imports everything once, and every child begins as a copy of it."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing import forkserver
from typing import Any

FORKS: Any = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.preload"])


def warm() -> None:
    """Wait until the fork server has imported everything."""
    process = FORKS.Process(target=_nothing)
    process.start()
    process.join()


def share() -> None:
    """Start the server now, for this process and for whatever is forked from it."""
    forkserver.ensure_running()
    os.register_at_fork(after_in_child=_keep)


def _keep() -> None:
    # Whether the server still runs only its parent can ask; all others know its address.
    server: Any = forkserver._forkserver
    server.ensure_running = lambda: None


def _nothing() -> None:
    """Ends at once."""
