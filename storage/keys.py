"""Where the key lies: in FIVEFOLD_KEY, or in a file of its own beside the database."""

from __future__ import annotations

import base64
import binascii
import logging
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage.sealing import KEY_BYTES, KeyRing, LostKey

log = logging.getLogger(__name__)


def load_key(path: Path, given: Sequence[bytes] = ()) -> KeyRing:
    """The keys that were given (newest first), else those of the file, else a new one.

    A new key is written to the file only when a new database begins to use it: a database that
    lost its key must not find a wrong one in its place.

    Raises:
        LostKey: the file holds no whole key.
    """
    if given:
        return KeyRing(given)
    if path.exists():
        return KeyRing(_read(path))
    key = os.urandom(KEY_BYTES)
    return KeyRing((key,), keep=lambda: _write(path, key))


def _read(path: Path) -> tuple[bytes, ...]:
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        log.warning("Others on this machine can read the key: run chmod 600 %s", path)
    try:
        keys = tuple(base64.b64decode(line, validate=True) for line in path.read_text().split())
    except (binascii.Error, ValueError):
        keys = ()
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise LostKey(f"The key file is damaged: put your copy of it back at {path}.")
    return keys


def _write(path: Path, key: bytes) -> None:
    """Whole or not at all, never over another key, readable by nobody else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _drafted(path, (key,)) as draft:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise LostKey(f"Another Fivefold made a key at {path} this moment: start again.") from None


def add_key(path: Path, key: bytes) -> None:
    """Put a new key first in the file; the older ones stay, because what they sealed is still there.

    Raises:
        LostKey: the file holds no whole key.
    """
    with _drafted(path, (key, *_read(path))) as draft:
        os.replace(draft, path)


@contextmanager
def _drafted(path: Path, keys: Sequence[bytes]) -> Iterator[Path]:
    """Keys in a file of their own, on the disk; what is done with it is on the disk too afterwards."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"".join(base64.b64encode(key) + b"\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        yield draft
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        draft.unlink(missing_ok=True)
