"""The table of docs/measurements.md: a row for each rig, written from what its last run found."""

from __future__ import annotations

from collections.abc import Sequence

from tests.crash.tally import Tally

HEAD = "| rig | done | lost | duplicated | stuck |"
PROPER = {"slack": "Slack", "discord": "Discord", "sqlite": "SQLite", "postgres": "PostgreSQL"}


def name_of(tally: Tally) -> str:
    """R1 slack sqlite: R1 Slack, SQLite. Other words stay as they are."""
    rig, *where = tally.name.split()
    proper = [PROPER[word] for word in where if word in PROPER]
    return " ".join([rig, ", ".join(proper) or " ".join(where)]).strip()


def row(tally: Tally) -> str:
    """What a rig did and found, as a line of the table."""
    cells = (name_of(tally), tally.done(), tally.lost, tally.doubled, tally.stuck)
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def written(page: str, tallies: Sequence[Tally]) -> str:
    """The page with these rows in its table, in the order of their names; other rows stay."""
    before, head, rest = page.partition(HEAD)
    if not head:
        raise ValueError("The page has no table of figures.")
    rule, *lines = rest.lstrip("\n").splitlines()
    table = [line for line in lines if line.startswith("|")]
    after = lines[len(table) :]
    rows = {_key(line): line for line in table} | {name_of(one): row(one) for one in tallies}
    ordered = [rows[name] for name in sorted(rows, key=_order)]
    return before + "\n".join([head, rule, *ordered, *after]) + "\n"


def _key(line: str) -> str:
    return line.split("|")[1].strip()


def _order(name: str) -> tuple[int, str]:
    rig, _, where = name.partition(" ")
    return int(rig.removeprefix("R")), where.replace("Slack", " Slack")  # before Discord
