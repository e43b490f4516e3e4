"""Rows for the tests of the store, with only what a test cares about to be named."""

from typing import Any

from pydantic_core import to_json

from bot.model import Account
from bot.transaction import Conversation, Due, Letter, Seat, Transaction

HOME = "home-account"
OTHER = "other-account"[:13]


def facts_of(**facts: Any) -> bytes:
    """Facts as a conversation carries them."""
    return to_json(facts)


def a_conversation(id: str = "c1", **given: Any) -> Conversation:
    row = Conversation(
        id=id, account=HOME, dialog="rate", state="open", reason="", engagement="e1", about="", revises="",
        start={"dialog": "rate"}, facts=facts_of(n=1), answers={}, created_ms=0, touched_ms=0, prepared_ms=0,
    )  # fmt: skip
    return row._replace(**given)


def a_seat(conversation: str = "c1", role: str = "owner", **given: Any) -> Seat:
    row = Seat(
        conversation=conversation, account=HOME, role=role, person=f"{role}1", turn=0, asked=True, editing="",
        touched_ms=0, shown_turn=0, shown_ms=0, ref="", put_at_ms=0,
    )  # fmt: skip
    return row._replace(**given)


def a_letter(id: str = "l1", **given: Any) -> Letter:
    row = Letter(
        id=id, account=HOME, person="p1", channel="", engagement="e1", once=f"c1/{id}",
        card={"body": "hello"}, next_ms=0,
    )  # fmt: skip
    return row._replace(**given)


def a_due(id: str = "d1", **given: Any) -> Due:
    row = Due(
        id=id, account=HOME, what="start", occurrence=f"2026-W48/{id}", person="p1", engagement="e1",
        conversation="", at_ms=1, payload={},
    )  # fmt: skip
    return row._replace(**given)


def at_home(tx: Any) -> Any:
    tx.enter(HOME)
    return tx


def settle(tx: Transaction) -> None:
    """Both accounts, and a conversation of two."""
    tx.add_account(Account(id=HOME, name="Home"))
    tx.add_account(Account(id=OTHER, name="Other"))
    tx.enter(HOME)
    assert tx.add_conversation(a_conversation(), [a_seat(), a_seat(role="professional")])
