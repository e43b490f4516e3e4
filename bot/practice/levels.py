"""The one skill scale, 0 to 5, and what two people's views of the same skill come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

NOT_DONE_YET = 0
KNOWS_HOW = 1
WITH_HELP = 2
ALONE = 3
HARD_CASES = 4
SETS_UP = 5
"""The scale is the NIH proficiency scale, said in the words of work: 5 sets up how it is done."""

LOWEST = NOT_DONE_YET
HIGHEST = SETS_UP

APART = 2
"""Views this far apart are talked about. Closer ones differ no more than two honest people do."""

Standing = Literal["settled", "apart", "one_view", "disagreed", "unrated"]
"""settled: a level both can live with; apart: a proposal to accept or talk about; one_view: only one of
the two has rated; disagreed: both views stay side by side, without a level; unrated: nobody rated."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two blind ratings of one skill and what they come to.

    `professional` and `owner` are the ratings as given, 0 to 5; None means "not answered" or "not seen
    yet" and is never 0. `level` is the settled level, or what is proposed while `apart`, or None where
    there is none. `between` is a second level to choose while `apart`. `provisional` says that no work
    was seen or that the level holds only for now; it then has a day for the second look.
    """

    skill: str
    professional: int | None
    owner: int | None
    standing: Standing
    level: int | None
    between: int | None
    provisional: bool
    look_again: date | None

    @property
    def distance(self) -> int | None:
        """How many levels the two ratings are apart as they were given; None unless both rated."""
        if self.professional is None or self.owner is None:
            return None
        return abs(self.professional - self.owner)


def check_level(level: int) -> int:
    """Hand back a level of the scale. Raises ValueError outside 0 .. 5."""
    if not LOWEST <= level <= HIGHEST:
        raise ValueError(f"a level is {LOWEST} to {HIGHEST}, not {level}")
    return level


def counted_claim(claim: int, *, example: bool) -> int:
    """What a professional's own rating counts while nobody has seen the work.

    A claim of 4 or 5 without an example counts as 3; everything else counts as said: people
    rate themselves about a third of a standard deviation higher than others do. Raises ValueError off
    the scale.
    """
    check_level(claim)
    return claim if example else min(claim, ALONE)


def compare(
    skill: str,
    professional: int | None,
    owner: int | None,
    *,
    seen: bool,
    example: bool,
    look_again: date,
) -> Compared:
    """Compare two blind ratings of a skill.

    `seen` says that the owner rated work they saw, `example` that the professional gave one, and
    `look_again` is the day of the second look, used where one is needed. The rules:

    - The owner has not seen it: the professional's own view stands, as counted by `counted_claim`.
    - Same or one apart: settled, at the owner's level where work was seen, else at the lower of both.
    - Two or more apart: a proposal for now, again the owner's level where work was seen and else the
      lower one. It decides what is explained first and nothing more; both may pick another.
    - Whatever rests on no seen work is provisional, and so is every proposal.

    Raises ValueError for a rating off the scale.
    """
    for rating in (professional, owner):
        if rating is not None:
            check_level(rating)
    if owner is None:
        if professional is None:
            return Compared(skill, None, None, "unrated", None, None, True, look_again)
        claim = counted_claim(professional, example=example)
        return Compared(skill, professional, None, "one_view", claim, None, True, look_again)
    later = None if seen else look_again
    if professional is None:
        return Compared(skill, None, owner, "one_view", owner, None, not seen, later)
    claim = professional if seen else counted_claim(professional, example=example)
    level = owner if seen else min(owner, claim)
    # Counting a claim lower must not set two people apart who said nearly the same.
    if min(abs(owner - claim), abs(owner - professional)) < APART:
        return Compared(skill, professional, owner, "settled", level, None, not seen, later)
    between = (owner + claim) // 2
    return Compared(skill, professional, owner, "apart", level, between, True, look_again)


def decide(compared: Compared, owner_pick: int | None, professional_pick: int | None) -> Compared:
    """Settle views that are apart by what both picked; None stands for "let's talk".

    The same pick settles the level for now: it stays provisional and keeps the day of its second look.
    Different picks, or a wish to talk, change nothing. Raises ValueError off the scale and for views
    that are not apart.
    """
    if compared.standing not in ("apart", "disagreed"):
        raise ValueError(f"nothing to decide about views that are {compared.standing}")
    for pick in (owner_pick, professional_pick):
        if pick is not None:
            check_level(pick)
    if owner_pick is None or owner_pick != professional_pick:
        return compared
    return replace(compared, standing="settled", level=owner_pick, between=None, provisional=True)


def disagree(compared: Compared, look_again: date) -> Compared:
    """Let a disagreement stand: both views stay, no number speaks for either, and a day brings it back.

    Taking the lower level instead would let one side win each time by rating low.
    """
    return replace(
        compared, standing="disagreed", level=None, between=None, provisional=True, look_again=look_again
    )


def talk_order(compared: Iterable[Compared]) -> tuple[Compared, ...]:
    """Order skills for the talk: the furthest apart first, those with one view last, then by skill."""

    def place(one: Compared) -> tuple[bool, int, str]:
        return (one.distance is None, -(one.distance or 0), one.skill)

    return tuple(sorted(compared, key=place))
