"""After a no: nothing of what goes on without them is shown to them, and one way leads back to yes."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS
from bot.engine.cards import Download
from bot.model import Engagement, Goal
from bot.ports import Press, Where
from bot.transaction import Transaction
from tests.inbox.looking import control_of
from tests.workspace import Workspace, accept, hire

NOTE = "Joy was rude on the phone on Monday"
ITS_OWN = {"next", "help", "add", "practise", "roles", "copy", "privacy", "settings", "away", "time", "coach"}
"""Commands that are about whoever uses them, wherever they work."""


@pytest.fixture
async def without(w: Workspace) -> Workspace:
    """Joy said no, and Rita goes on alone: with a note and a goal."""
    await hire(w)
    await w.press("joy", "Not for me")
    await w.press("rita", "Use it alone")
    await w.command("rita", f"note <@joy> {NOTE}")
    work = await engagement(w)

    def goal(tx: Transaction) -> None:
        tx.enter(work.account)
        tx.write(
            Goal(
                account=work.account, id="g1", engagement=work.id, round=1, what="Answer within a day",
                metric="in time", less=80, expected=90, more=97, due_on=work.round_ends_on, state="agreed",
            ),
            0,
        )  # fmt: skip

    await w.store.turn(goal)
    return w


async def engagement(w: Workspace) -> Engagement:
    def look(tx: Transaction) -> Engagement:
        for account, *_ in tx.persons_at(Where("test", "", "rita")):
            tx.enter(account)
            return tx.find(Engagement)[0]
        raise AssertionError

    return await w.store.read(look)


async def test_a_note_says_whose_copy_it_stands_in_however_it_is_written(without: Workspace) -> None:
    assert "stands in Joy's copy" in without.sees("rita")


async def test_no_command_shows_anything_of_it(without: Workspace) -> None:
    w = without
    work = await engagement(w)
    for name in COMMANDS.keys() - {"invitation", "erase", "unerase"}:
        for did in (name, f"start:{name}:{work.id}"):
            before = len(w.screens["joy"].messages)
            if did == name:
                await w.command("joy", name)
            else:
                await w._send(Press(**w._event("joy"), control=did), did)
            shown = "\n".join(m.plain() for m in list(w.screens["joy"].messages.values())[before:])
            for secret in ("Answer within a day", "two messages", "wording", "evenings"):
                assert secret not in shown, (did, shown)
            if name not in ITS_OWN:
                assert "round 1" not in shown, (did, shown)


async def test_nothing_of_it_is_suggested(without: Workspace) -> None:
    assert not await without.inbox.suggest(Where("test", "", "joy"), "skills ")
    assert not await without.inbox.suggest(Where("test", "", "joy"), "goals ")


async def test_the_copy_of_what_is_about_them_is_still_theirs(without: Workspace) -> None:
    w = without
    await w.command("joy", "privacy")
    await w.press("joy", "Give me a copy")
    files = [
        span.content for line in w.screens["joy"].last.body for span in line if isinstance(span, Download)
    ]
    assert all(NOTE in content for content in files)
    await w.command("joy", "privacy")
    await w.press("joy", "Erase it all")
    await w.press("joy", "Erase it all")
    await w.pass_time(hours=1)
    assert (await engagement(w)).state == "ended"


@pytest.mark.parametrize("words", ["wait, I changed my mind", "yes after all", "/fivefold"])
async def test_there_is_one_way_back_to_yes(without: Workspace, words: str) -> None:
    w = without
    if words.startswith("/"):
        await w.command("joy", "")
    else:
        await w.type("joy", words)
    assert w.buttons("joy") == ["Rita's invitation"]
    await w.press("joy", "Rita's invitation")
    await accept(w)
    assert (await engagement(w)).state == "active"
    assert "Joy said yes." in w.screens["rita"].text()
    assert "Answer within a day" in w.screens["joy"].text(), "a goal of the owner's own waits for her own yes"
    [goal] = await w.store.read(lambda tx: _goals(tx, w))
    assert goal.state == "offered"


def _goals(tx: Transaction, w: Workspace) -> tuple[Goal, ...]:
    for account, *_ in tx.persons_at(Where("test", "", "rita")):
        tx.enter(account)
    return tx.find(Goal)


async def test_a_second_no_leaves_it_as_it_is(without: Workspace) -> None:
    w = without
    await w.command("joy", "next")
    await w.press("joy", "Rita's invitation")
    before = len(w.screens["rita"].messages)
    await w.press("joy", "Not for me")
    assert ((await engagement(w)).state, len(w.screens["rita"].messages)) == ("alone", before)


async def test_a_yes_before_it_was_decided_what_follows_from_the_no(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Not for me")
    remove = control_of(w, "rita", "Remove")
    await w.command("joy", "next")
    await w.press("joy", "Rita's invitation")
    await accept(w)
    await w.press_id("rita", remove)
    assert (await engagement(w)).state == "active"


async def test_both_read_what_is_true_until_the_owner_decides(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Not for me")
    await w.command("rita", "people")
    line = "Joy: virtual assistant, would rather not use me. Use it alone or remove it: /fivefold next."
    assert line in w.sees("rita")
    await w.command("rita", "next")
    assert "One thing needs you" in w.sees("rita"), "nobody gets ready for what may not be"
    await w.command("joy", "next")
    assert "Rita: you said no to my help with your work as virtual assistant." in w.sees("joy")
    assert w.buttons("joy") == ["Rita's invitation"]
    await w.press("joy", "Rita's invitation")
    before = len(w.screens["rita"].messages)
    await w.press("joy", "Not for me")
    assert len(w.screens["rita"].messages) == before, "it waits for Rita already"
    await w.command("rita", "next")
    await w.press("rita", "Use it alone")
    assert (await engagement(w)).state == "alone"


async def test_whoever_said_no_is_not_invited_twice_by_accident(w: Workspace) -> None:
    await hire(w)
    await w.press("joy", "Not for me")
    await w.command("rita", "add <@joy>")
    assert "Joy would rather not use me, and it waits for you what becomes of that" in w.sees("rita")
