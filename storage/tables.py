"""The tables: one line for each kind of record, and the rows that move with every answer.

A record's fields, keys and indexes are declared once, in bot.model; here they only become tables.
The account is part of every key. Instants are integer milliseconds, so that they compare and sort
the same on both databases and on the driver's own cursor, where no type of SQLAlchemy is in between.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import SQLModel

from bot import model
from bot.model import Record

metadata = SQLModel.metadata
# Before the first table: without names Alembic cannot see or change a constraint on SQLite.
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# fmt: off
class AccountRow(model.Account, table=True): __tablename__ = "account"  # noqa: E701
class PersonRow(model.Person, table=True): __tablename__ = "person"  # noqa: E701
class AddressRow(model.Address, table=True): __tablename__ = "address"  # noqa: E701
class EngagementRow(model.Engagement, table=True): __tablename__ = "engagement"  # noqa: E701
class JobRow(model.Job, table=True): __tablename__ = "job"  # noqa: E701
class DiscretionRow(model.Discretion, table=True): __tablename__ = "discretion"  # noqa: E701
class TodoRow(model.Todo, table=True): __tablename__ = "todo"  # noqa: E701
class UnderstandingRow(model.Understanding, table=True): __tablename__ = "understanding"  # noqa: E701
class SkillRow(model.Skill, table=True): __tablename__ = "skill"  # noqa: E701
class RatingRow(model.Rating, table=True): __tablename__ = "rating"  # noqa: E701
class LevelRow(model.Level, table=True): __tablename__ = "level"  # noqa: E701
class SampleRow(model.Sample, table=True): __tablename__ = "sample"  # noqa: E701
class ItemRow(model.Item, table=True): __tablename__ = "item"  # noqa: E701
class RuleRow(model.Rule, table=True): __tablename__ = "rule"  # noqa: E701
class GoalRow(model.Goal, table=True): __tablename__ = "goal"  # noqa: E701
class AgreementRow(model.Agreement, table=True): __tablename__ = "agreement"  # noqa: E701
class SurenessRow(model.Sureness, table=True): __tablename__ = "sureness"  # noqa: E701
class CheckInRow(model.CheckIn, table=True): __tablename__ = "check_in"  # noqa: E701
class CountRow(model.Count, table=True): __tablename__ = "count"  # noqa: E701
class QuestionRow(model.Question, table=True): __tablename__ = "question"  # noqa: E701
class PieceRow(model.Piece, table=True): __tablename__ = "piece"  # noqa: E701
class FeedbackRow(model.Feedback, table=True): __tablename__ = "feedback"  # noqa: E701
class JudgementRow(model.Judgement, table=True): __tablename__ = "judgement"  # noqa: E701
class StepRow(model.Step, table=True): __tablename__ = "step"  # noqa: E701
class ClosingRow(model.Closing, table=True): __tablename__ = "closing"  # noqa: E701
class OwnerTimeRow(model.OwnerTime, table=True): __tablename__ = "owner_time"  # noqa: E701
class ChannelRow(model.Channel, table=True): __tablename__ = "channel"  # noqa: E701
# fmt: on


def _of_an_account() -> ForeignKeyConstraint:
    """Whatever belongs to an account goes with it."""
    return ForeignKeyConstraint(["account"], ["account.id"], ondelete="CASCADE")


def _record_tables() -> dict[type[Record], Table]:
    found: dict[type[Record], Table] = {}
    for mapper in SQLModel._sa_registry.mappers:
        kind = mapper.class_.__base__
        if kind is not None and issubclass(kind, Record) and isinstance(mapper.local_table, Table):
            found[kind] = mapper.local_table
    for table in found.values():
        table.append_constraint(_of_an_account())
    return found


TABLES = _record_tables()
"""The table of each kind of record."""

account = metadata.tables["account"]
person = TABLES[model.Person]
address = TABLES[model.Address]
# Every event begins with this question, before its account is known.
Index(None, address.c.platform, address.c.scope, address.c.user)

seen_event = Table(
    "seen_event",
    metadata,
    Column("id", String, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    # One tree in place of two: every event writes here. To forget old ones, once a day, takes its time.
    sqlite_with_rowid=False,
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", String, nullable=False),
    Column("account", String, nullable=False),
    Column("dialog", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("engagement", String, nullable=False),
    Column("about", String, nullable=False),
    Column("revises", String, nullable=False),
    Column("start", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("answers", LargeBinary, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("touched_ms", BigInteger, nullable=False),
    Column("prepared_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("account", "id"),
    _of_an_account(),
    # Without the state: a key that is written with every answer would be moved with every answer.
    Index(None, "account", "engagement"),
)

seat = Table(
    "seat",
    metadata,
    Column("conversation", String, nullable=False),
    Column("account", String, nullable=False),
    Column("role", String, nullable=False),
    Column("person", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("asked", Boolean, nullable=False),
    Column("editing", String, nullable=False),
    Column("touched_ms", BigInteger, nullable=False),
    Column("shown_turn", Integer, nullable=False),
    Column("shown_ms", BigInteger, nullable=False),
    Column("ref", String, nullable=False),
    Column("put_at_ms", BigInteger, nullable=False),
    Column("began_turn", Integer, nullable=False),
    Column("moved_by", String, nullable=False),
    PrimaryKeyConstraint("account", "conversation", "role"),
    ForeignKeyConstraint(
        ["account", "conversation"], ["conversation.account", "conversation.id"], ondelete="CASCADE"
    ),
    Index(None, "account", "person"),
    sqlite_with_rowid=False,
)
# Only what waits to be shown is in it: a turn whose page stands pays nothing.
Index(
    None,
    seat.c.put_at_ms,
    sqlite_where=text("put_at_ms > 0"),
    postgresql_where=text("put_at_ms > 0"),
)

gate = Table(
    "gate",
    metadata,
    Column("account", String, nullable=False),
    Column("name", String, nullable=False),
    Column("arrived", String, nullable=False),
    Column("fired", Boolean, nullable=False),
    PrimaryKeyConstraint("account", "name"),
    _of_an_account(),
)

letter = Table(
    "letter",
    metadata,
    Column("id", String, nullable=False),
    Column("account", String, nullable=False),
    Column("person", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("engagement", String, nullable=False),
    Column("once", String, nullable=False),
    Column("card", LargeBinary, nullable=False),
    Column("next_ms", BigInteger, nullable=False),
    Column("repeatable", Boolean, nullable=False),
    Column("posted", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    PrimaryKeyConstraint("account", "id"),
    UniqueConstraint("account", "once"),
    _of_an_account(),
)
# Only what waits is in it: who has read their letters costs nothing.
Index(
    "ix_letter_waiting",
    letter.c.account,
    letter.c.person,
    letter.c.channel,
    letter.c.posted,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)

# What is being sent, or was when nobody came back to say how it ended. Gone once that is known.
attempt = Table(
    "attempt",
    metadata,
    Column("account", String, nullable=False),
    Column("what", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("doubt", Boolean, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("account", "what"),
    _of_an_account(),
)

# The pauses that workspaces asked for: every process keeps them, and so does the next one.
pause = Table(
    "pause",
    metadata,
    Column("platform", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("of", String, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("platform", "scope", "of"),
)

due = Table(
    "due",
    metadata,
    Column("id", String, nullable=False),
    Column("account", String, nullable=False),
    Column("what", String, nullable=False),
    Column("occurrence", String, nullable=False),
    Column("person", String, nullable=False),
    Column("engagement", String, nullable=False),
    Column("conversation", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("state", String, nullable=False),
    PrimaryKeyConstraint("account", "id"),
    # A row stays when it is done, so that this also keeps an occurrence from being planned again.
    UniqueConstraint("account", "what", "occurrence", "person", "engagement"),
    _of_an_account(),
    Index(None, "state", "at_ms"),
)

kept = Table(
    "kept",
    metadata,
    Column("account", String, nullable=False),
    Column("id", String, nullable=False),
    Column("person", String, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("account", "id"),
    _of_an_account(),
)

# Account "" is the installation itself, so there is nothing to refer to.
setting = Table(
    "setting",
    metadata,
    Column("account", String, nullable=False),
    Column("name", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
    PrimaryKeyConstraint("account", "name"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("fence", BigInteger, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("room", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    PrimaryKeyConstraint("room", "number"),
)
