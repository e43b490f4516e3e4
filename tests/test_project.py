"""What holds the project together: the locks, the verbs, the floors."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from storage import open_store
from tests.benchmarks import talks

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


def pinned(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text().splitlines()
    return {normal(line): line for line in lines if line and not line.startswith((" ", "#"))}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_with_hashes_and_names_no_index(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted|\s@\s", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 40
    for entry in entries:
        assert re.match(r"\S+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_locks_hold_what_the_project_asks_for_and_agree():
    extras = PROJECT["project"]["optional-dependencies"]
    run, test = (pinned(lock) for lock in LOCKS)
    asked = [*PROJECT["project"]["dependencies"], *extras["build"]]
    assert {normal(name) for name in asked} <= run.keys()
    assert {normal(name) for name in extras["test"] + extras["dev"]} <= test.keys()
    assert run.items() <= test.items()


def test_every_dependency_has_its_reason():
    page = (ROOT / "docs/decisions/dependencies.md").read_text()
    extras = PROJECT["project"]["optional-dependencies"]
    asked = PROJECT["project"]["dependencies"] + [name for names in extras.values() for name in names]
    explained = [normal(name) for name in re.findall(r"(?m)^\*\*(.+?)\*\*: ", page)]
    assert sorted(explained) == sorted(normal(name) for name in asked)


def test_help_lists_every_verb():
    makefile = (ROOT / "Makefile").read_text()
    verbs = {verb for line in re.findall(r"(?m)^\.PHONY:(.*)", makefile) for verb in line.split()}
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):(?!=)", makefile))
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = dict(re.findall(r"(?m)^  make (\S+) +(\S.*)$", printed))
    assert set(listed) == verbs == targets
    assert printed.count("\n") == len(listed)


def layered() -> list[str]:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (floors,) = [contract for contract in contracts if contract["type"] == "layers"]
    return [name for layer in floors["layers"] for name in re.findall(r"[\w.]+", layer)]


def modules(package: str) -> set[str]:
    found = set()
    for path in (ROOT / package.replace(".", "/")).iterdir():
        if path.suffix == ".py" and path.stem != "__init__":
            found.add(f"{package}.{path.stem}")
        elif path.is_dir() and any(path.rglob("*.py")):
            found.add(f"{package}.{path.name}")
    return found


def test_every_module_has_its_floor():
    """A module that the floors do not name could import anything: give it its place in pyproject.toml."""
    floors = set(layered())
    for name in sorted((modules("bot") | modules("adapters")) - floors):
        # A room on two floors: each of its files is named.
        inside = modules(name) if (ROOT / name.replace(".", "/")).is_dir() else set()
        assert inside, name
        assert inside <= floors, name


@pytest.mark.parametrize("package", ["bot", "adapters", "storage"])
def test_every_folder_with_code_is_a_package(package):
    """import-linter does not see a folder without __init__.py, so no floor would hold there."""
    folders = {path.parent for path in (ROOT / package).rglob("*.py")}
    assert not {folder.relative_to(ROOT) for folder in folders if not (folder / "__init__.py").exists()}


def test_no_floor_is_named_twice():
    assert len(layered()) == len(set(layered()))


async def test_the_bench_finds_where_a_talk_is_looked_up(sqlite_url):
    """It runs by hand, now and then: what it stands on is tried here."""
    store = open_store(sqlite_url, talks.RING, talks.Clock(), durable=False)
    try:
        with talks.registered(talks.TALK):
            await store.turn(lambda tx: talks.add_people(tx, 1))
            inbox = talks.inbox_of(store)
            (one,) = await talks.asked(store, inbox, 1, 3)
            await one.answer(inbox)
            assert one.control, "the talk went on"
    finally:
        await store.close()
