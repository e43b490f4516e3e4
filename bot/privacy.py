"""Everything that is held about one person, as they may have it: their copy of the truth.

What the other one wrote without seeing theirs stays closed until both were shown, and words that may
still be taken back until they are read: a copy of one's data must not be a way around either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot import model
from bot.dialog import Book
from bot.engine.answers import Answers
from bot.engine.cards import Card, Offer
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL, RECORDS, Record
from bot.practice.identity import derived_id
from bot.transaction import Conversation, Letter, Records
from bot.words.stored import dump_card

REVEAL = "reveal"

Held = dict[str, Any]


def held(
    book: Book,
    person: str,
    talks: Iterable[tuple[Conversation, Mapping[str, str]]],
    unsent: Iterable[Mapping[str, Any]] = (),
) -> Held:
    """All of it as JSON values. `talks` are their conversations, each with person by role; `unsent`
    is what they typed into forms and did not send yet, the channel of their direct messages, words
    that came at an unclear moment and that no question has taken, and what is remembered of them.

    Raises:
        Refused: there is nobody with this id in the account.
    """
    who = book.one(model.Person, person)
    talks = tuple(talks)
    works = {
        e.id: e
        for e in (
            *book.find(model.Engagement, owner=person),
            *book.find(model.Engagement, professional=person),
        )
    }
    shown = _revealed(row for row, _ in talks)
    found: dict[str, list[Any]] = {}
    for kind in RECORDS:
        kept = [
            record.model_dump(mode="json", exclude=_left_out(record, person, works))
            for record in book.find(kind)
            if _theirs(record, person, works) and _open(record, person, works, shown)
        ]
        if kept:
            found[kind.__name__] = kept
    return {
        "person": who.model_dump(mode="json", exclude={"account", "version"}),
        "others": [_called(book, other) for other in _others(works.values(), person)],
        "records": found,
        "conversations": [talk for row, seats in talks if (talk := _talk(row, seats, person)) is not None],
        "unsent": [dict(one) for one in unsent],
    }


def _theirs(record: Record, person: str, works: Mapping[str, model.Engagement]) -> bool:
    if isinstance(record, model.Person):
        return False  # stands on its own at the top
    if isinstance(record, model.Engagement):
        return record.id in works
    return getattr(record, "engagement", "") in works or getattr(record, "person", "") == person


def _left_out(record: Record, person: str, works: Mapping[str, model.Engagement]) -> set[str]:
    """The fields that only the other one reads: what a round took of the owner's own time, and how much
    the goals of the owner mean to the professional."""
    closed = {"account", "version"}
    if isinstance(record, model.Closing) and person != works[record.engagement].owner:
        closed.add("owner_minutes")
    if isinstance(record, model.Sureness) and person != works[record.engagement].professional:
        closed.add("commitment")
    return closed


def _open(record: Record, person: str, works: Mapping[str, model.Engagement], shown: frozenset[str]) -> bool:
    """Whether a record may be seen by this person: theirs, common, or revealed."""
    if isinstance(record, model.Feedback):
        # A note is said to be part of the other's copy before it is written.
        return record.by == person or record.kind == "note" or bool(record.shown_at)
    if isinstance(record, model.Rule):
        return bool(record.answer)  # one that was deleted has no words left
    if isinstance(record, model.OwnerTime):
        return person == works[record.engagement].owner
    role = getattr(record, "role", None)
    if role not in (OWNER, PROFESSIONAL) or isinstance(record, model.Engagement):
        return True
    work = works.get(getattr(record, "engagement", ""))
    if work is None:
        return False
    if person == (work.owner if role == OWNER else work.professional):
        return True
    # A kind of blind answer without a rule of its own stays closed.
    rule = _REVEALED.get(type(record))
    return rule is not None and rule(record, shown)


def _rated(record: Record, shown: frozenset[str]) -> bool:
    return record.id in shown


_REVEALED: Mapping[type[Record], Callable[[Record, frozenset[str]], bool]] = {
    model.Rating: _rated,
    # The owner is told that they see how sure the other one is; of their own part they alone read it.
    model.Sureness: lambda record, shown: isinstance(record, model.Sureness) and record.role == PROFESSIONAL,
}


def _revealed(talks: Iterable[Conversation]) -> frozenset[str]:
    """The ids of the ratings that both have been shown: their reveal was begun."""
    found: set[str] = set()
    for row in talks:
        if row.dialog != REVEAL:
            continue
        terms = row.start.get("terms", {})
        for skill in terms.get("skills", ()):
            for role in (OWNER, PROFESSIONAL):
                found.add(derived_id(row.engagement, str(skill), str(terms.get("occasion", "")), role))
    return frozenset(found)


def _others(works: Iterable[model.Engagement], person: str) -> list[str]:
    return sorted({other for work in works for other in (work.owner, work.professional)} - {person})


def _called(book: Book, person: str) -> dict[str, str]:
    return {"id": person, "name": book.one(model.Person, person).name}


def _talk(row: Conversation, seats: Mapping[str, str], person: str) -> Held | None:
    """One conversation: only what this person said in it, what they changed or took back as well.

    None where it is not theirs: what somebody else began, and may never send, is no word about them.
    """
    roles = {role for role, sits in seats.items() if sits == person}
    answers = Answers.load(row.answers)
    own = {key: answers.kept[key] for key, given in answers.given.items() if given.role in roles}
    before = [
        {"question": key, "answer": value, "at_ms": given.at_ms}
        for key, value, given in answers.history
        if given.role in roles
    ]
    if not roles or not (own or before or row.start.get("by", person) in ("", person)):
        return None
    said = (*own.values(), *(one["answer"] for one in before))
    seed = row.start.get("seed", {}) if row.start.get("by") == person else {}
    return {
        "id": row.id, "dialog": row.dialog, "state": row.state, "engagement": row.engagement,
        "started_ms": row.created_ms, "touched_ms": row.touched_ms, "answers": own, "before": before,
        "begun_with": {key: words for key, words in seed.items() if words not in said},
    }  # fmt: skip


def overview(copies: Iterable[Held]) -> Card:
    """Who reads what, and how much is held: every record, answer and word that a copy would hold."""
    count = sum(
        sum(map(len, copy["records"].values()))
        + sum(len(talk["answers"]) for talk in copy["conversations"])
        + len(copy["unsent"])
        for copy in copies
    )
    return Card(
        (t("privacy-who"), t("privacy-held", count=count)),
        title=t("privacy-title"),
        offers=(Offer(t("privacy-copy"), "copy", main=True), Offer(t("privacy-erase"), "erase")),
    )


def partings(tx: Records, person: str) -> tuple[Letter, ...]:
    """What the others are told whose work ends because this person is erased; it names nobody."""
    owned = tx.find(model.Engagement, owner=person)
    works = {work.id: work for work in (*owned, *tx.find(model.Engagement, professional=person))}
    letters = []
    for work in works.values():
        mine = work.owner == person
        other = model.other_in(work, person)
        if work.state == "ended" or other == person:
            continue
        words = t("erased-owner" if mine else "erased-professional", role=work.role_name)
        card = Card((words,), offers=(Offer(t("erased-numbers"), "numbers", work.id),))
        id, once = derived_id(work.id, "erased"), f"erased/{work.id}"
        letters.append(Letter.to(other, dump_card(card), tx.moment.real, id=id, once=once))
    return tuple(letters)
