"""What every part of a transaction stands on: the account, the moment, the connection, the keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.ports import Moment
from storage.channel import Channel
from storage.sealing import KeyRing, Unstorable
from storage.statements import Statements


class Session:
    """One transaction on one connection. It knows its account once `enter` was called."""

    account: str
    now_ms: int

    def __init__(self, channel: Channel, ring: KeyRing, moment: Moment) -> None:
        self.moment = moment
        self.now_ms = moment.now
        self.account = ""
        self.channel = channel
        self.hot: Statements = channel.hot
        self.run = channel.run
        self.ring = ring
        self._depth = 0

    def enter(self, account: str) -> None:
        """From here on everything is about this account."""
        self.account = account

    def inside(self) -> str:
        """The account, for a statement that belongs to one."""
        if not self.account:
            raise RuntimeError("enter(account) comes first")
        return self.account

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Everything inside is undone when it raises; what came before stays."""
        self._depth += 1
        name = f"inner{self._depth}"
        self.channel.command(f"SAVEPOINT {name}")
        try:
            yield
        except Exception:
            self.channel.command(f"ROLLBACK TO SAVEPOINT {name}")
            raise
        finally:
            self._depth -= 1
        self.channel.command(f"RELEASE SAVEPOINT {name}")


def clean(name: str, value: Any) -> Any:
    """The value, when both databases keep it as it is.

    Raises:
        Unstorable: it holds a NUL or half a surrogate pair. Text is cleaned where it comes in.
    """
    if isinstance(value, str):
        if "\0" in value:
            raise Unstorable(f"a NUL in {name}")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Unstorable(f"half a surrogate pair in {name}") from None
    return value
