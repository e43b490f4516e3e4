"""What was typed with a command: taken as answers of whoever typed it, where they are asked."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.conversations.live import Live
from bot.conversations.view import Mistake
from bot.engine.replay import Finished
from bot.engine.text import Invalid

if TYPE_CHECKING:
    from bot.conversations.stage import Stage

log = logging.getLogger(__name__)


def take(stage: Stage, live: Live) -> None:
    """Take typed options as answers, the first time that they are asked.

    What cannot be taken is asked, with why. Where several things are proposed already, they are for
    whoever typed to accept: of that only what cannot be read is said, beside the proposal.
    """
    seed: Mapping[str, str] = live.row.start.get("seed") or {}
    if all(key in live.answers.kept or live.answers.taken_back(key) for key in seed):
        return
    by = live.row.start["by"]
    role = next((role for role, seat in live.seats.items() if seat.person == by), next(iter(live.seats)))
    reading = stage.reading(stage.tx.person(live.seats[role].person))
    fresh = True
    while fresh and not isinstance(live.state, Finished):
        fresh = False
        page = live.state.page
        proposes = page.shape == "review" and len(page.prompts) > 1
        for prompt in live.state.missing:
            typed = seed.get(prompt.key)
            if typed is None or prompt.to not in ("", role) or live.answers.taken_back(prompt.key):
                continue
            try:
                if proposes:
                    prompt.kind.read(typed, reading)
                else:
                    live.take(role, prompt, typed, reading)
                    fresh = True
            except Invalid as invalid:
                log.info("an option was not understood and is asked", extra={"conversation": live.row.id})
                live.mistakes[prompt.key] = Mistake(invalid.why, typed, beside=proposes)
        if fresh:
            live.go_on()
