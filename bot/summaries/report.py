"""Which round a report is about, and what its cards share: the numbers, and how they are counted."""

from __future__ import annotations

from typing import NamedTuple

from bot import model
from bot.dialog import Ask, Book, day_of
from bot.engine.cards import Offer
from bot.engine.text import t
from bot.phases.repeat.closing_facts import RoundFigures, figures_of
from bot.summaries.asking import asked_about


class Report(NamedTuple):
    """One round in numbers. `engagement` is as it was in that round."""

    engagement: model.Engagement
    figures: RoundFigures
    runs: bool
    """Whether it is the round that runs: only that one has charts, and one before it."""

    @property
    def earlier(self) -> tuple[Offer, ...]:
        """The round before: its card points to its answers, and they stay."""
        before = self.engagement.round - 1
        if not self.runs or not before:
            return ()
        return (Offer(t("numbers-earlier", round=before), "earlier", self.engagement.id),)


def report_of(book: Book, ask: Ask) -> Report:
    """The round that runs, or the one whose number stands among the words."""
    wanted = [int(word) for word in ask.words.split() if word.isdecimal() and len(word) < 4]
    return _report(book, ask, asked_about(book, ask), wanted)


def report_before(book: Book, ask: Ask) -> Report:
    """The round before the one that runs."""
    engagement = asked_about(book, ask)
    return _report(book, ask, engagement, [engagement.round - 1])


def _report(book: Book, ask: Ask, engagement: model.Engagement, rounds: list[int]) -> Report:
    """One of these rounds, as it stood when it was closed; else the one that runs."""
    zone = book.one(model.Person, ask.person).zone
    today = day_of(book.now_ms, zone)
    for closed in book.find(model.Closing, engagement=engagement.id):
        if closed.round in rounds and closed.round != engagement.round:
            then = engagement.model_copy(update={"round": closed.round, "round_ends_on": closed.ended_on})
            known = min(today, max(closed.ended_on, day_of(closed.at, zone)))
            return Report(then, figures_of(book, then, known), runs=False)
    return Report(engagement, figures_of(book, engagement, today), runs=True)


def picture_name(kind: str, book: Book, engagement: model.Engagement) -> str:
    """The name by which a chart is asked for: what it shows, and of which work."""
    return f"{kind}.{book.account}.{engagement.id}"
