"""Scripts as they are written: only what replays safely, on every machine and after every restart."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import bot.phases
from bot.dialog import Dialog
from bot.phases import DIALOGS
from bot.words import Reader, plain
from bot.words.render import strict

FILES = sorted(path for path in Path(bot.phases.__file__).parent.rglob("*.py") if path.stem != "__init__")
QUESTIONS = {
    "text", "number", "scale", "choice", "verdict", "hand_in", "many", "ask_for", "agree", "Prompt",
}  # fmt: skip
ASKING = QUESTIONS | {"form", "each", "review", "prefilled", "earlier", "say"}
FORBIDDEN = (
    ast.Try, ast.TryStar, ast.With, ast.AsyncWith, ast.AsyncFor, ast.Global, ast.Nonlocal, ast.Set,
    ast.SetComp, ast.Yield, ast.YieldFrom, ast.Raise, ast.Import, ast.ImportFrom, ast.Delete,
)  # fmt: skip
UNSTEADY = {"now", "utcnow", "today", "id", "hash", "random", "set", "frozenset", "vars", "globals", "input",
            "open", "uuid4", "uuid1", "getenv", "monotonic", "time_ns"}  # fmt: skip


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file, in order. Only tests look into files: collecting them reads none."""
    return tuple(ast.walk(ast.parse(path.read_text(), str(path))))


def scripts_in(path: Path) -> list[ast.AsyncFunctionDef]:
    return [node for node in nodes_of(path) if isinstance(node, ast.AsyncFunctionDef)]


@cache
def nodes_in(script: ast.AsyncFunctionDef) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(script))


def every_node(path: Path) -> Iterator[tuple[ast.AsyncFunctionDef, ast.AST]]:
    """Whatever stands in a script of this file, with the script."""
    return ((script, node) for script in scripts_in(path) for node in nodes_in(script))


@cache
def names() -> frozenset[str]:
    return frozenset(script.name for path in FILES for script in scripts_in(path))


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_dialog = pytest.mark.parametrize("dialog", DIALOGS.values(), ids=lambda dialog: dialog.name)


def called(node: ast.AST) -> str:
    """The bare name of what is called."""
    func = node.func if isinstance(node, ast.Call) else node
    if isinstance(func, ast.Subscript):  # Prompt[float | None](...), fields[0]
        func = func.value
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def test_there_are_scripts_to_look_at() -> None:
    assert sum(len(scripts_in(path)) for path in FILES) >= len(DIALOGS)


@each_file
def test_a_script_holds_nothing_that_a_replay_cannot_repeat(path: Path) -> None:
    wrong = [
        f"{script.name}, line {node.lineno}: {type(node).__name__}"
        for script, node in every_node(path)
        if isinstance(node, FORBIDDEN)
    ]
    assert not wrong


@each_file
def test_a_script_calls_no_clock_no_chance_and_no_identity(path: Path) -> None:
    wrong = [
        f"{script.name}, line {node.lineno}: {called(node)}()" for script, node in every_node(path)
        if isinstance(node, ast.Call) and called(node) in UNSTEADY
    ]  # fmt: skip
    assert not wrong


@each_file
def test_a_script_awaits_only_prompts_pages_things_said_and_scripts(path: Path) -> None:
    known = ASKING | names() | _makers()
    wrong = [
        f"{script.name}, line {node.lineno}: await {ast.unparse(node.value)[:60]}"
        for script, node in every_node(path)
        if isinstance(node, ast.Await) and called(node.value) not in known
        if called(node.value) not in _made(script)
    ]
    assert not wrong


@cache
def _made(script: ast.AsyncFunctionDef) -> frozenset[str]:
    """The names that a script gives to prompts and pages before it awaits them."""
    return frozenset(
        target.id
        for node in nodes_in(script)
        if isinstance(node, ast.Assign)
        and not any(isinstance(part, ast.Await) for part in ast.walk(node.value))
        if any(isinstance(part, ast.Call) and called(part) in ASKING for part in ast.walk(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    )


@cache
def _makers() -> set[str]:
    """Plain functions of the phases that hand back a prompt, a page or something to say."""
    return {
        node.name
        for path in FILES
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and any(word in ast.unparse(node.returns) for word in ("Prompt", "Page", "Said"))
    }


@each_file
def test_nobody_makes_a_page_by_hand(path: Path) -> None:
    """The functions of the engine refuse a proposed judgement; a page made by hand would not."""
    wrong = [
        node.lineno for node in nodes_of(path)
        if isinstance(node, ast.Call) and called(node) in ("Page", "Said")
    ]  # fmt: skip
    assert not wrong


# -- keys ---------------------------------------------------------------------------------------------


def keys_in(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, ast.expr]]:
    """The key of every question: the first argument, the second of `ask_for`."""
    for call in nodes:
        if isinstance(call, ast.Call) and called(call) in QUESTIONS:
            place = 1 if called(call) == "ask_for" else 0
            if len(call.args) > place:
                yield call.lineno, call.args[place]


@each_file
def test_each_key_is_written_once_in_its_script(path: Path) -> None:
    """The same key in two branches that exclude each other is one question; one after another is stuck."""
    wrong = []
    for script in scripts_in(path):
        lines: dict[str, list[int]] = {}
        for line, key in keys_in(nodes_in(script)):
            if isinstance(key, ast.Constant):
                lines.setdefault(str(key.value), []).append(line)
        wrong += [
            f"{script.name}: {key}" for key, found in lines.items()
            if not all(_parted(script, one, other) for one, other in pairwise(sorted(found)))
        ]  # fmt: skip
    assert not wrong


def _parted(script: ast.AsyncFunctionDef, one: int, other: int) -> bool:
    for node in nodes_in(script):
        branches: list[list[ast.stmt] | list[ast.expr]] = []
        if isinstance(node, ast.If):
            branches = [node.body, node.orelse]
            if (
                not node.orelse
                and _covers(node.body, one)
                and _ends(node.body)
                and not _covers(node.body, other)
            ):
                return True
        elif isinstance(node, ast.IfExp):
            branches = [[node.body], [node.orelse]]
        elif isinstance(node, ast.Match):
            branches = [case.body for case in node.cases]
        homes = [index for line in (one, other) for index, body in enumerate(branches) if _covers(body, line)]
        if len(homes) == 2 and homes[0] != homes[1]:
            return True
    return False


def _covers(body: list[Any], line: int) -> bool:
    return bool(body) and body[0].lineno <= line <= (body[-1].end_lineno or 0)


def _ends(body: list[ast.stmt]) -> bool:
    return isinstance(body[-1], ast.Return)


@each_file
def test_no_key_holds_a_place_in_a_list(path: Path) -> None:
    """A key contains an item's id and never its index: items are added and dropped while people talk."""
    counted = {
        name.id
        for node in nodes_of(path)
        if isinstance(node, ast.For | ast.comprehension)
        and isinstance(node.iter, ast.Call)
        and (called(node.iter) == "enumerate" or ast.unparse(node.iter).startswith("range(len("))
        for name in ast.walk(_first_of(node.target))
        if isinstance(name, ast.Name)
    }
    wrong = [
        f"line {line}: {ast.unparse(key)}"
        for line, key in keys_in(nodes_of(path))
        if any(
            (isinstance(part, ast.Name) and part.id in counted)
            or (isinstance(part, ast.Call) and called(part) in ("len", "index", "next"))
            for part in ast.walk(key)
        )
    ]
    assert not wrong


def _first_of(target: ast.expr) -> ast.expr:
    return target.elts[0] if isinstance(target, ast.Tuple) else target


# -- dialogs ------------------------------------------------------------------------------------------


@each_dialog
def test_facts_are_frozen_and_slotted(dialog: Dialog[Any, Any]) -> None:
    assert dialog.facts.__dataclass_params__.frozen
    assert "__slots__" in vars(dialog.facts)


@each_dialog
def test_facts_hold_nothing_that_can_change(dialog: Dialog[Any, Any]) -> None:
    """No list, no set, no dictionary: tuples, mappings and other frozen facts."""
    wrong = [
        f"{kind.__name__}.{field.name}: {field.type}"
        for kind in _kinds(dialog.facts)
        for field in fields(kind)
        if str(field.type).lstrip().startswith(("list", "set", "dict", "frozenset"))
    ]  # fmt: skip
    assert not wrong


def _kinds(kind: type) -> Iterator[type]:
    """A dataclass and those of its module that it names."""
    yield kind
    around = vars(sys.modules[kind.__module__])
    for field in fields(kind):
        for name, found in around.items():
            if (
                name in str(field.type)
                and isinstance(found, type)
                and is_dataclass(found)
                and found is not kind
            ):
                yield from _kinds(found)


@each_dialog
def test_a_dialog_has_a_title_in_the_catalogue(dialog: Dialog[Any, Any]) -> None:
    with strict():
        assert plain(dialog.title, Reader("en", "Europe/Lisbon"))


@each_dialog
def test_a_dialog_is_named_by_its_key_and_fits_a_button(dialog: Dialog[Any, Any]) -> None:
    assert DIALOGS[dialog.name] is dialog
    assert dialog.name.replace("_", "").isalpha()
    assert set(dialog.seats) <= {"owner", "professional"}
    assert dialog.audience in ("you", "both", "blind", "channel")
    assert dialog.minutes >= 0
