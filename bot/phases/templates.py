"""The role template of a piece of work, in the language of whoever reads its words."""

from __future__ import annotations

from collections.abc import Callable

from bot import model
from bot.dialog import Book
from bot.model import OWNER
from bot.practice import roles
from bot.practice.roles import RoleTemplate


def template_of(book: Book, engagement: model.Engagement, reader: str = "") -> RoleTemplate | None:
    """What the work began from; in the owner's language where no person is named. None for other work."""
    locale = book.one(model.Person, reader or engagement.owner).locale
    return roles.load(locale).get(engagement.role)


def anchors_for(
    book: Book, engagement: model.Engagement, role: str
) -> Callable[[model.Skill], tuple[str, ...]]:
    """What each level of a skill looks like, as this side says it and in their language."""
    seen = role == OWNER
    template = template_of(book, engagement, engagement.owner if seen else engagement.professional)
    found = {
        skill.id: tuple(anchor.seen if seen else anchor.own for anchor in skill.anchors)
        for skill in (template.skills if template else ())
    }
    general = roles.GENERAL_SEEN if seen else roles.GENERAL_OWN
    return lambda skill: found.get(skill.template, general)
