"""Populated databases that the rigs' tests share: each round gets a copy."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash import kills
from tests.crash.bases import Base, PostgresBase, SqliteBase
from tests.postgres import Postgres

NUMBERS = itertools.count(1)


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("rigs")
    yield found
    shutil.rmtree(found)


@pytest.fixture(scope="package")
def bases(folder: Path) -> dict[str, SqliteBase]:
    """A populated database for each platform."""
    found = {}
    for platform in kills.PLATFORMS:
        (folder / platform).mkdir()
        found[platform] = SqliteBase(folder / platform, kills.populate(platform))
    return found


@pytest.fixture
def base_of(bases: dict[str, SqliteBase], request: pytest.FixtureRequest) -> Callable[[str], Base]:
    """A populated database of either kind."""

    def made(database: str) -> Base:
        if database == "sqlite":
            return bases["slack"]
        server: Postgres = request.getfixturevalue("postgres")
        return PostgresBase(server, kills.populate("slack"), f"rigs{next(NUMBERS)}")

    return made
