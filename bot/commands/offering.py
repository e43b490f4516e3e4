"""The commands as a platform registers them: names, words and typed options, and nothing that they do."""

from __future__ import annotations

from collections.abc import Iterable

from bot import commands
from bot.ports import Offered, Option
from bot.words import Reader, plain
from bot.words.catalogue import BASE, languages


def offered(locale: str = "en") -> tuple[Offered, ...]:
    """Every command that is typed, in one language; those that are rarely wanted come last.

    What stands behind buttons only is left out.
    """
    reader = Reader(locale, "UTC")

    def option(taken: commands.Taken) -> Option:
        kind = "long" if taken.kind.long else taken.kind.name
        return Option(taken.name, kind, plain(taken.about, reader), suggests=bool(taken.suggests))

    return tuple(
        Offered(command.name, plain(command.about, reader), tuple(map(option, command.options)))
        for command in sorted(commands.COMMANDS.values(), key=lambda command: command.rare)
        if not command.button
    )


def translated(locales: Iterable[str]) -> dict[str, tuple[Offered, ...]]:
    """The same in each of these languages that has words of its own."""
    return {locale: offered(locale) for locale in locales if languages(locale)[0] != BASE}
