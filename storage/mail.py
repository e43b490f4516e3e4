"""What is carried to people: letters, what may go out now, and who is sending what.

A send is written down before it begins and again when its end is known. What was written down and has
no end is in doubt: the process died, or the answer was lost. Every claim has a fence that rises; a
process that slept over its claim finds another fence there, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.model import Channel
from bot.ports import Where
from bot.transaction import Claim, Errand, Letter
from storage import tables
from storage.session import Session

ONE_SPELL_MS = 3_600_000
"""Pauses with less than this between them are one spell of trouble."""
STILL_SENDING_MS = 60_000
"""After the wall clock went back, no claim is believed for longer than this."""

_l, _a, _s, _t = tables.letter.c, tables.address.c, tables.seat.c, tables.attempt.c
_ZERO: ColumnElement[int] = literal_column("0")
"""Written into the text: SQLite takes a partial index only when it can read the same condition."""
_NOTHING: ColumnElement[str] = literal_column("''")
_CHANNEL = tables.TABLES[Channel]


def _first_open(account: Any, person: Any, platforms: Sequence[str]) -> Any:
    """Where somebody is reached: the first of their addresses that is open."""
    other = tables.address.alias("other").c
    mine = and_(other.account == account, other.person == person, other.state == "open")
    return select(func.min(other.id)).where(mine, other.platform.in_(platforms)).scalar_subquery()


def _first() -> Any:
    """No earlier letter of the same reader waits."""
    e = tables.letter.alias("earlier").c
    return ~exists().where(
        e.account == _l.account,
        e.person == _l.person,
        e.channel == _l.channel,
        e.state == "waiting",
        or_(e.posted < _l.posted, and_(e.posted == _l.posted, e.id < _l.id)),
    )


def _outside(query: Any, platform: Any, scope: Any, but: Sequence[tuple[str, str]]) -> Any:
    return query.where(tuple_(platform, scope).not_in(but)) if but else query


def _if_turn(turn: int) -> Any:
    """An older page never hides that a newer one is still to be put."""
    return case((_s.turn <= turn, 0), else_=_s.put_at_ms)


class Mail(Session):
    """The part of a transaction that delivery works with."""

    _posted = 0
    """How many letters this transaction has put into the outbox."""

    def post(self, letter: Letter) -> bool:
        """Put a letter into the outbox; False when one of this name was put before."""
        own = self.inside()
        self._posted += 1
        sealed = self.ring.seal(letter.card, own, "letter", letter.id, "card")
        row = letter._asdict() | {"account": own, "card": sealed, "state": "waiting"}
        return bool(self.run(self.hot.post, row | {"posted": self.moment.real * 1000 + self._posted}))

    def letter(self, id: str) -> Letter | None:
        """A letter that did not go out yet, or of which nobody knows."""
        query = select(*(_l[name] for name in Letter._fields))
        rows = self.channel.core(
            query.where(_l.account == self.inside(), _l.id == id, _l.state.in_(("waiting", "unsure")))
        )
        if not rows:
            return None
        found = Letter._make(rows[0])
        card: Any = self.ring.open(found.card, found.account, "letter", id, "card")  # type: ignore[arg-type]
        return found._replace(card=card, repeatable=found.repeatable == 1)

    # --- what may go out ----------------------------------------------------------------------

    def errands(
        self, platforms: Sequence[str], but: Sequence[tuple[str, str]], limit: int
    ) -> tuple[Errand, ...]:
        """What may go out now, of any account, on these platforms, not in these workspaces (`but`).

        Of one reader only the first of their letters, and no page while one of them may go; so what
        arrives stands in the order of its causes.
        """
        found: list[Errand] = []
        for query in (
            self._letters(platforms, but),
            self._posts(platforms, but),
            self._pages(platforms, but),
        ):
            if len(found) < limit:
                rows = self.channel.core(query.limit(limit - len(found)))
                found += [Errand(*row[: len(Errand._fields)]) for row in rows]
        return tuple(found)

    def _letters(self, platforms: Sequence[str], but: Sequence[tuple[str, str]]) -> Any:
        here = and_(_a.account == _l.account, _a.id == _first_open(_l.account, _l.person, platforms))
        columns = (_a.platform, _a.scope, _a.user, _l.account, _a.id, _l.id)
        query = select(*columns).select_from(tables.letter).join(tables.address, here)
        query = query.where(_l.state == "waiting", _l.channel == "", _l.next_ms <= self.moment.real, _first())
        return _outside(query, _a.platform, _a.scope, but).order_by(_l.posted, _l.id)

    def _posts(self, platforms: Sequence[str], but: Sequence[tuple[str, str]]) -> Any:
        c = _CHANNEL.c
        here = and_(c.account == _l.account, c.id == _l.channel)
        columns = (c.platform, c.scope, c.channel, _l.account, c.id, _l.id)
        query = select(*columns).select_from(tables.letter).join(_CHANNEL, here)
        query = query.where(_l.state == "waiting", _l.next_ms <= self.moment.real, _first())
        query = query.where(c.platform.in_(platforms))
        return _outside(query, c.platform, c.scope, but).order_by(_l.posted, _l.id)

    def _pages(self, platforms: Sequence[str], but: Sequence[tuple[str, str]]) -> Any:
        now = self.moment.real
        here = and_(_a.account == _s.account, _a.id == _first_open(_s.account, _s.person, platforms))
        letters = exists().where(
            _l.account == _s.account,
            _l.person == _s.person,
            _l.channel == "",
            _l.state == "waiting",
            _l.next_ms <= now,
        )
        columns = (_a.platform, _a.scope, _a.user, _s.account, _a.id, _NOTHING, _s.conversation, _s.role)
        query = select(*columns).select_from(tables.seat).join(tables.address, here)
        query = query.where(_s.put_at_ms > _ZERO, _s.put_at_ms <= now, _s.shown_turn < _s.turn, ~letters)
        query = _outside(query, _a.platform, _a.scope, but)
        # What closes a talk before what asks the next thing.
        return query.order_by(_s.asked, _s.touched_ms, _s.conversation, _s.role)

    # --- sending ------------------------------------------------------------------------------

    def claim(self, errand: Errand, turn: int, until_ms: int) -> Claim | None:
        """Write down that it is being sent; None when somebody else does, or there is nothing to send."""
        own, now = self.inside(), self.moment.real
        this = and_(_t.account == own, _t.what == errand.what)
        rows = self.channel.core(
            select(_t.turn, _t.fence, _t.tries, _t.doubt, _t.since_ms, _t.until_ms)
            .where(this)
            .with_for_update()
        )
        claim = Claim(errand, turn, 1, 1, False, now)
        if rows:
            before, fence, tries, doubt, since, until = rows[0]
            if until > now:
                return None
            claim = claim._replace(fence=fence + 1)
            if before == turn:
                claim = claim._replace(tries=tries + 1, doubt=bool(doubt), since_ms=since if doubt else now)
        row = {
            "turn": turn,
            "fence": claim.fence,
            "tries": claim.tries,
            "doubt": True,
            "since_ms": claim.since_ms,
            "until_ms": until_ms,
        }
        new = self._insert(tables.attempt).values({"account": own, "what": errand.what, **row})
        written = (
            update(tables.attempt).where(this).values(row) if rows else new.on_conflict_do_nothing()
        ).returning(_t.what)
        if not self.channel.core(written):
            return None
        if self._waits(errand, turn, until_ms):
            return claim
        self.channel.core(delete(tables.attempt).where(this))
        return None

    def _waits(self, errand: Errand, turn: int, until_ms: int) -> bool:
        """Put the row out of everybody's sight for so long; False when it waits no more."""
        if errand.letter:
            row = update(tables.letter).where(self._this(errand), _l.state == "waiting")
            return bool(self.channel.core(row.values(next_ms=until_ms).returning(_l.id)))
        lags = and_(_s.turn == turn, _s.shown_turn < turn, _s.put_at_ms > _ZERO)
        row = update(tables.seat).where(self._this(errand), lags)
        return bool(self.channel.core(row.values(put_at_ms=until_ms).returning(_s.role)))

    def carried(self, claim: Claim, ref: str) -> bool:
        """It arrived and stands at `ref`. False, and nothing written, when the claim was overtaken."""
        if not self._ended(claim):
            return False
        if claim.errand.letter:
            self._end_letter(claim.errand)
        else:
            self.channel.core(
                update(tables.seat)
                .where(self._this(claim.errand), _s.shown_turn <= claim.turn)
                .values(
                    shown_turn=claim.turn,
                    shown_ms=self.moment.real,
                    ref=ref,
                    put_at_ms=_if_turn(claim.turn),
                )
            )
        return True

    def put_back(self, claim: Claim, next_ms: int, *, doubt: bool = False) -> bool:
        """Not sent (with `doubt`: perhaps); to be tried again from this real time on. False: overtaken."""
        mine = self.channel.core(
            update(tables.attempt)
            .where(self._mine(claim))
            .values(doubt=doubt, until_ms=next_ms if doubt else 0)
            .returning(_t.what)
        )
        if mine:
            self._waits(claim.errand, claim.turn, next_ms)
        return bool(mine)

    def leave_in_doubt(self, claim: Claim) -> bool:
        """Nobody knows, and it is not sent again unless somebody says so. False: overtaken."""
        if not self._ended(claim):
            return False
        self.channel.core(update(tables.letter).where(self._this(claim.errand)).values(state="unsure"))
        return True

    def decide(self, letter: str, *, again: bool) -> bool:
        """End a doubt: send it after all, or let it rest. False when it is in no doubt."""
        row = update(tables.letter).where(_l.account == self.inside(), _l.id == letter, _l.state == "unsure")
        new: dict[str, Any] = {"state": "sent", "card": b""}
        if again:
            new = {"state": "waiting", "next_ms": self.moment.real}
        return bool(self.channel.core(row.values(new).returning(_l.id)))

    def delay(self, errand: Errand, next_ms: int, *, behind: bool = False) -> None:
        """Leave an errand for later without trying; `behind`: others of the same reader go first."""
        if errand.letter:
            later: dict[str, Any] = {"next_ms": next_ms}
            if behind:
                later["posted"] = next_ms * 1000
            row = update(tables.letter).where(self._this(errand), _l.state == "waiting")
            self.channel.core(row.values(later))
            return
        row = update(tables.seat).where(self._this(errand), _s.put_at_ms > _ZERO)
        self.channel.core(row.values(put_at_ms=next_ms))

    def drop(self, errand: Errand, turn: int) -> None:
        """There is nothing to show any more."""
        if errand.letter:
            self._end_letter(errand)
        else:
            row = update(tables.seat).where(self._this(errand), _s.turn == turn)
            self.channel.core(row.values(put_at_ms=0))

    def _end_letter(self, errand: Errand) -> None:
        """Its name stays, so that it is never posted again; its words go."""
        self.channel.core(update(tables.letter).where(self._this(errand)).values(state="sent", card=b""))

    def _ended(self, claim: Claim) -> bool:
        return bool(self.channel.core(delete(tables.attempt).where(self._mine(claim)).returning(_t.what)))

    def _mine(self, claim: Claim) -> Any:
        return and_(_t.account == self.inside(), _t.what == claim.errand.what, _t.fence == claim.fence)

    def _this(self, errand: Errand) -> Any:
        own = self.inside()
        if errand.letter:
            return and_(_l.account == own, _l.id == errand.letter)
        return and_(_s.account == own, _s.conversation == errand.conversation, _s.role == errand.role)

    def _insert(self, table: Any) -> Any:
        return (sqlite if self.channel.dialect == "sqlite" else postgresql).insert(table)

    # --- pauses, and the wall clock -----------------------------------------------------------

    def rest(self, platform: str, scope: str, of: str, until_ms: int) -> int:
        """A workspace wants a pause until a real time; since when it has wanted it, with no hour between."""
        now = self.moment.real
        p = tables.pause.c
        key = {"platform": platform, "scope": scope, "of": of}
        this = and_(*(p[name] == value for name, value in key.items()))
        rows = self.channel.core(select(p.since_ms, p.until_ms).where(this).with_for_update())
        goes_on = bool(rows) and rows[0][1] >= now - ONE_SPELL_MS
        times = {
            "since_ms": rows[0][0] if goes_on else now,
            "until_ms": max(until_ms, rows[0][1]) if goes_on else until_ms,
        }
        new = self._insert(tables.pause).values(key | times)
        self.channel.core(new.on_conflict_do_update(index_elements=list(key), set_=times))
        return int(times["since_ms"])

    def resting(self, platform: str, scope: str) -> Mapping[str, int]:
        """Until when a workspace wants a pause, by what the pause is about."""
        p = tables.pause.c
        here = and_(p.platform == platform, p.scope == scope, p.until_ms > self.moment.real)
        return {row[0]: int(row[1]) for row in self.channel.core(select(p.of, p.until_ms).where(here))}

    def wind_back(self) -> None:
        """The wall clock went back: whatever was put off until a later time is looked at now."""
        now = self.moment.real
        soon = now + STILL_SENDING_MS
        p = tables.pause.c
        letters = update(tables.letter).where(_l.state == "waiting", _l.next_ms > now)
        self.channel.core(letters.values(next_ms=now))
        self.channel.core(update(tables.seat).where(_s.put_at_ms > now).values(put_at_ms=now))
        self.channel.core(update(tables.attempt).where(_t.until_ms > soon).values(until_ms=soon))
        self.channel.core(update(tables.pause).where(p.until_ms > soon).values(until_ms=soon))
        leases = update(tables.lease).where(tables.lease.c.until_ms > soon)
        self.channel.core(leases.values(until_ms=soon))

    # --- who is where -------------------------------------------------------------------------

    def accounts_at(self, platform: str, scope: str) -> tuple[str, ...]:
        """The accounts that have somebody in a workspace."""
        query = select(_a.account).where(_a.platform == platform, _a.scope == scope)
        return tuple(row[0] for row in self.channel.core(query.distinct().order_by(_a.account)))

    def asked_at(
        self, platforms: Sequence[str], persons: Sequence[tuple[str, str]] = ()
    ) -> tuple[tuple[Where, int], ...]:
        """Everybody on these platforms (or only these persons of an account each) who is asked something,
        and since when the oldest question stands before them."""
        c = tables.conversation.c
        talk = and_(c.account == _s.account, c.id == _s.conversation, c.state == "open")
        there = and_(_a.account == _s.account, _a.person == _s.person, _a.state == "open")
        query = (
            select(_a.platform, _a.scope, _a.user, func.min(_s.shown_ms))
            .select_from(tables.seat)
            .join(tables.conversation, talk)
            .join(tables.address, there)
            .where(_s.asked.is_(True), _s.shown_ms > 0, _a.platform.in_(platforms))
            .group_by(_a.platform, _a.scope, _a.user)
            .order_by(_a.platform, _a.scope, _a.user)
        )
        if persons:
            query = query.where(tuple_(_s.account, _s.person).in_(persons))
        return tuple((Where(*row[:3]), int(row[3])) for row in self.channel.core(query))
