"""Who may do what to whose: every actor, every command, every control, every kind of object.

The rows are written here and not read from the code. A command without a row fails, and whatever a row
does not allow gets one sentence that says nothing, changes nothing and shows nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from bot.commands import COMMANDS
from bot.conversations import controls
from bot.conversations.controls import Control, parse
from bot.engine.cards import Download, Form, Select
from bot.model import Engagement
from bot.ports import Command, Press, Quote, Reply, Submit, Where
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.migrated import copied
from tests.workspace import TestClock, Workspace, accept, hire

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTHING_HERE = "There is nothing here that I can show you. What waits for you: /fivefold next"

BOTH, OWNERS, PROFESSIONALS = (
    frozenset({"owner", "professional"}),
    frozenset({"owner"}),
    frozenset({"professional"}),
)
OWN = None
"""It is about the one who uses it and nobody else; an object that is named with it opens nothing."""

ROWS: dict[str, frozenset[str] | None] = {
    "invitation": frozenset(),
    "next": OWN, "add": OWN, "practise": OWN, "help": OWN, "roles": OWN, "copy": OWN,
    "privacy": OWN,
    "people": BOTH, "skills": BOTH, "rules": BOTH, "plan": BOTH, "goals": BOTH, "change": BOTH,
    "week": BOTH, "review": BOTH, "numbers": BOTH, "why": BOTH, "coach": BOTH,
    "earlier": BOTH, "behind": BOTH,
    "thanks": BOTH, "feedback": BOTH, "takeback": BOTH, "reply": BOTH, "finish": BOTH, "hours": BOTH,
    "correction": BOTH, "away": BOTH, "settings": BOTH, "erase": BOTH, "unerase": BOTH, "time": BOTH,
    "checkin": PROFESSIONALS, "stuck": PROFESSIONALS, "done": PROFESSIONALS,
    "note": OWNERS, "rule": OWNERS, "alone": OWNERS, "look": OWNERS, "ready": OWNERS, "pause": OWNERS,
}  # fmt: skip

AFTER_THE_END = {"ready", "erase", "numbers", "why", "earlier", "behind"}
"""What is still done when the work has ended: dated to-dos of the one who gave it, to be erased, and to
read the dates and numbers that both keep, with what they were counted from."""

SECRETS = {
    "joy": "sixty orders a day for a shoe seller",
    "brian": "ninety words an hour about glazes",
    "pete": "forty tickets a night for a bank",
}
"""What each of them wrote beside their own view: nobody else may read it before both views are in."""

OWNER_OF = {"joy": "rita", "josie": "rita", "brian": "rita", "pete": "olga", "eva": "rita"}

ACTORS = ("rita", "joy", "josie", "brian", "eva", "olga", "pete", "mallory", "nobody")
"""An owner, four who work for her (one owns an account with nothing in it besides, one has left), an owner
of other people and who works for her, a member of the chat who has nothing to do with it, and somebody
who only owns an account with nothing in it."""


class Scene(NamedTuple):
    w: Workspace
    file: Path
    places: dict[str, Engagement]
    """The engagements by the name of the one who works in them."""
    people: dict[str, str]
    """Who an address is, in the account where they work."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """Two businesses on one installation, with blind views that nobody else has seen."""
    file = tmp_path_factory.mktemp("matrix") / "fivefold.db"
    clock = TestClock()
    store = open_store(copied(file), KeyRing((b"k" * 32,)), clock, durable=False)
    w = Workspace(store, clock)
    with strict():
        for professional, owner in OWNER_OF.items():
            await hire(w, owner, professional)
            await accept(w, professional)
            if professional in SECRETS:
                for level in (4, 4, 3, 1, 3, 3):
                    await w.press(professional, str(level))
                await w.type(professional, SECRETS[professional])
        for user in ("josie", "nobody"):
            await w.command(user, "add")
        places, people = await store.turn(_found)
        yield Scene(w, file, places, people)
    await store.close()


def _found(tx: Any) -> tuple[dict[str, Engagement], dict[str, str]]:
    places: dict[str, Engagement] = {}
    people: dict[str, str] = {}
    for user in ACTORS:
        for account, person, *_ in tx.persons_at(Where("test", "", user)):
            tx.enter(account)
            people[user] = person
            for engagement in tx.find(Engagement, professional=person):
                places[user] = engagement
    left = places["eva"]
    tx.enter(left.account)
    tx.write(left.model_copy(update={"state": "ended"}), left.version)
    return places, people


def roles_in(actor: str, place: str) -> set[str]:
    """What somebody is in an engagement."""
    return ({"professional"} if actor == place else set()) | (
        {"owner"} if OWNER_OF[place] == actor else set()
    )


def denied(actor: str, place: str) -> Iterable[str]:
    """The commands that somebody may not use about an engagement."""
    for name, row in ROWS.items():
        over = place == "eva" and name not in AFTER_THE_END
        if row is not OWN and (over or not roles_in(actor, place) & row):
            yield name


def kept(scene: Scene) -> list[Any]:
    """Every row there is, apart from which events were seen."""
    with sqlite3.connect(scene.file) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return [
            (table, row)
            for table in sorted(tables)
            if table != "seen_event"
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()
        ]


def said(reply: Reply) -> str:
    """What a reply shows, with what its files hold."""
    files = [
        span.content
        for put in reply.puts
        for line in put.message.body
        for span in line
        if isinstance(span, Download)
    ]
    return "\n".join([*(put.message.plain() for put in reply.puts), *files])


def leaks(words: str, *, reader: str) -> list[str]:
    """What somebody is shown that only another one may read."""
    return [secret for whose, secret in SECRETS.items() if whose != reader and secret in words]


async def press(scene: Scene, actor: str, control: str, picked: tuple[str, ...] = ()) -> str:
    return said(await scene.w.inbox.take(Press(**scene.w._event(actor), control=control, picked=picked)))


async def test_every_command_has_a_row() -> None:
    assert ROWS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_command_opens_nothing_to_whom_its_row_does_not_name(scene: Scene, actor: str) -> None:
    before = kept(scene)
    for place, engagement in scene.places.items():
        for name in denied(actor, place):
            assert await press(scene, actor, f"start:{name}:{engagement.id}") == NOTHING_HERE, (
                name,
                place,
            )
    assert kept(scene) == before


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_mention_opens_nothing_of_others(scene: Scene, actor: str) -> None:
    """Typed: the sentence may differ, since people write the name of whomever they like."""
    before = kept(scene)
    for place in scene.places:
        for name in denied(actor, place):
            if any(option.name == "person" for option in COMMANDS[name].options):
                event = Command(**scene.w._event(actor), words=f"{name} <@{place}> hello")
                assert leaks(said(await scene.w.inbox.take(event)), reader=actor) == [], (name, place)
    assert kept(scene) == before


# --- controls -------------------------------------------------------------------------------------


VERBS = sorted(value for name, value in vars(controls).items() if name.isupper() and isinstance(value, str))
"""Everything a control can ask for apart from an answer: a new one is tried without being written here."""


def shown_to(scene: Scene, user: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every control that somebody was ever shown, with something to pick."""
    for message in scene.w.screens[user].messages.values():
        for control in message.controls:
            picked = (control.choices[0].id,) if isinstance(control, Select) else ()
            if isinstance(parse(control.id), Control):
                yield control.id, picked


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_control_does_nothing_for_whom_it_was_not_made(scene: Scene, actor: str) -> None:
    before = kept(scene)
    tried = 0
    for user in (*SECRETS, "rita", "olga"):
        if user == actor:
            continue
        newest: dict[tuple[str, ...], str] = {}
        for control, picked in shown_to(scene, user):
            assert await press(scene, actor, control, picked) == NOTHING_HERE
            assert await scene.w.inbox.form(Where("test", "", actor), control) is None
            *seat, turn = control.split(":")[:4]
            newest[tuple(seat)] = ":".join((*seat, turn))
            tried += 1
        for written in newest.values():
            for verb in VERBS:
                assert await press(scene, actor, f"{written}:{verb}") == NOTHING_HERE
                tried += 1
    assert kept(scene) == before
    assert tried > 60


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_form_is_taken_from_nobody_else(scene: Scene, actor: str) -> None:
    before = kept(scene)
    for user in ("rita", "olga", *SECRETS):
        for message in scene.w.screens[user].messages.values():
            for form in message.controls:
                if user != actor and isinstance(form, Form):
                    values = {field.id: "mine" for field in form.fields}
                    event = Submit(**scene.w._event(actor), control=form.id, values=values)
                    assert said(await scene.w.inbox.take(event)) == NOTHING_HERE
    assert kept(scene) == before


@pytest.mark.parametrize("role", ["owner", "professional", "observer", "partner"])
async def test_another_seat_of_the_own_talk_is_not_ones_own(scene: Scene, role: str) -> None:
    before = kept(scene)
    for user in ("rita", "joy"):
        for control, picked in shown_to(scene, user):
            found = parse(control)
            assert isinstance(found, Control)
            if found.role != role:
                assert await press(scene, user, found._replace(role=role).write(), picked) == NOTHING_HERE
    assert kept(scene) == before


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ACTORS)
async def test_whatever_is_shown_holds_no_blind_view_of_another(scene: Scene, actor: str) -> None:
    """Also to whom the row allows it: owner and professional see each other's view only together."""
    where = Where("test", "", actor)
    words = [(await scene.w.inbox.waiting(where)).plain()]
    words += [" ".join(map(str, each)) for each in await scene.w.inbox.suggest(where, "")]
    for name, command in COMMANDS.items():
        if command.show is not None or name in ("next", "help", "copy", "privacy"):
            words.append(await press(scene, actor, f"start:{name}:"))
            for engagement in scene.places.values():
                words.append(await press(scene, actor, f"start:{name}:{engagement.id}"))
    assert leaks("\n".join(words), reader=actor) == []
    if actor in SECRETS:
        assert SECRETS[actor] in "\n".join(words), "their own copy holds their own words"


async def test_the_row_that_allows_is_no_dead_letter(scene: Scene) -> None:
    """A matrix that denies everybody everything would pass all the tests above."""
    for actor, place in (("rita", "joy"), ("joy", "joy"), ("olga", "pete")):
        for name in ROWS.keys() - set(denied(actor, place)):
            if ROWS[name] is not OWN and COMMANDS[name].show is not None:
                found = await press(scene, actor, f"start:{name}:{scene.places[place].id}")
                assert found != NOTHING_HERE, (actor, name)
                assert found


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row and "professional" in row))
async def test_an_account_with_nothing_in_it_takes_no_right_away(scene: Scene, name: str) -> None:
    """Josie names no work, as joy does not: she has only one, whatever she owns besides."""
    if not COMMANDS[name].button:
        assert await press(scene, "joy", f"start:{name}:") != NOTHING_HERE
        assert await press(scene, "josie", f"start:{name}:") != NOTHING_HERE


async def test_a_message_is_saved_about_nobody_elses_people(scene: Scene) -> None:
    before = kept(scene)
    for actor in ("joy", "brian", "mallory", "olga", "nobody"):
        event = Quote(**scene.w._event(actor), author=Where("test", "", "joy"), words="late again")
        assert said(await scene.w.inbox.take(event)) == NOTHING_HERE
    assert kept(scene) == before
