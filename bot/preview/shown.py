"""One thing that somebody is shown, and where it belongs."""

from __future__ import annotations

from typing import NamedTuple

from bot.engine.cards import Message
from bot.phases import DIALOGS
from bot.preview.world import RITA

COMMANDS_ROOM = "commands"


class Shown(NamedTuple):
    """One thing that somebody is shown: a question, a closing word, a note or a card."""

    room: str
    """The phase it belongs to (its file), or `commands`."""
    what: str
    """The dialog's or the command's name."""
    to: str
    kind: str
    """question, words, note or card."""
    keys: tuple[str, ...]
    message: Message


def room_of(dialog: str) -> str:
    """The phase of a dialog: the file in which it is written."""
    return str(DIALOGS[dialog].script.__module__).rpartition(".")[2]


def name_of(person: str) -> str:
    """What a sample person is called."""
    return "Rita" if person == RITA else "Joy"
