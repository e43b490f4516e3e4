"""Kinds of work and pay, and the days of the week: options that several talks share."""

from __future__ import annotations

from bot.engine.kinds import Option
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


def amount_of(pay: str, amount: float) -> Text:
    """How much work a week is bought, in words."""
    match pay:
        case "hours":
            return t("amount-hours", amount=amount)
        case "pieces":
            return t("amount-pieces", amount=amount)
        case _:
            return t("amount-project")


def weekdays() -> tuple[Option, ...]:
    """Monday to Friday, by ISO number."""
    names = (t("monday"), t("tuesday"), t("wednesday"), t("thursday"), t("friday"))
    return tuple(Option(str(number), name) for number, name in enumerate(names, start=1))
