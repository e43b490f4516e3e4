"""Keep what words between the two are about beside them: it stood where a reply to them stands.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """The words are kept; what they were about has no place in the older table."""
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_column("about")
