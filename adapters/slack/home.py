"""The Home tab: what waits for somebody, published when it differs from what stands there."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from hashlib import sha256

from adapters.slack import calls, views
from adapters.slack.limits import PROFILES_KEPT, WAITS
from adapters.slack.workspaces import Workspaces
from bot.ports import Inbox, Kept, TryLater, Where

logger = logging.getLogger(__name__)


class Home:
    """Everybody's Home tab. Whoever opened it, did something or was written to gets a new one.

    Others change it as well, and time does: whoever opened it lately may have it before their eyes, and it
    is looked at again from time to time.
    """

    def __init__(self, inbox: Inbox, workspaces: Workspaces) -> None:
        self._inbox = inbox
        self._workspaces = workspaces
        self._stands: Kept[Where, str] = Kept(PROFILES_KEPT)
        self._wanted: dict[Where, asyncio.Task[None]] = {}
        self._again: set[Where] = set()
        """For whom something changed while their page was being published."""
        self._open: Kept[Where, float] = Kept(PROFILES_KEPT)
        """Who may have it before their eyes, and until when."""
        self._looking: asyncio.Task[None] | None = None

    def want(self, who: Where, soon: float = WAITS.home) -> None:
        """Something changed for them: look in a moment, once for all changes until then."""
        if who in self._wanted:
            self._again.add(who)
        elif who.user:
            self._wanted[who] = asyncio.create_task(self._later(who, soon))

    def opened(self, who: Where) -> None:
        """Somebody opened it: they see what is new at once, and what changes while they look."""
        self.want(who, 0)
        self._open[who] = time.monotonic() + WAITS.home_open
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while self._open:
            await asyncio.sleep(WAITS.home_again)
            while self._open and next(iter(self._open.values())) < time.monotonic():
                self._open.popitem(last=False)
            for who in self._open:
                self.want(who)

    async def _later(self, who: Where, soon: float) -> None:
        """One page of somebody's is on its way at a time: an older one must not arrive after a newer."""
        try:
            await asyncio.sleep(soon)
            self._again.discard(who)
            await self.publish(who)
        except Exception as error:  # the page is a convenience; the next change tries again
            logger.warning("home not published", extra={"code": type(error).__name__})
        finally:
            self._wanted.pop(who, None)
        if who in self._again:
            self._again.discard(who)
            self.want(who)

    async def publish(self, who: Where) -> bool:
        """Publish what waits for them; False when it stands there already."""
        view = views.home(await self._inbox.waiting(who))
        digest = sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
        if self._stands.get(who) == digest:
            return False
        try:
            web = await self._workspaces.web(who.scope)
            await calls.call(web, "views.publish", user_id=who.user, view=view)
        except (calls.Refused, calls.Unsure, TryLater) as error:
            logger.info("home not published", extra={"code": str(error)})
            return False
        self._stands[who] = digest
        return True

    async def stop(self) -> None:
        """Publish no more."""
        tasks = [*self._wanted.values(), *((self._looking,) if self._looking else ())]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
