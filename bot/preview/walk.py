"""Goes through every talk, one branch after another, and keeps what each seat is shown."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from bot.commands import COMMANDS, Ask, help_for
from bot.conversations.waiting import welcome
from bot.dialog import Begin, Change, Effect, Note, Outcome, Refused, Start, Write
from bot.engine.cards import Card, Message
from bot.engine.text import Text
from bot.model import OWNER, PROFESSIONAL
from bot.phases import DIALOGS
from bot.ports import Profile
from bot.preview.answering import NoAnswer, others, usual
from bot.preview.talk import Talk
from bot.preview.world import CAST, JOY, RITA, World
from bot.words import draw_card

MOST_WAYS = 150
"""Ways through one talk. Each question's other answers are one way more, so this is plenty."""
MOST_SHAPES = 10
"""Kinds of facts with which every branch of a dialog is walked; with more of them only the main way."""
MOST_ENDINGS = 8
"""Ends of a dialog that are followed further."""
MOST_WORLDS = 400
MOST_ENDS = 40
LEFT_OVER_ROUNDS = 2
"""What nothing led to is tried as it is; what that leads to is tried once more."""
QUIET_MAIN = 15
"""The main way ends when weeks go by and nothing new is said."""
MOST_TIMES = 6
"""The way that is counted ends when a talk comes back for so many times: the weeks repeat."""
QUIET_TALKS = 3
"""A side way that has shown nothing new for so many talks is given up."""

COMMANDS_ROOM = "commands"

BEGINNING = Start("add", {OWNER: RITA}, seed={"role": "virtual assistant"}, by=RITA)
"""`/fivefold add`, for the work that most people hand over first."""


class Shown(NamedTuple):
    """One thing that somebody is shown: a question, a closing word, a note or a card."""

    room: str
    """The phase it belongs to (its file), or `commands`."""
    what: str
    """The dialog's or the command's name."""
    to: str
    kind: str
    """question, words, note or card."""
    keys: tuple[str, ...]
    message: Message


class Walk:
    """Everything met on the way. `faults` are sentences about what could not be shown."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.faults: list[str] = []
        self.met: set[str] = set()
        """The dialogs of which something was shown."""
        self._seen: set[Any] = set()
        self._outcomes: dict[str, set[Any]] = defaultdict(set)
        self._shapes: dict[str, set[Any]] = defaultdict(set)
        self._sides: deque[World] = deque()
        self._snapshots: list[World] = []
        self._ends: list[World] = []
        self._worlds = 0
        self._guessing = False

    def all(self) -> Walk:
        """Walk the main way from the first word on, then everything that branches off."""
        self._welcome()
        world = World()
        world.pending.append(BEGINNING)
        self._play(world, main=True)
        self._commands()
        practice = World()
        practice.pending.append(
            Start("add", {OWNER: RITA}, seed={"who": "<@rita|Rita Lopes|Europe/Lisbon|en>"}, by=RITA)
        )
        self._sides.append(practice)
        self._side_ways()
        for _ in range(LEFT_OVER_ROUNDS):
            self._left_over()
            self._side_ways()
        self.faults += [f"{name}: nothing leads to it." for name in DIALOGS if name not in self.met]
        return self

    def _side_ways(self) -> None:
        while self._sides and self._worlds < MOST_WORLDS:
            self._worlds += 1
            world = self._sides.popleft()
            self._play(world)
            if len(self._ends) < MOST_ENDS:
                self._ends.append(world)

    # --- worlds -----------------------------------------------------------------------------------

    def _play(self, world: World, *, main: bool = False) -> None:
        quiet = 0
        while quiet < (QUIET_MAIN if main else QUIET_TALKS) and (start := world.next()):
            before = len(self.shown)
            if start.dialog in DIALOGS:
                self._talk(world, start)
            quiet = 0 if len(self.shown) > before else quiet + 1
            if main:
                self._snapshots.append(world.copy())

    def _talk(self, world: World, start: Start) -> None:
        """One conversation, every way through it; the world goes on as the main way leaves it."""
        try:
            shape = _shape(Talk.facts_of(world, start))
        except Refused:
            return
        except Exception as error:
            # A dialog that needs something at hand cannot begin out of nothing.
            if not self._guessing:
                self._fault(start.dialog, "cannot be prepared", error)
            return
        explore = self._new(self._shapes, start.dialog, shape, MOST_SHAPES)
        ways: deque[dict[str, Any]] = deque([{}])
        tried: set[Any] = set()
        leave: Outcome | None = None
        for number in range(MOST_WAYS if explore else 1):
            if not ways:
                break
            outcome = self._way(world, start, ways.popleft(), ways if explore else None, tried)
            if outcome is None:
                continue
            if number == 0:
                leave = outcome
                self._new(self._outcomes, start.dialog, _signature(outcome), MOST_ENDINGS)
            else:
                self._branch(world, start, outcome)
        if leave is not None:
            self._leave(world, start, leave)

    def _way(
        self,
        world: World,
        start: Start,
        chosen: Mapping[str, Any],
        ways: deque[dict[str, Any]] | None,
        tried: set[Any],
    ) -> Outcome | None:
        """One way through a talk; the ways that branch off it are added to `ways`."""
        try:
            talk = Talk(world, start, chosen)
            while not talk.finished:
                self._show_pages(talk)
                for role, prompt, page in talk.asked():
                    reading = talk.reading(role)
                    if ways is not None and prompt.key not in chosen:
                        for other in others(page, prompt, reading):
                            mark = (_plain_key(prompt.key), json.dumps(other))
                            if mark not in tried:
                                tried.add(mark)
                                ways.append({**talk.kept, prompt.key: other})
                    talk.answer(role, prompt, usual(page, prompt, role, reading))
                talk.go_on()
            self._show_pages(talk)
            return talk.outcome()
        except Refused:
            return None
        except NoAnswer as error:
            self.faults.append(f"{start.dialog}: {error}.")
        except Exception as error:
            self._fault(start.dialog, f"breaks after the answers {sorted(chosen)}", error)
        return None

    def _branch(self, world: World, start: Start, outcome: Outcome) -> None:
        """Another end of the talk: if it causes something else than those before, go that way too."""
        if self._new(self._outcomes, start.dialog, _signature(outcome), MOST_ENDINGS):
            side = world.copy()
            if self._leave(side, start, outcome):
                self._sides.append(side)

    @staticmethod
    def _new(known: dict[str, set[Any]], dialog: str, mark: Any, most: int) -> bool:
        """Whether something of a dialog is met for the first time, and is among the first so many."""
        met = known[dialog]
        if mark in met or len(met) >= most:
            return False
        met.add(mark)
        return True

    def _leave(self, world: World, start: Start, outcome: Outcome) -> bool:
        try:
            mail = world.after(outcome)
        except Refused:
            return False
        for to, note in mail:
            self._card(_room(start.dialog), start.dialog, world, to, note.card, "note")
        return True

    # --- what a talk from a command shows -----------------------------------------------------------

    def _commands(self) -> None:
        for world in tuple(self._snapshots):
            engagement = world.engagement()
            about = engagement.id if engagement else ""
            for command in COMMANDS.values():
                for person in (RITA, JOY):
                    if command.show is not None:
                        try:
                            self._card(
                                COMMANDS_ROOM, command.name, world, person,
                                command.show(world, Ask(person, about, "")), "card",
                            )  # fmt: skip
                        except Refused:
                            continue
                    elif command.dialog in DIALOGS and command.dialog != "add":
                        self._start(world, command.dialog, about, person)

    def _start(self, world: World, dialog: str, about: str, person: str, record: str = "") -> None:
        side = world.copy()
        side.pending.clear()
        seats = side.seats(DIALOGS[dialog].seats, person)
        # A command about one engagement names it; one about a person does not.
        for engagement in dict.fromkeys((about, "")):
            self._talk_of(side, Start(dialog, seats, engagement, record, by=person))

    def _talk_of(self, side: World, start: Start) -> None:
        before = len(self.shown)
        world = side.copy()
        self._talk(world, world.named(start, "preview"))
        if len(self.shown) > before:
            self._sides.append(world)

    def _left_over(self) -> None:
        """What nothing led to is tried at every moment of the main way."""
        self._guessing = True
        for dialog in [name for name in DIALOGS if name not in self.met]:
            for world in (*self._snapshots, *self._ends):
                engagement = world.engagement()
                for person in (RITA, JOY):
                    for record in ("", *world.samples()):
                        self._start(world, dialog, engagement.id if engagement else "", person, record)
        self._guessing = False

    # --- keeping what is shown ----------------------------------------------------------------------

    def _show_pages(self, talk: Talk) -> None:
        for page in talk.pages():
            mark = (
                talk.dialog,
                page.role,
                page.asked,
                page.said,
                tuple(_plain_key(key) for key in page.keys),
            )
            self.met.add(talk.dialog)
            if mark not in self._seen:
                self._seen.add(mark)
                kind = "question" if page.keys else "words"
                keys = tuple(_plain_key(key) for key in page.keys)
                self.shown.append(
                    Shown(_room(talk.dialog), talk.dialog, page.name, kind, keys, talk.draw(page.role))
                )

    def _card(self, room: str, what: str, world: World, to: str, card: Card, kind: str) -> None:
        mark = (room, what, _keys_of(card))
        if mark not in self._seen:
            self._seen.add(mark)
            reader = world.reader(to)
            self.shown.append(Shown(room, what, _name(to), kind, (), draw_card(card, reader)))

    def _welcome(self) -> None:
        name, zone, _ = CAST["rita"]
        self.shown.append(
            Shown(COMMANDS_ROOM, "first words", "Rita", "card", (), welcome(Profile(name, zone, "en")))
        )
        for role, to in ((OWNER, RITA), (PROFESSIONAL, JOY)):
            self._card(COMMANDS_ROOM, f"help for {_name(to)}", World(), RITA, help_for((role,)), "card")

    def _fault(self, dialog: str, what: str, error: Exception) -> None:
        sentence = f"{dialog}: {what} ({type(error).__name__}: {error})."
        if sentence not in self.faults:
            self.faults.append(sentence)


def main_way() -> Iterator[Talk]:
    """The talks of the shortest honest way, from the first word on; each is at its beginning."""
    world = World()
    world.pending.append(BEGINNING)
    times: dict[str, int] = defaultdict(int)
    while len(times) < len(DIALOGS) and (start := world.next()):
        times[start.dialog] += 1
        if start.dialog not in DIALOGS:
            continue
        if times[start.dialog] > MOST_TIMES:
            break
        try:
            talk = Talk(world, start, {})
        except Refused:
            continue
        yield talk
        world.after(talk.outcome())


def _room(dialog: str) -> str:
    return str(DIALOGS[dialog].script.__module__).rpartition(".")[2]


def _name(person: str) -> str:
    return "Rita" if person == RITA else "Joy"


def _plain_key(key: str) -> str:
    """A key without the id of what it is about: six skills are one kind of question."""
    return key.partition("/")[0]


def _keys_of(card: Card) -> tuple[str, ...]:
    texts = [*card.lines, *([card.title] if card.title else ()), *(value for _, value in card.facts)]
    return tuple(dict.fromkeys(text.key for text in texts))


def _signature(outcome: Outcome) -> Any:
    """What an outcome causes: what it starts, and which records come to which state."""
    return frozenset(_caused(effect) for effect in outcome.effects)


def _caused(effect: Effect) -> Any:
    match effect:
        case Begin(start):
            return "begin", start.dialog, _shape(start.terms)
        case Write(record):
            states = {name: _state(value) for name, value in record.model_dump().items()}
            return "write", type(record).__name__, frozenset(states.items())
        case Change(kind, _, _, values):
            return "change", kind.__name__, frozenset((name, _state(value)) for name, value in values.items())
        case Note(card=card):
            return "note", _keys_of(card)
        case _:
            return (type(effect).__name__,)


def _state(value: Any) -> Any:
    """A word or a yes or no that later talks look at; None for what they only repeat."""
    return value if isinstance(value, bool) or (isinstance(value, str) and _shape(value) == value) else None


def _shape(value: Any) -> Any:
    """A value with everything taken out that cannot lead to other questions."""
    match value:
        case bool() | None:
            return value
        case str():
            return value if len(value) < 12 and value.isidentifier() and value.islower() else bool(value)
        case int() | float():
            return value > 0
        case Text(key=key):
            return key
        case tuple() | list() | frozenset():
            return frozenset(_shape(item) for item in value)
        case Mapping():
            return frozenset(
                (_plain_key(str(name)) if len(str(name)) < 13 else "", _shape(item))
                for name, item in value.items()
            )
        case type():
            return value.__name__
    if is_dataclass(value):
        return tuple((field.name, _shape(getattr(value, field.name))) for field in fields(value))
    if hasattr(value, "model_dump"):
        return (type(value).__name__, _shape(value.model_dump(exclude={"account", "id", "version"})))
    return type(value).__name__
