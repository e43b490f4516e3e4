"""The calendar file behind "Add to calendar": one appointment by RFC 5545."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.practice.calendar import aware

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def ics_event(
    *, uid: str, start: datetime, minutes: int, title: str, description: str = "", stamp: datetime
) -> str:
    """Write one appointment as the text of an .ics file (RFC 5545).

    Args:
        uid: stable name; a second file with the same one replaces the appointment.
        start: when it begins; written in UTC, so every calendar shows its reader's own time.
        minutes: how long it lasts.
        title: one line, as people wrote it.
        description: further lines.
        stamp: when the file is made.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fivefold//Fivefold//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_ics_text(uid)}",
        f"DTSTAMP:{_ics_time(stamp)}",
        f"DTSTART:{_ics_time(start)}",
        f"DTEND:{_ics_time(start + timedelta(minutes=minutes))}",
        f"SUMMARY:{_ics_text(title)}",
        *([f"DESCRIPTION:{_ics_text(description)}"] if description else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _ics_time(at: datetime) -> str:
    return aware(at).strftime("%Y%m%dT%H%M%SZ")


def _ics_text(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    # Other control characters are not allowed in a calendar, whoever typed them.
    return "".join(c for c in lines if c in "\n\t" or (c >= " " and c != "\x7f")).translate(_ESCAPES)


def _folded(line: str) -> str:
    """Break a line so that none has more than 75 octets, never inside a character."""
    parts: list[str] = []
    size = 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            parts.append("\r\n ")
            size = 1
        parts.append(character)
        size += octets
    return "".join(parts)
