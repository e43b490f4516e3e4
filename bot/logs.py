"""The log: one line for each thing that happened, to stderr or a file, without what people wrote.

`2026-11-23T10:00:00.000Z WARNING bot.delivery unreachable address=abc reason=gone`. Ids travel as
`extra`; an error is named by its type and place, because its own words may quote somebody.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

QUIET = ("sqlalchemy", "alembic", "aiohttp", "asyncio", "apscheduler", "slack_bolt", "slack_sdk", "discord")
"""Libraries that tell too much: only their warnings are kept."""

AUDIT = "bot.audit"
"""What the operator looked at or changed. Kept at every level."""

_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

_TOKENS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}\b|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"
    r"|(?i:(?<=bearer )\S+)|\b[A-Za-z0-9+/_-]{43}="
)
REDACTED = "[hidden]"
MOST_BYTES = 5_000_000


class Lines(logging.Formatter):
    """One line for each record; whatever looks like a token, and every secret it was told, is hidden."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(
            sorted({secret for secret in secrets if len(secret) >= 8}, key=len, reverse=True)
        )

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        at = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        parts = [f"{at}.{int(record.msecs):03d}Z", record.levelname, record.name, record.getMessage()]
        parts += [f"{name}={value}" for name, value in vars(record).items() if name not in _USUAL]
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(_error(record.exc_info[1]))
        return self.hide(" ".join(" ".join(str(part).split()) for part in parts))

    def hide(self, line: str) -> str:
        """The line without secrets."""
        for secret in self._secrets:
            line = line.replace(secret, REDACTED)
        return _TOKENS.sub(REDACTED, line)

    @staticmethod
    def converter(seconds: float | None) -> object:  # type: ignore[override]  # UTC, whatever the machine's zone
        """The time of a line."""
        import time

        return time.gmtime(seconds)


def _error(error: BaseException) -> str:
    """Type and place of an error and of what caused it, innermost frame first; never its words."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 4:
        frames = traceback.extract_tb(seen.__traceback__)[-4:]
        where = " < ".join(
            f"{_short(frame.filename)}:{frame.lineno}:{frame.name}" for frame in reversed(frames)
        )
        parts.append(f"{type(seen).__name__} at {where or 'nowhere'}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "error=" + " from ".join(parts)


def _short(path: str) -> str:
    return "/".join(path.split("/")[-3:])


def configure(
    level: str,
    secrets: Iterable[str] = (),
    stream: IO[str] | None = None,
    *,
    file: Path | None = None,
    file_level: str = "info",
) -> None:
    """Set the log up, once, before anything is logged; into a file as well, where one is given."""
    handlers: list[logging.Handler] = [logging.StreamHandler(stream or sys.stderr)]
    handlers[0].setLevel(level.upper() if file else logging.NOTSET)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(RotatingFileHandler(file, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8"))
    for handler in handlers:
        handler.setFormatter(Lines(secrets))
    root = logging.getLogger()
    for old in root.handlers:
        if isinstance(old, RotatingFileHandler):
            old.close()
    root.handlers[:] = handlers
    root.setLevel((file_level if file else level).upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(AUDIT).setLevel(logging.INFO)
    logging.captureWarnings(True)
