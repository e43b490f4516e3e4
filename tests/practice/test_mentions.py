"""Days, deadlines, numbers and quotes in a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice import mentions
from bot.practice.mentions import Span, blank


def cut(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "days", "deadlines"),
    [
        ("On 14 and 16 Dec refunds waited", ["14 and 16 Dec"], ["14 and 16 Dec"]),
        ("by Fri 8 Jan", ["by Fri", "8 Jan"], ["by Fri", "8 Jan"]),
        ("until 2027-01-08", ["2027-01-08"], ["2027-01-08"]),
        ("1 March 2027, March on", ["1 March 2027"], ["1 March 2027"]),
        ("in two weeks", ["in two weeks"], ["in two weeks"]),
        ("by the end of the month", ["by the end of the month"], ["by the end of the month"]),
        ("by the end of the next working day", [], []),
        ("within two days", [], []),
        ("24/7, in 2.5 hours, this may help, the sun", [], []),
        ("last Friday, every Monday, Thursdays", ["last Friday", "every Monday", "Thursdays"], []),
        ("yesterday and three weeks ago", ["yesterday", "three weeks ago"], []),
    ],
)
def test_days_and_deadlines(text: str, days: list[str], deadlines: list[str]) -> None:
    assert cut(text, mentions.days(text)) == days
    assert cut(text, mentions.deadlines(text)) == deadlines


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("90 of 100", True),
        ("ten replies", True),
        ("no double booking", True),
        ("all of them", True),
        ("one article a week", True),
        ("one of them", False),
        ("this one is better", False),
        ("on 14 December", False),
        ("see https://example.org/4711", False),
        ("better mail", False),
    ],
)
def test_numbers_without_those_of_dates_and_links(text: str, counts: bool) -> None:
    assert bool(mentions.numbers(text)) == counts


def test_quotes_and_links() -> None:
    text = 'They wrote “you never answer” and "hello there": https://example.org/mail.'
    assert cut(text, mentions.quotes(text)) == ["“you never answer”", '"hello there"']
    assert cut(text, mentions.links(text)) == ["https://example.org/mail."]


@settings(deadline=None)
@given(st.text() | st.from_regex(r"(on |by |every |14 and |Dec |Friday |\"a b\" ){0,9}", fullmatch=True))
def test_spans_lie_in_the_text_and_blanking_keeps_places(text: str) -> None:
    for find in (mentions.days, mentions.deadlines, mentions.quotes, mentions.links, mentions.numbers):
        spans = find(text)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert list(spans) == sorted(spans)
        blanked = blank(text, spans)
        assert len(blanked) == len(text)
        assert all(not blanked[start:end].strip() for start, end in spans)
