"""Spans -> Discord's markup, in pieces of a size that one message takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from adapters.discord.limits import LIMITS
from adapters.discord.text import ENDS, escape, escape_lines, names, size, words
from bot.engine.cards import Link, Rich, Run, When

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
PIECE = 400
"""A word longer than this is cut; escaped, it still fits in a message."""
MARGIN = 8
"""What the signs around a bold piece may cost."""


class Atom(NamedTuple):
    """A piece of markup that is never cut."""

    text: str
    strong: bool = False
    ends: bool = False
    """Whether a sentence or a line ends with it."""


def atoms(rich: Rich, *, strong: bool = False, whole: bool = False) -> Iterator[Atom]:
    """The spans of one paragraph, as pieces: each `whole`, or word by word where they have to be cut."""
    starts = True
    for span in rich:
        if isinstance(span, When):
            yield Atom(f"<t:{span.ms // 1000}:f>")
        elif isinstance(span, Link) and _safe(span.url):
            yield _link(span)
        else:
            bold = strong or (isinstance(span, Run) and span.strong)
            text = names(span.text)
            if whole:
                yield Atom(escape_lines(text, starts=starts), bold)
                starts = text.endswith("\n") or (starts and not text)
                continue
            for word in words(text, PIECE):
                yield Atom(escape(word, starts=starts), bold, word.rstrip(" ").endswith(ENDS))
                starts = "\n" in word
            continue
        starts = False


def _safe(url: str) -> bool:
    try:
        fine = urlsplit(url).scheme.lower() in SAFE_SCHEMES and size(url) <= LIMITS.url
    except ValueError:
        return False
    return fine and not any(sign in url for sign in "<>() \n\t\\")


def _link(link: Link) -> Atom:
    label = names(link.text).strip()
    if not label or label == link.url:
        return Atom(f"<{link.url}>")
    # Discord shows a label that looks like an address as plain text, so it loses its scheme.
    return Atom(f"[{escape(label.replace('://', ' '))}]({link.url})")


def one(paragraphs: Iterable[list[Atom]]) -> str | None:
    """Paragraphs as the text of a single message; None when it is too long for one."""
    held: list[Atom] = []
    for paragraph in paragraphs:
        if paragraph:
            held += [Atom("\n"), *paragraph] if held else paragraph
    text = _written(held)
    return text if size(text) <= LIMITS.content else None


def contents(paragraphs: Iterable[list[Atom]]) -> list[str]:
    """Paragraphs as the texts of messages, cut between paragraphs, else sentences, else words."""
    done: list[str] = []
    held: list[Atom] = []
    room = LIMITS.content
    for paragraph in paragraphs:
        if not paragraph:
            continue
        whole = sum(_cost(atom) for atom in paragraph) + 1
        if held and whole > room:
            done.append(_written(held))
            held, room = [], LIMITS.content
        if held:
            held.append(Atom("\n", ends=True))
            room -= 1
        for atom in paragraph:
            if _cost(atom) > room and held:
                head, held = _cut(held)
                done.append(_written(head))
                room = LIMITS.content - sum(_cost(each) for each in held)
            held.append(atom)
            room -= _cost(atom)
    done.append(_written(held))
    return [text for text in done if text]


def _cost(atom: Atom) -> int:
    return size(atom.text) + (MARGIN if atom.strong else 0)


def _cut(held: list[Atom]) -> tuple[list[Atom], list[Atom]]:
    """What goes out now, up to the last sentence in the second half, and what follows it."""
    for index in range(len(held) - 1, len(held) // 2, -1):
        if held[index].ends:
            return held[: index + 1], held[index + 1 :]
    return held, []


def _written(held: list[Atom]) -> str:
    """Pieces as one text; bold ones that follow each other share their signs."""
    parts: list[str] = []
    bold: list[str] = []

    def end_bold() -> None:
        text = "".join(bold)
        bold.clear()
        inner = text.strip()
        # An address swallows the signs behind it.
        if not inner or "://" in inner or "\n" in inner:
            parts.append(text)
            return
        start = text.index(inner)
        parts.append(f"{text[:start]}**{inner}**{text[start + len(inner) :]}")

    for atom in held:
        if atom.strong:
            bold.append(atom.text)
            continue
        if bold:
            end_bold()
        parts.append(atom.text)
    if bold:
        end_bold()
    return "".join(parts).strip()
