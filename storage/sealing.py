"""Seals what people wrote before it reaches the database, and opens it again.

A blob is one format byte, four bytes that name the key, a nonce and the sealed text. Its place
(account, table, row, field) is bound in: a blob that was copied elsewhere does not open.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic_core import PydanticSerializationError, from_json, to_json

KEY_BYTES = 32
PROOF = "key fits"
"""The setting, sealed like every other, by which a database proves that a key opens it."""
FORMAT = b"\x01"
_NAME = slice(1, 5)
_NONCE = slice(5, 17)
_SEALED = slice(17, None)


class LostKey(Exception):
    """The database is sealed with a key that is not here. The message says what to do."""


class Unsealed(Exception):
    """A blob that does not belong where it was found, or was changed."""


class Unstorable(ValueError):
    """Text that no database keeps: a NUL or half a surrogate pair. It should have been cleaned."""


class KeyRing:
    """Several keys: the first one seals, all of them open, so that a key can be changed."""

    def __init__(self, keys: Sequence[bytes], keep: Callable[[], None] | None = None) -> None:
        """`keep` writes a key that was just made to where it is found again."""
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._ciphers = {_name(key): AESGCM(key) for key in reversed(keys)}
        self._head = FORMAT + _name(keys[0])
        self._seal = self._ciphers[_name(keys[0])]
        self._keep = keep

    @property
    def new(self) -> bool:
        """Whether the key was made just now and is written down nowhere."""
        return self._keep is not None

    def keep(self) -> None:
        """Write a new key down. Called before anything is sealed with it."""
        if self._keep is not None:
            self._keep()
            self._keep = None

    def seal(self, value: Any, *place: str) -> bytes:
        """A JSON value as a blob for this place.

        Raises:
            Unstorable: it holds half a surrogate pair, or is no JSON.
        """
        try:
            return self.seal_written(to_json(value), *place)
        except (PydanticSerializationError, UnicodeEncodeError):
            raise Unstorable(f"half a surrogate pair, or no JSON, in {place[1:]}") from None

    def seal_written(self, words: bytes, *place: str) -> bytes:
        """What is written as JSON already, as a blob for this place."""
        nonce = os.urandom(12)
        return self._head + nonce + self._seal.encrypt(nonce, words, "\0".join(place).encode())

    def open(self, blob: bytes, *place: str) -> Any:
        """The value that was sealed for this place. Raises like `open_written`."""
        return from_json(self.open_written(blob, *place))

    def open_written(self, blob: bytes, *place: str) -> bytes:
        """The JSON text that was sealed for this place.

        Raises:
            LostKey: its key is not on the ring.
            Unsealed: it was sealed for another place, or changed.
        """
        if blob[:1] != FORMAT:
            raise Unsealed(f"no sealed text at {'/'.join(place[1:])}")
        cipher = self._ciphers.get(blob[_NAME])
        if cipher is None:
            raise LostKey(
                "Some of what is kept was sealed with an older key: add it to FIVEFOLD_KEY, after a comma."
            )
        try:
            return cipher.decrypt(blob[_NONCE], blob[_SEALED], "\0".join(place).encode())
        except InvalidTag:
            raise Unsealed(f"the text at {'/'.join(place[1:])} was not sealed there") from None


class Closed(Mapping[str, Any]):
    """A sealed mapping that is opened when somebody looks into it. Raises like `KeyRing.open` then."""

    __slots__ = ("_blob", "_opened", "_place", "_ring")

    def __init__(self, ring: KeyRing, blob: bytes, *place: str) -> None:
        self._ring = ring
        self._blob = blob
        self._place = place
        self._opened: Mapping[str, Any] | None = None

    def _open(self) -> Mapping[str, Any]:
        if self._opened is None:
            self._opened = self._ring.open(self._blob, *self._place)
        return self._opened

    def __getitem__(self, key: str) -> Any:
        return self._open()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open())

    def __len__(self) -> int:
        return len(self._open())


def _name(key: bytes) -> bytes:
    """Four bytes that tell keys apart and nothing about them."""
    return sha256(b"fivefold key name" + key).digest()[:4]
