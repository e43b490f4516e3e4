"""What can be typed or begun by a button, on every platform: the list, and how it is read."""

from bot.commands.allowed import may, seats_for
from bot.commands.command import Command, Taken
from bot.commands.helping import help_for
from bot.commands.registry import COMMANDS
from bot.commands.typed import Parsed, options_of, parse, people_in, takes_words
from bot.commands.wanted import SAID, wanted, wants_only
from bot.dialog import Ask

__all__ = [
    "COMMANDS",
    "SAID",
    "Ask",
    "Command",
    "Parsed",
    "Taken",
    "help_for",
    "may",
    "options_of",
    "parse",
    "people_in",
    "seats_for",
    "takes_words",
    "wanted",
    "wants_only",
]
