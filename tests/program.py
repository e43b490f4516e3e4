"""The command line in a process of its own, forked from a server that has imported everything once.

Starting Python and reading the libraries takes a second of CPU time each; a fork takes none of it. What is
forked begins as `python -m bot` does, with the words, the environment and the folder it is given. That the
real command starts as well is shown by `tests/test_docs.py`.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.__main__ import main
from tests.crash.forks import FORKS

NOWHERE = Path(os.devnull)


class Program:
    """`fivefold` with some words, running until it ends by itself or by a signal."""

    def __init__(
        self,
        *words: str,
        folder: Path,
        environment: Mapping[str, str],
        said: Path = NOWHERE,
        log: Path = NOWHERE,
    ) -> None:
        """Start it in a folder; what it prints goes to `said`, what it complains of to `log`."""
        self._process: BaseProcess = FORKS.Process(
            target=_live, args=(words, folder, dict(environment), said, log), daemon=True
        )
        self._process.start()

    @property
    def exit_code(self) -> int | None:
        """None while it runs; minus the signal's number where one ended it."""
        return self._process.exitcode

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self._process.pid or 0, number)

    async def ended(self, within: float = 15) -> int:
        """Wait for its end; its exit code."""
        await asyncio.to_thread(self._process.join, within)
        if self.exit_code is None:
            raise TimeoutError(f"it still runs after {within} s")
        return self.exit_code


def _live(words: tuple[str, ...], folder: Path, environment: dict[str, str], said: Path, log: Path) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for path, number in ((said, 1), (log, 2)):
        with path.open("ab") as stream:
            os.dup2(stream.fileno(), number)
    sys.argv = ["fivefold", *words]
    gc.freeze()
    main()
