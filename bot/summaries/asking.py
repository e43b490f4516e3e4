"""Who asks, and about which work: what every card that a command shows begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.dialog import Ask, Book, Refused
from bot.engine.text import Text, t
from bot.model import UNANSWERED, Agreement, Engagement, Person, Understanding, other_in

T = TypeVar("T")


def engagements_of(book: Book, person: str, *, ended: bool = False) -> tuple[Engagement, ...]:
    """The engagements that somebody leads, and those that they said yes to."""
    found = {e.id: e for e in book.find(Engagement, owner=person)}
    found |= {e.id: e for e in book.find(Engagement, professional=person) if e.state not in UNANSWERED}
    return tuple(e for e in found.values() if ended or e.state != "ended")


def unanswered_by(book: Book, person: str) -> tuple[Engagement, ...]:
    """The engagements that somebody was invited to and has not said yes to, also after a no."""
    mine = book.find(Engagement, professional=person)
    return tuple(e for e in mine if e.state in UNANSWERED and e.owner != person)


def between(book: Book, ask: Ask, engagement: Engagement) -> dict[str, str | int]:
    """With whom it is, for the title of a card: somebody who works with several has one of each."""
    other = other_in(engagement, ask.person)
    return {"name": book.one(Person, other).called, "own": int(other == ask.person)}


def asked_about(book: Book, ask: Ask) -> Engagement:
    """The engagement that is asked about.

    Raises:
        Refused: it is not in this account, or whoever asks is not in it.
    """
    engagement = book.one(Engagement, ask.engagement)
    if ask.person == engagement.owner:
        return engagement
    if ask.person != engagement.professional or not _said_yes(book, engagement):
        raise Refused
    return engagement


def _said_yes(book: Book, engagement: Engagement) -> bool:
    """Whether the professional ever did: what went on without them is nothing of theirs at its end either."""
    if engagement.state in UNANSWERED:
        return False
    words = (Understanding, Agreement) if engagement.state == "ended" else ()
    return not words or any(book.find(kind, engagement=engagement.id) for kind in words)


def named(
    all_of_it: Sequence[T], words: str, called: Callable[[T], str]
) -> tuple[Sequence[T], tuple[Text, ...]]:
    """Those whose name holds the words; all of it, and a line that says so, when there are none."""
    wanted = words.casefold().strip()
    found = [one for one in all_of_it if wanted in called(one).casefold()]
    if found or not all_of_it:
        return found, ()
    return all_of_it, (t("nothing-called", words=words[:40]),)
