"""Gates, due work, kept texts, settings and leases, on both databases."""

from datetime import date

import pytest

from bot.model import Engagement
from tests.storage.making import HOME, OTHER, a_due, at_home, settle

DAY_MS = 24 * 3_600_000


async def test_a_gate_opens_once_when_all_are_there(store):
    await store.turn(settle)
    both = ["owner", "professional"]
    for _ in range(2):
        assert not await store.turn(lambda tx: at_home(tx).arrive("g", "owner", both))
    assert await store.turn(lambda tx: at_home(tx).arrive("g", "professional", both))
    assert not await store.turn(lambda tx: at_home(tx).arrive("g", "professional", both))
    assert await store.read(lambda tx: at_home(tx).arrived("g")) == ("owner", "professional")
    assert await store.read(lambda tx: at_home(tx).arrived("unknown")) == ()


async def test_due_work_is_planned_once_and_taken_in_order(store):
    await store.turn(settle)
    rows = [
        a_due("d3", at_ms=3),
        a_due("d1", at_ms=1, payload={"start": {"é": 1}}),
        a_due("d2", at_ms=2),
        a_due("d9", at_ms=9),
    ]
    again = a_due("dx", occurrence=rows[0].occurrence)
    assert await store.turn(lambda tx: [at_home(tx).plan(row) for row in (*rows, again)]) == [True] * 4 + [
        False
    ]
    assert await store.read(lambda tx: tx.next_due()) == 1
    assert await store.turn(lambda tx: tx.claim_due(3, 2)) == (rows[1], rows[2])
    assert await store.turn(lambda tx: tx.claim_due(3, 2)) == (rows[0],)
    assert await store.turn(lambda tx: tx.claim_due(3, 2)) == ()
    assert not await store.turn(lambda tx: at_home(tx).plan(rows[1])), "what was done is not planned again"
    assert await store.read(lambda tx: tx.next_due(HOME)) == 9
    assert await store.read(lambda tx: tx.next_due(OTHER)) is None


async def test_what_only_another_version_knows_is_left_in_the_plan_as_it_is(store):
    """During a rolling upgrade an older process may be the first to see it."""
    await store.turn(settle)
    newer = a_due("d1", what="newer kind", payload={"of": "later"})
    await store.turn(lambda tx: [at_home(tx).plan(row) for row in (newer, a_due("d2", at_ms=2))])
    assert [due.id for due in await store.turn(lambda tx: tx.claim_due(9, 10))] == ["d2"]
    assert await store.read(lambda tx: tx.next_due()) is None, "no clock waits for it here"
    assert await store.read(lambda tx: (tx.unknown_due(0), tx.unknown_due(9))) == ((), ("newer kind",))
    assert await store.turn(lambda tx: at_home(tx).planned("p1", "newer kind")) == (newer,)


async def test_what_was_dropped_may_be_planned_again(store):
    await store.turn(settle)
    rows = [a_due("d1", conversation="c1"), a_due("d2"), a_due("d3", person="p2")]
    await store.turn(lambda tx: [at_home(tx).plan(row) for row in rows])
    assert await store.turn(lambda tx: at_home(tx).unplan(conversation="c1")) == 1
    assert await store.turn(lambda tx: at_home(tx).unplan(engagement="e1", person="p2", what="nudge")) == 0
    assert await store.turn(lambda tx: at_home(tx).unplan(engagement="e1", person="p2")) == 1
    assert await store.turn(lambda tx: at_home(tx).plan(rows[0]))
    with pytest.raises(ValueError, match="unplan"):
        await store.turn(lambda tx: at_home(tx).unplan())


async def test_kept_words_are_for_whoever_wrote_them(store):
    await store.turn(settle)
    await store.turn(lambda tx: at_home(tx).keep("k1", "p1", "first"))
    await store.turn(lambda tx: at_home(tx).keep("k1", "p1", "second"))
    assert await store.read(lambda tx: at_home(tx).kept("k1", "p1")) == "second"
    assert await store.read(lambda tx: at_home(tx).kept("k1", "p2")) is None
    assert await store.read(lambda tx: at_home(tx).kept("k2", "p1")) is None


async def test_kept_words_go_when_they_are_taken_when_they_are_old_and_with_the_work(store, clock):
    def keep(tx):
        for person in ("owner1", "p3"):
            for id in ("a", "b"):
                at_home(tx).keep(f"{id}-{person}", person, f"{id} of {person}")

    async def left(person):
        return [one["words"] for one in await store.read(lambda tx: at_home(tx).kept_of(person))]

    work = Engagement(
        account=HOME, id="e1", owner="owner1", professional="professional1", role="va", role_name="va",
        state="ended", starts_on=date(2026, 11, 2), round_ends_on=date(2027, 1, 8),
    )  # fmt: skip
    await store.turn(settle)
    await store.turn(lambda tx: at_home(tx).write(work, 0))
    await store.turn(keep)
    assert await left("owner1") == ["a of owner1", "b of owner1"]
    await store.turn(lambda tx: at_home(tx).let_go("a-owner1", "p3"))
    await store.turn(lambda tx: at_home(tx).let_go("a-owner1", "owner1"))
    assert await left("owner1") == ["b of owner1"]
    clock.pass_by(2 * DAY_MS)
    await store.turn(lambda tx: at_home(tx).keep("new", "owner1", "of today"))
    await store.turn(lambda tx: at_home(tx).forget("e1"))
    assert await left("owner1") == ["of today"], "it may be for other work"
    assert len(await left("p3")) == 2, "not of this work"
    clock.pass_by(13 * DAY_MS)
    await store.turn(lambda tx: tx.let_go_old())
    assert (await left("owner1"), await left("p3")) == (["of today"], [])


async def test_events_of_long_ago_are_forgotten_once_a_day(store, clock):
    await store.turn(settle)
    await store.turn(lambda tx: tx.note_event("old"))
    clock.pass_by(60 * DAY_MS)
    await store.turn(lambda tx: tx.note_event("middle"))
    await store.turn(lambda tx: tx.let_go_old())
    clock.pass_by(30 * DAY_MS - 1)

    def forgets(tx):
        tx.let_go_old()
        return [tx.noted(id) is None for id in ("old", "middle")]

    assert await store.turn(forgets) == [False, False]
    clock.pass_by(2)
    assert await store.turn(forgets) == [False, False], "today it was done already"
    clock.pass_by(DAY_MS)
    assert await store.turn(forgets) == [True, False]


async def test_a_setting_belongs_to_the_house_whatever_account_was_entered(store):
    await store.turn(settle)
    await store.turn(lambda tx: (tx.set("offset", "1"), at_home(tx).set("offset", "2")))
    assert await store.read(lambda tx: (tx.setting("offset"), at_home(tx).setting("offset"))) == ("2", "2")
    assert await store.read(lambda tx: tx.setting("nothing")) is None


async def test_what_is_remembered_belongs_to_one_thing_of_one_account(store):
    await store.turn(settle)

    def note(tx):
        at_home(tx).remember("p1", "seen", "Berlin")
        tx.remember("p2", "seen", "Lima")
        tx.remember("p1", "seen", "Turin")
        tx.enter(OTHER)
        tx.remember("p1", "seen", "Quito")

    await store.turn(note)

    def look(tx):
        tx.enter(HOME)
        return tuple(tx.remembered(person, "seen") for person in ("p1", "p2", "p3"))

    assert await store.read(look) == ("Turin", "Lima", None)
    assert await store.read(lambda tx: at_home(tx).all_remembered({"p1", "p3"})) == {"seen/p1": "Turin"}
    await store.turn(lambda tx: at_home(tx).no_longer_remember({"p1"}))
    assert await store.read(look) == (None, "Lima", None)

    def away(tx):
        tx.enter(OTHER)
        return tx.remembered("p1", "seen")

    assert await store.read(away) == "Quito"
    with pytest.raises(RuntimeError, match="comes first"):
        await store.read(lambda tx: tx.remembered("p1", "seen"))


async def test_a_lease_has_one_holder_and_a_rising_fence(store, clock):
    def hold(who, ms=100):
        return store.turn(lambda tx: tx.lease("discord/0", who, clock.real_ms + ms))

    assert await hold("a") == 1
    assert await hold("b") is None
    assert await hold("a") == 1
    clock.pass_by(101)
    assert await hold("b") == 2
    assert await hold("a") is None


async def test_the_log_numbers_each_room_and_can_be_corrected(store):
    log = store.log
    assert [
        await log.append("r1", {"n": 1}),
        await log.append("r1", {"n": 2}),
        await log.append("r2", {}),
    ] == [1, 2, 1]
    await log.replace("r1", 1, {"n": "one"})
    assert await log.read("r1") == [(1, {"n": "one"}), (2, {"n": 2})]
    assert await log.read("r1", after=1) == [(2, {"n": 2})]
