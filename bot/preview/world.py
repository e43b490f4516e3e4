"""Two sample people and their records in memory: what dialogs read, and what their outcomes change."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from bot import model
from bot.dialog import Arrive, Begin, Change, Close, Note, Outcome, Plan, Refused, Start, Write
from bot.model import OWNER, PROFESSIONAL, Record
from bot.practice.identity import derived_id
from bot.words import Reader

R = TypeVar("R", bound=Record)

ACCOUNT = derived_id("preview")
MONDAY_MS = round(datetime(2026, 11, 23, 10, tzinfo=UTC).timestamp() * 1000)
"""Monday 23 November 2026, 10:00 in Lisbon: the day on which every preview begins."""
HOUR_MS = 3_600_000
PLATFORM = "preview"

CAST = {
    "rita": ("Rita Lopes", "Europe/Lisbon", "PT"),
    "joy": ("Joy Santos", "Asia/Manila", "PH"),
}
RITA = derived_id(ACCOUNT, PLATFORM, "", "rita")
JOY = derived_id(ACCOUNT, PLATFORM, "", "joy")


class Mail(NamedTuple):
    """A note that an outcome sends: to whom, and the card."""

    to: str
    note: Note


class World:
    """Everything that is known at one moment. A `Book`, and the gates and starts that outcomes leave."""

    def __init__(self) -> None:
        self.account = ACCOUNT
        self.now_ms = MONDAY_MS
        self.records: dict[tuple[type[Record], str], Record] = {}
        self.gates: dict[str, frozenset[str]] = {}
        self.pending: deque[Start] = deque()
        self.later: list[tuple[int, Start]] = []
        self.number = 0
        self._person(RITA, "rita")

    def _person(self, id: str, user: str) -> None:
        name, zone, country = CAST[user]
        person = model.Person(
            account=ACCOUNT,
            id=id,
            name=name,
            called=name.split()[0],
            zone=zone,
            country=country,
            locale="en",
            created_at=self.now_ms,
        )
        address = model.Address(
            account=ACCOUNT, id=derived_id(id, "address"), person=id, platform=PLATFORM, user=user
        )
        self.put(person)
        self.put(address)

    def copy(self) -> World:
        """The same world, to go another way. Records are never changed in place."""
        other = World.__new__(World)
        other.account, other.now_ms, other.number = self.account, self.now_ms, self.number
        other.records, other.gates = dict(self.records), dict(self.gates)
        other.pending, other.later = deque(self.pending), list(self.later)
        return other

    def alone(self) -> World:
        """A copy in which nothing waits to begin: only what is begun there."""
        other = self.copy()
        other.pending.clear()
        other.later.clear()
        return other

    def next(self) -> Start | None:
        """What begins now; when nothing does, time passes until what was planned first is due."""
        if self.pending:
            return self.named(self.pending.popleft(), "preview")
        if not self.later:
            return None
        self.later.sort(key=lambda planned: planned[0])
        at_ms, start = self.later.pop(0)
        self.now_ms = max(self.now_ms, at_ms)
        return self.named(start, "preview")

    # --- reading: bot.dialog.Book -----------------------------------------------------------------

    def one(self, kind: type[R], id: str) -> R:
        """The record with this id. Raises `Refused` where there is none."""
        found = self.records.get((kind, id))
        if not isinstance(found, kind):
            raise Refused
        return found

    def find(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record whose fields equal these, by id."""
        found = [
            record
            for record in self.records.values()
            if type(record) is kind and all(getattr(record, name) == value for name, value in equal.items())
        ]
        return tuple(sorted(found, key=lambda record: record.id))

    def acted_ms(self, person: str) -> int:
        """Nobody is there while a walk goes through every talk."""
        return 0

    def answering(self, person: str, engagement: str) -> bool:
        """Nor in the middle of one."""
        return False

    def answered(self, person: str, engagement: str, since_ms: int, until_ms: int) -> tuple[str, ...]:
        """Nor has it taken anybody's time."""
        return ()

    def samples(self) -> tuple[str, ...]:
        """One record of each kind and state: what a talk may be about."""
        return tuple(self._samples().values())

    def kinds(self) -> frozenset[tuple[str, str]]:
        """Which kinds of records there are, in which states: what may be begun depends on it."""
        return frozenset((kind.__name__, state) for kind, state in self._samples())

    def _samples(self) -> dict[tuple[type[Record], str], str]:
        return {
            (kind, str(getattr(record, "state", ""))): id
            for (kind, id), record in self.records.items()
            if hasattr(record, "engagement") or kind is model.Engagement
        }

    # --- people -----------------------------------------------------------------------------------

    def reader(self, person: str, kind: str = "contractor") -> Reader:
        """Somebody as the one who reads."""
        who = self.one(model.Person, person)
        return Reader(who.locale, who.zone, kind)

    def engagement(self) -> model.Engagement | None:
        """The work that Rita and Joy share, once it was agreed to try."""
        found = [e for e in self.find(model.Engagement) if e.owner != e.professional]
        return found[-1] if found else None

    def seats(self, wanted: tuple[str, ...], alone: str = RITA) -> dict[str, str]:
        """Who sits where: both at their places, or one person (`alone`) in whatever the only seat is."""
        if len(wanted) == 1:
            return {wanted[0]: alone}
        places: dict[str, str] = {OWNER: RITA, PROFESSIONAL: JOY}
        return {role: places.get(role, alone) for role in wanted}

    # --- changing ---------------------------------------------------------------------------------

    def put(self, record: Record) -> None:
        """Keep a record as its next version."""
        values: Mapping[str, Any] = {"version": record.version + 1}
        self.records[type(record), record.id] = record.model_copy(update=values)

    def named(self, start: Start, *parts: str) -> Start:
        """The start with an id for its conversation."""
        self.number += 1
        id = start.conversation or derived_id(*parts, start.dialog, str(self.number))
        return replace(start, conversation=id)

    def after(self, outcome: Outcome) -> list[Mail]:
        """Do what an outcome says; what it starts waits in `pending`. The notes it sends come back."""
        mail: list[Mail] = []
        for effect in outcome.effects:
            match effect:
                case Write(record):
                    self.put(record)
                case Change(kind, id, _, values):
                    changed = self.one(kind, id).model_copy(update=dict(values))
                    self.put(kind.model_validate(changed.model_dump()))
                case Begin(start):
                    self.pending.append(start)
                case Arrive(gate, who, need, then):
                    before = self.gates.get(gate, frozenset())
                    self.gates[gate] = before | {who}
                    if set(need) <= self.gates[gate] and not set(need) <= before:
                        self.pending.extend(then)
                case Plan(start=Start() as start, at_ms=at_ms):
                    if (at_ms, start) not in self.later:  # an occurrence is planned once
                        self.later.append((at_ms, start))
                case Note():
                    mail.append(Mail(effect.to, effect))
                case Close() | Plan():
                    pass
        self.now_ms += HOUR_MS
        return mail
