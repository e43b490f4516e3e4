"""Goes through every talk, one branch after another, and keeps what each seat is shown."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.commands import COMMANDS, Ask, help_for
from bot.conversations.waiting import welcome
from bot.dialog import Outcome, Refused, Start
from bot.engine.cards import Button, Card
from bot.model import OWNER, PROFESSIONAL
from bot.phases import DIALOGS
from bot.ports import Profile
from bot.preview.answering import NoAnswer, others, usual
from bot.preview.costs import SECOND
from bot.preview.home import home
from bot.preview.shapes import keys_of, plain_key, shape, signature
from bot.preview.shown import COMMANDS_ROOM, Shown, name_of, room_of
from bot.preview.talk import Talk, Way
from bot.preview.world import CAST, JOY, RITA, World
from bot.words import draw_card

MOST_WAYS = 80
"""Ways through one talk. Each question's other answers are one way more, so this is plenty."""
MOST_SHAPES = 6
"""Kinds of facts with which every branch of a dialog is walked; with more of them only the main way."""
MOST_ENDINGS = 8
"""Ends of a dialog that are followed further."""
MOST_WORLDS = 480
MOST_MOMENTS = 30
"""Moments of the main way at which every command is tried: each with a record or a state that is new."""
MOST_ENDS = 20
LEFT_OVER_ROUNDS = 2
"""What nothing led to is tried as it is; what that leads to is tried once more."""
QUIET_MAIN = 15
"""The main way ends when weeks go by and nothing new is said."""
QUIET_TALKS = 3
"""A side way that has shown nothing new for so many talks is given up."""

BEGINNING = Start("add", {OWNER: RITA}, seed={"role": "virtual assistant"}, by=RITA)
"""`/fivefold add`, for the work that most people hand over first."""


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
        self._moments: dict[str, set[Any]] = defaultdict(set)
        self._snapshots: list[World] = []
        self._ends: list[World] = []
        self._kinds: set[tuple[str, str]] = set()
        """Kinds of records, with their states, that an end has: what has a new one is kept as well."""
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
        for moment in self._snapshots[-1:]:
            second = moment.alone()
            second.pending.append(SECOND)
            self._sides.append(second)
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
            new = world.kinds() - self._kinds
            self._kinds |= new
            if new or len(self._ends) < MOST_ENDS:
                self._ends.append(world)

    # --- worlds -----------------------------------------------------------------------------------

    def _play(self, world: World, *, main: bool = False) -> None:
        quiet = 0
        while quiet < (QUIET_MAIN if main else QUIET_TALKS) and (start := world.next()):
            before = len(self.shown)
            if start.dialog in DIALOGS:
                self._talk(world, start)
            quiet = 0 if len(self.shown) > before else quiet + 1
            if main and self._new(self._moments, "", world.kinds, MOST_MOMENTS):
                self._snapshots.append(world.copy())

    def _talk(self, world: World, start: Start) -> None:
        """One conversation, every way through it; the world goes on as the main way leaves it."""
        try:
            facts = Talk.facts_of(world, start)
        except Refused:
            return
        except Exception as error:
            # A dialog that needs something at hand cannot begin out of nothing.
            if not self._guessing:
                self._fault(start.dialog, "cannot be prepared", error)
            return
        explore = self._new(self._shapes, start.dialog, partial(shape, facts), MOST_SHAPES)
        ways: deque[Way] = deque([Way({}, frozenset())])
        tried: set[Any] = set()
        leave: Outcome | None = None
        for number in range(MOST_WAYS if explore else 1):
            if not ways:
                break
            outcome = self._way(world, start, facts, ways.popleft(), ways if explore else None, tried)
            if outcome is None:
                continue
            if number == 0:
                leave = outcome
                self._new(self._outcomes, start.dialog, partial(signature, outcome), MOST_ENDINGS)
            else:
                self._branch(world, start, outcome)
        if leave is not None:
            self._leave(world, start, leave)

    def _way(
        self,
        world: World,
        start: Start,
        facts: Any,
        way: Way,
        ways: deque[Way] | None,
        tried: set[Any],
    ) -> Outcome | None:
        """One way through a talk; the ways that branch off it are added to `ways`."""
        try:
            talk = Talk(world, start, way.chosen, facts)
            while not talk.finished:
                self._show_pages(talk)
                for role, prompt, page in talk.asked():
                    reading = talk.reading(role)
                    if ways is not None and prompt.key not in way.chosen:
                        # The same answer means something else after an unusual one of the other person.
                        across = frozenset(one for one in way.unusual if one[0] != role)
                        for other in others(page, prompt, reading):
                            mark = (role, plain_key(prompt.key), json.dumps(other))
                            if (mark, across) not in tried:
                                tried.add((mark, across))
                                ways.append(Way({**talk.kept, prompt.key: other}, way.unusual | {mark}))
                    talk.answer(role, prompt, usual(page, prompt, role, reading))
                talk.go_on()
            self._show_pages(talk)
            self.met.add(talk.dialog)  # some only send a note
            return talk.outcome()
        except Refused:
            return None
        except NoAnswer as error:
            self.faults.append(f"{start.dialog}: {error}.")
        except Exception as error:
            self._fault(start.dialog, f"breaks after the answers {sorted(way.chosen)}", error)
        return None

    def _branch(self, world: World, start: Start, outcome: Outcome) -> None:
        """Another end of the talk: if it causes something else than those before, go that way too."""
        if self._new(self._outcomes, start.dialog, partial(signature, outcome), MOST_ENDINGS):
            side = world.copy()
            if self._leave(side, start, outcome):
                self._unheard(side)
                self._sides.append(side)

    def _unheard(self, side: World) -> None:
        """Where a side way has planned talks that nothing led to so far, it goes there at once."""
        planned = {
            start.dialog: (at_ms, start) for at_ms, start in side.later if start.dialog not in self.met
        }
        for one in planned.values():
            there = side.alone()
            there.later.append(one)
            self._sides.append(there)

    @staticmethod
    def _new(known: dict[str, set[Any]], dialog: str, mark: Callable[[], Any], most: int) -> bool:
        """Whether something of a dialog is met for the first time, and is among the first so many."""
        met = known[dialog]
        if len(met) >= most:
            return False
        before = len(met)
        met.add(mark())
        return len(met) > before

    def _leave(self, world: World, start: Start, outcome: Outcome) -> bool:
        try:
            mail = world.after(outcome)
        except Refused:
            return False
        for to, note in mail:
            if self._card(room_of(start.dialog), start.dialog, world, to, note.card, "note"):
                self._press_offers(world, to, note.card)
        return True

    def _press_offers(self, world: World, person: str, card: Card) -> None:
        """Go where the buttons of a note lead, from the moment at which it comes."""
        for offer in card.offers:
            command = COMMANDS.get(offer.command)
            if command is not None and command.dialog in DIALOGS:
                side = world.alone()
                seats = side.seats(DIALOGS[command.dialog].seats, person)
                side.pending.append(Start(command.dialog, seats, offer.about, by=person))
                self._sides.append(side)

    # --- what a talk from a command shows -----------------------------------------------------------

    def _commands(self) -> None:
        for world in tuple(self._snapshots):
            engagement = world.engagement()
            about = engagement.id if engagement else ""
            for person in (RITA, JOY) if engagement else (RITA,):
                self._home(world, person)
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
        if len(self._shapes[dialog]) >= MOST_SHAPES:
            return
        side = world.alone()
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
                tuple(plain_key(key) for key in page.keys),
            )
            self.met.add(talk.dialog)
            if mark not in self._seen:
                self._seen.add(mark)
                kind = "question" if page.keys else "words"
                keys = tuple(plain_key(key) for key in page.keys)
                self.shown.append(
                    Shown(room_of(talk.dialog), talk.dialog, page.name, kind, keys, talk.draw(page.role))
                )

    def _card(self, room: str, what: str, world: World, to: str, card: Card, kind: str) -> bool:
        """Keep a card; whether it is new."""
        mark = (room, what, keys_of(card))
        if mark in self._seen:
            return False
        self._seen.add(mark)
        self.shown.append(Shown(room, what, name_of(to), kind, (), draw_card(card, world.reader(to))))
        return True

    def _home(self, world: World, person: str) -> None:
        """What waits for somebody, once for each kind of list."""
        message = home(world, person)
        opens = tuple(control.label for control in message.controls if isinstance(control, Button))
        if self._new(self._shapes, f"home of {person}", lambda: opens, MOST_SHAPES):
            self.shown.append(Shown(COMMANDS_ROOM, "next", name_of(person), "card", (), message))

    def _welcome(self) -> None:
        name, zone, _ = CAST["rita"]
        self.shown.append(
            Shown(COMMANDS_ROOM, "first words", "Rita", "card", (), welcome(Profile(name, zone, "en")))
        )
        for role, to in ((OWNER, RITA), (PROFESSIONAL, JOY)):
            self._card(COMMANDS_ROOM, f"help for {name_of(to)}", World(), RITA, help_for((role,)), "card")

    def _fault(self, dialog: str, what: str, error: Exception) -> None:
        sentence = f"{dialog}: {what} ({type(error).__name__}: {error})."
        if sentence not in self.faults:
            self.faults.append(sentence)
