"""What work is bought: how it is paid, and how much of it a week, in each week as agreed for that week.

The engagement says what holds today. What both changed on the way stands in the versions of their
agreement, so that a week that is over is never counted by terms that came after it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import model
from bot.dialog import Book
from bot.engine.kinds import digest_of
from bot.practice.identity import derived_id

WORK = "work"
"""Under this name a version of the agreement holds the change of the work that it is about."""


@dataclass(frozen=True, slots=True)
class Bought:
    """How it is paid, and how many hours or pieces a week; 0 for a project that is paid as a whole."""

    pay: str
    amount: float


@dataclass(frozen=True, slots=True)
class WorkChange:
    """Other terms, or another job, from a Monday on."""

    before: Bought
    after: Bought
    begins_on: date
    leaves: str = ""
    """A job that leaves the work: its record."""
    comes: str = ""
    """The name of a job that comes."""
    good: str = ""
    """What good looks like for it."""

    @property
    def data(self) -> dict[str, Any]:
        """What a yes binds to, and what travels from talk to talk."""
        job = {"leaves": self.leaves, "comes": self.comes, "good": self.good}
        return {
            "before": [self.before.pay, self.before.amount],
            "after": [self.after.pay, self.after.amount],
            "begins_on": self.begins_on.isoformat(),
            **{name: said for name, said in job.items() if said},
        }

    @property
    def is_empty(self) -> bool:
        """Whether everything would be as it is."""
        return self.before == self.after and not self.leaves and not self.comes


def load_change(data: Mapping[str, Any]) -> WorkChange:
    """The change whose `data` travelled."""
    before, after = (Bought(str(pay), float(amount)) for pay, amount in (data["before"], data["after"]))
    leaves, comes, good = (str(data.get(name, "")) for name in ("leaves", "comes", "good"))
    return WorkChange(before, after, date.fromisoformat(data["begins_on"]), leaves, comes, good)


def versions_of(book: Book, engagement: str) -> list[model.Agreement]:
    """Every version of what two people agreed, the oldest first."""
    return sorted(book.find(model.Agreement, engagement=engagement), key=lambda one: one.number)


def written_changes(book: Book, engagement: str) -> list[WorkChange]:
    """Every change of the work that both agreed to, in the order of their yes."""
    # What was erased is empty.
    terms = (json.loads(one.terms or "{}") for one in versions_of(book, engagement))
    return [load_change(one[WORK]) for one in terms if WORK in one]


def changes_of(book: Book, engagement: str) -> list[WorkChange]:
    """Every change of hours, pieces or pay, by its day; on one day the later yes counts."""
    changes = (one for one in written_changes(book, engagement) if one.before != one.after)
    return sorted(changes, key=lambda one: one.begins_on)


def agreed_for(week: date, now: Bought, changes: Sequence[WorkChange]) -> Bought:
    """What holds in the week that begins on this Monday, where `now` holds without a change."""
    begun = [one for one in changes if one.begins_on <= week]
    if begun:
        return begun[-1].after
    return changes[0].before if changes else now


def bought_in(book: Book, engagement: model.Engagement, week: date) -> Bought:
    """What was agreed for the week that begins on this Monday."""
    now = Bought(engagement.pay, engagement.amount)
    return agreed_for(week, now, changes_of(book, engagement.id))


# --- a new version --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Latest:
    """The version of the agreement that a change of the work takes the place of."""

    account: str
    round: int
    number: int
    terms: str


def latest_of(book: Book, engagement: str) -> Latest | None:
    """None before the first one: no week was counted yet, so the engagement alone says what holds."""
    versions = versions_of(book, engagement)
    if not versions:
        return None
    last = versions[-1]
    return Latest(last.account, last.round, last.number, last.terms)


def next_version(
    latest: Latest,
    engagement: str,
    change: WorkChange,
    at_ms: int,
    why: str = "",
    aside: frozenset[str] = frozenset(),
) -> model.Agreement:
    """The agreement with other work: its goals stay as they are, but for those that are set aside."""
    number = latest.number + 1
    terms = {**json.loads(latest.terms or "{}"), WORK: change.data}
    if aside:
        terms["goals"] = [goal for goal in terms["goals"] if goal["id"] not in aside]
    return model.Agreement(
        account=latest.account,
        id=derived_id(engagement, "agreement", str(number)),
        engagement=engagement,
        round=latest.round,
        number=number,
        digest=digest_of(change.data),
        terms=json.dumps(terms, sort_keys=True, ensure_ascii=False),
        why=why,
        at=at_ms,
    )
