"""The cards that a talk leaves behind: each question has one that lives, and a talk that is over has none.

An answer knows where its card stands (`Given.ref`). Whatever is not redrawn here answers kindly when it is
pressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import TYPE_CHECKING

from bot.conversations.answered import AnswerCards
from bot.engine.answers import Given
from bot.engine.cards import Message
from bot.engine.text import Text
from bot.ports import Put

if TYPE_CHECKING:
    from bot.conversations.acting import Acting

MOST = 5
"""Cards that one turn redraws, the newest ones. Each is a call of the platform that comes before the next
answer of its reader: Discord takes five edits of a channel in five seconds, Slack fifty a minute of a whole
workspace, of which each answer has one already. Most talks are no longer than that, and what stands further
up is out of a thumb's reach."""


def at_most(puts: tuple[Put, ...]) -> tuple[Put, ...]:
    """What a turn shows, without what it redraws beyond what a platform bears."""
    left = count()
    return tuple(put for put in puts if not put.redraws or next(left) < MOST)


def tidied(acting: Acting) -> tuple[Put, ...]:
    """Both, where an answer may have ended its talk: what says something else than it did goes first."""
    return (*superseded(acting), *ended(acting))[:MOST]


def superseded(acting: Acting) -> tuple[Put, ...]:
    """Cards of answers that this turn replaced or took back: they point to where the question stands now.

    One that holds another answer as well shows what counts of it. What was said above its question stays,
    unless that is asked again and said with it.
    """
    gone = acting.live.answers.history[acting.history :]
    cards = _cards(acting, ((key, given) for key, _, given in gone))
    return tuple(Put(_moved_on(acting, ref, keys), ref, redraws=True) for ref, keys in islice(cards, MOST))


def _moved_on(acting: Acting, ref: str, gone: frozenset[str]) -> Message:
    drawing = AnswerCards(acting.live, acting.role, acting.reader)
    left = acting.live.given(acting.role, lambda _, given: given.ref == ref)
    asked_again = not gone <= acting.live.answers.kept.keys()
    said = () if asked_again else _said(acting, gone.union(prompt.key for prompt in left))
    return drawing.answered(left, said) if left else drawing.moved_on(gone, said)


def ended(acting: Acting) -> tuple[Put, ...]:
    """Where an answer of a talk can be changed or put right no more, its card offers nothing."""
    live = acting.live
    if live.row.state in ("open", "parked"):
        return ()
    drawing = AnswerCards(live, acting.role, acting.reader)
    puts: list[Put] = []
    asked = {prompt.key: prompt for page in live.pages for prompt in page.prompts}
    for ref, keys in _cards(acting, live.answers.given.items()):
        prompts = tuple(prompt for key, prompt in asked.items() if key in keys)
        if len(puts) < MOST and prompts and not any(live.changes(prompt) for prompt in prompts):
            puts.append(Put(drawing.answered(prompts, _said(acting, keys)), ref, redraws=True))
    return tuple(puts)


def _cards(acting: Acting, given: Iterable[tuple[str, Given]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Where answers of this seat stand, the newest first, with their questions; but the page of this turn."""
    found: dict[str, set[str]] = {}
    for key, one in given:
        if one.role == acting.role and one.ref and one.ref != acting.ref:
            found.setdefault(one.ref, set()).add(key)
    for ref in reversed(found):
        yield ref, frozenset(found[ref])


def _said(acting: Acting, keys: frozenset[str]) -> tuple[Text, ...]:
    """What was said on a card above its question: with the first tap of several, and with no later one."""
    page = next((page for page in acting.live.pages if any(p.key in keys for p in page.prompts)), None)
    mine = [prompt.key for prompt in page.prompts if prompt.to in ("", acting.role)] if page else []
    return acting.live.said_with(page, acting.role) if page and mine[0] in keys else ()
