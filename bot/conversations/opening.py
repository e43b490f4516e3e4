"""The account of an address that owns none yet: opened on the first `add`, with its owner in it."""

from __future__ import annotations

from bot.engine.read import is_zone
from bot.model import Account, Address, Person
from bot.ports import Profile, Where
from bot.practice.holidays import country_of_zone
from bot.practice.identity import derived_id
from bot.transaction import At, Transaction


def open_account(tx: Transaction, who: Where, profile: Profile) -> At:
    """Open one, enter it, and say who its owner is."""
    account = _new_account(tx, who)
    person = derived_id(account, *who)
    name = profile.name.strip() or who.user
    zone = profile.zone if is_zone(profile.zone) else "UTC"
    now = tx.moment.now
    tx.add_account(Account(id=account, name=name, created_at=now))
    tx.enter(account)
    owner = Person(
        account=account,
        id=person,
        name=name,
        called=name.split()[0],
        zone=zone,
        locale=profile.locale or "en",
        country=country_of_zone(zone) or "",
        created_at=now,
    )
    tx.write(owner, 0)
    reached = Address(
        account=account,
        id=derived_id(person, *who),
        person=person,
        platform=who.platform,
        scope=who.scope,
        user=who.user,
    )
    tx.write(reached, 0)
    return At(account, person, True)


def _new_account(tx: Transaction, who: Where) -> str:
    """The name of an account for an address that has none; not the one that it was erased from."""
    before = 0
    while True:
        account = derived_id("account", *who, *([str(before)] if before else []))
        tx.enter(account)
        if not tx.find(Person):
            return account
        before += 1
