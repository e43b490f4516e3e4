"""The statements of a turn, compiled once for each database to the driver's own text.

They run on the driver's cursor: SQLAlchemy's own execution costs more than the statement itself.
So there are no types in between (booleans come as 0 and 1 from SQLite), and what was hit is known
from RETURNING only: drivers disagree about rowcount.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    column,
    func,
    literal_column,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql.expression import ClauseElement

from bot.transaction import KINDS, Conversation, Due, Seat
from storage.rows import ONE as _ONE
from storage.rows import ZERO as _ZERO
from storage.rows import add, compiled
from storage.rows import parameter as _p
from storage.tables import address, conversation, due, gate, letter, person, seat, seen_event, setting

IN_PLAY = ("open", "parked")
"""The states in which a conversation can still go on."""


Place: TypeAlias = tuple[ColumnElement[Any], ...]
"""The columns by which a row is found again."""


class Statements(NamedTuple):
    """The text of every hot statement, in one database's words."""

    note_event: str
    persons_at: str
    load_conversation: str
    peek_conversation: str
    add_conversation: str
    save_answers: str
    save_facts: str
    seats: str
    open_seats: str
    closed_seats: str
    add_seat: str
    move_seat: str
    shown: str
    open_gate: str
    lock_gate: str
    post: str
    plan: str
    claim_due: str
    postpone: str
    next_due: str
    next_due_of: str
    setting: str


@cache
def statements(dialect: str) -> Statements:
    """The statements for "sqlite" or "postgresql"."""
    # Its index on what is due holds SQLite's own number of a row: no key is looked up to find it again.
    place: Place = (column("rowid"),) if dialect == "sqlite" else (due.c.account, due.c.id)
    return _compile(partial(compiled, dialect), partial(add, dialect), place)


def _compile(text: Callable[[ClauseElement], str], add: Callable[[Table], str], place: Place) -> Statements:
    c, s = conversation.c, seat.c
    mine = seat.alias("mine").c
    where_it_stands = (
        *(s[name] for name in Seat._fields),
        *(c[name] for name in Conversation._fields if name not in ("start", "facts", "answers")),
    )
    soonest = select(func.min(due.c.at_ms)).where(due.c.state == literal_column("'planned'"), _known())
    this_conversation = and_(c.account == _p("account"), c.id == _p("id"))
    this_seat = and_(s.account == _p("account"), s.conversation == _p("conversation"), s.role == _p("role"))
    saved: dict[str, Any] = {
        name: bindparam(f"new_{name}") for name in ("answers", "state", "reason", "touched_ms")
    }
    prepared: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("facts", "prepared_ms")}
    return Statements(
        note_event=add(seen_event),
        persons_at=text(
            select(address.c.account, address.c.person, address.c.state == literal_column("'open'"))
            .join(person, (person.c.account == address.c.account) & (person.c.id == address.c.person))
            .where(
                address.c.platform == _p("platform"),
                address.c.scope == _p("scope"),
                address.c.user == _p("user"),
            )
            .order_by(person.c.created_at.desc(), address.c.account, address.c.person)
        ),
        load_conversation=text(select(conversation).where(this_conversation).with_for_update()),
        peek_conversation=text(select(conversation).where(this_conversation)),
        add_conversation=add(conversation),
        save_answers=text(update(conversation).where(this_conversation).values(saved).returning(c.id)),
        save_facts=text(
            update(conversation).where(this_conversation).values(saved | prepared).returning(c.id)
        ),
        seats=text(
            select(seat)
            .where(s.account == _p("account"), s.conversation == _p("conversation"))
            .order_by(s.role)
        ),
        open_seats=text(
            select(*where_it_stands)
            .join(conversation, and_(c.account == s.account, c.id == s.conversation))
            .where(
                s.account == _p("account"),
                s.person == _p("person"),
                # Written into the text: a list of parameters would be another statement for each length.
                c.state.in_([literal_column(f"'{state}'") for state in IN_PLAY]),
            )
            .order_by(s.touched_ms.desc(), c.created_ms, c.id)
        ),
        closed_seats=text(
            select(*where_it_stands)
            .join(conversation, and_(c.account == s.account, c.id == s.conversation))
            .where(
                s.account == _p("account"),
                s.person == _p("person"),
                c.state == literal_column("'closed'"),
                c.touched_ms
                > select(func.max(mine.touched_ms))
                .where(mine.account == _p("account"), mine.person == _p("person"))
                .scalar_subquery(),
                s.shown_turn >= s.turn - _ONE,
                s.ref != literal_column("''"),
            )
            .order_by(s.shown_ms.desc(), c.id)
        ),
        add_seat=add(seat),
        move_seat=text(
            update(seat)
            .where(this_seat, s.turn == _p("from_turn"))
            .values(
                turn=s.turn + _ONE,
                asked=_p("new_asked"),
                editing=_p("new_editing"),
                put_at_ms=_p("new_put_at_ms"),
                touched_ms=_p("new_touched_ms"),
                began_turn=_p("new_began_turn"),
                moved_by=_p("new_moved_by"),
            )
            .returning(s.turn)
        ),
        # An adapter may confirm late: an older page never hides that a newer one is still to be put.
        shown=text(
            update(seat)
            .where(this_seat, s.shown_turn <= _p("at_turn"))
            .values(
                shown_turn=_p("at_turn"),
                shown_ms=_p("now"),
                ref=_p("new_ref"),
                put_at_ms=case((s.turn <= _p("at_turn"), _ZERO), else_=s.put_at_ms),
            )
            .returning(s.turn)
        ),
        open_gate=add(gate),
        lock_gate=text(
            select(gate.c.arrived, gate.c.fired)
            .where(gate.c.account == _p("account"), gate.c.name == _p("name"))
            .with_for_update()
        ),
        post=add(letter),
        plan=add(due),
        claim_due=text(_claim_due(place)),
        postpone=text(
            update(due)
            .where(due.c.account == _p("account"), due.c.id == _p("this"))
            .values(state=literal_column("'planned'"), at_ms=_p("new_at_ms"))
        ),
        next_due=text(soonest),
        next_due_of=text(soonest.where(due.c.account == _p("account"))),
        setting=text(
            select(setting.c.value).where(setting.c.account == _p("account"), setting.c.name == _p("name"))
        ),
    )


def _known() -> ColumnElement[bool]:
    """Whether something due is of a kind that this version fires. Another's is never touched."""
    return due.c.what.in_([literal_column(f"'{kind}'") for kind in KINDS])


def _claim_due(place: Place) -> ClauseElement:
    """Take what is due out of the plan, in one statement, passing over what another process holds.

    It is chosen in a WITH of its own, which PostgreSQL runs once; as a plain subquery it may run
    it again and lock more than the limit.
    """
    d = due.c
    chosen = (
        select(*place)
        .where(d.state == literal_column("'planned'"), d.at_ms <= _p("now"), _known())
        .order_by(d.at_ms)
        .limit(_p("limit"))
        .offset(_ZERO)
        .with_for_update(skip_locked=True)
        .cte("chosen")
    )
    here = place[0] if len(place) == 1 else tuple_(*place)
    return (
        update(due)
        .where(here.in_(select(chosen)))
        .values(state=literal_column("'done'"))
        .returning(*(d[name] for name in Due._fields))
    )
