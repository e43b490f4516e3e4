"""The records of one account in memory: what dialogs read, and what their outcomes do to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from bot.dialog import Change, Outcome, Refused, Write
from bot.model import Record

R = TypeVar("R", bound=Record)


class MemoryBook:
    """A Book over a few records. Never changes: `after` gives the book that follows."""

    def __init__(self, account: str, now_ms: int, *records: Record) -> None:
        strange = [record for record in records if record.account != account]
        assert not strange, f"of another account: {strange}"
        self.account = account
        self.now_ms = now_ms
        self._records = {(type(record), record.id): record for record in records}
        self.acted: dict[str, int] = {}
        self.talks: list[tuple[str, str, str, int]] = []
        assert len(self._records) == len(records), "two records of one kind have the same id"

    def one(self, kind: type[R], id: str) -> R:
        """The record with this id; Refused where there is none, as in the store."""
        found = self._records.get((kind, id))
        if not isinstance(found, kind):
            raise Refused
        return found

    def find(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record of a kind whose fields equal these, by id."""
        unknown = [name for name in equal if name not in kind.model_fields]
        assert not unknown, f"{kind.__name__} has no {unknown}"
        same = [record for record in self._of(kind) if all(getattr(record, n) == v for n, v in equal.items())]
        return tuple(sorted(same, key=lambda record: record.id))

    def acted_ms(self, person: str) -> int:
        """Whoever is in `acted` did something then."""
        return self.acted.get(person, 0)

    def answering(self, person: str, engagement: str) -> bool:
        """No talk is open beside these records."""
        return False

    def answered(self, person: str, engagement: str, since_ms: int, until_ms: int) -> tuple[str, ...]:
        """Whatever is in `talks` of them: the dialog, whose answer, about what, and when."""
        return tuple(
            dialog
            for dialog, who, about, at_ms in self.talks
            if (who, about) == (person, engagement) and since_ms <= at_ms < until_ms
        )

    def _of(self, kind: type[R]) -> Iterable[R]:
        return (record for record in self._records.values() if type(record) is kind)

    def at(self, now_ms: int) -> MemoryBook:
        """The same records at another moment."""
        return MemoryBook(self.account, now_ms, *self._records.values())

    def after(self, outcome: Outcome) -> MemoryBook:
        """The records as an outcome leaves them, with its versions checked like in the store."""
        records = dict(self._records)
        for effect in outcome.effects:
            match effect:
                case Write(record, version):
                    self._check(records, type(record), record.id, version)
                    records[type(record), record.id] = record.model_copy(update={"version": version + 1})
                case Change(kind, id, version, values):
                    self._check(records, kind, id, version)
                    unknown = [name for name in values if name not in kind.model_fields]
                    assert not unknown, f"{kind.__name__} has no {unknown}"
                    changed = records[kind, id].model_copy(update={**values, "version": version + 1})
                    records[kind, id] = kind.model_validate(changed.model_dump())
        return MemoryBook(self.account, self.now_ms, *records.values())

    def _check(
        self, records: dict[tuple[type[Record], str], Record], kind: type[Record], id: str, version: int
    ) -> None:
        stored = records.get((kind, id))
        now = stored.version if stored else 0
        assert now == version, f"{kind.__name__} {id} is at version {now}, not {version}"
