"""Conversations and their seats, on the statements that run with every answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from bot.engine.answers import Answers
from bot.transaction import Conflict, Conversation, Seat, State
from storage.sealing import Unsealed
from storage.session import Session
from storage.statements import IN_PLAY
from storage.tables import conversation, seat

_TABLE = "conversation"
_SEALED = slice(Conversation._fields.index("start"), Conversation._fields.index("created_ms"))
_ASKED = Seat._fields.index("asked")


class Conversations(Session):
    """The part of a transaction that moves conversations."""

    def conversation(self, id: str, *, lock: bool = True) -> Conversation | None:
        """A conversation with its answers, locked for this turn."""
        hot = self.hot
        load = hot.load_conversation if lock and self.channel.writes else hot.peek_conversation
        rows = self.run(load, {"account": self.inside(), "id": id})
        return self._opened(rows[0]) if rows else None

    def add_conversation(self, conversation: Conversation, seats: Sequence[Seat]) -> bool:
        """Store a new conversation; False when its id exists already."""
        own = self.inside()
        values = conversation._asdict() | {"account": own}
        for field in ("start", "answers"):
            values[field] = self.ring.seal(values[field], own, _TABLE, conversation.id, field)
        values["facts"] = self.ring.seal_written(conversation.facts, own, _TABLE, conversation.id, "facts")
        if not self.run(self.hot.add_conversation, values):
            return False
        for place in seats:
            row = place._asdict() | {"account": own, "conversation": conversation.id}
            if not self.run(self.hot.add_seat, row):
                raise Conflict(f"two seats of the role {place.role} in {conversation.id}")
        return True

    def save_conversation(
        self,
        id: str,
        *,
        answers: Mapping[str, Any],
        state: State,
        reason: str = "",
        facts: bytes | None = None,
    ) -> None:
        """Put the answers and the state. Facts only when they were prepared anew; None leaves them.

        Raises:
            Conflict: there is no such conversation.
        """
        own = self.inside()
        now = self.moment.now
        values = {
            "account": own,
            "id": id,
            "new_answers": self.ring.seal(answers, own, _TABLE, id, "answers"),
            "new_state": state,
            "new_reason": reason,
            "new_touched_ms": now,
        }
        statement = self.hot.save_answers
        if facts is not None:
            statement = self.hot.save_facts
            sealed = self.ring.seal_written(facts, own, _TABLE, id, "facts")
            values |= {"new_facts": sealed, "new_prepared_ms": now}
        if not self.run(statement, values):
            raise Conflict(f"there is no conversation {id}")

    def open_conversations(self, engagement: str, dialogs: Sequence[str] = ()) -> tuple[str, ...]:
        """The ids of the open and parked conversations of an engagement, always in the same order."""
        c = conversation.c
        query = select(c.id).where(
            c.account == self.inside(), c.engagement == engagement, c.state.in_(IN_PLAY)
        )
        if dialogs:
            query = query.where(c.dialog.in_(dialogs))
        # The same order for everybody: whoever locks them one by one cannot block another in a ring.
        return tuple(row[0] for row in self.channel.core(query.order_by(c.id)))

    def conversations_of(self, person: str, engagements: Sequence[str] = ()) -> tuple[str, ...]:
        """The ids of every conversation in which somebody has a seat, or which is about their work."""
        c, s = conversation.c, seat.c
        own = select(s.conversation).where(s.account == self.inside(), s.person == person)
        query = select(c.id).where(c.account == self.inside(), c.id.in_(own) | c.engagement.in_(engagements))
        return tuple(row[0] for row in self.channel.core(query.order_by(c.created_ms, c.id)))

    def talks_of(self, person: str) -> tuple[tuple[Conversation, Mapping[str, str]], ...]:
        """Every conversation of somebody, with person by role."""
        found = []
        for id in self.conversations_of(person):
            row = self.conversation(id, lock=False)
            if row is not None:
                found.append((row, {seat.role: seat.person for seat in self.seats(id)}))
        return tuple(found)

    def talks_during(self, person: str, at_ms: int) -> tuple[tuple[str, str], ...]:
        """Id and role of the conversations of somebody that were going on then; what is open comes first.

        A revision has taken over what was said before it began.
        """
        c, s = conversation.c, seat.c
        rows = self.channel.core(
            select(c.id, s.role)
            .join(seat, (s.account == c.account) & (s.conversation == c.id))
            .where(c.account == self.inside(), s.person == person)
            .where((c.created_ms <= at_ms) | (c.revises != ""), c.touched_ms >= at_ms)
            .order_by(c.state.desc(), c.touched_ms.desc(), c.id)
        )
        return tuple((row[0], row[1]) for row in rows)

    # --- seats --------------------------------------------------------------------------------

    def seats(self, conversation: str) -> tuple[Seat, ...]:
        """Everybody's place in a conversation, by role."""
        values = {"account": self.inside(), "conversation": conversation}
        return tuple(_seat(row) for row in self.run(self.hot.seats, values))

    def move_seat(
        self,
        seat: Seat,
        *,
        asked: bool,
        editing: str,
        put_at_ms: int,
        touched: bool,
        anew: bool = False,
        by: str = "",
    ) -> bool:
        """Raise a seat's turn; False when somebody else was faster (the turn has changed).

        `anew`: another page begins with it. `by`: the button that did it, see `Seat.moved_by`.
        """
        values = {
            "account": self.inside(),
            "conversation": seat.conversation,
            "role": seat.role,
            "from_turn": seat.turn,
            "new_asked": asked,
            "new_editing": editing,
            "new_put_at_ms": put_at_ms,
            "new_touched_ms": self.moment.now if touched else seat.touched_ms,
            "new_began_turn": seat.turn + 1 if anew else seat.began_turn,
            "new_moved_by": by,
        }
        return bool(self.run(self.hot.move_seat, values))

    def open_seats(self, person: str) -> tuple[tuple[Seat, Conversation], ...]:
        """Seats of open or parked conversations of this person, last touched first.

        Only where they stand: start, facts and answers are left empty.
        """
        return self._standing(self.hot.open_seats, person)

    def closed_seats(self, person: str) -> tuple[tuple[Seat, Conversation], ...]:
        """Seats of this person whose question was closed as it stood there, since they last did anything.

        The one that was shown last comes first; start, facts and answers are left empty.
        """
        return self._standing(self.hot.closed_seats, person)

    def _standing(self, statement: str, person: str) -> tuple[tuple[Seat, Conversation], ...]:
        rows = self.run(statement, {"account": self.inside(), "person": person})
        width, at = len(Seat._fields), len(Seat._fields) + _SEALED.start
        return tuple(
            (_seat(row[:width]), Conversation._make((*row[width:at], {}, b"", {}, *row[at:]))) for row in rows
        )

    def acted_ms(self, person: str) -> int:
        """When somebody last answered, opened or began anything; 0 = never. People's time."""
        mine = seat.c.account == self.inside(), seat.c.person == person
        return self.channel.core(select(func.max(seat.c.touched_ms)).where(*mine))[0][0] or 0

    def answering(self, person: str, engagement: str) -> bool:
        """Whether somebody has given an answer in an open talk about a piece of work."""
        about = [(mine, row) for mine, row in self.open_seats(person) if row.engagement == engagement]
        return any(self._has_answered(row.id, mine.role) for mine, row in about)

    def answered(self, person: str, engagement: str, since_ms: int, until_ms: int) -> tuple[str, ...]:
        """The dialog of every talk about a piece of work that somebody last did something in between, and
        gave an answer. People's time."""
        c, s = conversation.c, seat.c
        rows = self.channel.core(
            select(c.id, c.dialog, s.role)
            .join(seat, (s.account == c.account) & (s.conversation == c.id))
            .where(c.account == self.inside(), c.engagement == engagement, s.person == person)
            .where(s.touched_ms >= since_ms, s.touched_ms < until_ms)
            .order_by(c.id)
        )
        return tuple(dialog for id, dialog, role in rows if self._has_answered(id, role))

    def _has_answered(self, id: str, role: str) -> bool:
        whole = self.conversation(id, lock=False)
        return whole is not None and any(
            given.role == role for given in Answers.load(whole.answers).given.values()
        )

    def shown(self, conversation: str, role: str, turn: int, ref: str, at_ms: int = 0) -> None:
        """Note that the page of a seat's turn stands at `ref`, since `at_ms` (real time; 0 = now).

        An older one than stands is passed over.
        """
        values = {
            "account": self.inside(),
            "conversation": conversation,
            "role": role,
            "at_turn": turn,
            "new_ref": ref,
            "now": at_ms or self.moment.real,
        }
        self.run(self.hot.shown, values)

    def _opened(self, row: Sequence[Any]) -> Conversation:
        id, account = row[:2]
        start, facts, answers = row[_SEALED]
        if account != self.account:
            raise Unsealed(f"conversation {id} came from another account")
        open = self.ring.open
        opened = (
            open(start, account, _TABLE, id, "start"),
            self.ring.open_written(facts, account, _TABLE, id, "facts"),
            open(answers, account, _TABLE, id, "answers"),
        )
        return Conversation._make((*row[: _SEALED.start], *opened, *row[_SEALED.stop :]))


def _seat(row: Sequence[Any]) -> Seat:
    # SQLite's driver knows no booleans.
    return Seat._make((*row[:_ASKED], row[_ASKED] == 1, *row[_ASKED + 1 :]))
