"""Keep absences that are over: all of them in one line, in place of the last one.

Revision 0003, after 0002.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PERSON = sa.table(
    "person",
    *(sa.column(name) for name in ("account", "id", "away", "version")),
    sa.column("away_from", sa.Date()),
    sa.column("away_to", sa.Date()),
)


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away", sa.String(), nullable=False, server_default=""))
    there = op.get_bind()
    noted = PERSON.c.away_from.is_not(None) & (PERSON.c.away_from <= PERSON.c.away_to)
    for row in there.execute(sa.select(PERSON).where(noted)).all():
        # A talk about an absence that began before this is told that its person has changed.
        values = {"away": f"{row.away_from}/{row.away_to}", "version": row.version + 1}
        there.execute(_one(row).values(values))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("away", server_default=None)
        batch_op.drop_column("away_from")
        batch_op.drop_column("away_to")


def downgrade() -> None:
    """The last one is kept; those before it have no place in the older tables."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("away_to", sa.Date(), nullable=True))
    there = op.get_bind()
    for row in there.execute(sa.select(PERSON).where(PERSON.c.away != "")).all():
        first, last = row.away.split()[-1].split("/")
        days = {"away_from": date.fromisoformat(first), "away_to": date.fromisoformat(last)}
        there.execute(_one(row).values({**days, "version": row.version + 1}))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("away")


def _one(row: sa.Row[Any]) -> sa.Update:
    return sa.update(PERSON).where(PERSON.c.account == row.account, PERSON.c.id == row.id)
