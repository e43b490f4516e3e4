"""The report: a round in numbers, each with the answers that it came from. Read from the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import model
from bot.dialog import Book, day_of
from bot.engine.cards import Card, Offer, Picture
from bot.engine.text import Text, literal, t
from bot.phases.performance_assessment.look_back import counted_lines
from bot.phases.repeat.closing_facts import RoundFigures, drawn_goal, figures_of, gain_lines, trend_lines
from bot.practice.attainment import fairness
from bot.practice.trends import Limits
from bot.summaries.asking import Asked, asked_about
from bot.tallies.answers import how_long, waited
from bot.tallies.round_weeks import weeks_of
from bot.tallies.rounds import Result, questions_of

LAST_DAY = timedelta(days=6)
"""Of a week, from its Monday."""
WHY = "why"
"""The word after the command that asks how something is counted."""


def numbers(book: Book, ask: Asked) -> Card:
    """Goals, trend, what came back: how it stands today. The owner's hours are shown to the owner alone."""
    if WHY in ask.words.casefold().split():
        return why(book, ask)
    engagement, figures = _round(book, ask)
    runs = engagement.round == book.one(model.Engagement, engagement.id).round
    lines = counted_lines(figures.results, figures.learned) or (t("numbers-no-goals"),)
    owner = ask.person == engagement.owner
    gained = gain_lines(figures) if owner else trend_lines(figures.trends)
    offers = (
        Offer(t("numbers-why"), "why" if runs else "behind", engagement.id),
        *(() if engagement.state == "ended" else (Offer(t("numbers-skills"), "skills", engagement.id),)),
        *(_earlier(engagement) if runs else ()),
    )
    alt = _points(figures) if runs else None
    return Card(
        (*lines, *gained),
        title=t("numbers-title", round=figures.round),
        facts=_measures(engagement, figures),
        table=_weeks(book, engagement, figures),
        picture=Picture(picture_name("goal", book, engagement), alt) if alt is not None else None,
        offers=offers,
    )


def picture_name(kind: str, book: Book, engagement: model.Engagement) -> str:
    """The name by which a chart is asked for: what it shows, and of which work."""
    return f"{kind}.{book.account}.{engagement.id}"


def _round(book: Book, ask: Asked) -> tuple[model.Engagement, RoundFigures]:
    """The round that runs, or the one whose number stands among the words: as it stood when it was closed."""
    engagement = asked_about(book, ask)
    zone = book.one(model.Person, ask.person).zone
    today = day_of(book.now_ms, zone)
    wanted = {int(word) for word in ask.words.split() if word.isdecimal() and len(word) < 4}
    for closed in book.find(model.Closing, engagement=engagement.id):
        if closed.round in wanted - {engagement.round}:
            ended = {"round": closed.round, "round_ends_on": closed.ended_on}
            engagement, today = (
                engagement.model_copy(update=ended),
                min(today, max(closed.ended_on, day_of(closed.at, zone))),
            )
            break
    return engagement, figures_of(book, engagement, today)


def _earlier(engagement: model.Engagement) -> tuple[Offer, ...]:
    """The round before: its card points to its answers, and they stay."""
    before = engagement.round - 1
    return (Offer(t("numbers-earlier", round=before), "earlier", engagement.id),) if before else ()


@dataclass(frozen=True, slots=True)
class _Before:
    """What somebody asks, about the round before the one that runs."""

    person: str
    engagement: str
    words: str


def _before(book: Book, ask: Asked) -> _Before:
    return _Before(ask.person, ask.engagement, str(asked_about(book, ask).round - 1))


def earlier(book: Book, ask: Asked) -> Card:
    """The round before the one that runs, in numbers."""
    return numbers(book, _before(book, ask))


def earlier_why(book: Book, ask: Asked) -> Card:
    """The answers behind the numbers of the round before."""
    return why(book, _before(book, ask))


def _points(figures: RoundFigures) -> Text | None:
    """What the chart shows, in words; None where there is nothing to draw."""
    first = drawn_goal(figures)
    if first is None:
        return None
    if first.value is None:
        return t("numbers-chart-empty", what=first.what, agreed=first.expected or 0)
    if first.counted == "number":
        return t("numbers-chart-sum", what=first.what, value=first.value, agreed=first.expected or 0)
    return t("numbers-chart", what=first.what, value=first.value, agreed=first.expected or 0)


def _measures(engagement: model.Engagement, figures: RoundFigures) -> tuple[tuple[Text, Text], ...]:
    """Effectiveness, efficiency, productivity and rework; what nobody counted says so."""
    measures = figures.measures
    unknown = t("numbers-unknown")
    rows = [
        (
            t("numbers-effectiveness"),
            t("numbers-of", part=measures.met, whole=measures.goals) if measures.goals else unknown,
        )
    ]
    if engagement.pay == "hours" or measures.hours is not None:
        rows.append(
            (
                t("numbers-efficiency"),
                t("numbers-hours", agreed=measures.agreed_hours, taken=measures.taken)
                if measures.efficiency is not None and measures.agreed_hours and measures.taken
                else t("numbers-taken", taken=measures.hours)
                if measures.hours and measures.agreed_hours is None
                else unknown,
            )
        )
        rows.append(
            (
                t("numbers-productivity"),
                t("numbers-each-hour", count=measures.accepted, hours=measures.hours)
                if measures.productivity is not None and measures.hours
                else unknown,
            )
        )
    if measures.pace is not None:
        rows.append((t("numbers-pace"), t("numbers-each-week", count=round(measures.pace, 1))))
    rows.append(
        (
            t("numbers-rework"),
            t("numbers-of", part=measures.redone, whole=measures.handed_in)
            if measures.handed_in
            else unknown,
        )
    )
    return tuple(rows)


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


def why(book: Book, ask: Asked) -> Card:
    """How this is counted: every formula in words, with the numbers that went into it."""
    engagement, figures = _round(book, ask)
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
    facts += _told_amounts(book, engagement, figures)
    facts += _looks(book, engagement) + _questions(book, engagement, figures)
    if ask.person == engagement.owner:
        facts += _own_time(book, engagement, figures)
    drawn, runs = None, engagement.round == book.one(model.Engagement, engagement.id).round
    if figures.trends and runs:
        first = figures.trends[0]
        alt = t("chart-of-weeks", what=first.what, limits="yes" if first.trend.limits else "no")
        drawn = Picture(picture_name("weeks", book, engagement), alt)
    offers = _earlier(engagement) if runs else ()
    return Card(tuple(lines), title=t("why-title"), facts=facts, picture=drawn, offers=offers)


def _within(limits: Limits, what: str) -> Text:
    """Between which values a goal's weekly points move by chance."""
    # Of a hundred there are never more than a hundred.
    lower, upper = max(0, round(limits.lower, 1)), min(100, round(limits.upper, 1))
    said = t("why-trend", mean=round(limits.mean, 1), lower=lower, upper=upper)
    return t("trend-of", what=what, trend=said) if what else said


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
    weeks = tuple(_spent(one) for one in sorted(mine, key=lambda one: one.week_of))
    return ((t("why-your-time"), t("answer-list", items=weeks)),)


def _spent(one: model.OwnerTime) -> Text:
    hours, minutes = divmod(round(one.minutes), 60)
    took = t("answer-duration", hours=hours, minutes=minutes)
    return t("why-time", week=one.week_of, took=took, said=int(one.said))


def _answers(book: Book, engagement: model.Engagement, result: Result) -> Text:
    """The answers that a goal's number came from, week by week; or the day on which it was done."""
    if result.done_on is not None:
        return t("why-done", day=result.done_on)
    found = book.find(model.Count, engagement=engagement.id, goal=result.goal)
    counts = sorted(found, key=lambda one: one.week_of)
    told = tuple(_told(result, one) for one in counts if one.part is not None)
    return t("answer-list", items=told) if told else t("why-nobody")


def _told(result: Result, one: model.Count) -> Text:
    """What was told of a goal in one week."""
    part = one.part or 0
    if result.counted == "done":
        return t("why-step", week=one.week_of, step="half" if 0 < part < 1 else "done" if part else "open")
    if one.whole is None:
        return t("why-count", week=one.week_of, part=part)
    return t("why-ratio", week=one.week_of, part=part, whole=one.whole)
