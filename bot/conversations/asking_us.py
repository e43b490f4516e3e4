"""A question to the product in the place of own words: nobody reads it before it was given once more.

A line of the chat is asked about with a button, and so is what stands behind a command (`unclear`). What
comes by a form comes back to its field with a sentence; the same words sent again are the answer.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from bot.engine.kinds import Raw
from bot.engine.prompts import Prompt
from bot.engine.reading import Reading, folded
from bot.engine.text import Invalid, t
from bot.transaction import Talks

SENT_BACK = "asked us"
"""What is remembered of a talk: which words came back to their field, as a digest, and when."""
DOUBLE_CLICK_MS = 2_000
"""Nobody has read a sentence and sent the same again within so short a time."""


def send_back_once(tx: Talks, talk: str, prompt: Prompt[Any], raw: Raw, reading: Reading) -> None:
    """Send what somebody gave in a form back, where it asks us and did not come back before.

    Raises:
        Invalid: with the sentence beside its field.
    """
    if not isinstance(raw, str) or not prompt.kind.written or not prompt.kind.asks_us(raw, reading):
        return
    digest = sha256(f"{prompt.key}\n{folded(raw)}".encode()).hexdigest()[:16]
    before, _, at_ms = (tx.remembered(talk, SENT_BACK) or "").partition(" ")
    if before == digest and tx.moment.now - int(at_ms) > DOUBLE_CLICK_MS:
        return
    if before != digest:
        tx.remember(talk, SENT_BACK, f"{digest} {tx.moment.now}")
    raise Invalid(t("invalid-asks-us"))
