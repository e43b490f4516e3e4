"""The people of a rig: one owner, some professionals at work, and a check-in due for each of them now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversations.planning import schedule
from bot.dialog import Plan, Start
from bot.model import PROFESSIONAL, Account, Address, Engagement, Person
from bot.practice.identity import derived_id
from bot.transaction import Transaction
from storage import KeyRing

KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
"""What the rigs seal with; a key of nobody."""
RING = KeyRing((b"k" * 32,))
NAMES = ("Joy Santos", "Brian Otieno", "Nadia Khan", "Lena Novak", "Musa Bello", "Ines Costa")
TODAY = date(2026, 11, 27)


def professional(number: int, account: str = "") -> str:
    """The id of a professional."""
    return derived_id("rig", account, "professional", str(number))


def populate(
    tx: Transaction,
    platform: str,
    scope: str,
    owner: str,
    users: Sequence[str],
    at_ms: int,
    account: str = "",
) -> None:
    """An account whose professionals have these platform users, each with a check-in due at `at_ms`."""
    own = derived_id("rig", account, "account")
    tx.add_account(Account(id=own, name="Rig"))
    tx.enter(own)
    boss = derived_id("rig", account, "owner")
    _person(tx, boss, "Rita Lopes", platform, scope, owner)
    for number, user in enumerate(users):
        who = professional(number, account)
        _person(tx, who, NAMES[number % len(NAMES)], platform, scope, user)
        work = Engagement(
            account=own, id=derived_id(who, "work"), owner=boss, professional=who, role="virtual_assistant",
            role_name="virtual assistant", pay="project", state="active", starts_on=date(2026, 11, 2),
            round_ends_on=date(2026, 12, 18), expectation="Evenings are free.",
        )  # fmt: skip
        tx.write(work, 0)
        start = Start("checkin", {PROFESSIONAL: who}, work.id, terms={"day": TODAY.isoformat()})
        schedule(tx, Plan("start", f"checkin/{TODAY.isoformat()}", who, at_ms, work.id, start))


def _person(tx: Transaction, id: str, name: str, platform: str, scope: str, user: str) -> None:
    person = Person(account=tx.account, id=id, name=name, called=name.split()[0], zone_confirmed=True)
    tx.write(person, 0)
    at = Address(
        account=tx.account, id=derived_id(id, "at"), person=id, platform=platform, scope=scope, user=user
    )
    tx.write(at, 0)
