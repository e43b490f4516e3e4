"""Message -> the JSON that the page draws, scripts read and the log keeps."""

from __future__ import annotations

from typing import Any

from adapters.browser.people import handles, names
from bot.engine.cards import (
    Button,
    Choice,
    Control,
    Download,
    Field,
    Form,
    Link,
    Message,
    Rich,
    Select,
    Span,
    When,
)

Json = dict[str, Any]


def message(drawn: Message) -> Json:
    """A whole message. Only what is there is written."""
    parts: Json = {
        "title": rich(drawn.title),
        "body": [rich(line) for line in drawn.body],
        "facts": [[rich(name), rich(value)] for name, value in drawn.facts],
        "table": [[rich(cell) for cell in row] for row in drawn.table],
        "picture": drawn.picture,
        "alt": drawn.alt,
        "errors": [rich(error) for error in drawn.errors],
        "audience": drawn.audience,
        "controls": [control(each) for each in drawn.controls],
        "plain": names(drawn.plain()),
    }
    return {name: part for name, part in parts.items() if part}


def rich(spans: Rich) -> list[Json]:
    """Spans, in order."""
    return [_span(span) for span in spans]


def _span(span: Span) -> Json:
    if isinstance(span, When):
        return {"when": span.ms, "text": span.text}
    text = names(span.text)
    if isinstance(span, Download):
        return {"file": text, "media": span.media, "content": names(span.content), "text": text}
    if isinstance(span, Link):
        # A link that the browser would run instead of open is shown as what it says.
        return {"url": span.url, "text": text} if span.safe else {"text": text}
    return {"text": text, "strong": True} if span.strong else {"text": text}


def control(drawn: Control) -> Json:
    """A button, a select or a form; `type` says which."""
    match drawn:
        case Button():
            return {"type": "button", "id": drawn.id, "label": drawn.label, "style": drawn.style}
        case Select():
            return {
                "type": "select",
                "id": drawn.id,
                "label": drawn.label,
                "choices": choices(drawn.choices),
                "least": drawn.least,
                "most": drawn.most,
                "done": drawn.done,
            }
        case Form():
            return {
                "type": "form",
                "id": drawn.id,
                "title": drawn.title,
                "open": drawn.open,
                "submit": drawn.submit,
                "inline": drawn.inline,
                "fields": [field(each) for each in drawn.fields],
            }


def choices(options: tuple[Choice, ...]) -> list[Json]:
    """Options that can be picked, in order."""
    return [choice._asdict() for choice in options]


def field(drawn: Field) -> Json:
    """One question of a form, with what was typed and what is wrong with it."""
    parts = drawn._asdict()
    parts["choices"] = choices(drawn.choices)
    parts["value"] = handles(drawn.value) if isinstance(drawn.value, str) else list(drawn.value)
    return parts
