"""What open talks are called: those of one title are told apart by whom, or what, they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import shorten

from bot import commands
from bot.conversations.selves import Selves
from bot.engine.answers import Answers
from bot.engine.kinds import PERSON
from bot.engine.text import Instant, Text, literal, t
from bot.model import Engagement, Goal, Item, Piece, Question, Record, other_in
from bot.phases import DIALOGS
from bot.transaction import At, Conversation, Seat, Talks
from bot.words import Reader, plain
from bot.words.stored import load_text

SUBJECTS: tuple[tuple[type[Record], str], ...] = (
    (Goal, "what"),
    (Item, "what"),
    (Piece, "what"),
    (Question, "words"),
)
"""What talks of one title may be about, and the words that tell one from another."""
TOLD = 30
"""So many characters tell one half-told talk from another."""


def labels(tx: Talks, asked: Sequence[tuple[Seat, Conversation]]) -> tuple[Text, ...]:
    """What to call each of somebody's open talks; those of one title are told apart by their people."""
    times = Counter(row.dialog for _, row in asked)
    shown = [subject(tx, row) if times[row.dialog] > 1 else "" for _, row in asked]
    subjects = [shorten(one, TOLD, placeholder=" …") for one in shown]
    told = Counter((row.dialog, one) for (_, row), one in zip(asked, subjects, strict=True))
    apart = [times[row.dialog] > 1 or bool(DIALOGS[row.dialog].names) for _, row in asked]
    names = [about(tx, seat, row) if tell else "" for tell, (seat, row) in zip(apart, asked, strict=True)]
    same = Counter((row.dialog, name) for (_, row), name in zip(asked, names, strict=True))
    found = []
    for (_, row), name, words in zip(asked, names, subjects, strict=True):
        title = DIALOGS[row.dialog].title
        if name and same[row.dialog, name] == 1:
            found.append(t("waiting-open", title=title, name=name))
        elif times[row.dialog] > 1:
            alone = words if told[row.dialog, words] == 1 else ""
            told_of = _told(tx, row) or _answer_meant(tx, row) or begun(row)
            found.append(t("waiting-open", title=title, name=alone or told_of))
        else:
            found.append(title)
    return tuple(found)


def labels_everywhere(
    selves: Selves, asked: Sequence[tuple[At, Seat, Conversation]], reader: Reader
) -> tuple[str, ...]:
    """The same over several accounts; what reads alike is told apart by whom it is with, or since when."""
    called: dict[str, tuple[str, str, Text]] = {}
    for at in dict.fromkeys(at for at, *_ in asked):
        here = [(seat, row) for of, seat, row in asked if of == at]
        with selves.peek(at):
            for (seat, row), label in zip(here, labels(selves.tx, here), strict=True):
                called[row.id] = plain(label, reader), about(selves.tx, seat, row), begun(row)
    alike = Counter(label for label, *_ in called.values())
    same = Counter(one[:2] for one in called.values())
    return tuple(
        label
        if alike[label] == 1 or label.endswith(plain(begun, reader))
        else plain(
            t("waiting-open", title=literal(label), name=name if name and same[label, name] == 1 else begun),
            reader,
        )
        for label, name, begun in (called[row.id] for _, _, row in asked)
    )


def subject(tx: Talks, row: Conversation) -> str:
    """What a talk is about, in the words of its record; empty where it is about no such thing."""
    for kind, words in SUBJECTS if row.about else ():
        for record in tx.find(kind, id=row.about):
            return str(getattr(record, words))
    return ""


def begun(row: Conversation) -> Text:
    """Since when a talk is open."""
    return t("answer-plain", value=Instant(row.created_ms))


def _told(tx: Talks, row: Conversation) -> str:
    """The beginning of what was told so far, where several may be half told at once."""
    keys = {
        o.key for c in commands.COMMANDS.values() if c.several and c.dialog == row.dialog for o in c.options
    }
    whole = tx.conversation(row.id, lock=False) if keys else None
    said = {**whole.start.get("seed", {}), **Answers.load(whole.answers).kept} if whole else {}
    told = next((words for key, words in said.items() if key in keys), "")
    return f'"{shorten(told, TOLD, placeholder=" …")}"' if told else ""


def _answer_meant(tx: Talks, row: Conversation) -> Text | None:
    """The question of the answer that a talk was begun about, where it was begun about one."""
    whole = tx.conversation(row.id, lock=False)
    asked = whole.start.get("terms", {}).get("asked") if whole else None
    if not asked:
        return None
    return literal(asked) if isinstance(asked, str) else load_text(asked)


def about(tx: Talks, seat: Seat, row: Conversation) -> str:
    """The name of whom a talk is about; empty where nobody was named yet, or it is about oneself."""
    if row.engagement:
        for work in tx.find(Engagement, id=row.engagement):
            return tx.person(other_in(work, seat.person)).called
    named = DIALOGS[row.dialog].names
    whole = tx.conversation(row.id, lock=False) if named else None
    kept = Answers.load(whole.answers).kept.get(named) if whole else None
    return PERSON.load(kept).called if kept else ""
