"""Everything a person reads: a catalogue by language (`en/*.ftl`), drawn for the one who reads it."""

from bot.words.draw import draw_card
from bot.words.render import Reader, plain, render

__all__ = ["Reader", "draw_card", "plain", "render"]
