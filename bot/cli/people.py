"""`fivefold export` and `erase`: what a person may ask of whoever runs this."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from pathlib import Path
from typing import Any

import typer

from bot.cli import errand
from bot.cli.looking import operator
from bot.logs import AUDIT
from bot.privacy import held, partings
from bot.privacy_text import as_text
from storage import open_store
from storage.erasing import Erased
from storage.erasing import erase as erase_in
from storage.looking import Somebody, compact, people

audit = logging.getLogger(AUDIT)


def export(words: str, to: Path, as_json: bool) -> None:
    """Write everything that is held about somebody, as JSON and as text."""
    with errand.plainly():
        desk = errand.desk()
        with desk.look() as seen:
            who = _one(people(seen, words), words)
            seen.enter(who.account)
            copy = held(seen, who.id, seen.talks_of(who.id), seen.unsent(who.id))
    audit.info("a person's data was exported", extra={"person": who.id, "operator": operator()})
    written = json.dumps(copy, indent=2, ensure_ascii=False)
    if as_json:
        typer.echo(written)
        return
    with errand.plainly():
        to.mkdir(parents=True, exist_ok=True)
        for ending, words_of_it in (("json", written + "\n"), ("txt", as_text(copy))):
            path = to / f"fivefold-{who.id}.{ending}"
            with open(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
            ) as file:
                file.write(words_of_it)
            typer.echo(f"Written: {path}")


def erase(words: str, yes: bool) -> None:
    """Erase somebody after asking: texts go, dates and numbers stay."""
    with errand.plainly():
        desk = errand.desk()
        with desk.look() as seen:
            who = _one(people(seen, words), words)
        typer.echo(
            f"This erases {who.name} ({who.id}): every text of theirs and of the work they share, their "
            "name, addresses and conversations. That work ends for the other side too. Dates and numbers "
            "stay. It cannot be undone."
        )
        if not yes and not typer.confirm("Erase?"):
            typer.echo("Nothing was changed.")
            raise typer.Exit(1)
        gone = erased(desk, who)
        compact(desk.url)
    audit.info("a person was erased", extra={"person": who.id, "operator": operator(), **gone._asdict()})
    typer.echo(
        f"Erased: {_many(gone.texts, 'text')}, {_many(gone.conversations, 'conversation')}, "
        f"{_many(gone.messages, 'message or reminder', 'messages and reminders')}, "
        f"{_many(gone.addresses, 'address', 'addresses')}; "
        f"{_many(gone.works, 'piece of work', 'pieces of work')} ended. Backups made before still hold them: "
        "remove those when their time has come."
    )


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def erased(desk: errand.Desk, who: Somebody) -> Erased:
    """Erase somebody in a database that nobody else uses."""
    return asyncio.run(_erase(desk, who))


async def _erase(desk: errand.Desk, who: Somebody) -> Erased:
    store = await asyncio.to_thread(open_store, desk.url, desk.keys, desk.clock)
    try:

        def work(tx: Any) -> Erased:
            tx.enter(who.account)
            told = partings(tx, who.id)
            gone = erase_in(tx, who.id)
            for letter in told:
                tx.post(letter)
            return gone

        return await store.turn(work)
    finally:
        await store.close()


def _one(found: tuple[Somebody, ...], words: str) -> Somebody:
    if not found:
        errand.stop(
            f"Nobody is called {words}: name them as Fivefold does, or by their id.", errand.NOT_FOUND
        )
    if len(found) > 1:
        which = "\n".join(f"  {one.id}  {one.name} (account {one.account})" for one in found)
        errand.stop(f"Several people are called {words}; name one by the id:\n{which}", errand.NOT_FOUND)
    return found[0]
