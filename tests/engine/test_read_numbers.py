"""Numbers, shares and durations as people write them."""

from __future__ import annotations

import re

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from bot.engine.kinds import RatiosKind
from bot.engine.read import read_number, read_percent, read_ratio, read_ratios
from bot.engine.spoken import UNITS
from bot.engine.text import Invalid
from tests.engine.reading import at


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("4", "en", 4),
        (" 4. ", "en", 4),
        ("four", "en", 4),
        ("Twenty-five", "en", 25),
        ("a dozen", "en", 12),
        ("two dozen", "en", 24),
        ("one hundred and five", "en", 105),
        ("two thousand three hundred", "en", 2300),
        ("two and a half", "en", 2.5),
        ("half", "en", 0.5),
        ("1½", "en", 1.5),
        ("½", "en", 0.5),
        ("minus four", "en", -4),
        ("-4", "en", -4),
        ("−4", "en", -4),
        ("+4", "en", 4),
        ("about 7", "en", 7),
        ("~7", "en", 7),
        ("roughly twenty", "en", 20),
        ("1.5", "en", 1.5),
        (".5", "en", 0.5),
        ("1,5", "en", 1.5),
        ("1,500", "en", 1500),
        ("1.500", "en", 1.5),
        ("1,234,567", "en", 1234567),
        ("1,234.5", "en", 1234.5),
        ("1,50,000", "en-IN", 150000),
        ("1,5", "de", 1.5),
        ("1.5", "de", 1.5),
        ("1.500", "de", 1500),
        ("1,500", "de", 1.5),
        ("1.234,5", "de", 1234.5),
        ("1.500", "pt-BR", 1500),
        ("1 500", "fr", 1500),
        ("1\u202f500,5", "fr", 1500.5),
        ("1’500", "de-CH", 1500),
        ("0.500", "de", 0.5),
        ("٧", "ar", 7),
        ("१२", "hi", 12),
        ("７", "ja", 7),
        ("sieben", "de", 7),
        ("etwa 7", "de", 7),
        ("três", "pt-BR", 3),
        ("seven", "de", 7),
        ("7", "xx", 7),
        ("80 would do", "en", 80),
        ("let's say 1,500", "en", 1500),
        ("I think twenty", "en", 20),
    ],
)
def test_number(typed: str, locale: str, meant: float) -> None:
    value = read_number(typed, at(locale), least=-10, most=10_000_000, whole=False)
    assert value == meant
    assert isinstance(value, int) == (meant == int(meant))


@pytest.mark.parametrize(
    "typed",
    [
        "90 %", "90%", "7 h", "seven hours", "nan", "inf", "-inf", "Infinity", "1e5", "0x10", "5-7",
        "5 to 7", "4 or 5", "1.2.3.4", "1,2,3",
        "12,34,5", "1..5", "--4", "four five", "twenty thirteen", "hundred", "and", "x", "m²", "5²", "Ⅶ",
        "1/2", "4 4", "🙂", "ten million million",
        "not 7", "$5", "80 or 90 would do", "80 is not enough",
    ],
)  # fmt: skip
def test_not_a_number(typed: str) -> None:
    with pytest.raises(Invalid, match=r"^invalid-number$"):
        read_number(typed, at("en"), least=-1e9, most=1e9, whole=False)


@pytest.mark.parametrize(
    ("typed", "counts", "meant"),
    [
        ("7", "hours", 7),
        ("7 h", "hours", 7),
        ("7h", "hours", 7),
        ("7 hours", "hours", 7),
        ("1 hour", "hours", 1),
        ("seven hours", "hours", 7),
        ("about 7 hrs.", "hours", 7),
        ("~25 h/week", "hours", 25),
        ("25 hours a week", "hours", 25),
        ("Let's say twenty-five hours per week!", "hours", 25),
        ("25 this week", "hours", 25),
        ("2 Stunden pro Woche", "hours", 2),
        ("20 pieces", "pieces", 20),
        ("20 pcs a week", "pieces", 20),
        ("about 20 pieces a week", "pieces", 20),
        ("20 St\u00fcck", "pieces", 20),
        ("10 in a row", "in a row", 10),
        ("ten times", "in a row", 10),
        ("90", "%", 90),
        ("90 %", "%", 90),
        ("90%", "%", 90),
        ("90 percent", "%", 90),
    ],
)
def test_number_with_what_it_counts(typed: str, counts: str, meant: float) -> None:
    assert read_number(typed, at("en"), least=0, most=10_000, whole=True, units=UNITS[counts]) == meant


@pytest.mark.parametrize(
    "typed",
    ["90 of 100", "90/100", "90 out of 100", "90 of a hundred", "ninety of 100", "90 of the 100 hours"],
)
def test_so_many_of_the_most_there_can_be(typed: str) -> None:
    assert read_number(typed, at("en"), least=1, most=100, whole=True, units=UNITS["hours"]) == 90


@pytest.mark.parametrize(
    ("typed", "most"), [("90 of 120", 100), ("1/2", 2), ("90 of 100 of 100", 100), ("of 100", 100)]
)
def test_so_many_of_something_else_is_no_number(typed: str, most: int) -> None:
    with pytest.raises(Invalid, match="invalid-number"):
        read_number(typed, at("en"), least=0, most=most, whole=False)


@pytest.mark.parametrize("typed", ["half a week", "7 days", "7 hours and a bit", "20 pieces", "hours", "$12"])
def test_another_unit_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-number"):
        read_number(typed, at("en"), least=0, most=10, whole=True, units=UNITS["hours"])


@pytest.mark.parametrize(
    ("typed", "whole", "key", "args"),
    [
        ("11", False, "invalid-number-range", {"least": 0, "most": 10}),
        ("-1", False, "invalid-number-range", {"least": 0, "most": 10}),
        ("9" * 60, False, "invalid-number-range", {"least": 0, "most": 10}),
        ("4.5", True, "invalid-number-whole", {}),
        ("9" * 50_000, True, "invalid-number", {}),
    ],
)
def test_number_that_does_not_fit(typed: str, whole: bool, key: str, args: dict[str, object]) -> None:
    with pytest.raises(Invalid) as caught:
        read_number(typed, at("en"), least=0, most=10, whole=whole)
    assert (caught.value.why.key, dict(caught.value.why.args)) == (key, args)


@given(
    st.integers(-(10**9), 10**9), st.sampled_from(["en", "de", "fr", "pt-BR", "en-IN", "de-CH", "sv", "hi"])
)
def test_number_survives_its_locale(number: int, locale: str) -> None:
    typed = format_decimal(number, locale=locale.replace("-", "_"))
    assert read_number(typed, at(locale), least=-1e10, most=1e10, whole=True) == number


@given(st.decimals(-99_999, 99_999, places=2), st.sampled_from(["en", "de", "fr", "pt-BR"]))
def test_fraction_survives_its_locale(number: float, locale: str) -> None:
    typed = format_decimal(number, format="#,##0.00", locale=locale.replace("-", "_"))
    assert read_number(typed, at(locale), least=-1e6, most=1e6, whole=False) == float(number)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("90", 90),
        ("90%", 90),
        ("90 percent", 90),
        ("ninety per cent", 90),
        ("0.9", 0.9),
        ("٩٠٪", 90),
        ("about 80 %", 80),
    ],
)
def test_percent(typed: str, meant: float) -> None:
    assert read_percent(typed, at("en")) == meant


@pytest.mark.parametrize("typed", ["101", "-1", "much", "90 h", "9/10"])
def test_not_a_percent(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-number"):
        read_percent(typed, at("en"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("41 of 46", (41, 46)),
        ("41/46", (41, 46)),
        ("41 / 46.", (41, 46)),
        ("41 out of 46", (41, 46)),
        ("41 out of the 46", (41, 46)),
        ("1,041 of 1,200", (1041, 1200)),
        ("four out of five", (4, 5)),
        ("all of 46", (46, 46)),
        ("none of 12", (0, 12)),
        ("41 von 46", (41, 46)),
        ("٤١ / ٤٦", (41, 46)),
        ("0 of 0", (0, 0)),
    ],
)
def test_how_many_of_how_many(typed: str, meant: tuple[int, int]) -> None:
    assert read_ratio(typed) == meant


NAMES = ("Inbox", "Order questions")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("41 of 46\n31 of 33", ((41, 46), (31, 33))),
        ("41/46, 31/33", ((41, 46), (31, 33))),
        ("41/46 31/33", ((41, 46), (31, 33))),
        ("1,041 of 1,200; 31 out of 33", ((1041, 1200), (31, 33))),
        ("Order questions: 31/33\ninbox 41/46", ((41, 46), (31, 33))),
        ("Order questions 31/33\n41/46", ((41, 46), (31, 33))),
        ("-\n31 of 33", (None, (31, 33))),
        ("Inbox: \N{EN DASH}\n31 of 33", (None, (31, 33))),
        ("Order questions: 31 of 33 and Inbox: 41 of 46", ((41, 46), (31, 33))),
        ("Order questions 31 of 33 Inbox 41 of 46", ((41, 46), (31, 33))),
        ("41 of 46, order questions - 31 of 33", ((41, 46), (31, 33))),
        ("Order questions 31 of 33 and 41 of 46", ((41, 46), (31, 33))),
        ("Inbox:\n41 of 46\nOrder questions:\n31 of 33", ((41, 46), (31, 33))),
        ("1,004 of 9,046 and 3 of 5", ((1004, 9046), (3, 5))),
        ("1 200 of 1 300 and 3 of 5", ((1200, 1300), (3, 5))),
        ("two of three, two hundred and five of 300", ((2, 3), (205, 300))),
        ("- 41 of 46\n- 31 of 33", ((41, 46), (31, 33))),
        ("\N{BULLET} Order questions 31/33\n\N{BULLET} Inbox: -", (None, (31, 33))),
    ],
)
def test_several_counts_in_one_list(typed: str, meant: tuple[object, ...]) -> None:
    assert read_ratios(typed, NAMES) == meant
    kind = RatiosKind(NAMES)
    assert kind.read(kind.typed(read_ratios(typed, NAMES)), at("en")) == meant
    assert kind.load(kind.dump(read_ratios(typed, NAMES))) == meant


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("41 of 46", "invalid-ratios"),
        ("41/46\n31/33\n5/6", "invalid-ratios"),
        ("Inbox 41/46\nInbox 31/33", "invalid-ratios"),
        ("41 of 46 Inbox 31 of 33", "invalid-ratios"),  # whose is the first?
        ("41 of 46 Inbox, 31 of 33 Order questions", "invalid-ratio"),
        ("41 of 46 Inbox\n31 of 33 Order questions", "invalid-ratio"),
        ("Inbox, 41 of 46", "invalid-ratios"),
        ("1,004 of 9,046 3 of 5", "invalid-ratios"),
        ("1 200 of 1 300 3 of 5", "invalid-ratios"),
        ("41 of 46,31 of 33", "invalid-ratios"),
        ("41 of 46, 31 of 33, 4 of 5", "invalid-ratios"),
        ("46/41\n31/33", "invalid-ratio-part"),
        ("most\nall", "invalid-ratio"),
    ],
)
def test_no_list_of_counts(typed: str, key: str) -> None:
    with pytest.raises(Invalid, match=f"^{key}$"):
        read_ratios(typed, NAMES)


PIECES = [
    "1/41", "41 of 204", "1", "41", "204", "300", " of ", "/", ",", ".", " ", ", ", "\n", ";", " and ", "- ",
    ": ", *NAMES,
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
@example(["1", ",", "204", " of ", "300", " and ", "1/41"])
def test_no_digit_of_a_list_of_counts_is_lost(pieces: list[str]) -> None:
    typed = "".join(pieces)
    try:
        counts = read_ratios(typed, NAMES)
    except Invalid:
        return
    read = "".join(f"{pair[0]}{pair[1]}" for pair in counts if pair)
    assert sorted(read) == sorted(re.sub(r"\D", "", typed))


COUNTED = st.one_of(
    st.none(), st.integers(0, 9_999).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
)
CALLED = st.lists(
    st.sampled_from(
        ("Replies", "Orders", "same day", "1 of 3", "ß", "and", "in", ", ", "; ", ": ", " - ", " (all)", "\n")
    ),
    min_size=1,
    max_size=4,
).map(lambda parts: "".join(parts).strip(" :;,-\n"))


@given(st.lists(st.tuples(CALLED.filter(bool), COUNTED), min_size=2, max_size=4))
@example([("Replies, same day", (41, 46)), ("Orders; all", None)])
@example([("Replies", (41, 46)), ("Replies", (31, 33))])
@example([("Late orders", (1, 2)), ("Orders", (41, 46)), ("Orders, late", (31, 33))])
def test_the_page_can_read_what_it_proposes(told: list[tuple[str, tuple[int, int] | None]]) -> None:
    kind = RatiosKind(tuple(name for name, _ in told))
    counted = tuple(pair for _, pair in told)
    assert kind.read(kind.typed(counted), at("en")) == counted


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("46 of 41", "invalid-ratio-part"),
        ("41", "invalid-ratio"),
        ("1/2/3", "invalid-ratio"),
        ("4.5 of 5", "invalid-ratio"),
        ("-1 of 5", "invalid-ratio"),
        ("most of them", "invalid-ratio"),
        ("5 of 9999999999", "invalid-ratio"),
    ],
)
def test_not_how_many_of_how_many(typed: str, key: str) -> None:
    with pytest.raises(Invalid, match=f"^{key}$"):
        read_ratio(typed)


@pytest.mark.parametrize("typed", ["none", "None.", "nothing", "none at all", "no hours", "nada"])
def test_none_is_a_number_where_zero_is_one(typed: str) -> None:
    assert read_number(typed, at("en"), least=0, most=80, whole=False, units=UNITS["hours"]) == 0
    with pytest.raises(Invalid, match="invalid-number"):
        read_number(typed, at("en"), least=1, most=80, whole=False, units=UNITS["hours"])


def test_a_bare_no_is_no_number() -> None:
    with pytest.raises(Invalid, match="invalid-number"):
        read_number("no", at("en"), least=0, most=80, whole=False)
