"""Addresses that are shut: a state for each, one notice to whoever should know, and nothing is lost.

What waits for somebody stays in the database. It goes out when one of their addresses is open again:
when they write from it, or when they do anything from there, which is believed once a day.
"""

from __future__ import annotations

from bot.engine.cards import Card, Offer
from bot.engine.text import Instant, Text, t
from bot.model import Address, Channel, Engagement, Person
from bot.ports import Unreachable
from bot.practice.identity import derived_id
from bot.transaction import Claim, Letter, Mail, Records, Transaction
from bot.words.stored import dump_card

DAY_MS = 24 * 3_600_000
LOOK_MS = 600_000
MOST_LOOKS = 144
"""A day of looking whether somebody has invited us."""
_ASKED_IN = frozenset({"uninvited", "unpermitted"})
"""What a channel only waits for: it is not closed, and somebody has to let us in."""


def shut(claim: Claim, why: Unreachable, tx: Transaction) -> None:
    """Note that an address or a channel cannot be written to, and tell its owner once."""
    errand = claim.errand
    tx.enter(errand.account)
    if not tx.put_back(claim, tx.moment.real, doubt=claim.doubt):
        return
    if not errand.to or tx.find(Channel, id=errand.address):
        channel = tx.one(Channel, errand.address)
        if why.state in _ASKED_IN and claim.tries < MOST_LOOKS:
            tx.delay(errand, tx.moment.real + LOOK_MS)
            _ask_in(tx, channel, why.state)
        else:
            _shut_channel(tx, channel)
        return
    address = tx.one(Address, errand.address)
    if address.state != "open":
        return
    shut = {"state": why.state, "closed_at": tx.moment.real}
    tx.write(address.model_copy(update=shut), address.version)
    if any(other.state == "open" for other in tx.addresses(address.person)):
        return
    person = tx.one(Person, address.person)
    for owner, works in _owners(tx, address.person).items():
        work = works[0]
        waits_for_yes = work.state == "invited"
        offers = (
            (Offer(t("shut-pause"), "pause", work.id), Offer(t("shut-finish"), "finish", work.id))
            if why.state == "deleted" and work.state == "active"
            else ()
        )
        card = Card((_words(why.state, person.called, waits_for_yes),), offers=offers)
        _tell(tx, owner, f"unreachable/{address.id}/{tx.moment.real // DAY_MS}", card)


def _words(state: str, name: str, invited: bool) -> Text:
    match state:
        case "deleted":
            return t("shut-gone" if invited else "shut-deleted", name=name)
        case "removed":
            return t("shut-apart" if invited else "shut-removed", name=name)
        case _ if invited:
            return t("shut-invitation", name=name)
        case _:
            return t("shut-closed", name=name)


def _ask_in(tx: Mail, channel: Channel, state: str) -> None:
    """Say once how to let us in; the post waits, and goes out when somebody did."""
    name = channel.name
    words = t("shut-uninvited", name=name) if state == "uninvited" else t("shut-unpermitted", name=name)
    _tell_owners(tx, f"uninvited/{channel.id}/{channel.version}", Card((words,)))


def _shut_channel(tx: Mail, channel: Channel) -> None:
    """The next Monday asks once more where to post."""
    if channel.state != "posting":
        return
    shut = {"state": "preview", "channel": "", "name": ""}
    tx.write(channel.model_copy(update=shut), channel.version)
    words = Card((t("shut-channel", name=channel.name),))
    _tell_owners(tx, f"channel/{channel.id}/{channel.version}", words)


def _tell_owners(tx: Mail, once: str, card: Card) -> None:
    for owner in sorted({work.owner for work in tx.find(Engagement) if work.state != "ended"}):
        _tell(tx, owner, once, card)


def shut_out(tx: Transaction, platform: str, scope: str, since_ms: int) -> None:
    """A workspace no longer lets us in: each owner with people there hears it once, as soon as can be."""
    words = t("shut-out", platform=platform.title(), since=Instant(since_ms))
    for account in tx.accounts_at(platform, scope):
        tx.enter(account)
        _tell_owners(tx, f"shut/{platform}/{scope}/{since_ms}", Card((words,)))


def _owners(tx: Records, person: str) -> dict[str, list[Engagement]]:
    """Who works with somebody, with what they do together, what is active first."""
    found: dict[str, list[Engagement]] = {}
    works = [work for work in tx.find(Engagement, professional=person) if work.state != "ended"]
    for work in sorted(works, key=lambda work: (work.state != "active", work.id)):
        if work.owner != person:
            found.setdefault(work.owner, []).append(work)
    return found


def _tell(tx: Mail, owner: str, once: str, card: Card) -> None:
    id, once = derived_id(once, owner), f"{once}/{owner}"
    tx.post(Letter.to(owner, dump_card(card), tx.moment.real, id=id, once=once, repeatable=True))
