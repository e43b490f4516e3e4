"""Draws payloads as HTML, much as Slack shows them, for looking at without Slack."""

from __future__ import annotations

from html import escape
from typing import Any

Json = dict[str, Any]

STYLE = """
body{font:15px/1.47 Lato,system-ui,sans-serif;color:#1d1c1d;background:#f4f4f4;
max-width:760px;margin:2em auto}
.m,.v{background:#fff;border:1px solid #ddd;border-radius:8px;padding:12px 16px;margin:8px 0 20px}
.m{position:relative;padding-left:60px}
.m::before{content:"5";position:absolute;left:14px;width:36px;height:36px;border-radius:8px;
background:#4a154b;color:#fff;font:700 20px/36px sans-serif;text-align:center}
.who{font-weight:900}.who i{background:#e8e8e8;color:#616061;border-radius:2px;font:700 10px/14px sans-serif;
padding:1px 3px;margin-left:6px;vertical-align:2px}
.v{box-shadow:0 4px 16px #0003;max-width:520px}.v>p:last-child{text-align:right}
h2{font-size:18px;margin:28px 0 4px}h3{font-size:18px;margin:4px 0}
p{margin:4px 0;white-space:pre-wrap}small,.c{color:#616061;font-size:12px}ul{margin:4px 0}
button,select,.i{font:inherit;font-size:13px;font-weight:700;border:1px solid #bbb;border-radius:4px;
background:#fff;padding:5px 12px;margin:3px 6px 3px 0}.primary{background:#007a5a;color:#fff}
.i{display:block;font-weight:400;min-height:20px;white-space:pre-wrap}
label{font-weight:700;display:block}
table{border-collapse:collapse}
td{border:1px solid #ddd;padding:4px 10px}fieldset{border:0;padding:0;margin:4px 0}
"""


EMPTY = {
    "conversations_select": "Select a channel",
    "datepicker": "Select a date",
    "timepicker": "Select a time",
    "users_select": "Select a person",
}
"""What Slack writes into something that nothing was picked in."""


def page(parts: list[tuple[str, list[str]]]) -> str:
    """A page of headed parts."""
    drawn = "".join(f"<h2>{escape(title)}</h2>{''.join(bodies)}" for title, bodies in parts)
    head = f"<!doctype html><meta charset=utf-8><title>Fivefold on Slack</title><style>{STYLE}</style>"
    return head + drawn


def message(blocks: list[Json]) -> str:
    """A message."""
    return f"<div class=m><div class=who>Fivefold<i>APP</i></div>{_all(blocks)}</div>"


def home(shown: Json) -> str:
    """The Home tab."""
    return f"<div class=v>{_all(shown['blocks'])}</div>"


def view(shown: Json) -> str:
    """A modal."""
    title = f"<h3>{_text(shown['title'])}</h3>"
    names = [(name, "primary" if name == "submit" else "") for name in ("close", "submit") if name in shown]
    ends = "".join(f"<button class='{style}'>{_text(shown[name])}</button>" for name, style in names)
    return f"<div class=v>{title}{_all(shown['blocks'])}<p>{ends}</p></div>"


def _all(blocks: list[Json]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Json) -> str:
    match block["type"]:
        case "header":
            return f"<h3>{_text(block['text'])}</h3>"
        case "section":
            return f"<p>{_text(block['text'])}</p>{_element(block.get('accessory') or {})}"
        case "context":
            return "".join(f"<p class=c>{_text(part)}</p>" for part in block["elements"])
        case "actions":
            return "<div>" + "".join(_element(part) for part in block["elements"]) + "</div>"
        case "input":
            below = f"<small>{_text(block['hint'])}</small>" if "hint" in block else ""
            free = " <small>(optional)</small>" if block.get("optional") else ""
            return f"<label>{_text(block['label'])}{free}</label>{_element(block['element'])}{below}"
        case "table":
            rows = ("".join(f"<td>{escape(cell['text'])}</td>" for cell in row) for row in block["rows"])
            return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        case "image":
            return f"<p class=i>[image: {escape(block['alt_text'])}]</p>"
        case "rich_text":
            return "".join(_rich(part) for part in block["elements"])
    return f"<p>?{escape(block['type'])}</p>"


def _rich(part: Json) -> str:
    if part["type"] == "rich_text_list":
        return "<ul>" + "".join(f"<li>{_spans(item['elements'])}</li>" for item in part["elements"]) + "</ul>"
    return f"<p>{_spans(part['elements'])}</p>"


def _spans(spans: list[Json]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Json) -> str:
    text = escape(span.get("text") or span.get("fallback") or "")
    if span["type"] == "link":
        return f'<a href="{escape(span["url"], quote=True)}">{text}</a>'
    return f"<b>{text}</b>" if (span.get("style") or {}).get("bold") else text


def _element(element: Json) -> str:
    kind = element.get("type", "")
    options = element.get("options") or [
        option for group in element.get("option_groups", ()) for option in group["options"]
    ]
    if kind == "button":
        return f"<button class='{element.get('style', '')}'>{_text(element['text'])}</button>"
    if kind in ("checkboxes", "radio_buttons"):
        box = "checkbox" if kind == "checkboxes" else "radio"
        chosen = element.get("initial_options") or [element.get("initial_option")]
        return (
            "<fieldset>"
            + "".join(
                f"<div><input type={box}{' checked' if one in chosen else ''}> {_text(one['text'])}"
                f" <small>{_text(one.get('description') or {})}</small></div>"
                for one in options
            )
            + "</fieldset>"
        )
    if options:
        first = _text(element.get("placeholder") or {}) or "Select"
        return (
            f"<select><option>{first}</option>"
            + "".join(f"<option>{_text(one['text'])}</option>" for one in options)
            + "</select>"
        )
    if not kind:
        return ""
    value = next((str(part) for name, part in element.items() if name.startswith("initial_")), "")
    shown = escape(value) or f"<small>{EMPTY.get(kind, '')}</small>"
    return f"<span class=i>{shown}</span>"


def _text(text: Json) -> str:
    return escape(str(text.get("text") or ""))
