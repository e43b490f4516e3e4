"""An answer of a talk that is over: what is different now goes to the other one, as a talk of its own."""

from __future__ import annotations

from textwrap import shorten

from bot.conversations.acting import Acting
from bot.conversations.controls import digits
from bot.dialog import Scene, Start
from bot.model import OWNER, PROFESSIONAL
from bot.practice.identity import derived_id
from bot.words import plain

LONGEST = 160
"""So much of a question or an answer says which one is meant."""


def correction(acting: Acting, what: str, words: str = "") -> Start | None:
    """The talk that asks what is different and carries it to the other one; `words`: what was said already.

    None where nobody else reads the answer: then there is nobody to carry it to.
    """
    live, row = acting.live, acting.live.row
    asked = live.given(acting.role, lambda key, _: digits(key) == what)
    if not asked or not live.carries(asked[0]):
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
