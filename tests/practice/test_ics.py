"""A talk as a file for a calendar."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from bot.practice.ics import ics_event

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


def test_a_talk_as_a_calendar_file() -> None:
    text = ics_event(
        uid="talk-7@fivefold",
        start=datetime(2027, 1, 11, 17, tzinfo=timezone(timedelta(hours=8))),
        minutes=10,
        title="Rita, Joy; ten minutes",
        description="1 Calendar\r\n2 C:\\refunds\x07\r3",
        stamp=datetime(2027, 1, 8, 12, tzinfo=UTC),
    )
    assert text == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Fivefold//Fivefold//EN\r\nMETHOD:PUBLISH\r\n"
        "BEGIN:VEVENT\r\nUID:talk-7@fivefold\r\nDTSTAMP:20270108T120000Z\r\n"
        "DTSTART:20270111T090000Z\r\nDTEND:20270111T091000Z\r\n"
        "SUMMARY:Rita\\, Joy\\; ten minutes\r\nDESCRIPTION:1 Calendar\\n2 C:\\\\refunds\\n3\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert "DESCRIPTION" not in ics_event(uid="u", start=NOW, minutes=1, title="t", stamp=NOW)


@example("a" * 300)
@example("ä" * 300)
@example("a" + "ü€😀" * 60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_calendar_lines_are_short_and_unfold_to_what_was_written(words: str) -> None:
    text = ics_event(uid="u", start=NOW, minutes=10, title=words, stamp=NOW)
    raw = text.encode().split(b"\r\n")
    assert raw.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    unfolded = text.replace("\r\n ", "").split("\r\n")
    (summary,) = [line for line in unfolded if line.startswith("SUMMARY:")]
    assert not [line for line in unfolded[:-1] if ":" not in line]
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    expected = "".join(c for c in plain if c in "\n\t" or (c >= " " and c != "\x7f"))
    assert unescape(summary.removeprefix("SUMMARY:")) == expected


def unescape(written: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], written)
