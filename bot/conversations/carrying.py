"""An answer of a talk that is over: what is different now goes to the other one, as a talk of its own."""

from __future__ import annotations

from contextlib import suppress
from textwrap import shorten
from typing import Any

from bot.conversations.acting import Acting
from bot.conversations.controls import digits
from bot.conversations.kept_facts import load_start
from bot.conversations.live import Live
from bot.conversations.naming import subject
from bot.conversations.sitting import sit
from bot.dialog import Refused, Scene, Start
from bot.engine.prompts import Prompt
from bot.engine.text import LITERAL, Text, literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.ports import Put
from bot.practice.identity import derived_id
from bot.transaction import Talks
from bot.words.stored import dump_text

LONGEST = 160
"""So much of an answer in own words says which one is meant."""


def is_read(acting: Acting) -> bool:
    """Whether the other one has before them what was answered blind in a talk that is over."""
    row, read = acting.live.row, acting.live.dialog.read
    return row.state == "done" and read is not None and read(acting.stage.tx, load_start(row.start))


def opens_again(acting: Acting) -> bool:
    """Whether an answer of a talk that is over is changed by opening the talk again."""
    return acting.live.dialog.revisable and not is_read(acting)


def _as_it_stands(acting: Acting) -> Live:
    """The talk whose answers count by now: the last of those that opened this one again."""
    live, tx = acting.live, acting.stage.tx
    if not live.dialog.revisable:
        return live
    person = live.seats[acting.role].person
    done = (row for row, _ in tx.talks_of(person) if row.dialog == live.row.dialog and row.state == "done")
    again = {row.revises: row for row in done if row.revises}
    row = live.row
    while row.id in again:
        row = again.pop(row.id)
    return live if row is live.row else Live.load(tx, row)


def _asked(tx: Talks, live: Live, prompt: Prompt[Any]) -> Text:
    """The question as both know it: what was asked was worded for whoever answered."""
    page = next((page for page in live.newest_first() if any(one is prompt for one in page.prompts)), None)
    if page is not None and page.about is not None:
        return page.about
    if words := subject(tx, live.row):
        return literal(shorten(words, LONGEST, placeholder=" …"))
    alone = page is None or len(page.prompts) == 1
    return live.dialog.title if alone else t("correct-about", title=live.dialog.title, what=prompt.ask)


def _answer(live: Live, prompt: Prompt[Any]) -> Text:
    kept = live.answers.kept[prompt.key]
    if kept is None and prompt.optional:
        return t("answer-left-out")
    shown = prompt.kind.show(prompt.kind.load(kept))
    words = shown.args.get("value")
    if shown.key == LITERAL and isinstance(words, str):
        return literal(shorten(words, LONGEST, placeholder=" …"))
    return shown


def correction(acting: Acting, what: str, words: str = "") -> Start | None:
    """The talk that asks what is different and carries it to the other one; `words`: what was said already.

    None where nobody else reads the answer: then there is nobody to carry it to.
    """
    live, row = _as_it_stands(acting), acting.live.row
    asked = live.given(acting.role, lambda key, _: digits(key) == what)
    if not asked or not live.carries(asked[0], blind=is_read(acting)):
        return None
    (prompt, *_) = asked
    then = live.after(prompt, acting.role) if prompt.kind.leads(live.answers.kept[prompt.key]) else None
    said = then if then is not None and live.answers.kept.get(then.key) is not None else prompt
    scene: Scene = live.facts.scene
    seats: dict[str, str] = {OWNER: scene.owner.id, PROFESSIONAL: scene.professional.id}
    return Start(
        "correction",
        seats,
        row.engagement,
        seed={"words": words} if words else {},
        terms={
            "asked": dump_text(_asked(acting.stage.tx, live, prompt)),
            "before": dump_text(_answer(live, said)),
            "of": row.dialog,
        },
        conversation=derived_id(row.id, "correction", what, str(acting.stage.tx.moment.now)),
        by=live.seats[acting.role].person,
    )


def begun(acting: Acting, start: Start) -> tuple[Put, ...]:
    """The talk about the same answer that is open already, to go on with; nothing where there is none."""
    tx = acting.stage.tx
    for seat, row in tx.open_seats(start.by):
        if not seat.asked or (row.dialog, row.engagement) != (start.dialog, start.engagement):
            continue
        whole = tx.conversation(row.id)
        if whole is None or whole.start.get("terms") != start.terms:
            continue
        with suppress(Refused):  # it was closed just now, and what was pressed for begins anew
            there = sit(acting.stage, tx.person(start.by), seat.role, whole)
            if there is not None and there.live.row.state == "open":
                return there.open(t("begun-goes-on"))
    return ()
