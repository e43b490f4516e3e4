"""Writes what the walk met: as text for people, as JSON for scripts."""

from __future__ import annotations

from typing import Any

from bot.engine.cards import Button, Control, Form, Message, Select
from bot.preview.shown import COMMANDS_ROOM, Shown
from bot.preview.walk import Walk

WIDTH = 80


def as_text(walk: Walk) -> str:
    """Everything that was met, phase by phase, as somebody would read it."""
    lines: list[str] = []
    room = what = ""
    for shown in _in_order(walk):
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
        for shown in _in_order(walk)
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


def _in_order(walk: Walk) -> list[Shown]:
    """Phases and their talks in the order in which they were first met; the commands last."""
    rooms = {room: place for place, room in enumerate(dict.fromkeys(one.room for one in walk.shown))}
    rooms[COMMANDS_ROOM] = len(rooms)
    talks = {what: place for place, what in enumerate(dict.fromkeys(one.what for one in walk.shown))}
    return sorted(walk.shown, key=lambda one: (rooms[one.room], talks[one.what]))
