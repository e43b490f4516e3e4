"""The ids that buttons, selects and forms carry: a wire format that is understood for ever.

`1:<conversation>:<seat>:<turn>:<what>[:<option>]`, at most 100 characters. `what` is six hexadecimal
digits of a prompt's key, or one of the verbs below. Nothing in an id proves a right to anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

ACCEPT = "accept"
BACK = "back"
LATER = "later"
CANCEL = "cancel"
RESTART = "restart"
BARE = {"back": BACK, "later": LATER, "cancel": CANCEL, "stop": CANCEL, "restart": RESTART}
"""What moves about in a talk when it is written alone."""
WRITTEN = "written"
"""The option of these where the word stands in the chat, so that what follows is read below it."""
PAGE = "page"
"""The whole page, as a form."""
OPEN = "open"
"""Show this seat's page again."""
CHANGE = "change"
"""Change an earlier answer; the option is the key's digits."""
EXPLAIN = "explain"
"""The same page, with what each point of its scale looks like."""
TAKE = "take"
"""Take a kept text as the answer; the option is the kept text's id."""
MEAN = "mean"
"""Take a kept text as the option that it was asked about, and as the words which that one asks for."""
KEEPS = (TAKE, MEAN)
"""What a control does with a kept text; its option names the text."""
SWAP = "swap"
"""Put what an edited message says in the place of an answer; the option is the key's digits."""
SAY = "say"
"""Not of a page: take a kept text as a command, written whole; or, after a dash, as words for that one."""
OFFER = "offer"
"""Not of a page: ask what a kept text is for."""
MOVES = frozenset((ACCEPT, BACK, LATER, CANCEL, RESTART, OPEN, CHANGE, EXPLAIN, *KEEPS, SWAP))
"""What a control of a page does that is no answer of its own."""
SKIP = "-"
"""The option that leaves an optional question unanswered."""

_LETTER = {"owner": "o", "professional": "p", "observer": "b", "partner": "r"}
_ROLE = {letter: role for role, letter in _LETTER.items()}

_WRITTEN = re.compile(r"1:([0-9a-z]{1,13}):([opbr]):([0-9]{1,9}):([a-z0-9]{1,13})(?::([0-9a-z-]{1,13}))?")
_BEGINS = re.compile(r"start:([a-z-]{1,32}):([0-9a-z]{0,13})")


def bare(words: str) -> str:
    """A line as a word that means the same everywhere, if it is one."""
    return words.strip().casefold().rstrip(".!").lstrip("/")


class Control(NamedTuple):
    """A parsed control id."""

    conversation: str
    role: str
    turn: int
    what: str
    option: str = ""

    @property
    def press(self) -> str:
        """What a seat knows the button by that moved it: no answer is in it, only where it stood."""
        return f"{self.turn}:{self.what}:{self.option}"

    def write(self) -> str:
        """The id as adapters carry it."""
        written = begin(self.conversation, self.role, self.turn) + self.what
        return f"{written}:{self.option}" if self.option else written


def begin(conversation: str, role: str, turn: int) -> str:
    """What every id of one seat's page begins with, up to its verb."""
    return f"1:{conversation}:{_LETTER[role]}:{turn}:"


class Begins(NamedTuple):
    """A button that starts a command, perhaps about a record."""

    command: str
    about: str

    def write(self) -> str:
        """The id as adapters carry it."""
        return f"start:{self.command}:{self.about}"


def parse(written: str) -> Control | Begins | None:
    """The control behind an id of any version ever sent; None when it is none of ours."""
    if begins := _BEGINS.fullmatch(written):
        return Begins(begins[1], begins[2])
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    return Control(found[1], _ROLE[found[2]], int(found[3]), found[4], found[5] or "")


@lru_cache(maxsize=4096)
def digits(key: str) -> str:
    """Six hexadecimal digits that stand for a prompt's key."""
    return sha256(key.encode()).hexdigest()[:6]
