"""What the tests of reading share: a moment, a place, options to pick from, and text that is no text."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.engine.read import Reading

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def at(locale: str) -> Reading:
    """Somebody in London on a Monday morning, who writes as they do in a locale."""
    return Reading(MONDAY, "Europe/London", locale)


AREAS = (
    "Inbox",
    "Calendar and travel",
    "Café bookings",
    "Research",
    "Research & development",
    "5 star reviews",
)
LEVELS = (
    ("none", "not started"),
    ("beginner", "with help at every step"),
    ("basic", "with checks"),
    ("solid", "mostly alone"),
    ("alone", "advanced"),
    ("expert", "teaches others"),
)

NASTY = st.text(st.characters(), max_size=80) | st.text(
    st.sampled_from(
        "a1.,:/-% \n\r\x00\u0301\u0300\u200d\u200c\u202e\ud83d\ude00\U0001f3f4\U000e0067\U000e007f"
        "\u1100\u1161\u11a8é½٤"
    ),
    max_size=60,
)
