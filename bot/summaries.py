"""Cards that commands show: read from the records, drawn for one reader, changing nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from bot import levels, model
from bot.dialog import Book, Refused
from bot.engine.cards import Card, Offer, Picture
from bot.engine.text import Text, literal, t
from bot.model import Engagement
from bot.practice import roles

T = TypeVar("T")


class Asked(Protocol):
    """Who asks, and about which engagement (empty = about everybody)."""

    @property
    def person(self) -> str: ...
    @property
    def engagement(self) -> str: ...
    @property
    def words(self) -> str: ...


def engagements_of(book: Book, person: str, *, ended: bool = False) -> tuple[Engagement, ...]:
    """The engagements in which somebody is the owner or the professional."""
    found = {
        e.id: e for e in (*book.find(Engagement, owner=person), *book.find(Engagement, professional=person))
    }
    return tuple(e for e in found.values() if ended or e.state != "ended")


def skills(book: Book, ask: Asked) -> Card:
    """What the work needs and what is there now, skill by skill; views that differ stay side by side."""
    engagement = asked_about(book, ask)
    rows = [(t("skills-skill"), t("skills-needed"), t("skills-now"))]
    of_it = sorted(book.find(model.Skill, engagement=engagement.id), key=lambda skill: skill.position)
    for skill in named(of_it, ask.words, lambda skill: skill.name):
        rows.append((literal(skill.name), literal(str(skill.required)), _level_now(book, skill)))
    drawn = Picture(f"skills.{book.account}.{engagement.id}", t("skills-chart")) if len(rows) > 1 else None
    return Card((t("skills-scale"),), title=t("skills-title"), table=tuple(rows), picture=drawn)


def _level_now(book: Book, skill: model.Skill) -> Text:
    now = levels.newest(book, skill)
    if now is None:
        return t("level-unknown")
    if now.disputed:
        # What one of them said after it was settled is blind again, until both are in.
        shown = [view for view in book.find(model.Rating, skill=skill.id) if view.at <= now.at]
        views = {view.role: view for view in sorted(shown, key=lambda view: view.at)}
        own, seen = views.get(model.PROFESSIONAL), views.get(model.OWNER)
        return t(
            "level-differs",
            own=own.level if own and own.level is not None else 0,
            seen=seen.level if seen and seen.level is not None else 0,
        )
    if now.level is None:
        return t("level-unknown")
    return t("level-provisional", level=now.level) if now.provisional else t("level-settled", level=now.level)


def rules(book: Book, ask: Asked) -> Card:
    """What good looks like, what may be decided alone, and every answer that was kept, the newest first."""
    engagement = asked_about(book, ask)
    jobs = sorted(book.find(model.Job, engagement=engagement.id), key=lambda job: job.position)
    alone = tuple(literal(one.text) for one in book.find(model.Discretion, engagement=engagement.id))
    kept = sorted(book.find(model.Rule, engagement=engagement.id), key=lambda rule: (-rule.at, rule.id))
    lines = (t("rules-alone", items=alone),) if alone else ()
    if kept:
        lines = (*lines, t("rules-kept", count=len(kept)))
    good = tuple((literal(job.name), literal(job.good)) for job in jobs)
    answers = tuple((literal(rule.question), literal(rule.answer)) for rule in kept)
    nothing = () if lines or good else (t("rules-none"),)
    return Card((*lines, *nothing), title=t("rules-title"), facts=(*good, *answers))


def role_templates(book: Book, ask: Asked) -> Card:
    """The work templates that come with Fivefold."""
    facts = tuple(
        (literal(role.name), t("roles-skills", skills=tuple(literal(skill.name) for skill in role.skills)))
        for role in roles.load().values()
    )
    return Card((t("roles-intro"),), title=t("roles-title"), facts=facts)


def privacy(book: Book, ask: Asked) -> Card:
    """Who reads what, and what is held about the person who asks."""
    mine = engagements_of(book, ask.person, ended=True)
    ids = {e.id for e in mine}
    held = sum(
        1
        for kind in (model.Rating, model.Understanding, model.Sample, model.Level)
        for id in ids
        for _ in book.find(kind, engagement=id)
    )
    return Card(
        (t("privacy-who"), t("privacy-held", count=held)),
        title=t("privacy-title"),
        offers=(Offer(t("privacy-copy"), "copy", main=True), Offer(t("privacy-erase"), "erase")),
    )


def named(all_of_it: Sequence[T], words: str, called: Callable[[T], str]) -> Sequence[T]:
    """Those whose name holds the words; all of it when there are none of that name."""
    wanted = words.casefold().strip()
    return [one for one in all_of_it if wanted in called(one).casefold()] or all_of_it


def asked_about(book: Book, ask: Asked) -> Engagement:
    """The engagement that is asked about.

    Raises:
        Refused: it is not in this account, or whoever asks is not in it.
    """
    engagement = book.one(Engagement, ask.engagement)
    if ask.person not in (engagement.owner, engagement.professional):
        raise Refused
    return engagement
