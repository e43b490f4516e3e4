"""Writes the first revision anew from the tables. Only while no database outside of tests exists.

Run `python -m storage.migrations.regenerate`. After the first release, write a further revision:
`python -m storage.migrations.regenerate "Add a table for goals"`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.channel import engine_for
from storage.migrations import HERE, config, migrate

FIRST = "Create every table"


def main(message: str = "") -> None:
    """Write the first revision, or one more when it has a message."""
    versions = HERE / "versions"
    versions.mkdir(exist_ok=True)
    if not message:
        for path in versions.glob("[0-9]*.py"):
            path.unlink()
    number = f"{len(list(versions.glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        if message:
            migrate(url)
        engine = engine_for(url)
        with engine.connect() as connection:
            script = command.revision(config(connection), message or FIRST, autogenerate=True, rev_id=number)
        engine.dispose()
    path = Path(script.path)  # type: ignore[union-attr]
    path.write_text("".join(line for line in path.open() if "# ###" not in line))
    for tool in (["format", "--quiet"], ["check", "--fix", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tool, str(path)], check=False)  # noqa: S603
    print(path)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
