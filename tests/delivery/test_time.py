"""Time that jumps, stands still or is crowded: one excuse, and not all at one minute."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from functools import partial

import pytest

from bot import catching_up, pacing
from bot.catching_up import CatchingUp
from bot.delivery import Delivery, Rules
from bot.due.checkins import CROWD, Sweeper
from bot.engine.cards import card
from bot.engine.text import t
from bot.model import Account, Engagement
from bot.ports import Adapter, Manners, TryLater, Unsure
from bot.transaction import Due
from bot.words.stored import dump_card
from tests.delivery.scene import HOME, RULES, Scene, lost, refuses, somebody, until

HOUR_MS = 3_600_000


def note(person: str, at_ms: int, name: str = "n") -> Due:
    words = {"card": dump_card(card(t("unknown-word", word=name, guess="x")))}
    return Due(f"{name}-{person}", HOME, "note", f"{name}/{person}", person, "", "", at_ms, words)


async def plan(scene: Scene, *dues: Due) -> None:
    await scene.write(lambda tx: [tx.plan(due) for due in dues])


@pytest.mark.parametrize("count", [CROWD - 1, 60])
async def test_many_at_one_hour_are_spread_over_ten_minutes(sqlite_store, clock, count: int):
    scene = Scene(sqlite_store, clock)
    names = [f"p{number}" for number in range(count)]
    await scene.people(*names)
    await plan(scene, *(note(name, clock.real_ms) for name in names))
    sweeper = Sweeper(scene.store, lambda: None, scene.clock)
    await sweeper.sweep()
    began = scene.now()
    sent = await scene.sweep()
    if count < CROWD:
        assert sent == count
        return
    assert sent < 5
    for _ in range(10):
        await scene.sweep(60)
    assert len(scene.slack.ledger) == count
    minutes = Counter(int((post.at - began) // 60) for post in scene.slack.ledger)
    assert max(minutes.values()) < count / 3
    for post in scene.slack.ledger:
        place = pacing.spread_ms(post.to.removeprefix("U")) / 1000
        assert 0 <= post.at - began - place < 60, "each at their own place"


async def test_a_standstill_that_ends_at_night_is_one_message_in_the_morning(sqlite_store, clock):
    scene = Scene(sqlite_store, clock, keeps_hours=True)
    scene.delivery = scene.another(Rules())
    await scene.people("joy")
    sweeper = Sweeper(scene.store, lambda: None, scene.clock)
    await sweeper.sweep()
    await scene.sweep()

    def start(tx):
        from bot.conversations.planning import schedule
        from bot.dialog import Plan, Start
        from bot.model import OWNER

        for number in range(4):
            begins = Start("settings", {OWNER: "joy"})
            at = tx.moment.now + (number + 1) * HOUR_MS
            schedule(tx, Plan("start", f"s{number}", "joy", at, "", begins, asked=True))

    await scene.write(start)
    scene.pass_by(11 * 3600)
    await Sweeper(scene.store, lambda: None, scene.clock).sweep()
    assert await scene.sweep() == 0, "it is eleven at night"
    for _ in range(22):
        await Sweeper(scene.store, lambda: None, scene.clock).sweep()
        await scene.sweep(1800)
    (excuse,) = scene.slack.got("Ujoy")
    assert "I was switched off from" in excuse


@pytest.mark.parametrize("years", [1, 10])
async def test_a_clock_years_ahead_and_back_again_holds_up_nothing(sqlite_store, clock, years: int):
    scene = Scene(sqlite_store, clock)
    await scene.people("joy")
    sweeper = Sweeper(scene.store, lambda: None, scene.clock)
    await sweeper.sweep()
    ahead = years * 365 * 24 * HOUR_MS
    clock.pass_by(ahead)
    await sweeper.sweep()
    await scene.letter("joy", "l1")
    scene.slack.before["Ujoy"] = [refuses(TryLater(40))]
    await scene.sweep()
    clock.pass_by(-ahead)
    assert await scene.sweep(1) == 0
    await sweeper.sweep()
    assert await scene.sweep(61) == 1
    assert sum("switched off" in post.words for post in scene.slack.ledger) <= 1


async def test_a_machine_that_slept_in_mid_send_sends_nothing_twice(sqlite_store, clock):
    """The wall's clock goes on while it sleeps, the other one stands still."""
    scene = Scene(sqlite_store, clock)
    awake = [0.0]
    scene.delivery = Delivery(scene.store, scene.adapters, RULES, now=lambda: awake[0], chance=lambda: 0.0)
    await scene.people("joy", "tom")
    sweeper = Sweeper(scene.store, lambda: None, scene.clock)
    await sweeper.sweep()
    await plan(scene, *(note("joy", clock.real_ms + n * HOUR_MS, f"n{n}") for n in range(5)))
    wakes = asyncio.Event()

    async def sleeps(_):
        await wakes.wait()

    scene.slack.before["Ujoy"] = [sleeps]
    scene.slack.before["Utom"] = [refuses(TryLater(30, "posts"))]
    await scene.letter("joy", "first")
    await scene.letter("tom", "second")
    sweeping = asyncio.create_task(scene.delivery.sweep())
    await until(lambda: scene.slack.calls)
    scene.pass_by(5 * 3600)
    wakes.set()
    await sweeping
    for _ in range(4):
        await sweeper.sweep()
        awake[0] += 31
        await scene.sweep(31)
    keys = Counter(post.key for post in scene.slack.ledger)
    assert set(keys.values()) == {1}
    assert len(scene.slack.got("Utom")) == 1
    first, missed = scene.slack.got("Ujoy")
    assert "'first'" in first
    told = Counter(re.findall(r"know '(n\d)'", missed))
    assert told == {f"n{n}": 1 for n in range(5)}, "each message of others once, and nothing is said twice"


async def test_a_loop_that_was_held_for_ten_seconds_sends_everything_once(quick: Scene):
    await plan(quick, *(note("joy", quick.clock.real_ms + n, f"n{n}") for n in range(5)))
    sweeper = Sweeper(quick.store, lambda: None, quick.clock)
    quick.pass_by(10)
    await asyncio.gather(sweeper.sweep(), sweeper.sweep(), quick.sweep(), quick.sweep())
    await quick.sweep()
    assert len(quick.slack.got("Ujoy")) == 5
    assert len(quick.slack.calls) == 5


# --- what was never told ------------------------------------------------------------------------


@pytest.fixture
async def asked(store, clock) -> Scene:
    """Joy was asked something yesterday, and a reminder is due."""
    scene = Scene(store, clock)
    await scene.people("joy")
    await scene.talk("joy", "t1")
    await scene.sweep()
    return scene


def hears(scene: Scene) -> tuple[CatchingUp, Sweeper]:
    looks = CatchingUp(scene.store, scene.adapters, scene.clock)
    return looks, Sweeper(scene.store, lambda: None, scene.clock, looks.before)


async def reminded(scene: Scene) -> list[str]:
    await scene.sweep()
    return [words for words in scene.slack.got("Ujoy") if "Still waiting for you" in words]


async def nudge(scene: Scene) -> None:
    due = Due("nudge", HOME, "nudge", "t1o", "joy", "", "t1", scene.clock.real_ms, {"role": "owner"})
    scene.pass_by(1)
    await scene.write(lambda tx: (tx.unplan(what="nudge"), tx.plan(due._replace(at_ms=tx.moment.now))))


async def test_nobody_is_reminded_of_what_they_answered_and_nobody_told(asked: Scene):
    _, sweeper = hears(asked)

    asked.slack.missed["Ujoy"] = [partial(asked.write, _answered)]
    await nudge(asked)
    await sweeper.sweep()
    assert [who for who, _ in asked.slack.looks] == ["Ujoy"]
    assert await reminded(asked) == []


async def test_a_history_that_is_not_told_puts_the_reminder_off_but_not_for_ever(asked: Scene):
    _, sweeper = hears(asked)
    asked.slack.histories = [TryLater(5)] * 9
    await nudge(asked)
    for waits in (0, 601, 601):
        asked.pass_by(waits)
        await sweeper.sweep()
        if waits:
            continue
        assert await reminded(asked) == []
    assert len(await reminded(asked)) == 1
    assert len(asked.slack.looks) == 3


async def test_whoever_sits_on_a_platform_that_is_not_up_may_have_answered(asked: Scene):
    """However long that lasts: the reminder could not be brought either. Others wait no longer for it."""
    up: dict[str, Adapter] = {}
    looks = CatchingUp(asked.store, up, asked.clock, ("slack", "discord"))
    sweeper = Sweeper(asked.store, lambda: None, asked.clock, looks.before)
    await nudge(asked)
    for times in range(5):
        await sweeper.sweep()
        unheard = await looks.before([(HOME, "joy")])
        assert unheard.cut_off == {(HOME, "joy")}
        assert bool(unheard.people) == (times == 0), "two looks each time"
        asked.pass_by(601)
    assert await reminded(asked) == [], "none was written"
    up |= asked.adapters
    asked.slack.missed["Ujoy"] = [partial(asked.write, _answered)]
    await sweeper.sweep()
    assert len(asked.slack.looks) == 1
    assert await reminded(asked) == []


def _answered(tx) -> None:
    (seat,) = tx.seats("t1")
    tx.move_seat(seat, asked=False, editing="", put_at_ms=0, touched=True)


async def test_who_found_no_room_is_looked_at_later_and_never_let_go_without_a_look(
    sqlite_store, clock, monkeypatch
):
    monkeypatch.setattr(catching_up, "BEFORE", 2)
    scene = Scene(sqlite_store, clock)
    names = [f"p{number}" for number in range(9)]
    await scene.people(*names)
    for name in names:
        await scene.talk(name, f"t-{name}")
    await scene.sweep()
    looks, _ = hears(scene)
    scene.slack.histories = [TryLater(5)]
    due, times = {(HOME, name) for name in names}, 0
    while due:
        held = (await looks.before(sorted(due))).people
        let_go = {f"U{name}" for _, name in due - held}
        assert let_go <= {who for who, _ in scene.slack.looks}
        assert len(let_go) <= 2
        due, times = set(held), times + 1
        scene.pass_by(600)
    assert 5 <= times <= 6, "one pause of the workspace puts them off by one turn"


async def test_somebody_in_two_accounts_is_read_from_the_first_question_on(asked: Scene):
    since = asked.clock.real_ms
    asked.pass_by(2 * 3600)

    def second(tx):
        tx.add_account(Account(id="z-other", name="Olga"))
        tx.enter("z-other")
        somebody(tx, "rita", account="z-other")
        somebody(tx, "joy", account="z-other")

    await asked.store.turn(second)
    await asked.talk("joy", "t2", account="z-other")
    await asked.sweep()
    looks, _ = hears(asked)
    await looks.sweep()
    assert asked.slack.looks == [("Ujoy", since)]


async def test_what_was_answered_before_anybody_knew_that_the_question_stood_there_is_found(store, clock):
    scene = Scene(store, clock)
    await scene.people("joy")
    await scene.talk("joy", "t1")
    caused = clock.real_ms
    scene.slack.after["Ujoy"] = [lost]
    await scene.sweep(1)
    assert await scene.sweep(40) == 1, "it was there, and is known to be from now on"
    looks, _ = hears(scene)
    await looks.sweep()
    assert scene.slack.looks[-1] == ("Ujoy", caused)


async def test_it_looks_on_start_when_a_platform_hears_again_and_now_and_then(asked: Scene):
    looks, _ = hears(asked)
    since = asked.clock.real_ms
    assert await looks.sweep() == 0
    assert asked.slack.looks == [("Ujoy", since)]
    asked.pass_by(60)
    await looks.sweep()
    assert len(asked.slack.looks) == 1
    asked.slack.connections += 1
    await looks.sweep()
    assert len(asked.slack.looks) == 2
    assert asked.slack.looks[-1][1] >= since
    asked.pass_by(601)
    await looks.sweep()
    assert len(asked.slack.looks) == 3


async def test_a_history_that_was_not_told_is_asked_for_again_soon_and_not_in_a_pause(sqlite_store, clock):
    scene = Scene(sqlite_store, clock)
    names = [f"p{number}" for number in range(6)]
    await scene.people(*names)
    for name in names:
        await scene.talk(name, f"t-{name}")
    await scene.sweep()
    looks, _ = hears(scene)
    scene.slack.histories = [Unsure(), TryLater(30)]
    await looks.sweep()
    asked = len(scene.slack.looks)
    await looks.sweep()
    assert len(scene.slack.looks) == asked, "it wants a pause"
    for _ in range(4):
        scene.pass_by(31)
        await looks.sweep()
    seen = [who for who, _ in scene.slack.looks]
    assert set(seen) == {f"U{name}" for name in names}
    assert sorted(map(seen.count, set(seen))) == [1, 1, 1, 1, 2, 2], "whose history was not told, once more"


async def test_who_is_asked_nothing_is_not_looked_at(sqlite_store, clock):
    scene = Scene(sqlite_store, clock)
    await scene.people("joy")
    assert scene.slack.manners == Manners()
    assert await hears(scene)[0].sweep() == 0
    assert scene.slack.looks == []


async def test_a_monday_list_is_about_everybody_who_works_with_its_reader(asked: Scene):
    def plan_monday(tx):
        tx.unplan(what="nudge")
        due = Due("m", HOME, "start", "monday/2026-11-30", "rita", "", "", tx.moment.now, {})
        tx.plan(due)
        return tx.silent(tx.moment.now), tx.find(Engagement, owner="rita")

    silent, works = await asked.write(plan_monday)
    assert silent == tuple((HOME, work.professional) for work in works)
