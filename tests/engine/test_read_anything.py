"""Whatever is typed, a reader answers with a value or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.engine.read import (
    clean_text,
    read_choice,
    read_choices,
    read_date,
    read_duration,
    read_link,
    read_number,
    read_percent,
    read_ratio,
    read_ratios,
    read_scale,
    read_wall_time,
    read_yes_no,
    read_zone,
    refuse_secret,
    zones_like,
)
from bot.engine.spoken import UNITS
from bot.engine.text import Invalid
from tests.engine.reading import AREAS, LEVELS, NASTY, at

READERS: list[Callable[[str], object]] = [
    lambda raw: clean_text(raw, most=3_000),
    refuse_secret,
    lambda raw: read_number(raw, at("en"), least=0, most=9, whole=False, units=UNITS["hours"]),
    lambda raw: read_number(raw, at("de"), least=-1e9, most=1e9, whole=True),
    lambda raw: read_percent(raw, at("pt-BR")),
    read_ratio,
    lambda raw: read_ratios(raw, ("Inbox", "Order questions")),
    read_yes_no,
    lambda raw: read_choice(raw, AREAS),
    lambda raw: read_choices(raw, AREAS),
    lambda raw: read_scale(raw, LEVELS),
    lambda raw: read_date(raw, at("en-GB"), earliest=None, latest=None),
    lambda raw: read_date(raw, at("de"), earliest=date(2020, 1, 1), latest=date(2026, 11, 23)),
    lambda raw: read_duration(raw, at("en")),
    read_link,
    read_zone,
    zones_like,
    read_wall_time,
]
PIECES = st.lists(
    st.sampled_from(
        [
            "1",
            "8",
            "31",
            "2026",
            "99",
            ".5",
            "1,5",
            "-3",
            "h",
            "min",
            ":",
            "/",
            ".",
            ",",
            "-",
            "of",
            "and",
            "half",
            "a",
            "an",
            "two",
            "next",
            "Friday",
            "week",
            "Jan",
            "month",
            "in",
            "end",
            "the",
            "of",
            "8th",
            "ago",
            "days",
            "all",
            "but",
            "yes",
            "no",
            "https://",
            "<x|y>",
            "@",
            "password:",
            "%",
            "4️⃣",
            "👍",
            "Inbox",
            "pm",
            "am",
            "noon",
            "quarter",
            "past",
            "to",
            "\x00",
            "�",
            "½",
            "٤",
            "é",
        ]
    ),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize("reader", READERS)
@settings(deadline=None)  # the machine may be busy; speed has its own test
@given(raw=NASTY | PIECES)
@example(raw="")
@example(raw="x" * 50_000)
@example(raw="🙂" * 500)
@example(raw="\u202eabc")
@example(raw="e" + "\u0301" * 400)
@example(raw="\x00")
@example(raw="\ud800")
@example(raw="٤" * 50)
@example(raw="9" * 60)
@example(raw="²")
@example(raw="ⅷ")
def test_a_reader_refuses_in_words_and_never_falls_over(reader: Callable[[str], object], raw: str) -> None:
    refused = None
    try:
        reader(raw)
    except Invalid as invalid:
        refused = invalid.why
    assert refused is None or refused.key.startswith("invalid-")
