"""A question that is over by now: why, what was written to it, and what is open in its place.

Nothing that somebody writes is lost. What no question takes any more is kept, and they are asked what it
is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from bot.conversations import unclear
from bot.conversations.acting import Acting
from bot.conversations.actor import MENTION, Actor
from bot.conversations.answered import BEGINNING
from bot.conversations.commanding import Commanding
from bot.conversations.controls import digits
from bot.conversations.keeping import Seats, asked_now, says_much
from bot.conversations.twice import says
from bot.engine.prompts import Page, Prompt
from bot.engine.read import clean_text
from bot.engine.text import Invalid, Text, t
from bot.ports import Put
from bot.transaction import Conversation
from bot.words import plain

Filled = Mapping[str, str | tuple[str, ...]]
"""What a form brings, by the digits of its questions: text, or what was picked."""

SAID_WHY = "told that it closed"
OWN_ACTS = frozenset(("cancelled", "skipped", "refused"))
"""Why a question closed, where whoever it was put to did that and read why at once."""


def closed(actor: Actor, row: Conversation, words: str = "") -> tuple[Put, ...]:
    """Say why a question was closed, once."""
    actor.tx.remember(row.id, SAID_WHY, row.reason)
    return tell(actor, t("conversation-closed", why=row.reason), words)


def tell(actor: Actor, reason: Text, words: str = "") -> tuple[Put, ...]:
    """Say why nothing is needed; and what is open, or for which of it the words are that were written."""
    if words:
        return unclear.what_for(actor, words, asked_now(actor), reason)
    return (*actor.say(reason), *Commanding(actor).next())


def written(acting: Acting | None, given: Filled, but: Sequence[Prompt[Any]] = ()) -> str:
    """What a form brings in own words that no question has taken; with its question where it is more.

    `but`: the questions that it was taken to answer. What is asked now has it in its field.
    """
    found = [(what, words) for what, raw in given.items() if (words := _readable(raw))]
    asked = _asked(acting) if acting is not None else {}
    open_now = acting.live.view(acting.role).prompts if acting and acting.live.row.state == "open" else ()
    taken = {digits(prompt.key) for prompt in (*but, *open_now)}
    told: list[tuple[str, str]] = []
    for what, raw in found:
        if what in taken:
            continue
        page, prompt = asked.get(what, (None, None))
        if acting is None or page is None or prompt is None:
            # A field of a page that is no more: one word or number was perhaps only left as proposed.
            told += [("", raw)] if says_much(raw) else []
        elif not MENTION.fullmatch(raw) and not _stands(acting, page, prompt, raw):
            question = shorten(plain(prompt.ask, acting.reader), BEGINNING, placeholder=" …")
            told.append((question, raw))
    if len(told) == 1:
        return told[0][1]
    return "\n".join(f"{question} {raw}".strip() for question, raw in told)


def _readable(raw: str | tuple[str, ...]) -> str:
    """Text in the form in which it is kept; nothing of what was picked, or cannot be read."""
    try:
        return clean_text(raw, most=len(raw)) if isinstance(raw, str) else ""
    except Invalid:
        return ""


def _asked(acting: Acting) -> dict[str, tuple[Page[Any], Prompt[Any]]]:
    return {digits(prompt.key): (page, prompt) for page in acting.live.pages for prompt in page.prompts}


def _stands(acting: Acting, page: Page[Any], prompt: Prompt[Any], raw: str) -> bool:
    """Whether it is what was answered, or was proposed and left alone."""
    if prompt.key in acting.live.answers.kept:
        return says(acting, prompt, {digits(prompt.key): raw})
    proposed = (page.proposed or {}).get(prompt.key)
    return proposed is not None and not prompt.kind.options() and prompt.kind.typed(proposed) == raw


def under(actor: Actor, seats: Seats) -> Conversation | None:
    """The question that stood before them last and was closed by somebody else: they may still write to it.

    None where they have been told, or one of `seats` was shown later.
    """
    newest_ms, at, last = max((seat.shown_ms for _, seat, _ in seats), default=0), None, None
    for place in actor.places():
        with actor.peek(place):
            for seat, row in actor.tx.closed_seats(place.person):
                if seat.shown_ms > newest_ms and row.reason not in OWN_ACTS:
                    newest_ms, at, last = seat.shown_ms, place, row
    if at is None or last is None:
        return None
    with actor.peek(at):
        told = actor.tx.remembered(last.id, SAID_WHY) is not None
    actor.be(at)
    return None if told else last
