"""`fivefold demo`: make the example, then open the page on it."""

from __future__ import annotations

import asyncio
import errno
import sys
from dataclasses import replace

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.cli import errand, page_port, running
from bot.demo import example
from bot.engine.text import t
from bot.settings import Settings
from bot.words import Reader, plain


def demo(bad_week: bool, only_make: bool) -> None:
    """Play the example into its own folder, then look at it."""
    with errand.plainly():
        loaded = example.settings_of(errand.settings())
    errand.templates()
    with errand.plainly(loaded):
        if not only_make:
            loaded = where_free(loaded)
        example.clear(loaded.storage.data)
    with errand.plainly(loaded):
        _make(loaded, bad_week)
    if not only_make:
        running.run_with(loaded)


def where_free(loaded: Settings) -> Settings:
    """Beside a Fivefold on other data the example takes any free port: the one that is set is meant for that.

    Raises:
        OSError: the port is taken, or may not be used here.
    """
    try:
        page_port.try_out(loaded)
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE or page_port.whose(loaded) != "another's":
            raise
        return replace(loaded, browser=loaded.browser.model_copy(update={"port": 0}))
    return loaded


def _make(loaded: Settings, bad_week: bool) -> None:
    title = plain(t("demo-playing", weeks=example.WEEKS), Reader("en", "UTC"))
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=1.0)
        if bar.disable:
            typer.echo(f"{title} ...", err=True)
        asyncio.run(
            example.make(
                loaded, lambda part: bar.update(task, completed=part), bad=bad_week, called=errand.called()
            )
        )
