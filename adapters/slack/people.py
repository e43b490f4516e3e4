"""What Slack knows about somebody, asked once an hour: name, zone, language. And how a channel is called."""

from __future__ import annotations

import asyncio
import time
from typing import Literal

from adapters.slack import calls, read
from adapters.slack.limits import MENTIONED, PROFILES_KEPT, WAITS
from adapters.slack.workspaces import Workspaces
from bot.engine.measured import clean
from bot.ports import NOBODY, Kept, Profile, TryLater

SLACKBOT = "USLACKBOT"
"""Of itself alone Slack does not say that it is a program."""


class People:
    """Profiles, kept for a while. Never lists anybody."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._kept: Kept[tuple[str, str], tuple[float, Profile]] = Kept(PROFILES_KEPT)
        self._asking: dict[tuple[str, str], asyncio.Task[Profile | None]] = {}

    def kept(self, team: str, user: str) -> Profile | None:
        """What is known of somebody without asking."""
        kept = self._kept.get((team, user))
        fresh = kept is not None and time.monotonic() - kept[0] < WAITS.profile_kept
        return kept[1] if kept is not None and fresh else None

    async def profile(self, team: str, user: str, name: str = "") -> Profile:
        """What is known of somebody; `name` when Slack does not say in time."""
        if (known := self.kept(team, user)) is not None:
            return known
        kept = self._kept.get((team, user))
        old = kept[1] if kept else (Profile(name) if name else NOBODY)
        asking = self._asking.get((team, user))
        if asking is None:
            asking = asyncio.create_task(self._ask(team, user))
            self._asking[team, user] = asking
            asking.add_done_callback(lambda _: self._asking.pop((team, user), None))
        done, _ = await asyncio.wait({asking}, timeout=WAITS.profile)
        return (asking.result() if done else None) or old

    async def several(self, team: str, users: set[str]) -> dict[str, Profile]:
        """The profiles of everybody mentioned, at once."""
        ids = sorted(users)[:MENTIONED]
        found = await asyncio.gather(*(self.profile(team, user) for user in ids))
        return {user: profile for user, profile in zip(ids, found, strict=True) if profile != NOBODY}

    async def named(self, team: str, text: str) -> str:
        """A marked channel with its name, where it has none yet; any other text as it is."""
        found = read.CHANNEL.fullmatch(text)
        if found is None or found[2]:
            return text
        return f"<#{found[1]}|{await self._channel(team, found[1])}>"

    async def _channel(self, team: str, id: str) -> str:
        """The name of a channel; empty where Slack does not tell us, as of a private one without us."""
        try:
            web = await self._workspaces.web(team)
            async with asyncio.timeout(WAITS.profile):
                told = await calls.ask(web, "conversations.info", channel=id)
        except (calls.Refused, calls.Unsure, TryLater, TimeoutError):
            return ""
        return clean(str((told.get("channel") or {}).get("name") or ""))

    async def _ask(self, team: str, user: str) -> Profile | None:
        try:
            web = await self._workspaces.web(team)
            told = await calls.ask(web, "users.info", user=user, include_locale="true")
        except (calls.Refused, calls.Unsure, TryLater):
            return None
        person = told.get("user") or {}
        about = person.get("profile") or {}
        names = (
            about.get("real_name"),
            person.get("real_name"),
            about.get("display_name"),
            person.get("name"),
        )
        name = next((clean(str(one)).strip() for one in names if one and str(one).strip()), "")
        unfit: Literal["", "program", "closed"] = "closed" if person.get("deleted") else ""
        if person.get("is_bot") or user == SLACKBOT:
            unfit = "program"
        profile = Profile(name, str(person.get("tz") or ""), str(person.get("locale") or ""), unfit)
        self._kept[team, user] = (time.monotonic(), profile)
        return profile
