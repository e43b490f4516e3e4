"""Everybody that one address is: a person in each account that knows it. They act as one, and see them all.

This alone moves a turn from account to account. Whoever holds `tx` is in the account of the self that
acts, or of the one that is looked at, and cannot leave it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.model import OWNER, PROFESSIONAL, Engagement, Person
from bot.ports import Where
from bot.summaries.asking import engagements_of, unanswered_by
from bot.transaction import At, Inside, Transaction, event_name


class Selves:
    """The selves behind an address. Nobody acts before `be`."""

    def __init__(self, tx: Transaction, who: Where) -> None:
        self.tx: Inside = tx
        self.who = who
        self._doors = tx
        self._now: At | None = None
        self._acts: At | None = None
        self.met: tuple[At, ...] = ()
        """Each of them, as they were looked for last."""

    def places(self) -> tuple[At, ...]:
        """Each of them, newest account first. Nothing is entered."""
        self.met = self._doors.persons_at(self.who)
        return self.met

    def noted(self, event: str) -> int | None:
        """When an event of this address was taken, real time; None for one that never was."""
        return self._doors.noted(event_name(self.who, event))

    def be(self, at: At) -> None:
        """Act as this one from here on."""
        self._acts = at
        self._stand(at)

    @contextmanager
    def peek(self, at: At) -> Iterator[None]:
        """Look around as another one, and come back; unless it was decided meanwhile to be somebody."""
        now, acts = self._now, self._acts
        self._stand(at)
        try:
            yield
        finally:
            self._stand(now if self._acts is acts else self._acts)

    def works(self, at: At, *, ended: bool = False) -> tuple[Engagement, ...]:
        """The work that one of them gives or does."""
        with self.peek(at):
            return engagements_of(self.tx, at.person, ended=ended)

    def invited(self, at: At) -> tuple[Engagement, ...]:
        """The work that one of them was asked to do, and has not said yes to."""
        with self.peek(at):
            return unanswered_by(self.tx, at.person)

    def roles(self) -> tuple[str, ...]:
        """What they are in all their work."""
        mine = [(at.person, work) for at in self.places() for work in self.works(at)]
        return tuple(
            role
            for role, has in (
                (OWNER, any(work.owner == person for person, work in mine)),
                (PROFESSIONAL, any(work.professional == person for person, work in mine)),
            )
            if has
        )

    @property
    def at(self) -> At:
        """Who acts, or is looked at, and where."""
        if self._now is None:
            raise LookupError("nobody was identified yet")
        return self._now

    @property
    def person(self) -> Person | None:
        """Who acts, or is looked at; None before that is known."""
        return None if self._now is None else self.known

    @property
    def known(self) -> Person:
        """The same, where the caller has found them already."""
        return self.tx.person(self.at.person)

    def _stand(self, at: At | None) -> None:
        self._now = at
        self._doors.enter(at.account if at else "")
