"""What a stand-in for a platform wrote down: every message it took, and everything people did."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

ANSWERED = "You have answered this already"
"""How a press on an old button is answered, each time."""
CONTROL = re.compile(r"1:([0-9a-z]{1,13}):([opbr]):([0-9]{1,9}):(?!(?:take|change|open|later|cancel|back)\b)")


def asks(control: str) -> bool:
    """Whether a button is one of a page that waits: what was answered only offers to be changed."""
    return ":1:" in control and ":change:" not in control


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
    untold: list[Deed] = field(default_factory=list)
    """Deeds that the platform never told: these are to be found at the next start."""
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
        """Messages that stand there once more than anybody asked for.

        Each deed that was taken since the message before may show how things stand: who presses twice
        is answered twice. What comes of itself may come once.
        """
        whole = "\n".join(taken)
        deeds = [deed for deed in self.deeds if deed.id in whole]
        stood: dict[str, dict[str, list[Message]]] = {}
        found = []
        for message in sorted(self.messages, key=lambda one: one.at_ms):
            if message.words.startswith(ANSWERED):
                continue
            here = stood.setdefault(message.channel, {})
            name = message.page or message.words
            copies = here.setdefault(name, [])
            names = list(here)
            before = names.index(name) - 1
            since = here[names[before]][0].at_ms if before >= 0 else 0
            asked = sum(
                one.channel == message.channel and since < one.at_ms <= message.at_ms for one in deeds
            )
            if len(copies) >= max(1, asked):
                found.append(Twice(copies[0], message))
            else:
                copies.append(message)
        return found

    def lost(self, taken: set[str], *, found: bool = True) -> list[Deed]:
        """Promised deeds that left no trace among the events that were taken.

        `found`: by now those that were never told must have been found as well.
        """
        whole = "\n".join(taken)
        due = [*self.promised, *self.untold] if found else self.promised
        return [deed for deed in due if deed.id not in whole]


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of them lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
