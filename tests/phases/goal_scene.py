"""Rita's shop with Joy when the plan is agreed: the moment at which goals are proposed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot import model
from bot.dialog import Begin, Dialog, Plan, Start
from bot.engine.kinds import Consent
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.draft import GOALS_DRAFT
from tests.phases import scene
from tests.phases.book import MemoryBook
from tests.phases.scene import ACCOUNT, DAY, of
from tests.phases.talk import ACCEPT, play

THURSDAY = scene.at(scene.day(11, 26), 10, 24)

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
    found: list[model.Record] = [
        scene.rita(),
        scene.joy(),
        scene.work(**engagement),
        scene.todo(what="refund rules"),
    ]
    for at, (id, good) in enumerate(JOBS.items()):
        found.append(of(model.Job, dict(id=id, template=id, name=id, good=good, position=at), {}))
    if not skills:
        return tuple(found)
    for at, (id, (name, importance, usual)) in enumerate(SKILLS.items()):
        level = (levels or {}).get(id, usual)
        found += [
            scene.skill(f"s-{id}", template=id, name=name, importance=importance, position=at),
            of(model.Level, dict(id=f"l-{id}", skill=f"s-{id}", level=level, at=1), {}),
        ]
    if plan:
        proof = "ten in a row go out unchanged"
        what, due = "ten live ones", scene.day(12, 11)
        found.append(scene.step("drafts", skill="s-orders", what=what, due_on=due, proof=proof, cause=""))
    return tuple(found)


def book(*more: model.Record, now: int = THURSDAY, **what: Any) -> MemoryBook:
    """The records at the moment of the goals."""
    return MemoryBook(ACCOUNT, now, *records(**what), *more)


def start(dialog: Dialog[Any, Any], by: str = "", **more: Any) -> Start:
    """A start of one of the talks about goals."""
    return scene.begin(dialog, **({"by": by} if by else {}), **more)


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


__all__ = [
    "ACCOUNT", "BOTH", "DAY", "DRAFT", "OWNER", "PROFESSIONAL", "THURSDAY", "YES", "agreed", "answered",
    "answered_so_far", "began", "book", "drafted", "goal_in", "key_of", "no", "planned", "records", "start",
]  # fmt: skip
