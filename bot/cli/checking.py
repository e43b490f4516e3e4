"""`fivefold check`: what is there, what is missing, and where to click."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot.app import KEY_FILE
from bot.cli import errand, page_port, platforms
from bot.phases import DIALOGS
from bot.ports import Finding
from bot.practice import role_files, roles
from bot.settings import BadSettings, Exit, Settings, load
from storage import LostKey, NewerDatabase, StorageTrouble
from storage.faults import DAMAGED
from storage.looking import age_of, file_of, in_play, place_of, revision, sound, used, writable
from storage.process import running_on

LITTLE_ROOM = 200 * 1024 * 1024
DAY_MS = 24 * 3_600_000
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""No machine that runs this version can honestly be earlier."""

LEFT = "It waits until a version that knows it runs again."

SLEEPS = (
    "A computer that sleeps at night sends nothing meanwhile: messages come when it wakes. "
    "To be on time: a small rented server or a Raspberry Pi, see docs/run.md."
)


class Section(NamedTuple):
    """Findings about one thing, and the exit code when one of them is a fault."""

    name: str
    code: int
    findings: tuple[Finding, ...]


def check(as_json: bool) -> None:
    """Look at everything, say it, and end with the code of the first fault."""
    try:
        settings = load()
    except BadSettings as bad:
        faults = tuple(Finding("fault", fault) for fault in bad.faults)
        sections = [Section("settings", Exit.SETTINGS, faults)]
    else:
        begins = Finding("ok", f"The settings are complete; to start: {', '.join(settings.platforms)}.")
        sections = [Section("settings", Exit.SETTINGS, (begins,))]
        sections += [Section(name, code, tuple(look_at(settings))) for name, code, look_at in SECTIONS]
    faults_found = (
        finding.code or s.code for s in sections for finding in s.findings if finding.state == "fault"
    )
    code = next(faults_found, 0)
    if as_json:
        typer.echo(json.dumps(_values(sections, code), indent=2))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        for section in sections:
            for finding in section.findings:
                typer.echo(_line(section.name, finding, width))
    raise typer.Exit(code)


def _told(finding: Finding) -> dict[str, str]:
    return {"state": finding.state, "what": finding.what, "do": finding.do}


def _values(sections: list[Section], code: int) -> dict[str, Any]:
    return {
        "ok": code == 0,
        "exit": int(code),
        "sections": [
            {"name": section.name, "findings": [_told(finding) for finding in section.findings]}
            for section in sections
        ],
    }


def _line(name: str, finding: Finding, width: int) -> str:
    """A finding and what to do about it; in a terminal `width` wide, broken between words."""
    head, below = f"{finding.state:<6} {name:<13} ", " " * 21
    told = [(head, finding.what), (below, finding.do)] if finding.do else [(head, finding.what)]
    if not width:
        return "\n".join(start + words for start, words in told)
    return "\n".join(
        fill(
            words, width, initial_indent=start, subsequent_indent=below,
            break_long_words=False, break_on_hyphens=False,
        )
        for start, words in told
    )  # fmt: skip


# --- where the data is ----------------------------------------------------------------------------


def _database(settings: Settings) -> Iterator[Finding]:
    url = settings.storage.url
    file = file_of(url)
    yield Finding("ok", f"Looked at: {_looked_at(settings)}.")
    if file is not None and (process := running_on(file)):
        yield Finding("ok", f"Fivefold is running on it (process {process}).")
    restore = errand.called("restore FILE")
    try:
        age = age_of(revision(url))
    except StorageTrouble as trouble:
        damaged = str(trouble) == DAMAGED
        yield Finding("fault", str(trouble), f"Stop Fivefold: {restore}" if damaged else _where(file))
        return
    if age == "newer":
        what, do = "A newer Fivefold has used this database.", "Install that version again."
        yield Finding("fault", what, do, Exit.NEWER_DATABASE)
        return
    if age == "new":
        yield from _new_database(file)
        return
    if age == "older":
        yield Finding("note", "The database is of an older version.", "The next start brings it up to date.")
    else:
        yield Finding("ok", "The database is of this version.")
    if damage := sound(url):
        yield Finding(
            "fault",
            f"The database file is damaged: {damage}.",
            f"Stop Fivefold: {restore}",
        )
    if refused := writable(url):
        yield Finding("fault", refused, _where(file))
    yield from _room(file)


def _looked_at(settings: Settings) -> str:
    """Which data this is about: of several on a machine each has its own."""
    folder, place = settings.storage.data.absolute(), place_of(settings.storage.url)
    return place if Path(place).parent == folder else f"{place}, and the folder {folder}"


def _new_database(file: Path | None) -> Iterator[Finding]:
    if file is None:
        yield Finding("ok", "The PostgreSQL database can be reached; the first start makes the tables.")
        return
    folder = next((parent for parent in file.absolute().parents if parent.exists()), Path("/"))
    try:
        probe = folder / f".{file.name}.probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        yield Finding("fault", f"The folder {folder} cannot be written to: {error.strerror}.", _where(file))
        return
    yield Finding("ok", f"No database yet; the first start makes it: {file}.")
    yield from _room(file)


def _room(file: Path | None) -> Iterator[Finding]:
    if file is None:
        return
    folder = next((parent for parent in file.absolute().parents if parent.exists()), Path("/"))
    free = shutil.disk_usage(folder).free
    if free < LITTLE_ROOM:
        yield Finding("note", f"Only {free // 1024 // 1024} MB are free on the disk.", "Make room soon.")


def _where(file: Path | None) -> str:
    if file is None:
        return "Look at DATABASE_URL in .env, and whether the server runs."
    return f"Look who owns {file.parent}, or name another folder: FIVEFOLD_DATA in .env."


def _key(settings: Settings) -> Iterator[Finding]:
    path = settings.storage.data / KEY_FILE
    given = settings.storage.keys
    kept = bool(given) or path.exists()
    place = "FIVEFOLD_KEY" if given else str(path)
    missing = Finding("fault", f"The key is missing: {path}.", "Put your copy of it back.")
    not_yet = Finding("ok", f"No key yet; the first start makes it: {path}.")
    try:
        with errand.Desk.of(settings).look():
            pass
    except LostKey as lost:
        yield Finding("fault", str(lost)) if kept else missing
    except (StorageTrouble, NewerDatabase):
        tried = Finding("note", f"There is a key ({place}); it is tried with the next start.")
        yield tried if kept else missing if _begun(settings.storage.url) else not_yet
    else:
        # A first start that broke off leaves tables in which nothing was sealed yet.
        fits = Finding(
            "ok", f"The key fits: {place}.", "Keep a copy elsewhere: without it nothing can be read."
        )
        yield fits if kept else not_yet
    if not given and path.exists() and path.stat().st_mode & 0o077:
        yield Finding("note", "Others on this machine can read the key.", f"chmod 600 {path}")


def _begun(url: str) -> bool:
    """Whether there is something that a key has sealed; also where that cannot be read."""
    try:
        return used(url)
    except StorageTrouble:
        return True


def _conversations(settings: Settings) -> Iterator[Finding]:
    try:
        with errand.Desk.of(settings).look() as seen:
            rows, now = in_play(seen), seen.moment.now
            unknown = seen.unknown_due(now)
    except (StorageTrouble, NewerDatabase, LostKey):
        yield Finding("ok", "Nothing to look at yet.")
        return
    yield Finding("ok", f"{len(rows)} open {'conversation' if len(rows) == 1 else 'conversations'}.")
    for row in rows:
        age = f"{max(0, now - row.touched_ms) // DAY_MS} days"
        if row.state == "parked":
            yield Finding(
                "note", f"{row.dialog} {row.id} is parked since {age}: it met a fault; its answers are kept.",
                errand.called(f"explain {row.id}"),
            )  # fmt: skip
        elif row.dialog not in DIALOGS:
            yield Finding(
                "note", f"{row.id} is a {row.dialog}, which this version does not know ({age} old).",
                LEFT,
            )  # fmt: skip
    for what in unknown:
        yield Finding("note", f'Something is due that this version does not know ("{what}").', LEFT)


def _roles(settings: Settings) -> Iterator[Finding]:
    faults = role_files.faults()
    for fault in faults:
        yield Finding("fault", fault, "Until then nothing starts. How one is written: docs/role-templates.md")
    if not faults:
        names = ", ".join(role.name for role in roles.load().values())
        yield Finding("ok", f"The role templates can be used: {names}.")


# --- the machine ------------------------------------------------------------------------------------


def _clock(settings: Settings) -> Iterator[Finding]:
    now = datetime.now(UTC)
    if now < EARLIEST:
        yield Finding("fault", f"This machine says it is {now:%Y-%m-%d}.", "Set its clock.")
    else:
        yield Finding("ok", f"It is {now:%Y-%m-%d %H:%M} UTC by this machine.")
    yield Finding("note", SLEEPS)


def _zones(settings: Settings) -> Iterator[Finding]:
    try:
        for name in ("Europe/Lisbon", "Asia/Manila", "America/New_York"):
            ZoneInfo(name)
    except ZoneInfoNotFoundError:
        yield Finding("fault", "The time zone data is missing.", "Install Fivefold again: make clean run")
    else:
        yield Finding("ok", "The time zone data is there.")


def _page(settings: Settings) -> Iterator[Finding]:
    port = settings.browser.port
    if "browser" not in settings.platforms:
        yield Finding("ok", "The page stays closed while Slack or Discord is set up.")
        return
    if page_port.is_free(settings):
        yield Finding("ok", f"Port {port or '(any free one)'} is free for the page.")
        return
    match page_port.whose(settings):
        case "ours":
            yield Finding("ok", f"The page is open: {page_port.address(settings)}")
        case "another's":
            what = f"Port {port} is taken by a Fivefold with other data ({page_port.address(settings)})."
            yield Finding("fault", what, "To open this one beside it set FIVEFOLD_PORT, or 0.")
        case "unknown":
            what = f"Port {port} is taken by another program."
            yield Finding("fault", what, "Set FIVEFOLD_PORT in .env, or 0.")


# --- the platforms ----------------------------------------------------------------------------------


Look = Callable[[Settings], Iterator[Finding]]

PLATFORMS: Mapping[str, Look] = {"page": _page, "slack": platforms.slack, "discord": platforms.discord}
"""What each platform says about itself. An adapter that knows more takes its line here."""

SECTIONS: tuple[tuple[str, int, Look], ...] = (
    ("database", Exit.NO_DATABASE, _database),
    ("key", Exit.LOST_KEY, _key),
    ("conversations", 0, _conversations),
    ("roles", Exit.BAD_TEMPLATE, _roles),
    ("clock", errand.NOT_FOUND, _clock),
    ("time zones", errand.NOT_FOUND, _zones),
    *(
        (name, Exit.PORT_IN_USE if name == "page" else Exit.SETTINGS, look_at)
        for name, look_at in PLATFORMS.items()
    ),
)
