"""Write down what is being sent.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "scope", "of", name=op.f("pk_pause")),
    )
    op.create_table(
        "attempt",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Boolean(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name=op.f("fk_attempt_account_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "what", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.alter_column("closed_at", server_default=None)
    # The platforms' own codes stood here; each said that nothing can be written there.
    op.execute("UPDATE address SET state = 'closed' WHERE state <> 'open'")

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_state_next_ms"))
        batch_op.add_column(sa.Column("repeatable", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("posted", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.drop_column("attempts")
    op.execute("UPDATE letter SET posted = next_ms * 1000")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.alter_column("repeatable", server_default=None)
        batch_op.alter_column("posted", server_default=None)
        batch_op.create_index(
            "ix_letter_waiting",
            ["account", "person", "channel", "posted"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )


def downgrade() -> None:
    # What is in doubt has no word in the older tables: it is not sent again.
    op.execute("UPDATE letter SET state = 'sent' WHERE state = 'unsure'")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_waiting")
        batch_op.drop_column("posted")
        batch_op.drop_column("repeatable")
        batch_op.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.alter_column("attempts", server_default=None)
        batch_op.create_index(batch_op.f("ix_letter_state_next_ms"), ["state", "next_ms"], unique=False)

    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_column("closed_at")

    op.drop_table("attempt")
    op.drop_table("pause")
