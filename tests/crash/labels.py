"""Named points at which a child can be made to die: before and after each commit and each send.

A commit is named by the turn in it, a send by the method and its path. Nothing in the program knows of
it: the points are put around its functions in the child.
"""

from __future__ import annotations

import os
import re
import signal
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from adapters.discord.calls import Calls
from adapters.slack import calls
from storage.channel import Channel
from storage.store import Database

_HIDDEN = re.compile(r"<locals>\.|<lambda>|\{(\w+)\}")
WRITES = ("chat.postMessage", "chat.update", "views.publish", "POST", "PATCH")


class Labels:
    """Counts the points that are passed, and dies at one."""

    def __init__(self, die_at: tuple[str, int], seen: Path | None) -> None:
        self._die_at = die_at
        self._seen = seen
        self._passed: Counter[str] = Counter()
        self._turn = threading.local()

    def pass_by(self, name: str) -> None:
        """Be at a point."""
        self._passed[name] += 1
        if self._seen is not None and self._passed[name] == 1:
            with self._seen.open("a") as file:
                file.write(f"{name}\n")
        if self._die_at == (name, self._passed[name]):
            os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Put the points around commits and sends."""
        self._around_commits()
        self._around_slack()
        self._around_discord()

    def _around_commits(self) -> None:
        turn, commit = Database.turn, Channel.commit

        def named(store: Database, work: Callable[[Any], Any], **how: Any) -> Awaitable[Any]:
            def noted(tx: Any) -> Any:
                self._turn.name = _name(work)
                return work(tx)

            return turn(store, noted, **how)

        def committed(channel: Channel) -> None:
            name = getattr(self._turn, "name", "start")
            self.pass_by(f"before commit {name}")
            commit(channel)
            self.pass_by(f"after commit {name}")

        Database.turn = named  # type: ignore[assignment]
        Channel.commit = committed  # type: ignore[assignment, method-assign]

    def _around_slack(self) -> None:
        call = calls.call

        async def sent(web: Any, method: str, **arguments: Any) -> Any:
            if method not in WRITES:
                return await call(web, method, **arguments)
            self.pass_by(f"before {method}")
            answer = await call(web, method, **arguments)
            self.pass_by(f"after {method}")
            return answer

        calls.call = sent

    def _around_discord(self) -> None:
        call = Calls.call

        async def sent(own: Calls, method: str, path: str, *args: Any, **given: Any) -> Any:
            if method not in WRITES:
                return await call(own, method, path, *args, **given)
            name = f"{method} {path.rpartition('/')[2] or path}"
            self.pass_by(f"before {name}")
            answer = await call(own, method, path, *args, **given)
            self.pass_by(f"after {name}")
            return answer

        Calls.call = sent  # type: ignore[assignment, method-assign]


def _name(work: Callable[[Any], Any]) -> str:
    while isinstance(work, partial):  # whatever it is given, it is this turn
        work = work.func
    where = f"{getattr(work, '__module__', '')}.{getattr(work, '__qualname__', type(work).__name__)}"
    return _HIDDEN.sub("", where).strip(".")
