"""What every errand needs: settings, keys and clock, and faults as one sentence with an exit code."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import typer

from bot import logs
from bot.app import keys_of
from bot.cli import page_port
from bot.clock import OFFSET, WorldClock
from bot.practice import role_files
from bot.settings import BadSettings, Exit, Settings, load
from storage import KeyRing, LostKey, NewerDatabase, SecondProcess, StorageTrouble
from storage.faults import FULL
from storage.looking import look

NOT_FOUND = 1
LOG_FILE = "fivefold.log"


def stop(words: str, code: int) -> NoReturn:
    """Say why, and end."""
    typer.echo(words, err=True)
    raise typer.Exit(code)


@contextmanager
def plainly(settings: Settings | None = None) -> Iterator[None]:
    """Inside, a fault that people can mend becomes its sentence and its exit code."""
    try:
        yield
    except BadSettings as fault:
        stop(str(fault), Exit.SETTINGS)
    except NewerDatabase as fault:
        stop(str(fault), Exit.NEWER_DATABASE)
    except SecondProcess as fault:
        if settings is not None and page_port.whose(settings) == "ours":
            stop(f"Fivefold is open already: {page_port.address(settings)}", Exit.SECOND_PROCESS)
        stop(str(fault), Exit.SECOND_PROCESS)
    except LostKey as fault:
        stop(str(fault), Exit.LOST_KEY)
    except StorageTrouble as fault:
        stop(str(fault), Exit.NO_DATABASE)
    except OSError as fault:
        stop(*_refused(fault, settings))


def _refused(fault: OSError, settings: Settings | None) -> tuple[str, int]:
    port = settings.browser.port if settings else 0
    if fault.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL) and fault.filename is None:
        whose = page_port.whose(settings) if settings and fault.errno == errno.EADDRINUSE else "unknown"
        if settings is not None and whose != "unknown":
            which = "" if whose == "ours" else f" with other data than {settings.storage.data.absolute()}"
            return (
                f"Fivefold is open already{which}: {page_port.address(settings)}. To open another one beside "
                "it, set FIVEFOLD_PORT in .env to another number, or to 0 for any free one.",
                Exit.PORT_IN_USE,
            )
        why = "is taken by another program" if fault.errno == errno.EADDRINUSE else "may not be used here"
        return (
            f"Port {port} {why}: set FIVEFOLD_PORT in .env to another number, or to 0 for any free one.",
            Exit.PORT_IN_USE,
        )
    if fault.errno == errno.ENOSPC:
        return FULL, Exit.NO_DATABASE
    where = f" ({fault.filename})" if fault.filename else ""
    return (
        f"The system refused{where}: {fault.strerror or fault}. Check the disk and who may use it.",
        NOT_FOUND,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """The settings as they are, the keys, and the people's clock: the one way to the database."""

    settings: Settings
    keys: KeyRing
    clock: WorldClock

    @classmethod
    def of(cls, settings: Settings) -> Desk:
        """What an errand needs under these settings. Raises `LostKey`."""
        return cls(settings, keys_of(settings), WorldClock())

    @property
    def url(self) -> str:
        return self.settings.storage.url

    @contextmanager
    def look(self) -> Iterator[Any]:
        """The database read-only, beside whoever writes to it; people's time as it is there."""
        with look(self.url, self.keys, self.clock) as seen:
            offset = int(seen.setting(OFFSET) or 0)
            moment = self.clock.moment()
            seen.moment = moment._replace(now=moment.real + offset)
            seen.now_ms = seen.moment.now
            yield seen


def settings() -> Settings:
    """The settings, with the log set up as they say. Raises `BadSettings`."""
    loaded = load()
    logs.configure("error" if calm(loaded) else loaded.logging.level, secrets_of(loaded))
    return loaded


def templates() -> None:
    """Go on only where every role template can be used: one that cannot would stop somebody's talk."""
    if faults := role_files.faults():
        stop("\n".join(faults), Exit.BAD_TEMPLATE)


def calm(loaded: Settings) -> bool:
    """Whether somebody sits at a terminal and has not said how much of the log they want to see."""
    return sys.stderr.isatty() and "level" not in loaded.logging.model_fields_set


def keep_log(loaded: Settings) -> Path | None:
    """Where a person sits at a terminal what happens goes into a file; the terminal shows what breaks."""
    if not calm(loaded):
        return None
    file = loaded.storage.data / LOG_FILE
    logs.configure("error", secrets_of(loaded), file=file, file_level=loaded.logging.level)
    return file


def called(words: str = "") -> str:
    """A command as whoever reads it can type it here: how this program was called, and the words after it."""
    start = Path(sys.argv[0])
    if start.name == "__main__.py":
        name = f"{_near(Path(sys.executable))} -m bot"
    else:
        found = shutil.which(start.name)
        name = start.name if found and Path(found).resolve() == start.resolve() else _near(start)
    return f"{name} {words}".strip()


def _near(path: Path) -> str:
    here = Path.cwd()
    whole = here / path
    return shlex.quote(str(whole.relative_to(here) if whole.is_relative_to(here) else whole))


def desk() -> Desk:
    """Everything an errand at the database needs.

    Raises:
        BadSettings, LostKey: it cannot be had.
    """
    return Desk.of(settings())


def secrets_of(loaded: Settings) -> list[str]:
    """Every secret that stands in the settings, so that no log line holds one."""
    found = [
        loaded.storage.key,
        loaded.slack.bot_token,
        loaded.slack.app_token,
        loaded.slack.signing_secret,
        loaded.slack.client_secret,
        loaded.discord.token,
    ]
    secrets = [part for secret in found if secret for part in secret.get_secret_value().split(",")]
    _, _, rest = loaded.storage.url.partition("://")
    user, at, _ = rest.rpartition("@")
    return [*secrets, user.partition(":")[2]] if at else secrets


def has_display() -> bool:
    """Whether a page can be opened for somebody who sits here."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
