"""The commands as Discord registers them: one group with typed options, and one for messages."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from adapters.discord import words
from adapters.discord.calls import Calls
from adapters.discord.limits import LIMITS
from adapters.discord.notes import Notes
from bot.engine.measured import short
from bot.ports import Offered, Option

logger = logging.getLogger(__name__)

Json = dict[str, Any]

ROOT = "fivefold"
SLASH, ON_A_MESSAGE = 1, 3
SUBCOMMAND, STRING, USER, CHANNEL = 1, 3, 6, 7
GUILD_INSTALL = 0
IN_A_SERVER, IN_DIRECT_MESSAGES = 0, 1
REGISTERED = "registered"
NO_OTHERS: Mapping[str, tuple[Offered, ...]] = MappingProxyType({})

OPTION_TYPES = {"person": USER, "channel": CHANNEL}
"""Kinds of answers that Discord has a picker of its own for."""


Translated = Mapping[str, tuple[Offered, ...]]
"""The same commands in other languages, by Discord's code of each."""


def definition(offered: tuple[Offered, ...], translated: Translated = NO_OTHERS) -> list[Json]:
    """What is registered. Commands beyond the 24th are reached through the last one, by typing."""
    others = {locale: {one.name: one for one in known} for locale, known in translated.items()}
    fitting = offered if len(offered) < LIMITS.subcommands else offered[: LIMITS.subcommands - 1]
    typed = Option(words.MORE_OPTION, "text", words.MORE_WORDS, required=True, suggests=True)
    more = Offered(words.MORE, words.MORE_ABOUT, (typed,))
    where = {
        "integration_types": [GUILD_INSTALL],
        "contexts": [IN_A_SERVER, IN_DIRECT_MESSAGES],
    }
    return [
        {
            "type": SLASH,
            "name": ROOT,
            "description": words.ROOT_ABOUT,
            "options": [_subcommand(one, others) for one in (*fitting, more)],
            **where,
        },
        {"type": ON_A_MESSAGE, "name": words.SAVE_EXAMPLE, **where},
    ]


def _subcommand(one: Offered, others: Mapping[str, Mapping[str, Offered]]) -> Json:
    same = {locale: known[one.name] for locale, known in others.items() if one.name in known}
    return {
        "type": SUBCOMMAND,
        "name": one.name,
        "description": _about(one.about, one.name),
        **_localised({locale: other.about for locale, other in same.items()}, one.about),
        "options": [
            _option(option, {locale: other.options[place].about for locale, other in same.items()})
            for place, option in enumerate(one.options)
        ],
    }


def _option(option: Option, abouts: Mapping[str, str]) -> Json:
    kind = OPTION_TYPES.get(option.kind, STRING)
    found: Json = {
        "type": kind,
        "name": option.name,
        "description": _about(option.about, option.name),
        **_localised(abouts, option.about),
        "required": option.required,
    }
    if kind == STRING and option.suggests:
        found["autocomplete"] = True
    return found


def _localised(abouts: Mapping[str, str], about: str) -> Json:
    """Descriptions in the languages that say it in words of their own."""
    found = {locale: _about(text, about) for locale, text in abouts.items() if text and text != about}
    return {"description_localizations": found} if found else {}


def _about(text: str, name: str) -> str:
    return short(text.strip() or name, LIMITS.command_about)


def digest(commands: list[Json], application: int) -> str:
    """What tells one registration from another."""
    return sha256(json.dumps([application, commands], sort_keys=True).encode()).hexdigest()


async def register(
    calls: Calls, notes: Notes, offered: tuple[Offered, ...], translated: Translated = NO_OTHERS
) -> bool:
    """Register the commands if they are others than the last time; whether they were."""
    commands = definition(offered, translated)
    mark = digest(commands, calls.application)
    if (await notes.get(REGISTERED)).get("digest") == mark:
        return False
    await calls.call(
        "PUT", "/applications/{application_id}/commands", commands, application_id=calls.application
    )
    await notes.put(REGISTERED, {"digest": mark})
    logger.info("commands registered", extra={"count": len(commands[0]["options"])})
    return True
