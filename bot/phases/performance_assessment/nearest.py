"""X3, where expectations are not met yet: which of four is nearest, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.engine.kinds import DATE, Option
from bot.engine.prompts import ask_for, choice, say, text
from bot.engine.text import t
from bot.model import OWNER


@dataclass(frozen=True, slots=True)
class Nearest:
    """What is nearest: unclear, unable, able (but it does not happen) or unfit; "" where all is well."""

    which: str = ""
    words: str = ""
    day: date | None = None


async def nearest_of(name: str, due: date) -> Nearest:
    """A task of the owner's own, training, one step with a date, or a fair end."""
    which = await choice(
        "nearest",
        t("nearest", name=name),
        (
            Option("unclear", t("nearest-unclear")),
            Option("unable", t("nearest-unable")),
            Option("able", t("nearest-able")),
            Option("unfit", t("nearest-unfit")),
        ),
        to=OWNER,
        audience="you",
    )
    match which:
        case "unclear":
            # It is a promise, and stands with the others in what is offered for the next round.
            words = await text("clear", t("nearest-clear", due=due), to=OWNER, audience="blind")
            return Nearest(which, words)
        case "able":
            words = await text("step", t("nearest-step", name=name), to=OWNER, audience="blind")
            day = await ask_for(DATE, "step-day", t("nearest-day"), to=OWNER, audience="blind")
            return Nearest(which, words, day)
        case "unable":
            await say(t("nearest-learn", name=name), to=OWNER)
        case _:
            await say(t("nearest-end"), to=OWNER)
    return Nearest(which)
