"""What `/fivefold plan` shows: every part of the plan with its day, what closes it, and where it stands."""

from __future__ import annotations

from datetime import date

from bot import model
from bot.dialog import Ask, Book
from bot.engine.cards import Card, Offer
from bot.engine.text import Text, t
from bot.phases.gap_training.parts import FIRST_PAID
from bot.summaries.asking import asked_about, between
from bot.tallies.handbook import rules_of

SHOWN = ("offered", "agreed", "done", "closed")


def plan(book: Book, ask: Ask) -> Card:
    """The plan of the round, the same for both: the nearest day first, what is closed last."""
    engagement = asked_about(book, ask)
    title = t("plan-card-title", **between(book, ask, engagement))
    names = {
        person: book.one(model.Person, person).called
        for person in (engagement.owner, engagement.professional)
    }
    # What an earlier round closed is history; what it left open is carried on.
    items = [
        item
        for item in book.find(model.Item, engagement=engagement.id)
        if item.state in SHOWN and (item.state != "closed" or item.round == engagement.round)
    ]
    if not items:
        return Card((t("plan-card-none"),), title=title)
    promises = {todo.source: todo for todo in book.find(model.Todo, engagement=engagement.id) if todo.source}
    days = {item.id: promises[item.id].due_on if item.id in promises else item.due_on for item in items}
    ticked = {source for source, todo in promises.items() if todo.done_at}
    over = {item.id for item in items if item.state == "closed" or item.id in ticked}
    items.sort(key=lambda item: (item.id in over, days[item.id], item.position))
    facts = tuple(
        (
            t("plan-card-who", skill=book.one(model.Skill, item.skill).name, name=names[item.person]),
            t("plan-card-closed", what=item.what)
            if item.id in over
            else _open(item, days[item.id], names[engagement.owner]),
        )
        for item in items
    )
    rules = len(rules_of(book, engagement.id))
    return Card(
        (t("plan-card-rules", count=rules),) if rules else (),
        title=title,
        facts=facts,
        offers=_offers(engagement, ask.person, [item for item in items if item.id not in over]),
    )


def _open(item: model.Item, day: date, owner: str) -> Text:
    """A part with its day and what closes it."""
    if item.state == "done":
        return t("plan-card-done", what=item.what, owner=owner)
    line = (
        t("plan-card-offered", what=item.what, day=day)
        if item.state == "offered"
        else t("plan-card-by", what=item.what, day=day)
    )
    if not item.proof:
        return line
    closed_when = t("plan-closed-when", line=line, proof=item.proof)
    return t("plan-card-row", line=closed_when, row=item.proof_done) if item.proof_done else closed_when


def _offers(engagement: model.Engagement, person: str, items: list[model.Item]) -> tuple[Offer, ...]:
    """What whoever looks can do about it now."""
    agreed = [item for item in items if item.state == "agreed"]
    mine = person == engagement.owner and any(item.position < FIRST_PAID for item in agreed)
    theirs = person == engagement.professional and any(item.position >= FIRST_PAID for item in agreed)
    tick = (Offer(t("tick-off"), "ready", engagement.id),) if mine else ()
    hand_in = (Offer(t("plan-card-hand-in"), "done", engagement.id, main=True),) if theirs else ()
    return (*tick, *hand_in)
