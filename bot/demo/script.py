"""When the people of the example do what, and how good they are: one owner, three people, fifteen weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.play import Event
from bot.demo.player import Rule
from bot.demo.texts import BAD_WEEKS, USUAL

BEGINS = datetime(2026, 11, 23, 10, tzinfo=UTC)
"""A Monday, 10:00 in Lisbon. Always the same, so that everybody's example tells the same story."""
ENDS = datetime(2027, 3, 10, 11, tzinfo=UTC)

OWNER = "rita"
ZONES = {
    "rita": "Europe/Lisbon",
    "joy": "Asia/Manila",
    "brian": "Africa/Nairobi",
    "nadia": "Asia/Karachi",
}

LEVELS = {
    "joy": {"Order questions": 4, "Calendar": 1, "Inbox": 3, "Tone": 4},
    "brian": {"Meeting the brief": 3, "Facts and sources": 2, "Voice": 2, "Structure": 4},
    "nadia": {"Odd entries": 2, "Matching the bank": 4},
}
SEEN = {"Order questions": 2, "Calendar": -1, "Records": -1, "Voice": 2, "Search words": -1}
MISSED = (6, 7, 5, 3, 3, 2, 2)
"""Of what was counted in the first weeks: below what is agreed at first, then above it."""
LATER = 30
"""From this day on what was to be learned is known."""


class Script:
    """The example, in its usual or in its bad weeks."""

    def __init__(self, *, bad: bool = False) -> None:
        self.rules: Sequence[Rule] = (*BAD_WEEKS, *USUAL) if bad else USUAL
        self.bad = bad

    def level(self, who: str, skill: str, words: str, day: int) -> int:
        """How somebody rates a skill; -1 where they have seen nothing of it."""
        if who == OWNER:
            found = SEEN.get(skill, 3)
            return 3 if day > LATER and found < 3 else found
        return LEVELS.get(who, {}).get(skill, 3) + (1 if day > LATER and skill == "Calendar" else 0)

    def counted(self, who: str, label: str, day: int) -> tuple[int, int]:
        """What somebody counted in a week: (as agreed, of how many). It rises, unevenly."""
        if "in a row" in label:
            return 10, 10
        week = day // 7
        if "Hours" in label:
            return 18 + week % 3, 20
        many = 40 + week * 7 % 11
        missed = MISSED[week] if week < len(MISSED) else 1 + week % 2
        if "Order" in label:
            many, missed = many - 13 + week % 4, missed - 1
        missed += 12 if self.bad and 10 <= week <= 11 else 0
        return (1, 1) if who == "brian" else (many - missed, many)

    def events(self) -> list[Event]:
        """What they do of their own accord."""
        found = [
            _at(0, 10, 0, "rita", "/fivefold add @joy"),
            _at(2, 16, 0, "rita", "/fivefold ready"),
            _at(4, 15, 4, "joy", "/fivefold stuck The shop asks for a code that goes to Rita's phone."),
            _at(
                10,
                17,
                0,
                "rita",
                "/fivefold thanks @joy The list of open orders on Tuesday saved me an evening.",
            ),
            _at(16, 15, 0, "joy", "/fivefold stuck A wholesaler wants 30 days to pay. I would say 14."),
            _at(23, 16, 0, "rita", "/fivefold feedback @joy"),
            _at(24, 14, 0, "joy", "/fivefold done https://example.com/december-replies"),
            _at(56, 10, 0, "rita", "/fivefold add @brian"),
            _at(65, 14, 0, "brian", "/fivefold done https://example.com/article-on-glazes"),
            _at(66, 16, 0, "rita", "/fivefold thanks @brian The article on glazes sold six bowls."),
            _at(72, 14, 0, "brian", "/fivefold done https://example.com/article-on-kilns"),
            _at(73, 11, 0, "joy", "/fivefold stuck May I send last year's price list?"),
            _at(79, 14, 0, "brian", "/fivefold done https://example.com/newsletter-february"),
            _at(80, 11, 0, "joy", "/fivefold thanks @rita The new price list came a day early."),
            _at(106, 14, 0, "rita", "/fivefold add @nadia"),
        ]
        if self.bad:
            found.append(_at(64, 16, 0, "rita", "/fivefold away Thu to Tue"))
        return sorted(found)


def _at(day: int, hour: int, minute: int, who: str, words: str) -> Event:
    """An event at somebody's own time of day."""
    there = (BEGINS + timedelta(days=day)).date()
    at = datetime(there.year, there.month, there.day, hour, minute, tzinfo=ZoneInfo(ZONES[who]))
    return Event(round(at.timestamp() * 1000), who, words)
