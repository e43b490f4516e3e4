"""What is offered while a command is typed: only what belongs to whoever types, and may be seen by them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from bot import commands, model
from bot.conversations.suggesting import SOURCES, ZONES
from bot.ports import Where
from bot.practice.identity import derived_id
from bot.transaction import Transaction
from bot.words.render import strict
from storage import KeyRing, open_store
from tests.workspace import TestClock, Workspace, accept, hire

DAY = date(2026, 12, 4)


def write(tx: Transaction, kind: type[model.Record], work: model.Engagement, **values: Any) -> None:
    id = derived_id(kind.__name__, *(str(value) for value in values.values()))
    made: Any = kind
    tx.write(made(account=work.account, id=id, engagement=work.id, **values), 0)


def fill(tx: Transaction) -> None:
    """Goals, rules, a question and steps of the plan."""
    ((account, joy, _),) = tx.persons_at(Where("test", "", "joy"))
    tx.enter(account)
    (work,) = tx.find(model.Engagement, professional=joy)
    write(tx, model.Goal, work, what="Inbox", metric="answered", due_on=DAY, state="agreed")
    write(tx, model.Goal, work, what="Inside jobs", metric="done", due_on=DAY, state="draft")
    write(tx, model.Rule, work, question="Refund after 14 days?", answer="Yes, up to 20 EUR.", at=1)
    write(tx, model.Rule, work, question="", answer="", at=2)  # deleted
    write(tx, model.Question, work, by=joy, words="Refund in cash?", at=1)
    step = {"skill": "s", "due_on": DAY, "state": "agreed"}
    write(tx, model.Item, work, person=joy, what="Five old e-mails", **step)
    write(tx, model.Item, work, person=work.owner, what="Write five rules", **step)


@pytest.fixture
async def w(sqlite_url: str, ring: KeyRing) -> AsyncIterator[Workspace]:
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    it = Workspace(store, clock)
    with strict():
        await hire(it)
        await accept(it)
        await store.turn(fill)
        yield it
    await store.close()


async def offered(w: Workspace, user: str, words: str) -> list[tuple[str, str]]:
    found = await w.inbox.suggest(Where("test", "", user), words)
    return [(one.value, one.note) for one in found]


async def test_names_of_commands_come_first(w: Workspace) -> None:
    assert [value for value, _ in await offered(w, "rita", "g")] == ["goals", "plan"]
    assert [value for value, _ in await offered(w, "joy", "st")] == [
        "stuck",
        "next",
        "add",
        "people",
        "numbers",
    ]
    assert "stuck" not in [value for value, _ in await offered(w, "rita", "")]
    assert [value for value, _ in await offered(w, "stranger", "")] == [
        command.name for command in commands.COMMANDS.values() if command.who == "anybody"
    ]


async def test_goals_and_skills_of_ones_own_work(w: Workspace) -> None:
    assert await offered(w, "joy", "goals in") == [("goals Inbox", "")]
    assert await offered(w, "rita", "goals <@joy> ") == [("goals <@joy> Inbox", "")]
    assert await offered(w, "rita", "goals <@brian> ") == []
    assert ("skills Order questions", "") in await offered(w, "joy", "skills ")
    assert await offered(w, "stranger", "skills ") == []


async def test_what_was_answered_before_is_offered_with_its_answer(w: Workspace) -> None:
    assert await offered(w, "joy", "stuck refund") == [
        ("stuck Refund after 14 days?", "Yes, up to 20 EUR."),
        ("stuck Refund in cash?", ""),
    ]
    assert await offered(w, "rita", "stuck refund") == []


async def test_ones_own_steps_are_what_can_be_done(w: Workspace) -> None:
    assert await offered(w, "joy", "done FIVE") == [("done Five old e-mails", "")]


async def test_cities_with_the_time_it_is_there(w: Workspace) -> None:
    assert (await offered(w, "joy", "settings cebu"))[0] == ("settings Asia/Manila", "18:00")
    assert (await offered(w, "joy", "timezone nairo"))[0] == ("timezone Africa/Nairobi", "13:00")


async def test_a_city_goes_from_the_command_into_the_settings(w: Workspace) -> None:
    await w.command("joy", "settings", city="Africa/Nairobi")
    assert "It is 13:00 for you (Nairobi), right?" in w.sees("joy")


async def test_one_skill_and_one_goal_can_be_looked_at(w: Workspace) -> None:
    await w.command("joy", "skills", skill="Calendar")
    assert "Calendar" in w.sees("joy")
    assert "Order questions" not in w.sees("joy")
    await w.command("joy", "skills", skill="nothing of the kind")
    assert "Order questions" in w.sees("joy")


def test_every_source_that_a_command_names_is_there() -> None:
    named = {option.suggests for command in commands.COMMANDS.values() for option in command.options}
    assert named - {""} == {*SOURCES, ZONES}
