"""Seal the names of skills and of a piece of work: they may be in the owner's own words.

Revision 0006, after 0005. A step has no keys: the names are put where sealed words lie, and whoever opens
the database next with its keys seals them before anything is read (`storage.open_names`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAMES = (("engagement", "role_name"), ("skill", "name"))


def upgrade() -> None:
    for table, column in NAMES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                column,
                existing_type=sa.String(),
                type_=sa.LargeBinary(),
                existing_nullable=False,
                postgresql_using=f"convert_to({column}, 'UTF8')",
            )


def downgrade() -> None:
    """What is sealed cannot be read without its key: the older tables hold what it came from."""
    for (table, column), stands in zip(NAMES, ("role", "template"), strict=True):
        op.execute(sa.text(f"UPDATE {table} SET {column} = ''"))  # noqa: S608  # names from above
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                column,
                existing_type=sa.LargeBinary(),
                type_=sa.String(),
                existing_nullable=False,
                postgresql_using="''",
            )
        op.execute(sa.text(f"UPDATE {table} SET {column} = {stands}"))  # noqa: S608
