"""What happens at the same moment, on both databases: one writer hides on SQLite what PostgreSQL shows."""

import asyncio
import contextlib
import threading

import pytest

from bot.model import Job
from bot.transaction import Conflict
from storage import channel, open_store
from tests.storage.making import HOME, a_conversation, a_due, a_seat, at_home, settle
from tests.storage.test_mail import people

ROUNDS = 10


@pytest.fixture
async def stores(url, ring, clock):
    """As many stores on one database as may share it: two processes on PostgreSQL, one on SQLite."""
    opened = [open_store(url, ring, clock) for _ in range(1 if url.startswith("sqlite") else 2)]
    yield opened
    for store in opened:
        await store.close()


async def together(stores, count, work):
    """Run `work(number)` many times at once, over all stores and lanes."""
    return await asyncio.gather(
        *(stores[n % len(stores)].turn(work(n), lane=f"lane{n}") for n in range(count)),
        return_exceptions=True,
    )


async def test_of_fifty_clicks_at_once_one_moves_the_seat(stores):
    await stores[0].turn(settle)
    for number in range(ROUNDS):
        id = f"x{number}"
        await stores[0].turn(lambda tx, id=id: at_home(tx).add_conversation(a_conversation(id), [a_seat(id)]))
        seen = (await stores[0].read(lambda tx, id=id: at_home(tx).seats(id)))[0]

        def click(n, id=id, seen=seen):
            def work(tx):
                row = at_home(tx).conversation(id)
                if tx.seats(id)[0].turn != seen.turn:
                    return False
                tx.save_conversation(id, answers=dict(row.answers) | {"by": n}, state="open")
                return tx.move_seat(seen, asked=False, editing="", put_at_ms=0, touched=True)

            return work

        answers = await together(stores, 50, click)
        assert answers.count(True) == 1
        assert answers.count(False) == 49
        row, seats = await stores[0].read(lambda tx, id=id: (at_home(tx).conversation(id), tx.seats(id)))
        assert row.answers == {"by": answers.index(True)}
        assert seats[0].turn == 1


async def test_without_the_lock_the_turn_number_alone_still_has_one_winner(stores):
    await stores[0].turn(settle)
    seen = (await stores[0].read(lambda tx: at_home(tx).seats("c1")))[0]

    def click(_):
        return lambda tx: at_home(tx).move_seat(seen, asked=False, editing="", put_at_ms=0, touched=True)

    assert (await together(stores, 50, click)).count(True) == 1


async def test_two_who_finish_at_once_open_the_gate_once(stores):
    await stores[0].turn(settle)
    both = ("owner", "professional")
    for number in range(ROUNDS * 2):
        gate = f"reveal/{number}"

        def finish(n, gate=gate):
            def work(tx):
                if not at_home(tx).arrive(gate, both[n], both):
                    return False
                tx.add_conversation(a_conversation(gate), [a_seat(gate)])
                return True

            return work

        assert sorted(await together(stores, 2, finish)) == [False, True]
        assert await stores[0].read(lambda tx, gate=gate: at_home(tx).conversation(gate)) is not None


async def test_each_due_row_is_taken_once(stores):
    await stores[0].turn(settle)
    rows = [a_due(f"d{n}", at_ms=n + 1) for n in range(200)]
    await stores[0].turn(lambda tx: [at_home(tx).plan(row) for row in rows])
    claims = await together(stores, 40, lambda _: lambda tx: [due.id for due in tx.claim_due(1_000, 7)])
    while left := await stores[0].turn(lambda tx: [due.id for due in tx.claim_due(1_000, 7)]):
        claims.append(left)
    assert all(len(claim) <= 7 for claim in claims)
    assert sorted(id for claim in claims for id in claim) == sorted(row.id for row in rows)


async def test_claims_pass_over_what_another_holds_and_wait_for_nobody(postgres_url, ring, clock):
    first, second = open_store(postgres_url, ring, clock), open_store(postgres_url, ring, clock)
    try:
        await first.turn(settle)
        await first.turn(lambda tx: [at_home(tx).plan(a_due(f"d{n}")) for n in range(10)])
        held, go_on = threading.Event(), threading.Event()

        def slow(tx):
            taken = tx.claim_due(1_000, 6)
            held.set()
            assert go_on.wait(10)
            return taken

        holding = asyncio.create_task(first.turn(slow))
        await asyncio.to_thread(held.wait, 10)
        others = await asyncio.wait_for(second.turn(lambda tx: tx.claim_due(1_000, 10)), 5)
        go_on.set()
        assert (len(await holding), len(others)) == (6, 4)
    finally:
        await first.close()
        await second.close()


@pytest.mark.parametrize("hold", ["a gate", "a talk", "what is due"])
async def test_whoever_waited_for_another_turn_sees_what_that_one_wrote(postgres_url, ring, clock, hold):
    first, second = open_store(postgres_url, ring, clock), open_store(postgres_url, ring, clock)
    try:
        await first.turn(settle)
        await first.turn(lambda tx: at_home(tx).add_conversation(a_conversation(), [a_seat()]))
        await first.turn(lambda tx: at_home(tx).write(Job(account=HOME, id="j1", engagement="e1"), 0))
        await first.turn(lambda tx: at_home(tx).plan(a_due()))
        holds, waits = {
            "a gate": (lambda tx: tx.arrive("g", "a", "ab"), lambda tx: tx.arrive("g", "b", "ab")),
            "a talk": (lambda tx: tx.conversation("c1"), lambda tx: tx.conversation("c1")),
            "what is due": (lambda tx: tx.claim_due(1_000, 1), lambda tx: tx.unplan(person=a_due().person)),
        }[hold]
        held, go_on = threading.Event(), threading.Event()

        def slow(tx):
            holds(at_home(tx))
            held.set()
            assert go_on.wait(10)
            tx.write(tx.one(Job, "j1").model_copy(update={"position": 7}), 1)

        def looks(tx):
            before = at_home(tx).one(Job, "j1").position
            go_on.set()
            waits(tx)
            return before, tx.one(Job, "j1").position

        writing = asyncio.create_task(first.turn(slow))
        await asyncio.to_thread(held.wait, 10)
        assert await asyncio.wait_for(second.turn(looks), 10) == (0, 7)
        await writing
    finally:
        await first.close()
        await second.close()


async def test_what_is_planned_for_somebody_passes_over_what_another_fires(postgres_url, ring, clock):
    """Each of two that remind the same person would wait for what the other has taken."""
    first, second = open_store(postgres_url, ring, clock), open_store(postgres_url, ring, clock)
    try:
        await first.turn(settle)
        await first.turn(lambda tx: [at_home(tx).plan(a_due(f"d{n}", at_ms=n)) for n in range(3)])
        held, go_on = threading.Event(), threading.Event()

        def slow(tx):
            taken = tx.claim_due(0, 1)
            held.set()
            assert go_on.wait(10)
            return taken

        holding = asyncio.create_task(first.turn(slow))
        await asyncio.to_thread(held.wait, 10)
        found = second.turn(lambda tx: at_home(tx).planned("p1", "start"))
        there = [due.id for due in await asyncio.wait_for(found, 5)]
        go_on.set()
        assert ([due.id for due in await holding], there) == (["d0"], ["d1", "d2"])
    finally:
        await first.close()
        await second.close()


async def test_of_two_turns_that_only_one_may_do_the_second_is_told_at_once(postgres_url, ring, clock):
    first, second = open_store(postgres_url, ring, clock), open_store(postgres_url, ring, clock)
    try:
        done: set[asyncio.Task[bool]] = set()
        for patience in (0.2, 8):  # the first time its row is not there yet, and the second one waits
            held, go_on = threading.Event(), threading.Event()

            def slow(tx, held=held, go_on=go_on):
                mine = tx.only_one("sweep")
                held.set()
                assert go_on.wait(10)
                return mine

            holding = asyncio.create_task(first.turn(slow))
            await asyncio.to_thread(held.wait, 10)
            other = asyncio.create_task(second.turn(lambda tx: tx.only_one("sweep")))
            done, _ = await asyncio.wait({other}, timeout=patience)
            go_on.set()
            assert await holding
            if done:
                assert not await other
            await other
            assert await second.turn(lambda tx: tx.only_one("sweep"))
        assert done, "where its row is there nobody waits"
    finally:
        await first.close()
        await second.close()


async def test_what_two_processes_write_into_one_room_all_stands_there(stores):
    for store in stores:
        await store.log.append("warm", {})  # connected by now, so that they do meet
    numbers = await asyncio.gather(*(stores[n % len(stores)].log.append("r", {"n": n}) for n in range(60)))
    assert sorted(numbers) == list(range(1, 61))
    assert {number: entry["n"] for number, entry in await stores[0].log.read("r")} == {
        number: n for n, number in enumerate(numbers)
    }


async def test_a_process_that_stops_in_the_middle_of_a_turn_holds_up_nobody(
    postgres_url, ring, clock, monkeypatch
):
    monkeypatch.setattr(channel, "FROZEN_MS", 200)
    first, second = open_store(postgres_url, ring, clock), open_store(postgres_url, ring, clock)
    try:
        await first.turn(settle)
        held, go_on, runs = threading.Event(), threading.Event(), []

        def slow(tx):
            row = at_home(tx).conversation("c1")
            runs.append(dict(row.answers))
            held.set()
            assert go_on.wait(10)
            tx.save_conversation("c1", answers=dict(row.answers) | {"first": 1}, state="open")

        def answer(tx):
            row = at_home(tx).conversation("c1")
            tx.save_conversation("c1", answers=dict(row.answers) | {"second": 1}, state="open")

        stopped = asyncio.create_task(first.turn(slow))
        await asyncio.to_thread(held.wait, 10)
        await asyncio.wait_for(second.turn(answer), 5)
        go_on.set()
        await stopped
        assert runs == [{}, {"second": 1}], "run again, on what the other wrote"
        row = await first.read(lambda tx: at_home(tx).conversation("c1", lock=False))
        assert row.answers == {"first": 1, "second": 1}
    finally:
        await first.close()
        await second.close()


async def test_a_repeated_event_is_noted_once_whoever_brings_it(stores):
    for number in range(ROUNDS):
        noted = await together(stores, 20, lambda _, id=f"e{number}": lambda tx: tx.note_event(id))
        assert noted.count(True) == 1


async def test_what_exists_once_is_made_once(stores):
    await stores[0].turn(settle)

    def begin(_):
        return lambda tx: at_home(tx).add_conversation(a_conversation("once"), [a_seat("once")])

    assert (await together(stores, 20, begin)).count(True) == 1
    assert (await together(stores, 20, lambda _: lambda tx: at_home(tx).plan(a_due()))).count(True) == 1


async def test_turns_that_lock_each_other_in_a_ring_are_run_again(postgres_url, ring, clock):
    store = open_store(postgres_url, ring, clock)
    try:
        await store.turn(settle)

        def begin(id):
            return lambda tx: at_home(tx).add_conversation(a_conversation(id), [a_seat(id)])

        for id in ("a", "b"):
            await store.turn(begin(id))
        meet = threading.Barrier(2, timeout=10)
        runs = []

        def cross(first, second):
            def work(tx):
                runs.append(first)
                at_home(tx).conversation(first)
                if len(runs) <= 2:
                    meet.wait()
                try:
                    row = tx.conversation(second)
                except Exception:  # what catches everything must not catch this
                    return "parked"
                tx.save_conversation(second, answers=dict(row.answers) | {first: 1}, state="open")
                return "kept"

            return work

        # Without a lane they fall on different threads.
        turns = [store.turn(cross(*ids)) for ids in (("a", "b"), ("b", "a"))]
        assert await asyncio.gather(*turns) == ["kept", "kept"]
        assert len(runs) == 3
    finally:
        await store.close()


async def test_a_lane_is_in_order(stores):
    seen = []
    await asyncio.gather(*(stores[0].turn(lambda tx, n=n: seen.append(n), lane="p1") for n in range(50)))
    assert seen == list(range(50))


async def test_people_go_before_sweeps_and_sweeps_are_not_forgotten(sqlite_store):
    order, begun, go_on = [], threading.Event(), threading.Event()

    def block(_tx):
        begun.set()
        go_on.wait(10)

    blocking = asyncio.create_task(sqlite_store.turn(block))
    await asyncio.to_thread(begun.wait, 10)
    sweeps = [
        asyncio.create_task(sqlite_store.turn(lambda _: order.append("sweep"), urgent=False))
        for _ in range(2)
    ]
    people = [asyncio.create_task(sqlite_store.turn(lambda _: order.append("person"))) for _ in range(3)]
    await asyncio.sleep(0.05)
    go_on.set()
    await asyncio.gather(blocking, *sweeps, *people)
    assert order == ["person"] * 3 + ["sweep"] * 2


async def test_the_inner_part_is_undone_and_the_answer_stays(store):
    await store.turn(settle)

    def work(tx):
        at_home(tx).save_conversation("c1", answers={"kept": 1}, state="open")
        with contextlib.suppress(Conflict), tx.savepoint():
            tx.plan(a_due("gone"))
            with contextlib.suppress(ZeroDivisionError), tx.savepoint():
                tx.plan(a_due("gone too"))
                _ = 1 / 0
            tx.plan(a_due("gone as well"))
            raise Conflict
        with tx.savepoint():
            tx.plan(a_due("stays"))
        tx.save_conversation("c1", answers={"kept": 1}, state="parked", reason="error")

    await store.turn(work)
    row = await store.read(lambda tx: at_home(tx).conversation("c1"))
    assert (row.answers, row.state) == ({"kept": 1}, "parked")
    assert [due.id for due in await store.turn(lambda tx: tx.claim_due(10, 10))] == ["stays"]


async def test_an_error_of_the_database_inside_a_savepoint_leaves_the_turn_whole(store):
    await store.turn(settle)

    def work(tx):
        at_home(tx).save_conversation("c1", answers={"kept": 1}, state="open")
        with pytest.raises(Conflict), tx.savepoint():
            tx.add_conversation(a_conversation("twins"), [a_seat("twins"), a_seat("twins")])
        return tx.conversation("twins")

    assert await store.turn(work) is None
    assert (await store.read(lambda tx: at_home(tx).conversation("c1"))).answers == {"kept": 1}


async def test_a_turn_that_raises_changes_nothing(store):
    await store.turn(settle)

    def work(tx):
        tx.note_event("e1")
        at_home(tx).save_conversation("c1", answers={"lost": 1}, state="done")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.turn(work)
    assert (await store.read(lambda tx: at_home(tx).conversation("c1"))).answers == {}
    assert await store.turn(lambda tx: tx.note_event("e1"))


async def test_a_reply_and_delivery_never_both_bring_a_page(postgres_url, ring, clock):
    """The reply asks while the claim is written and not yet there for others to see."""
    first, second = open_store(postgres_url, ring, clock), open_store(postgres_url, ring, clock)
    try:

        def page(tx):
            people(tx)
            seat = tx.seats("c1")[0]
            tx.move_seat(seat, asked=True, editing="", put_at_ms=clock.real_ms, touched=True)

        await first.turn(page)
        (errand,) = await first.read(lambda tx: tx.errands(("slack",), (), 9))
        claimed, go_on = threading.Event(), threading.Event()

        def claim(tx):
            got = at_home(tx).claim(errand, 1, clock.real_ms + 60_000)
            claimed.set()
            assert go_on.wait(10)
            return got

        claiming = asyncio.create_task(first.turn(claim))
        await asyncio.to_thread(claimed.wait, 10)
        late = clock.real_ms + 60_000
        handing = asyncio.create_task(second.turn(lambda tx: at_home(tx).hand_over(tx.seats("c1")[0], late)))
        await asyncio.wait({handing}, timeout=0.3)
        go_on.set()
        assert (await claiming is not None, await handing) == (True, False)
    finally:
        await first.close()
        await second.close()
