"""What is wrong with a setting, in one sentence each, and how the program ends when it cannot start."""

from __future__ import annotations

from enum import IntEnum
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr


class Exit(IntEnum):
    """How the program ends when it cannot start. 1 and 2 are left to Python and the command line."""

    SETTINGS = 10
    NEWER_DATABASE = 11
    NO_DATABASE = 12
    SECOND_PROCESS = 13
    PORT_IN_USE = 14
    LOST_KEY = 15
    BAD_TEMPLATE = 16


class BadSettings(Exception):
    """One plain sentence per fault, each saying what to do."""

    code = Exit.SETTINGS

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def starts(value: SecretStr | None, prefix: str, name: str, place: str) -> SecretStr | None:
    """A token as it is, if it begins as its kind does. Raises `ValueError` with the sentence."""
    if value is not None and not value.get_secret_value().startswith(prefix):
        raise ValueError(f"{name} must start with {prefix}: copy it from your Slack app, {place}.")
    return value


def port(value: Any, name: str) -> int:
    """A port as a number. Raises `ValueError` with the sentence."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number <= 65535:
        raise ValueError(f"{name} must be a number from 1 to 65535, or 0 for any free one.")
    return number


def address(value: str, name: str, schemes: tuple[str, ...]) -> str:
    """An address as it is, if it is a whole one. Raises `ValueError` with the sentence."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError(
            f"{name} must be an address that starts with {schemes[0]}://; remove it to use the usual one."
        )
    return value
