"""How work is paid, and how much of it is bought a week: in each week as it was agreed for that week.

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
    """Other terms from a Monday on."""

    before: Bought
    after: Bought
    begins_on: date

    @property
    def data(self) -> dict[str, Any]:
        """What a yes binds to, and what travels from talk to talk."""
        return {
            "before": [self.before.pay, self.before.amount],
            "after": [self.after.pay, self.after.amount],
            "begins_on": self.begins_on.isoformat(),
        }


def load_change(data: Mapping[str, Any]) -> WorkChange:
    """The change whose `data` travelled."""
    before, after = (Bought(str(pay), float(amount)) for pay, amount in (data["before"], data["after"]))
    return WorkChange(before, after, date.fromisoformat(data["begins_on"]))


def versions_of(book: Book, engagement: str) -> list[model.Agreement]:
    """Every version of what two people agreed, the oldest first."""
    return sorted(book.find(model.Agreement, engagement=engagement), key=lambda one: one.number)


def changes_of(book: Book, engagement: str) -> list[WorkChange]:
    """Every change of the work that both agreed to, by its day; on one day the later yes counts."""
    # What was erased is empty.
    terms = (json.loads(one.terms or "{}") for one in versions_of(book, engagement))
    return sorted((load_change(one[WORK]) for one in terms if WORK in one), key=lambda one: one.begins_on)


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
    latest: Latest, engagement: str, change: WorkChange, at_ms: int, why: str = ""
) -> model.Agreement:
    """The agreement with other work: its goals stay as they are."""
    number = latest.number + 1
    terms = {**json.loads(latest.terms or "{}"), WORK: change.data}
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
