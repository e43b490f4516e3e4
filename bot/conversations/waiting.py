"""What waits for somebody, with minutes beside each entry: Home, the Monday list and `next` are this.

On Home and after `next` their people stand below it, at a glance.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from bot import commands
from bot.conversations import controls
from bot.conversations.controls import Begins, Control
from bot.conversations.left import minutes_left
from bot.conversations.naming import about, begun, labels
from bot.conversations.put_off import was_put_off
from bot.conversations.selves import Selves
from bot.dialog import day_of
from bot.engine.answers import Answers
from bot.engine.cards import Button, Card, Message, Offer, Style
from bot.engine.cards import Control as Drawable
from bot.engine.text import Text, literal, t
from bot.model import DECLINED, Engagement, Person, Todo, other_in
from bot.phases import DIALOGS
from bot.ports import Profile
from bot.summaries.people import Row, at_a_glance, rows_of
from bot.transaction import Conversation, Seat, Talks
from bot.words import Reader, draw_card, plain, render


class Entry(NamedTuple):
    """A line of the list, and what one tap on it opens."""

    title: Text
    line: Text
    button: Button
    talk: tuple[str, str] = ("", "")
    """The dialog that waits and the work that it is about; empty where the same may begin beside it."""
    other: str = ""
    """Whom it is with, where there is somebody."""


MOST_TODOS = 10
STOPS = frozenset({"question_answer"})
"""Talks without which the other one cannot go on."""
LISTED = 10
"""So many people stand below what waits; `people` shows all of them."""


def list_for(selves: Selves, profile: Profile) -> Message:
    """One list over all accounts, then everybody at a glance; each has a button that opens it."""
    entries: list[Entry] = []
    people: list[Row] = []
    minutes = 0
    reader = Reader(profile.locale or "en", profile.zone or "UTC")
    places = selves.places()
    if not places:
        return welcome(profile)
    for at in places:
        with selves.peek(at):
            reader = Reader.of(selves.known, selves.tx.moment.now)
            more, found = _entries(selves.tx, at.person, reader)
            minutes += more
            entries += found
            people += rows_of(selves.tx, at.person)
    if len(places) > 1:
        entries = _told_apart(entries, reader)
    glance = draw_card(at_a_glance(people, LISTED), reader)
    facts = tuple((render(title, reader), render(line, reader)) for title, line, *_ in entries)
    return Message(
        title=render(t("waiting-title", minutes=minutes), reader) if entries else (),
        body=(() if entries else (render(t("waiting-nothing"), reader),)) + glance.body,
        facts=(*facts, (render(t("people-title"), reader), ()), *glance.facts) if glance.facts else facts,
        controls=(*_buttons(entries, first="main"), *_beside(entries, glance.controls)),
    )


def _told_apart(entries: list[Entry], reader: Reader) -> list[Entry]:
    """What reads alike in several accounts, with the name of whom it is with."""
    buttons = {entry.button.id: entry.button.label for entry in entries}
    times = Counter(buttons.values())
    found = []
    for entry in entries:
        label = entry.button.label
        if entry.other and times[label] > 1:
            apart = plain(t("waiting-open", title=literal(label), name=entry.other), reader)
            entry = entry._replace(button=entry.button._replace(label=apart))
        found.append(entry)
    return found


def above(tx: Talks, person: Person, message: Message, reader: Reader) -> Message:
    """A message with what waits for its reader at its head."""
    minutes, entries = _entries(tx, person.id, reader)
    head = t("waiting-title", minutes=minutes) if entries else t("waiting-nothing-now")
    facts = tuple((render(title, reader), render(line, reader)) for title, line, *_ in entries)
    return replace(
        message,
        body=(render(head, reader), *message.body),
        facts=(*facts, *message.facts),
        controls=(*_buttons(entries), *message.controls),
    )


def _entries(tx: Talks, person: str, reader: Reader) -> tuple[int, list[Entry]]:
    """What waits for a person of this account, and the minutes that it takes together."""
    entries: list[Entry] = []
    minutes = 0
    # After a no it is asked first what becomes of the work: nobody gets ready for it meanwhile.
    declined = {work.id for work in tx.find(Engagement, owner=person, state=DECLINED)}
    still_open = (todo for todo in tx.find(Todo, person=person) if not todo.done_at)
    todos = sorted(
        (todo for todo in still_open if todo.engagement not in declined), key=lambda todo: todo.due_on
    )
    # The talk that asks what is done of them stands behind the button of those that are listed.
    listed = {todo.engagement for todo in todos[:MOST_TODOS]}
    asked = [
        (seat, row)
        for seat, row in tx.open_seats(person)
        if row.dialog in DIALOGS
        and owed(tx, seat, row)
        and not (row.dialog == "todo" and row.engagement in listed)
    ]
    asked.sort(key=lambda one: _comes(one[1]))
    for (seat, row), label in zip(asked, labels(tx, asked), strict=True):
        dialog = DIALOGS[row.dialog]
        left = minutes_left(tx, seat, row)
        minutes += left
        open_it = Control(row.id, seat.role, seat.turn, controls.OPEN).write()
        other = about(tx, seat, row)
        talk = ("", "") if dialog.names and other else (row.dialog, row.engagement)
        button = Button(open_it, plain(label, reader))
        entries.append(Entry(dialog.title, _line(row, other, left), button, talk, other))
    names = {todo.engagement: _for(tx, todo) for todo in todos[:MOST_TODOS]}
    # Whose it is goes without saying only where there is one person to do it for.
    led = [work for work in tx.find(Engagement, owner=person) if work.state not in ("ended", DECLINED)]
    several = len({todo.engagement for todo in todos}) > 1 or len(led) > 1
    today = day_of(tx.moment.now, reader.zone)
    for todo in todos[:MOST_TODOS]:
        minutes += todo.minutes
        name = names[todo.engagement]
        day, over = todo.due_on, int(todo.due_on < today)
        title = t("todo-line", day=day, over=over)
        if several:
            title = t("todo-line-for", day=day, over=over, name=name)
        label = t("tick-off-for", name=name) if several else t("tick-off")
        tick = Button(f"start:ready:{todo.engagement}", plain(label, reader))
        what = t("todo-what", what=todo.what, minutes=todo.minutes)
        entries.append(Entry(title, what, tick, other=name))
    return minutes, entries


def _comes(row: Conversation) -> int:
    """First what stops somebody else, then what others wait for, then what somebody began for themselves."""
    if row.dialog in STOPS:
        return 0
    dialog = DIALOGS[row.dialog]
    return 1 if dialog.owed and not dialog.names else 2


def owed(tx: Talks, seat: Seat, row: Conversation) -> bool:
    """Whether an open talk waits for somebody: not where they only looked at what they opened."""
    if not seat.asked:
        return False
    dialog = DIALOGS.get(row.dialog)
    if dialog is None or dialog.owed or (whole := tx.conversation(row.id, lock=False)) is None:
        return True
    start = whole.start
    begun = any(start.get(given) for given in ("seed", "terms")) or Answers.load(whole.answers).kept
    return start.get("by") != seat.person or bool(begun) or was_put_off(tx, row.id)


def _line(row: Conversation, name: str, minutes: int) -> Text:
    dialog = DIALOGS[row.dialog]
    if dialog.names:
        if name:
            return t("waiting-line-named", minutes=minutes, name=name)
        return t("waiting-line-begun", minutes=minutes, at=begun(row))
    if not name:
        return t("waiting-line-alone", minutes=minutes)
    return t("waiting-line", minutes=minutes, other=name)


def _for(tx: Talks, todo: Todo) -> str:
    """The name of the other one of the work that a promise is about."""
    work = tx.one(Engagement, todo.engagement)
    return tx.person(other_in(work, todo.person)).called


def _buttons(entries: list[Entry], first: Style = "plain") -> tuple[Button, ...]:
    """Each button once: what one tap opens may hold several entries. `first`: how the first one looks."""
    once = list({entry.button.id: entry.button for entry in entries}.values())
    return (*(button._replace(style=first) for button in once[:1]), *once[1:])


def _beside(entries: list[Entry], opens: tuple[Drawable, ...]) -> tuple[Drawable, ...]:
    """What there is to open about somebody, but for what waits in the list already, and quieter than that."""
    waits = {entry.talk for entry in entries}
    beside = tuple(one for one in opens if not (isinstance(one, Button) and _begins(one) & waits))
    if not entries:
        return beside
    return tuple(one._replace(style="plain") if isinstance(one, Button) else one for one in beside)


def _begins(button: Button) -> set[tuple[str, str]]:
    """The talks, by dialog and work, that a button would begin or go on with."""
    control = controls.parse(button.id)
    command = commands.COMMANDS.get(control.command) if isinstance(control, Begins) else None
    if command is None or not isinstance(control, Begins):
        return set()
    return {(dialog, control.about) for dialog in (command.dialog, *command.opens) if dialog}


def _first(name: str) -> str:
    """The name that somebody is called by, as long as nobody has said another one."""
    return name.split(" ")[0]


def welcome(profile: Profile) -> Message:
    """The first words to somebody new."""
    reader = Reader(profile.locale or "en", profile.zone or "UTC")
    offers = (Offer(t("add-a-person"), "add", main=True), Offer(t("try-it"), "practise"))
    hello = t("welcome", named=int(bool(profile.name)), name=_first(profile.name))
    return draw_card(Card((hello,), offers=offers), reader)
