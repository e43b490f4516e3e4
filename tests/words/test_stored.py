"""Texts and cards survive the database unchanged."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.cards import Card, Offer, Picture
from bot.engine.text import File, Instant, Person, Text, t
from bot.words.stored import dump_card, dump_text, load_card, load_text

WORDS = st.text(max_size=20)
INSTANTS = st.builds(Instant, st.integers(0, 4_000_000_000_000))
PEOPLE = st.builds(Person, WORDS, WORDS)
FILES = st.builds(File, WORDS, WORDS, WORDS)
VALUES = (
    WORDS
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | INSTANTS
    | PEOPLE
    | FILES
)
ARGUMENTS = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.builds(Text, WORDS, st.dictionaries(WORDS, inner, max_size=3))
    ),
    max_leaves=6,
)
TEXTS = st.builds(Text, WORDS, st.dictionaries(WORDS, ARGUMENTS, max_size=4))
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple)
CARDS = st.builds(
    Card,
    lines=st.lists(TEXTS, max_size=2).map(tuple),
    title=st.none() | TEXTS,
    facts=PAIRS,
    table=PAIRS,
    picture=st.none() | st.builds(Picture, WORDS, TEXTS),
    offers=st.lists(st.builds(Offer, TEXTS, WORDS, WORDS, st.booleans()), max_size=2).map(tuple),
)


def types(value):
    """The value with the type of every part, which equality of tuples would overlook."""
    if isinstance(value, Text):
        return (Text, value.key, {name: types(arg) for name, arg in value.args.items()})
    if isinstance(value, tuple):
        return (type(value), [types(item) for item in value])
    return (type(value), value)


@given(TEXTS)
def test_a_text_comes_back_as_it_was(text):
    again = load_text(json.loads(json.dumps(dump_text(text))))
    assert types(again) == types(text)


@given(CARDS)
def test_a_card_comes_back_as_it_was(card):
    again = load_card(json.loads(json.dumps(dump_card(card))))
    assert again == card
    assert [types(line) for line in again.lines] == [types(line) for line in card.lines]


def test_what_is_kept_is_small_and_plain():
    assert dump_text(t("yes")) == {"text": "yes"}
    assert dump_card(Card((t("yes"),))) == {"lines": [{"text": "yes"}]}
    assert dump_text(
        t("a", n=1, on=date(2027, 1, 8), at=Instant(5), who=Person("U", "Joy"), items=("x", 2.0))
    ) == {
        "text": "a",
        "args": {
            "n": 1,
            "on": {"day": "2027-01-08"},
            "at": {"ms": 5},
            "who": {"person": ["U", "Joy"]},
            "items": ["x", 2.0],
        },
    }


def test_a_moment_is_an_instant():
    with pytest.raises(TypeError):
        dump_text(t("a", at=datetime(2027, 1, 8, 15, 0)))  # noqa: DTZ001
