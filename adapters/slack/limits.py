"""What Slack takes and what we let it wait for, as data."""

from __future__ import annotations

from typing import NamedTuple

from bot.ports import Manners, Pace


class Limits(NamedTuple):
    """Slack's own measures; lengths are counted as Slack counts them, in UTF-16 units."""

    message_blocks: int = 50
    view_blocks: int = 100
    message_text: int = 11_000
    """All texts of one message together. Slack refuses somewhere above 12,000."""
    fallback_text: int = 3_000
    """The text beside the blocks, for notifications; the blocks hold all of it."""
    section_text: int = 3_000
    header_text: int = 150
    context_text: int = 2_000
    label: int = 2_000
    """The label of an input, and its hint."""
    button_text: int = 75
    option_text: int = 75
    option_note: int = 75
    option_value: int = 150
    group_text: int = 75
    placeholder: int = 150
    options: int = 100
    """Of one select, or of one group of a select; also the number of groups."""
    ticks: int = 10
    """Radio buttons and checkboxes."""
    action_elements: int = 25
    buttons_in_a_row: int = 5
    """Slack breaks rows by itself; behind more answers than this, Back and the like begin their own."""
    table_rows: int = 100
    table_columns: int = 20
    table_cell: int = 2_000
    input_text: int = 3_000
    view_title: int = 24
    view_button: int = 24
    private_metadata: int = 3_000
    block_id: int = 255
    action_id: int = 255
    alt_text: int = 2_000
    url: int = 3_000
    form_fields: int = 40
    """More questions than this in one view load slowly; the rest is asked after them."""


class Waits(NamedTuple):
    """How long we let Slack, or Slack lets us, wait; in seconds."""

    answer: float = 2.4
    """Slack shows an error to the person after three."""
    profile: float = 1.2
    """A name and a zone are worth this much of the three seconds."""
    earlier_reply: float = 1.5
    """What somebody does next is taken when the reply to what they did before stands, or after this."""
    request: int = 10
    """One request to Slack."""
    profile_kept: float = 3_600
    token_kept: float = 60
    """A workspace that was installed anew through another process is found after this."""
    renew_again: float = 60
    """An exchange of tokens that failed is tried again after this."""
    home: float = 0.8
    """Changes of somebody's own page are gathered for this long."""
    home_open: float = 900
    """Whoever opened their page may look at it for this long."""
    home_again: float = 30
    """A page that somebody may look at is compared with what it should be this often."""
    ping: float = 10
    watch: float = 15
    """How often the watchdog looks at the socket."""
    reply_pause: float = 30
    """The longest pause that a reply waits out; what takes longer is left to delivery."""
    alone: float = 5
    """A reply that is later than this looks first: delivery puts what it finds unshown after ten."""
    dead: float = 600
    """How long a workspace whose token is refused is left alone."""
    stop: float = 5


MANNERS = Manners(
    posts=Pace(3, 10),
    edits=Pace(0.8, 10),
    hands=4,
    to_one_a_minute=10,
    keeps_hours=True,
)
"""A workspace takes about four posts a second, and fifty edits a minute: replies need some of both."""

LIMITS = Limits()
WAITS = Waits()

SIGNATURE_WINDOW = 300
"""Seconds. Bolt refuses an older or newer request; ours to know for the tests."""
FAILS_UNTIL_REBUILT = 3
PROFILES_KEPT = 10_000
CHANNELS_KEPT = 10_000
HISTORY_ROWS = 100
HISTORY_PAGES = 5
"""Slack may tell as few as fifteen messages in a page."""
KEYS_KEPT = 5_000
EVENT_ID = 190
"""Characters of an event's id in our database."""
BLOCK_MARK = 150
"""Characters of a block's id that say whose it is; the rest is for the part, a digest and the field."""
MENTIONED = 20
"""So many people are looked up for one message."""
BODY_BYTES = 1_048_576
EPHEMERAL_POSTS = 4
"""Slack lets five follow one command; one is kept back."""
