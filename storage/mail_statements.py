"""The statements of delivery. What runs for every message is the driver's own text, compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

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
    update,
)

from bot.model import Channel
from bot.transaction import OWN
from storage import tables
from storage.rows import ONE as _ONE
from storage.rows import ZERO as _ZERO
from storage.rows import compiled, insert
from storage.rows import parameter as _p

_l, _a, _s, _t, _z = (
    tables.letter.c, tables.address.c, tables.seat.c, tables.attempt.c, tables.lease.c
)  # fmt: skip
_CHANNEL = tables.TABLES[Channel]
_NOTHING: ColumnElement[str] = literal_column("''")
_OPEN: ColumnElement[str] = literal_column("'open'")
_SENT: ColumnElement[str] = literal_column("'sent'")
_WAITS = _l.state == literal_column("'waiting'")


class MailStatements(NamedTuple):
    """The text of every statement that runs for each message."""

    lease: str
    resting: str
    claim: str
    forget: str
    hide_letter: str
    hide_seat: str
    end_letter: str
    end: str
    put_back: str


@cache
def mail_statements(dialect: str) -> MailStatements:
    """The statements for "sqlite" or "postgresql"."""
    lease = insert(dialect, tables.lease).values(
        name=_p("name"), holder=_p("holder"), until_ms=_p("until_ms"), fence=_ONE
    )
    mine = _z.holder == lease.excluded.holder
    lease = lease.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "holder": lease.excluded.holder,
            "until_ms": lease.excluded.until_ms,
            "fence": case((mine, _z.fence), else_=_z.fence + _ONE),
        },
        where=(_z.until_ms < _p("now")) | mine,
    ).returning(_z.fence)
    p = tables.pause.c
    names = ("account", "what", "turn", "doubt", "since_ms", "until_ms")
    claim = insert(dialect, tables.attempt).values(
        {name: _p(name) for name in names} | {"fence": _ONE, "tries": _ONE}
    )
    again = _t.turn == claim.excluded.turn
    claim = claim.on_conflict_do_update(
        index_elements=["account", "what"],
        set_={
            "turn": claim.excluded.turn,
            "fence": _t.fence + _ONE,
            "tries": case((again, _t.tries + _ONE), else_=_ONE),
            "doubt": claim.excluded.doubt,
            "since_ms": case((and_(again, _t.doubt), _t.since_ms), else_=claim.excluded.since_ms),
            "until_ms": claim.excluded.until_ms,
        },
        where=_t.until_ms <= claim.excluded.since_ms,
    ).returning(_t.fence, _t.tries, _t.since_ms)
    this = and_(_t.account == _p("account"), _t.what == _p("what"))
    ours = and_(this, _t.fence == _p("fence"))
    this_letter = and_(_l.account == _p("account"), _l.id == _p("letter"))
    this_seat = and_(
        _s.account == _p("account"), _s.conversation == _p("conversation"), _s.role == _p("role")
    )
    lags = and_(_s.turn == _p("at_turn"), _s.shown_turn < _p("at_turn"), _s.put_at_ms > _ZERO)
    texts: dict[str, Any] = {
        "lease": lease,
        "resting": select(p.of, p.until_ms).where(
            p.platform == _p("platform"), p.scope == _p("scope"), p.until_ms > _p("now")
        ),
        "claim": claim,
        "forget": delete(tables.attempt).where(this).returning(_t.what),
        "hide_letter": update(tables.letter)
        .where(this_letter, _WAITS)
        .values(next_ms=_p("new_ms"))
        .returning(_l.id),
        "hide_seat": update(tables.seat)
        .where(this_seat, lags, _s.put_at_ms <= _p("not_after"))
        .values(put_at_ms=_p("new_ms"))
        .returning(_s.role),
        "end_letter": update(tables.letter)
        .where(this_letter)
        .values(state=_SENT, card=_p("nothing"))
        .returning(_l.id),
        "end": delete(tables.attempt).where(ours).returning(_t.what),
        "put_back": update(tables.attempt)
        .where(ours)
        .values(doubt=_p("new_doubt"), until_ms=_p("new_ms"))
        .returning(_t.what),
    }
    return MailStatements(**{name: compiled(dialect, statement) for name, statement in texts.items()})


# --- what may go out ------------------------------------------------------------------------------


class Looks(NamedTuple):
    """Letters, posts and pages that may go now: `platform0` and on, but not `but0` of `but_in0` and on."""

    letters: str
    posts: str
    pages: str


@lru_cache(maxsize=64)
def looks(dialect: str, platforms: int, but: int) -> Looks:
    """The three questions, made once for so many platforms, and so many workspaces to look past."""
    on = [_p(f"platform{number}") for number in range(platforms)]
    here = _open_at(_l.account, _l.person, on)
    columns: tuple[Any, ...] = (_a.platform, _a.scope, _a.user, _l.account, _a.id, _l.id)
    letters = (
        select(*columns)
        .select_from(tables.letter)
        .join(tables.address, here)
        .where(_WAITS, _l.channel == _NOTHING, _l.next_ms <= _p("now"), _first())
        .order_by(_l.posted, _l.id, _a.id)
    )
    c = _CHANNEL.c
    columns = (c.platform, c.scope, c.channel, _l.account, c.id, _l.id)
    posts = (
        select(*columns)
        .select_from(tables.letter)
        .join(_CHANNEL, and_(c.account == _l.account, c.id == _l.channel))
        .where(_WAITS, _l.next_ms <= _p("now"), _first(), c.platform.in_(on))
        .order_by(_l.posted, _l.id)
    )
    here = _open_at(_s.account, _s.person, on)
    letter_first = exists().where(
        _l.account == _s.account,
        _l.person == _s.person,
        _l.channel == _NOTHING,
        _WAITS,
        _l.next_ms <= _p("now"),
    )
    columns = (_a.platform, _a.scope, _a.user, _s.account, _a.id, _NOTHING, _s.conversation, _s.role, _s.turn)
    pages = (
        select(*columns)
        .select_from(tables.seat)
        .join(tables.address, here)
        .where(_s.put_at_ms > _ZERO, _s.put_at_ms <= _p("now"), _s.shown_turn < _s.turn, ~letter_first)
        # What closes a talk before what asks the next thing.
        .order_by(_s.asked, _s.touched_ms, _s.conversation, _s.role, _a.id)
    )
    for number in range(but):
        workspace = (_p(f"but{number}"), _p(f"but_in{number}"))
        letters = letters.where(_elsewhere(_a, *workspace))
        posts = posts.where(_elsewhere(c, *workspace))
        pages = pages.where(_elsewhere(_a, *workspace))
    some = (query.limit(_p("limit")).offset(_ZERO) for query in (letters, posts, pages))
    return Looks(*(compiled(dialect, query) for query in some))


def _elsewhere(columns: Any, platform: Any, scope: Any) -> Any:
    return (columns.platform != platform) | (columns.scope != scope)


def _open_at(account: Any, person: Any, platforms: Sequence[Any]) -> Any:
    """Wherever somebody can be reached on these platforms; the first is taken."""
    return and_(
        _a.account == account,
        _a.person == person,
        _a.state == _OPEN,
        # Not the bare column: SQLite would begin with everybody on the platform, not with what waits.
        _a.platform.concat(_NOTHING).in_(platforms),
    )


def _first() -> Any:
    """No earlier letter of the same reader waits.

    What somebody's own act causes comes at whatever hour: only what is their own as well goes before it.
    """
    e = tables.letter.alias("earlier").c
    return ~exists().where(
        or_(~_is_own(_l.once), _is_own(e.once)),
        e.account == _l.account,
        e.person == _l.person,
        e.channel == _l.channel,
        e.state == literal_column("'waiting'"),
        or_(e.posted < _l.posted, and_(e.posted == _l.posted, e.id < _l.id)),
    )


def _is_own(once: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a letter is `Letter.own`, by its name."""
    begins = f"{OWN}/"
    return func.substr(once, _ONE, literal_column(str(len(begins)))) == literal_column(f"'{begins}'")
