"""What people type, read: numbers, dates, choices and the rest, in the person's locale and zone.

The one door to the readers. All are pure; what cannot be taken raises `Invalid` with the sentence
that the person reads beside the field, and never anything else, whatever was typed.
"""

from bot.engine.read_choices import (
    greets,
    read_choice,
    read_choices,
    says_nothing,
    says_unknown,
    speaks_of,
)
from bot.engine.read_dates import read_date
from bot.engine.read_days import warm_dates
from bot.engine.read_numbers import read_number, read_percent, read_ratio, read_ratios, read_told
from bot.engine.read_places import is_zone, read_link, read_zone, zones_like
from bot.engine.read_requests import asks_for_help, only_asks
from bot.engine.read_scale import read_scale
from bot.engine.read_sentences import day_in, has_link, says_who
from bot.engine.read_spans import days_long, first_of, last_of, tells_both
from bot.engine.read_text import clean_text, in_words, lines_of, read_lines, refuse_secret
from bot.engine.read_times import read_duration, read_wall_time
from bot.engine.read_week import what_was_in_the_way
from bot.engine.read_yes_no import read_yes_no
from bot.engine.reading import Reading

__all__ = [
    "Reading",
    "asks_for_help",
    "clean_text",
    "day_in",
    "days_long",
    "first_of",
    "greets",
    "has_link",
    "in_words",
    "is_zone",
    "last_of",
    "lines_of",
    "only_asks",
    "read_choice",
    "read_choices",
    "read_date",
    "read_duration",
    "read_lines",
    "read_link",
    "read_number",
    "read_percent",
    "read_ratio",
    "read_ratios",
    "read_scale",
    "read_told",
    "read_wall_time",
    "read_yes_no",
    "read_zone",
    "refuse_secret",
    "says_nothing",
    "says_unknown",
    "says_who",
    "speaks_of",
    "tells_both",
    "warm_dates",
    "what_was_in_the_way",
    "zones_like",
]
