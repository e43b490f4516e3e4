"""Kinds of work and pay, the days of the week, the day of an agreement: what several talks share."""

from __future__ import annotations

from bot.dialog import day_of
from bot.engine.kinds import ZONE, Counts, Option
from bot.engine.text import Text, t

KINDS = (
    Option("contractor", t("kind-contractor")),
    Option("employee", t("kind-employee")),
    Option("agency", t("kind-agency")),
)

PAYS = (
    Option("hours", t("pay-hours")),
    Option("pieces", t("pay-pieces")),
    Option("project", t("pay-project")),
)


MOST = {"hours": 80, "pieces": 1000}
"""Of what a week is paid by: the most that can be bought, agreed, and told."""


def counts_by(pay: str) -> Counts:
    """What is counted of a week where somebody is paid so."""
    return "pieces" if pay == "pieces" else "hours"


def amount_of(pay: str, amount: float) -> Text:
    """How much work a week is bought, in words."""
    match pay:
        case "hours":
            return t("amount-hours", amount=amount)
        case "pieces":
            return t("amount-pieces", amount=amount)
        case _:
            return t("amount-project")


def agreed_on(at_ms: int, owner_zone: str, reader_zone: str) -> Text:
    """The one day of an agreement: it is the owner's, and says so to whom it was another day by then."""
    day = day_of(at_ms, owner_zone)
    if day == day_of(at_ms, reader_zone):
        return t("answer-date", value=day)
    return t("day-in-city", day=day, city=ZONE.show(owner_zone))


def weekdays() -> tuple[Option, ...]:
    """Monday to Friday, by ISO number."""
    names = (t("monday"), t("tuesday"), t("wednesday"), t("thursday"), t("friday"))
    return tuple(Option(str(number), name) for number, name in enumerate(names, start=1))


WEEK = (*weekdays(), Option("6", t("saturday")), Option("7", t("sunday")))
"""Every day of a week, by ISO number."""
