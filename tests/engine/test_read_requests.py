"""Lines that ask for help, lines that only ask, and what looks like them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot import commands
from bot.engine.read import Reading, asks_for_help, only_asks


def reading(locale: str = "en") -> Reading:
    return Reading(datetime(2026, 11, 23, 10, tzinfo=UTC), "Europe/Lisbon", locale)


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("I want to give Joy 18 hours from January, how do I do that?", "en"),
        ("I don't know what to write here, can you help me?", "en"),
        ("What should I write", "en"),
        ("not sure what to put here", "en"),
        ("Was soll ich hier schreiben?", "de"),
        ("¿Qué escribo aquí?", "es"),
        ("Peux-tu m'aider ?", "fr"),
        ("how can I change this", "pt"),
    ],
)
def test_who_asks_for_help_is_heard(words: str, locale: str) -> None:
    assert asks_for_help(words, reading(locale))


@pytest.mark.parametrize(
    "words",
    [
        "You help me every day.",
        "Thank you for showing how to wrap the bowls so well.",
        "She did not know what the customer wanted, and asked.",
        "how do I return a bowl? " + "The customer wrote again and again about it. " * 5,
        "",
    ],
)
def test_what_only_sounds_like_it_is_an_answer(words: str) -> None:
    assert not asks_for_help(words, reading())


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("What is this?", True),
        ("who reads this ?!?", True),
        ("Could we start a week later?", False),
        ("Why was it 3 days late?", False),
        ("No unread mail. Is that enough?", False),
        ("see https://a.example/list?", False),
        ("What is this", False),
        ("???", False),
    ],
)
def test_one_question_and_nothing_besides(words: str, asks: bool) -> None:
    assert only_asks(words, reading()) is asks


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("what do I have to do now?", ["next"]),
        ("What's next?", ["next"]),
        ("how can I give Joy more hours?", ["hours"]),
        ("I want to give Joy 18 hours from January, how do I do that?", ["hours"]),
        ("I want to stop working with Rita", ["finish"]),
        ("I'm sick, can I have two days off?", ["away"]),
        ("we need to change the hours and end the work", ["finish", "hours"]),
        ("how does this work?", ["help"]),
        ("who can read this?", ["privacy"]),
        ("The bowls are packed.", []),
        ("more hours " * 20, []),
    ],
)
def test_what_a_sentence_is_for(words: str, names: list[str]) -> None:
    assert [command.name for command in commands.wanted(words)] == names


def test_only_what_can_be_typed_is_offered() -> None:
    assert not [name for name in commands.SAID if commands.COMMANDS[name].button]
