"""What was promised for work that is over."""

from __future__ import annotations

from bot import model
from bot.dialog import Change


def let_go(promise: str, version: int, now_ms: int) -> Change:
    """Nobody is asked about it any more, and it is neither kept nor broken."""
    return Change(model.Todo, promise, version, {"done_at": now_ms, "source": model.ENDED})
