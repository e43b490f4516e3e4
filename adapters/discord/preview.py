"""Everything that is ever shown, as Discord gets it: payloads to judge, and a page that draws them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from adapters.discord import drawing, forms, render
from adapters.discord.controls import as_form, too_many
from bot.engine.cards import Form, Message

Json = dict[str, Any]


def preview(shown: Iterable[tuple[str, Message]], out: Path) -> int:
    """Write discord.json and discord.html in a folder; how many messages there are."""
    out.mkdir(parents=True, exist_ok=True)
    whole: list[Json] = []
    page: list[tuple[str, list[str]]] = []
    for name, drawn in shown:
        messages = [payload.body for payload in render.message(drawn)]
        modals = [
            forms.modal(form, number, {})
            for control in drawn.controls
            if isinstance(control, Form) or too_many(control)
            if (form := as_form(control)) is not None
            for number in range(len(forms.pages(form)))
        ]
        whole.append({"name": name, "messages": messages, "modals": modals})
        page.append((name, [*map(drawing.message, messages), *map(drawing.modal, modals)]))
    (out / "discord.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    (out / "discord.html").write_text(drawing.page(page), encoding="utf-8")
    return len(whole)
