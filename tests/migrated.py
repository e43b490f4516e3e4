"""An empty SQLite database with every table: made once, and copied by whoever needs one."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from storage import migrate


@cache
def empty() -> Path:
    """Where it lies: not to be opened. Made before processes are forked, it is there for all of them."""
    folder = Path(tempfile.mkdtemp(prefix="migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


def copied(to: Path) -> str:
    """The address of a new copy."""
    shutil.copyfile(empty(), to)
    return f"sqlite:///{to}"
