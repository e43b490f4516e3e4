"""How sure somebody is that it will work out, what would make it surer, and how much they mean it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.engine.kinds import Option
from bot.engine.prompts import Audience, each, text, verdict
from bot.engine.text import Text, t
from bot.practice.goals import Sureness, asks_commitment, commitment

SURENESS = (
    Option("sure", t("goals-sure")),
    Option("likely", t("goals-likely")),
    Option("even", t("goals-even")),
    Option("shaky", t("goals-shaky")),
)

_PRACTICE: dict[str, Sureness] = {
    "sure": "sure",
    "likely": "likely",
    "even": "fifty_fifty",
    "shaky": "shaky",
}

_EXTENT = (
    Option("1", t("goals-extent-1")),
    Option("2", t("goals-extent-2")),
    Option("3", t("goals-extent-3")),
    Option("4", t("goals-extent-4")),
    Option("5", t("goals-extent-5")),
)


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure somebody is, what would make it surer, and the mean of the four items where asked."""

    sure: str
    why: str = ""
    commitment: float | None = None


def said_sure(name: str, said: Sure) -> Text:
    """How sure somebody is, as the other one reads it."""
    how = t("goals-sure-is", name=name, sure=said.sure)
    return t("goals-sure-why", how=how, words=said.why) if said.why else how


def handed_on(said: Sure | None) -> dict[str, Any]:
    """How sure somebody is, for the talk that the other one reads it in."""
    return {"sure": said.sure, "surer": said.why} if said is not None else {}


def taken_over(terms: Mapping[str, Any]) -> Sure | None:
    """The same, as it was handed on."""
    return Sure(str(terms["sure"]), str(terms["surer"])) if "sure" in terms else None


def doubts(sure: str) -> bool:
    """Whether somebody is in doubt: at fifty-fifty, or less sure."""
    return asks_commitment((_PRACTICE[sure],))


async def how_sure(ask: Text, *, to: str, audience: Audience, surer: bool = False) -> Sure:
    """P11 and the end of O14: one tap, and words only where somebody is not sure."""
    sure = await verdict("sure", ask, SURENESS, to=to, audience=audience)
    words = None
    if surer and sure != "sure":
        words = await text("surer", t("goals-surer"), to=to, audience=audience, optional=True)
    return Sure(sure, words or "")


async def how_much_meant(sure: Sure, *, to: str) -> Sure:
    """The four commitment items, for a doubt about goals that somebody else has proposed.

    They are never asked about one's own proposal or part: there a doubt asks for another number or day.
    """
    asks = {
        "committed": t("goals-committed"),
        "care": t("goals-care"),
        "dedicated": t("goals-dedicated"),
        "chosen": t("goals-chosen"),
    }
    items = await each(
        {
            item: verdict(f"commitment/{item}", words, _EXTENT, to=to, audience="you")
            for item, words in asks.items()
        },
        ask=t("goals-commitment"),
    )
    return replace(sure, commitment=commitment([int(item) for item in items.values()]))
