"""Who acts in a turn: the person behind an address, their account, and how they read and are named."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from bot.conversations.stage import Stage
from bot.dialog import instant_of
from bot.engine.cards import Card, card
from bot.engine.read import is_zone
from bot.engine.text import Text
from bot.model import Account, Address, Engagement, Person
from bot.ports import Event, Profile, Put, Where
from bot.practice.calendar import local
from bot.practice.holidays import country_of_zone
from bot.practice.identity import derived_id
from bot.transaction import Transaction
from bot.words import Reader, draw_card

log = logging.getLogger(__name__)

TRY_AGAIN_MS = 24 * 3_600_000
"""So long after an address was tried in vain it is tried again, when its person does anything from there."""

MENTION = re.compile(r"<@([^>|]+)(\|[^>]*)?>")


class Actor:
    """The one who acts. `person` is known once `identify`, `be` or `own_account` found them."""

    def __init__(self, tx: Transaction, event: Event, last: bool) -> None:
        self.tx = tx
        self.event = event
        self.stage = Stage(tx, last=last)
        self.person: Person | None = None
        self._closed: set[tuple[str, str]] = set()
        """Whose address, in which account, was given up: whoever writes from it can be reached again."""

    @property
    def known(self) -> Person:
        """The person, where the caller has found them already."""
        if self.person is None:
            raise LookupError("nobody was identified yet")
        return self.person

    def places(self) -> Iterator[str]:
        """Every person this address is, newest account first; the transaction enters each account."""
        for account, person, open in self.tx.persons_at(self.event.who):
            self.tx.enter(account)
            if not open:
                self._closed.add((account, person))
            yield person

    def be(self, person: str) -> None:
        """Act as this person of the account that was entered."""
        self.person = self.tx.one(Person, person)
        self.stage.by = person
        self.reopen(person)

    def reopen(self, person: str) -> None:
        """Whoever writes from an address that was given up can perhaps be reached at it again.

        In direct messages they can. Elsewhere it is tried at once and then daily: they were perhaps asked to
        write there, and their messages may still be closed.
        """
        if (self.tx.account, person) not in self._closed:
            return
        self._closed.discard((self.tx.account, person))
        for address in self.tx.addresses(person):
            here = Where(address.platform, address.scope, address.user) == self.event.who
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
        for person in self.places():
            for address in self.tx.addresses(person):
                here = Where(address.platform, address.scope, address.user) == self.event.who
                if here and address.state == "open":
                    now = {"state": "removed", "closed_at": self.tx.moment.real}
                    log.info("gone", extra={"address": address.id, "reason": reason})
                    self.tx.write(address.model_copy(update=now), address.version)

    def identify(self, about: str = "") -> None:
        """Act in the account of an engagement, or in the newest where nothing else tells."""
        for person in self.places():
            if not about or self.tx.find(Engagement, id=about):
                self.be(person)
                return

    def own_account(self) -> None:
        """The account in which this address is an owner; made on the first `add`."""
        for person in self.places():
            if self.tx.find(Engagement, owner=person) or not self.tx.find(Engagement, professional=person):
                self.be(person)
                return
        who, profile = self.event.who, self.event.profile
        account = self._new_account(who)
        person = derived_id(account, *who)
        name = profile.name.strip() or who.user
        zone = profile.zone if is_zone(profile.zone) else "UTC"
        now = self.tx.moment.now
        self.tx.add_account(Account(id=account, name=name, created_at=now))
        self.tx.enter(account)
        country = country_of_zone(zone) or ""
        self.tx.write(
            Person(
                account=account,
                id=person,
                name=name,
                called=name.split()[0],
                zone=zone,
                locale=profile.locale or "en",
                country=country,
                created_at=now,
            ),
            0,
        )
        address = derived_id(person, *who)
        self.tx.write(
            Address(
                account=account,
                id=address,
                person=person,
                platform=who.platform,
                scope=who.scope,
                user=who.user,
            ),
            0,
        )
        self.be(person)

    def _new_account(self, who: Where) -> str:
        """The name of an account for an address that has none; not the one that it was erased from."""
        before = 0
        while True:
            account = derived_id("account", *who, *([str(before)] if before else []))
            self.tx.enter(account)
            if not self.tx.find(Person):
                return account
            before += 1

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
        """Mentions with what the platform knows about the people: `<@user|name|zone|locale>`."""
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
