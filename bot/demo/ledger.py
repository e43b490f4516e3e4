"""What the people of the example read, press and write: the budgets counted over talks as they happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

from bot.budget import AGREED, PATHS, ROUND_END, WEEK, Effort, Path, Sight, acting, reading
from bot.demo.play import Clocked
from bot.demo.script import OWNER as OWNERS_NAME
from bot.dialog import day_of
from bot.engine.cards import Button, Choice, Control, Field, Form, Message, Run, Select
from bot.model import OWNER, Agreement, Closing, Engagement, Feedback, Sample
from bot.ports import Command, Press, Submit, Typed, Where
from bot.practice.calendar import monday_of
from bot.transaction import Conversation, Talks
from bot.words.ease import GRADED_FROM, grade, words_in

Json = Mapping[str, Any]

DAY_MS = 86_400_000
HERE: Any = {"id": "", "who": Where("browser", "", "somebody"), "at_ms": 0}


class Entry(NamedTuple):
    """Something that somebody read or did, in a conversation ("" = outside of every talk)."""

    who: str
    at_ms: int
    conversation: str
    effort: Effort


@dataclass
class Ledger:
    """A place in which somebody keeps account. What is shown again where it stood is not read again."""

    place: Clocked
    entries: list[Entry] = field(default_factory=list)
    read: list[Message] = field(default_factory=list)
    """Every message of the house, once."""
    _sights: dict[tuple[str, str], Sight] = field(default_factory=lambda: defaultdict(Sight))
    _known: dict[str, dict[int, Message]] = field(default_factory=lambda: defaultdict(dict))

    # --- as a place -------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self.place.now_ms()

    async def next_due(self) -> int | None:
        return await self.place.next_due()

    async def forward_to(self, ms: int) -> None:
        await self.place.forward_to(ms)

    async def changed(self, who: str) -> Sequence[Json]:
        found = await self.place.changed(who)
        for shown in found:
            if shown["from"] == who:
                continue
            message, known = _message(shown), self._known[who]
            if shown["number"] not in known:
                talk = _talk_of(message)
                self._note(
                    who, talk, self._sights[who, talk].reading(message) if talk else Sight().reading(message)
                )
                self.read.append(message)
            known[shown["number"]] = message
        return found

    async def say(self, who: str, words: str) -> None:
        message = self._open(who)
        if words.startswith("/"):
            said = Effort(typed=1 if len(words.split()) > 3 else 0)
            self._note(who, "", acting(Command(**HERE, words=words), None).plus(said))
        else:
            self._note(who, _talk_of(message), acting(Typed(**HERE, words=words), message))
        await self.place.say(who, words)

    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None:
        event = Press(**HERE, control=control, picked=picked)
        self._note(who, _conversation(control), acting(event, self._with(who, control)))
        await self.place.press(who, control, picked)

    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None:
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        event = Submit(**HERE, control=control, values=given)
        self._note(who, _conversation(control), acting(event, self._with(who, control)))
        await self.place.submit(who, control, values)

    def _note(self, who: str, conversation: str, effort: Effort) -> None:
        self.entries.append(Entry(who, self.place.now_ms(), conversation, effort))

    def _with(self, who: str, control: str) -> Message | None:
        """The newest message with this control."""
        for message in reversed(self._known[who].values()):
            if any(one.id == control for one in message.controls):
                return message
        return None

    def _open(self, who: str) -> Message | None:
        """The newest message that is answered by writing."""
        for message in reversed(self._known[who].values()):
            if any(isinstance(one, Form) and one.inline for one in message.controls):
                return message
        return None


def _conversation(control: str) -> str:
    parts = control.split(":")
    return parts[1] if parts[0] == "1" else ""


def _talk_of(message: Message | None) -> str:
    ids = (_conversation(one.id) for one in message.controls) if message else ()
    return next((id for id in ids if id), "")


def _message(shown: Json) -> Message:
    """A message of a room as it was before it became JSON, without what does not count."""
    return Message(
        body=((Run(str(shown.get("plain", ""))),),),
        audience=str(shown.get("audience", "")),
        controls=tuple(_control(one) for one in shown.get("controls", ())),
    )


def _control(one: Json) -> Control:
    match one["type"]:
        case "button":
            return Button(one["id"], one["label"], one["style"])
        case "select":
            return Select(one["id"], one["label"], _choices(one), one["least"], one["most"], one["done"])
        case _:
            fields = tuple(
                Field(f["id"], f["label"], f["kind"], _choices(f), _value(f["value"])) for f in one["fields"]
            )
            return Form(one["id"], one["title"], one["open"], one["submit"], fields, one["inline"])


def _choices(one: Json) -> tuple[Choice, ...]:
    return tuple(Choice(choice["id"], choice["label"]) for choice in one["choices"])


def _value(value: Any) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)


# --- what it comes to -----------------------------------------------------------------------------


class Counted(NamedTuple):
    """A path as the example went it: what it cost, each time."""

    path: Path
    times: tuple[Effort, ...]

    @property
    def usual(self) -> Effort:
        """The median of each."""
        return Effort(*(round(median(column)) for column in zip(*self.times, strict=True)))


class Texts(NamedTuple):
    """How the messages read: words at the median and at most, the hardest grade at the median."""

    messages: int
    words: int
    longest: int
    grade: float


def counted(ledger: Ledger, tx: Talks, zone: str) -> tuple[Counted, ...]:
    """Every path of the budgets, over everybody and every round. `tx` has entered the account."""
    return tuple(Counted(path, tuple(_times(path, ledger, tx, zone))) for path in PATHS)


def _times(path: Path, ledger: Ledger, tx: Talks, zone: str) -> Iterator[Effort]:
    sums: dict[Any, Effort] = defaultdict(Effort)
    others = {name for one in PATHS if one.role == OWNER and one.name != WEEK for name in one.dialogs}
    for entry in ledger.entries:
        row = tx.conversation(entry.conversation, lock=False) if entry.conversation else None
        if (entry.who == OWNERS_NAME) != (path.role == OWNER):
            continue
        if path.name == WEEK:
            if row is None or row.dialog not in others:
                monday = monday_of(day_of(entry.at_ms, zone))
                sums[monday] = sums[monday].plus(entry.effort)
        elif row is not None and row.dialog in path.dialogs:
            mark = _occasion(path, row, tx)
            if mark:
                sums[mark] = sums[mark].plus(entry.effort)
    for work, paid in sums.items():
        given = tx.find(Sample, engagement=work) if path.name.endswith(AGREED) else ()
        yield paid.plus(Effort(words=-sum(len(one.brief.split()) for one in given)))  # the work itself


def _occasion(path: Path, row: Conversation, tx: Talks) -> Any:
    """What a talk is one part of: the way to somebody's first agreement, one check-in, one round's end."""
    work = row.engagement or _added(row, tx)
    if path.name.endswith(AGREED):
        agreed = min((one.at for one in tx.find(Agreement, engagement=work)), default=0)
        if row.created_ms > agreed or (path.role == OWNER and path.again == (work == _first(tx))):
            return None
        return work
    if path.name == ROUND_END:
        later = (one for one in tx.find(Closing, engagement=work) if one.at >= row.created_ms - 14 * DAY_MS)
        closed = min(later, key=lambda one: one.round, default=None)
        return closed and closed.id
    return row.id


def _first(tx: Talks) -> str:
    """The work that the owner gave first."""
    return min(tx.find(Engagement), key=lambda one: one.created_at).id


def _added(row: Conversation, tx: Talks) -> str:
    """The work that a talk about adding somebody led to."""
    later = [one for one in tx.find(Engagement) if one.created_at >= row.created_ms]
    return min(later, key=lambda one: one.created_at).id if later else ""


def texts(ledger: Ledger, tx: Talks) -> Texts:
    """Every message once, with its buttons.

    Without what is work or somebody's own: a sample task, what was handed in, and what the two of them
    wrote to each other.
    """
    work = [words for one in tx.find(Sample) for words in (one.brief, one.work) if words]
    work += [one.words for one in tx.find(Feedback) if one.words]
    said = []
    for message in ledger.read:
        plain, counted = message.plain(), reading(message).words
        for words in work:
            if words in plain:
                plain, counted = plain.replace(words, ""), counted - len(words.split())
        said.append((counted, plain))
    grades = [grade(plain) for _, plain in said if len(words_in(plain)) >= GRADED_FROM]
    lengths = [words for words, _ in said]
    return Texts(len(said), round(median(lengths)), max(lengths), median(grades))
