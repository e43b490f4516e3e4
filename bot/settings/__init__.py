"""The settings: what the environment and .env say, one class per section, each fault one sentence."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from bot.settings.faults import BadSettings, Exit
from bot.settings.sections import (
    DATABASE_FILE,
    KEY_BYTES,
    Browser,
    Discord,
    Logging,
    Sending,
    Slack,
    Storage,
)

__all__ = [
    "DATABASE_FILE", "KEY_BYTES", "BadSettings", "Browser", "Discord", "Exit", "Logging", "Sending",
    "Settings", "Slack", "Storage", "load", "names",
]  # fmt: skip

SECTIONS: Mapping[str, type[BaseSettings]] = {
    "storage": Storage,
    "browser": Browser,
    "slack": Slack,
    "discord": Discord,
    "sending": Sending,
    "logging": Logging,
}


@dataclass(frozen=True, slots=True)
class Settings:
    storage: Storage
    browser: Browser
    slack: Slack
    discord: Discord
    sending: Sending
    logging: Logging

    @property
    def platforms(self) -> tuple[str, ...]:
        """What to start: the platforms that have a token, or the page on this machine."""
        named = {"slack": self.slack.configured, "discord": self.discord.configured}
        return tuple(name for name, configured in named.items() if configured) or ("browser",)


def names() -> dict[str, str]:
    """Every setting's name in the environment, with its section."""
    found = {}
    for section, settings in SECTIONS.items():
        prefix = settings.model_config["env_prefix"]
        for field, info in settings.model_fields.items():
            found[str(info.validation_alias or prefix + field.upper())] = section
    return found


def load(env_file: str | Path | None = ".env") -> Settings:
    """The settings from the environment and `env_file`; the environment wins. Raises `BadSettings`."""
    logging.getLogger("dotenv").setLevel(logging.ERROR)  # what it warns of is said below in our own words
    faults = _misspelt(env_file)
    sections: dict[str, Any] = {}
    for name, section in SECTIONS.items():
        try:
            sections[name] = _read(section, env_file)
        except ValidationError as error:
            faults += [_sentence(fault) for fault in error.errors(include_url=False, include_input=False)]
    if faults:
        raise BadSettings(faults)
    return Settings(**sections)


def _read(section: Callable[..., BaseSettings], env_file: str | Path | None) -> BaseSettings:
    return section(_env_file=env_file, _env_file_encoding="utf-8")


def _sentence(fault: Mapping[str, Any]) -> str:
    raised = fault.get("ctx", {}).get("error")
    if raised is not None:
        return str(raised)
    where = ".".join(str(part) for part in fault["loc"])
    return f"The setting {where} cannot be read: {fault['msg']}. See .env.example."


def _misspelt(env_file: str | Path | None) -> list[str]:
    """Names in the file that look like ours and are not: a token nobody reads helps nobody."""
    if env_file is None:
        return []
    try:
        written = dotenv_values(env_file, encoding="utf-8")
        path = Path(env_file)
        lines = list(parse_stream(StringIO(path.read_text("utf-8")))) if path.is_file() else []
    except UnicodeDecodeError:
        raise BadSettings([f"{env_file} is not plain text: save it again as UTF-8."]) from None
    except OSError as error:
        raise BadSettings(
            [f"{env_file} cannot be read ({error.strerror}): allow it, or remove it."]
        ) from None
    known = sorted(names())
    faults = [
        f"Line {line.original.line} of {env_file} cannot be read: write NAME=value, or remove it."
        for line in lines
        if line.error or (line.key is not None and line.value is None)
    ]
    for name in written:
        if name.upper() in known or not name.upper().startswith(
            ("FIVEFOLD_", "SLACK_", "DISCORD_", "DATABASE_")
        ):
            continue
        # What they all begin with makes none of them like another.
        begins, _, rest = name.upper().partition("_")
        there = {one.partition("_")[2]: one for one in known if one.startswith(f"{begins}_")}
        near = difflib.get_close_matches(rest, there, n=1, cutoff=0.75)
        guess = f"did you mean {there[near[0]]}?" if near else "see .env.example, or remove the line."
        faults.append(f"There is no setting {name} ({env_file}): {guess}")
    return faults
