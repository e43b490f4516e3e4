"""What Discord takes and what we let it wait for, as data."""

from __future__ import annotations

from typing import NamedTuple

from bot.ports import Manners, Pace


class Limits(NamedTuple):
    """Discord's own measures; lengths are counted in UTF-16 units, the strictest way to count."""

    content: int = 2_000
    custom_id: int = 100
    nonce: int = 25
    rows: int = 5
    """Of one message: five buttons or one select in each."""
    buttons_in_a_row: int = 5
    button_label: int = 80
    options: int = 25
    option_text: int = 100
    """Label, note and value of an option."""
    placeholder: int = 150
    alt_text: int = 1_024
    url: int = 512
    file_name: int = 100
    modal_title: int = 45
    modal_parts: int = 5
    modal_text: int = 4_000
    """A text that stands between the fields, and what is typed into one."""
    label: int = 45
    description: int = 100
    input_placeholder: int = 100
    radio_least: int = 2
    ticks: int = 10
    """Radio buttons and checkboxes."""
    suggestions: int = 25
    subcommands: int = 25
    command_name: int = 32
    command_about: int = 100
    command_text: int = 6_000
    """What an option of a command may hold."""


class Waits(NamedTuple):
    """How long we let Discord, or Discord lets us, wait; in seconds."""

    answer: float = 1.8
    """An interaction dies after three; what takes longer than this is put off first."""
    suggest: float = 1.5
    earlier_reply: float = 1.5
    """What is typed next is taken when the reply to what was done before stands, or after this."""
    place: float = 0.6
    """Finding out which channel is meant."""
    request: float = 10
    """One request, with the library's own retries."""
    rate_limit: float = 5
    """A longer pause than this is left to delivery."""
    refused: float = 600
    """How long the token is left alone once Discord refused it."""
    ready: float = 20
    """How long the start waits for the connection."""
    silent: float = 60
    """A connection on which nothing is heard for so long, not even a heartbeat's answer, is dead."""
    lost: float = 180
    """A connection that is not back by then is built anew."""
    watch: float = 5
    """How often the supervisor looks."""
    rebuild: float = 1
    """The first pause before a new client; it doubles up to the next one."""
    rebuild_most: float = 300
    identify: float = 5
    """Between the beginnings of two connections of one bot."""
    lease: float = 20
    """One process holds the connection this long without saying so again."""
    token: float = 840
    """An interaction's token answers for fifteen minutes; the last one is not counted on."""
    opening: float = 60
    """Direct messages that nobody asked for are opened at most `OPENINGS` times in this long."""
    held: float = 900
    """How long nobody is opened unasked after Discord called it too fast."""
    refused_once: float = 60
    """The pause after a refusal that says nothing of the person or the channel."""
    stop: float = 5


MANNERS = Manners(
    posts=Pace(10, 20),
    edits=Pace(10, 20),
    hands=4,
    to_one_a_minute=10,
    keeps_hours=True,
    same_key_seconds=60,
)
"""Fifty requests a second for the whole bot: most of them are left to replies. A nonce holds for minutes."""

LOCALES = (
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko",
)  # fmt: skip
"""The languages in which Discord shows descriptions of commands."""

LIMITS = Limits()
WAITS = Waits()

STARTS_KEPT = 20
"""Of the thousand connections that may be begun in a day, so many are left for tomorrow's people."""
OPENINGS = 10
HISTORY_ROWS = 100
HISTORY_PAGES = 5
CHANNELS_KEPT = 10_000
INVALID_MOST = 5_000
"""Of the 10,000 refused requests in ten minutes after which Discord shuts an address out."""
INVALID_SECONDS = 600
