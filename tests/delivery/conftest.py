"""The scene on either database."""

from __future__ import annotations

import pytest

from tests.delivery.scene import Scene


@pytest.fixture
async def scene(store, clock) -> Scene:
    """Rita and Joy, on both databases."""
    found = Scene(store, clock)
    await found.people("joy")
    return found


@pytest.fixture
async def quick(sqlite_store, clock) -> Scene:
    """Rita and Joy, where the database makes no difference."""
    found = Scene(sqlite_store, clock)
    await found.people("joy")
    return found
