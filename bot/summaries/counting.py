"""How a round is counted: each number of its report, with the answers that it came from."""

from __future__ import annotations

from datetime import timedelta

from bot import model
from bot.dialog import Ask, Book, day_of
from bot.engine.cards import Card, Picture
from bot.engine.text import Text, literal, t
from bot.phases.performance_assessment.correcting import correction_line
from bot.phases.performance_assessment.result_lines import shown_value
from bot.phases.repeat.closing_facts import RoundFigures
from bot.practice.attainment import fairness
from bot.practice.trends import Limits
from bot.summaries.report import Report, picture_name, report_before, report_of
from bot.tallies.answers import how_long, waited
from bot.tallies.corrections import corrections_in
from bot.tallies.round_weeks import weeks_of
from bot.tallies.rounds import Result, questions_of

LAST_DAY = timedelta(days=6)
"""Of a week, from its Monday."""


def why(book: Book, ask: Ask) -> Card:
    """How this is counted: every formula in words, with the numbers that went into it."""
    return _why(book, ask, report_of(book, ask))


def earlier_why(book: Book, ask: Ask) -> Card:
    """The answers behind the numbers of the round before."""
    return _why(book, ask, report_before(book, ask))


def _why(book: Book, ask: Ask, report: Report) -> Card:
    engagement, figures, runs = report
    reached = figures.attainment
    lines = [t("why-levels")]
    if reached.score is not None:
        lines.append(t("why-score", score=round(reached.score), count=reached.counted))
        closed = sorted(book.find(model.Closing, engagement=engagement.id), key=lambda one: one.round)
        fair = fairness([one.t_score for one in closed])
        if fair == "too_easy":
            lines.append(t("why-too-easy"))
        elif fair == "too_hard":
            lines.append(t("why-too-hard"))
    else:
        lines.append(t("why-no-score"))
    named = len(figures.trends) > 1
    known = ((one.what, one.trend.limits) for one in figures.trends)
    lines += [_within(limits, what if named else "") for what, limits in known if limits] or [
        t("why-no-trend")
    ]
    lines += [t("why-measures"), t("why-pieces")]
    if ask.person == engagement.owner:
        lines.append(t("why-return"))
    facts = tuple(
        (literal(one.what) if one.what else t("erased-goal"), _answers(book, engagement, one))
        for one in figures.results
    )
    facts += _put_right(book, engagement, ask.person)
    facts += _told_amounts(book, engagement, figures)
    facts += _looks(book, engagement) + _questions(book, engagement, figures)
    if ask.person == engagement.owner:
        facts += _own_time(book, engagement, figures)
    drawn = None
    if figures.trends and runs:
        first = figures.trends[0]
        alt = t("chart-of-weeks", what=first.what, limits="yes" if first.trend.limits else "no")
        drawn = Picture(picture_name("weeks", book, engagement), alt)
    return Card(tuple(lines), title=t("why-title"), facts=facts, picture=drawn, offers=report.earlier)


def _within(limits: Limits, what: str) -> Text:
    """Between which values a goal's weekly points move by chance."""
    # Of a hundred there are never more than a hundred.
    lower, upper = max(0, round(limits.lower, 1)), min(100, round(limits.upper, 1))
    said = t("why-trend", mean=round(limits.mean, 1), lower=lower, upper=upper)
    return t("trend-of", what=what, trend=said) if what else said


def _put_right(book: Book, engagement: model.Engagement, reader: str) -> tuple[tuple[Text, Text], ...]:
    """Answers of the round that somebody has put right since."""
    found = corrections_in(book, engagement, engagement.round)
    lines = tuple(correction_line(one, reader) for one in found)
    return ((t("title-correction"), t("answer-list", items=lines)),) if lines else ()


def _told_amounts(
    book: Book, engagement: model.Engagement, figures: RoundFigures
) -> tuple[tuple[Text, Text], ...]:
    """Hours and pieces as they were told, week by week: what their sums come from."""
    weeks = weeks_of(book, engagement, figures.started_on, figures.ended_on)
    hours = tuple(t("why-count", week=one.monday, part=one.hours) for one in weeks if one.hours is not None)
    pieces = tuple(
        t("why-count", week=one.monday, part=one.pieces) for one in weeks if one.pieces is not None
    )
    told = ((t("why-hours"), hours), (t("why-pieces-told"), pieces))
    return tuple((name, t("answer-list", items=items)) for name, items in told if items)


def _looks(book: Book, engagement: model.Engagement) -> tuple[tuple[Text, Text], ...]:
    """Each piece that was looked at, by the day on which it came, and what became of it."""
    zone = book.one(model.Person, engagement.professional).zone
    found = book.find(model.Piece, engagement=engagement.id, round=engagement.round)
    seen = sorted((one for one in found if one.accepted is not None), key=lambda one: (one.at, one.id))
    looks = tuple(t("why-look", day=day_of(one.at, zone), look=_look(one)) for one in seen)
    return ((t("why-looks"), t("answer-list", items=looks)),) if looks else ()


def _look(piece: model.Piece) -> str:
    if not piece.accepted:
        return "changes"
    return "again" if piece.again else "liked"


def _questions(
    book: Book, engagement: model.Engagement, figures: RoundFigures
) -> tuple[tuple[Text, Text], ...]:
    """Each question of the round and how long it waited: what their average comes from."""
    owner = book.one(model.Person, engagement.owner)
    name = book.one(model.Person, engagement.professional).called
    mine = questions_of(book, engagement, figures.started_on, figures.ended_on)
    if not mine:
        return ()
    waits = tuple(t("why-question", day=day_of(one.at, owner.zone), hours=_hours(owner, one)) for one in mine)
    return ((t("why-questions", name=name), t("answer-list", items=waits)),)


def _hours(owner: model.Person, one: model.Question) -> Text:
    if not one.answered_at:
        return t("why-still-waits")
    return how_long(waited(owner, one.at, one.answered_at))


def _own_time(
    book: Book, engagement: model.Engagement, figures: RoundFigures
) -> tuple[tuple[Text, Text], ...]:
    """The owner's own weeks, for their eyes only."""
    found = book.find(model.OwnerTime, engagement=engagement.id)
    began, ended = figures.started_on, figures.ended_on
    mine = [one for one in found if began <= one.week_of + LAST_DAY and one.week_of <= ended and one.minutes]
    if not mine:
        return ()
    weeks = tuple(_spent(book, one) for one in sorted(mine, key=lambda one: one.week_of))
    return ((t("why-your-time"), t("answer-list", items=weeks)),)


def _spent(book: Book, one: model.OwnerTime) -> Text:
    """A week's time; where it was said of all the owner's people, this is the share of one."""
    hours, minutes = divmod(round(one.minutes), 60)
    took = t("answer-duration", hours=hours, minutes=minutes)
    whole = book.find(model.OwnerTime, week_of=one.week_of, said=True)
    said = "no" if not one.said else "share" if len(whole) > 1 else "all"
    return t("why-time", week=one.week_of, took=took, said=said)


def _answers(book: Book, engagement: model.Engagement, result: Result) -> Text:
    """The answers that a goal's number came from, week by week; or the day on which it was done."""
    if result.done_on is not None:
        return t("why-done", day=result.done_on)
    found = book.find(model.Count, engagement=engagement.id, goal=result.goal)
    counts = sorted(found, key=lambda one: one.week_of)
    told = tuple(_told(result, one) for one in counts if one.part is not None)
    answers = t("answer-list", items=told) if told else t("why-nobody")
    if result.put_right:
        return t("why-put-right", answers=answers, value=shown_value(result, result.value))
    return answers


def _told(result: Result, one: model.Count) -> Text:
    """What was told of a goal in one week."""
    part = one.part or 0
    if result.counted == "done":
        return t("why-step", week=one.week_of, step="half" if 0 < part < 1 else "done" if part else "open")
    if one.whole is None:
        return t("why-count", week=one.week_of, part=part)
    return t("why-ratio", week=one.week_of, part=part, whole=one.whole)
