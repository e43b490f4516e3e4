"""Phase 4, work handed in: pieces, and the one that the owner looks at each week, picked by chance.

Not "accept all": one piece a week over all people, as you like it or not. What is to change goes back
to whoever made it, and comes again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot import model
from bot.dialog import (
    Begin,
    Book,
    Change,
    Close,
    Dialog,
    Effect,
    Outcome,
    Refused,
    Scene,
    Start,
    Write,
    scene_of,
)
from bot.engine.kinds import Option
from bot.engine.prompts import choice, say, text, verdict
from bot.engine.text import literal, t
from bot.model import OWNER, PROFESSIONAL
from bot.phases.hours import open_at
from bot.phases.performance_assessment.questions import ask_owner, in_their_hours
from bot.phases.start.sample import replaceable, sample_done
from bot.practice.identity import derived_id
from bot.practice.plans import in_a_row, row_told
from bot.tallies.weeks import last_week, picked

# --- handed in ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HandInFacts:
    """The open steps of the plan that it may be part of, and the sample task that is still out."""

    scene: Scene
    account: str
    round: int
    steps: tuple[tuple[str, str], ...]
    sample: str = ""
    sample_version: int = 0
    sample_title: str = ""
    sample_handed_in: bool = False
    """Whether something was handed in for it already, from which nothing was rated yet."""
    counted: tuple[str, ...] = ()
    """Those steps that so many in a row close."""


@dataclass(frozen=True, slots=True)
class PieceHandedIn:
    """The work or a link to it, and the step of the plan or the sample task that it belongs to."""

    what: str
    step: str = ""
    sample: bool = False
    row: int = 0
    """How many in a row there are for that step, where nothing else is told."""


def prepare_done(book: Book, start: Start) -> HandInFacts:
    """Only the professional of work that is under way."""
    scene = scene_of(book, start)
    engagement = book.one(model.Engagement, start.engagement)
    if engagement.state != "active":
        raise Refused(t("checkin-not"))
    found = book.find(model.Item, engagement=engagement.id, person=engagement.professional, state="agreed")
    steps = sorted(found, key=lambda item: (item.due_on, item.id))
    samples = book.find(model.Sample, engagement=engagement.id)
    out = next((s for s in samples if _is_out(s) or replaceable(book, s)), None)
    return HandInFacts(
        scene,
        book.account,
        engagement.round,
        tuple((item.id, item.what) for item in steps),
        *((out.id, out.version, out.title, bool(out.handed_in_at)) if out else ("", 0, "", False)),
        tuple(item.id for item in steps if in_a_row(item.proof)),
    )


def _is_out(sample: model.Sample) -> bool:
    return not sample.recent and not sample.handed_in_at


async def done(facts: HandInFacts) -> PieceHandedIn:
    """The work itself; asked where it belongs only while a sample task or steps of a plan are open."""
    owner = facts.scene.owner.name
    what = await text("what", t("done-ask", owner=owner), hint=t("done-hint"))
    if facts.counted and (row := row_told(what)):
        return PieceHandedIn(what, await _counted(facts), row=row)
    if facts.sample:
        if facts.sample_handed_in:
            task = Option("sample", t("done-sample-instead"))
        else:
            task = Option("sample", t("done-sample", title=facts.sample_title))
        if await choice("for", t("done-for"), (task, Option("other", t("done-just-work")))) == "sample":
            await say(t("sample-sent", owner=owner))
            return PieceHandedIn(what, sample=True)
    if facts.steps:
        options = [Option(id, literal(step)) for id, step in facts.steps]
        step = await choice("step", t("done-step"), (*options, Option("work", t("done-just-work"))))
        if step != "work":
            return PieceHandedIn(what, step)
    await say(t("done-thanks", owner=owner))
    return PieceHandedIn(what)


async def _counted(facts: HandInFacts) -> str:
    """The step that is counted: the only one, or the one that they name."""
    if len(facts.counted) == 1:
        return facts.counted[0]
    options = [Option(id, literal(step)) for id, step in facts.steps if id in facts.counted]
    return await choice("counted", t("done-counted"), options)


def finish_done(facts: HandInFacts, handed: PieceHandedIn) -> Outcome:
    """Keep the piece; a step of the plan is handed in with it, and so is the sample task."""
    scene = facts.scene
    if handed.sample:
        over = Close(scene.engagement, "answered", ("sample",), about=facts.sample)
        there = sample_done(
            scene, facts.sample, facts.sample_version, handed.what, instead=facts.sample_handed_in
        )
        return Outcome((over, *there))
    if handed.step:
        step = Start(
            "item_done",
            {PROFESSIONAL: scene.professional.id},
            scene.engagement,
            handed.step,
            seed={"row": str(handed.row)} if handed.row else {},
            terms={} if handed.row else {"work": handed.what},
        )
        return Outcome((Begin(step),))
    piece = model.Piece(
        account=facts.account,
        id=derived_id(scene.conversation, "piece"),
        engagement=scene.engagement,
        round=facts.round,
        what=handed.what,
        at=scene.now_ms,
    )
    return Outcome((Write(piece),))


DONE = Dialog(
    "done",
    (PROFESSIONAL,),
    HandInFacts,
    prepare_done,
    done,
    finish_done,
    t("title-done"),
    minutes=1,
    nudge=False,
)


# --- looked at ------------------------------------------------------------------------------------

WEEKS_TO_LOOK = 4
"""Weeks whose picked piece can still be looked at."""


@dataclass(frozen=True, slots=True)
class PieceLookFacts:
    """The piece, and when its maker can read about it."""

    scene: Scene
    piece: str
    version: int
    what: str
    again: int
    open_ms: int


@dataclass(frozen=True, slots=True)
class PieceLooked:
    """As the owner likes it, or what is to change."""

    liked: bool
    wish: str = ""


def prepare_look(book: Book, start: Start) -> PieceLookFacts:
    """Only the owner: the piece that is named, else the newest that was picked of this person's and waits."""
    scene = scene_of(book, start)
    piece = book.one(model.Piece, start.about) if start.about else _waiting(book, scene)
    if piece is None or piece.engagement != scene.engagement or piece.accepted is not None:
        raise Refused(t("look-nothing"))
    professional = book.one(model.Person, scene.professional.id)
    open_ms = open_at(professional, book.now_ms)
    return PieceLookFacts(scene, piece.id, piece.version, piece.what, piece.again, open_ms)


def _waiting(book: Book, scene: Scene) -> model.Piece | None:
    """The piece of last week, or of a week before it: whoever looks late still has something to look at."""
    last = last_week(scene.today)
    picks = (picked(book, scene.owner.id, last - timedelta(weeks=back)) for back in range(WEEKS_TO_LOOK))
    mine = (one for one in picks if one is not None and one.engagement == scene.engagement)
    return next((one for one in mine if one.accepted is None), None)


async def piece_look(facts: PieceLookFacts) -> PieceLooked:
    """As you like it? Yes, or what to change."""
    name = facts.scene.professional.name
    liked = await verdict(
        "liked",
        t("look-again", name=name, words=facts.what)
        if facts.again
        else t("look", name=name, words=facts.what),
        (Option("yes", t("yes")), Option("no", t("no"))),
    )
    if liked == "yes":
        await say(t("look-yes"))
        return PieceLooked(True)
    wish = await text("wish", t("look-wish", name=name))
    await say(t("look-no", name=name))
    return PieceLooked(False, wish)


def finish_look(facts: PieceLookFacts, looked: PieceLooked) -> Outcome:
    """Keep the answer; what is to change goes back to whoever made it."""
    scene = facts.scene
    values = {"accepted": looked.liked, "wish": looked.wish, "looked_at": scene.now_ms}
    effects: list[Effect] = [Change(model.Piece, facts.piece, facts.version, values)]
    if not looked.liked:
        maker = scene.professional.id
        again = Start("piece_again", {PROFESSIONAL: maker}, scene.engagement, about=facts.piece)
        occurrence = f"piece/{facts.piece}/{facts.again}"
        effects.append(in_their_hours(again, maker, facts.open_ms, scene.now_ms, occurrence))
    return Outcome(tuple(effects))


LOOK = Dialog(
    "piece_look", (OWNER,), PieceLookFacts, prepare_look, piece_look, finish_look, t("title-look"), minutes=2
)


# --- once more ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgainFacts:
    """The piece and what the owner would like changed."""

    scene: Scene
    account: str
    piece: str
    version: int
    what: str
    wish: str
    again: int
    owner_open_ms: int


@dataclass(frozen=True, slots=True)
class Again:
    """The piece once more, or a question about the wish."""

    what: str = ""
    question: str = ""


def prepare_again(book: Book, start: Start) -> AgainFacts:
    """Only the professional, and only while something is to change."""
    scene = scene_of(book, start)
    piece = book.one(model.Piece, start.about)
    if piece.engagement != scene.engagement:
        raise Refused
    if piece.accepted is not False:
        raise Refused(t("look-nothing"))
    owner_open_ms = open_at(book.one(model.Person, scene.owner.id), book.now_ms)
    return AgainFacts(
        scene, book.account, piece.id, piece.version, piece.what, piece.wish, piece.again, owner_open_ms
    )


async def piece_again(facts: AgainFacts) -> Again:
    """What was looked at, what to change, and a question where it is not clear."""
    owner = facts.scene.owner.name
    await say(t("again-piece", owner=owner, words=facts.what))
    then = await choice(
        "then",
        t("again-wish", owner=owner, wish=facts.wish),
        (Option("hand-in", t("again-hand-in")), Option("ask", t("again-ask", owner=owner))),
    )
    if then == "ask":
        question = await text("question", t("again-question", owner=owner), questions="yes")
        await say(t("again-asked"))
        return Again(question=question)
    what = await text("what", t("done-ask", owner=owner), hint=t("done-hint"))
    await say(t("again-sent", owner=owner))
    return Again(what)


def finish_again(facts: AgainFacts, again: Again) -> Outcome:
    """Back to the owner; with a question it stays open until the answer is there."""
    scene = facts.scene
    if again.question:
        named = derived_id(scene.conversation, "again")
        maker = scene.professional.id
        open_still = Start(
            "piece_again", {PROFESSIONAL: maker}, scene.engagement, about=facts.piece, conversation=named
        )
        asked = ask_owner(scene, facts.account, again.question, facts.owner_open_ms)
        return Outcome((*asked, Begin(open_still)))
    values = {"what": again.what, "accepted": None, "again": facts.again + 1, "at": scene.now_ms}
    look = Start("piece_look", {OWNER: scene.owner.id}, scene.engagement, about=facts.piece)
    occurrence = f"look/{facts.piece}/{facts.again + 1}"
    return Outcome(
        (
            Change(model.Piece, facts.piece, facts.version, values),
            in_their_hours(look, scene.owner.id, facts.owner_open_ms, scene.now_ms, occurrence),
        )
    )


AGAIN = Dialog(
    "piece_again",
    (PROFESSIONAL,),
    AgainFacts,
    prepare_again,
    piece_again,
    finish_again,
    t("title-again"),
    minutes=5,
)
