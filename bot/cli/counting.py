"""`fivefold preview --budget`: what the paths cost, over the scripts and over the example as played."""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from dataclasses import replace
from pathlib import Path as Folder
from typing import Any

import typer

from bot.budget import MEDIAN_WORDS, MOST_GRADE, MOST_WORDS, PATHS, Effort, Path
from bot.cli import errand
from bot.demo import example
from bot.demo.ledger import Counted, Ledger, Texts, counted, texts
from bot.demo.script import OWNER, ZONES
from bot.preview import costs
from storage.looking import people


def budget(as_json: bool) -> None:
    """Count both, and print each path beside what it may cost."""
    paid = costs.efforts()
    scripts = [(path, costs.on_path(path, paid)) for path in PATHS]
    if not as_json:
        typer.echo(_head("shortest honest way"))
        for path, effort in scripts:
            typer.echo(_line(path, effort, path.holds(effort)))
    logging.disable(logging.WARNING)  # what the house of the example notes is not part of the table
    times, said = asyncio.run(_played())
    if as_json:
        values = {
            "scripts": [_values(path, effort) for path, effort in scripts],
            "example": [_values(one.path, each) for one in times for each in one.times],
            "talks": [{"who": who, "talk": talk, **effort._asdict()} for (who, talk), effort in paid.items()],
            "messages": said._asdict(),
        }
        typer.echo(json.dumps(values, indent=2))
        return
    typer.echo("\n" + _head("the example, at the median"))
    for one in times:
        typer.echo(f"{_line(one.path, one.usual, one.path.holds(one.usual))}  {len(one.times)} times")
    typer.echo("\n" + _messages(said))
    head = f"{'each talk, shortest honest way':<36} {'minutes':>7} {'taps':>5} {'typed':>6} {'words':>6}"
    typer.echo(f"\n{head}")
    for (who, talk), effort in paid.items():
        name = f"{who}: {talk.replace('_', ' ')}"
        typer.echo(f"{name:<36} {effort.minutes:>7.1f} {effort.taps:>5} {effort.typed:>6} {effort.words:>6}")


async def _played() -> tuple[tuple[Counted, ...], Texts]:
    """Play the example into a folder that goes away, with somebody keeping account."""
    ledgers: list[Ledger] = []

    def kept(place: Any) -> Ledger:
        ledgers.append(Ledger(place))
        return ledgers[0]

    with tempfile.TemporaryDirectory() as folder:
        loaded = example.settings_of(errand.settings())
        storage = loaded.storage.model_copy(update={"data": Folder(folder)})
        played = replace(loaded, storage=storage)
        await example.make(played, lambda part: None, around=kept)
        with errand.Desk.of(played).look() as seen:
            seen.enter(people(seen, "Rita Lopes")[0].account)
            return counted(ledgers[0], seen, ZONES[OWNER]), texts(ledgers[0], seen)


def _values(path: Path, effort: Effort) -> dict[str, Any]:
    return {
        "path": path.name,
        "role": path.role,
        "minutes": round(effort.minutes, 2),
        **effort._asdict(),
        "most": {"minutes": path.minutes, "taps": path.taps, "typed": path.typed},
        "holds": path.holds(effort),
    }


def _head(name: str) -> str:
    return f"{name:<36} {'minutes':>11} {'taps':>9} {'typed':>7} {'words':>6}"


def _line(path: Path, paid: Effort, holds: bool) -> str:
    name = f"{path.role}: {path.name}"
    return (
        f"{name:<36} {paid.minutes:>5.1f} of {path.minutes:<3.0f} {paid.taps:>3} of {path.taps:<3} "
        f"{paid.typed:>2} of {path.typed} {paid.words:>6}  {'ok' if holds else 'over'}"
    )


def _messages(said: Texts) -> str:
    holds = said.words <= MEDIAN_WORDS and said.longest <= MOST_WORDS and said.grade <= MOST_GRADE
    return (
        f"{said.messages} messages of the example: {said.words} words at the median (of {MEDIAN_WORDS}), "
        f"{said.longest} at most (of {MOST_WORDS}), reading grade {said.grade:.1f} (of {MOST_GRADE})  "
        f"{'ok' if holds else 'over'}"
    )
