"""The only wiring: settings become a store, adapters, an inbox, sweepers, and all of it runs."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial

from adapters.browser import BrowserAdapter
from bot import charts
from bot.catching_up import CatchingUp
from bot.clock import MovableClock, WorldClock
from bot.commands.offering import offered, translated
from bot.conversations.inbox import Conversations
from bot.delivery import Delivery, Rules
from bot.due.checkins import Sweeper
from bot.engine.read import warm_dates
from bot.ports import Adapter, Inbox
from bot.practice import roles
from bot.practice.holidays import public_holidays
from bot.running import lag
from bot.running.scheduler import Scheduler
from bot.running.starts import Starts
from bot.running.supervisor import Supervisor
from bot.settings import Discord, Settings, Slack
from bot.words import values
from storage import Database, KeyRing, StorageTrouble, load_key, open_store
from storage.leases import Leases
from storage.looking import mark_of

log = logging.getLogger(__name__)

KEY_FILE = "fivefold.key"
STARTS_FILE = "starts.json"
PLATFORMS = ("browser", "slack", "discord")
"""What `house` can build an adapter for."""


@dataclass(frozen=True, slots=True)
class House:
    """Everything that runs, for whoever started it."""

    store: Database
    inbox: Conversations
    delivery: Delivery
    sweeper: Sweeper
    clock: MovableClock
    browser: BrowserAdapter | None
    adapters: Mapping[str, Adapter]
    """What is up, by its platform."""

    async def sweep(self) -> None:
        """Fire what is due, then send what that caused."""
        await self.sweeper.sweep()
        await self.delivery.sweep()


def keys_of(settings: Settings) -> KeyRing:
    """The keys that seal the data of these settings. Raises `LostKey`."""
    return load_key(settings.storage.data / KEY_FILE, settings.storage.keys)


@asynccontextmanager
async def house(
    settings: Settings, *, tick_seconds: float = 15, durable: bool = True, awaited: bool = True
) -> AsyncIterator[House]:
    """Build and start everything, in order: store, sweepers, adapters; and stop it in reverse.

    `awaited`: whether people wait for answers, so that a loop that is held is worth a line.

    Raises:
        StorageTrouble, NewerDatabase, SecondProcess, LostKey: the store cannot be opened.
        OSError: the page's port is taken.
    """
    world = WorldClock()
    store = await asyncio.to_thread(
        open_store, settings.storage.url, keys_of(settings), world, durable=durable
    )
    try:
        adapters: dict[str, Adapter] = {}
        if store.alone:
            await store.turn(lambda tx: tx.take_over())
        platforms = Supervisor(adapters, Starts(settings.storage.data / STARTS_FILE))
        # What waits for a platform that is not up stays in the database, claimed by nobody.
        delivery = Delivery(store, platforms.up, Rules(quiet_seconds=settings.sending.quiet_seconds))
        inbox = Conversations(store, delivery.wake, StorageTrouble)
        # On the page nothing that anybody writes can be lost.
        lossy = tuple(name for name in settings.platforms if name != "browser")
        catching_up = CatchingUp(store, platforms.up, world, lossy)
        sweeper = Sweeper(store, delivery.wake, world, catching_up.before if lossy else None)

        async def sweep() -> None:
            # The store says once when it is in trouble; the next tick looks again.
            with contextlib.suppress(StorageTrouble):
                await sweeper.sweep()
                await delivery.sweep()

        clock = MovableClock(world, store, sweep)
        browser = None
        if "browser" in settings.platforms:
            await clock.restore()
            browser = BrowserAdapter(
                inbox,
                store.log,
                clock,
                host=settings.browser.host,
                port=settings.browser.port,
                pictures=partial(charts.picture, store),
                data=mark_of(settings.storage.url),
                trouble=StorageTrouble,
            )
            adapters["browser"] = browser
        if "slack" in settings.platforms:
            adapters["slack"] = _slack(inbox, settings.slack, store)
        if "discord" in settings.platforms:
            adapters["discord"] = _discord(inbox, settings.discord, store)

        async def tick() -> None:
            with contextlib.suppress(StorageTrouble):
                await sweeper.sweep()
            delivery.wake()

        scheduler = Scheduler(tick, tick_seconds)
        running = [asyncio.create_task(delivery.run())]
        if awaited:
            running.append(asyncio.create_task(lag.watch()))
        try:
            # What is due is fired whether or not a platform can be reached: it waits in the database.
            scheduler.start()
            await platforms.start()
            running.append(asyncio.create_task(catching_up.run()))
            delivery.wake()
            yield House(store, inbox, delivery, sweeper, clock, browser, adapters)
        finally:
            scheduler.stop()
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            # What is on its way arrives while its platform is still there.
            await delivery.stop()
            await platforms.stop()
    finally:
        await store.close()


def _slack(inbox: Inbox, slack: Slack, store: Database) -> Adapter:
    # Its libraries take a while to load, and a page on this machine needs none of them.
    from adapters.slack import Access, SlackAdapter

    return SlackAdapter(
        inbox,
        Access(*slack.access),
        pictures=partial(charts.png, store),
        vault=Vault(store),
        lease=Leases(store),
    )


def _discord(inbox: Inbox, discord: Discord, store: Database) -> Adapter:
    from adapters.discord import LOCALES, DiscordAdapter

    return DiscordAdapter(
        inbox,
        store.log,
        discord.token.get_secret_value() if discord.token else "",
        offered=offered(),
        translated=translated(LOCALES),
        lease=Leases(store),
        pictures=partial(charts.png, store),
        api_url=discord.api_url,
        gateway_url=discord.gateway_url,
    )


class Vault:
    """Secrets of the installation, sealed by the store and bound to their names."""

    def __init__(self, store: Database) -> None:
        self._store = store

    async def read(self, name: str) -> str | None:
        """A secret; None or empty when there is none."""
        found: str | None = await self._store.read(lambda tx: tx.setting(name))
        return found

    async def write(self, name: str, value: str) -> None:
        """Keep a secret, or an empty one in its place."""
        await self._store.turn(lambda tx: tx.set(name, value))


def _warm() -> None:
    """Load what the first answers need: inside their turns it would hold everybody for a second.

    Role templates, how dates are written and read, and public holidays; whose makes no difference.
    """
    roles.load()
    values.day(date(2026, 1, 1), "en")
    public_holidays("PT", (2026,))
    warm_dates()


async def run(
    settings: Settings, ready: Callable[[House], None], stopping: Callable[[], None] = lambda: None
) -> None:
    """Run until SIGINT or SIGTERM. `ready` is called once everything is up, `stopping` when it goes down."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    starting = asyncio.current_task()

    def asked() -> None:
        """Stop in good order; a start that still waits for a platform is given up."""
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)  # asked a second time, it ends at once
        stop.set()
        stopping()
        if starting is not None:
            starting.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked)
    try:
        async with house(settings) as running:
            starting = None
            # What was loaded stays; looking through all of it for garbage would hold everybody for 0.1 s.
            gc.freeze()
            ready(running)
            warm = asyncio.create_task(asyncio.to_thread(_warm))
            await stop.wait()
            warm.cancel()
    except asyncio.CancelledError:
        if not stop.is_set():
            raise
