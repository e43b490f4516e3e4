"""Everything that is ever shown, as Discord gets it: payloads to judge, and a page that draws them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.discord import forms, render
from adapters.discord.controls import as_form
from bot.engine.cards import Message

Json = dict[str, Any]

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Fivefold on Discord</title><style>
body{background:#313338;color:#dbdee1;font:16px/1.4 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}
h2{font-size:1em;color:#b5bac1;margin-top:2em} pre{white-space:pre-wrap;font:inherit;margin:.3em 0}
span{display:inline-block;background:#4e5058;border-radius:4px;padding:.3em .8em;margin:.2em}
.s1{background:#5865f2}.list{background:#1e1f22} small{color:#949ba4}
.modal{background:#1e1f22;border-radius:4px;padding:.6em .8em;margin:.4em 0}</style>
"""
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ESCAPED = re.compile(r"\\([^\w\s])")
_WHEN = re.compile(r"&lt;t:(\d+):f&gt;")


def preview(shown: Iterable[tuple[str, Message]], out: Path) -> int:
    """Write discord.json and discord.html in a folder; how many messages there are."""
    out.mkdir(parents=True, exist_ok=True)
    whole: list[Json] = []
    page = [HEAD]
    for name, drawn in shown:
        messages = [payload.body for payload in render.message(drawn)]
        modals = [
            forms.modal(form, number, {})
            for form in map(as_form, drawn.controls)
            if form is not None
            for number in range(len(forms.pages(form)))
        ]
        whole.append({"name": name, "messages": messages, "modals": modals})
        page.append(
            f"<h2>{html.escape(name)}</h2>{''.join(map(_drawn, messages))}{''.join(map(_form, modals))}"
        )
    (out / "discord.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    (out / "discord.html").write_text("\n".join(page), encoding="utf-8")
    return len(whole)


def _drawn(body: Json) -> str:
    rows = []
    for row in body["components"]:
        parts = [
            f'<span class="s{part["style"]}">{html.escape(part["label"])}</span>'
            if "label" in part
            else f'<span class="list">{html.escape(part["placeholder"])}</span>'
            for part in row["components"]
        ]
        rows.append(f"<div>{''.join(parts)}</div>")
    return f"<pre>{_marked(body['content'])}</pre>{''.join(rows)}"


def _form(modal: Json) -> str:
    """A modal: its title, and each field with what stands beside it."""
    lines = [f"<b>{html.escape(modal['title'])}</b>"]
    for part in modal["components"]:
        lines.append(_marked(part.get("content") or part["label"]))
        if part.get("description"):
            lines.append(f"<small>{html.escape(part['description'])}</small>")
        options = part.get("component", {}).get("options") or ()
        lines += [f"&#9675; {html.escape(one['label'])}" for one in options]
    return f'<pre class="modal">{"<br>".join(lines)}</pre>'


def _marked(content: str) -> str:
    """Discord's markup as a reader sees it."""
    lines = []
    for line in content.split("\n"):
        small, bullet = line.startswith("-# "), line.startswith("- ")
        words = html.escape(line[3:] if small else line[2:] if bullet else line)
        words = _WHEN.sub(
            lambda found: f"{datetime.fromtimestamp(int(found[1]), UTC):%d %b %Y %H:%M} UTC", words
        )
        words = _ESCAPED.sub(r"\1", _BOLD.sub(r"<b>\1</b>", words))
        lines.append(f"<small>{words}</small>" if small else f"&bull; {words}" if bullet else words)
    return "\n".join(lines)
