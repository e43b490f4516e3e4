"""The people of the inbox, on an empty database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import TestClock, Workspace


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing) -> AsyncIterator[Workspace]:
    """Rita, Joy and Brian on an empty database; missing words are an error."""
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    with strict():
        yield Workspace(store, clock)
    await store.close()
