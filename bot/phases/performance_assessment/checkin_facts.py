"""What a check-in is about: the week, what is agreed, and what has happened since the last one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import model
from bot.dialog import Book, Move, Plan, Refused, Scene, Start, day_of, scene_of
from bot.engine.text import t
from bot.phases.hours import reached_at
from bot.phases.performance_assessment.in_the_way import InTheWay, in_the_way
from bot.phases.rhythm import checkin_after, checkin_time, told_at
from bot.phases.round_end import look_back_told
from bot.practice.calendar import monday_of, resolve, to_millis
from bot.practice.holidays import public_holidays
from bot.practice.plans import row_asked
from bot.tallies.bought import bought_in
from bot.tallies.doubts import doubt_of
from bot.tallies.learned import done_on, last_of
from bot.tallies.rounds import began_on
from bot.tallies.told import calm
from bot.tallies.weeks import checkin_day, goals_of, is_worked, left_out, rests_for

MOST_NEWS = 2
"""Answers that open a check-in: enough to see that asking helps."""
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class ToCount:
    """A goal to count, or a plan item to tell about."""

    id: str
    what: str
    counted: str
    """ratio, number or done."""
    metric: str = ""
    skill: str = ""
    step: str = ""
    """The open step of the plan that closes a learning goal: it is handed in, not only said to be done."""
    unit: str = ""

    @property
    def row(self) -> int:
        """How many in a row it asks for where it was to be a number all the same; else 0."""
        return row_asked(self.metric) if self.counted in ("ratio", "number") else 0


@dataclass(frozen=True, slots=True)
class Before:
    """What is noted for a goal of this week already."""

    id: str
    goal: str
    version: int
    part: float | None
    whole: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """A week that can be told about, with what was told before."""

    monday: date
    late: bool
    version: int = 0
    """0 = nobody said anything about it yet."""
    counts: tuple[Before, ...] = ()
    amount: float | None = None
    news: str = ""
    full: bool = True
    """Whether work was agreed for all of it: only then what was agreed for a week is proposed."""
    handed_in: int = 0
    """Pieces of work that came through `done` in it: whoever hands in here need not count again."""
    due_on: str = ""
    """The day of its check-in."""
    round: int = 0
    """The round that it belongs to, where that is over; 0 = the one that runs."""
    look_back: tuple[Move, ...] = ()
    """The look back that waits for this week to be told."""
    pay: str = ""
    """How the work of this week is paid: what is agreed today may have begun after it."""
    bought: float = 0
    """Hours or pieces that were agreed for it."""
    in_the_way: InTheWay | None = None
    """What it told of before as in the way."""
    doubt_version: int = 0
    """Of what it told before as making the goals shaky."""

    @property
    def id(self) -> str:
        """Its name in answers."""
        return self.monday.isoformat()


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """What one check-in asks about, and what has happened since the last one."""

    scene: Scene
    account: str
    round: int
    amount: float
    weeks: tuple[Week, ...]
    """The week that it is about, or both that it may be about."""
    goals: tuple[ToCount, ...]
    items: tuple[ToCount, ...]
    since: tuple[str, ...]
    answered: tuple[str, ...]
    calm: bool
    holiday: tuple[date, str] | None
    owner_open_ms: int
    channels: tuple[str, ...]
    """Those that have been told of last week already: what comes late is added there."""
    coming: Plan | None
    answers: tuple[str, ...] = ()
    """What the owner said to each question of `answered`; empty where it was solved without a word."""
    first: bool = False
    """Whether nothing was told before."""

    def pay_of(self, week: Week) -> str:
        """How a week is paid; one that was prepared without saying so is paid as all of the work."""
        return week.pay or self.scene.pay

    def bought_for(self, week: Week) -> float:
        """How much was agreed for a week."""
        return week.bought if week.pay else self.amount


def prepare_checkin(book: Book, start: Start) -> CheckInFacts:
    """Only the professional of work that is under way."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "active":
        raise Refused(t("checkin-not"))
    owner = book.one(model.Person, engagement.owner)
    professional = book.one(model.Person, engagement.professional)
    if scene.today < engagement.starts_on:
        raise Refused(t("checkin-not-begun", day=engagement.starts_on))
    weeks = _weeks(book, engagement, professional, scene.today, str(start.terms.get("day", "")))
    due = _due(engagement, professional, weeks[-1].monday)
    before = book.find(model.CheckIn, engagement=engagement.id)
    last = max((one.at for one in before), default=engagement.created_at)
    # An answer was read when it came; it heads the check-in of its own week and no later one.
    answered = _answered_since(book, engagement, max(last, due - WEEK // timedelta(milliseconds=1)))
    return CheckInFacts(
        scene,
        book.account,
        engagement.round,
        engagement.amount,
        weeks,
        tuple(
            ToCount(
                goal.id,
                goal.what,
                goal.counted,
                goal.metric,
                goal.skill,
                _last_step(book, engagement, goal),
                goal.unit,
            )
            for goal in goals_of(book, engagement)
            # What was learned, or told as done in another week, is not asked after any more.
            if goal.result is None and not _told_before(book, engagement, goal, weeks[0].monday)
        ),
        _items(book, engagement, weeks[-1].monday),
        _done_since(book, engagement, last),
        tuple(one.words for one in answered),
        len(weeks) == 1
        and weeks[0].full
        and not weeks[0].version
        and calm(book, engagement, weeks[0].monday),
        _holiday(professional, scene.today),
        reached_at(book, owner),
        _told_channels(book, owner, monday_of(scene.today) - WEEK),
        checkin_after(engagement, professional, max(book.now_ms, due)),
        answers=tuple(one.answer for one in answered),
        first=not before,
    )


def _told_channels(book: Book, owner: model.Person, monday: date) -> tuple[str, ...]:
    """Before the owner's Monday nothing is posted of a week: then it comes with everybody's."""
    if book.now_ms < told_at(owner, monday):
        return ()
    return tuple(channel.id for channel in book.find(model.Channel, state="posting"))


def _due(engagement: model.Engagement, professional: model.Person, monday: date) -> int:
    """When the check-in of a week is due."""
    day = checkin_day(engagement, monday)
    return to_millis(resolve(day, checkin_time(engagement, professional), professional.zone))


def _weeks(
    book: Book, engagement: model.Engagement, professional: model.Person, today: date, planned: str
) -> tuple[Week, ...]:
    this = monday_of(today)
    if planned:
        monday = monday_of(date.fromisoformat(planned))
        found = book.find(model.CheckIn, engagement=engagement.id, week_of=monday)
        if _worked_since(engagement, professional, monday, this):
            raise Refused(t("checkin-long-gone", week=monday))
        if found and found[0].at < _due(engagement, professional, monday):
            raise Refused  # told before it was asked
        if not is_worked(engagement, professional, monday):
            raise Refused  # by now everybody is away
        if today < checkin_day(engagement, monday):
            raise Refused  # the round goes on by now, and its week is asked about later
        if _ended_before(book, engagement, date.fromisoformat(planned)):
            raise Refused  # its last days were asked about at its end
        return (replace(_week(book, engagement, professional, monday, this), due_on=planned),)
    before = this - WEEK
    due = _due(engagement, professional, before)
    agreed = any(one.at < due for one in book.find(model.Agreement, engagement=engagement.id))
    # Whoever did work at the turn of the year, of which nobody is asked, can tell of it.
    worked = (
        is_worked(engagement, professional, before) or rests_for(engagement, professional, before) == "turn"
    )
    told = book.find(model.CheckIn, engagement=engagement.id, week_of=before)
    # After an outage the numbers can wait until Monday: that was a word on the week, and not all of it.
    open_before = agreed and worked and all(one.way == "outage" for one in told)
    weeks = (before, this) if open_before else (this,)
    return tuple(_week(book, engagement, professional, monday, this) for monday in weeks)


def _worked_since(engagement: model.Engagement, professional: model.Person, monday: date, this: date) -> bool:
    """Whether a week with work in it has gone by since: after one without, the one before is still fresh."""
    between = range(1, (this - monday) // WEEK)
    return any(is_worked(engagement, professional, monday + n * WEEK) for n in between)


def _ended_before(book: Book, engagement: model.Engagement, day: date) -> bool:
    """Whether a round ended in the week of a day, and before it."""
    closings = book.find(model.Closing, engagement=engagement.id)
    ends = (engagement.round_ends_on, *(closing.ended_on for closing in closings))
    return any(monday_of(last) == monday_of(day) and last < day for last in ends)


def _week(
    book: Book, engagement: model.Engagement, professional: model.Person, monday: date, this: date
) -> Week:
    found = book.find(model.CheckIn, engagement=engagement.id, week_of=monday)
    full = not left_out(engagement, professional, monday)
    handed_in = _handed_in(book, engagement, professional, monday)
    due_on = checkin_day(engagement, monday).isoformat()
    agreed = bought_in(book, engagement, monday)
    over = engagement.round - 1 if monday + WEEK <= began_on(book, engagement) else 0
    waits = (
        _look_back(book, engagement, professional) if monday == monday_of(engagement.round_ends_on) else ()
    )
    week = Week(
        monday,
        monday < this,
        full=full,
        handed_in=handed_in,
        due_on=due_on,
        round=over,
        look_back=waits,
        pay=agreed.pay,
        bought=agreed.amount,
    )
    if not found:
        return week
    told = found[0]
    counts = tuple(
        Before(count.id, count.goal, count.version, count.part, count.whole)
        for count in book.find(model.Count, engagement=engagement.id, week_of=monday)
    )
    amount = told.hours if told.hours is not None else told.pieces
    doubt = doubt_of(book, told)
    return replace(
        week,
        version=told.version,
        counts=counts,
        amount=amount,
        news=told.news,
        in_the_way=in_the_way(book, told),
        doubt_version=doubt.version if doubt is not None else 0,
    )


def _look_back(book: Book, engagement: model.Engagement, professional: model.Person) -> tuple[Move, ...]:
    owner = book.one(model.Person, engagement.owner)
    return look_back_told(engagement, owner, professional, book.now_ms)


def _handed_in(book: Book, engagement: model.Engagement, professional: model.Person, monday: date) -> int:
    """Pieces of a week; what came once more after a look counts where it came first."""
    pieces = book.find(model.Piece, engagement=engagement.id, item="")
    return sum(not one.again and monday_of(day_of(one.at, professional.zone)) == monday for one in pieces)


def _items(book: Book, engagement: model.Engagement, monday: date) -> tuple[ToCount, ...]:
    """What the plan has for this week, or had before and is still open."""
    person = engagement.professional
    names = {skill.id: skill.name for skill in book.find(model.Skill, engagement=engagement.id)}
    found = book.find(model.Item, engagement=engagement.id, person=person, state="agreed")
    mine = [item for item in found if item.due_on < monday + WEEK]
    mine.sort(key=lambda item: (item.due_on, item.id))
    return tuple(
        ToCount(item.id, names.get(item.skill, ""), "done", metric=item.what, skill=item.skill)
        for item in mine
    )


def _told_before(book: Book, engagement: model.Engagement, goal: model.Goal, monday: date) -> bool:
    """Whether what is done on one day was told as done before this week, or its proof was seen and taken.

    An open step is handed in.
    """
    if done_on(book, engagement, goal, ()) is not None:
        return True
    if goal.counted != "done" or _last_step(book, engagement, goal):
        return False
    counts = book.find(model.Count, engagement=engagement.id, goal=goal.id)
    return any((count.part or 0) >= 1 and count.week_of < monday for count in counts)


def _last_step(book: Book, engagement: model.Engagement, goal: model.Goal) -> str:
    if not (goal.learning and goal.skill):
        return ""
    mine = {"engagement": engagement.id, "skill": goal.skill, "person": engagement.professional}
    last = last_of(book.find(model.Item, **mine, state="agreed"))
    return last.id if last is not None else ""


def _done_since(book: Book, engagement: model.Engagement, since: int) -> tuple[str, ...]:
    """What the owner has done of their part since the last check-in, the newest first."""
    todos = book.find(model.Todo, engagement=engagement.id, person=engagement.owner)
    done = [(one.done_at, one.what) for one in todos]
    return tuple(what for at, what in sorted(done, reverse=True) if at > since)


def _answered_since(book: Book, engagement: model.Engagement, since: int) -> list[model.Question]:
    asked = book.find(model.Question, engagement=engagement.id, by=engagement.professional)
    done = [one for one in asked if one.answered_at > since]
    return sorted(done, key=lambda one: (one.answered_at, one.words), reverse=True)[:MOST_NEWS]


def _holiday(person: model.Person, today: date) -> tuple[date, str] | None:
    """A public holiday on the next working day, to say that nothing comes then."""
    days = public_holidays(person.country, (today.year, today.year + 1))
    following = today + timedelta(days=1)
    while str(following.isoweekday()) not in person.work_days:
        following += timedelta(days=1)
    return (following, days[following]) if following in days else None
