"""Spans -> Slack's rich text, which reads no markup: what people wrote stays as they wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from adapters.slack.limits import LIMITS
from adapters.slack.text import ADDRESS, names, split
from bot.engine.cards import Link, Rich, Run, Span, When
from bot.engine.measured import size

Json = dict[str, Any]

BOLD: Json = {"style": {"bold": True}}
DATE_FORMAT = "{date_long}, {time}"
"""With the day of the week, by which people plan. A pretty date has a capital: "on Today" reads badly."""


def elements(rich: Rich, *, strong: bool = False) -> list[Json]:
    """The spans of one line."""
    found: list[Json] = []
    for span in rich:
        # As nearly all are: a few words that need no cutting, and hold no address.
        if (
            type(span) is Run
            and 0 < len(text := names(span.text)) <= LIMITS.section_text // 2
            and "://" not in text
        ):
            bold = strong or span.strong
            found.append({"type": "text", "text": text, **BOLD} if bold else {"type": "text", "text": text})
        else:
            found += _others(span, strong)
    return found


def _others(span: Span, strong: bool) -> Iterator[Json]:
    if isinstance(span, When):
        yield {
            "type": "date",
            "timestamp": span.ms // 1000,
            "format": DATE_FORMAT,
            "fallback": names(span.text),
        }
        return
    text = names(span.text)
    if isinstance(span, Link) and span.safe and size(span.url) <= LIMITS.url:
        for piece in split(text or span.url, LIMITS.label):
            yield {"type": "link", "url": span.url, "text": piece}
        return
    style = BOLD if strong or (isinstance(span, Run) and span.strong) else {}
    for piece in split(text, LIMITS.section_text):
        yield from _around_addresses(piece, style)


def _around_addresses(text: str, style: Json) -> Iterator[Json]:
    """Words, and the addresses among them as links: in rich text Slack finds none by itself."""
    end = 0
    for found in ADDRESS.finditer(text):
        if size(found[0]) > LIMITS.url:
            continue
        if found.start() > end:
            yield {"type": "text", "text": text[end : found.start()], **style}
        yield {"type": "link", "url": found[0], "text": found[0], **style}
        end = found.end()
    if end < len(text):
        yield {"type": "text", "text": text[end:], **style}


def _lines(spans: list[Json]) -> list[tuple[list[Json], int]]:
    """The elements in as many lines as their length needs, each with what it costs."""
    whole = 0
    for element in spans:
        whole += size(element["text"]) if element["type"] == "text" else _cost(element)
    if whole <= LIMITS.section_text:
        return [(spans, whole)] if spans else []
    found: list[tuple[list[Json], int]] = []
    line: list[Json] = []
    spent = 0
    for element in spans:
        cost = _cost(element)
        if line and spent + cost > LIMITS.section_text:
            found.append((line, spent))
            line, spent = [], 0
        line.append(element)
        spent += cost
    return [*found, (line, spent)]


def _cost(element: Json) -> int:
    return sum(size(value) for name, value in element.items() if name in ("text", "url", "fallback"))


def paragraphs(rich: Rich, *, strong: bool = False) -> list[Json]:
    """A rich text block for each piece of the text that fits in one."""
    return [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": line}]}
        for line, _ in _lines(elements(rich, strong=strong))
    ]


def listed(items: Iterable[list[Json]]) -> list[Json]:
    """Lines of elements as bullets, gathered in blocks of a size that Slack takes."""
    blocks: list[Json] = []
    bullets: list[Json] = []
    room = 0
    for item in items:
        for line, cost in _lines(item):
            if cost > room or not blocks:
                bullets = []
                bulleted = {"type": "rich_text_list", "style": "bullet", "elements": bullets}
                blocks.append({"type": "rich_text", "elements": [bulleted]})
                room = LIMITS.section_text
            bullets.append({"type": "rich_text_section", "elements": line})
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
