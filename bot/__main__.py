"""The command line: parse, then call the house. Imports lazily, so that a version costs nothing."""

from __future__ import annotations

import asyncio
import sys
from typing import NoReturn

import typer

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def run() -> None:
    """Start Fivefold: the browser workspace, or the platforms whose tokens are in .env."""
    from bot import app, settings

    try:
        loaded = settings.load()
    except settings.BadSettings as bad:
        _stop(str(bad), settings.Exit.SETTINGS)
    from storage import LostKey, NewerDatabase, SecondProcess, StorageTrouble

    def ready(house: app.House) -> None:
        if house.browser is not None:
            typer.echo(
                f"Ready: {house.browser.address}  No tokens found, so you play both sides here. "
                "Close with Ctrl+C; nothing is lost. For Slack or Discord: fivefold check"
            )

    try:
        asyncio.run(app.run(loaded, ready))
    except NewerDatabase as error:
        _stop(str(error), settings.Exit.NEWER_DATABASE)
    except SecondProcess as error:
        _stop(str(error), settings.Exit.SECOND_PROCESS)
    except LostKey as error:
        _stop(str(error), settings.Exit.LOST_KEY)
    except StorageTrouble as error:
        _stop(str(error), settings.Exit.NO_DATABASE)
    except OSError as error:
        _stop(f"Port {loaded.browser.port} cannot be used: {error.strerror}.", settings.Exit.PORT_IN_USE)


@cli.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as of

    typer.echo(f"fivefold {of('fivefold')}")


def _stop(words: str, code: int) -> NoReturn:
    typer.echo(words, err=True)
    sys.exit(code)


def main() -> None:
    """The `fivefold` command."""
    cli()


if __name__ == "__main__":
    main()
