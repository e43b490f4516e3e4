"""Spans -> Discord's markup, in pieces of a size that one message takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from adapters.discord.limits import LIMITS
from adapters.discord.text import ENDS, escape, escape_lines, names, words
from bot.engine.cards import Link, Rich, Run, When
from bot.engine.measured import size

PIECE = 400
"""A word longer than this is cut; escaped, it still fits in a message."""
MARGIN = 8
"""What the signs around a bold piece may cost."""
RUNS_KEPT = 2_000

Part = str | tuple[Rich, bool]
"""A piece of a paragraph: signs of our own as they stand, or spans and whether they are bold."""
Paragraph = tuple[Part, ...]


def whole(paragraphs: Iterable[Paragraph]) -> str | None:
    """Paragraphs as the text of a single message, as nearly all are; None when it is too long for one."""
    text = "\n".join([_paragraph(paragraph) for paragraph in paragraphs]).strip()
    return text if size(text) <= LIMITS.content else None


class Atom(NamedTuple):
    """A piece of markup that is never cut."""

    text: str
    strong: bool = False
    ends: bool = False
    """Whether a sentence or a line ends with it."""


def _paragraph(parts: Paragraph) -> str:
    return "".join([part if isinstance(part, str) else _spans(*part) for part in parts])


def _spans(rich: Rich, strong: bool) -> str:
    """Spans as markup; bold ones that follow each other share their signs."""
    if len(rich) == 1 and isinstance(only := rich[0], Run):  # as nearly all are
        return _run(only.text, strong or only.strong)
    return _written(_atoms(rich, strong, cut=False))


@lru_cache(maxsize=RUNS_KEPT)
def _run(text: str, strong: bool) -> str:
    """A single run. Labels, levels and who will read are the same words for everybody, all day."""
    written = escape(names(text))
    return _bold(written) if strong else written


def _atoms(rich: Rich, strong: bool, *, cut: bool) -> Iterator[Atom]:
    """The spans as pieces: each whole, or word by word where they have to be `cut`."""
    starts = True
    for span in rich:
        if isinstance(span, When):
            yield Atom(f"<t:{span.ms // 1000}:F>")
        elif isinstance(span, Link) and span.safe and _fits(span.url):
            yield Atom(_link(span))
        else:
            bold = strong or (isinstance(span, Run) and span.strong)
            text = names(span.text)
            if not cut:
                yield Atom(escape_lines(text, starts=starts), bold)
                starts = text.endswith("\n") or (starts and not text)
                continue
            for word in words(text, PIECE):
                yield Atom(escape(word, starts=starts), bold, word.rstrip(" ").endswith(ENDS))
                starts = "\n" in word
            continue
        starts = False


def _written(atoms: Iterable[Atom]) -> str:
    """Pieces as one text; bold ones that follow each other share their signs."""
    parts = []
    for strong, group in groupby(atoms, key=attrgetter("strong")):
        text = "".join([atom.text for atom in group])
        parts.append(_bold(text) if strong else text)
    return "".join(parts)


def _bold(text: str) -> str:
    inner = text.strip()
    # An address swallows the signs behind it.
    if not inner or "://" in inner or "\n" in inner:
        return text
    head, _, tail = text.partition(inner)
    return f"{head}**{inner}**{tail}"


def _fits(url: str) -> bool:
    """Whether an address can stand between the signs that make it a link."""
    return size(url) <= LIMITS.url and not any(sign in url for sign in "<>() \n\t\\")


def _link(link: Link) -> str:
    label = names(link.text).strip()
    if not label or label == link.url:
        return f"<{link.url}>"
    # Discord shows a label that looks like an address as plain text, so it loses its scheme.
    return f"[{escape(label.replace('://', ' '))}]({link.url})"


def contents(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Paragraphs as the texts of messages, cut between paragraphs, else sentences, else words."""
    done: list[str] = []
    held: list[Atom] = []
    room = LIMITS.content
    for paragraph in paragraphs:
        pieces = list(_pieces(paragraph))
        if not pieces:
            continue
        whole = sum(map(_cost, pieces)) + 1
        if held and whole > room:
            done.append(_written(held).strip())
            held, room = [], LIMITS.content
        if held:
            held.append(Atom("\n", ends=True))
            room -= 1
        for atom in pieces:
            if _cost(atom) > room and held:
                head, held = _cut(held)
                done.append(_written(head).strip())
                room = LIMITS.content - sum(_cost(each) for each in held)
            held.append(atom)
            room -= _cost(atom)
    done.append(_written(held).strip())
    return [text for text in done if text]


def _pieces(paragraph: Paragraph) -> Iterator[Atom]:
    for part in paragraph:
        if isinstance(part, str):
            yield Atom(part)
        else:
            yield from _atoms(*part, cut=True)


def _cost(atom: Atom) -> int:
    return size(atom.text) + (MARGIN if atom.strong else 0)


def _cut(held: list[Atom]) -> tuple[list[Atom], list[Atom]]:
    """What goes out now, up to the last sentence in the second half, and what follows it."""
    for index in range(len(held) - 1, len(held) // 2, -1):
        if held[index].ends:
            return held[: index + 1], held[index + 1 :]
    return held, []
