"""The registry of commands: one list for every platform, its help and its documentation.

A command either starts a dialog, with its typed options as the first answers, or shows a card.
Who may use it is part of the entry; a command without an entry does not exist.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from bot.dialog import Book
from bot.engine.cards import Card
from bot.engine.kinds import DATE, PERSON, ZONE, Kind
from bot.engine.prompts import LONG, SHORT
from bot.engine.text import Text, t
from bot.model import OWNER, PROFESSIONAL, Engagement
from bot.summaries import goals, numbers, people, plan, week, work

Who = Literal["anybody", "member", "owner", "professional"]
"""anybody on the platform; a member of the account; the owner or the professional of an engagement."""


class Ask(NamedTuple):
    """What a command that shows something is told: who asks, about whom, and the words after it."""

    person: str
    engagement: str
    words: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A typed option: its name, what kind of answer it is, and which question it answers."""

    name: str
    kind: Kind[Any]
    key: str
    about: Text
    suggests: str = ""
    """What is offered while it is typed, as `bot.conversations.suggesting` calls it."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. Exactly one of `dialog` and `show` is set."""

    name: str
    also: tuple[str, ...]
    who: Who
    about: Text
    options: tuple[Taken, ...] = ()
    dialog: str = ""
    show: Callable[[Book, Ask], Card] | None = None
    engagement: bool = False
    """Whether it is about one engagement: named by a person, else the only one, else asked."""
    first: tuple[str, ...] = ()
    """The roles whose short help shows it."""
    myself: str = ""
    """The question that is answered with whoever asks: a trial run on oneself."""
    here: str = ""
    """The option that stands for where the platform sees whoever asks, if that is not where they said."""
    ended: bool = False
    """Whether its button also works on what has ended."""
    everywhere: bool = False
    """Whether it is shown for each account that they are part of, where they name nobody."""
    one_account: bool = False
    """Whether it is about oneself in one account: somebody who is in two is asked which."""
    opens: tuple[str, ...] = ()
    """Dialogs of which the one that waits is opened, before anything is begun."""
    rare: bool = False
    """Where a platform takes few names this one is typed: a card offers it when it is wanted."""
    sentence: bool = False
    """Whether people are told to write it with a sentence after it, whatever they are asked just then."""
    button: bool = False
    """Only behind a button on a card: not in help, and not registered where names are few."""


PERSON_OPTION = (Taken("person", PERSON, "", t("option-person")),)
"""Whom a command is about."""

ROUND_END = (
    "look_back_facts",
    "look_back_owner",
    "look_back_professional",
    "talk_sheet",
    "round_close",
    "next_round",
    "round_counter",
    "differing",
)
"""The talks around the end of a round, in their order."""

_ALL: tuple[Command, ...] = (
    Command("next", ("home", "todo", "start-here"), "anybody", t("help-next"), first=(OWNER, PROFESSIONAL)),
    Command(
        "add",
        ("start", "hire", "invite"),
        "anybody",
        t("help-add"),
        (Taken("person", PERSON, "who", t("option-person")),),
        dialog="add",
        first=(OWNER,),
    ),
    Command(
        "practise", ("try", "myself"), "anybody", t("help-practise"), dialog="add", myself="who", rare=True
    ),
    Command(
        "people",
        ("status", "team"),
        "member",
        t("help-people"),
        PERSON_OPTION,
        show=people.people,
        first=(OWNER,),
        everywhere=True,
    ),
    Command(
        "skills",
        ("levels",),
        "member",
        t("help-skills"),
        (*PERSON_OPTION, Taken("skill", SHORT, "", t("option-skill"), "skills")),
        show=work.skills,
        engagement=True,
        first=(OWNER, PROFESSIONAL),
    ),
    Command(
        "rules",
        ("handbook", "how"),
        "member",
        t("help-rules"),
        PERSON_OPTION,
        show=work.rules,
        engagement=True,
        first=(OWNER, PROFESSIONAL),
    ),
    Command(
        "plan",
        ("training", "learn", "gaps"),
        "member",
        t("help-plan"),
        PERSON_OPTION,
        show=plan.plan,
        engagement=True,
    ),
    Command(
        "goals",
        ("goal", "agreement"),
        "member",
        t("help-goals"),
        (*PERSON_OPTION, Taken("goal", SHORT, "", t("option-goal"), "goals")),
        show=goals.goals,
        engagement=True,
        first=(OWNER, PROFESSIONAL),
    ),
    Command("change", (), "member", t("help-change"), dialog="goals_change", engagement=True, rare=True),
    Command(
        "checkin",
        ("update", "report-in"),
        "professional",
        t("help-checkin"),
        dialog="checkin",
        engagement=True,
        opens=("checkin",),
        first=(PROFESSIONAL,),
    ),
    Command(
        "stuck",
        ("blocked", "blockers", "ask"),
        "professional",
        t("help-stuck"),
        (Taken("words", LONG, "words", t("option-words"), "questions"),),
        dialog="stuck",
        engagement=True,
        sentence=True,
        first=(PROFESSIONAL,),
    ),
    Command(
        "done",
        ("deliver", "submit"),
        "professional",
        t("help-done"),
        (Taken("what", LONG, "what", t("option-words"), "items"),),
        dialog="done",
        engagement=True,
        first=(PROFESSIONAL,),
    ),
    Command(
        "thanks",
        ("praise", "win"),
        "member",
        t("help-thanks"),
        (Taken("person", PERSON, "", t("option-person")), Taken("words", LONG, "words", t("option-words"))),
        dialog="thanks",
        engagement=True,
        first=(OWNER,),
    ),
    Command(
        "feedback",
        (),
        "member",
        t("help-feedback"),
        (Taken("person", PERSON, "", t("option-person")), Taken("words", LONG, "words/0", t("option-words"))),
        dialog="feedback",
        engagement=True,
        first=(OWNER,),
    ),
    Command(
        "note",
        ("example", "evidence", "incident"),
        "owner",
        t("help-note"),
        (Taken("person", PERSON, "", t("option-person")), Taken("words", LONG, "words", t("option-words"))),
        dialog="note",
        engagement=True,
    ),
    Command("look", (), "owner", t("help-look"), dialog="piece_look", engagement=True, button=True),
    Command("takeback", (), "member", t("help-takeback"), dialog="take_back", engagement=True, button=True),
    Command("reply", (), "member", t("help-reply"), dialog="words_reply", engagement=True, button=True),
    Command(
        "week",
        ("summary", "digest"),
        "member",
        t("help-week"),
        show=week.week,
        first=(OWNER,),
        everywhere=True,
    ),
    Command(
        "review",
        ("assess", "results"),
        "member",
        t("help-review"),
        PERSON_OPTION,
        dialog="review",
        engagement=True,
        opens=ROUND_END,
    ),
    Command(
        "numbers",
        ("report", "stats"),
        "member",
        t("help-numbers"),
        PERSON_OPTION,
        show=numbers.numbers,
        engagement=True,
        ended=True,
    ),
    Command("why", (), "member", t("help-why"), show=numbers.why, engagement=True, button=True),
    Command("coach", ("tips",), "member", t("help-coach"), show=week.coach),
    Command("copy", (), "member", t("help-copy"), button=True),
    Command(
        "erase", (), "member", t("help-erase"), dialog="erasing", button=True, ended=True, one_account=True
    ),
    Command("unerase", (), "member", t("help-unerase"), dialog="unerasing", button=True),
    Command("time", (), "member", t("help-time"), dialog="owner_time", button=True),
    Command(
        "ready",
        ("tick",),
        "owner",
        t("help-ready"),
        dialog="todo",
        engagement=True,
        ended=True,
        rare=True,
        opens=("todo",),
    ),
    Command(
        "away",
        ("holiday", "off", "sick"),
        "member",
        t("help-away"),
        (Taken("first", DATE, "first", t("option-first")), Taken("last", DATE, "last", t("option-last"))),
        dialog="away",
        first=(OWNER, PROFESSIONAL),
        one_account=True,
    ),
    Command(
        "pause",
        ("resume",),
        "owner",
        t("help-pause"),
        PERSON_OPTION,
        dialog="pause",
        engagement=True,
    ),
    Command(
        "hours",
        ("pay", "amount", "jobs"),
        "member",
        t("help-hours"),
        PERSON_OPTION,
        dialog="changing",
        engagement=True,
        rare=True,
    ),
    Command(
        "finish",
        ("end", "leave"),
        "member",
        t("help-finish"),
        PERSON_OPTION,
        dialog="leaving",
        engagement=True,
    ),
    Command("roles", (), "anybody", t("help-roles"), show=work.role_templates),
    Command(
        "settings",
        ("schedule", "timezone"),
        "member",
        t("help-settings"),
        (Taken("city", ZONE, "city", t("option-city"), "zones"),),
        dialog="settings",
        here="city",
        first=(OWNER, PROFESSIONAL),
        one_account=True,
    ),
    Command(
        "privacy",
        ("mydata", "forget"),
        "member",
        t("help-privacy"),
        show=work.privacy,
        first=(PROFESSIONAL,),
    ),
    Command("help", ("?",), "anybody", t("help-help"), first=(OWNER, PROFESSIONAL)),
)

COMMANDS: Mapping[str, Command] = MappingProxyType({command.name: command for command in _ALL})
BUILT_IN = ("next", "help", "copy")
"""Answered by the inbox itself: they need to see every account behind an address."""


_SPOKEN = {word: command for command in _ALL for word in (command.name, *command.also)}


class Parsed(NamedTuple):
    """A command as somebody typed it: the command (None = unknown), the words after it, a guess."""

    command: Command | None
    words: str
    guess: Command | None = None

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
    if command is not None:
        return Parsed(command, rest.strip())
    # "show plan" means the plan, though "show" is near "how".
    further = rest.split()
    later = next((at for at, each in enumerate(further) if each.casefold() in _SPOKEN), None)
    if later is not None:
        return Parsed(None, " ".join(further[later + 1 :]), _SPOKEN[further[later].casefold()])
    near = difflib.get_close_matches(spoken, _SPOKEN, n=1, cutoff=0.6)
    return Parsed(None, rest.strip(), _SPOKEN[near[0]] if near else None)


def options_of(command: Command, words: str, named: Mapping[str, str]) -> dict[str, str]:
    """The options of a command by name: given by name, or picked from its words in order.

    A mention fills the first option that takes a person; the remaining words fill the rest, split
    at "to" and "until" where there are several.
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
        part, _, after = _split(rest) if option is not typed[-1] else (rest, "", "")
        given[option.name] = part.strip()
        rest = after
    return given


_TWO_DAYS = re.compile(
    r"(\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d_]+) (\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d_]+)"
    r"|([^\W\d_]+ \d{1,2}) ([^\W\d_]+ \d{1,2})"
)
"""Two days side by side: "24 Dec 26 Dec"."""


def _split(words: str) -> tuple[str, str, str]:
    for divider in (" to ", " until ", " till ", " - "):
        if divider in words:
            return words.partition(divider)
    if days := _TWO_DAYS.fullmatch(words):
        first, last = filter(None, days.groups())
        return first, " ", last
    return words, "", ""


def may(command: Command, engagement: Engagement | None, person: str) -> bool:
    """Whether this person may use the command on this engagement. Denied unless allowed."""
    match command.who:
        case "anybody":
            return True
        case "member":
            return engagement is None or person in (engagement.owner, engagement.professional)
        case "owner":
            return engagement is not None and person == engagement.owner
        case "professional":
            return engagement is not None and person == engagement.professional


def help_for(roles: tuple[str, ...], everything: bool = False) -> Card:
    """The six or seven commands that matter to this person; `help all` shows the rest."""
    typed = [c for c in _ALL if not c.button]
    chosen = [c for c in typed if everything or not roles or set(c.first) & set(roles)]
    facts = tuple((t("help-command", name=command.name), command.about) for command in chosen)
    return Card((t("help-intro"),) if not everything else (t("help-intro-all"),), facts=facts)
