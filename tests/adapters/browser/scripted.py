"""A small inbox with a script of its own, a log in memory and a clock: what the page is tested with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from bot.engine.cards import Button, Choice, Field, Form, Link, Message, Run, Select, When
from bot.ports import Command, Incoming, Press, Put, Reply, SlotRef, Submit, Suggestion, Typed, Where

START = 1_795_428_000_000
"""Monday, 23 November 2026, 10:00 in Lisbon."""
DAY = 86_400_000


class SteppingClock:
    """A clock that stops at what is due; `step_seconds` makes the steps visible."""

    def __init__(self, *due: int, step_seconds: float = 0.0) -> None:
        self.now = START
        self.due = sorted(due)
        self.step_seconds = step_seconds
        self.stops: list[int] = []
        self.go_on = asyncio.Event()
        """Cleared, the clock waits after its first step until it is set."""
        self.go_on.set()

    def now_ms(self) -> int:
        return self.now

    def real_ms(self) -> int:
        return START

    async def next_due(self) -> int | None:
        return next((at for at in self.due if at > self.now), None)

    async def forward_to(self, ms: int, progress: Callable[[int, int], None]) -> None:
        for stop in sorted({at for at in self.due if self.now < at < ms} | {ms}):
            await asyncio.sleep(self.step_seconds)
            self.now = stop
            self.stops.append(stop)
            progress(stop, ms)
            await self.go_on.wait()


def rich(words: str, strong: bool = False) -> tuple[Run]:
    return (Run(words, strong),)


def lines(*words: str, **parts: Any) -> Message:
    return Message(tuple(rich(line) for line in words), **parts)


SKILLS = ("Inbox", "Orders", "Calendar", "Suppliers")
PLACES = ("Lisbon", "Manila", "Nairobi", "Berlin", "Lagos", "Bogota", "Hanoi", "Quito", "Osaka")
LEVELS = (
    Choice("0", "Not done yet"),
    Choice("1", "Knows how", "but not for a client so far"),
    Choice("2", "With help", "with a checklist, or with questions"),
    Choice("3", "Alone", "few corrections"),
)


def buttons_card() -> Message:
    """Everything a card can hold, and buttons of every style."""
    return Message(
        title=rich("Both views are in"),
        body=(
            (
                Run("Two apart: "),
                Run("Order questions", True),
                Run(". Look again "),
                When(START + 11 * DAY, "Fri 4 Dec"),
            ),
            (Run("The rules stand "), Link("https://example.org/rules", "on one page"), Run(".")),
        ),
        facts=(
            (rich("Joy"), rich("4, sixty orders a day")),
            (rich("Rita"), rich("2, a refund after 14 days")),
            (rich("Your people"), ()),
            (rich("Brian"), rich("writes, at work")),
        ),
        table=(
            (rich("Week"), rich("In time")),
            (rich("23 Nov"), rich("41 of 46")),
            (rich("30 Nov"), rich("44 of 47")),
        ),
        picture="trend",
        alt="Answered in time: 89, then 94 of 100.",
        audience="You and Joy read this answer.",
        controls=(
            Button("b:main", "2 for now", "main"),
            Button("b:plain", "3"),
            Button("b:quiet", "Back", "quiet"),
        ),
    )


def fields(errors: Mapping[str, str], values: Mapping[str, Any]) -> tuple[Field, ...]:
    def field(id: str, label: str, kind: str, **more: Any) -> Field:
        return Field(id, label, kind, value=values.get(id, ""), error=errors.get(id, ""), **more)

    return (
        field("inbox", "Inbox: in time, of how many?", "ratio"),
        field("hours", "Hours", "number", unit="hours", least=0, most=60),
        field("level", "Orders, today", "scale", choices=LEVELS),
        field(
            "way", "In the way", "many", choices=tuple(Choice(n, n) for n in ("Something", "No work came"))
        ),
        field("day", "Look back on", "date"),
        field("by", "Who answers", "person"),
        field("zone", "Where", "zone", hint="A city is enough."),
        field("sure", "Is that right?", "yes-no"),
        field("news", "Good news for the channel?", "text", optional=True, long=True),
    )


def form_card(errors: Mapping[str, str] | None = None, values: Mapping[str, Any] | None = None) -> Message:
    form = Form("form:1", "Friday check-in", "Answer", "Send", fields(errors or {}, values or {}))
    return lines(
        "Friday check-in, two minutes.",
        controls=(Button("b:fine", "All as planned", "main"), form),
        audience="You and Rita read this answer.",
        errors=tuple(rich(error) for error in (errors or {}).values()),
    )


def inline_card() -> Message:
    own = Field("own", "In your own words: what matters most?", "text", long=False)
    form = Form("form:inline", own.label, "Answer", "Send", (own,), inline=True)
    return lines("In your own words: what matters most?", controls=(form, Button("b:skip", "Skip", "quiet")))


def tall_card() -> Message:
    return lines(*(f"Line {number}" for number in range(60)), controls=(Button("b:end", "Go on"),))


def select_card(kind: str) -> Message:
    few = tuple(Choice(name.lower(), name) for name in SKILLS)
    many = tuple(Choice(name.lower(), name, f"somewhere {n}") for n, name in enumerate(PLACES))
    select = {
        "few": Select("s:few", "Which one?", few),
        "several": Select("s:several", "Which ones?", few, least=1, most=3, done="Next"),
        "long": Select("s:long", "Which place?", many, done=""),
        "longs": Select("s:longs", "Which places?", many, least=0, most=9, done="Next"),
    }[kind]
    return lines("What should Joy take off your hands first?", controls=(select,))


class Trouble(Exception):
    """What the store raises; its sentence is for people."""


class ScriptedInbox:
    """Answers words with cards, replaces what was answered, and remembers every event."""

    def __init__(self) -> None:
        self.events: list[Incoming] = []
        self.taken: dict[str, Reply] = {}
        self.confirmed: list[tuple[SlotRef, str]] = []
        self.standing: dict[Where, str] = {}
        self.sequence = 0
        self.fails = False
        self.trouble = ""
        self.fault = "the disk is full of secrets"

    async def take(self, event: Incoming) -> Reply:
        if self.fails:
            raise OSError(self.fault)
        if self.trouble:
            raise Trouble(self.trouble)
        if event.id in self.taken:
            return Reply(self.taken[event.id].puts, repeated=True)
        self.events.append(event)
        self.taken[event.id] = self._reply(event)
        return self.taken[event.id]

    def _reply(self, event: Incoming) -> Reply:
        standing = self.standing.get(event.who, "")
        match event:
            case Command(words=words) if words.startswith("add"):
                return self._ask(event.who, lines(f"So you want to {words}."), buttons_card())
            case Command(words="everything"):
                kinds = ("few", "several", "long", "longs")
                cards = [buttons_card(), form_card(), inline_card(), *map(select_card, kinds)]
                return Reply(tuple(Put(card) for card in cards))
            case Command(words=("few" | "several" | "long" | "longs") as kind):
                return self._ask(event.who, select_card(kind))
            case Command(words="form"):
                return self._ask(event.who, form_card())
            case Command(words="inline"):
                return self._ask(event.who, inline_card())
            case Typed(words=words) | Command(words=words):
                return Reply((Put(lines(f"I read: {words}")),))
            case Press(control="b:tall"):
                return self._ask(event.who, tall_card())
            case Press(control=control, picked=picked):
                done = lines(f"You chose {', '.join(picked) or control}.")
                return self._ask(event.who, done, inline_card(), ref=standing)
            case Submit(control="form:1", values=values) if not str(values.get("hours", "")).isdecimal():
                sentence = "Write the hours as a number, such as 20."
                return self._ask(event.who, form_card({"hours": sentence}, values), ref=standing)
            case Submit():
                return self._ask(event.who, lines("Sent. Rita reads it Monday morning."), ref=standing)
        return Reply()

    def _ask(self, who: Where, *messages: Message, ref: str = "") -> Reply:
        """Edit what stands at `ref` with the first message and ask the last one, in its slot."""
        self.sequence += 1
        slot = SlotRef(f"page/{who.user}", self.sequence)
        puts = [Put(message) for message in messages]
        puts[0] = puts[0]._replace(ref=ref)
        puts[-1] = puts[-1]._replace(slot=slot)
        return Reply(tuple(puts))

    async def shown(self, slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        self.confirmed.append((slot, ref))
        self.standing[Where("browser", "", ref.split("/")[1].split(":")[0])] = ref

    async def form(self, who: Where, control: str) -> Message | None:
        return None

    async def suggest(self, who: Where, words: str) -> tuple[Suggestion, ...]:
        known = {
            "add": "a person",
            "away": "you are not there",
            "people": "all at a glance",
            "stuck": "a question",
        }
        return tuple(Suggestion(name, name, note) for name, note in known.items() if name.startswith(words))

    async def waiting(self, who: Where) -> Message:
        return lines("Nothing waits for you.", title=rich("What waits"), controls=(Button("b:open", "Open"),))
