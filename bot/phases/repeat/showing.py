"""The record that the professional may show others: what was reached, confirmed by the owner's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book
from bot.engine.text import File, t
from bot.phases.goal_setting.proposals import PIECES
from bot.practice.attainment import AS_AGREED
from bot.tallies.rounds import Result, attainment_of, shares_of
from bot.words import Reader, plain

Line = tuple[date, date, str]
"""The first and the last day of a round, and what is confirmed of it."""


def line_of(book: Book, engagement: model.Engagement, results: tuple[Result, ...]) -> str:
    """One round in one line, to be confirmed; empty where little was met or counted: nobody shows that."""
    reached = attainment_of(results)
    if not reached.counted or reached.met * 2 < reached.counted:
        return ""
    owner = book.one(model.Person, engagement.owner)
    shares = (
        *(
            t("record-share", what=one.what, whole=one.whole, share=round(100 * one.part / one.whole))
            for one in shares_of(results)
        ),
        *(t("record-pieces", what=one.what, pieces=_came(one)) for one in results if _came(one)),
    )
    words = (
        t("record-line-counted", met=reached.met, goals=reached.counted, shares=shares, owner=owner.name)
        if shares
        else t("record-line", met=reached.met, goals=reached.counted, owner=owner.name)
    )
    return plain(words, Reader(owner.locale, owner.zone, engagement.kind))


def _came(one: Result) -> float:
    """The pieces of a goal of which as many came as agreed, or more."""
    reached = one.unit == PIECES and one.level is not None and one.level >= AS_AGREED
    return (one.value or 0.0) if reached else 0.0


@dataclass(frozen=True, slots=True)
class Record:
    """Every round that the owner has confirmed, as whoever shows it reads it."""

    head: str
    locale: str
    zone: str
    kind: str
    lines: tuple[Line, ...] = ()

    def text(self, *more: Line) -> str:
        """The record, and `more`, as a text to show; empty where there is none."""
        reader = Reader(self.locale, self.zone, self.kind)
        told = [
            plain(t("record-round", first=first, last=last, words=words), reader)
            for first, last, words in (*self.lines, *more)
        ]
        return "\n".join((self.head, *told)) + "\n" if told else ""


def confirmed(book: Book, engagement: model.Engagement) -> Record:
    """What the owner has confirmed of this work."""
    person = book.one(model.Person, engagement.professional)
    owner = book.one(model.Person, engagement.owner)
    reader = Reader(person.locale, person.zone, engagement.kind)
    closings = sorted(book.find(model.Closing, engagement=engagement.id), key=lambda one: one.round)
    head = plain(t("record-head", name=person.name, role=engagement.role_name, owner=owner.name), reader)
    lines = tuple((one.started_on, one.ended_on, one.showable) for one in closings if one.showable)
    return Record(head, person.locale, person.zone, engagement.kind, lines)


def record_of(book: Book, engagement: model.Engagement, *more: Line) -> str:
    """Every round that the owner has confirmed, and `more`, as a text to show; empty where there is none."""
    return confirmed(book, engagement).text(*more)


def record_file(words: str) -> File:
    """The record as a file to keep."""
    return File("record.txt", "text/plain", words)
