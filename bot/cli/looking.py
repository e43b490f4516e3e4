"""`fivefold conversations`, `explain`, `preview`, `docs commands`: what is there, without changing it."""

from __future__ import annotations

import getpass
import json
import logging
from pathlib import Path

import typer

from bot.cli import errand
from bot.cli.explain import as_text, explain, when
from bot.logs import AUDIT
from storage.looking import in_play, whose

audit = logging.getLogger(AUDIT)

DAY_MS = 24 * 3_600_000


def conversations(as_json: bool) -> None:
    """List what is open or parked, with nothing of what is said in it."""
    with errand.plainly():
        desk = errand.desk()
        with desk.look() as seen:
            rows = in_play(seen)
            now = seen.moment.now
    if as_json:
        typer.echo(json.dumps([row._asdict() for row in rows], indent=2))
        return
    for row in rows:
        days = max(0, now - row.touched_ms) // DAY_MS
        state = f"{row.state} ({row.reason})" if row.reason else row.state
        typer.echo(f"{row.id} {row.dialog:<22} {state:<13} {days:>3} days {when(row.created_ms)}")
    if not rows:
        typer.echo("No open conversations.")


def explain_one(conversation: str, with_answers: bool, as_json: bool) -> None:
    """Say why a conversation stands where it stands."""
    with errand.plainly():
        desk = errand.desk()
        with desk.look() as seen:
            accounts = whose(seen, conversation)
            if not accounts:
                lists = errand.called("conversations")
                errand.stop(
                    f"There is no conversation {conversation}: {lists} lists what is open.",
                    errand.NOT_FOUND,
                )
            told = []
            for account in accounts:
                seen.enter(account)
                row = seen.conversation(conversation, lock=False)
                told.append(explain(seen, row, with_answers=with_answers))
    if with_answers:
        audit.info("answers were read", extra={"conversation": conversation, "operator": operator()})
    for one in told:
        typer.echo(json.dumps(one, indent=2, ensure_ascii=False) if as_json else as_text(one))


def preview(as_json: bool, budget: bool) -> None:
    """Print every card and question of every talk; end with 1 where one cannot be shown."""
    from bot.preview import show
    from bot.preview.walk import Walk

    if budget:
        from bot.cli import counting

        counting.budget(as_json)
        return
    walk = Walk().all()
    if as_json:
        values = {"faults": walk.faults, "shown": show.as_json(walk)}
        typer.echo(json.dumps(values, indent=2, ensure_ascii=False))
    else:
        typer.echo(show.as_text(walk))
    for fault in walk.faults:
        typer.echo(fault, err=True)
    raise typer.Exit(1 if walk.faults else 0)


def docs_commands(to: Path, check: bool) -> None:
    """Write the page about the commands; with `check`, only say whether it is as it should be."""
    page = commands_page()
    if check:
        if not to.exists() or to.read_text(encoding="utf-8") != page:
            errand.stop(f"{to} is not up to date: run {errand.called('docs commands')}.", 1)
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(page, encoding="utf-8")
    typer.echo(f"Written: {to}")


def commands_page() -> str:
    """The page about the commands, from their registry."""
    from bot.commands import COMMANDS
    from bot.words import Reader, plain

    reader = Reader("en", "UTC")
    who = {
        "anybody": "anybody",
        "member": "both people of the work",
        "owner": "whoever gives the work",
        "professional": "whoever does the work",
        "invited": "whoever was asked to do it",
    }
    lines = [
        "# Commands",
        "",
        "<!-- Written by `fivefold docs commands` from bot/commands/registry.py: change it there. -->",
        "",
        "One command, `/fivefold`, with a word after it; in a direct message the word alone is enough. Every "
        "word on the right means the same. What is left out is asked. A word that nobody knows is answered "
        "with the nearest one.",
        "",
        "| command | what it does | with | who may | also understood |",
        "|---|---|---|---|---|",
    ]
    for command in COMMANDS.values():
        if command.button:
            continue
        options = ", ".join(f"{option.name} ({plain(option.about, reader)})" for option in command.options)
        cells = (
            f"`{command.name}`",
            plain(command.about, reader),
            options or "-",
            who[command.who],
            ", ".join(f"`{word}`" for word in command.also) or "-",
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def operator() -> str:
    """Who sits at this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
