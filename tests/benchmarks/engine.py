"""The engine by itself: a long talk, and a short one beside botbuilder's."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from bot.conversations.kept_facts import dump_facts, load_facts
from bot.conversations.live import Live
from bot.dialog import Dialog, Outcome, Scene, Start
from bot.engine.answers import Answers
from bot.engine.kinds import Option, Raw
from bot.engine.prompts import choice, number, text
from bot.engine.read import Reading
from bot.engine.replay import Finished
from bot.engine.text import literal
from bot.transaction import Conversation, Seat
from tests.benchmarks import talks
from tests.benchmarks.measuring import DOCUMENT_US, Line, cpu_us, document, medians

CACHE = Path(__file__).parents[2] / ".cache"
PEER = "botbuilder-dialogs==4.17.1"
ROUNDS = 9
READING = Reading(datetime(2026, 11, 23, 10, tzinfo=UTC), "Europe/Lisbon", "en", lambda words: words.key)


def lines() -> Iterator[Line]:
    """The ratios of the engine."""
    with talks.registered(talks.TALK, SIX):
        yield _long()
        yield _beside_botbuilder()


# --- a long talk --------------------------------------------------------------------------------


def _long() -> Line:
    turn = OneTurn(talks.TALK, talks.Facts(_scene(), 200, talks.SKILLS), 199, (3,))
    rounds = [(cpu_us(document, 60), cpu_us(turn.take, 30)) for _ in range(ROUNDS)]
    unit, long = medians(rounds)
    counts = (
        "CPU: facts found, 199 answers from JSON, replay, read the 200th, compare the views, JSON;"
        f" 1 ms = {1000 / DOCUMENT_US:.1f}x json.loads of a {_size(document())}-value document, same run"
    )
    return Line("replay: a turn of a 200-answer talk", long / (unit * 1000 / DOCUMENT_US), 1, counts)


def _size(value: Any) -> int:
    if isinstance(value, dict | list):
        return 1 + sum(map(_size, value.values() if isinstance(value, dict) else value))
    return 1


class OneTurn:
    """One turn without storage, words or people: what an answer costs between two JSON texts."""

    def __init__(self, dialog: Dialog[Any, Any], facts: Any, given: int, raw: Raw | None = None) -> None:
        self._kind: Any = dialog.facts
        self._facts = dump_facts(dialog.facts, facts)
        self._seat = Seat("c", "a", talks.ROLE, "p", given, True, "", 0, 0, 0, "", 0)
        self._row = Conversation("c", "a", dialog.name, "open", "", "", "", "", {}, b"", {}, 0, 0, 0)
        live = Live(self._row, (self._seat,), facts, Answers())
        for place in range(given):
            self._step(live, SIX_ANSWERS[place] if raw is None else raw)
        self._raw = SIX_ANSWERS[given] if raw is None else raw
        self._answers = to_json(live.answers.dump())
        self.take()

    def take(self) -> bytes:
        """From JSON to JSON."""
        facts = load_facts(self._kind, self._facts)
        live = Live(self._row, (self._seat,), facts, Answers.load(from_json(self._answers)))
        before = live.view(talks.ROLE)
        self._step(live, self._raw)
        assert live.view(talks.ROLE).differs(before)
        live.run.close()
        return to_json(live.answers.dump())

    def _step(self, live: Live, raw: Raw) -> None:
        assert not isinstance(live.state, Finished)
        live.take(talks.ROLE, live.state.missing[0], raw, READING)
        live.go_on()


def _scene() -> Scene:
    return talks.prepare(_NoBook(), Start("bench", {}, terms={"questions": 1})).scene  # type: ignore[arg-type]


class _NoBook:
    now_ms = 0


# --- six questions beside botbuilder's ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SixFacts:
    """Six questions are about nobody but the two."""

    scene: Scene


SIX_ANSWERS: tuple[Raw, ...] = ("Ada Byron", "36", "a parcel", "12", (1,), (0,))


async def six(facts: SixFacts) -> tuple[Any, ...]:
    """The questions of peers/botbuilder_turns.py."""
    options = tuple(Option(name, literal(name)) for name in ("red", "green", "blue"))
    return (
        await text("name", literal("What is your name?"), long=False),
        await number("age", literal("How old are you?")),
        await text("thing", literal("What would you like?"), long=False),
        await number("count", literal("How many?")),
        await choice("colour", literal("Which colour?"), options),
        await choice("sure", literal("Is that right?"), options[:2]),
    )


SIX: Dialog[SixFacts, Any] = Dialog(
    "bench-six", (talks.ROLE,), SixFacts, lambda book, start: SixFacts(_scene()), six,
    lambda facts, result: Outcome(), literal("A talk"), nudge=False,
)  # fmt: skip


def _beside_botbuilder() -> Line:
    name, target = "engine: a turn of six questions, no storage", 1 / 50
    python = _peer()
    if python is None:
        return Line(name, None, target, f"{PEER} could not be installed under .cache/botbuilder")
    turns = [OneTurn(SIX, SixFacts(_scene()), given) for given in range(6)]

    def take_six() -> None:
        for turn in turns:
            turn.take()

    rounds = [(_peer_us(python), cpu_us(take_six, 300) / 6) for _ in range(5)]
    peer, ours = medians(rounds)
    counts = (
        "CPU: facts found, answers from JSON, replay, read, go on, JSON; no words drawn. The peer:"
        " waterfall with prompts, MemoryStorage, its own words sent"
    )
    return Line(name, ours / peer, target, counts)


def _peer() -> Path | None:
    """The Python of an environment with botbuilder, made once; None where that fails."""
    home = CACHE / "botbuilder"
    python = home / "bin" / "python"
    ready = home / "ready"
    if ready.exists():
        return python
    try:
        venv.create(home, with_pip=True, clear=True)
        # It does not import without aiohttp, which it does not ask for.
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", PEER, "aiohttp"]
        subprocess.run(pip, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"botbuilder: {error}", file=sys.stderr)
        return None
    ready.touch()
    return python


def _peer_us(python: Path) -> float:
    command = [str(python), str(Path(__file__).parent / "peers" / "botbuilder_turns.py")]
    return float(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
