"""Whose the page's port is, where something listens on it already."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from bot.settings import Settings


def address(settings: Settings) -> str:
    """Where the page is opened."""
    return f"http://{_place(settings)}"


def ours(settings: Settings) -> bool:
    """Whether a Fivefold answers there."""
    if not settings.browser.port:
        return False
    try:
        with urllib.request.urlopen(f"http://{_place(settings)}/healthz", timeout=2) as answer:
            found = json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return False
    return isinstance(found, dict) and bool(found.get("ok"))


def _place(settings: Settings) -> str:
    host = settings.browser.host
    return f"{f'[{host}]' if ':' in host else host}:{settings.browser.port}"
