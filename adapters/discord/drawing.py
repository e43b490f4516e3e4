"""Draws payloads as HTML, much as Discord shows them, for looking at without Discord."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from typing import Any

from adapters.discord import forms
from adapters.discord.controls import STRING_SELECT

Json = dict[str, Any]

STYLE = """
body{font:16px/1.375 "gg sans","Noto Sans",sans-serif;color:#dbdee1;background:#313338;
max-width:46em;margin:2em auto;padding:0 1em}
h2{font-size:12px;color:#949ba4;text-transform:uppercase;border-bottom:1px solid #3f4147;margin:2.5em 0 1em}
.m{position:relative;padding-left:56px;margin:0 0 1em}
.m::before{content:"5";position:absolute;left:0;width:40px;height:40px;border-radius:50%;background:#5865f2;
color:#fff;font:700 20px/40px sans-serif;text-align:center}
.who b{color:#f2f3f5;font-weight:500}.who i{background:#5865f2;color:#fff;border-radius:3px;
font:500 10px/15px sans-serif;padding:0 4px;margin-left:6px;vertical-align:2px}
p{margin:0;white-space:pre-wrap}ul{margin:2px 0;padding-left:1.4em}small{color:#949ba4;font-size:13px}
time{background:#ffffff14;border-radius:3px;padding:0 2px}a{color:#00a8fc}
button,.list{font:500 14px/16px sans-serif;border:0;border-radius:8px;padding:8px 16px;margin:6px 8px 0 0;
color:#fff;background:#4e5058}button.s1{background:#5865f2}
.list,.i{display:block;background:#1e1f22;color:#949ba4;max-width:26em;margin:6px 0 0}
.list::after{content:"\\2304";float:right}
.o{max-width:26em}
.modal{background:#242429;border-radius:8px;max-width:27em;margin:0 0 1em 56px;padding:16px;
box-shadow:0 4px 16px #0008}
.modal h3{margin:0 0 12px;font-size:20px;color:#f2f3f5}
.modal label{display:block;font-weight:500;margin-top:12px}
.modal label s{color:#f23f42;text-decoration:none}
.i{border:1px solid #3f4147;border-radius:8px;padding:9px;min-height:20px;color:#dbdee1;white-space:pre-wrap}
.i.long{min-height:64px}.o{display:block;margin-top:4px}.ends{text-align:right;margin-top:16px}
"""
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ESCAPED = re.compile(r"\\([^\w\s])")
_WHEN = re.compile(r"&lt;t:(\d+):f&gt;")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)|&lt;(https?://[^\s&]+)&gt;")


def page(parts: list[tuple[str, list[str]]]) -> str:
    """A page of headed parts."""
    drawn = "".join(f"<h2>{escape(title)}</h2>{''.join(bodies)}" for title, bodies in parts)
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Fivefold on Discord</title>'
    return f"{head}<style>{STYLE}</style>{drawn}"


def message(body: Json) -> str:
    """A message."""
    rows = "".join(f"<div>{''.join(map(_control, row['components']))}</div>" for row in body["components"])
    who = '<div class="who"><b>Fivefold</b><i>APP</i></div>'
    return f'<div class="m">{who}{_marked(body["content"])}{rows}</div>'


def _control(part: Json) -> str:
    if "label" in part:
        return f'<button class="s{part["style"]}">{escape(part["label"])}</button>'
    return f'<span class="list">{escape(part["placeholder"])}</span>'


def modal(shown: Json) -> str:
    """A modal: its fields as they stand when it opens."""
    fields = "".join(map(_part, shown["components"]))
    ends = "<button>Cancel</button><button class=s1>Submit</button>"  # Discord's own words
    title = escape(shown["title"])
    return f'<div class="modal"><h3>{title}</h3>{fields}<div class="ends">{ends}</div></div>'


def _part(part: Json) -> str:
    if part["type"] == forms.TEXT:
        return _marked(part["content"])
    held = part["component"]
    star = " <s>*</s>" if held["required"] else ""
    beside = f"<small>{escape(part['description'])}</small>" if part.get("description") else ""
    return f"<label>{escape(part['label'])}{star}</label>{beside}{_field(held)}"


def _field(held: Json) -> str:
    if held["type"] == forms.TEXT_INPUT:
        long = " long" if held["style"] == forms.PARAGRAPH else ""
        return f'<span class="i{long}">{escape(held.get("value", ""))}</span>'
    if held["type"] in (forms.RADIO, forms.CHECKS):
        box = "radio" if held["type"] == forms.RADIO else "checkbox"
        return "".join(_option(box, option) for option in held["options"])
    chosen = [option["label"] for option in held.get("options", ()) if option.get("default")]
    empty = "Select" if held["type"] == STRING_SELECT else "Select somebody"
    return f'<span class="list">{escape(", ".join(chosen) or empty)}</span>'


def _option(box: str, option: Json) -> str:
    checked = " checked" if option.get("default") else ""
    note = f"<br><small>{escape(option['description'])}</small>" if option.get("description") else ""
    return f'<span class="o"><input type={box}{checked}> {escape(option["label"])}{note}</span>'


def _marked(content: str) -> str:
    """Discord's markup as a reader sees it."""
    lines = []
    for line in content.split("\n"):
        small, bullet = line.startswith("-# "), line.startswith("- ")
        words = _inline(line[3:] if small else line[2:] if bullet else line)
        lines.append(f"<small>{words}</small>" if small else f"&bull; {words}" if bullet else words)
    return f"<p>{'<br>'.join(lines)}</p>"


def _inline(text: str) -> str:
    words = _WHEN.sub(lambda found: f"<time>{_moment(int(found[1]))}</time>", escape(text))
    words = _LINK.sub(lambda found: f'<a href="{found[2] or found[3]}">{found[1] or found[3]}</a>', words)
    return _ESCAPED.sub(r"\1", _BOLD.sub(r"<b>\1</b>", words))


def _moment(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%d %B %Y %H:%M}"
