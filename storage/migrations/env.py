"""What Alembic runs for every step: our tables, on the connection it was handed."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, event
from sqlmodel.sql.sqltypes import AutoString

from storage.tables import metadata


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """SQLModel's strings are plain ones to a database."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run() -> None:
    """Run the steps, each in a transaction of its own."""
    connection = context.config.attributes["connection"]
    options: dict[str, Any] = {
        "connection": connection,
        "target_metadata": metadata,
        "render_as_batch": True,
        "compare_type": True,
        "render_item": render,
        "transaction_per_migration": True,
    }
    context.configure(**options)
    if connection.dialect.name == "sqlite":
        connection.commit()
        event.listen(connection, "begin", _begin)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


def _begin(connection: Connection) -> None:
    """Our SQLite connections begin nothing by themselves; so each step is whole or not at all there too."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


run()
