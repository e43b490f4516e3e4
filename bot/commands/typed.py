"""A command as somebody typed it: the word, the words after it, and the options among them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.commands.command import Command, Taken
from bot.commands.registry import COMMANDS

_SPOKEN = {word: command for command in COMMANDS.values() for word in (command.name, *command.also)}
_GUESSED = {word: command for word, command in _SPOKEN.items() if not command.button}
"""What buttons open is not guessed out of what somebody writes."""

MOST_SAID = 4
"""More words than this are somebody's own sentence, and a command's name among them says nothing."""
_ALIKE, _ALIKE_IN_SENTENCE = 0.6, 0.8
"""How much a first word has to be like a command: "awy 7 January" is one, "for the rest" is not."""

_POLITE = frozenset({"please", "pls", "now", "thanks", "thank", "you", "me", "my", "again"})
"""What changes nothing in a command."""
_PLEASANTRIES = frozenset({
    "a", "lot", "so", "very", "much", "you", "all", "both", "everybody", "everyone", "again", "for",
    "everything", "the", "your", "help", "indeed", "many",
})  # fmt: skip
"""What is said after "thanks" where no example is meant."""


_TELLS = re.compile(r"(?:@?\w+ )?(?:until|till|from|on|for|\d)\b", re.IGNORECASE)
"""How the words behind a command begin that tell a day or a number: "pause Joy until next Friday"."""


_HOW_ASKED = re.compile(
    r"(?:about|do|does|did|can|could|should|shall|would|will|is|are|was|much|many|long|often|to|come|i|we)\b",
    re.IGNORECASE,
)
"""How a question goes on that begins with "how", which alone is a word for the rules."""


class Parsed(NamedTuple):
    """A command as somebody typed it: the command (None = unknown), the words after it, a guess."""

    command: Command | None
    words: str
    guess: Command | None = None

    @property
    def by_chance(self) -> bool:
        """Whether a sentence only happens to begin with its word: it takes few words, and many follow."""
        many = len(self.words.split()) >= MOST_SAID
        return self._takes_few and many and not _TELLS.match(self.words)

    @property
    def aside(self) -> bool:
        """Whether a line that answers something may begin so, as "next Monday": it takes no words."""
        if self.command is not None and self.command.options:
            return self.by_chance  # one word or two may be a name
        return self._takes_few and bool(set(self.words.casefold().strip(".!?").split()) - _POLITE)

    @property
    def _takes_few(self) -> bool:
        """Whether it takes a name, a day or a number at the most, and no words of somebody's own."""
        if self.command is None or "<@" in self.words:
            return False
        return self.command.takes_few

    @property
    def meant(self) -> bool:
        """Whether a line is a command beyond doubt: its word alone, with a name, or with its sentence."""
        if self.command is None:
            return False
        if self.command.button:
            return not self.words
        return not self.words or self.words.startswith("<@") or self.command.sentence


def parse(words: str) -> Parsed:
    """Find the command in what was typed after the root command, or at the start of a message."""
    word, _, rest = words.strip().partition(" ")
    if not word:
        return Parsed(COMMANDS["next"], "")
    spoken = word.casefold().lstrip("/").rstrip(".!")
    command = _SPOKEN.get(spoken)
    rest = rest.strip()
    if spoken == "how" and _HOW_ASKED.match(rest):
        return Parsed(None, words)
    # What has a button is written alone, or with a name; a sentence may begin with such a word.
    if command is not None and (not command.button or not rest or rest.startswith("<@")):
        return Parsed(command, rest)
    # "show plan" means the plan, though "show" is near "how".
    further = rest.split()
    later = next((at for at, each in enumerate(further) if each.casefold() in _GUESSED), None)
    if later is not None and len(further) < MOST_SAID:
        return Parsed(None, " ".join(further[later + 1 :]), _GUESSED[further[later].casefold()])
    cutoff = _ALIKE if len(further) < 2 else _ALIKE_IN_SENTENCE
    near = difflib.get_close_matches(spoken, _GUESSED, n=1, cutoff=cutoff)
    return Parsed(None, rest, _GUESSED[near[0]] if near else None)


def takes_words(word: str) -> bool:
    """Whether this is the word of a command that is told something in a sentence."""
    command = _SPOKEN.get(word)
    return command is not None and any(option.kind.long for option in command.options)


def options_of(command: Command, words: str, named: Mapping[str, str]) -> dict[str, str]:
    """The options of a command by name: given by name, or picked from its words in order.

    A mention fills the first option that takes a person; the remaining words fill the rest, split
    at the words behind which each stands where there are several.
    """
    given = dict(named)
    rest = words
    for option in command.options:
        if option.name in given:
            continue
        if option.kind.name == "person":
            start, end = rest.find("<@"), rest.find(">")
            if 0 <= start < end:
                given[option.name] = rest[start : end + 1]
                rest = f"{rest[:start]} {rest[end + 1 :]}".strip()
    typed = [
        option for option in command.options if option.kind.name != "person" and option.name not in given
    ]
    for option in typed:
        rest = rest.strip()
        if not rest:
            break
        if command.example and _only_pleasant(rest):
            break
        following = next((one for one in typed[typed.index(option) + 1 :] if not option.whole), None)
        part, rest = _split(rest, following) if following is not None else (rest, "")
        if part.strip():
            given[option.name] = part.strip()
    return given


_MENTION = re.compile(r"<@([^>|]+)(?:[|]([^>|]*)[^>]*)?>")
_BETWEEN = frozenset({"and", "&", "+", "plus"})
"""What stands between names."""


def people_in(words: str) -> tuple[tuple[str, str], ...]:
    """The people that a line names and nothing besides: each as a mention, with what they are called.

    Empty where it names fewer than two, or says more than who: then a second name belongs to the words.
    """
    found = {one[1]: (one[0], (one[2] or one[1]).partition(" ")[0]) for one in _MENTION.finditer(words)}
    between = _MENTION.sub(" ", words).replace(",", " ").casefold().split()
    return tuple(found.values()) if len(found) > 1 and not set(between) - _BETWEEN else ()


def _only_pleasant(words: str) -> bool:
    """Whether these are pleasantries, with a name at most: "a lot Rita"."""
    return len([word for word in re.findall(r"[\w']+", words.casefold()) if word not in _PLEASANTRIES]) <= 1


def _split(words: str, following: Taken) -> tuple[str, str]:
    """The words for an option, and those for the one that follows."""
    for divider in following.after:
        before, found, behind = f" {words}".partition(f" {divider} ")
        if found:
            return before, behind
    return words, ""
