"""One errand, from how it stands now to where it stands then: draw, write down, send, write down the end.

How a try can end: it arrived; it was surely not taken, and waits; nobody knows, and it is looked up in
the platform's own history before anything else happens; or its address is shut.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.delivery import doubt, reaching, written
from bot.delivery.copies import WATCH_SECONDS, Copies
from bot.delivery.drawing import Drawn, Held, Nothing, draw
from bot.delivery.lane import Lane
from bot.delivery.rules import LOOK_AGAIN_MS, Rules
from bot.delivery.written import Rest
from bot.pacing import LONGEST_PAUSE_MS, pause_ms, quiet_ms
from bot.ports import Sent, Store, TryLater, Unreachable, Unsure
from bot.transaction import Claim, Errand

log = logging.getLogger(__name__)


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
        self.copies = Copies(rules.send_seconds)

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
                await self._note(errand, written.drop, errand, turn)
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
        got = await self._note(errand, written.claim, errand, drawn.turn, of, self._holder, self._rules)
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
                await self._note(None, doubt.ask, claim, drawn.letter)
                return False
            copies, ref = found[:-1], found[-1].ref if found else ""
        if wait := lane.rest_seconds(of):
            # Asked for by another send, while this one was written down.
            await self._put_back(claim, round(wait * 1000 + 0.5), in_doubt=claim.doubt)
            return False
        sent = await self._send(lane, claim, drawn, ref)
        if sent is None:
            return False
        lane.went(errand.to)
        if claim.doubt and not ref and not by_key:
            self.copies.watch(lane, claim, drawn, sent)
            self._again(WATCH_SECONDS)
        leaves = self._holder if lane.last else ""
        other = await self._note(errand, written.carried, claim, drawn, sent, leaves)
        await self.copies.point_on(lane, drawn, (*copies, *other))
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
            await self._note(claim.errand, written.refused, claim, later, wait_ms)
            self._again(wait_ms / 1000)
        except Unreachable as shut:
            log.warning("unreachable", extra={"address": claim.errand.address, "reason": shut.reason})
            await self._note(claim.errand, reaching.shut, claim, shut)
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

    # --- what is written down -----------------------------------------------------------------

    async def _in_doubt(self, claim: Claim, least_ms: int) -> None:
        wait_ms = max(least_ms, quiet_ms(claim.tries, round(self._rules.quiet_seconds * 1000)))
        await self._put_back(claim, wait_ms, in_doubt=True)

    async def _put_back(self, claim: Claim, wait_ms: int, *, in_doubt: bool) -> None:
        await self._note(claim.errand, written.put_back, claim, wait_ms, in_doubt)
        self._again(wait_ms / 1000)

    async def _delay(self, errand: Errand, for_ms: int, *, behind: bool = False) -> None:
        await self._note(errand, written.delay, errand, for_ms, behind)

    async def _note(self, errand: Errand | None, work: Callable[..., Any], *what: Any) -> Any:
        """Write something down, behind the turns of people; one errand's notes in their order."""
        return await self._store.turn(partial(work, *what), lane=errand.to if errand else "", urgent=False)
