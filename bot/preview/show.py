"""Writes what the walk met: as text for people, as JSON for scripts, and the efforts it takes."""

from __future__ import annotations

from typing import Any

from bot.budget import Effort, acting, reading
from bot.engine.cards import Button, Control, Form, Message, Select
from bot.preview.answering import usual
from bot.preview.talk import Talk, as_event
from bot.preview.walk import Shown, Walk, main_way
from bot.preview.world import RITA

WIDTH = 100


def as_text(walk: Walk) -> str:
    """Everything that was met, phase by phase, as somebody would read it."""
    lines: list[str] = []
    room = what = ""
    for shown in sorted(walk.shown, key=lambda one: _order(walk, one)):
        if shown.room != room:
            room = shown.room
            lines += ["", "=" * WIDTH, room.replace("_", " ").upper(), "=" * WIDTH]
        if shown.what != what:
            what = shown.what
            lines += ["", f"--- {what.replace('_', ' ')} ".ljust(WIDTH, "-")]
        lines += ["", f"{shown.to} is told:" if shown.kind != "question" else f"{shown.to} is asked:"]
        lines += [f"  {line}" for line in message_lines(shown.message)]
    return "\n".join(lines).lstrip("\n")


def as_json(walk: Walk) -> list[dict[str, Any]]:
    """Everything that was met, as values."""
    return [
        {
            "phase": shown.room,
            "dialog": shown.what,
            "to": shown.to,
            "kind": shown.kind,
            "keys": list(shown.keys),
            "text": shown.message.plain(),
            "controls": [_control(control) for control in shown.message.controls],
            "audience": shown.message.audience,
        }
        for shown in sorted(walk.shown, key=lambda one: _order(walk, one))
    ]


def message_lines(message: Message) -> list[str]:
    """A message as lines: its words, its controls in brackets, who reads the answer."""
    lines = message.plain().splitlines()
    buttons = "  ".join(f"[{control.label}]" for control in message.controls if isinstance(control, Button))
    for control in message.controls:
        lines += _lines_of(control)
    if buttons:
        lines.append(buttons)
    if message.audience:
        lines.append(f"({message.audience})")
    return lines


def _lines_of(control: Control) -> list[str]:
    match control:
        case Select():
            done = f"  [{control.done}]" if control.done else ""
            return ["pick: " + " | ".join(choice.label for choice in control.choices) + done]
        case Form(inline=True):
            return ["> ________ (typed)"]
        case Form():
            fields = "; ".join(
                field.label + (" (optional)" if field.optional else "") for field in control.fields
            )
            return [f"[{control.open}] opens a form: {fields}  [{control.submit}]"]
        case _:
            return []


def _control(control: Control) -> dict[str, Any]:
    match control:
        case Button():
            return {"type": "button", "label": control.label}
        case Select():
            return {
                "type": "select",
                "choices": [choice.label for choice in control.choices],
                "most": control.most,
            }
        case Form():
            labels = [
                {"label": field.label, "kind": field.kind, "optional": field.optional}
                for field in control.fields
            ]
            return {"type": "form", "open": control.open, "fields": labels, "typed": control.inline}


def _order(walk: Walk, shown: Shown) -> tuple[int, int, int]:
    """Phases and their talks in the order in which they were first met; the commands last."""
    rooms = list(dict.fromkeys(one.room for one in walk.shown if one.room != "commands"))
    talks = list(dict.fromkeys(one.what for one in walk.shown))
    place = len(rooms) if shown.room == "commands" else rooms.index(shown.room)
    return place, talks.index(shown.what), 0


# --- what it costs ------------------------------------------------------------------------------


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
