"""`fivefold migrate`, `backup`, `restore`, `key new`: how the data is kept."""

from __future__ import annotations

import base64
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.app import KEY_FILE
from bot.cli import errand
from bot.cli.people import erased
from bot.logs import AUDIT
from bot.settings import KEY_BYTES
from storage import LostKey, NewerDatabase, StorageTrouble, seal_names
from storage import migrate as bring_up_to_date
from storage.erasing import NOBODY
from storage.keys import add_key
from storage.looking import Somebody, age_of, compact, file_of, people, revision
from storage.restore import restore as put_back
from storage.restore import save

if TYPE_CHECKING:
    from storage.transaction import StoredTransaction

audit = logging.getLogger(AUDIT)


def migrate() -> None:
    """Bring the database to this version's tables, a copy of it kept first."""
    with errand.plainly():
        desk = errand.desk()
        before = age_of(revision(desk.url))
        file = file_of(desk.url)
        if before == "newer":
            raise NewerDatabase("A newer Fivefold has used this database: install that version again.")
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        _of_this_version(desk)
    done = {
        "new": "The database is ready.",
        "older": "The database was brought to this version.",
        "current": "The database is of this version; nothing to do.",
    }
    typer.echo(done[before])


def _of_this_version(desk: errand.Desk) -> None:
    """Bring its tables up to date, and seal what an older version kept open.

    Raises:
        LostKey: something lies open, and its key is not here.
    """
    bring_up_to_date(desk.url)
    try:
        seal_names(desk.url, desk.keys, desk.clock)
    except LostKey as lost:
        raise LostKey(f"The tables are of this version; some names are still to be sealed. {lost}") from lost


def backup(to: Path, replace: bool) -> None:
    """Write a whole copy, and say what else belongs to it. An older one goes only where that was said."""
    with errand.plainly():
        desk = errand.desk()
        if not to.absolute().parent.is_dir():
            raise StorageTrouble(
                f"There is no folder {to.absolute().parent}: make it first, or name another."
            )
        if to.exists() and not replace:
            raise StorageTrouble(f"{to} is there already: choose another name, or add --replace.")
        save(desk.url, to)
        match age_of(revision(desk.url)):
            case "older":
                typer.echo("Note: it is of an older version; restore it, then start Fivefold.")
            case "newer":
                typer.echo("Note: it is of a newer version; only that one can read it.")
    typer.echo(f"Backup written and checked: {to} ({to.stat().st_size // 1024} KB).")
    key = "FIVEFOLD_KEY" if desk.settings.storage.keys else str(desk.settings.storage.data / KEY_FILE)
    typer.echo(f"It cannot be read without the key ({key}): keep a copy of that too, in another place.")


def restore(copy: Path) -> None:
    """Put a backup in the place of the database; what stood there is kept."""
    with errand.plainly():
        desk = errand.desk()
        gone = _erased_here(desk)
        old = put_back(desk.url, copy)
    audit.info("a backup was put back", extra={"file": str(copy)})
    typer.echo(f"Put back: {copy}.")
    if old is not None:
        typer.echo(f"What stood there lies at {old}; remove it when all is well.")
    with errand.plainly():
        _of_this_version(desk)
        with desk.look() as seen:
            back = [who for one in gone or () for who in people(seen, one.id) if who.name != NOBODY]
        for who in back:
            erased(desk, who)
            audit.info("a person was erased again", extra={"person": who.id})
        if back:
            compact(desk.url)
            typer.echo(f"Erased again, since they were erased after this copy was made: {len(back)}.")
        if gone is None and old is not None:
            typer.echo(
                "What stood there cannot be read. Whoever was erased after this copy was made is in it "
                f"again: {errand.called('erase NAME')}"
            )
        typer.echo(f"The key fits. Start it again: {errand.called('run')}")


def _erased_here(desk: errand.Desk) -> tuple[Somebody, ...] | None:
    """Whoever was erased in the database that is to be replaced; None when it cannot be read."""
    try:
        with desk.look() as seen:
            return tuple(one for one in people(seen, NOBODY) if _is_erased(seen, one))
    except (StorageTrouble, LostKey, NewerDatabase):
        return None


def _is_erased(seen: StoredTransaction, one: Somebody) -> bool:
    """Whether it is nobody any more: people may call themselves so, and can be reached."""
    seen.enter(one.account)
    return one.name == NOBODY and not seen.addresses(one.id)


def key_new() -> None:
    """Add a newest key; what was sealed with the older ones stays readable through them."""
    with errand.plainly():
        desk = errand.desk()
        made = os.urandom(KEY_BYTES)
        path = desk.settings.storage.data / KEY_FILE
        if desk.settings.storage.keys:
            written = base64.b64encode(made).decode()
            typer.echo("Put this in front of FIVEFOLD_KEY, with a comma after it, and start Fivefold again:")
            typer.echo(written)
        elif not path.exists():
            if age_of(revision(desk.url)) != "new":
                with desk.look():
                    pass  # where the key was lost, this says so
            errand.stop("There is no key yet: the first start makes one.", errand.NOT_FOUND)
        else:
            add_key(path, made)
            audit.info("a key was added", extra={"file": str(path)})
            typer.echo(f"A new key stands first in {path}. Start Fivefold again to use it.")
    typer.echo("What is written from then on is sealed with the new key. Keep the older ones below it:")
    typer.echo("what was written before is read with them. Keep a copy of the whole, apart from the backups.")
