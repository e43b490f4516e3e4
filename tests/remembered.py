"""The first steps of most plays, played once: who stands where one stood before is put to where that led.

Hundreds of tests begin with the same hire. It is played when the tests have been collected and nothing is
patched yet, and what it left in the database and on the screens is remembered. A test that takes the same
step from the very same stand is given the same end, as if the program had been started anew there. Whoever
stands otherwise by as much as one row plays the step.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec

from storage.sealing import PROOF
from storage.tables import metadata

if TYPE_CHECKING:
    from bot.engine.cards import Message
    from tests.workspace import Workspace

P = ParamSpec("P")

TABLES = {table.name: len(table.columns) for table in metadata.sorted_tables}
"""Each table, with how many columns it has; whoever is referred to comes first."""
_KEY = slice(0, 5)
"""Where a sealed text names its key."""

Rows = dict[str, list[tuple[Any, ...]]]


class Stand(NamedTuple):
    """Where a house stands: what is stored, what everybody has before them, and both times."""

    rows: Rows
    key: bytes
    """Which key seals the texts in the rows."""
    screens: Mapping[str, Mapping[str, Message]]
    log: tuple[tuple[str, str, str], ...]
    number: int
    times: tuple[int, int]


_led: dict[tuple[str, tuple[Any, ...]], tuple[Stand, Stand]] = {}
"""By its name and what it was told: where a step began, and where it led."""
_learning = False


@contextmanager
def learning() -> Iterator[None]:
    """What is played here is remembered."""
    global _learning
    _learning = True
    try:
        yield
    finally:
        _learning = False


def step(
    play: Callable[Concatenate[Workspace, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Workspace, P], Coroutine[Any, Any, None]]:
    """A part of a play that is the same in many tests."""

    @wraps(play)
    async def taken(w: Workspace, /, *told: P.args, **named: P.kwargs) -> None:
        key = play.__name__, (*told, *sorted(named.items()))
        if _learning:
            before = await w.store.turn(lambda tx: _stand(w, tx))
            await play(w, *told, **named)
            _led[key] = before, await w.store.turn(lambda tx: _stand(w, tx))
        elif key not in _led or not await _led_there(w, *_led[key]):
            await play(w, *told, **named)

    return taken


async def _led_there(w: Workspace, before: Stand, after: Stand) -> bool:
    """Put a house to where a step led from there; False where it does not stand there."""
    from tests.workspace import Workspace

    def write(tx: Any) -> bool:
        if tx.channel.dialect != "sqlite" or _stand(w, tx) != before:
            return False
        for table in reversed(TABLES):
            if before.rows[table]:
                tx.channel.run(f'DELETE FROM "{table}"{_but_the_proof(table)}', {})
        for table, columns in TABLES.items():
            places = ", ".join("?" * columns)
            tx.channel.run_each(f'INSERT INTO "{table}" VALUES ({places})', after.rows[table])
        return True

    # One that counts or records its turns wants to see them.
    if type(w) is not Workspace or not await w.store.turn(write):
        return False
    for user, messages in after.screens.items():
        w.screens[user].messages = dict(messages)
    w.log[:] = after.log
    w._numbers = itertools.count(after.number)
    w.clock.now, w.clock.real = after.times
    return True


def _stand(w: Workspace, tx: Any) -> Stand:
    ((proof,),) = tx.channel.run("SELECT value FROM setting WHERE name = :name", {"name": PROOF})
    rows = {table: tx.channel.run(f'SELECT * FROM "{table}"{_but_the_proof(table)}', {}) for table in TABLES}
    screens = {user: dict(screen.messages) for user, screen in w.screens.items()}
    number = next(copy.copy(w._numbers))
    return Stand(rows, proof[_KEY], screens, tuple(w.log), number, (w.clock.now, w.clock.real))


def _but_the_proof(table: str) -> str:
    return f" WHERE name <> '{PROOF}'" if table == "setting" else ""
