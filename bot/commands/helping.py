"""The card that names the commands which matter to somebody."""

from __future__ import annotations

from bot.commands.command import Command
from bot.commands.registry import COMMANDS
from bot.engine.cards import Card
from bot.engine.text import literal, t


def help_for(roles: tuple[str, ...], everything: bool = False, about: Command | None = None) -> Card:
    """The six or seven commands that matter to this person; `help all` shows the rest.

    Whoever works with nobody yet is shown what they can do before that. `about`: the one that is asked about,
    with what may stand behind it.
    """
    if about is not None and not about.button:
        options = tuple((literal(option.name), option.about) for option in about.options)
        return Card((), facts=((t("help-command", name=about.name), about.about), *options))
    typed = [c for c in COMMANDS.values() if not c.button]
    chosen = [c for c in typed if everything or (set(c.first) & set(roles) if roles else c.who == "anybody")]
    facts = tuple((t("help-command", name=command.name), command.about) for command in chosen)
    return Card((t("help-intro"),) if not everything else (t("help-intro-all"),), facts=facts)
