"""How many minutes are left of a talk: what it takes whole, by the share of its questions still open.

The questions ahead are those of its script over the plainest answers, which is run on and thrown away.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from bot.budget import Effort, asking
from bot.conversations.live import Live
from bot.dialog import instant_of
from bot.engine.prompts import Page, Prompt
from bot.engine.read import Reading
from bot.engine.replay import Finished, Replay
from bot.engine.text import Invalid
from bot.model import Person
from bot.phases import DIALOGS
from bot.transaction import Conversation, Seat, Talks

log = logging.getLogger(__name__)

MOST_AHEAD = 50
"""Pages that are looked at. No talk has more; what would ask for ever is broken off here."""


def minutes_left(tx: Talks, seat: Seat, row: Conversation) -> int:
    """What it takes somebody to answer the rest of an open talk."""
    dialog = DIALOGS[row.dialog]
    if seat.turn <= 1 and dialog.takes is None:
        return dialog.minutes  # nothing is answered yet, so nothing has to be read
    whole = tx.conversation(row.id, lock=False)
    if whole is None or whole.state != "open":
        return dialog.minutes
    try:
        live = Live.load(tx, whole, (seat,))
        person = tx.one(Person, seat.person)
        share = _share(live, seat.role, Reading(instant_of(tx.moment.now), person.zone, person.locale))
    except Exception:  # a script that cannot be replayed is listed all the same, and parked when it is opened
        log.exception("not counted", extra={"conversation": row.id, "dialog": row.dialog})
        return dialog.minutes
    takes = dialog.minutes if dialog.takes is None else dialog.takes(live.facts, live.answers.kept)
    return max(1, round(takes * share))


def _share(live: Live, role: str, reading: Reading) -> float:
    """How much of what a seat has to answer is still open."""
    done, ahead = Effort(), Effort()
    for page in live.pages:
        done = done.plus(asking(page, tuple(p for p in page.prompts if _gave(live, role, p))))
    kept: dict[str, Any] = dict(live.answers.kept)
    run = Replay(live.dialog.script(live.facts), kept)
    for _ in range(MOST_AHEAD):
        if isinstance(run.state, Finished):
            break
        ahead = ahead.plus(asking(run.state.page, run.state.missing_for(role)))
        if not _answer(run.state.page, run.state.missing, kept, reading):
            break
        run.go_on()
    run.close()
    whole = done.plus(ahead).minutes
    return ahead.minutes / whole if whole else 1.0


def _gave(live: Live, role: str, prompt: Prompt[Any]) -> bool:
    given = live.answers.given.get(prompt.key)
    return given is not None and given.role == role


def _answer(
    page: Page[Any], missing: tuple[Prompt[Any], ...], kept: dict[str, Any], reading: Reading
) -> bool:
    """Answer a page the plainest way; False where that cannot be known."""
    for prompt in missing:
        if page.proposed is not None and prompt.key in page.proposed:
            kept[prompt.key] = prompt.kind.dump(page.proposed[prompt.key])
        elif prompt.optional:
            kept[prompt.key] = None
        else:
            try:
                kept[prompt.key] = prompt.kind.dump(_plainest(prompt, reading))
            except Invalid:
                return False
    return True


def _plainest(prompt: Prompt[Any], reading: Reading) -> Any:
    if prompt.kind.options():
        return prompt.kind.read(tuple(range(prompt.kind.picks[0])), reading)
    next_week = (reading.today + timedelta(days=7)).isoformat()
    return prompt.kind.read({"date": next_week, "text": "..."}.get(prompt.kind.name, "1"), reading)
