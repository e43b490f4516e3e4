"""A platform that follows a script and keeps a ledger, and the people, letters and talks it is for."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from bot.conversations.stage import Stage
from bot.delivery import Delivery, Rules
from bot.dialog import Start
from bot.engine.cards import Button, Message, card
from bot.engine.text import t
from bot.model import OWNER, Account, Address, Channel, Engagement, Person
from bot.ports import Manners, Sent, Unsure, Where
from bot.transaction import Letter, Transaction
from bot.words.stored import dump_card

HOME = "home-account"
RULES = Rules(keep_hours=False)

Act = Callable[["Post"], Awaitable[None] | None]
"""What happens instead of an answer: it raises, or waits. What it does not keep out is taken."""


class Post(NamedTuple):
    """One message as the platform took it."""

    at: float
    platform: str
    scope: str
    to: str
    key: str
    words: str
    ref: str
    labels: tuple[str, ...] = ()
    """What its buttons say."""


class Platform:
    """`bot.ports.Adapter`: takes what it is given, unless its script says otherwise."""

    def __init__(self, now: Callable[[], float], platform: str = "slack", **manners: Any) -> None:
        self.platform = platform
        self.manners = Manners(**manners)
        self.connections = 1
        self.now = now
        self.ledger: list[Post] = []
        """Every new message, in the order in which it was taken."""
        self.edits: list[Post] = []
        self.calls: list[Post] = []
        """Every try, taken or not."""
        self.before: dict[str, list[Act]] = defaultdict(list)
        """By reader: acts in whose place a try is not taken, the next first."""
        self.after: dict[str, list[Act]] = defaultdict(list)
        """By reader: acts after a try was taken."""
        self.histories: list[Exception] = []
        """Why the history is not told, the next first."""
        self.missed: dict[str, list[Callable[[], Awaitable[Any]]]] = defaultdict(list)
        self.looks: list[tuple[str, int]] = []
        self.on_the_way: dict[str, int] = defaultdict(int)
        self.most_at_once = 0
        self._numbers = itertools.count(1)

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to disconnect from."""

    async def put(self, to: Where, channel: str, message: Message, *, ref: str, key: str) -> Sent:
        who = channel or to.user
        labels = tuple(one.label for one in message.controls if isinstance(one, Button))
        post = Post(self.now(), self.platform, to.scope, who, key, message.plain(), ref, labels)
        self.calls.append(post)
        self.on_the_way[who] += 1
        assert self.on_the_way[who] == 1, f"two on the way to {who}"
        self.most_at_once = max(self.most_at_once, sum(self.on_the_way.values()))
        try:
            await asyncio.sleep(0)
            await _act(self.before[who], post)
            if ref:
                self.edits.append(post)
            else:
                ref = f"{who}:{next(self._numbers)}"
                self.ledger.append(post._replace(ref=ref))
            await _act(self.after[who], post)
            return Sent(ref)
        finally:
            self.on_the_way[who] -= 1

    async def find(
        self, to: Where, channel: str, message: Message, *, key: str, since_ms: int
    ) -> tuple[Sent, ...]:
        who = channel or to.user
        self.looks.append((who, since_ms))
        if self.histories:
            raise self.histories.pop(0)
        return tuple(Sent(one.ref) for one in self.ledger if (one.to, one.key) == (who, key))

    async def catch_up(self, to: Where, since_ms: int) -> int:
        self.looks.append((to.user, since_ms))
        if self.histories:
            raise self.histories.pop(0)
        found = self.missed[to.user]
        for told in found:
            await told()
        return len(found)

    def got(self, who: str) -> list[str]:
        """What somebody was sent, in order."""
        return [post.words for post in self.ledger if post.to == who]


async def _act(script: list[Act], post: Post) -> None:
    if script:
        happens = script.pop(0)(post)
        if happens is not None:
            await happens


def refuses(error: Exception) -> Act:
    """A try ends with this."""

    def act(_: Post) -> None:
        raise error

    return act


lost = refuses(Unsure("the line broke"))
"""Nobody knows: put before or after it is taken."""


async def until(ready: Callable[[], object]) -> None:
    """Wait for something that takes a moment."""
    async with asyncio.timeout(10):
        while not ready():  # noqa: ASYNC110
            await asyncio.sleep(0.001)


class Scene:
    """Rita and those who work with her; a delivery on the script's platform, in the test's own time."""

    def __init__(self, store: Any, clock: Any, **manners: Any) -> None:
        self.store = store
        self.clock = clock
        self.slack = Platform(self.now, **manners)
        self.adapters: dict[str, Any] = {"slack": self.slack}
        self.delivery = self.another()

    def now(self) -> float:
        return float(self.clock.real_ms) / 1000

    def another(self, rules: Rules = RULES) -> Delivery:
        """A delivery as another process has it."""
        return Delivery(self.store, self.adapters, rules, now=self.now, chance=lambda: 0.0)

    def pass_by(self, seconds: float) -> None:
        self.clock.pass_by(round(seconds * 1000))

    async def sweep(self, seconds: float = 0) -> int:
        """Let time pass, then carry what may go."""
        self.pass_by(seconds)
        return await self.delivery.sweep()

    async def write(self, work: Callable[[Transaction], Any], account: str = HOME) -> Any:
        def inside(tx: Transaction) -> Any:
            tx.enter(account)
            return work(tx)

        return await self.store.turn(inside)

    async def people(self, *names: str, scope: str = "T1", zone: str = "Europe/Lisbon") -> None:
        """Rita, whose business it is, and these who work with her. Everybody is called by their id."""
        await self.store.turn(lambda tx: tx.add_account(Account(id=HOME, name="Rita")))

        def add(tx: Transaction) -> None:
            for name in ("rita", *names):
                somebody(tx, name, scope, zone)

        await self.write(add)

    async def letter(self, to: str, id: str, **given: Any) -> None:
        """A letter of one word: its own id."""
        words = given.pop("words", None) or dump_card(card(t("unknown-word", word=id, guess="x")))
        moment = self.clock.moment()
        row = {"engagement": f"w-{to}" if to != "rita" else "", "once": id, "channel": "", **given}
        letter = Letter(id=id, account=HOME, person=to, card=words, next_ms=moment.real, **row)
        assert await self.write(lambda tx: tx.post(letter))

    async def post(self, id: str = "post") -> None:
        """A channel's summary of the week."""
        row = Letter(id, HOME, "", "shop", "", id, {"slot": "summary/2026-11-23"}, self.clock.real_ms)
        assert await self.write(lambda tx: tx.post(row))

    async def talk(self, person: str, conversation: str, account: str = HOME) -> None:
        """A talk that somebody is asked in."""
        start = Start("settings", {OWNER: person})
        await self.write(lambda tx: Stage(tx).begin(replace(start, conversation=conversation)), account)

    async def address(self, person: str) -> Address:
        found: Address = await self.store.read(lambda tx: _inside(tx).one(Address, f"a-{person}"))
        return found


def _inside(tx: Any) -> Any:
    tx.enter(HOME)
    return tx


def somebody(
    tx: Transaction, name: str, scope: str = "T1", zone: str = "Europe/Lisbon", account: str = HOME
) -> None:
    """A person with an address and, but for Rita, work with her."""
    tx.write(
        Person(account=account, id=name, name=name, called=name.title(), zone=zone, zone_confirmed=True), 0
    )
    tx.write(
        Address(account=account, id=f"a-{name}", person=name, platform="slack", scope=scope, user=f"U{name}"),
        0,
    )
    if name == "rita":
        shop = Channel(
            account=account, id="shop", platform="slack", scope=scope, channel="Cshop", name="#shop",
            state="posting",
        )  # fmt: skip
        tx.write(shop, 0)
        return
    work = Engagement(
        account=account, id=f"w-{name}", owner="rita", professional=name, role="va", role_name="va",
        state="active", starts_on=date(2026, 11, 2), round_ends_on=date(2027, 1, 8),
    )  # fmt: skip
    tx.write(work, 0)
