"""What a round leaves that was not clean: its database row by row, the books of the platform, and the log."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.crash.bases import rows
from tests.crash.ledger import Ledger

HERE = Path(__file__).parents[2] / ".cache" / "crash-left"
SEALED = frozenset({"card", "words", "start", "facts", "answers", "payload"})
TABLES = ("conversation", "seat", "letter", "attempt", "due", "kept", "pause", "lease", "seen_event")


def keep(name: str, url: str, books: Ledger, home: Path, found: Any) -> Path:
    """Write it down; where it lies."""
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [str(found), ""]
    for table in TABLES:
        lines.append(table)
        for row in rows(url, f"SELECT * FROM {table}"):
            lines.append(f"    { ({k: v for k, v in row._mapping.items() if k not in SEALED}) }")
    told = [(one.at_ms, str(one)) for one in books.messages] + [(one.at_ms, str(one)) for one in books.deeds]
    lines += ["", "what was sent and done", *(f"    {words}" for _, words in sorted(told))]
    (folder / "found.txt").write_text("\n".join(lines))
    shutil.copy(home / "child.log", folder)
    return folder
