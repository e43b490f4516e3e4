"""`fivefold manifest`: what a platform is told about the app; and what each platform says about itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import starmap
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import typer

from bot.cli import errand
from bot.model import Address, Channel, Person
from bot.ports import AddressState, Finding, Known
from bot.settings import Exit, Settings
from storage import LostKey, NewerDatabase, StorageTrouble
from storage.looking import accounts, age_of, revision

TROUBLE = (StorageTrouble, NewerDatabase, LostKey)
"""Why the records may not be readable."""


def manifest(platform: str, http: str, several: bool) -> None:
    """Print the manifest of the app, as JSON."""
    if platform.casefold() == "discord":
        _discord_manifest()
        return
    if platform.casefold() != "slack":
        errand.stop(f"There is no manifest for {platform}: slack or discord.", Exit.SETTINGS)
    if http and (urlsplit(http).scheme != "https" or not urlsplit(http).hostname):
        errand.stop("Slack only calls an address that starts with https://.", Exit.SETTINGS)
    if several and not http:
        errand.stop("Several workspaces need Slack over HTTP: add --http and your address.", Exit.SETTINGS)
    from adapters.slack import manifest as of_slack

    typer.echo(json.dumps(of_slack(http, several=several), indent=2))


def _discord_manifest() -> None:
    from adapters.discord import manifest as of_discord

    with errand.plainly():
        token = errand.settings().discord.token
    typer.echo(of_discord(token.get_secret_value() if token else ""))


def preview(platform: str, out: Path) -> None:
    """Write everything that is ever shown as a platform gets it, and as a page that draws it."""
    name = platform.casefold()
    if name == "slack":
        from adapters.slack import preview as drawn
    elif name == "discord":
        from adapters.discord import preview as drawn
    else:
        errand.stop(f"There is no preview for {platform}: slack or discord.", Exit.SETTINGS)
    from bot.preview.walk import Walk

    walk = Walk().all()
    count = drawn(((f"{one.what.replace('_', ' ')}, to {one.to}", one.message) for one in walk.shown), out)
    page, payloads = out / f"{name}.html", out / f"{name}.json"
    typer.echo(f"{count} messages: {page} draws them, {payloads} holds the payloads.")


def slack(settings: Settings) -> Iterator[Finding]:
    """What is right and wrong with the Slack app."""
    if not settings.slack.configured:
        yield Finding("ok", "Not set up: see docs/slack.md.")
        return
    from adapters.slack import Access, look, told

    yield from asyncio.run(look(Access(*settings.slack.access)))
    try:
        installed = _installed(settings)
    except TROUBLE as trouble:
        yield Finding("note", f"Which workspaces are installed cannot be told: {_lowered(trouble)}")
    else:
        yield from filter(None, starmap(told, installed))


def discord(settings: Settings) -> Iterator[Finding]:
    """What is right and wrong with the Discord bot."""
    token = settings.discord.token
    if token is None:
        yield Finding("ok", "Not set up: see docs/discord.md.")
        return
    from adapters.discord import look

    people: list[Known] = []
    channels: list[str] = []
    try:
        people, channels = _known(settings, "discord")
    except TROUBLE as trouble:
        yield Finding("note", f"Whom the bot can write to cannot be told: {_lowered(trouble)}")
    yield from asyncio.run(look(token.get_secret_value(), settings.discord.api_url, people, channels))


@contextmanager
def _records(settings: Settings) -> Iterator[Any]:
    """The records; None before the first start. Raises one of TROUBLE where they cannot be read."""
    if age_of(revision(settings.storage.url)) == "new":
        yield None
        return
    with errand.Desk.of(settings).look() as seen:
        yield seen


def _lowered(trouble: Exception) -> str:
    """A sentence as it goes on after a colon."""
    words = str(trouble)
    return words[:1].lower() + words[1:]


def _installed(settings: Settings) -> list[tuple[str, str | None]]:
    """Slack's workspaces in which somebody is known, and what the vault keeps of each."""
    teams: set[str] = set()
    with _records(settings) as seen:
        if seen is None:
            return []
        installation = seen.account
        for account in accounts(seen):
            seen.enter(account)
            teams |= {found.scope for found in seen.find(Address, platform="slack")}
        seen.enter(installation)
        return [(team, seen.setting(f"slack/{team}")) for team in sorted(teams)]


def _known(settings: Settings, platform: str) -> tuple[list[Known], list[str]]:
    """The users and the summary channels of a platform that the records name."""
    users: dict[str, Known] = {}
    channels: dict[str, None] = {}
    with _records(settings) as seen:
        for account in accounts(seen) if seen is not None else ():
            seen.enter(account)
            for found in seen.find(Address, platform=platform):
                if found.user not in users or found.state != "open":
                    name = seen.one(Person, found.person).called
                    users[found.user] = Known(found.user, name, cast("AddressState", found.state))
            posting = seen.find(Channel, platform=platform, state="posting")
            channels |= {found.channel: None for found in posting}
    return list(users.values()), list(channels)
