"""What the shortest honest way costs both people, by the counting rule of `bot.budget`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from bot.budget import PATHS, WELCOME, Effort, Path, Sight, acting
from bot.conversations.waiting import welcome
from bot.dialog import Refused, Start
from bot.model import OWNER, PROFESSIONAL
from bot.phases import DIALOGS
from bot.ports import Profile
from bot.preview.answering import shortest
from bot.preview.talk import Talk, as_event
from bot.preview.world import CAST, JOY, RITA, Mail, World
from bot.words import draw_card, plain

WANTED = frozenset(dialog for path in PATHS for dialog in path.dialogs if dialog in DIALOGS)
MOST_TALKS = 120
"""More than a round has."""
WORK = frozenset({"sample-brief", "owner-rating-task", "owner-rating-work"})
"""What is said and is the work itself, which comes on top of every budget."""

SPOKEN = frozenset({"who"})
"""Said with the command: asked nowhere."""

BEGINNING = Start(
    "add",
    {OWNER: RITA},
    seed={"who": "<@joy|Joy Santos|Asia/Manila|en>", "role": "virtual assistant"},
    by=RITA,
)
"""`/fivefold add @joy`, for the work that most people hand over first."""

SECOND = Start("add", {OWNER: RITA}, seed={"who": "<@brian|Brian Otieno|Africa/Nairobi|en>"}, by=RITA)
"""The same for the next person, whose work is to be like the first one's."""
AGAIN = " again"
"""What stands behind somebody's name where it is not their first time."""

Costs = dict[tuple[str, str], Effort]
"""(name, dialog) -> what its first time costs this person; with `AGAIN`, for the next person they add."""

Sent = list[tuple[str, Mail]]
"""What talks tell others at their end, each with its conversation."""


def main_way(sent: Sent | None = None, agreed: list[World] | None = None) -> Iterator[Talk]:
    """The talks of the shortest honest way through a round; each is at its beginning, to be answered.

    What a talk's end tells others is added to `sent`, the world as it is once both have agreed to `agreed`.
    """
    world = World()
    world.pending.append(BEGINNING)
    yield from _way(world, WANTED, sent, agreed)


def _way(world: World, wanted: Set[str], sent: Sent | None, agreed: list[World] | None) -> Iterator[Talk]:
    met: set[str] = set()
    for _ in range(MOST_TALKS):
        start = world.next()
        if start is None or met >= wanted:
            return
        if start.dialog not in DIALOGS:
            continue
        try:
            talk = Talk(world, start, {})
        except Refused:
            continue
        met.add(talk.dialog)
        yield talk
        mails = world.after(talk.outcome())
        if sent is not None:
            sent += [(start.conversation, mail) for mail in mails]
        if talk.dialog == "goals_answer":
            if agreed is not None:
                agreed.append(world.alone())
            _first_week(world, talk)


def efforts() -> Costs:
    """What the shortest honest way through a round costs each person in each talk, the first time.

    And what it costs whoever gives the work once more, up to where both have agreed, for the next person.
    """
    found: Costs = defaultdict(Effort)
    name, zone, _ = CAST["rita"]
    found["Rita", WELCOME] = Sight().reading(welcome(Profile(name, zone, "en")))
    sent: Sent = []
    agreed: list[World] = []
    _count(found, main_way(sent, agreed), sent)
    second: Costs = defaultdict(Effort)
    sent, world = [], agreed[0]
    world.pending.append(SECOND)
    _count(second, _way(world, {"goals_answer"}, sent, None), sent)
    again = {(f"{who}{AGAIN}", talk): effort for (who, talk), effort in second.items() if who == "Rita"}
    return {**found, **again}


def _count(found: Costs, way: Iterator[Talk], sent: Sent) -> None:
    """Answer every talk of a way; of the first of each kind, note what it costs whom."""
    counted: dict[str, Talk] = {}
    for talk in way:
        first = (_first(talk), talk.dialog) not in found
        for who, effort in answered(talk):
            if first:
                found[who, talk.dialog] = found[who, talk.dialog].plus(effort)
        if first:
            counted[talk.start.conversation] = talk
    for conversation, mail in sent:
        if conversation in counted:
            talk = counted[conversation]
            who = "Rita" if mail.to == RITA else "Joy"
            drawn = draw_card(mail.note.card, talk.world.reader(mail.to))
            found[who, talk.dialog] = found[who, talk.dialog].plus(Sight().reading(drawn))


def _first(talk: Talk) -> str:
    return _who(talk, next(iter(talk.live.seats)))


def _first_week(world: World, talk: Talk) -> None:
    """What both do of their own accord: the owner's part, a question, a piece of work."""
    work = talk.start.engagement
    world.pending.append(Start("todo", {OWNER: RITA}, work, by=RITA))
    world.pending.append(Start("stuck", {PROFESSIONAL: JOY}, work, by=JOY))
    world.pending.append(Start("done", {PROFESSIONAL: JOY}, work, by=JOY))


def answered(talk: Talk) -> list[tuple[str, Effort]]:
    """Answer a talk to its end in the shortest way; who paid what, step by step."""
    paid: list[tuple[str, Effort]] = []
    if talk.start.by:
        paid.append((_first(talk), Effort(taps=1)))
    read: set[tuple[str, str]] = set()
    sights: dict[str, Sight] = defaultdict(Sight)
    while True:
        spoken = [one for one in talk.asked() if one[1].key in SPOKEN]
        for role, prompt, _ in spoken:
            talk.answer(role, prompt, None)
            talk.go_on()
        for page in talk.pages():
            message = talk.draw(page.role)
            if (page.role, message.plain()) not in read:
                read.add((page.role, message.plain()))
                paid.append((page.name, sights[page.role].reading(message).plus(_work(talk, page.role))))
        if talk.finished:
            return paid
        asked = talk.asked()
        role, _, page_asked = asked[0]
        message = talk.draw(role)
        for _, prompt, page_of in asked:
            talk.answer(role, prompt, shortest(page_of, prompt, role, talk.reading(role)))
        paid.append((_who(talk, role), acting(as_event(message, page_asked, asked, talk.kept), message)))
        talk.go_on()


def _work(talk: Talk, role: str) -> Effort:
    """The words of a page that are the work itself, to be taken off."""
    said = [words for words in talk.live.view(role).said if words.key in WORK]
    return Effort(words=-sum(len(plain(words, talk.reader(role)).split()) for words in said))


def on_path(path: Path, costs: Costs) -> Effort:
    """What a path costs whoever goes it."""
    name = ("Rita" if path.role == OWNER else "Joy") + (AGAIN if path.again else "")
    total = Effort()
    for dialog in path.dialogs:
        total = total.plus(costs.get((name, dialog), Effort()))
    return total


def _who(talk: Talk, role: str) -> str:
    return "Rita" if talk.person(role) == RITA else "Joy"
