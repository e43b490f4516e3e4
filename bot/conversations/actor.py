"""Who acts in a turn: the person behind an address, their account, and how they read and are named."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from bot.conversations.opening import open_account
from bot.conversations.selves import Selves
from bot.conversations.stage import Stage
from bot.dialog import instant_of
from bot.engine.cards import Card, card
from bot.engine.read import is_zone
from bot.engine.text import Text
from bot.model import Address, Engagement
from bot.ports import Event, Profile, Put, Where
from bot.practice.calendar import local
from bot.transaction import At, Transaction
from bot.words import Reader, draw_card

log = logging.getLogger(__name__)

TRY_AGAIN_MS = 24 * 3_600_000
"""So long after an address was tried in vain it is tried again, when its person does anything from there."""

MENTION = re.compile(r"<@([^>|]+)(\|[^>]*)?>")


class Actor(Selves):
    """The one who acts. `person` is known once `identify`, `be` or `own_account` found them."""

    def __init__(self, tx: Transaction, event: Event, last: bool) -> None:
        super().__init__(tx, event.who)
        self.event = event
        self.stage = Stage(self.tx, last=last)

    def be(self, at: At) -> None:
        """Act as this one from here on."""
        super().be(at)
        self.stage.by = at.person
        self._reopen(at)

    def reopen(self) -> None:
        """They look at what waits for them in every account: see `_reopen`."""
        for at in self.places():
            with self.peek(at):
                self._reopen(at)

    def _reopen(self, at: At) -> None:
        """Whoever writes from an address that was given up can perhaps be reached at it again.

        In direct messages they can. Elsewhere it is tried at once and then daily: they were perhaps asked to
        write there, and their messages may still be closed.
        """
        for address in () if at.open else self.tx.addresses(at.person):
            here = Where(address.platform, address.scope, address.user) == self.who
            if here and address.state != "open" and (self.event.private or self._rested(address)):
                self.tx.write(address.model_copy(update={"state": "open"}), address.version)
                self.stage.wake = True

    def _rested(self, address: Address) -> bool:
        """Whether it may be tried from elsewhere; noted, for the next time."""
        now = self.tx.moment.real
        mends = address.state in ("closed", "removed")
        since = int(self.tx.remembered(address.id, "tried") or 0) if mends else address.closed_at
        if now - since < TRY_AGAIN_MS:
            return False
        self.tx.remember(address.id, "tried", str(now))
        return True

    def gone(self, reason: str) -> None:
        """Their address cannot be reached any more: close it, in every account. Acting reopens it."""
        for at in self.places():
            with self.peek(at):
                for address in self.tx.addresses(at.person):
                    here = Where(address.platform, address.scope, address.user) == self.who
                    if here and address.state == "open":
                        now = {"state": "removed", "closed_at": self.tx.moment.real}
                        log.info("gone", extra={"address": address.id, "reason": reason})
                        self.tx.write(address.model_copy(update=now), address.version)

    def identify(self, about: str = "") -> None:
        """Act in the account of an engagement; where nothing else tells, in the newest that has any."""
        places = self.places()
        if about:
            places = tuple(at for at in places if self._has(at, id=about))
        elif len(places) > 1:
            places = tuple(at for at in places if self.works(at) or self.invited(at)) or places
        if places:
            self.be(places[0])

    def own_account(self) -> None:
        """The account in which this address is an owner; made on the first `add`."""
        for at in self.places():
            if self._has(at, owner=at.person) or not self._has(at, professional=at.person):
                self.be(at)
                return
        self.be(open_account(self._doors, self.who, self.event.profile))

    def _has(self, at: At, **equal: str) -> bool:
        """Whether there is such an engagement in the account of one of them."""
        with self.peek(at):
            return bool(self.tx.find(Engagement, **equal))

    def elsewhere(self) -> str:
        """The zone in which the platform sees them, where clocks show another time than where they said."""
        seen = self.event.profile.zone
        if self.person is None or seen == self.person.zone or not is_zone(seen):
            return ""
        now = instant_of(self.tx.moment.now)
        same = local(now, seen).utcoffset() == local(now, self.person.zone).utcoffset()
        return "" if same else seen

    def reader(self) -> Reader:
        """How they read: as they settled it, else as the platform says."""
        if self.person is not None:
            return self.stage.reader(self.person)
        return Reader(self.event.profile.locale or "en", self.event.profile.zone or "UTC")

    def named(self, words: str) -> str:
        """Mentions with what the platform knows about the people: `<@user|name|zone|locale|unfit>`."""
        people: Mapping[str, Profile] = self.event.people
        own: Event = self.event

        def fill(match: re.Match[str]) -> str:
            user = match[1]
            profile = own.profile if user == own.who.user else people.get(user)
            if profile is None:
                return match[0]
            clean = [part.replace("|", " ").replace(">", " ") for part in profile]
            return f"<@{user}|{'|'.join(clean)}>"

        return MENTION.sub(fill, words)

    def somebody(self, words: str) -> str:
        """A mention of whom these words name, where the platform says who is there; else them as `named`."""
        said = words.strip().casefold()
        found = [
            user
            for user, profile in self.event.people.items()
            if said in {user.casefold(), profile.name.casefold(), profile.name.partition(" ")[0].casefold()}
        ]
        return self.named(f"<@{found[0]}>" if len(found) == 1 else words)

    def say(self, words: Text) -> tuple[Put, ...]:
        """One sentence for them."""
        return self.show(card(words))

    def show(self, shown: Card) -> tuple[Put, ...]:
        """One card for them."""
        return (Put(draw_card(shown, self.reader())),)
