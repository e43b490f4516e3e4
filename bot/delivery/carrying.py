"""One errand, from how it stands now to where it stands then: draw, write down, send, write down the end.

How a try can end: it arrived; it was surely not taken, and waits; nobody knows, and it is looked up in
the platform's own history before anything else happens; or its address is shut.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from bot.delivery import doubt, reaching
from bot.delivery.drawing import POSTED, Drawn, Held, Nothing, draw, slot_name
from bot.delivery.lane import Lane
from bot.engine.cards import card
from bot.engine.text import t
from bot.pacing import EVERYTHING, LONGEST_PAUSE_MS, pause_ms, quiet_ms
from bot.ports import Sent, Shut, Store, TryLater, Unreachable, Unsure
from bot.transaction import Claim, Errand, Transaction
from bot.words import draw_card

log = logging.getLogger(__name__)

LOOK_AGAIN_MS = 3_600_000
WATCH_SECONDS = 120.0
MOST_WATCHED = 100
"""Of what was sent again; an older copy that turns up later than this just stands there."""


STUBBORN = 5
"""After so many refusals that say nothing of the workspace, others go first."""


class Rules(NamedTuple):
    """How long delivery waits for what."""

    send_seconds: float = 20
    """A send that takes longer is given up, and then nobody knows."""
    quiet_seconds: float = 10
    """A send in doubt is left alone this long at first, so that the platform has shown it by then."""
    lane_seconds: float = 30
    """So long after its last sign of life another process takes over a workspace."""
    keep_hours: bool = True
    """False where one person plays everybody: nobody waits for a morning."""

    @property
    def claim_ms(self) -> int:
        """A claim without a word for this long is a send in doubt."""
        return round((self.send_seconds + self.quiet_seconds) * 1000)


class Claimed(NamedTuple):
    """A claim that was granted, and the real time of it."""

    claim: Claim
    real_ms: int


class Rest(NamedTuple):
    """No claim: the workspace wants a pause, or another process looks after it."""

    of: str
    seconds: float


class Watched(NamedTuple):
    """Something that was sent again, and when to look whether its first copy has turned up."""

    at: float
    lane: Lane
    claim: Claim
    drawn: Drawn
    sent: Sent


class Carrier:
    """Carries errands for one process, whose name is `holder`."""

    def __init__(
        self,
        store: Store,
        holder: str,
        rules: Rules,
        chance: Callable[[], float],
        again: Callable[[float], None],
    ) -> None:
        self._store = store
        self._holder = holder
        self._rules = rules
        self._chance = chance
        self._again = again
        """Called with the seconds after which something may go."""
        self._watched: deque[Watched] = deque(maxlen=MOST_WATCHED)

    async def carry(self, lane: Lane, errand: Errand) -> bool:
        """Try one errand; whether a message went out. Only trouble of the store gets out of here."""
        keeps_hours = self._rules.keep_hours and lane.adapter.manners.keeps_hours
        try:
            drawn = await self._store.read(lambda tx: draw(tx, errand, keeps_hours))
        except Exception:  # a broken script, words that are missing: mended, it goes out
            log.exception("not drawn", extra={"key": errand.what})
            await self._delay(errand, LONGEST_PAUSE_MS, behind=True)
            return False
        match drawn:
            case Held(for_ms):
                # Their hours may change meanwhile: who comes back early finds what waits.
                await self._delay(errand, min(for_ms, LOOK_AGAIN_MS))
                return False
            case Nothing(turn):
                await self._store.turn(partial(_drop, errand, turn), lane=errand.to, urgent=False)
                return False
            case Drawn() if wait := lane.loop_seconds(errand.to):
                log.warning("too much for one person in a minute", extra={"key": errand.what})
                await self._delay(errand, round(wait * 1000))
                return False
            case Drawn():
                return await self._try(lane, errand._replace(turn=drawn.turn), drawn)

    async def _try(self, lane: Lane, errand: Errand, drawn: Drawn) -> bool:
        of = "edits" if drawn.ref else "posts"
        if of == "edits" and (wait := lane.edit_seconds()):
            await self._delay(errand, round(wait * 1000))
            return False
        got = await self._store.turn(
            partial(_claim, errand, drawn.turn, of, self._holder, self._rules), lane=errand.to, urgent=False
        )
        if isinstance(got, Rest):
            lane.hold(got.of, got.seconds)
            return False
        if got is None:
            return False
        claim = got.claim
        ref = drawn.ref
        copies: tuple[Sent, ...] = ()
        age_ms = got.real_ms - claim.since_ms
        by_key = age_ms < lane.adapter.manners.same_key_seconds * 1000
        doubt_of_ours = claim.doubt and not by_key
        if drawn.replied_ms:
            claim = claim._replace(since_ms=min(claim.since_ms, drawn.replied_ms))
        if not ref and (doubt_of_ours or drawn.replied_ms):
            if doubt_of_ours and age_ms < self._rules.quiet_seconds * 1000:
                await self._in_doubt(claim, 0)
                return False
            found = await self._look_up(lane, claim, drawn)
            if found is None:
                return False
            if not found and errand.letter and drawn.letter and not drawn.letter.repeatable:
                await self._store.turn(partial(doubt.ask, claim, drawn.letter), urgent=False)
                return False
            copies, ref = found[:-1], found[-1].ref if found else ""
        if wait := lane.rest_seconds(of):
            # Asked for by another send, while this one was written down.
            await self._put_back(claim, round(wait * 1000 + 0.5), doubt=claim.doubt)
            return False
        sent = await self._send(lane, claim, drawn, ref)
        if sent is None:
            return False
        lane.went(errand.to)
        if claim.doubt and not ref and not by_key:
            self._watched.append(Watched(lane.now() + WATCH_SECONDS, lane, claim, drawn, sent))
            self._again(WATCH_SECONDS)
        other = await self._store.turn(
            partial(_carried, claim, drawn, sent, self._holder if lane.last else ""),
            lane=errand.to,
            urgent=False,
        )
        for copy in (*copies, *other):
            await self._point_on(lane, drawn, copy)
        return True

    # --- the platform -------------------------------------------------------------------------

    async def _send(self, lane: Lane, claim: Claim, drawn: Drawn, ref: str) -> Sent | None:
        """Put it; None when it did not arrive, or nobody knows, and that is written down."""
        try:
            async with asyncio.timeout(self._rules.send_seconds):
                return await lane.adapter.put(
                    drawn.where, drawn.channel, drawn.message, ref=ref, key=drawn.key
                )
        except TryLater as later:
            if later.of:
                lane.hold(later.of, later.seconds)
            wait_ms = round(later.seconds * 1000 + 0.5)
            if not later.of:
                wait_ms = max(wait_ms, pause_ms(claim.tries, self._chance()))
            note = partial(_refused, claim, later, wait_ms)
            await self._store.turn(note, lane=claim.errand.to, urgent=False)
            self._again(wait_ms / 1000)
        except Unreachable as shut:
            log.warning("unreachable", extra={"address": claim.errand.address, "reason": shut.reason})
            await self._store.turn(partial(reaching.shut, claim, shut), lane=claim.errand.to, urgent=False)
        except Exception as fault:  # whatever a library raises: perhaps it was taken all the same
            if not isinstance(fault, Unsure | TimeoutError):
                log.exception("not sent", extra={"key": drawn.key})
            await self._in_doubt(claim, 0)
        return None

    async def _look_up(self, lane: Lane, claim: Claim, drawn: Drawn) -> tuple[Sent, ...] | None:
        """What stands there of an earlier try; None when that cannot be told now."""
        try:
            async with asyncio.timeout(self._rules.send_seconds):
                return await lane.adapter.find(
                    drawn.where, drawn.channel, drawn.message, key=drawn.key, since_ms=claim.since_ms
                )
        except TryLater as later:
            await self._in_doubt(claim, round(later.seconds * 1000))
        except Unreachable:
            return ()
        except Exception as fault:
            if not isinstance(fault, Unsure | TimeoutError):
                log.exception("not looked up", extra={"key": drawn.key})
            if claim.tries > doubt.MOST_LOOKS:
                return ()
            await self._in_doubt(claim, 0)
        return None

    async def look_after(self, now: float) -> None:
        """Look whether an earlier copy of what was sent again has turned up after all.

        Nothing hangs on it: both copies lead to the same talk. So what cannot be told is left.
        """
        while self._watched and self._watched[0].at <= now:
            _, lane, claim, drawn, sent = self._watched.popleft()
            try:
                async with asyncio.timeout(self._rules.send_seconds):
                    found = await lane.adapter.find(
                        drawn.where, drawn.channel, drawn.message, key=drawn.key, since_ms=claim.since_ms
                    )
            except (TryLater, Unreachable, Unsure, TimeoutError) as fault:
                log.info("not looked after", extra={"key": drawn.key, "why": type(fault).__name__})
                continue
            for copy in found:
                if copy != sent:
                    await self._point_on(lane, drawn, copy)

    async def _point_on(self, lane: Lane, drawn: Drawn, copy: Sent) -> None:
        """Turn an older copy into a line that points to the newer one. Both led to the same talk."""
        words = draw_card(card(t("see-below")), drawn.reader)
        try:
            async with asyncio.timeout(self._rules.send_seconds):
                await lane.adapter.put(
                    drawn.where, drawn.channel, words, ref=copy.ref, key=f"{drawn.key}.below"
                )
        except (TryLater, Unreachable, Unsure, TimeoutError) as fault:
            log.info("a copy stays as it is", extra={"key": drawn.key, "why": type(fault).__name__})

    # --- what is written down -----------------------------------------------------------------

    async def _in_doubt(self, claim: Claim, least_ms: int) -> None:
        wait_ms = max(least_ms, quiet_ms(claim.tries, round(self._rules.quiet_seconds * 1000)))
        await self._put_back(claim, wait_ms, doubt=True)

    async def _put_back(self, claim: Claim, wait_ms: int, *, doubt: bool) -> None:
        def note(tx: Transaction) -> None:
            tx.enter(claim.errand.account)
            tx.put_back(claim, tx.moment.real + wait_ms, doubt=doubt)

        await self._store.turn(note, lane=claim.errand.to, urgent=False)
        self._again(wait_ms / 1000)

    async def _delay(self, errand: Errand, for_ms: int, *, behind: bool = False) -> None:
        def note(tx: Transaction) -> None:
            tx.enter(errand.account)
            tx.delay(errand, tx.moment.real + for_ms, behind=behind)

        await self._store.turn(note, lane=errand.to, urgent=False)


def _drop(errand: Errand, turn: int, tx: Transaction) -> None:
    tx.enter(errand.account)
    tx.drop(errand, turn)


def _refused(claim: Claim, later: TryLater, wait_ms: int, tx: Transaction) -> None:
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


def _claim(
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
    claim = tx.claim(errand, turn, real + rules.claim_ms)
    return Claimed(claim, real) if claim else None


def _carried(claim: Claim, drawn: Drawn, sent: Sent, leave: str, tx: Transaction) -> tuple[Sent, ...]:
    """It arrived; an older copy of the same page, where a reply showed it meanwhile.

    `leave`: who lets the workspace go with this, as nothing else waits there.
    """
    errand = claim.errand
    tx.enter(errand.account)
    before = [] if errand.letter else [s for s in tx.seats(errand.conversation) if s.role == errand.role]
    if not tx.carried(claim, sent.ref, sent.at_ms):
        log.warning("overtaken while it was sent", extra={"key": drawn.key})
        return ()
    if drawn.letter and drawn.letter.channel:
        tx.remember(slot_name(drawn.letter), POSTED, sent.ref)
    if leave:
        tx.lease(_lane(errand), leave, 0)
    return tuple(
        Sent(seat.ref)
        for seat in before
        if seat.shown_turn == claim.turn and seat.ref and seat.ref != sent.ref
    )


def _lane(errand: Errand) -> str:
    return f"lane/{errand.platform}/{errand.scope}"
