"""Spans -> Slack's rich text, which reads no markup: what people wrote stays as they wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from adapters.slack.limits import LIMITS
from adapters.slack.text import names, size, split
from bot.engine.cards import Link, Rich, Run, Span, When

Json = dict[str, Any]

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
BOLD: Json = {"style": {"bold": True}}
DATE_FORMAT = "{date_short_pretty}, {time}"


def lines(rich: Rich, *, strong: bool = False, most: int = LIMITS.section_text) -> list[list[Json]]:
    """The spans as elements, in as many lines as their length needs."""
    found: list[list[Json]] = [[]]
    room = most
    for element in _elements(rich, strong):
        cost = _cost(element)
        if cost > room and found[-1]:
            found.append([])
            room = most
        found[-1].append(element)
        room -= cost
    return [line for line in found if line]


def _elements(rich: Rich, strong: bool) -> Iterator[Json]:
    for span in rich:
        yield from _element(span, strong)


def _element(span: Span, strong: bool) -> Iterator[Json]:
    if isinstance(span, When):
        yield {
            "type": "date",
            "timestamp": span.ms // 1000,
            "format": DATE_FORMAT,
            "fallback": names(span.text),
        }
        return
    text = names(span.text)
    bold = strong or (isinstance(span, Run) and span.strong)
    if isinstance(span, Run) and 0 < len(text) <= LIMITS.section_text // 2:  # as nearly all are
        yield {"type": "text", "text": text, **(BOLD if bold else {})}
        return
    if isinstance(span, Link) and _safe(span.url):
        for piece in split(text or span.url, LIMITS.label):
            yield {"type": "link", "url": span.url, "text": piece}
        return
    for piece in split(text, LIMITS.section_text):
        yield {"type": "text", "text": piece, **(BOLD if bold else {})}


def _safe(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in SAFE_SCHEMES and size(url) <= LIMITS.url
    except ValueError:
        return False


def _cost(element: Json) -> int:
    if element["type"] == "text":
        return size(element["text"])
    return sum(size(value) for name, value in element.items() if name in ("text", "url", "fallback"))


def section(elements: list[Json]) -> Json:
    """One paragraph."""
    return {"type": "rich_text_section", "elements": elements}


def paragraphs(rich: Rich, *, strong: bool = False) -> list[Json]:
    """A rich text block for each piece of the text that fits in one."""
    return [{"type": "rich_text", "elements": [section(line)]} for line in lines(rich, strong=strong)]


def listed(items: Iterable[Rich]) -> list[Json]:
    """Bullets, gathered in blocks of a size that Slack takes."""
    blocks: list[Json] = []
    room = 0
    for item in items:
        for line in lines(item):
            cost = sum(_cost(element) for element in line)
            if cost > room or not blocks:
                blocks.append(
                    {
                        "type": "rich_text",
                        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": []}],
                    }
                )
                room = LIMITS.section_text
            blocks[-1]["elements"][0]["elements"].append(section(line))
            room -= cost
    return blocks


def weight(value: Any) -> int:
    """The size of every text in blocks, as Slack adds them up."""
    if isinstance(value, dict):
        return sum(
            size(part)
            if name in ("text", "url", "fallback", "alt_text", "initial_value") and isinstance(part, str)
            else weight(part)
            for name, part in value.items()
        )
    return sum(weight(part) for part in value) if isinstance(value, list) else 0
