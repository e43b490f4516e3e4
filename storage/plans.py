"""What waits: gates, due work, kept texts, settings and leases."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, delete, select, update

from bot.model import Engagement
from bot.transaction import KINDS, REMINDERS, Due
from storage import tables
from storage.mail_statements import mail_statements
from storage.rows import add, put
from storage.sealing import Closed
from storage.session import Session, clean

KEPT_MS = 14 * 24 * 3_600_000
"""So long words that came at an unclear moment are offered; then they go."""

DAY_MS = 24 * 3_600_000
SEEN_MS = 90 * DAY_MS
"""So long an event is known again: a repeat comes within the hour, what was missed within the week, and the
message that it brought may be edited later."""
FORGOTTEN_ON = "events forgotten on"
"""The setting with the day on which old events were last let go: to look for them takes its time."""

_SOONEST = itemgetter(*(Due._fields.index(name) for name in ("at_ms", "account", "id")))
"""The order in which what is due is taken up, of the rows as they come."""

INSTALLATION = ""
"""The account under which the settings of the installation itself stand."""


class Plans(Session):
    """The part of a transaction that looks ahead, and beyond one conversation."""

    # --- gates --------------------------------------------------------------------------------

    def arrive(self, gate: str, who: str, need: Sequence[str]) -> bool:
        """Note an arrival, and hold the gate until the turn ends; True exactly once, when all are there."""
        arrived, fired = self._gate(gate)
        there = list(dict.fromkeys((*arrived, who)))
        fires = not fired and set(need) <= set(there)
        g = tables.gate
        self.channel.core(
            update(g)
            .where(g.c.account == self.account, g.c.name == gate)
            .values(arrived=json.dumps(there), fired=fired or fires)
        )
        return fires

    def arrived(self, gate: str) -> tuple[str, ...]:
        """Who came to a gate so far, in order."""
        g = tables.gate
        rows = self.channel.core(select(g.c.arrived).where(g.c.account == self.inside(), g.c.name == gate))
        return tuple(json.loads(rows[0][0])) if rows else ()

    def _gate(self, name: str) -> tuple[tuple[str, ...], bool]:
        """Its row, made if need be, and locked."""
        key = {"account": self.inside(), "name": name}
        rows = self.run(self.hot.lock_gate, key)
        if not rows:
            self.run(self.hot.open_gate, key | {"arrived": "[]", "fired": False})
            rows = self.run(self.hot.lock_gate, key)
        return tuple(json.loads(rows[0][0])), bool(rows[0][1])

    # --- due work -----------------------------------------------------------------------------

    def plan(self, due: Due) -> bool:
        """Schedule; False when this occurrence is planned (or was done) already."""
        own = self.inside()
        sealed = self.ring.seal(due.payload, own, "due", due.id, "payload")
        row = due._asdict() | {"account": own, "payload": sealed, "state": "planned"}
        return bool(self.run(self.hot.plan, row))

    def unplan(
        self,
        *,
        conversation: str = "",
        engagement: str = "",
        person: str = "",
        what: str = "",
        begins: str = "",
    ) -> int:
        """Drop what is planned and fits all that is given; how many. It may be planned again.

        `begins`: how the name of its occurrence begins.

        Raises:
            ValueError: nothing was given, which would be everything.
        """
        given = {"conversation": conversation, "engagement": engagement, "person": person, "what": what}
        chosen = [tables.due.c[name] == value for name, value in given.items() if value]
        if not chosen:
            raise ValueError("unplan what?")
        d = tables.due.c
        if begins:
            chosen.append(d.occurrence.startswith(begins, autoescape=True))
        where = (d.account == self.inside(), d.state == "planned", *chosen)
        return len(self.channel.core(delete(tables.due).where(*where).returning(d.id)))

    def planned(self, person: str, what: str) -> tuple[Due, ...]:
        """What is planned of a kind for somebody of this account, the next first; not what another fires."""
        d = tables.due.c
        rows = self.channel.core(
            select(*(d[name] for name in Due._fields))
            .where(d.account == self.inside(), d.person == person, d.what == what, d.state == "planned")
            .order_by(d.at_ms, d.id)
            .with_for_update(skip_locked=True)
        )
        return tuple(self._due(row) for row in rows)

    def done(self, planned: Sequence[Due]) -> None:
        """Take occurrences out of the plan for good: what they would have done is done with another."""
        d = tables.due.c
        ids = [due.id for due in planned]
        if ids:
            row = update(tables.due).where(d.account == self.inside(), d.id.in_(ids), d.state == "planned")
            self.channel.core(row.values(state="done"))

    def retime(self, person: str, what: str, occurrence: str, at_ms: int, engagement: str = "") -> None:
        """Put a planned occurrence to another instant; one that is not planned stays so."""
        d = tables.due.c
        this = [d.person == person, d.what == what, d.occurrence == occurrence, d.state == "planned"]
        if engagement:
            this.append(d.engagement == engagement)
        self.channel.core(update(tables.due).where(d.account == self.inside(), *this).values(at_ms=at_ms))

    def claim_due(self, now_ms: int, limit: int) -> tuple[Due, ...]:
        """Take due rows of any account out of the plan, skipping what another process holds.

        What is of no known kind stays in the plan as it is, for a process of the version that knows it.
        """
        rows = self.run(self.hot.claim_due, {"now": now_ms, "limit": limit})
        # What is put back for another hour, as most of it is at night, is never opened.
        return tuple([self._due(row) for row in sorted(rows, key=_SOONEST)])

    def _due(self, row: Sequence[Any]) -> Due:
        return Due._make((*row[:-1], Closed(self.ring, row[-1], row[1], "due", row[0], "payload")))

    def unknown_due(self, now_ms: int) -> tuple[str, ...]:
        """The kinds of what is due by now, in any account, and is none that this version knows."""
        d = tables.due.c
        rows = self.channel.core(
            select(d.what)
            .where(d.state == "planned", d.at_ms <= now_ms, d.what.not_in(KINDS))
            .distinct()
            .order_by(d.what)
        )
        return tuple(row[0] for row in rows)

    def silent(self, now_ms: int) -> tuple[tuple[str, str], ...]:
        """Whoever what is due by now counts as not having answered: account and person.

        Reminders are about their reader; a Monday list about everybody who works with its reader.
        """
        d = tables.due.c
        tells = d.what.in_(REMINDERS) | d.occurrence.like("monday/%")
        rows = self.channel.core(
            select(d.account, d.person, d.occurrence)
            .where(d.state == "planned", d.at_ms <= now_ms, tells)
            .order_by(d.at_ms)
        )
        e = tables.TABLES[Engagement].c
        found: list[tuple[str, str]] = []
        for account, person, occurrence in rows:
            if not occurrence.startswith("monday/"):
                found.append((account, person))
                continue
            works = select(e.professional).where(e.account == account, e.owner == person, e.state != "ended")
            found += [(account, row[0]) for row in self.channel.core(works)]
        return tuple(dict.fromkeys(found))

    def postpone(self, later: Sequence[tuple[Due, int]]) -> None:
        """Put claimed occurrences, of whatever account, back into the plan, each for its own later moment."""
        rows = [{"account": due.account, "this": due.id, "new_at_ms": at_ms} for due, at_ms in later]
        self.channel.run_each(self.hot.postpone, rows)

    def next_due(self, account: str = "") -> int | None:
        """The earliest planned instant, of one account or of all."""
        found = self.run(self.hot.next_due_of if account else self.hot.next_due, {"account": account})[0][0]
        return None if found is None else int(found)

    # --- kept texts and settings --------------------------------------------------------------

    def keep(self, id: str, person: str, words: str) -> None:
        """Keep a text that came at a bad moment, to be offered."""
        own = self.inside()
        sealed = self.ring.seal(words, own, "kept", id, person)
        row = {"account": own, "id": id, "person": person, "words": sealed, "at_ms": self.moment.now}
        self._put(tables.kept, ("account", "id"), row)

    def kept(self, id: str, person: str) -> str | None:
        """A text that this person wrote and that was kept."""
        k = tables.kept.c
        rows = self.channel.core(
            select(k.words).where(k.account == self.inside(), k.id == id, k.person == person)
        )
        return str(self.ring.open(rows[0][0], self.account, "kept", id, person)) if rows else None

    def kept_of(self, person: str) -> tuple[Mapping[str, Any], ...]:
        """Every text of somebody that is kept, the oldest first: the words, and since when."""
        k = tables.kept.c
        rows = self.channel.core(
            select(k.id, k.words, k.at_ms)
            .where(k.account == self.inside(), k.person == person)
            .order_by(k.at_ms, k.id)
        )
        own = self.account
        return tuple(
            {"words": str(self.ring.open(words, own, "kept", id, person)), "at_ms": at_ms}
            for id, words, at_ms in rows
        )

    def let_go(self, id: str, person: str) -> None:
        """A kept text was taken: what it said stands elsewhere now."""
        k = tables.kept.c
        self.channel.core(
            delete(tables.kept).where(k.account == self.inside(), k.id == id, k.person == person)
        )

    def let_go_old(self) -> None:
        """Of every account: the kept texts that nobody took in two weeks; once a day, events of long ago."""
        old = tables.kept.c.at_ms < self.moment.now - KEPT_MS
        self.channel.core(delete(tables.kept).where(old))
        today = str(self.moment.real // DAY_MS)
        if self.setting(FORGOTTEN_ON) != today:
            self.set(FORGOTTEN_ON, today)
            seen = tables.seen_event
            self.channel.core(delete(seen).where(seen.c.at_ms < self.moment.real - SEEN_MS))

    def setting(self, name: str) -> str | None:
        """A setting of the installation, whatever account was entered."""
        return self._setting(INSTALLATION, name)

    def set(self, name: str, value: str) -> None:
        """Put a setting of the installation."""
        self._set(INSTALLATION, name, value)

    def remembered(self, of: str, what: str) -> str | None:
        """What was noted of something in this account."""
        return self._setting(self.inside(), f"{what}/{of}")

    def remember(self, of: str, what: str, value: str) -> None:
        """Note something in this account `of` a person, address, conversation or channel, by its id."""
        self._set(self.inside(), f"{what}/{of}", value)

    def all_remembered(self, of: Collection[str]) -> dict[str, str]:
        """Everything that was noted of these, by its name in the table."""
        rows = self.channel.core(
            select(tables.setting.c.name, tables.setting.c.value)
            .where(tables.setting.c.account == self.inside())
            .order_by(tables.setting.c.name)
        )
        return {
            name: str(self.ring.open(value, self.account, "setting", name))
            for name, value in rows
            if name.partition("/")[2] in of
        }

    def no_longer_remember(self, of: Collection[str]) -> None:
        """These are gone, and with them all that was noted of them."""
        c = tables.setting.c
        gone = tuple(self.all_remembered(of))
        self.channel.core(delete(tables.setting).where(c.account == self.inside(), c.name.in_(gone)))

    def _setting(self, account: str, name: str) -> str | None:
        rows = self.run(self.hot.setting, {"account": account, "name": name})
        return str(self.ring.open(rows[0][0], account, "setting", name)) if rows else None

    def _set(self, account: str, name: str, value: str) -> None:
        sealed = self.ring.seal(value, account, "setting", name)
        row = {"account": account, "name": clean("name", name), "value": sealed}
        self._put(tables.setting, ("account", "name"), row)

    def _put(self, table: Table, key: tuple[str, ...], row: dict[str, object]) -> None:
        self.run(put(self.channel.dialect, table, key), row)

    # --- what one does at a time ----------------------------------------------------------------

    def only_one(self, name: str) -> bool:
        """Hold a name until the turn ends; False while another turn does, in whatever process.

        It needs no time to run out: it ends with the turn, however that ends.
        """
        at = tables.lease.c
        free = select(at.fence).where(at.name == name).with_for_update(skip_locked=True)
        if self.channel.core(free):
            return True
        row = {"name": name, "holder": "", "until_ms": 0, "fence": 0}
        self.run(add(self.channel.dialect, tables.lease), row)  # nothing, where it is there and held
        return bool(self.channel.core(free))

    def lease(self, name: str, holder: str, until_ms: int) -> int | None:
        """Hold something that only one process may do, until a real time; None while another holds it.

        What comes back is the fence: it rises with every new holder, so that work of an old one,
        delayed until now, can be told from the new one's. Holding it again keeps it.
        """
        values = {"name": name, "holder": holder, "until_ms": until_ms, "now": self.moment.real}
        taken = self.run(mail_statements(self.channel.dialect).lease, values)
        return int(taken[0][0]) if taken else None
