"""The commands as a platform registers them: names, words and typed options, and nothing that they do."""

from __future__ import annotations

from bot import commands
from bot.ports import Offered, Option
from bot.words import Reader, plain


def offered(locale: str = "en") -> tuple[Offered, ...]:
    """Every command that is typed, in one language; what stands behind buttons only is left out."""
    reader = Reader(locale, "UTC")

    def option(taken: commands.Taken) -> Option:
        kind = "long" if getattr(taken.kind, "long", False) else taken.kind.name
        return Option(taken.name, kind, plain(taken.about, reader))

    return tuple(
        Offered(command.name, plain(command.about, reader), tuple(map(option, command.options)))
        for command in commands.COMMANDS.values()
        if not command.button
    )
