"""Cards about a week: the owner's over all their people, the professional's own, and one tip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from bot import model
from bot.dialog import Ask, Book, Refused, day_of
from bot.engine.cards import Card, Offer
from bot.engine.text import Argument, Text, literal, t
from bot.practice.calendar import monday_of
from bot.practice.ownership import Habit
from bot.tallies.answers import how_long
from bot.tallies.owners import Off, OwnersWeek, With, led_by, week_of
from bot.tallies.told import Behind, Told, told
from bot.tallies.weeks import last_week

Row = tuple[Text, Text]


def rows(week: OwnersWeek) -> tuple[Row, ...]:
    """How everybody stands, who is off, the owner's own week and one thing to try."""
    found: list[Row] = []
    people = [one for one in week.people if not _rested(one)]
    for standing, title in (
        ("on_course", t("week-on-course")),
        ("less", t("week-less")),
        ("unsure", t("week-unsure")),
        ("uncounted", t("week-uncounted")),
        ("silent", t("week-silent")),
    ):
        here = tuple(_line(one) for one in people if one.told.standing == standing and _counts(one))
        if here:
            found.append((title, t("week-lines", items=here)))
    waiting = [one for one in people if not _counts(one)]
    for between, title in ((False, t("week-starting")), (True, t("week-between"))):
        lines = tuple(
            t("week-line-starting", name=one.name, offered=one.offered or "none", next=one.next_on or "")
            for one in waiting
            if one.between is between
        )
        if lines:
            found.append((title, t("week-lines", items=lines)))
    resting = [one for one in week.people if _rested(one)]
    for why, title in (
        ("away", t("week-rested-away")),
        ("turn", t("week-rested-turn")),
        ("other", t("week-rested")),
    ):
        rested = tuple(literal(one.name) for one in resting if (one.why_rested or "other") == why)
        if rested:
            found.append((title, t("week-lines", items=rested)))
    for before, late in groupby(week.late, key=lambda one: one.week or week.week - timedelta(weeks=1)):
        found.append((t("week-late", week=before), t("week-lines", items=tuple(map(_late, late)))))
    if week.off:
        found.append((t("week-off"), _off(week.off)))
    found.append((t("week-yours", week=week.week), _yours(week)))
    if week.tip is not None:
        found.append((t("week-try"), tip_text(week.tip, week)))
    return tuple(found)


def _counts(one: With) -> bool:
    """Whether somebody is asked about their weeks by now, or told of this one unasked."""
    return one.begun or one.told.standing != "silent"


def _rested(one: With) -> bool:
    """Whether there was no work to tell of, and nobody did."""
    return one.begun and one.rested and one.told.standing == "silent"


def _line(one: With, name: Argument = "") -> Text:
    """One person's week in a few words; what stops it, and where it is less than agreed, what of.

    `name`: how whoever reads it calls them, where it is not by their name.
    """
    line = _told(one, name or one.name)
    if one.told.trouble:
        line = t("week-line-trouble", line=line, words=one.told.trouble)
    if one.told.doubt:
        line = t("week-line-doubt", line=line, words=one.told.doubt)
    behind = tuple(_behind(goal) for goal in one.told.behind)
    return t("week-line-behind", line=line, behind=behind) if behind else line


def _behind(goal: Behind) -> Text:
    if goal.counted == "done" or goal.so_far is None:
        return t("week-behind-day", what=goal.what, day=goal.due_on)
    agreed = goal.expected or 0
    if goal.counted == "ratio":
        return t("week-behind-share", what=goal.what, value=goal.so_far, agreed=agreed)
    if goal.less_is_better:
        return t("week-behind-most", what=goal.what, value=goal.so_far, agreed=agreed, day=goal.due_on)
    return t("week-behind-sum", what=goal.what, value=goal.so_far, agreed=agreed, day=goal.due_on)


def _told(one: With, name: Argument) -> Text:
    """A week as it was told."""
    week = one.told
    if week.standing == "silent":
        if one.heard_on is None:
            return t("week-line", name=name)
        return t("week-line-silent", name=name, day=one.heard_on)
    if week.way == "outage":
        return t("week-line-outage", name=name)
    if week.way == "no_work":
        return t("week-line-no-work", name=name)
    # Beside "Unsure" a bare "likely" would deny it: it is what is in the way that makes it so.
    stopped = week.trouble and week.sure in ("sure", "likely")
    sure = f"stopped-{week.sure}" if stopped else week.sure
    if week.standing == "uncounted":
        return t("week-line-uncounted", name=name, sure=sure)
    if week.shares:
        return t("week-line-counted", name=name, shares=_shares(week), sure=sure)
    return t("week-line-sure", name=name, sure=sure)


def _late(one: With) -> Text:
    """What came after its list, with the hours or pieces that no list has named."""
    line = _line(one)
    if one.told.hours is not None:
        return t("week-late-hours", line=line, hours=one.told.hours)
    return line if one.told.pieces is None else t("week-late-pieces", line=line, pieces=one.told.pieces)


def _shares(week: Told) -> tuple[Text, ...]:
    """What was counted; named where there are several."""
    if len(week.shares) == 1:
        (only,) = week.shares
        return (t("week-share", part=only.part, whole=only.whole),)
    return tuple(t("week-share-of", what=one.what, part=one.part, whole=one.whole) for one in week.shares)


def _off(off: tuple[Off, ...]) -> Text:
    """Who is off, day by day; the owner's own days last, for what stands after them is about the owner."""
    by_days: dict[tuple[date, date], list[str]] = {}
    for one in off:
        by_days.setdefault((one.day, one.until or one.day), []).append(one.name)
    found = sorted(by_days.items(), key=lambda one: ("" in one[1], one[0]))
    lines = tuple(_off_on(days, names) for days, names in found)
    return t("week-off-lines", items=lines, quiet=int(any(not one.name for one in off)))


def _off_on(days: tuple[date, date], names: Sequence[str]) -> Text:
    others = tuple(literal(name) for name in names if name)
    first, last = days
    when = t("week-off-day", day=first) if first == last else t("week-off-days", first=first, last=last)
    if "" not in names:
        return t("week-off-other", names=others, when=when)
    return t("week-off-both", names=others, when=when) if others else t("week-off-you", when=when)


def _yours(week: OwnersWeek) -> Text:
    hours, minutes = divmod(round(week.minutes), 60)
    said = all(one.said for one in week.people)
    took = t("answer-duration", hours=hours, minutes=minutes)
    yours = t("week-took", took=took, said=int(said)) if hours or minutes or said else t("week-took-nothing")
    if week.hours:
        return t("week-yours-hours", yours=yours, hours=week.hours, pieces=week.pieces)
    return t("week-yours-pieces", yours=yours, pieces=week.pieces)


def behind(week: OwnersWeek) -> Offer:
    """The button that opens the answers behind the numbers of a week."""
    only = week.people[0].engagement if len(week.people) == 1 else ""
    return Offer(t("numbers-why"), "why", only)


def tip_text(tip: Habit, week: OwnersWeek) -> Text:
    """One tip, tied to what happened."""
    match tip:
        case "rules_first":
            return t("tip-rules")
        case "answers" if week.longest is not None:
            name, hours = week.longest
            return t("tip-answers", name=name, hours=how_long(hours))
        case "answers":
            return t("tip-waiting")
        case "looks":
            return t("tip-looks")
        case "examples":
            return t("tip-examples")
        case "promises":
            return t("tip-promises")


def week(book: Book, ask: Ask) -> Card:
    """This week so far: over everybody for who leads work, one's own for who does it."""
    person = book.one(model.Person, ask.person)
    today = day_of(book.now_ms, person.zone)
    monday = monday_of(today)
    if led_by(book, ask.person):
        led = week_of(book, ask.person, monday, today)
        return Card(title=t("week-title", week=monday), facts=rows(led), offers=(behind(led),))
    mine = [e for e in book.find(model.Engagement, professional=ask.person) if e.state == "active"]
    if not mine:
        raise Refused(t("week-nothing"))
    facts = []
    for engagement in mine:
        owner = book.one(model.Person, engagement.owner).called
        own = told(book, engagement, monday)
        facts.append(
            (
                t("week-own", owner=owner),
                _line(With(engagement.id, person.called, own), t("week-you"))
                if own.standing != "silent"
                else t("week-own-open"),
            )
        )
    return Card(
        title=t("week-title", week=monday), facts=tuple(facts), offers=(Offer(t("title-checkin"), "checkin"),)
    )


def coach(book: Book, ask: Ask) -> Card:
    """One tip and what it rests on; only for the owner's eyes."""
    person = book.one(model.Person, ask.person)
    if not led_by(book, ask.person):
        works = any(work.state == "active" for work in book.find(model.Engagement, professional=ask.person))
        raise Refused(t("coach-not-yours" if works else "coach-nobody"))
    today = day_of(book.now_ms, person.zone)
    last = week_of(book, ask.person, last_week(today), today)
    if last.tip is None:
        return Card((t("coach-good"),), title=t("coach-title"), offers=(behind(last),))
    rests = t("coach-rests", count=last.rests_on, week=last.week)
    return Card((tip_text(last.tip, last), rests), title=t("coach-title"), offers=(behind(last),))
