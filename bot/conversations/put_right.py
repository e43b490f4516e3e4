"""An answer of a talk that is over: what is different now goes to the other one, as a talk of its own."""

from __future__ import annotations

from textwrap import shorten

from bot.conversations.acting import Acting
from bot.conversations.controls import digits
from bot.conversations.live import Live, load_start
from bot.dialog import Scene, Start
from bot.model import OWNER, PROFESSIONAL
from bot.practice.identity import derived_id
from bot.words import plain

LONGEST = 160
"""So much of a question or an answer says which one is meant."""


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


def correction(acting: Acting, what: str, words: str = "") -> Start | None:
    """The talk that asks what is different and carries it to the other one; `words`: what was said already.

    None where nobody else reads the answer: then there is nobody to carry it to.
    """
    live, row = _as_it_stands(acting), acting.live.row
    asked = live.given(acting.role, lambda key, _: digits(key) == what)
    if not asked or not live.carries(asked[0], blind=is_read(acting)):
        return None
    (prompt, *_) = asked
    scene: Scene = live.facts.scene
    value = prompt.kind.load(live.answers.kept[prompt.key])
    question = shorten(plain(prompt.ask, acting.reader), LONGEST, placeholder=" …")
    before = shorten(plain(prompt.kind.show(value), acting.reader), LONGEST, placeholder=" …")
    seats: dict[str, str] = {OWNER: scene.owner.id, PROFESSIONAL: scene.professional.id}
    return Start(
        "correction",
        seats,
        row.engagement,
        seed={"words": words} if words else {},
        terms={"asked": question, "before": before},
        conversation=derived_id(row.id, "correction", what, str(acting.stage.tx.moment.now)),
        by=live.seats[acting.role].person,
    )
