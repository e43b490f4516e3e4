"""Who reads an answer, said before it is given: as many as read any answer of its page."""

from __future__ import annotations

from typing import Any

from bot.conversations.live import Live
from bot.conversations.view import changeable, one_by_one
from bot.dialog import Scene
from bot.engine.prompts import Page, Prompt
from bot.engine.text import literal, t
from bot.words import Reader, plain

AUDIENCES = ("you", "blind", "both", "known", "channel")
"""Who reads an answer, from the fewest to the most."""


def who_reads(live: Live, role: str, reader: Reader, page: Page[Any], asked: tuple[Prompt[Any], ...]) -> str:
    """Who reads the answers of a page: as many as read any of them, however much is answered by now.

    What whoever works with them sees is named, beside what nobody reads; and so is what is for the
    channel, beside what only the two of them read.
    """
    together = asked[:1] if one_by_one(page) else changeable(page, asked[0].key, role)
    by = [(prompt.audience or live.dialog.audience, prompt.ask) for prompt in together]
    widest = max((audience for audience, _ in by), key=AUDIENCES.index)
    narrower = [audience for audience, _ in by if audience != "channel"]
    if widest == "channel" and narrower:
        rest = _by_audience(live, role, reader, max(narrower, key=AUDIENCES.index))
        posted = tuple(literal(f'"{plain(p.ask, reader)}"') for p in asked if p.audience == "channel")
        return plain(t("seen-in-channel", rest=literal(rest), seen=posted), reader) if posted else rest
    if widest != "known" or len(by) == 1:
        return _by_audience(live, role, reader, widest)
    seen = tuple(literal(f'"{plain(ask, reader)}"') for audience, ask in by if audience == "known")
    return plain(t("seen-by-others", seen=seen, rest=int(len(seen) < len(by))), reader)


def _by_audience(live: Live, role: str, reader: Reader, audience: str) -> str:
    if audience in ("both", "blind") and live.dialog.alone(live.facts, live.answers.kept):
        return plain(t("who-reads-trial"), reader)
    scene: Scene = live.facts.scene
    other = scene.other(role).name or live.named()
    if audience == "both" and not other:
        return plain(t("who-reads-both-later"), reader)
    return plain(t(f"who-reads-{audience}", other=other), reader)
