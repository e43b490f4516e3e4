"""The entries of each language, found by key and compiled when they are first read.

A language is a folder of Fluent files. Files are cut into entries at the start; the parser, which
is slow, sees an entry only when somebody reads it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

BASE = "en"
"""The language that has every entry."""

_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)


class Entry(NamedTuple):
    """A compiled entry: every place it has to fill, and those whose value chooses between variants."""

    bundle: FluentBundle
    pattern: Pattern
    places: tuple[str, ...]
    choosers: tuple[str, ...]


class Catalogue:
    """One language. Shared between threads: what two of them compile at once is the same."""

    def __init__(self, language: str, source: str) -> None:
        self.language = language
        starts = [*_ENTRY.finditer(source)]
        ends = [start.start() for start in starts[1:]] + [len(source)]
        self._sources = {
            start[1]: source[start.start() : end] for start, end in zip(starts, ends, strict=True)
        }
        self._bundle = FluentBundle([language], use_isolating=False)
        self._compiled: dict[str, Entry] = {}

    def entry(self, key: str) -> Entry | None:
        """The entry, or None where this language does not have it."""
        known = self._compiled.get(key)
        if known is not None:
            return known
        found = _Variables()
        self._add(key, found)
        if not self._bundle.has_message(key):
            return None
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            return None
        entry = Entry(self._bundle, pattern, tuple(found.places), tuple(found.choosers))
        self._compiled[key] = entry
        return entry

    def _add(self, key: str, found: _Variables) -> None:
        """Hand an entry and all that it refers to to the bundle, collecting its variables."""
        source = self._sources.get(key)
        if source is None or key in found.seen:
            return
        found.seen.add(key)
        parsed = FluentParser(with_spans=False).parse_entry(source)
        if isinstance(parsed, ast.Message | ast.Term):
            self._bundle.add_resource(ast.Resource([parsed]))
            inside = _Variables() if key.startswith("-") else found  # a term knows only what it is handed
            inside.seen = found.seen
            inside.visit(parsed)
            for reference in tuple(inside.references):
                self._add(reference, inside)


class _Variables(Visitor):
    """Collects what an entry refers to: variables in order, those that choose, other entries."""

    def __init__(self) -> None:
        self.places: dict[str, None] = {}
        self.choosers: dict[str, None] = {}
        self.references: dict[str, None] = {}
        self.seen: set[str] = set()
        self._choosing = False

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.places[node.id.name] = None
        if self._choosing:
            self.choosers[node.id.name] = None

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        self._choose(node.selector)
        for variant in node.variants:
            self.visit(variant)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:
        self._choose(node.arguments)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.references[node.id.name] = None

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.references[f"-{node.id.name}"] = None

    def _choose(self, node: ast.BaseNode) -> None:
        before, self._choosing = self._choosing, True
        self.visit(node)
        self._choosing = before


@cache
def _folders() -> dict[str, str]:
    """The languages there are, by their lower-case tag."""
    root = resources.files(__package__)
    return {folder.name.lower(): folder.name for folder in root.iterdir() if _is_language(folder.name)}


def _is_language(name: str) -> bool:
    return re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", name) is not None


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a folder, read once."""
    folder = resources.files(__package__) / language
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".ftl"))
    return Catalogue(language, "\n".join((folder / file).read_text(encoding="utf-8") for file in files))


@lru_cache(maxsize=256)
def languages(locale: str) -> tuple[str, ...]:
    """The folders to look in for a locale, best first: pt-BR, pt, en, as far as they exist."""
    tag = locale.replace("_", "-").lower()
    wanted = (tag, tag.partition("-")[0], BASE)
    return tuple(dict.fromkeys(_folders()[name] for name in wanted if name in _folders()))
