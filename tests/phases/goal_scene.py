"""Rita's shop with Joy when the plan is agreed: the moment at which goals are proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot import model
from bot.dialog import Begin, Dialog, Plan, Start
from bot.engine.kinds import Consent
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.practice.calendar import to_millis
from tests.phases.book import MemoryBook
from tests.phases.talk import ACCEPT, play

ACCOUNT = "account"
THURSDAY = to_millis(datetime(2026, 11, 26, 10, 24, tzinfo=UTC))
DAY = 24 * 3_600_000
PEOPLE = {"owner": "rita", "professional": "joy"}

JOBS = {
    "inbox": "Answered or sorted by the end of the next working day; money and complaints are passed on.",
    "orders": "Right by the shop's rules, no second message needed.",
    "calendar": "No double booking; place, link and both times in each entry.",
}
SKILLS = {"inbox": ("Inbox", 5, 3), "orders": ("Order questions", 5, 2), "calendar": ("Calendar", 4, 1)}
"""Name, importance and level today; the work needs 3 of each."""


def records(
    *, skills: bool = True, plan: bool = True, levels: dict[str, int | None] | None = None, **engagement: Any
) -> tuple[model.Record, ...]:
    """Two people, three jobs, what each skill came to, and the plan for what is new."""
    joined: dict[str, Any] = dict(
        account=ACCOUNT,
        id="work",
        owner="rita",
        professional="joy",
        role="virtual_assistant",
        role_name="virtual assistant",
        state="active",
        amount=20,
        starts_on=date(2026, 11, 23),
        round_ends_on=date(2027, 1, 8),
    )
    found: list[model.Record] = [
        model.Person(
            account=ACCOUNT, id="rita", name="Rita Lopes", called="Rita", zone="Europe/Lisbon", country="PT"
        ),
        model.Person(
            account=ACCOUNT, id="joy", name="Joy Santos", called="Joy", zone="Asia/Manila", country="PH"
        ),
        model.Engagement(**{**joined, **engagement}),
        model.Todo(
            account=ACCOUNT,
            id="rules",
            engagement="work",
            person="rita",
            what="refund rules",
            due_on=date(2026, 11, 26),
        ),
    ]
    for at, (id, good) in enumerate(JOBS.items()):
        job = model.Job(
            account=ACCOUNT, id=id, engagement="work", template=id, name=id, good=good, position=at
        )
        found.append(job)
    if not skills:
        return tuple(found)
    for at, (id, (name, importance, usual)) in enumerate(SKILLS.items()):
        level = (levels or {}).get(id, usual)
        found += [
            model.Skill(
                account=ACCOUNT,
                id=f"s-{id}",
                engagement="work",
                template=id,
                name=name,
                importance=importance,
                required=3,
                position=at,
            ),
            model.Level(account=ACCOUNT, id=f"l-{id}", engagement="work", skill=f"s-{id}", level=level, at=1),
        ]
    if plan:
        found.append(
            model.Item(
                account=ACCOUNT,
                id="drafts",
                engagement="work",
                skill="s-orders",
                person="joy",
                what="ten live ones",
                due_on=date(2026, 12, 11),
                proof="ten in a row go out unchanged",
                state="agreed",
            )
        )
    return tuple(found)


def book(*more: model.Record, now: int = THURSDAY, **what: Any) -> MemoryBook:
    """The records at the moment of the goals."""
    return MemoryBook(ACCOUNT, now, *records(**what), *more)


def start(dialog: Dialog[Any, Any], by: str = "", **more: Any) -> Start:
    """A start of one of the talks about goals."""
    seats = {role: PEOPLE[role] for role in dialog.seats}
    who = by or next(iter(seats.values()))
    return Start(dialog.name, seats, **{"conversation": "talk", "engagement": "work", "by": who, **more})


# --- the talks so far ----------------------------------------------------------------------------

YES = Consent(True)
OWNER, PROFESSIONAL = "owner", "professional"
BOTH = [(OWNER, "", ACCEPT), (OWNER, "", ACCEPT)]
DRAFT = [*BOTH, (OWNER, "sure", "likely")]


def began(talk, conversation="next"):
    """The talk that an outcome begins."""
    (begin,) = talk.effects(Begin)
    return replace(begin.start, conversation=conversation)


def drafted(answers=DRAFT, **what):
    """A draft, the records after it, and what it begins."""
    talk = play(GOALS_DRAFT, book(**what), start(GOALS_DRAFT), answers)
    assert talk.outcome is not None
    return talk, book(**what).after(talk.outcome)


def answered(answers, **what):
    """The professional's answer to a draft."""
    draft, after = drafted(**what)
    talk = play(GOALS_ANSWER, after, began(draft), answers)
    assert talk.outcome is not None
    return talk, after.after(talk.outcome)


def answered_so_far():
    """A draft, for the keys of its goals."""
    return drafted()[0]


def agreed(**what):
    """The records when both have said yes to the first goals."""
    return answered([(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")], **what)[1]


def key_of(talk, end):
    return next(key for key in talk.asked if key.endswith(end))


def goal_in(book, learning=False):
    return next(goal for goal in book.find(model.Goal) if goal.learning is learning)


def no(wish):
    return (PROFESSIONAL, "agree", Consent(False, wish))


def planned(talk):
    """The talks that an outcome puts on the calendar."""
    return {plan.start.dialog for plan in talk.effects(Plan) if plan.start}
