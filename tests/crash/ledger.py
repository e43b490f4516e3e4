"""What a stand-in for a platform wrote down: every message it took, and everything people did."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

ANSWERED = "You have answered this already"
"""How a press on an old button is answered, each time."""
CONTROL = re.compile(r"1:([0-9a-z]{1,13}):([opbr]):([0-9]{1,9}):(?!(?:take|change|open|later|cancel|back)\b)")


class Message(NamedTuple):
    """A new message that the platform took. Edits are none: putting the same again changes nothing."""

    at_ms: int
    channel: str
    key: str
    words: str
    page: str
    """The conversation, seat and turn whose page it is; empty for a letter."""


class Deed(NamedTuple):
    """Something a person did, by the platform's own id."""

    at_ms: int
    id: str
    channel: str
    words: str
    """What was typed; empty for a press."""

    def between(self, before: Message, after: Message) -> bool:
        """Whether it was done after one message stood there and before another did."""
        return self.channel == after.channel and before.at_ms < self.at_ms <= after.at_ms


class Twice(NamedTuple):
    """A message that stands there again, though nobody asked."""

    first: Message
    again: Message


@dataclass
class Ledger:
    """The books of one platform."""

    messages: list[Message] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    promised: list[Deed] = field(default_factory=list)
    """Deeds that the platform was told were received: these may not be lost."""
    refusals: Counter[str] = field(default_factory=Counter)
    early: int = 0
    """Sends that came before the pause that was asked for had passed."""
    ack_seconds: list[float] = field(default_factory=list)

    def post(self, at_ms: int, channel: str, key: str, words: str, controls: str) -> None:
        """A new message was taken."""
        pages: list[tuple[str, ...]] = CONTROL.findall(controls)
        newest = max(pages, key=lambda found: int(found[2])) if pages else ()
        page = "/".join(newest)
        self.messages.append(Message(at_ms, channel, key, words, page))

    def doubled(self, taken: set[str]) -> list[Twice]:
        """Messages that stand there twice: the same page or the same letter, shown again to nobody's asking.

        Who presses an old button is told how things stand: each deed that was taken in between excuses
        one repetition in its channel.
        """
        whole = "\n".join(taken)
        asked = {deed: deed.id in whole for deed in self.deeds}
        seen: dict[tuple[str, str], Message] = {}
        found = []
        for message in sorted(self.messages, key=lambda one: one.at_ms):
            name = message.channel, message.page or message.words
            before = seen.get(name)
            seen[name] = message
            if before is None or message.words.startswith(ANSWERED):
                continue
            excuse = next(
                (deed for deed, free in asked.items() if free and deed.between(before, message)), None
            )
            if excuse is None:
                found.append(Twice(before, message))
            else:
                asked[excuse] = False
        return found

    def lost(self, taken: set[str]) -> list[Deed]:
        """Promised deeds that left no trace among the events that were taken."""
        whole = "\n".join(taken)
        return [deed for deed in self.promised if deed.id not in whole]


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of them lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
