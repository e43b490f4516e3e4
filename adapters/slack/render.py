"""Message -> what is posted: one payload, or several where one cannot hold it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import chain, groupby
from typing import Any, NamedTuple

from pydantic_core import to_json

from adapters.slack import controls, wire
from adapters.slack.inputs import plain
from adapters.slack.limits import BLOCK_MARK, LIMITS
from adapters.slack.rich import elements, listed, paragraphs, weight
from adapters.slack.text import escape, names, split
from bot.engine.cards import Download, Message, Rich, Run, between, flat
from bot.engine.measured import short, size

Json = dict[str, Any]

EMPTY_CELL = "-"
BAR: Json = {"type": "text", "text": " | "}


class Payload(NamedTuple):
    """One message of Slack's: blocks, and the text that notifications and screen readers use."""

    blocks: list[Json]
    text: str


def message(drawn: Message, mark: str, image: str = "") -> list[Payload]:
    """A whole message, in as many payloads as it needs.

    `mark` begins every block's id; `image` is the id of the uploaded picture.
    """
    blocks = _blocks(drawn, image)
    said = to_json(blocks)
    few = len(blocks) <= LIMITS.message_blocks - 2 and _one_table(blocks)
    # The bytes of JSON are more than what Slack counts of it: nearly every message is whole by that alone.
    if few and len(said) <= LIMITS.message_text:
        return [Payload(stamped(blocks, mark, said=said), notice(drawn))]
    return [
        Payload(stamped(part, mark, index), "…" if index else notice(drawn))
        for index, part in enumerate(_together(blocks))
    ]


def notice(drawn: Message) -> str:
    """The message in a few lines, escaped. Everything in it stands in the blocks as well."""
    text = names(drawn.plain()).strip() or " ".join(getattr(one, "label", "") for one in drawn.controls)
    while (size(escaped := escape(text))) > LIMITS.fallback_text:
        text = short(text, min(size(text) - 1, size(text) * LIMITS.fallback_text // size(escaped)))
    return escaped or "Fivefold"


def body(drawn: Message, image: str = "") -> list[Json]:
    """The blocks of a message in a view, which takes no tables, and no inputs without a form around them."""
    return [block for block in _blocks(drawn, image, tables=False) if block["type"] != "input"]


def _blocks(drawn: Message, image: str, *, tables: bool = True) -> list[Json]:
    blocks: list[Json] = []
    if drawn.title:
        blocks += _title(drawn.title)
    for error in drawn.errors:
        blocks += paragraphs((Run("! "), *error), strong=True)
    for line in drawn.body:
        blocks += paragraphs(line)
    blocks += _facts(drawn.facts)
    if drawn.table:
        blocks += (
            _tables(drawn.table) if tables and _fits(drawn.table) else listed(_row(r) for r in drawn.table)
        )
    blocks += _picture(drawn, image)
    blocks += controls.blocks(drawn.controls)
    blocks += context(drawn.audience)
    return blocks


def _title(title: Rich) -> list[Json]:
    text = names(flat(title))
    if size(text) <= LIMITS.header_text and text.strip():
        return [{"type": "header", "text": plain(text)}]
    return paragraphs(title, strong=True)


def _facts(facts: tuple[tuple[Rich, Rich], ...]) -> Iterator[Json]:
    """Names and values as bullets; a name alone is the heading of those after it."""
    for headed, some in groupby(facts, key=lambda fact: not fact[1]):
        if headed:
            for name, _ in some:
                yield from paragraphs(name, strong=True)
        else:
            yield from listed(
                [*elements(name, strong=True), _between(name), *elements(value)] for name, value in some
            )


def _between(name: Rich) -> Json:
    return {"type": "text", "text": between(flat(name))}


def _row(row: tuple[Rich, ...]) -> list[Json]:
    found: list[Json] = []
    for index, cell in enumerate(row):
        found += [BAR, *elements(cell)] if index else elements(cell)
    return found


def _fits(table: tuple[tuple[Rich, ...], ...]) -> bool:
    narrow = all(len(row) <= LIMITS.table_columns for row in table)
    return narrow and all(size(flat(cell)) <= LIMITS.table_cell for row in table for cell in row)


def _tables(table: tuple[tuple[Rich, ...], ...]) -> Iterator[Json]:
    """A table, or several where it is long; a message holds one."""
    rows: list[list[Json]] = []
    room = 0
    for row in table:
        cells = [{"type": "raw_text", "text": names(flat(cell)) or EMPTY_CELL} for cell in row]
        cost = weight(cells)
        if rows and (len(rows) >= LIMITS.table_rows or room + cost > LIMITS.message_text // 2):
            yield {"type": "table", "rows": rows}
            rows, room = [], 0
        rows.append(cells)
        room += cost
    yield {"type": "table", "rows": rows}


def _picture(drawn: Message, image: str) -> list[Json]:
    if image:
        return [
            {
                "type": "image",
                "slack_file": {"id": image},
                "alt_text": short(names(drawn.alt) or "-", LIMITS.alt_text),
            }
        ]
    return paragraphs((Run(drawn.alt),)) if drawn.alt else []


def context(text: str) -> list[Json]:
    """A small grey line."""
    pieces = split(names(text), LIMITS.context_text)
    return [{"type": "context", "elements": [plain(piece)]} for piece in pieces]


def _together(blocks: list[Json]) -> list[list[Json]]:
    """The blocks in messages: none with too many, too much text or two tables."""
    parts: list[list[Json]] = [[]]
    room = LIMITS.message_text
    for block in blocks:
        cost = weight(block)
        second = block["type"] == "table" and any(other["type"] == "table" for other in parts[-1])
        if parts[-1] and (cost > room or second or len(parts[-1]) >= LIMITS.message_blocks - 2):
            parts.append([])
            room = LIMITS.message_text
        parts[-1].append(block)
        room -= cost
    return parts


def _one_table(blocks: list[Json]) -> bool:
    return [block["type"] for block in blocks].count("table") <= 1


def stamped(blocks: list[Json], mark: str, part: int = 0, said: bytes = b"") -> list[Json]:
    """The blocks with ids: ours first, then a digest of what they say, so that an edit has new ones.

    `said`: the blocks as JSON, where that is known already.
    """
    digest = sha256(said or to_json(blocks)).hexdigest()[:8]
    head = f"{mark[:BLOCK_MARK]}.{part}.{digest}"
    done = []
    for number, block in enumerate(blocks):
        field = wire.field_of(block["block_id"]) if "block_id" in block else ""
        done.append({**block, "block_id": f"{head}.{number}#{field}" if field else f"{head}.{number}"})
    return done


def files(drawn: Message) -> list[Download]:
    """The files that go with a message."""
    said = chain(drawn.body, *drawn.facts, *drawn.table)
    return [span for span in chain.from_iterable(said) if isinstance(span, Download)]
