"""A machine with nothing set, and a data folder in which two people have begun."""

import logging
import shutil

import pytest

from bot.logs import AUDIT, QUIET
from bot.settings import names
from storage import load_key, open_store
from tests.workspace import TestClock, Workspace, accept, hire


@pytest.fixture(autouse=True)
def _at_home(monkeypatch, tmp_path):
    """A machine with nothing set: data in a folder of its own, no port, no page opened."""
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEFOLD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FIVEFOLD_PORT", "0")
    # An errand sets the log up for its process; here there are others after it.
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in (*QUIET, AUDIT)}
    yield
    for made in root.handlers:
        if made not in handlers:
            made.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    for name, before in quiet.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """A data folder in which Joy has said yes and both are asked for their views."""
    import asyncio

    folder = tmp_path_factory.mktemp("played")

    async def play():
        clock = TestClock()
        ring = load_key(folder / "fivefold.key")
        store = await asyncio.to_thread(open_store, f"sqlite:///{folder}/fivefold.db", ring, clock)
        w = Workspace(store, clock)
        await hire(w)
        await accept(w)
        await store.close()

    asyncio.run(play())
    return folder


@pytest.fixture
def data(played, tmp_path):
    """A copy of it, in the place where the settings look."""
    shutil.copytree(played, tmp_path / "data")
    return tmp_path / "data"
