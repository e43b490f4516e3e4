"""Kinds of answers: what is read is kept, loaded and shown again as the same value."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.kinds import (
    DATE,
    DURATION,
    FILE,
    LINK,
    PERCENT,
    PERSON,
    RATIO,
    WALL_TIME,
    YES_NO,
    ZONE,
    ChoiceKind,
    Consent,
    ConsentKind,
    Contact,
    Counts,
    DateKind,
    Kind,
    ManyKind,
    NumberKind,
    Option,
    Raw,
    ScaleKind,
)
from bot.engine.prompts import LONG, SHORT
from bot.engine.read import Reading, clean_text, read_link
from bot.engine.text import Invalid, literal, t
from bot.words import Reader, plain
from tests.engine.reading import at

HERE = Reading(datetime(2026, 11, 23, 10, 0, tzinfo=UTC), "Europe/Lisbon", "en")
FRUIT = tuple(Option(name.lower(), literal(name)) for name in ("Apples", "Pears", "Quinces", "Plums"))
ONE = ChoiceKind(FRUIT)
SOME = ManyKind(FRUIT, 1, 3)
LEVELS = ScaleKind(
    tuple(Option(str(point), literal(str(point)), literal(f"point {point}")) for point in range(6)),
    (("none", "not done yet"), ("aware",), ("with help",), ("alone",), ("advanced", "hard cases"), ("five",)),
    Option("unseen", literal("Not seen yet")),
)  # fmt: skip
DEAL = ConsentKind({"price": 5}, literal("Send"), {"not-now": literal("Not now")})
WHOLE = NumberKind(0, 1_000_000, True, None)
DECIMAL = NumberKind(0, 1_000_000, False, literal("hours"))


def read_again(kind: Kind[Any], value: Any) -> Any:
    """What comes back when a form is sent as it was filled in."""
    raw: Raw = kind.indices(value) if kind.options() else kind.typed(value)
    return kind.read(raw, HERE)


def kept(kind: Kind[Any], value: Any) -> Any:
    """What comes back from the store."""
    return kind.load(json.loads(json.dumps(kind.dump(value))))


def goes_round(kind: Kind[Any], value: Any) -> None:
    assert kept(kind, value) == value
    assert read_again(kind, value) == value
    assert kind.show(value).key


@st.composite
def words(draw: st.DrawFn, kind: Any) -> str:
    """Text as the reader leaves it: what it refuses was never an answer."""
    with suppress(Invalid):
        return str(kind.read(draw(st.text(min_size=1, max_size=60)), HERE))
    return "words"


@given(words(LONG))
def test_long_words_go_round(value: str) -> None:
    goes_round(LONG, value)


@given(words(SHORT))
def test_short_words_go_round(value: str) -> None:
    goes_round(SHORT, value)


@given(words(FILE))
def test_files_go_round(value: str) -> None:
    goes_round(FILE, value)


@given(st.integers(0, 1_000_000).map(float))
def test_whole_numbers_go_round(value: float) -> None:
    goes_round(WHOLE, value)


@given(st.decimals(0, 1_000_000, places=2).map(float))
def test_decimal_numbers_go_round(value: float) -> None:
    goes_round(DECIMAL, value)


@pytest.mark.parametrize(
    ("unit", "counts", "words"),
    [
        ("unit-hours", "hours", "25 hours a week"),
        ("goals-unit-pieces", "pieces", "25 pieces"),
        ("goals-unit-hundred", "%", "25 of 100"),
    ],
)
def test_a_number_is_read_as_it_is_shown(unit: str, counts: Counts, words: str) -> None:
    kind = NumberKind(1, 100, False, t(unit), counts)
    reader = Reader("en", "UTC")
    assert plain(kind.show(25), reader) == words
    spoken = replace(at("en"), spoken=lambda said: plain(said, reader))
    for typed in (words, words.upper(), kind.typed(25), f"about {words}."):
        assert kind.read(typed, spoken) == 25


@given(st.decimals(0, 100, places=1).map(float))
def test_percentages_go_round(value: float) -> None:
    goes_round(PERCENT, value)


@given(st.none() | st.integers(0, 5))
def test_points_of_a_scale_go_round(value: int | None) -> None:
    goes_round(LEVELS, value)


@given(st.sampled_from([option.id for option in FRUIT]))
def test_a_choice_goes_round(value: str) -> None:
    goes_round(ONE, value)


@given(st.sets(st.integers(0, 3), min_size=1, max_size=3))
def test_several_choices_go_round(picked: set[int]) -> None:
    goes_round(SOME, tuple(FRUIT[index].id for index in sorted(picked)))


@given(st.dates(date(2026, 11, 23), date(2031, 12, 31)))
def test_days_go_round(value: date) -> None:
    goes_round(DATE, value)


@given(st.integers(1, 60 * 24))
def test_lengths_of_time_go_round(value: int) -> None:
    goes_round(DURATION, value)


@given(st.integers(0, 5_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_how_many_of_how_many_goes_round(value: tuple[int, int]) -> None:
    if value[1]:
        goes_round(RATIO, value)


@given(st.booleans())
def test_yes_and_no_go_round(value: bool) -> None:
    goes_round(YES_NO, value)


@st.composite
def names(draw: st.DrawFn) -> str:
    """A name or an id as it comes through the door."""
    with suppress(Invalid):
        return clean_text(
            draw(st.text(st.characters(exclude_characters="|<>"), min_size=1, max_size=30)), most=80
        )
    return "joy"


@given(names(), names(), st.sampled_from(["", "Asia/Manila"]), st.sampled_from(["", "en"]))
def test_people_go_round(user: str, name: str, zone: str, locale: str) -> None:
    goes_round(PERSON, Contact(user, name, zone, locale))


@given(st.sampled_from(["example.org", "shop.example/orders?id=7", "docs.example.net/a_b/c#d"]))
def test_links_go_round(address: str) -> None:
    goes_round(LINK, read_link(f"https://{address}"))


@given(st.sampled_from(["Europe/Lisbon", "Asia/Manila", "Africa/Nairobi", "America/New_York", "UTC"]))
def test_zones_go_round(value: str) -> None:
    goes_round(ZONE, value)


@given(st.integers(0, 24 * 60 - 1))
def test_times_of_day_go_round(minutes: int) -> None:
    goes_round(WALL_TIME, time(minutes // 60, minutes % 60))


@pytest.mark.parametrize(("picked", "value"), [(0, Consent(True)), (1, Consent(False, "not-now"))])
def test_consent_goes_round(picked: int, value: Consent) -> None:
    assert DEAL.read((picked,), HERE) == value
    assert kept(DEAL, value) == value
    assert DEAL.stands(DEAL.dump(value))


# -- what people write instead of pressing --------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (LEVELS, "4", 4),
        (LEVELS, "four", 4),
        (LEVELS, "advanced", 4),
        (LEVELS, "Advanced.", 4),
        (LEVELS, "4 of 5", 4),
        (LEVELS, "not seen yet", None),
        (LEVELS, "not seen", None),
        (LEVELS, "Not done yet", 0),
        (LEVELS, "0", 0),
        (ONE, "pears", "pears"),
        (ONE, "2", "pears"),
        (ONE, "Pear", "pears"),
        (SOME, "1 and 3", ("apples", "quinces")),
        (SOME, "plums, apples", ("apples", "plums")),
        (DEAL, "send", Consent(True)),
        (DEAL, "Not now", Consent(False, "not-now")),
        (DEAL, "yes", Consent(True)),
        (YES_NO, "yep", True),
        (RATIO, "41 of 46", (41, 46)),
        (PERCENT, "about 90 %", 90),
        (FILE, "  drafts of Friday.docx\n", "drafts of Friday.docx"),
        (DURATION, "1 h 30", 90),
        (WALL_TIME, "3 pm", time(15)),
        (DATE, "next Friday", date(2026, 12, 4)),
        (PERSON, "<@joy|Joy Santos|Asia/Manila|en>", Contact("joy", "Joy Santos", "Asia/Manila", "en")),
        (PERSON, "<@joy>", Contact("joy", "joy")),
    ],
)
def test_typed_answers_work_as_well_as_buttons(kind: Kind[Any], typed: str, value: Any) -> None:
    assert kind.read(typed, HERE) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (LEVELS, "6"), (LEVELS, "-1"), (LEVELS, (7,)), (LEVELS, (0, 1)), (LEVELS, ()),
        (ONE, "bananas"), (ONE, (4,)), (ONE, (-1,)), (ONE, ()), (ONE, (0, 1)),
        (SOME, ()), (SOME, (0, 1, 2, 3)), (SOME, (0, 9)), (SOME, "none"),
        (DEAL, "perhaps"), (DEAL, ()), (DEAL, (5,)), (DEAL, "no idea"),
        (YES_NO, "maybe"), (YES_NO, (2,)), (YES_NO, ()), (YES_NO, (0, 1)),
        (WHOLE, "3.5"), (WHOLE, "-1"), (WHOLE, "lots"), (WHOLE, (0,)),
        (LONG, ""), (LONG, "\x00"), (LONG, "x" * 50_000), (LONG, (0,)), (LONG, "password: hunter22x!"),
        (FILE, "password: hunter22x!"), (FILE, "x" * 501), (FILE, (0,)),
        (PERCENT, "90 of 80"), (PERCENT, (0,)),
        (DATE, "yesterday"), (DATE, "30 February"), (DATE, (0,)),
        (DURATION, "soon"), (PERCENT, "120"), (RATIO, "9 of 3"), (WALL_TIME, "25:00"),
        (PERSON, "Joy"), (PERSON, "<@>"), (PERSON, "<@|Joy>"), (PERSON, "<@joy"),
        (PERSON, f"<@{'j' * 5_000}>"),
        (LINK, "not a link"), (ZONE, "Atlantis"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_a_sentence(kind: Kind[Any], raw: Raw) -> None:
    with pytest.raises(Invalid) as refused:
        kind.read(raw, HERE)
    assert refused.value.why.key.startswith("invalid-")


@given(st.text() | st.lists(st.integers(), max_size=3).map(tuple))
def test_no_input_breaks_a_reader(raw: Raw) -> None:
    for kind in (LEVELS, ONE, SOME, DEAL, YES_NO, WHOLE, LONG, RATIO, WALL_TIME, PERSON, ZONE):
        with suppress(Invalid):
            value = kind.read(raw, HERE)
            assert kept(kind, value) == value


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Asia/Manila\x00", "x" * 500, "manila"])
def test_a_zone_that_does_not_exist_is_nobodys_zone(zone: str) -> None:
    """Platforms send what they like, and anybody can write a mention by hand."""
    assert PERSON.read(f"<@joy|Joy|{zone}|en>", HERE).zone in {"", *available_timezones()}


def test_a_name_is_as_long_as_a_name() -> None:
    assert PERSON.read(f"<@joy|{'J' * 500}|UTC|en>", HERE).name == "J" * 80


def test_rules_tightened_later_never_throw_anybody_back() -> None:
    """Loading trusts what is kept: only reading is strict."""
    old = DateKind().dump(date(2026, 11, 24))
    assert DateKind(earliest=date(2027, 1, 1)).load(old) == date(2026, 11, 24)
    assert NumberKind(0, 5, True, None).load(80) == 80


def test_a_day_is_kept_as_the_day_that_was_meant() -> None:
    monday = DATE.dump(DATE.read("next Friday", HERE))
    later = Reading(HERE.now + timedelta(days=8), HERE.zone, HERE.locale)
    assert DATE.load(monday) == date(2026, 12, 4) != DATE.read("next Friday", later)


@pytest.mark.parametrize(
    ("typed", "day"), [("27", date(2026, 12, 27)), ("3", date(2027, 1, 3)), ("the 27th", date(2026, 12, 27))]
)
def test_a_number_after_a_first_day_is_a_day_of_its_month(typed: str, day: date) -> None:
    assert DateKind(date(2026, 12, 25), date(2027, 2, 1)).read(typed, at("en")) == day
    with pytest.raises(Invalid):
        DateKind().read("27", at("en"))


def test_text_is_cleaned_before_it_is_kept() -> None:
    assert LONG.read("  a\u202ebc\x00 ", HERE) == clean_text("abc", most=10)


@pytest.mark.parametrize(("typed", "picked"), [("no", "nothing"), ("yes", "come"), ("no work came", "none")])
def test_a_plain_word_is_the_option_that_it_means_and_not_one_that_begins_so(typed: str, picked: str) -> None:
    options = (
        Option("nothing", literal("Nothing"), bare="no"),
        Option("none", literal("No work came")),
        Option("come", literal("Something"), bare="yes"),
    )
    assert ChoiceKind(options).read(typed, HERE) == picked
