"""How a result would be counted, told from the words for it."""

from datetime import date

import pytest

from bot.practice.counting import Counting, Hints, counting_of, last_nth
from bot.practice.roles import load
from bot.words import Reader
from bot.words.counted import counted

ENGLISH = Reader("en", "UTC")


@pytest.mark.parametrize(
    ("words", "counting"),
    [
        ("No double booking", Counting("fewer", 0)),
        ("never a wrong price", Counting("fewer", 0)),
        ("No later than the next day", Counting("ratio")),
        ("Nobody waits", Counting("ratio")),
        ("By the 10th, bank and books agree to the cent", Counting("done", nth=10)),
        ("By the 45th", Counting("ratio")),
        ("A newsletter a month, sent on time", Counting("done")),
        ("two newsletters a month", Counting("number", 3)),
        ("Three short posts per week", Counting("number", 18)),
        ("4 articles every month", Counting("number", 6)),
        ("once a week", Counting("number", 6)),
        ("no more than 2 mistakes a month", Counting("fewer", 3)),
        ("at most two errors a month", Counting("fewer", 3)),
        ("Late answers: at most one a week", Counting("fewer", 6)),
        ("At most one complaint a month", Counting("fewer", 1)),
        ("fewer than 3 returns a week", Counting("fewer", 12)),
        ("at most two errors", Counting("ratio")),
        ("0 complaints a month", Counting("fewer", 0)),
        ("0 double bookings", Counting("fewer", 0)),
        ("Complaints: 0 per month", Counting("fewer", 0)),
        ("10 posts a month", Counting("number", 14)),
        ("Answered or sorted by the end of the next working day", Counting("ratio")),
        ("Right the first time", Counting("ratio")),
        ("", Counting("ratio")),
    ],
)
def test_words_tell_how_a_result_is_counted(words, counting):
    assert counting_of(counted(words, ENGLISH), 6) == counting


def test_words_are_read_by_the_locale_of_who_wrote_them_and_by_english():
    """A language is a folder of words; where it has none for this, English still tells."""
    assert counted("Two articles a month", Reader("pt-BR", "UTC")) == Hints(times=2, span="month")
    assert counted("Dois artigos", Reader("pt-BR", "UTC")) == Hints()


def test_a_language_brings_its_own_words(monkeypatch):
    words = {
        "counted-none": "kein|keine",
        "counted-none-but": "mehr",
        "counted-until": "bis zum|am",
        "counted-nth": ".",
        "counted-per": "pro|im",
        "counted-most": "höchstens",
        "counted-below": "",
        "counted-once": "einmal",
        "counted-twice": "zweimal",
        "counted-week": "Woche",
        "counted-month": "Monat",
    }
    monkeypatch.setattr("bot.words.counted.languages", lambda locale: ("de",))
    monkeypatch.setattr("bot.words.counted.plain", lambda text, reader: words[text.key])
    german = Reader("de", "UTC")
    assert counted("Keine Doppelbuchung", german) == Hints(never=True)
    assert counted("Bis zum 10. stimmt die Kasse", german) == Hints(nth=10)
    assert counted("zwei Artikel im Monat", german) == Hints(times=2, span="month")
    assert counted("Drei Beiträge pro Woche", german) == Hints(times=3, span="week")
    assert counted("Höchstens zwei Fehler im Monat", german) == Hints(times=2, span="month", most=True)


def test_most_jobs_of_the_templates_are_shares():
    good = [job.good.split(";")[0].split(". ")[0] for role in load("en").values() for job in role.jobs]
    ways = {words: counting_of(counted(words, ENGLISH), 6).way for words in good}
    others = {words: way for words, way in ways.items() if way != "ratio"}
    assert others == {
        "No double booking": "fewer",
        "By the 10th, bank and books agree to the cent": "done",
    }


def test_the_day_of_a_month_is_the_last_one_in_the_round():
    assert last_nth(10, date(2026, 11, 26), date(2027, 1, 8)) == date(2026, 12, 10)
    assert last_nth(10, date(2026, 11, 10), date(2026, 12, 9)) is None
    assert last_nth(9, date(2026, 11, 10), date(2026, 12, 9)) == date(2026, 12, 9)
