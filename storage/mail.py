"""What is carried to people: letters, what may go out now, and who is sending what.

A send is written down before it begins and again when its end is known. What was written down and has
no end is in doubt: the process died, or the answer was lost. Every claim has a fence that rises; a
process that slept over its claim finds another fence there, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, case, exists, func, select, tuple_, update

from bot.ports import Where
from bot.transaction import Claim, Errand, Letter, Seat
from storage import tables
from storage.mail_statements import MailStatements, looks, mail_statements
from storage.rows import put
from storage.session import Session

FOREVER = 2**62
ONE_SPELL_MS = 3_600_000
"""Pauses with less than this between them are one spell of trouble."""
LOOK_AGAIN_MS = 1_000
STILL_SENDING_MS = 60_000
"""After the wall clock went back, no claim is believed for longer than this."""

_l, _a, _s, _t = tables.letter.c, tables.address.c, tables.seat.c, tables.attempt.c


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

    def shown_by_reply(self, letter: str) -> bool:
        """A reply showed what a letter says: it need not go. False where delivery is sending it by now.

        Its card stays until it is `over`.
        """
        own = self.inside()
        sending = exists().where(_t.account == own, _t.what == letter)
        row = update(tables.letter).where(_l.account == own, _l.id == letter, _l.state == "waiting", ~sending)
        return bool(self.channel.core(row.values(state="sent").returning(_l.id)))

    def stands(self, letter: str, card: Mapping[str, Any]) -> None:
        """Keep the card of a letter that is out, until it is `over`."""
        own = self.inside()
        sealed = self.ring.seal(card, own, "letter", letter, "card")
        row = update(tables.letter).where(_l.account == own, _l.id == letter, _l.state == "sent")
        self.channel.core(row.values(card=sealed))

    def standing(self, letter: str) -> Mapping[str, Any] | None:
        """The card of a letter that waits, or is out and not `over`."""
        own = self.inside()
        rows = self.channel.core(select(_l.card).where(_l.account == own, _l.id == letter, _l.card != b""))
        if not rows:
            return None
        card: Mapping[str, Any] = self.ring.open(rows[0][0], own, "letter", letter, "card")
        return card

    def over(self, letter: str) -> None:
        """What a letter that is out says counts no more: its words go."""
        row = update(tables.letter).where(_l.account == self.inside(), _l.id == letter, _l.state == "sent")
        self.channel.core(row.values(card=b""))

    # --- what may go out ----------------------------------------------------------------------

    def errands(
        self, platforms: Sequence[str], but: Sequence[tuple[str, str]], limit: int
    ) -> tuple[Errand, ...]:
        """What may go out now, of any account, on these platforms, not in these workspaces (`but`).

        Of one reader only the first of their letters, and no page while one of them may go; so what
        arrives stands in the order of its causes.
        """
        if not platforms:  # none is up yet
            return ()
        values: dict[str, Any] = {"now": self.moment.real}
        values |= {f"platform{number}": platform for number, platform in enumerate(platforms)}
        for number, (platform, scope) in enumerate(but):
            values |= {f"but{number}": platform, f"but_in{number}": scope}
        found: dict[tuple[str, str], Errand] = {}
        for look in looks(self.channel.dialect, len(platforms), len(but)):
            if len(found) < limit:
                for row in self.run(look, values | {"limit": limit - len(found)}):
                    errand = Errand(*row)
                    found.setdefault((errand.account, errand.what), errand)
        return tuple(found.values())

    # --- sending ------------------------------------------------------------------------------

    @property
    def _mail(self) -> MailStatements:
        return mail_statements(self.channel.dialect)

    def claim(self, errand: Errand, turn: int, until_ms: int) -> Claim | None:
        """Write down that it is being sent; None when somebody else does, or there is nothing to send."""
        now = self.moment.real
        key = {"account": self.inside(), "what": errand.what}
        values = key | {"turn": turn, "doubt": True, "since_ms": now, "until_ms": until_ms}
        rows = self.run(self._mail.claim, values)
        if not rows:
            # An earlier claim stands, and may end at any moment: looked at again, but not all the time.
            self.delay(errand._replace(turn=turn), now + LOOK_AGAIN_MS)
            return None
        # Whoever acted meanwhile is shown the page by the reply, which has until then.
        if not self._hide(errand, turn, until_ms, not_after=now):
            self.run(self._mail.forget, key)
            return None
        fence, tries, since_ms = rows[0]
        return Claim(errand, turn, fence, tries, since_ms != now, since_ms)

    def _hide(self, errand: Errand, turn: int, until_ms: int, *, not_after: int = FOREVER) -> bool:
        """Put the row out of everybody's sight for so long; False when it waits no more, or only later."""
        values = self._key(errand) | {"new_ms": until_ms}
        if errand.letter:
            return bool(self.run(self._mail.hide_letter, values))
        return bool(self.run(self._mail.hide_seat, values | {"at_turn": turn, "not_after": not_after}))

    def hand_over(self, seat: Seat, until_ms: int) -> bool:
        """A reply shows the page of a seat: delivery leaves it to that for a while.

        False when delivery is sending it just now, or nobody knows whether it arrived.
        """
        own = self.inside()
        # A claim writes itself down first and then the seat: whoever holds the seat sees it, or stops it.
        this = (_s.account == own, _s.conversation == seat.conversation, _s.role == seat.role)
        self.channel.core(select(_s.role).where(*this).with_for_update())
        sending = select(_t.fence).where(
            _t.account == own,
            _t.what == f"{seat.conversation}.{seat.role}",
            _t.turn == seat.turn,
            _t.until_ms > self.moment.real,
        )
        if self.channel.core(sending):
            return False
        key = {"account": own, "conversation": seat.conversation, "role": seat.role}
        self.run(self._mail.hide_seat, key | {"at_turn": seat.turn, "new_ms": until_ms, "not_after": FOREVER})
        return True

    def carried(self, claim: Claim, ref: str, at_ms: int = 0) -> bool:
        """It arrived and stands at `ref`, since `at_ms` (real time; 0 = now).

        False, and nothing written, when the claim was overtaken.
        """
        if not self._ended(claim):
            return False
        if claim.errand.letter:
            self._end_letter(claim.errand)
        else:
            values = {"at_turn": claim.turn, "now": at_ms or self.moment.real, "new_ref": ref}
            self.run(self.hot.shown, self._key(claim.errand) | values)
        return True

    def put_back(self, claim: Claim, next_ms: int, *, doubt: bool = False) -> bool:
        """Not sent (with `doubt`: perhaps); to be tried again from this real time on. False: overtaken."""
        values = {"new_doubt": doubt, "new_ms": next_ms if doubt else 0}
        mine = bool(self.run(self._mail.put_back, self._claimed(claim) | values))
        if mine:
            self._hide(claim.errand, claim.turn, next_ms)
        return mine

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
        """Leave an errand for later without trying; `behind`: others of the same reader go first.

        A page whose seat has moved on is another page: it is left as it is.
        """
        if errand.letter:
            later: dict[str, Any] = {"next_ms": next_ms}
            if behind:
                later["posted"] = next_ms * 1000
            row = update(tables.letter).where(self._this(errand), _l.state == "waiting")
            self.channel.core(row.values(later))
            return
        row = update(tables.seat).where(self._this(errand), _s.put_at_ms > 0, _s.turn == errand.turn)
        self.channel.core(row.values(put_at_ms=next_ms))

    def drop(self, errand: Errand, turn: int) -> None:
        """There is nothing to show any more."""
        self.run(self._mail.forget, {"account": self.inside(), "what": errand.what})
        if errand.letter:
            self._end_letter(errand)
        else:
            row = update(tables.seat).where(self._this(errand), _s.turn == turn)
            self.channel.core(row.values(put_at_ms=0))

    def _end_letter(self, errand: Errand) -> None:
        """Its name stays, so that it is never posted again; its words go."""
        self.run(self._mail.end_letter, self._key(errand) | {"nothing": b""})

    def _ended(self, claim: Claim) -> bool:
        return bool(self.run(self._mail.end, self._claimed(claim)))

    def _claimed(self, claim: Claim) -> dict[str, Any]:
        return {"account": self.inside(), "what": claim.errand.what, "fence": claim.fence}

    def _key(self, errand: Errand) -> dict[str, Any]:
        own = {"account": self.inside()}
        if errand.letter:
            return own | {"letter": errand.letter}
        return own | {"conversation": errand.conversation, "role": errand.role}

    def _this(self, errand: Errand) -> Any:
        own = self.inside()
        if errand.letter:
            return and_(_l.account == own, _l.id == errand.letter)
        return and_(_s.account == own, _s.conversation == errand.conversation, _s.role == errand.role)

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
        self.run(put(self.channel.dialect, tables.pause, tuple(key)), key | times)
        return int(times["since_ms"])

    def resting(self, platform: str, scope: str) -> Mapping[str, int]:
        """Until when a workspace wants a pause, by what the pause is about."""
        values = {"platform": platform, "scope": scope, "now": self.moment.real}
        return {row[0]: int(row[1]) for row in self.run(self._mail.resting, values)}

    def take_over(self) -> None:
        """No other process has this database: what one that died was sending is looked at now, in doubt."""
        now = self.moment.real
        held = select(_t.what).where(_t.until_ms > now)
        letters = held.where(_t.account == _l.account, _t.what == _l.id)
        pages = held.where(_t.account == _s.account, _t.what == _s.conversation + "." + _s.role)
        self.channel.core(update(tables.letter).where(exists(letters)).values(next_ms=now))
        self.channel.core(update(tables.seat).where(exists(pages), _s.put_at_ms > now).values(put_at_ms=now))
        self.channel.core(update(tables.attempt).where(_t.until_ms > now).values(until_ms=now))
        self.channel.core(update(tables.lease).where(tables.lease.c.until_ms > now).values(until_ms=0))

    def wind_back(self) -> None:
        """The wall clock went back: whatever was put off until a later time is looked at now."""
        now = self.moment.real
        soon = now + STILL_SENDING_MS
        p = tables.pause.c
        letters = update(tables.letter).where(_l.state == "waiting", _l.next_ms > now)
        self.channel.core(letters.values(next_ms=now))
        self.channel.core(update(tables.seat).where(_s.put_at_ms > now).values(put_at_ms=now))
        self.channel.core(update(tables.attempt).where(_t.until_ms > soon).values(until_ms=soon))
        # When it was by the right time nobody knows: the history is looked through from well before.
        before = update(tables.attempt).where(_t.since_ms > now).values(since_ms=now - ONE_SPELL_MS)
        self.channel.core(before)
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
    ) -> tuple[tuple[Where, int, tuple[str, str]], ...]:
        """Everybody on these platforms who is asked something, since when, and who (account and person).

        Only these persons, where some are named. "Since when": the first moment at which the oldest
        question can have stood there. That is before it was known to: whoever sent it may have died
        before that was written down, and it was answered where it stood.
        """
        c = tables.conversation.c
        caused = case((_s.touched_ms > c.created_ms, _s.touched_ms), else_=c.created_ms)
        since = case(((_s.shown_ms > 0) & (_s.shown_ms < caused), _s.shown_ms), else_=caused)
        talk = and_(c.account == _s.account, c.id == _s.conversation, c.state == "open")
        there = and_(_a.account == _s.account, _a.person == _s.person, _a.state == "open")
        query = (
            select(_a.platform, _a.scope, _a.user, func.min(since), _s.account, _s.person)
            .select_from(tables.seat)
            .join(tables.conversation, talk)
            .join(tables.address, there)
            # Whoever acted in it may have been shown it by the reply, though nobody could note that.
            .where(_s.asked.is_(True), (_s.shown_ms > 0) | (_s.touched_ms > 0), _a.platform.in_(platforms))
            .group_by(_a.platform, _a.scope, _a.user, _s.account, _s.person)
            .order_by(_a.platform, _a.scope, _a.user)
        )
        if persons:
            query = query.where(tuple_(_s.account, _s.person).in_(persons))
        rows = self.channel.core(query)
        return tuple((Where(*row[:3]), int(row[3]), (row[4], row[5])) for row in rows)
