"""The answers of one conversation: what counts now, and everything that was ever said before.

Nothing is overwritten without a trace. A replaced, taken-back or superseded answer moves to the
history with its turn, so an old consent stays on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Given(NamedTuple):
    """When and by which seat an answer was given. `shown` is the text a consent was given to."""

    turn: int
    role: str
    at_ms: int
    shown: str = ""
    event: str = ""
    """The written message that gave it, so that an edit of that message finds it."""
    ref: str = ""
    """Where question and answer stand as a card, so that it can be redrawn."""


class Answers:
    """Keyed answers as JSON values. `kept` is what scripts are replayed over."""

    __slots__ = ("given", "history", "kept")

    def __init__(
        self,
        kept: dict[str, Any] | None = None,
        given: dict[str, Given] | None = None,
        history: list[tuple[str, Any, Given]] | None = None,
    ) -> None:
        self.kept: dict[str, Any] = kept or {}
        self.given: dict[str, Given] = given or {}
        self.history: list[tuple[str, Any, Given]] = history or []

    def put(self, key: str, value: Any, given: Given) -> None:
        """Keep an answer; the one it replaces, if any, stays in the history."""
        self.drop((key,))
        self.kept[key] = value
        self.given[key] = given

    def drop(self, keys: Iterable[str]) -> None:
        """Take answers back: their questions are asked again."""
        for key in keys:
            if key in self.kept:
                self.history.append((key, self.kept.pop(key), self.given.pop(key)))

    def taken_back(self, key: str) -> bool:
        """Whether this was answered before and is not any more."""
        return key not in self.kept and any(key == before for before, *_ in self.history)

    def dump(self) -> dict[str, Any]:
        """Everything as JSON."""
        # Plain tuples: whatever writes JSON takes four times as long over named ones.
        given = {key: tuple(given) for key, given in self.given.items()}
        dumped: dict[str, Any] = {"kept": self.kept, "given": given}
        if self.history:
            dumped["history"] = self.history
        return dumped

    @classmethod
    def load(cls, dumped: Mapping[str, Any]) -> Answers:
        """The answers that `dump` wrote; none yet in an empty one."""
        if not dumped:
            return cls()
        return cls(
            dumped["kept"],
            {key: Given(*given) for key, given in dumped["given"].items()},
            [(key, value, Given(*given)) for key, value, given in dumped.get("history", ())],
        )
