"""What the shortest honest way costs both people, by the counting rule of `bot.budget`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.budget import Effort, acting, reading
from bot.dialog import Refused
from bot.phases import DIALOGS
from bot.preview.answering import usual
from bot.preview.talk import Talk, as_event
from bot.preview.walk import BEGINNING
from bot.preview.world import RITA, World

MOST_TIMES = 6
"""The way that is counted ends when a talk comes back for so many times: the weeks repeat."""


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


def efforts() -> dict[tuple[str, str], Effort]:
    """What the shortest honest way costs each person in each talk: (name, dialog) -> effort."""
    found: dict[tuple[str, str], Effort] = {}
    times: dict[str, int] = {}
    for talk in main_way():
        times[talk.dialog] = again = times.get(talk.dialog, 0) + 1
        for name, effort in answered(talk):
            key = (name, talk.dialog if again == 1 else f"{talk.dialog} ({again})")
            found[key] = found.get(key, Effort()).plus(effort)
    return found


def answered(talk: Talk) -> list[tuple[str, Effort]]:
    """Answer a talk to its end in the usual way; who paid what, step by step."""
    paid: list[tuple[str, Effort]] = []
    if talk.start.by:
        paid.append((_who(talk, next(iter(talk.live.seats))), Effort(taps=1)))
    read: set[tuple[str, str]] = set()
    while True:
        for page in talk.pages():
            message = talk.draw(page.role)
            if (page.role, message.plain()) not in read:
                read.add((page.role, message.plain()))
                paid.append((page.name, reading(message)))
        if talk.finished:
            return paid
        asked = talk.asked()
        role, _, page_asked = asked[0]
        message = talk.draw(role)
        for _, prompt, page_of in asked:
            talk.answer(role, prompt, usual(page_of, prompt, role, talk.reading(role)))
        paid.append((_who(talk, role), acting(as_event(message, page_asked, asked, talk.kept), message)))
        talk.go_on()


def budget_lines() -> list[str]:
    """The efforts as a table: a line for each person and talk, and what each person pays in all."""
    found = efforts()
    lines = [f"{'who':<6} {'talk':<24} {'minutes':>7} {'taps':>5} {'typed':>6} {'words':>6}"]
    totals: dict[str, Effort] = {}
    for (name, dialog), effort in found.items():
        if not dialog.endswith(")"):
            totals[name] = totals.get(name, Effort()).plus(effort)
        lines.append(_line(name, dialog.replace("_", " "), effort))
    lines += [_line(name, "each talk once", effort) for name, effort in totals.items()]
    return lines


def _line(name: str, talk: str, effort: Effort) -> str:
    return f"{name:<6} {talk:<24} {effort.minutes:>7.1f} {effort.taps:>5} {effort.typed:>6} {effort.words:>6}"


def _who(talk: Talk, role: str) -> str:
    return "Rita" if talk.person(role) == RITA else "Joy"
