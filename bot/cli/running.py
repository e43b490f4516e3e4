"""`fivefold run`: start everything, say where it is, and stop cleanly when asked to."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import threading
import webbrowser
from pathlib import Path

import typer

from bot import app
from bot.cli import errand, page_port
from bot.settings import Exit, Settings

STOP_SECONDS = 9
"""What has not ended by then never will; everything that counts was committed long before."""

M_ARENA_MAX = -8
"""The number of the setting in malloc.h."""


def run() -> None:
    """Run until it is stopped."""
    with errand.plainly():
        loaded = errand.settings()
    run_with(loaded)


def _look_at_port(loaded: Settings) -> None:
    """Where it is taken, nothing is made. By who runs on this very data: of that the database tells more."""
    try:
        page_port.try_out(loaded)
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE or page_port.whose(loaded) != "ours":
            raise


def run_with(loaded: Settings) -> None:
    """Run with these settings until it is stopped."""
    unserved = [name for name in loaded.platforms if name not in app.PLATFORMS]
    if unserved:
        names = " and ".join(name.capitalize() for name in unserved)
        errand.stop(
            f"This version does not speak to {names} yet: remove the token from .env, and the page opens.",
            Exit.SETTINGS,
        )
    errand.templates()
    _share_memory()
    with errand.plainly(loaded):
        if "browser" in loaded.platforms:
            _look_at_port(loaded)
        log = errand.keep_log(loaded)
        try:
            asyncio.run(app.run(loaded, lambda house: _ready(house, loaded.browser.open, log), _stopping))
        except KeyboardInterrupt:
            raise typer.Exit(130) from None


def _share_memory() -> None:
    """Let all threads take their memory from one place; each would keep some of its own, 11 MB together."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # only the GNU C library has it
        mallopt(M_ARENA_MAX, 1)


def _ready(house: app.House, open_it: bool, log: Path | None) -> None:
    check = errand.called("check")
    if house.browser is None:
        typer.echo(f"Ready. Close with Ctrl+C; nothing is lost. What is set up: {check}")
    else:
        _page(house.browser.address.rstrip("/"), check, open_it)
    if log is not None:
        typer.echo(f"What happens is written to {log}")


def _page(address: str, check: str, open_it: bool) -> None:
    typer.echo(f"Ready: {address}  No tokens found, so you play both sides here.")
    typer.echo(f"Close with Ctrl+C; nothing is lost. Slack or Discord: {check}")
    if open_it and errand.has_display():
        # Some browsers hold their caller up until they are closed.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _stopping() -> None:
    last = threading.Timer(STOP_SECONDS, os._exit, (0,))
    last.daemon = True
    last.start()
