"""What a platform offers and finds: its commands as it registers them, and its lines of `fivefold check`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.ports.outgoing import AddressState


class Option(NamedTuple):
    """A typed option of a command. `kind` is the name of its kind of answer, or "long" for free text."""

    name: str
    kind: str
    about: str
    required: bool = False
    suggests: bool = False
    """Whether the inbox has something to offer while it is typed."""


class Offered(NamedTuple):
    """A command as a platform registers it, its words in the platform's own language."""

    name: str
    about: str
    options: tuple[Option, ...] = ()


class Finding(NamedTuple):
    """One line of `fivefold check`. A platform contributes its own; `do` says where to click."""

    state: Literal["ok", "note", "fault"]
    what: str
    do: str = ""
    code: int = 0
    """How `check` ends with this fault; 0 = as with any other of its section."""


class Known(NamedTuple):
    """A user of a platform as the records know them, for `fivefold check`."""

    user: str
    name: str
    state: AddressState | Literal["open"] = "open"
    """Whether the last message to them was taken."""
