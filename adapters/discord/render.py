"""Message -> what is posted: one payload, or several where one cannot hold it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from adapters.discord import controls
from adapters.discord.limits import LIMITS
from adapters.discord.rich import Paragraph, Part, contents, whole
from adapters.discord.text import names, too_long
from bot.engine.cards import Download, Message, Rich, Run, between, flat
from bot.engine.measured import short

Json = dict[str, Any]

NOBODY: Json = {"parse": []}
"""Nobody is called by what somebody wrote."""
BLANK = "\u200b"
"""A message that only has buttons still needs a character."""


class File(NamedTuple):
    """Something that goes with a message."""

    name: str
    media: str
    content: bytes
    alt: str = ""


class Payload(NamedTuple):
    """One message of Discord's, and the files that go with it."""

    body: Json
    files: tuple[File, ...] = ()


def message(drawn: Message, image: bytes | None = None) -> list[Payload]:
    """A whole message, in as many payloads as it needs; what can be pressed stands under the last text."""
    texts = _texts(drawn, image is not None)
    rows = controls.rows(drawn.controls)
    files = _files(drawn, image)
    bodies = [_body(text) for text in texts] or [_body("" if files else BLANK)]
    bodies[-1]["components"] = rows[: LIMITS.rows]
    for start in range(LIMITS.rows, len(rows), LIMITS.rows):
        bodies.append({**_body(BLANK), "components": rows[start : start + LIMITS.rows]})
    return [Payload(body, files if index == 0 else ()) for index, body in enumerate(bodies)]


def _texts(drawn: Message, image: bool) -> list[str]:
    """What is said; nearly always it fits in one message, and then nothing needs to be cut."""
    text = whole(_paragraphs(drawn, image))
    if text is None:
        return contents(_paragraphs(drawn, image))
    return [text] if text else []


def plain(text: str, rows: list[Json] | None = None) -> Payload:
    """A sentence of our own; it may hold markup."""
    return Payload({**_body(text), "components": rows or []})


def _body(text: str) -> Json:
    return {"content": text, "components": [], "allowed_mentions": NOBODY}


def _paragraphs(drawn: Message, image: bool) -> Iterator[Paragraph]:
    if drawn.title:
        yield ((drawn.title, True),)
    for error in drawn.errors:
        yield (((Run("! "), *error), True),)
    for line in drawn.body:
        if line:
            yield ((line, False),)
    for name, value in drawn.facts:
        yield ("- ", (name, True), between(flat(name)), (value, False)) if value else ((name, True),)
    for row in drawn.table:
        yield ("- ", *_row(row))
    if drawn.alt and (not image or too_long(drawn.alt, LIMITS.alt_text)):
        yield (((Run(drawn.alt),), False),)
    for label in controls.in_full(drawn.controls):
        if flat(label) not in map(flat, drawn.body):
            yield ("- ", (label, False))
    if drawn.audience:
        yield ("-# ", ((Run(drawn.audience.replace("\n", " ")),), False))


def _row(row: tuple[Rich, ...]) -> Iterator[Part]:
    for index, cell in enumerate(row):
        if index:
            yield " \\| "
        yield (cell, False)


def _files(drawn: Message, image: bytes | None) -> tuple[File, ...]:
    said = chain(drawn.body, *drawn.facts, *drawn.table)
    found = [
        File(short(names(span.text), LIMITS.file_name), span.media, span.content.encode())
        for span in chain.from_iterable(said)
        if isinstance(span, Download)
    ]
    if image is not None:
        alt = short(names(drawn.alt) or drawn.picture, LIMITS.alt_text)
        found.insert(0, File("picture.png", "image/png", image, alt))
    return tuple(found)


def attachments(files: tuple[File, ...]) -> list[Json]:
    """The part of a body that names its files."""
    return [
        {"id": str(number), "filename": file.name, **({"description": file.alt} if file.alt else {})}
        for number, file in enumerate(files)
    ]
