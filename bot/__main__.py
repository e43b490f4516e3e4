"""The command line: parse, then call. Imports lazily, so that a version or a help page costs nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Fivefold walks an owner and the people they hire through five phases of working well together.",
)
key_cli = typer.Typer(no_args_is_help=True, help="The key that seals what people wrote.")
docs_cli = typer.Typer(no_args_is_help=True, help="Pages that are written from the code.")
cli.add_typer(key_cli, name="key")
cli.add_typer(docs_cli, name="docs")


def _flag(name: str, says: str) -> Any:
    """An option that is there or not. Its help names no type, as though a value had to follow."""
    return typer.Option(name, help=says, metavar="")


Json = Annotated[bool, _flag("--json", "As values, for scripts.")]


@cli.command()
def run() -> None:
    """Start Fivefold: the browser workspace, or the platforms whose tokens are in .env."""
    from bot.cli import running

    running.run()


@cli.command()
def demo(
    bad_week: Annotated[bool, _flag("--bad-week", "The same weeks, with bad ones in them.")] = False,
    only_make: Annotated[bool, _flag("--only-make", "Make the example, open nothing.")] = False,
) -> None:
    """Look at an example: one owner, three people, 16 weeks, in a database of its own."""
    from bot.cli import example

    example.demo(bad_week, only_make)


@cli.command()
def check(json: Json = False) -> None:
    """Say what is set up, what is missing, and where to click."""
    from bot.cli import checking

    checking.check(json)


@cli.command()
def preview(
    json: Json = False,
    budget: Annotated[bool, _flag("--budget", "Only what it costs: minutes, taps, typed answers.")] = False,
    platform: Annotated[
        str, typer.Option("--platform", help="As that platform shows it: slack or discord.")
    ] = "",
    out: Annotated[Path, typer.Option("--out", help="The folder to write that into.")] = Path("preview"),
) -> None:
    """Print every card and question of every phase, from sample people, without a network."""
    if platform:
        from bot.cli import platforms

        platforms.preview(platform, out)
        return
    from bot.cli import looking

    looking.preview(json, budget)


@cli.command()
def manifest(
    platform: Annotated[str, typer.Argument(help="The platform: slack or discord.")],
    http: Annotated[str, typer.Option("--http", help="Your public address, for SLACK_MODE=http.")] = "",
    several: Annotated[bool, _flag("--several", "For several workspaces, with --http.")] = False,
) -> None:
    """Print what a platform must be told about the app, to be pasted there."""
    from bot.cli import platforms

    platforms.manifest(platform, http, several)


@cli.command()
def conversations(json: Json = False) -> None:
    """List the open conversations: id, dialog, state and age, nothing of what is said."""
    from bot.cli import looking

    looking.conversations(json)


@cli.command()
def explain(
    conversation: Annotated[str, typer.Argument(help="The id, from `fivefold conversations` or the log.")],
    with_answers: Annotated[bool, _flag("--with-answers", "Show what was answered; it is logged.")] = False,
    json: Json = False,
) -> None:
    """Say why a conversation stands where it stands: path, keys, who gave them, what it waits for."""
    from bot.cli import looking

    looking.explain_one(conversation, with_answers, json)


@cli.command()
def migrate() -> None:
    """Bring the database to this version's tables. A start does this by itself."""
    from bot.cli import keeping

    keeping.migrate()


@cli.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
    replace: Annotated[bool, _flag("--replace", "Put it in the place of an older one.")] = False,
) -> None:
    """Write a whole, checked copy of the database, which may be in use."""
    from bot.cli import keeping

    keeping.backup(file, replace)


@cli.command()
def restore(file: Annotated[Path, typer.Argument(help="A copy that `fivefold backup` wrote.")]) -> None:
    """Put a backup in the place of the database. Stop Fivefold first; what stood there is kept."""
    from bot.cli import keeping

    keeping.restore(file)


@cli.command()
def export(
    person: Annotated[str, typer.Argument(help="Their name or id.")],
    to: Annotated[Path, typer.Option("--to", help="The folder to write into.")] = Path(".fivefold/export"),
    json: Json = False,
) -> None:
    """Write everything that is held about a person, as JSON and as readable text."""
    from bot.cli import people

    people.export(person, to, json)


@cli.command()
def erase(
    person: Annotated[str, typer.Argument(help="Their name or id.")],
    yes: Annotated[bool, _flag("--yes", "Do not ask.")] = False,
) -> None:
    """Erase a person: their texts go, dates and numbers stay."""
    from bot.cli import people

    people.erase(person, yes)


@cli.command()
def version() -> None:
    """Print the version."""
    typer.echo(_version())


@key_cli.command("new")
def key_new() -> None:
    """Add a newest key; the older ones still open what they sealed."""
    from bot.cli import keeping

    keeping.key_new()


@key_cli.callback()
def _key() -> None: ...


@docs_cli.command("commands")
def docs_commands(
    to: Annotated[Path, typer.Option("--to", help="The page to write.")] = Path("docs/commands.md"),
    check: Annotated[bool, _flag("--check", "Only say whether it is up to date.")] = False,
) -> None:
    """Write the page about the commands from their registry."""
    from bot.cli import looking

    looking.docs_commands(to, check)


@docs_cli.callback()
def _docs() -> None: ...


def _version() -> str:
    from importlib.metadata import version as of

    return f"fivefold {of('fivefold')}"


def main() -> None:
    """The `fivefold` command."""
    # Typer prepares for values even where there are none to read; a version should not wait for that.
    if sys.argv[1:] in (["version"], ["--version"]):
        sys.stdout.write(_version() + "\n")
        return
    cli()


if __name__ == "__main__":
    main()
