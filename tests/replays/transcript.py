"""What a transcript pins: facts, answers in the order they were given, keys as they were asked, the outcome.

Texts are not in it, so that a better wording breaks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from bot import model
from bot.conversations.kept_facts import facts_as
from bot.dialog import Dialog, Outcome
from bot.engine.cards import Card
from bot.engine.prompts import Page
from bot.engine.replay import Finished, Replay, Waiting
from bot.engine.text import Text
from bot.model import Record

FOLDER = Path(__file__).parent

Answer = tuple[str, str, Any]
"""The role, the key and the answer as it is kept."""


class Replayed:
    """A dialog run over answers, one page after another, as they were given."""

    def __init__(self, dialog: Dialog[Any, Any], facts: Any, answers: list[Answer]) -> None:
        self.asked: list[list[str]] = []
        self.pages: list[Page[Any]] = []
        kept: dict[str, Any] = {}
        run = Replay(dialog.script(facts), kept)
        self._meet(run)
        for role, key, value in answers:
            state = run.state
            assert isinstance(state, Waiting), f"over before {key!r}"
            assert key in [prompt.key for prompt in state.missing_for(role)], f"{role} is not asked {key!r}"
            kept[key] = value
            run.go_on()
            self._meet(run)
        assert isinstance(run.state, Finished), f"waits for {[p.key for p in run.state.missing]}"
        self.said = len(run.state.said)
        self.outcome = data(dialog.finish(facts, run.state.result))
        run.close()

    def _meet(self, run: Replay[Any]) -> None:
        """Note every page passed or waited for, once."""
        state = run.state
        pages = state.path if isinstance(state, Finished) else (*state.path, state.page)
        for page in pages[len(self.pages) :]:
            self.pages.append(page)
            kinds = {prompt.key: prompt.kind.name for prompt in page.prompts}
            self.asked.append(
                [f"{prompt.key} {kinds[prompt.key]} {prompt.to}".strip() for prompt in page.prompts]
            )


def data(value: Any) -> Any:
    """An outcome as plain data, without the words that people read."""
    match value:
        case Outcome(effects=effects):
            return [data(effect) for effect in effects]
        case Record():
            return {"record": type(value).__name__, **value.model_dump(mode="json")}
        case Text() | Card():
            return "words"
        case type():
            return value.__name__
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): data(inner) for key, inner in value.items()}
        case tuple() | list():
            return [data(inner) for inner in value]
        case _ if is_dataclass(value):
            return {"effect": type(value).__name__} | {
                f.name: data(getattr(value, f.name)) for f in fields(value)
            }
        case _:
            return value


def as_today(kept: Any) -> Any:
    """A kept outcome with the fields that its records have got since, as facts get theirs: by default."""
    if isinstance(kept, list):
        return [as_today(one) for one in kept]
    if not isinstance(kept, dict):
        return kept
    since = {}
    if isinstance(name := kept.get("record"), str):
        kind: type[Record] = getattr(model, name)
        fresh = {key: one.get_default() for key, one in kind.model_fields.items() if not one.is_required()}
        since = {key: data(value) for key, value in fresh.items() if key not in kept}
    return since | {key: as_today(value) for key, value in kept.items()}


def holds(before: Any, now: Any) -> bool:
    """Whether everything that an outcome caused is still caused: more may have come, nothing went."""
    if isinstance(before, dict):
        return isinstance(now, dict) and all(key in now and holds(before[key], now[key]) for key in before)
    if isinstance(before, list):
        return isinstance(now, list) and all(any(holds(one, other) for other in now) for one in before)
    return bool(before == now)


def facts_of(dialog: Dialog[Any, Any], dumped: Any) -> Any:
    """Frozen facts as the store gives them back: what is new since needs a default."""
    return facts_as(dialog.facts).validate_python(dumped)


def written(dialog: Dialog[Any, Any], facts: Any, answers: list[Answer]) -> str:
    """A transcript as its file holds it."""
    dumped = facts_as(dialog.facts).dump_python(facts, mode="json")
    played = Replayed(dialog, facts_of(dialog, dumped), answers)
    whole = {
        "dialog": dialog.name,
        "facts": dumped,
        "answers": answers,
        "asked": played.asked,
        "outcome": played.outcome,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
