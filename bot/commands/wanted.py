"""What somebody wants who writes it in a sentence, without the name of a command."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands.command import Command
from bot.commands.registry import COMMANDS

_AT_MOST, _PLAINLY = 25, 8
"""More words are about the work, whatever stands in them; and say more than that one wants a list."""

SAID: Mapping[str, tuple[str, ...]] = {
    "next": (
        "what do i have to do", "what do i need to do", "what do i do now", "what do i do next",
        "what should i do now", "what should i do next", "what now", "what next", "what waits",
        "what is waiting", "whats waiting", "what is next", "whats next", "what is open", "whats open",
        "where do i start", "what is left to do", "whats left to do", "anything for me to do",
    ),
    "help": (
        "what can you do", "what can i do here", "what are you", "who are you", "how does this work",
        "how does it work", "how do i use", "can you help me", "help me", "i need help",
    ),
    "hours": (
        "more hours", "fewer hours", "less hours", "change hours", "give hours", "hours from",
        "hours a week", "hours per week",
        "more pieces", "fewer pieces", "change pay", "how paid", "pay more", "pay less", "paid more",
        "raise pay", "a raise", "more money", "new job", "another job", "change job", "change jobs",
        "change work",
    ),
    "finish": (
        "stop working", "stop work with", "end working", "end the work", "end our work", "end this work",
        "quit", "fire", "part ways", "let go of", "leave the work", "cancel the contract",
        "end the contract", "not work with anymore", "dont want to work with",
    ),
    "pause": ("take a break", "pause", "rest for a while"),
    "away": ("on holiday", "on vacation", "am sick", "be sick", "am away", "be away", "day off", "days off"),
    "add": ("add a person", "add somebody", "add someone", "add another person", "hire", "invite"),
    "goals": ("my goals", "our goals", "see goals", "the goals", "change goal", "change goals", "new goal"),
    "settings": (
        "time zone", "timezone", "working hours", "change my name", "change my times", "write to me",
        "writes to me",
    ),
    "privacy": (
        "my data", "who reads", "who can read", "who sees", "who can see", "delete everything about",
        "what do you know about me",
    ),
    "people": ("who works", "how are they doing"),
}  # fmt: skip
"""By command the words that, all of them and in this order, are said by whoever wants it."""


def wanted(words: str) -> tuple[Command, ...]:
    """The commands that a sentence is perhaps for, the likeliest first."""
    said = _plain(words).split()
    if len(said) > _AT_MOST:
        return ()
    found = [
        (max(len(one.split()) for one in phrases if _holds(said, one)), name)
        for name, phrases in SAID.items()
        if any(_holds(said, one) for one in phrases)
    ]
    return tuple(COMMANDS[name] for _, name in sorted(found, key=lambda one: -one[0]))


def wants_only(words: str) -> str:
    """The list that is asked for and nothing besides: of what there is to do, or to write; else empty."""
    names = [command.name for command in wanted(words)] if len(words.split()) <= _PLAINLY else []
    return names[0] if names in (["next"], ["help"]) else ""


def _holds(said: list[str], phrase: str) -> bool:
    """Whether these words stand in it in their order, whatever stands between: "more of Joy's hours"."""
    left = iter(said)
    return all(word in left for word in phrase.split())


def _plain(words: str) -> str:
    return "".join(one for one in words.casefold() if one.isalnum() or one.isspace())
