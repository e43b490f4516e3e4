"""What is written down of an errand: that it begins, and how it ended. Each is a turn on the store."""

from __future__ import annotations

import logging
from typing import NamedTuple

from bot.conversations.beside import ASK, BUTTONS, REF
from bot.delivery import reaching
from bot.delivery.drawing import POSTED, Drawn, slot_name
from bot.delivery.rules import STUBBORN, Rules
from bot.pacing import EVERYTHING
from bot.ports import Sent, Shut, TryLater
from bot.transaction import Claim, Errand, Transaction

log = logging.getLogger(__name__)


class Claimed(NamedTuple):
    """A claim that was granted, and the real time of it."""

    claim: Claim
    real_ms: int


class Rest(NamedTuple):
    """No claim: the workspace wants a pause, or another process looks after it."""

    of: str
    seconds: float


def claim(
    errand: Errand, turn: int, of: str, holder: str, rules: Rules, tx: Transaction
) -> Claimed | Rest | None:
    """Look after the workspace, keep its pauses, and write down that this is being sent."""
    real = tx.moment.real
    if tx.lease(_lane(errand), holder, real + round(rules.lane_seconds * 1000)) is None:
        return Rest(EVERYTHING, 1)
    pauses = tx.resting(errand.platform, errand.scope)
    until = max((ms for what, ms in pauses.items() if what in (of, EVERYTHING)), default=0)
    tx.enter(errand.account)
    if until > real:
        tx.delay(errand, until)
        return Rest(of, (until - real) / 1000)
    granted = tx.claim(errand, turn, real + rules.claim_ms)
    return Claimed(granted, real) if granted else None


def carried(claim: Claim, drawn: Drawn, sent: Sent, leave: str, tx: Transaction) -> tuple[Sent, ...]:
    """It arrived; an older copy of the same page, where a reply showed it meanwhile.

    `leave`: who lets the workspace go with this, as nothing else waits there.
    """
    errand = claim.errand
    tx.enter(errand.account)
    before = [] if errand.letter else [s for s in tx.seats(errand.conversation) if s.role == errand.role]
    if not tx.carried(claim, sent.ref, drawn.stood_ms or sent.at_ms):
        log.warning("overtaken while it was sent", extra={"key": drawn.key})
        return ()
    if drawn.letter and ASK in drawn.letter.card:
        tx.stands(drawn.letter.id, {**drawn.letter.card, BUTTONS: drawn.message.controls, REF: sent.ref})
    if drawn.letter and drawn.letter.channel:
        tx.remember(slot_name(drawn.letter), POSTED, sent.ref)
    if leave:
        tx.lease(_lane(errand), leave, 0)
    return tuple(
        Sent(seat.ref)
        for seat in before
        if seat.shown_turn == claim.turn and seat.ref and seat.ref != sent.ref
    )


def refused(claim: Claim, later: TryLater, wait_ms: int, tx: Transaction) -> None:
    """This try was surely not taken; it waits, and with it whatever the pause is about."""
    tx.enter(claim.errand.account)
    until = tx.moment.real + wait_ms
    # An earlier try that is in doubt stays so: this one says nothing about it.
    if not tx.put_back(claim, until, doubt=claim.doubt):
        return
    if not later.of and claim.tries >= STUBBORN:
        # What a platform does not want in itself holds up nothing else for its reader.
        tx.delay(claim.errand, until, behind=True)
        if claim.tries == STUBBORN:
            log.error("refused again and again", extra={"key": claim.errand.what})
    if later.of:
        since = tx.rest(claim.errand.platform, claim.errand.scope, later.of, until)
        if isinstance(later, Shut):
            reaching.shut_out(tx, claim.errand.platform, claim.errand.scope, since)


def put_back(claim: Claim, wait_ms: int, in_doubt: bool, tx: Transaction) -> None:
    """It was not sent, or nobody knows (`in_doubt`), and is looked at again in a while."""
    tx.enter(claim.errand.account)
    tx.put_back(claim, tx.moment.real + wait_ms, doubt=in_doubt)


def delay(errand: Errand, for_ms: int, behind: bool, tx: Transaction) -> None:
    """It was not begun, and waits; `behind`: others of the same reader go first."""
    tx.enter(errand.account)
    tx.delay(errand, tx.moment.real + for_ms, behind=behind)


def drop(errand: Errand, turn: int, tx: Transaction) -> None:
    """What it was about is over."""
    tx.enter(errand.account)
    tx.drop(errand, turn)


def _lane(errand: Errand) -> str:
    return f"lane/{errand.platform}/{errand.scope}"
