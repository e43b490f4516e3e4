"""Who asks, and about which work: what every card that a command shows begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from bot.dialog import Book, Refused
from bot.model import Engagement

T = TypeVar("T")


class Asked(Protocol):
    """Who asks, and about which engagement (empty = about everybody)."""

    @property
    def person(self) -> str: ...
    @property
    def engagement(self) -> str: ...
    @property
    def words(self) -> str: ...


def engagements_of(book: Book, person: str, *, ended: bool = False) -> tuple[Engagement, ...]:
    """The engagements in which somebody is the owner or the professional."""
    found = {
        e.id: e for e in (*book.find(Engagement, owner=person), *book.find(Engagement, professional=person))
    }
    return tuple(e for e in found.values() if ended or e.state != "ended")


def asked_about(book: Book, ask: Asked) -> Engagement:
    """The engagement that is asked about.

    Raises:
        Refused: it is not in this account, or whoever asks is not in it.
    """
    engagement = book.one(Engagement, ask.engagement)
    if ask.person not in (engagement.owner, engagement.professional):
        raise Refused
    return engagement


def named(all_of_it: Sequence[T], words: str, called: Callable[[T], str]) -> Sequence[T]:
    """Those whose name holds the words; all of it when there are none of that name."""
    wanted = words.casefold().strip()
    return [one for one in all_of_it if wanted in called(one).casefold()] or all_of_it
