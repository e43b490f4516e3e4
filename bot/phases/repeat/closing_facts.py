"""A round as it closes (O25): its results, what it gave back, and the next round as it is proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Change, Effect, Refused, Scene, Start, Write, scene_of
from bot.engine.text import Text, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.goal_setting.proposals import Idea
from bot.phases.performance_assessment.look_back import closed, judged
from bot.phases.performance_assessment.result_lines import result_line
from bot.phases.quoted import in_words_of
from bot.phases.repeat.next_offer import Offer, carried, days_of
from bot.phases.repeat.showing import line_of
from bot.phases.repeat.turning import Turning, turning_of
from bot.practice.attainment import Attainment
from bot.practice.findings import next_step_of
from bot.practice.identity import derived_id
from bot.practice.ownership import Return
from bot.practice.trends import Trend, trend_of
from bot.tallies.learned import Learned, learned_of
from bot.tallies.round_weeks import GoalTrend, return_of, trends_of, weeks_of
from bot.tallies.rounds import (
    Measures,
    Result,
    attainment_of,
    began_on,
    measures_of,
    results_of,
)

NO_TREND = trend_of(())
MOST_NEW = 5
"""Kinds of work from the template that are named when something new is wanted."""


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """A round in numbers, and in what was learned."""

    round: int
    started_on: date
    ended_on: date
    results: tuple[Result, ...]
    learned: tuple[Learned, ...]
    attainment: Attainment
    measures: Measures
    gain: Return
    owner_minutes: float | None
    pieces: float | None
    """Pieces that came back, where pay is by the piece."""
    trends: tuple[GoalTrend, ...] = ()
    """Of each goal with weekly points."""
    name: str = ""
    """Who did the work: their word is what hours rest on."""
    own_said: bool = False
    """Whether the owner said of every week how long it was, so that nothing of it is an estimate."""

    @property
    def seen(self) -> bool:
        """Whether the owner looked at any of the work and took it: a piece, or the proof of something new."""
        return self.measures.accepted > 0 or any(one.closed_on is not None for one in self.learned)


def figures_of(
    book: Book, engagement: model.Engagement, today: date, *, closing: bool = False
) -> RoundFigures:
    """The round that runs, as far as it is known."""
    first = began_on(book, engagement)
    last = max(first, min(today, engagement.round_ends_on))
    results = results_of(book, engagement, engagement.round, today, closing=closing)
    weeks = weeks_of(book, engagement, first, last)
    own = [week.owner_hours for week in weeks if week.owner_hours is not None]
    pieces = [week.pieces for week in weeks if week.pieces is not None]
    return RoundFigures(
        engagement.round,
        first,
        last,
        results,
        learned_of(book, engagement, engagement.round, today),
        attainment_of(results),
        measures_of(book, engagement, engagement.round, results, weeks),
        return_of(weeks),
        60 * sum(own) if own else None,
        sum(pieces) if pieces else None,
        trends_of(((one.goal, one.what) for one in results), weeks),
        book.one(model.Person, engagement.professional).called,
        all(week.said for week in weeks if week.owner_hours is not None),
    )


def drawn_goal(figures: RoundFigures) -> Result | None:
    """The goal that a chart shows: the first one with a number, told in the report beside it."""
    numbers = (one for one in figures.results if one.counted in ("ratio", "number"))
    return next((one for one in numbers if one.expected is not None), None)


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """The round as it closes, and the next one as it is proposed."""

    scene: Scene
    again: bool
    """The round is closed; only the next one is asked about, after a break."""
    figures: RoundFigures
    silent: tuple[str, ...]
    """The roles that did not look back."""
    own_step: str
    """What the owner does from now on."""
    turning: Turning
    offer: Offer
    ideas: Mapping[str, Idea]
    new_work: tuple[str, ...]
    record: str
    """What the professional may show, if the owner says so."""
    unanswered: tuple[tuple[str, int], ...] = ()
    """Steps that were offered and never agreed, with their versions."""
    their_step: str = ""
    """What the professional does from now on."""
    own_step_by: str = OWNER
    """Whose words the owner's own step is in; the other one is in the owner's."""


def prepare_round_close(book: Book, start: Start) -> CloseFacts:
    """Only the owner, once for each round; and once more after a break."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    again = bool(start.terms.get("again"))
    if engagement.state not in ("active", "alone"):
        raise Refused(t("look-back-not"))
    if start.terms.get("round", engagement.round) != engagement.round or closed(book, engagement) != again:
        raise Refused(t("look-back-closed", round=engagement.round))
    if start.terms.get("day", engagement.round_ends_on.isoformat()) != engagement.round_ends_on.isoformat():
        raise Refused
    figures = figures_of(book, engagement, scene.today, closing=True)
    starts_on, ends_on = days_of(book, engagement, scene.today)
    turning = turning_of(book, start, starts_on, ends_on)
    ideas = carried(book, scene, turning.frame, figures.results, starts_on)
    terms = turning.frame.now
    for idea in ideas:
        terms = terms.put(idea.goal)
    roles_ = (OWNER,) if engagement.state == "alone" else (OWNER, PROFESSIONAL)
    return CloseFacts(
        scene,
        again,
        figures,
        tuple(role for role in roles_ if judged(book, engagement, role) is None),
        step_of(book, engagement, engagement.owner),
        turning,
        Offer(terms, starts_on, ends_on),
        {idea.goal.id: idea for idea in ideas},
        tuple(kind.name for kind in turning.kinds[:MOST_NEW]),
        "" if engagement.state == "alone" else line_of(book, engagement, figures.results),
        tuple(
            (item.id, item.version)
            for item in book.find(model.Item, engagement=engagement.id)
            if item.state == "offered"
        ),
        step_of(book, engagement, engagement.professional),
        own_step_by(book, engagement),
    )


def own_step_by(book: Book, engagement: model.Engagement) -> str:
    """Whose words the owner's step is in: as the professional asked for it, or as the owner put it."""
    wrote = {"engagement": engagement.id, "round": engagement.round, "by": engagement.professional}
    asked = [one for one in book.find(model.Feedback, **wrote) if one.kind == "change"]
    words = step_of(book, engagement, engagement.owner)
    return PROFESSIONAL if any(next_step_of(one.words) == words for one in asked) else OWNER


def step_of(book: Book, engagement: model.Engagement, person: str) -> str:
    """What one of the two does from now on, as both agreed in their talk."""
    steps = book.find(model.Step, engagement=engagement.id, round=engagement.round, person=person)
    return next((step.what for step in steps if step.agreed), "")


def kept(
    scene: Scene, account: str, figures: RoundFigures, *, ended_on: date, showable: str
) -> tuple[Effect, ...]:
    """How a round ended, with every goal at its level, for good."""
    measures = figures.measures
    record = model.Closing(
        account=account,
        id=closed_id(scene.engagement, figures.round),
        engagement=scene.engagement,
        round=figures.round,
        started_on=figures.started_on,
        ended_on=ended_on,
        met=figures.attainment.met,
        goals=figures.attainment.counted,
        t_score=figures.attainment.score,
        effectiveness=measures.effectiveness,
        efficiency=measures.efficiency,
        productivity=measures.productivity,
        rework=measures.rework,
        hours_done=measures.hours,
        owner_minutes=None if figures.owner_minutes is None else round(figures.owner_minutes),
        showable=showable,
        at=scene.now_ms,
    )
    goals = (
        Change(model.Goal, one.goal, one.version, {"state": "closed", "result": one.level})
        for one in figures.results
    )
    return (*goals, Write(record))


def closed_id(engagement: str, round: int) -> str:
    """The record of how a round ended: one for each."""
    return derived_id(engagement, "closing", str(round))


# --- as both read it ------------------------------------------------------------------------------


def closing_lines(
    figures: RoundFigures, own_step: Text | None, other: str, their_step: Text | None
) -> tuple[Text, ...]:
    """How the round closed, for one of the two: with their own step, and with the one of the other."""
    lines = [t("round-closed", round=figures.round), _goals_line(figures)]
    lines += [result_line(one) for one in figures.results if one.said or one.put_right]
    if figures.learned:
        done = sum(one.closed_on is not None for one in figures.learned)
        lines.append(t("round-learned", done=done, all=len(figures.learned)))
    if own_step:
        lines.append(t("round-own-step", what=own_step))
    if their_step:
        lines.append(t("round-step-of", name=other, what=their_step))
    return tuple(lines)


def steps_read(
    scene: Scene, reader: str, owners: str, professionals: str, owners_by: str
) -> tuple[Text | None, Text | None]:
    """One's own step and the other one's, as one of the two reads them."""

    def read(words: str, by: str) -> Text | None:
        return in_words_of(scene.at(by).name, words, own=by == reader) if words else None

    steps = read(owners, owners_by), read(professionals, OWNER)
    return steps if reader == OWNER else (steps[1], steps[0])


def _goals_line(figures: RoundFigures) -> Text:
    reached = figures.attainment
    if not figures.results:
        return t("round-no-goals-counted")
    missing = len(reached.missing)
    if not reached.counted:
        return t("round-uncounted", count=missing)
    return t("round-goals", met=reached.met, goals=reached.counted, missing=missing)


def gain_lines(figures: RoundFigures) -> tuple[Text, ...]:
    """What the owner got for their time, by whose word, and what the weekly points say."""
    lines = []
    gain = figures.gain
    if gain.net is not None:
        lines.append(_gain(figures))
        left = round((figures.owner_minutes or 0) - gain.spent * 60)
        if left > 0:
            took = t("answer-duration", hours=left // 60, minutes=left % 60)
            lines.append(t("round-gain-left", time=took, said=int(figures.own_said)))
    if figures.pieces:
        lines.append(_pieces(figures, figures.pieces))
    return (*lines, *trend_lines(figures.trends))


def _pieces(figures: RoundFigures, pieces: float) -> Text:
    """What came back, and for how much of the owner's time where no hours say it."""
    spent = round(figures.owner_minutes or 0)
    if figures.gain.net is not None or not spent:
        return t("round-pieces", pieces=pieces)
    return t("round-pieces-for", pieces=pieces, time=_own_time(figures, spent))


def _own_time(figures: RoundFigures, minutes: int) -> Text:
    took = t("answer-duration", hours=minutes // 60, minutes=minutes % 60)
    return t("round-gain-time", time=took, said=int(figures.own_said))


def _gain(figures: RoundFigures) -> Text:
    """Hours for hours; where none of the owner's were seen, nothing has paid off or not."""
    gain, spent = figures.gain, round(figures.gain.spent * 60)
    who = "" if figures.seen else figures.name
    if not spent:
        return t("round-gain-unseen", hours=gain.taken_over, name=who, told=int(bool(who)))
    time, since = _own_time(figures, spent), gain.break_even or 0
    if who:
        return t("round-gain-told", hours=gain.taken_over, time=time, week=since, name=who)
    return t("round-gain", hours=gain.taken_over, time=time, week=since)


def trend_lines(trends: Sequence[GoalTrend]) -> tuple[Text, ...]:
    """Each goal's trend, named where there are several; while none has six points, how many there are."""
    if not any(one.trend.limits for one in trends):
        return (trend_line(max((one.trend for one in trends), key=lambda one: one.points, default=NO_TREND)),)
    if len(trends) == 1:
        return (trend_line(trends[0].trend),)
    return tuple(t("trend-of", what=one.what, trend=trend_line(one.trend)) for one in trends)


def trend_line(trend: Trend) -> Text:
    """Signal or noise; below six points nothing but their number."""
    match trend.verdict:
        case "too_few":
            return t("trend-too-few", points=trend.points) if trend.points else t("trend-none")
        case "rising":
            return t("trend-rising", points=trend.points)
        case "falling":
            return t("trend-falling", points=trend.points)
        case _:
            return t("trend-steady", points=trend.points)


def silent_lines(facts: CloseFacts) -> tuple[Text, ...]:
    """Who did not look back: a round closes with what is known."""
    if len(facts.silent) == 2:
        return (t("round-nobody-looked"),)
    if facts.silent == (PROFESSIONAL,):
        return (t("round-other-silent", name=facts.scene.professional.name),)
    return (t("round-you-silent"),) if facts.silent else ()
