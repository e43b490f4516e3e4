"""Somebody behind one address in several accounts: what is done in one of them stays there."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bot.conversations.selves import Selves
from bot.model import Engagement
from bot.ports import Where
from bot.transaction import Transaction
from tests.inbox.looking import NOTHING_HERE, records, said, talk
from tests.workspace import Workspace, accept, hire


async def with_an_own_account(w: Workspace) -> None:
    """Joy works for Rita, and once began to add somebody herself."""
    await hire(w)
    await accept(w)
    await w.command("joy", "add")
    await w.type("joy", "cancel")


@pytest.mark.parametrize("word", ["settings", "settings Berlin", "away", "erase", "privacy", "week", "help"])
async def test_an_own_account_with_nothing_in_it_takes_nothing_away(w: Workspace, word: str) -> None:
    await hire(w)
    await accept(w)
    before = said(await w.command("joy", word))
    await w.type("joy", "cancel")
    await w.command("joy", "add")
    await w.type("joy", "cancel")
    after = said(await w.command("joy", word))
    assert NOTHING_HERE not in after
    assert after.splitlines()[0] == before.splitlines()[0]


async def test_what_is_set_is_set_where_they_work(w: Workspace) -> None:
    await with_an_own_account(w)
    await w.command("joy", "settings")
    row = await talk(w, w.screens["joy"].last.controls[0].id, "joy")
    (work,) = await records(w, Engagement)
    assert row.account == work.account


async def test_a_sentence_is_still_kept_and_asked_about(w: Workspace) -> None:
    await with_an_own_account(w)
    await w.command("joy", "the shelves came in blue again")
    assert "the shelves came in blue again" in w.sees("joy")
    assert "Stuck" in " ".join(w.buttons("joy"))


async def test_what_is_held_is_counted_over_all_accounts(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    for level in (4, 4, 3, 1, 3, 3):
        await w.press("joy", str(level))
    await w.type("joy", "sixty orders a day for a shoe seller")

    async def counted() -> int:
        words = said(await w.command("joy", "privacy"))
        return next(int(word) for word in words.split() if word.isdecimal())

    before = await counted()
    assert before > 7, "answers and goals are counted too"
    await w.command("joy", "add")
    await w.type("joy", "cancel")
    assert await counted() > before


async def test_a_command_is_answered_where_it_was_typed(w: Workspace) -> None:
    """Rita owns work and is invited by Brian, whose question stands below hers."""
    await hire(w)
    await accept(w)
    await hire(w, "brian", "rita")
    await w.deliver()
    await w.command("rita", "pause")
    assert "One thing to try" in said(await w.type("rita", "coach"))


async def test_an_answer_is_kept_where_it_was_asked(w: Workspace) -> None:
    """Names are resolved on the page, so the line is looked at twice: for the open talk and for another."""
    for owner in ("rita", "brian"):
        await hire(w, owner)
    await w.deliver()
    await w.command("joy", "add")
    reply = said(await w.type("joy", "Eva"))
    assert "disk" not in reply
    assert "Eva" in w.screens["joy"].text()


async def test_what_waits_in_two_businesses_is_told_apart(w: Workspace) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)
        await w.deliver()
        await accept(w)
    await w.command("joy", "next")
    view = "Your view of your skills"
    assert w.buttons("joy")[:2] == [f"{view}: Brian", f"{view}: Rita"]
    await w.press("joy", f"{view}: Rita")
    row = await talk(w, w.screens["joy"].last.controls[0].id, "joy")
    (work,) = await records(w, Engagement)
    assert row.engagement == work.id


async def test_an_unclear_line_is_offered_to_the_talks_of_every_business(w: Workspace) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)
        await w.deliver()
        await accept(w)
    w.clock.forward(hours=1)
    await w.type("joy", "I kept the shelves of the shop in order for two years.")
    view = "Your view of your skills"
    assert w.buttons("joy")[:2] == [f"{view}: Brian", f"{view}: Rita"]


async def test_a_line_that_came_before_its_question_is_offered_to_every_business(w: Workspace) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)
        await w.deliver()
        await accept(w)
    reply = await w.type("joy", "I kept the shop in order.", at_ms=w.clock.real - 600_000)
    assert "What is it for?" in said(reply)
    view = "Your view of your skills"
    assert {f"{view}: Brian", f"{view}: Rita"} <= set(w.buttons("joy"))


async def test_a_sentence_out_of_the_blue_is_told_for_whom_it_is(w: Workspace) -> None:
    """Nothing is open: what it is comes first, then with whom, and each question loses its buttons."""
    await _two_works(w)
    for _ in range(2):
        for level in (3, 3, 3, 1, 3, 3):
            await w.press("joy", str(level))
    w.clock.forward(hours=1)
    await w.type("joy", "The shop asks for a code that nobody gave me.")
    assert "What is it for?" in w.sees("joy")
    await w.press("joy", "Stuck")
    assert sorted(w.buttons("joy")) == ["Brian", "Rita"]
    await w.press("joy", "Brian")
    assert "The shop asks for a code" in w.screens["brian"].text()
    assert "The shop asks for a code" not in w.screens["rita"].text()
    asked = [m for m in w.screens["joy"].messages.values() if m.plain().endswith(("\nStuck", "\nBrian"))]
    assert [m.controls for m in asked] == [(), ()]


async def test_an_unclear_line_answers_in_the_business_that_was_pressed(w: Workspace) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)
        await w.deliver()
        await accept(w)
    for name in ("Rita", "Brian"):
        await w.command("joy", "stuck")
        await w.press("joy", name)
    w.clock.forward(hours=1)
    await w.type("joy", "The shop asks for a code that nobody gave me.")
    await w.press("joy", "Stuck: Rita")
    assert "The shop asks for a code" in w.screens["rita"].text()
    assert "The shop asks for a code" not in w.screens["brian"].text()

    def kept(tx: Transaction) -> list[object]:
        found: list[object] = []
        for account, person, _ in tx.persons_at(Where("test", "", "joy")):
            tx.enter(account)
            found += tx.kept_of(person)
        return found

    assert not await w.store.read(kept)


# --- looking around ---------------------------------------------------------------------------------------


async def test_whoever_looks_around_comes_back(w: Workspace) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)

    def look(tx: Transaction) -> None:
        selves = Selves(tx, Where("test", "", "joy"))
        newest, oldest = selves.places()
        assert tx.account == "", "nothing was entered"
        with selves.peek(oldest):
            assert (tx.account, selves.known.account) == (oldest.account, oldest.account)
        assert tx.account == ""
        assert selves.person is None
        selves.be(newest)
        with suppress(ZeroDivisionError), selves.peek(oldest):
            with selves.peek(newest):
                assert tx.account == newest.account
            assert tx.account == oldest.account
            raise ZeroDivisionError
        assert (tx.account, selves.known.account) == (newest.account, newest.account)
        with selves.peek(oldest):
            selves.be(oldest)
        assert (tx.account, selves.known.id) == (oldest.account, oldest.person), "it was decided to stay"

    await w.store.read(look)


async def _two_works(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await hire(w, "brian", "joy")
    await accept(w)


async def test_a_check_in_is_about_whom_it_names(w: Workspace) -> None:
    await _two_works(w)
    assert "Which of these do you mean?" in said(await w.command("joy", "checkin"))
    for words in ("checkin <@rita>", "checkin rita"):
        assert "Which of these do you mean?" not in said(await w.command("joy", words))


async def test_work_that_rests_is_not_asked_about_for_a_check_in(w: Workspace) -> None:
    await _two_works(w)
    (work,) = await records(w, Engagement, "brian")
    (other,) = await records(w, Engagement, "rita")

    def run(tx: Transaction) -> None:
        for one, state in ((work, "paused"), (other, "active")):
            tx.enter(one.account)
            tx.write(one.model_copy(update={"state": state}), one.version)

    await w.store.turn(run)
    assert "Which of these do you mean?" not in said(await w.command("joy", "checkin"))
