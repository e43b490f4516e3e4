"""`fivefold manifest`: what a platform is told about the app; and what each platform says about itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import typer

from bot.cli import errand
from bot.ports import Finding
from bot.settings import Exit, Settings


def manifest(platform: str, http: str, several: bool) -> None:
    """Print the manifest of the app, as JSON."""
    if platform.casefold() != "slack":
        errand.stop(f"There is no manifest for {platform}: only Slack takes one.", Exit.SETTINGS)
    if http and (urlsplit(http).scheme != "https" or not urlsplit(http).hostname):
        errand.stop("Slack only calls an address that starts with https://.", Exit.SETTINGS)
    from adapters.slack import manifest as of_slack

    typer.echo(json.dumps(of_slack(http, several=several), indent=2))


def slack(settings: Settings) -> Iterator[Finding]:
    """What is right and wrong with the Slack app."""
    if not settings.slack.configured:
        yield Finding("ok", "Not set up: see docs/slack.md.")
        return
    from adapters.slack import Access, look

    yield from asyncio.run(look(Access(*settings.slack.access)))
