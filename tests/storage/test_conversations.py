"""Conversations and seats as a turn moves them, on both databases."""

import pytest

from bot.engine.answers import Answers, Given
from bot.model import Account
from bot.transaction import Conflict
from tests.conftest import NOON
from tests.storage.making import HOME, OTHER, a_conversation, a_seat, at_home, facts_of, settle


async def test_a_conversation_comes_back_as_it_was_put(store):
    row = a_conversation(
        "c2", facts=facts_of(skills=["ä", {"n": 1.5}]), answers={"k": None}, start={"seed": {"a": "é"}}
    )
    seats = (a_seat("c2"), a_seat("c2", "professional", asked=False))

    def put(tx):
        settle(tx)
        return tx.add_conversation(row, seats), tx.add_conversation(row, seats)

    assert await store.turn(put) == (True, False)
    assert await store.read(lambda tx: at_home(tx).conversation("c2")) == row
    assert await store.turn(lambda tx: at_home(tx).conversation("c2")) == row
    assert await store.read(lambda tx: at_home(tx).seats("c2")) == seats
    assert await store.read(lambda tx: at_home(tx).conversation("c3")) is None


async def test_an_event_is_taken_once(store):
    assert await store.turn(lambda tx: tx.note_event("slack/1"))
    assert not await store.turn(lambda tx: tx.note_event("slack/1"))
    assert await store.turn(lambda tx: (tx.note_event("slack/2"), tx.note_event("slack/2"))) == (True, False)


async def test_saving_puts_answers_and_leaves_facts_that_were_not_prepared(store, clock):
    await store.turn(settle)
    clock.pass_by(5)
    await store.turn(
        lambda tx: at_home(tx).save_conversation("c1", answers={"a": 1}, state="parked", reason="error")
    )
    row = await store.read(lambda tx: at_home(tx).conversation("c1"))
    assert (row.answers, row.state, row.reason, row.facts) == ({"a": 1}, "parked", "error", facts_of(n=1))
    assert (row.touched_ms, row.prepared_ms) == (NOON + 5, 0)
    await store.turn(
        lambda tx: at_home(tx).save_conversation("c1", answers={}, state="done", facts=facts_of(n=2))
    )
    row = await store.read(lambda tx: at_home(tx).conversation("c1"))
    assert (row.facts, row.prepared_ms, row.reason) == (facts_of(n=2), NOON + 5, "")


async def test_saving_what_is_not_there_is_a_conflict_and_not_silence(store):
    await store.turn(settle)
    with pytest.raises(Conflict):
        await store.turn(lambda tx: at_home(tx).save_conversation("c9", answers={}, state="open"))


async def test_a_seat_moves_only_from_the_turn_that_was_seen(store, clock):
    await store.turn(settle)

    def move(tx):
        seat, other = at_home(tx).seats("c1")
        first = tx.move_seat(seat, asked=False, editing="k", put_at_ms=7, touched=True)
        second = tx.move_seat(seat, asked=True, editing="", put_at_ms=0, touched=False)
        return first, second, tx.seats("c1"), other

    first, second, seats, other = await store.turn(move)
    assert (first, second) == (True, False)
    moved = a_seat(turn=1, asked=False, editing="k", put_at_ms=7, touched_ms=clock.real_ms)
    assert seats == (moved, other)
    assert type(seats[0].asked) is bool


async def test_the_other_account_sees_nothing(store):
    await store.turn(settle)

    def look(tx):
        tx.enter(OTHER)
        moved = tx.move_seat(a_seat(), asked=True, editing="", put_at_ms=0, touched=True)
        return (
            tx.conversation("c1"),
            tx.seats("c1"),
            tx.open_seats("owner1"),
            tx.open_conversations("e1"),
            moved,
        )

    assert await store.turn(look) == (None, (), (), (), False)


async def test_the_same_id_may_exist_in_two_accounts(store):
    def put(tx):
        settle(tx)
        tx.enter(OTHER)
        return tx.add_conversation(
            a_conversation(facts=facts_of(n=2), account=OTHER), [a_seat(account=OTHER)]
        )

    assert await store.turn(put)
    assert (await store.read(lambda tx: at_home(tx).conversation("c1"))).facts == facts_of(n=1)


async def test_without_an_account_there_is_nothing_to_ask(store):
    with pytest.raises(RuntimeError):
        await store.read(lambda tx: tx.seats("c1"))


async def test_open_seats_are_those_that_can_go_on_last_touched_first(store):
    def put(tx):
        tx.add_account(Account(id=HOME, name="Home"))
        tx.enter(HOME)
        for number, state in enumerate(("open", "parked", "done", "closed", "open")):
            id = f"c{number}"
            tx.add_conversation(
                a_conversation(id, state=state, answers={"a": 1}), [a_seat(id, touched_ms=number)]
            )
        return [(seat.conversation, row.id, row.answers, row.facts) for seat, row in tx.open_seats("owner1")]

    nothing: dict[str, object] = {}
    assert await store.turn(put) == [(id, id, nothing, b"") for id in ("c4", "c1", "c0")]
    assert await store.read(lambda tx: at_home(tx).open_conversations("e1")) == ("c0", "c1", "c4")
    assert await store.read(lambda tx: at_home(tx).open_conversations("e1", ["other"])) == ()


async def test_a_page_that_stands_is_put_no_more_and_a_late_word_hides_no_newer_one(store, clock):
    await store.turn(settle)

    def raise_turn(tx):
        tx.move_seat(
            at_home(tx).seats("c1")[0], asked=True, editing="", put_at_ms=clock.real_ms, touched=True
        )

    await store.turn(raise_turn)
    await store.turn(lambda tx: at_home(tx).shown("c1", "owner", 1, "m1"))
    seat = (await store.read(lambda tx: at_home(tx).seats("c1")))[0]
    assert (seat.shown_turn, seat.ref, seat.put_at_ms, seat.shown_ms) == (1, "m1", 0, clock.real_ms)

    await store.turn(raise_turn)
    await store.turn(raise_turn)
    await store.turn(lambda tx: at_home(tx).shown("c1", "owner", 2, "m2"))
    await store.turn(lambda tx: at_home(tx).shown("c1", "owner", 1, "m1"))
    seat = (await store.read(lambda tx: at_home(tx).seats("c1")))[0]
    assert (seat.shown_turn, seat.ref, seat.put_at_ms) == (2, "m2", clock.real_ms)


async def test_instants_compare_as_instants_beyond_32_bits(store, clock):
    await store.turn(settle)
    for number, at in enumerate((2**31 - 1, 2**31, NOON, NOON * 9)):
        row = a_conversation(f"t{number}", created_ms=at)
        await store.turn(
            lambda tx, row=row: at_home(tx).add_conversation(row, [a_seat(row.id, touched_ms=row.created_ms)])
        )
    found = await store.read(lambda tx: [seat.touched_ms for seat, _ in at_home(tx).open_seats("owner1")])
    assert found == [NOON * 9, NOON, 2**31, 2**31 - 1, 0]


async def test_the_talks_that_somebody_answered_in_a_time_are_those_of_one_work_and_their_own(store):
    given = Answers()
    given.put("a", 1, Given(1, "owner", 5))
    mine, theirs = given.dump(), Answers().dump()

    def put(tx):
        settle(tx)
        for id, work, at_ms, answers, role in (
            ("in", "e1", 10, mine, "owner"),
            ("late", "e1", 20, mine, "owner"),
            ("early", "e1", 9, mine, "owner"),
            ("other", "e2", 15, mine, "owner"),
            ("opened", "e1", 15, theirs, "owner"),
            ("hers", "e1", 15, mine, "professional"),
        ):
            row = a_conversation(id, dialog=id, engagement=work, answers=answers, state="closed")
            tx.add_conversation(row, (a_seat(id, role, touched_ms=at_ms),))

    await store.turn(put)
    assert await store.read(lambda tx: at_home(tx).answered("owner1", "e1", 10, 20)) == ("in",)
