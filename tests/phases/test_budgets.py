"""The start and the first phase cost what PLAYTHROUGH allows, counted over what two people really did.

The whole way from "add" to agreed may take the owner 30 taps and 2 typed answers, the professional 16
and 3. O10 to O14 need 8 of the owner's taps, P9 to P11 three of the professional's.
"""

from __future__ import annotations

import pytest

from bot.budget import Effort, acting, reading
from bot.engine.cards import Message
from bot.ports import Incoming, Put, Reply
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import TestClock, Workspace, accept, hand_in, hire, rate_own, rate_seen

OWNER_MOST = Effort(taps=30 - 8, typed=2)
PROFESSIONAL_MOST = Effort(taps=16 - 3, typed=3)


class Counted(Workspace):
    """A workspace that keeps account of what each person pressed, wrote and was given to read."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.paid: dict[str, Effort] = {}
        self.phase: dict[str, Effort] = {}

    def pay(self, user: str, effort: Effort) -> None:
        self.paid[user] = self.paid.get(user, Effort()).plus(effort)

    async def _send(self, event: Incoming, did: str) -> Reply:
        user = event.who.user
        self.pay(user, acting(event, self._answered(user, event)))
        return await super()._send(event, did)

    def _answered(self, user: str, event: Incoming) -> Message | None:
        """The message that an event answers: the one with its control, else the newest."""
        control = getattr(event, "control", "")
        for message in reversed(self.screens[user].messages.values()):
            if not control or any(one.id == control for one in message.controls):
                return message
        return None

    async def show(self, user: str, put: Put) -> None:
        if not put.ref:  # an answered question stands where it stood: nobody reads it again
            self.pay(user, reading(put.message))
        await super().show(user, put)

    async def put(self, to, channel, message, *, ref, key):
        self.pay(to.user, reading(message))
        return await super().put(to, channel, message, ref=ref, key=key)


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing):
    """The shortest honest way through O1 to O9 and P1 to P8, with one skill two apart."""
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    with strict():
        w = Counted(store, clock)
        await hire(w)
        await accept(w)
        await rate_own(w, (4, 4, 3, 3, 3, 3))
        await w.press("rita", "Yes, send the sample")
        await hand_in(w)
        await rate_seen(w, (3, 2, 3, 3, "Not seen yet", "Not seen yet"))
        await w.press("rita", "2 for now")
        w.phase = dict(w.paid)  # what comes after Joy's last tap is the next phase
        await w.press("joy", "2 for now")
        w.phase["joy"] = w.paid["joy"]
        yield w
    await store.close()


def test_the_owners_share(w: Counted) -> None:
    paid = w.phase["rita"]
    assert paid.taps <= OWNER_MOST.taps
    assert paid.typed <= OWNER_MOST.typed
    assert paid.minutes <= 9.5, "every level of every skill is counted as read, which nobody does"


def test_the_professionals_share(w: Counted) -> None:
    paid = w.phase["joy"]
    assert paid.taps <= PROFESSIONAL_MOST.taps
    assert paid.typed <= PROFESSIONAL_MOST.typed
    assert paid.minutes <= 10, "the sample's own text is work, and is counted as reading here"


@pytest.mark.parametrize("user", ["rita", "joy"])
async def test_the_first_week_is_quiet(w: Counted, user: str) -> None:
    start = len(w.log)
    for _ in range(7 * 8):
        await w.pass_time(hours=3)
    unasked = [words for who, what, words in w.log[start:] if who == user and what == "gets"]
    assert len(unasked) <= 6, unasked
