"""The catalogue taken apart for the tests over it: every entry, everything it may say, every place it has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "bot" / "words"
LANGUAGES = sorted(folder.name for folder in WORDS.iterdir() if any(folder.glob("*.ftl")))
MOST_VARIANTS = 512
"""Beyond this, the later combinations of variants of one entry are not looked at."""


@cache
def parsed(language: str) -> dict[str, ast.Resource]:
    """Every file of a language, by name."""
    return {
        path.name: FluentParser().parse(path.read_text(encoding="utf-8"))
        for path in sorted((WORDS / language).glob("*.ftl"))
    }


@cache
def entries(language: str) -> dict[str, ast.Message | ast.Term]:
    """Every entry of a language; the keys of terms begin with a hyphen."""
    found: dict[str, ast.Message | ast.Term] = {}
    for resource in parsed(language).values():
        for entry in resource.body:
            if isinstance(entry, ast.Message | ast.Term):
                found[key_of(entry)] = entry
    return found


def key_of(entry: ast.Message | ast.Term) -> str:
    return entry.id.name if isinstance(entry, ast.Message) else f"-{entry.id.name}"


class References(Visitor):
    """What an entry refers to by itself."""

    def __init__(self, entry: ast.BaseNode) -> None:
        self.variables: set[str] = set()
        self.entries: set[str] = set()
        self.visit(entry)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.entries.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.entries.add(f"-{node.id.name}")


def variables(language: str, key: str) -> set[str]:
    """The arguments that an entry needs, with those of entries inside it; `kind` comes with the reader."""
    entry = entries(language).get(key)
    if entry is None or key.startswith("-"):
        return set()
    found = References(entry)
    inner = (variables(language, other) for other in found.entries)
    return (found.variables | set().union(*inner)) - {"kind"}


def sayings(language: str, key: str, kind: str = "") -> list[str]:
    """Everything an entry may say (to readers of one kind, when it is given), with names in its places."""
    entry = entries(language).get(key)
    if entry is None or entry.value is None:
        return []
    return list(islice(_pattern(language, entry.value, kind), MOST_VARIANTS))


def _pattern(language: str, pattern: ast.Pattern, kind: str) -> Iterator[str]:
    parts = [
        [element.value]
        if isinstance(element, ast.TextElement)
        else _placed(language, element.expression, kind)
        for element in pattern.elements
    ]
    for chosen in product(*parts):
        yield "".join(chosen)


def _placed(language: str, expression: object, kind: str) -> list[str]:
    match expression:
        case ast.StringLiteral():
            return [str(expression.parse()["value"])]
        case ast.NumberLiteral() | ast.FunctionReference():
            return ["3"]
        case ast.VariableReference():
            return ["Joy"]
        case ast.Placeable():
            return _placed(language, expression.expression, kind)
        case ast.MessageReference():
            return sayings(language, expression.id.name, kind)
        case ast.TermReference():
            return sayings(language, f"-{expression.id.name}", kind)
        case ast.SelectExpression():
            said = (_pattern(language, variant.value, kind) for variant in _variants(expression, kind))
            return list(islice((words for one in said for words in one), MOST_VARIANTS))
    raise AssertionError(f"{type(expression).__name__} in an entry")


def _variants(select: ast.SelectExpression, kind: str) -> list[ast.Variant]:
    selector = select.selector
    if not kind or not isinstance(selector, ast.VariableReference) or selector.id.name != "kind":
        return select.variants
    named = [one for one in select.variants if isinstance(one.key, ast.Identifier) and one.key.name == kind]
    return named or [one for one in select.variants if one.default]
