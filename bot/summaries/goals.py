"""What `/fivefold goals` shows: the goals as agreed, or the one page that goes with a contract."""

from __future__ import annotations

import json
from dataclasses import replace

from bot import model
from bot.dialog import Ask, Book, day_of
from bot.engine.cards import Card, Offer
from bot.engine.text import File, Text, literal, t
from bot.phases.goal_setting.goal_terms import Terms, all_levels_of, line_of, load_terms, part_of
from bot.phases.life.other_work import headline, words_of
from bot.phases.terms import agreed_on
from bot.summaries.asking import asked_about, between, named
from bot.tallies.bought import Bought, versions_of, written_changes
from bot.tallies.jobs import decided_alone, good_of, jobs_of
from bot.tallies.rounds import results_of
from bot.words import Reader, plain

PAGE = "page"


def goals(book: Book, ask: Ask) -> Card:
    """The goals of the round as both agreed; `goals page` shows the whole agreement as one page."""
    engagement = asked_about(book, ask)
    title = t("goals-card-title", **between(book, ask, engagement))
    agreements = versions_of(book, engagement.id)
    last = agreements[-1] if agreements else None
    if last is None:
        waits = any(goal.state == "offered" for goal in book.find(model.Goal, engagement=engagement.id))
        return Card((t("goals-card-waits") if waits else t("goals-card-none"),), title=title)
    terms = _as_it_stands(book, engagement, terms_in(last))
    zone = book.one(model.Person, ask.person).zone
    if PAGE in ask.words.casefold().split():
        return page(book, engagement, agreements, terms, book.one(model.Person, ask.person))
    results = results_of(book, engagement, terms.round, day_of(book.now_ms, zone))
    learned = {one.goal: one.done_on for one in results if one.counted == "done" and one.done_on}
    owner = book.one(model.Person, engagement.owner).called
    owner_zone = book.one(model.Person, engagement.owner).zone
    meant, missed = named(terms.goals, ask.words, lambda goal: goal.what)
    agreed = t("goals-card-agreed", number=last.number, day=agreed_on(last.at, owner_zone, zone))
    return Card(
        (
            *missed,
            agreed,
            *(
                t("goals-line-learned", what=goal.what, metric=goal.metric, day=learned[goal.id])
                if goal.id in learned
                else line_of(goal)
                for goal in meant
            ),
            t("goals-card-part", owner=owner, part=part_of(terms)),
            t("goals-card-page"),
        ),
        title=title,
        offers=(Offer(t("change"), "change", engagement.id),),
    )


def terms_in(agreement: model.Agreement) -> Terms:
    """What an agreement says."""
    return load_terms(json.loads(agreement.terms))


def _as_it_stands(book: Book, engagement: model.Engagement, terms: Terms) -> Terms:
    """What was agreed, on its days of today: a step that moves and work that rests take them along."""
    goals = {one.id: one for one in book.find(model.Goal, engagement=engagement.id, round=terms.round)}
    todos = {one.id: one for one in book.find(model.Todo, engagement=engagement.id)}
    return replace(
        terms,
        goals=tuple(
            replace(one, due_on=now.due_on, baseline_until=now.baseline_until)
            if (now := goals.get(one.id)) is not None
            else one
            for one in terms.goals
        ),
        part=tuple(
            replace(one, due_on=todos[one.id].due_on) if one.id in todos else one for one in terms.part
        ),
    )


def page(
    book: Book,
    engagement: model.Engagement,
    agreements: list[model.Agreement],
    terms: Terms,
    asks: model.Person,
) -> Card:
    """The agreement as a file in Markdown, to go with a contract: who, what, by when, and every version."""
    owner, professional = (
        book.one(model.Person, person) for person in (engagement.owner, engagement.professional)
    )
    last = agreements[-1]
    jobs = jobs_of(book, engagement.id)
    alone = decided_alone(book, engagement.id)
    lines: list[Text] = [
        t("page-heading", number=last.number),
        t("page-between", owner=owner.name, professional=professional.name, role=engagement.role_name),
        t(
            "page-round",
            round=terms.round,
            starts=engagement.starts_on,
            ends=engagement.round_ends_on,
        ),
        *_work(book, engagement),
        t("page-good"),
        *(t("page-line", what=job.name, words=good_of(job) or t("rules-named")) for job in jobs),
        t("page-goals"),
    ]
    for at, goal in enumerate(terms.goals, start=1):
        lines.append(t("page-goal", at=at, goal=line_of(goal), weight=goal.weight))
        if goal.has_number:
            lines.append(all_levels_of(goal))
    lines += [t("page-part", owner=owner.called), t("page-plain", words=part_of(terms))]
    if alone:
        lines += [t("page-alone", items=tuple(map(literal, alone)))]
    lines.append(t("page-versions"))
    lines += [
        t("page-version", number=one.number, day=agreed_on(one.at, owner.zone, asks.zone), digest=one.digest)
        for one in agreements
    ]
    lines.append(t("page-changes"))
    reader = Reader(asks.locale, asks.zone, engagement.kind)
    written = "\n\n".join(plain(line, reader) for line in lines) + "\n"
    file = File(f"agreement-{last.number}.md", "text/markdown", written)
    day = agreed_on(last.at, owner.zone, asks.zone)
    told = t("page-file", owner=owner.called, professional=professional.called, day=day, file=file)
    return Card((told,), title=t("page-title", number=last.number))


def _work(book: Book, engagement: model.Engagement) -> tuple[Text, ...]:
    """How the work is bought, and every change of it that both agreed to, each once."""
    names = {job.id: job.name for job in book.find(model.Job, engagement=engagement.id)}
    changes = dict.fromkeys(written_changes(book, engagement.id))
    told = (headline(change, names.get(change.leaves, "")) for change in changes)
    bought = Bought(engagement.pay, engagement.amount)
    return t("page-work", work=words_of(bought)), *(t("page-change", what=what) for what in told)
