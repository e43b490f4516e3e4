"""The page's port: whether it is free, and whose it is where something listens on it already."""

from __future__ import annotations

import json
import socket
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


def try_out(settings: Settings) -> None:
    """Look whether the page can be opened, before anything is made for it.

    Raises:
        OSError: the port is taken, or may not be used here.
    """
    host = settings.browser.host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.create_server((host, settings.browser.port), family=family).close()


def is_free(settings: Settings) -> bool:
    """Whether the page can be opened."""
    try:
        try_out(settings)
    except OSError:
        return False
    return True


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
