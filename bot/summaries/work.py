"""The work itself: its skills, its rules, the templates it comes from, and what is held about its people."""

from __future__ import annotations

from bot import model
from bot.dialog import Ask, Book
from bot.engine.cards import Card, Offer, Picture
from bot.engine.text import Text, literal, t
from bot.practice import roles
from bot.summaries.asking import asked_about, between, named
from bot.tallies import levels
from bot.tallies.handbook import rules_of
from bot.tallies.jobs import decided_alone, good_of, jobs_of


def skills(book: Book, ask: Ask) -> Card:
    """What the work needs and what is there now, skill by skill; views that differ stay side by side."""
    engagement = asked_about(book, ask)
    rows = [(t("skills-skill"), t("skills-needed"), t("skills-now"))]
    of_it = sorted(book.find(model.Skill, engagement=engagement.id), key=lambda skill: skill.position)
    meant, missed = named(of_it, ask.words, lambda skill: skill.name)
    for skill in meant:
        rows.append((literal(skill.name), literal(str(skill.required)), _level_now(book, skill)))
    drawn = Picture(f"skills.{book.account}.{engagement.id}", t("skills-chart")) if len(rows) > 1 else None
    return Card((*missed, t("skills-scale")), title=t("skills-title"), table=tuple(rows), picture=drawn)


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


def rules(book: Book, ask: Ask) -> Card:
    """What good looks like, what may be decided alone, and every answer that was kept, the newest first."""
    engagement = asked_about(book, ask)
    jobs = jobs_of(book, engagement.id)
    alone = tuple(map(literal, decided_alone(book, engagement.id)))
    kept = rules_of(book, engagement.id)
    lines = (t("rules-alone", items=alone),) if alone else ()
    if kept:
        lines = (*lines, t("rules-kept", count=len(kept)))
    good = tuple(
        (literal(job.name), literal(good_of(job)) if good_of(job) else t("rules-named")) for job in jobs
    )
    answers = tuple((literal(rule.question), literal(rule.answer)) for rule in kept)
    nothing = () if lines or good else (t("rules-none"),)
    title = t("rules-title", **between(book, ask, engagement))
    offers: list[Offer] = []
    if ask.person == engagement.owner and engagement.state in ("active", "paused"):
        offers.append(Offer(t("decides-change"), "alone", engagement.id))
    if ask.person == engagement.owner and kept:
        offers.append(Offer(t("rule-change"), "rule", engagement.id))
    return Card((*lines, *nothing), title=title, facts=(*good, *answers), offers=tuple(offers))


def role_templates(book: Book, ask: Ask) -> Card:
    """The work templates that come with Fivefold; somebody whom it does not know yet may look as well."""
    language = book.one(model.Person, ask.person).locale if ask.person else "en"
    facts = tuple(
        (literal(role.name), t("roles-skills", skills=tuple(literal(skill.name) for skill in role.skills)))
        for role in roles.load(language).values()
    )
    return Card((t("roles-intro"),), title=t("roles-title"), facts=facts)
