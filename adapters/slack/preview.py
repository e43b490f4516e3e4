"""Messages as Slack would get them, written down: payloads as JSON, and a page that draws them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from adapters.slack import drawing, render, views, wire
from bot.engine.cards import Button, Message

Json = dict[str, Any]


def payloads(message: Message) -> Json:
    """A message with the form that it opens, and as a Home tab."""
    parts = render.message(message, "preview")
    form = views.form_in(message)
    opens = form is not None and any(_opens(block) for part in parts for block in part.blocks)
    return {
        "messages": [part._asdict() for part in parts],
        "modal": views.form(form, message.audience) if form is not None and opens else None,
        "home": views.home(message),
    }


def _opens(block: Json) -> bool:
    """Whether a button in it opens a form; a day or a person is picked in the message itself."""
    ids = (str(element.get("action_id", "")) for element in block.get("elements", ()))
    return any(action.verb == wire.OPEN for action in map(wire.parse, ids) if action)


def _only_opens(message: Message) -> bool:
    """Whether it asks nothing and has buttons that open things, like what stands on Home."""
    buttons = [control for control in message.controls if isinstance(control, Button)]
    return bool(buttons) and len(buttons) == len(message.controls) and not message.audience


def preview(shown: Iterable[tuple[str, Message]], out: Path) -> int:
    """Write slack.json and slack.html into a folder; how many messages they hold."""
    made: list[Json] = []
    drawn: list[tuple[str, list[str]]] = []
    for title, message in shown:
        found = payloads(message)
        made.append({"title": title, **found})
        bodies = [drawing.message(part["blocks"]) for part in found["messages"]]
        if found["modal"]:
            bodies.append(drawing.view(found["modal"]))
        drawn.append((title, bodies))
        if _only_opens(message):
            drawn.append((f"{title}, on Home", [drawing.home(found["home"])]))
    out.mkdir(parents=True, exist_ok=True)
    (out / "slack.json").write_text(json.dumps(made, indent=1, ensure_ascii=False), encoding="utf-8")
    (out / "slack.html").write_text(drawing.page(drawn), encoding="utf-8")
    return len(made)
