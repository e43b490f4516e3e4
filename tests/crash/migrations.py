"""R10: databases are brought up and back, dying before each statement in turn, and lose no row.

Two made-up further steps stand on top of the real ones: one that adds to a table that others refer to
(SQLite copies it), one that fills what it added. They are run on a populated database of the newest real
version.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from storage import migrations
from storage.channel import engine_for
from tests.crash import seeded
from tests.crash.bases import Base, damage, rows
from tests.crash.forks import FORKS
from tests.crash.tally import Tally

STEPS = {
    "0998_first.py": (
        "    copied = 'always' if op.get_bind().dialect.name == 'sqlite' else 'never'\n"
        "    with op.batch_alter_table('account', recreate=copied) as batch:\n"
        "        batch.add_column(sa.Column('motto', sa.String(), server_default='none', nullable=False))\n",
        "    with op.batch_alter_table('account') as batch:\n        batch.drop_column('motto')\n",
    ),
    "0999_second.py": (
        "    op.execute(\"UPDATE account SET motto = 'one'\")\n"
        "    op.create_index('ix_account_motto', 'account', ['motto'])\n"
        "    op.execute(\"UPDATE account SET motto = 'two'\")\n",
        "    op.drop_index('ix_account_motto', 'account')\n",
    ),
}
HALFWAY = "UPDATE account SET motto = 'two'"
"""Before this statement the second step is half done."""
WHOLE = 0
"""No statement: a run without a death."""
Point = int | str
"""Before which statement it dies: by number, or by its words."""
KEPT = ("account", "person", "address", "engagement", "due", "setting")


def further(folder: Path) -> Path:
    """A copy of the real steps with the made-up ones on top."""
    here = folder / "migrations"
    shutil.copytree(migrations.HERE, here, dirs_exist_ok=True)
    before = migrations.newest()
    for name, (up, down) in STEPS.items():
        (here / "versions" / name).write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision, down_revision = '{name[:4]}', '{before}'\n"
            f"def upgrade():\n{up}def downgrade():\n{down}"
        )
        before = name[:4]
    return here


def drill(
    tally: Tally,
    base: Base,
    folder: Path,
    *,
    at: Iterable[Point] = (),
    share: int = 1,
    seeds: Sequence[str] = (),
) -> Tally:
    """Up, killed before a statement, up again, and back down; all rows as they were.

    `at`: before these statements; otherwise before every so many.
    """
    here = further(folder)
    for number in at or _points(base, here, folder, share):
        url = base.fresh()
        before = _content(url)
        died = _in_a_child(url, here, number, seeds=seeds)
        tally.another()
        tally.kills += int(died)
        halfway = _content(url)
        again = _in_a_child(url, here, 0)
        after = _content(url)
        back = _in_a_child(url, here, 0, down=True)
        lost = [
            name for name in KEPT if not before[name] == halfway[name] == after[name] == _content(url)[name]
        ]
        revision = rows(url, "SELECT version_num FROM alembic_version")[0][0]
        whole = not again and not back and revision == migrations.newest() and not damage(url)
        if lost or not whole:
            tally.lost += len(lost)
            tally.failing.append(f"{base.name} statement {number}: lost {lost}, ended at {revision}")
        base.drop(url)
    return tally


def _points(base: Base, here: Path, folder: Path, share: int) -> Iterator[int]:
    """The statements of a whole run, by number."""
    url = base.fresh()
    count = folder / f"statements-{base.name}"
    _in_a_child(url, here, 0, count=count)
    base.drop(url)
    yield from range(1, int(count.read_text()) + 1, share)


def _content(url: str) -> dict[str, list[str]]:
    """The rows of the tables that are looked at, without what a step added."""
    found = {}
    for table in KEPT:
        read = rows(url, f"SELECT * FROM {table}")
        found[table] = sorted(str({k: v for k, v in row._mapping.items() if k != "motto"}) for row in read)
    return found


def _in_a_child(
    url: str,
    here: Path,
    die_at: Point,
    *,
    down: bool = False,
    count: Path | None = None,
    seeds: Sequence[str] = (),
) -> bool:
    """Migrate in a process of its own; whether it died."""
    process = FORKS.Process(target=_migrate, args=(url, here, die_at, down, count, seeds))
    process.start()
    process.join()
    return bool(process.exitcode)


def _migrate(
    url: str, here: Path, die_at: Point, down: bool, count: Path | None, seeds: Sequence[str]
) -> None:
    passed = 0

    def before(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal passed
        passed += 1
        if die_at in (passed, statement):
            os.kill(os.getpid(), signal.SIGKILL)

    newest = migrations.newest()
    seeded.sow(seeds)
    event.listen(Engine, "before_cursor_execute", before)
    migrations.HERE = here
    if down:
        engine = engine_for(url)
        with engine.connect() as connection:
            migrations.downgrade(connection, newest)
        engine.dispose()
    else:
        migrations.migrate(url)
    if count is not None:
        count.write_text(str(passed))
