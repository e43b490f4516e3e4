"""What was noted in a round, as moments to look at: all that was counted, and of words one from each part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, day_of
from bot.engine.text import Text, t
from bot.practice.findings import Moment, spread
from bot.tallies.learned import steps_in

KINDS = ("thanks", "keep", "change", "note")
"""Words about the work itself."""
MOST_WORDS = 90
"""Characters of a note that are shown: enough to remember the day by."""

MOST_NAMED = 10
"""Moments of one skill that are named one by one: a round of eight weeks with what was learned in it."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A moment in words."""

    kind: str
    """piece, said, counted or learned; or more, for so many that are not named."""
    day: date
    words: str = ""
    part: float = 0
    whole: float = 0
    accepted: bool = True

    @property
    def text(self) -> Text:
        """The moment as people read it."""
        match self.kind:
            case "counted":
                return t("moment-counted", week=self.day, part=self.part, whole=self.whole)
            case "learned":
                return t("moment-learned", day=self.day, words=self.words)
            case "more":
                return t("moment-more", count=self.part)
            case "piece" if not self.accepted:
                return t("moment-wish", day=self.day, words=self.words)
            case _:
                return t("moment-said", day=self.day, words=self.words)


def general_moments(
    book: Book, engagement: model.Engagement, person: str, first: date, last: date
) -> tuple[Noted, ...]:
    """Pieces that were looked at, and what this person wrote or has read about the professional's work.

    What the professional said of the owner is no ground to judge the professional by. What was noted for
    this look back is all there: it was promised to be.
    """
    zone = book.one(model.Person, person).zone
    noted: dict[str, Noted] = {}
    for_now: dict[str, Noted] = {}
    learned = {item.id for item in steps_in(book, engagement, engagement.round) if item.closed_at}
    for piece in book.find(model.Piece, engagement=engagement.id, round=engagement.round):
        # What was to be changed in a step that was taken after all is mended, and says nothing any more.
        if piece.accepted or (piece.accepted is False and piece.item not in learned):
            words = piece.what if piece.accepted else piece.wish or piece.what
            noted[piece.id] = Noted("piece", day_of(piece.at, zone), _short(words), accepted=piece.accepted)
    for said in book.find(model.Feedback, engagement=engagement.id, round=engagement.round):
        read = said.by == person or (said.to == person and said.shown_at)
        if said.kind in KINDS and said.by != engagement.professional and read:
            among = for_now if said.kind == "note" else noted
            among[said.id] = Noted("said", day_of(said.at, zone), _short(said.words))
    chosen = (*_spread(noted, first, last), *_all(for_now, first, last))
    return tuple(sorted(chosen, key=lambda one: one.day))


def skill_moments(
    book: Book, engagement: model.Engagement, skill: str, first: date, last: date
) -> tuple[Noted, ...]:
    """All that was counted for the goals of a skill, and what was learned for it: a week left out would look
    like one that was not counted. Of a very long round a few stand for all, and it is said that they do.
    """
    zone = book.one(model.Person, engagement.professional).zone
    noted: dict[str, Noted] = {}
    for goal in book.find(model.Goal, engagement=engagement.id, round=engagement.round, skill=skill):
        for count in book.find(model.Count, engagement=engagement.id, goal=goal.id):
            if goal.counted == "ratio" and count.part is not None and count.whole:
                noted[count.id] = Noted("counted", count.week_of, part=count.part, whole=count.whole)
    for item in steps_in(book, engagement, engagement.round):
        if item.skill == skill and item.closed_at and item.person == engagement.professional:
            noted[item.id] = Noted("learned", day_of(item.closed_at, zone), _short(item.proof or item.what))
    return _all(noted, first, last)


def _all(noted: dict[str, Noted], first: date, last: date) -> tuple[Noted, ...]:
    """Each of them, in the order of their days; of very many a few, and how many more there are."""
    here = sorted((one for one in noted.values() if one.day <= last), key=lambda one: one.day)
    if len(here) <= MOST_NAMED:
        return tuple(here)
    chosen = _spread(noted, first, last)
    return *chosen, Noted("more", last, part=len(here) - len(chosen))


def _spread(noted: dict[str, Noted], first: date, last: date) -> tuple[Noted, ...]:
    chosen = spread((Moment(id, max(first, one.day)) for id, one in noted.items()), first, last)
    return tuple(noted[moment.id] for moment in _known(chosen))


def _known(chosen: Iterable[Moment | None]) -> list[Moment]:
    return [moment for moment in chosen if moment is not None]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST_WORDS else f"{line[:MOST_WORDS].rsplit(' ', 1)[0]} …"
