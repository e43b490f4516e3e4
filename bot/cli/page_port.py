"""Whose the page's port is, where something listens on it already."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Literal

from bot.settings import Settings
from storage.looking import mark_of

Whose = Literal["ours", "another's", "unknown"]
"""A Fivefold on this very data; one on other data; no Fivefold, or none that answers."""


def address(settings: Settings) -> str:
    """Where the page is opened."""
    return f"http://{_place(settings)}"


def whose(settings: Settings) -> Whose:
    """What answers at the page's port."""
    if not settings.browser.port:
        return "unknown"
    try:
        with urllib.request.urlopen(f"http://{_place(settings)}/healthz", timeout=2) as answer:
            found = json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return "unknown"
    if not isinstance(found, dict) or not found.get("ok"):
        return "unknown"
    return "ours" if found.get("data") == mark_of(settings.storage.url) else "another's"


def _place(settings: Settings) -> str:
    host = settings.browser.host
    return f"{f'[{host}]' if ':' in host else host}:{settings.browser.port}"
