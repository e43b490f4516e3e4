"""Say of a seat what raised its turn, and since which turn its page is the same.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("began_turn", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("moved_by", sa.String(), nullable=False, server_default=""))
    # What stood there before the last turn is not known: a form of then is offered as it was filled.
    op.execute("UPDATE seat SET began_turn = turn")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.alter_column("began_turn", server_default=None)
        batch_op.alter_column("moved_by", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_column("moved_by")
        batch_op.drop_column("began_turn")
