"""The report: a round in numbers, each with the answers that it came from. Read from the records."""

from __future__ import annotations

from collections.abc import Sequence

from bot import model
from bot.dialog import Ask, Book
from bot.engine.cards import Card, Offer, Picture
from bot.engine.text import Text, literal, t
from bot.phases.performance_assessment.result_lines import agreed_in, counted_lines
from bot.phases.repeat.closing_facts import RoundFigures, drawn_goal, gain_lines, trend_lines
from bot.summaries.asking import between
from bot.summaries.counting import why
from bot.summaries.report import Report, picture_name, report_before, report_of
from bot.tallies.round_weeks import weeks_of
from bot.tallies.rounds import Measures, Result

WHY = "why"
"""The word after the command that asks how something is counted."""


def numbers(book: Book, ask: Ask) -> Card:
    """Goals, trend, what came back: how it stands today. The owner's hours are shown to the owner alone."""
    if WHY in ask.words.casefold().split():
        return why(book, ask)
    return _numbers(book, ask, report_of(book, ask))


def earlier(book: Book, ask: Ask) -> Card:
    """The round before the one that runs, in numbers."""
    return _numbers(book, ask, report_before(book, ask))


def _numbers(book: Book, ask: Ask, report: Report) -> Card:
    engagement, figures, runs = report
    lines = counted_lines(figures.results, figures.learned) or (t("numbers-no-goals"),)
    owner = ask.person == engagement.owner
    gained = gain_lines(figures) if owner else trend_lines(figures.trends)
    offers = (
        Offer(t("numbers-why"), "why" if runs else "behind", engagement.id),
        *(() if engagement.state == "ended" else (Offer(t("numbers-skills"), "skills", engagement.id),)),
        *report.earlier,
    )
    alt = _points(figures) if runs else None
    return Card(
        (*lines, *gained),
        title=t("numbers-title", round=figures.round, **between(book, ask, engagement)),
        facts=_measures(engagement, figures),
        table=_weeks(book, engagement, figures),
        picture=Picture(picture_name("goal", book, engagement), alt) if alt is not None else None,
        offers=offers,
    )


def _points(figures: RoundFigures) -> Text | None:
    """What the chart shows, in words; None where there is nothing to draw."""
    first = drawn_goal(figures)
    if first is None or first.value is None:
        return None
    if first.counted == "number":
        return t("numbers-chart-sum", what=first.what, value=first.value, agreed=agreed_in(first))
    return t("numbers-chart", what=first.what, value=first.value, agreed=agreed_in(first))


def _measures(engagement: model.Engagement, figures: RoundFigures) -> tuple[tuple[Text, Text], ...]:
    """Effectiveness, efficiency, productivity and rework; what nobody counted says so."""
    measures, unknown = figures.measures, t("numbers-unknown")
    by_the_hour = engagement.pay == "hours" or measures.hours is not None
    rows = (
        (t("numbers-effectiveness"), _part_of(measures.met, measures.goals), True),
        (t("numbers-efficiency"), _efficiency(measures), by_the_hour),
        (t("numbers-productivity"), _productivity(measures), by_the_hour),
        (t("numbers-pace"), _pace(measures), measures.pace is not None),
        (t("numbers-rework"), _part_of(measures.redone, measures.handed_in), True),
    )
    return tuple((title, value or unknown) for title, value, shown in rows if shown)


def _part_of(part: int, whole: int) -> Text | None:
    return t("numbers-of", part=part, whole=whole) if whole else None


def _efficiency(measures: Measures) -> Text | None:
    """Hours agreed and taken in whole weeks; where none was agreed for a whole one, what was taken."""
    agreed, taken, told = measures.agreed_hours, measures.taken, measures.hours
    if measures.efficiency is not None and agreed and taken:
        return t("numbers-hours", agreed=agreed, taken=taken, told=0 if told == taken else told or 0)
    return t("numbers-taken", taken=told) if told and agreed is None else None


def _productivity(measures: Measures) -> Text | None:
    if measures.productivity is None or not measures.hours:
        return None
    return t("numbers-each-hour", count=measures.accepted, hours=measures.hours)


def _pace(measures: Measures) -> Text | None:
    return None if measures.pace is None else t("numbers-each-week", count=round(measures.pace, 1))


def _weeks(book: Book, engagement: model.Engagement, figures: RoundFigures) -> tuple[tuple[Text, ...], ...]:
    """The weekly points, as they were told: the same as the chart shows."""
    weeks = weeks_of(book, engagement, figures.started_on, figures.ended_on)
    shares = [one for one in figures.results if any(one.goal in week.shares for week in weeks)]
    if not shares and all(week.hours is None and week.pieces is None for week in weeks):
        return ()
    # Where pay changed on the way, a round has weeks of both kinds.
    heads: list[Text] = []
    if engagement.pay == "hours" or any(week.hours is not None for week in weeks):
        heads.append(t("numbers-hours-head"))
    if not heads or any(week.pieces is not None for week in weeks):
        heads.append(t("numbers-pieces-head"))
    rows = [(t("numbers-week-head"), *_share_heads(shares), *heads)]
    for week in weeks:
        amounts = {"numbers-hours-head": week.hours, "numbers-pieces-head": week.pieces}
        rows.append(
            (
                t("answer-date", value=week.monday),
                *(_percent(week.shares.get(one.goal)) for one in shares),
                *(_amount(amounts[head.key]) for head in heads),
            )
        )
    return tuple(rows)


def _share_heads(shares: Sequence[Result]) -> tuple[Text, ...]:
    """A column for each goal that is counted as a share: two may count the same work."""
    if len(shares) == 1:
        return (t("numbers-share-head"),)
    return tuple(literal(one.what) if one.what else t("erased-goal") for one in shares)


def _percent(share: float | None) -> Text:
    return t("numbers-none") if share is None else t("answer-percent", value=round(share))


def _amount(amount: float | None) -> Text:
    return t("numbers-none") if amount is None else t("answer-number", value=amount)
