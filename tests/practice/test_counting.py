"""How a result would be counted, told from the words for it."""

from datetime import date

import pytest

from bot.practice.counting import Counting, counting_of, last_nth
from bot.practice.roles import load


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
        ("Answered or sorted by the end of the next working day", Counting("ratio")),
        ("Right the first time", Counting("ratio")),
        ("", Counting("ratio")),
    ],
)
def test_words_tell_how_a_result_is_counted(words, counting):
    assert counting_of(words, 6) == counting


def test_most_jobs_of_the_templates_are_shares():
    good = [job.good.split(";")[0].split(". ")[0] for role in load("en").values() for job in role.jobs]
    others = {words: how.way for words in good if (how := counting_of(words, 6)).way != "ratio"}
    assert others == {
        "No double booking": "fewer",
        "By the 10th, bank and books agree to the cent": "done",
    }


def test_the_day_of_a_month_is_the_last_one_in_the_round():
    assert last_nth(10, date(2026, 11, 26), date(2027, 1, 8)) == date(2026, 12, 10)
    assert last_nth(10, date(2026, 11, 10), date(2026, 12, 9)) is None
    assert last_nth(9, date(2026, 11, 10), date(2026, 12, 9)) == date(2026, 12, 9)
