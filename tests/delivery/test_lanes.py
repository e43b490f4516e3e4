"""Lanes: in order, one at a time for each reader, at the workspace's pace, and nobody stops anybody else."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.delivery.written import Claimed
from bot.model import Address
from bot.ports import Pace, TryLater, Unreachable
from bot.transaction import Transaction
from tests.delivery.scene import Platform, Scene, lost, refuses, somebody, until


async def many(scene: Scene, count: int, scope: str = "T1") -> list[str]:
    """A letter for each of so many people."""
    names = [f"p{number}" for number in range(count)]
    await scene.people(*names, scope=scope)
    for name in names:
        await scene.letter(name, f"l-{name}")
    return names


async def test_letters_arrive_in_their_order_one_at_a_time_and_several_people_at_once(store, clock):
    scene = Scene(store, clock, hands=4)
    await scene.people("a", "b", "c", "d", "e")
    for number in range(3):
        for name in "abcde":
            await scene.letter(name, f"{name}{number}")
    await scene.talk("a", "t1")
    both = asyncio.Barrier(2)
    for name in "ab":
        scene.slack.before[f"U{name}"] = [lambda _: _met(both)]
    assert await scene.sweep() == 16
    for name in "abcde":
        words = scene.slack.got(f"U{name}")
        assert ["".join(c for c in w[:20] if c.isdigit()) for w in words[:3]] == ["0", "1", "2"]
    assert len(scene.slack.got("Ua")) == 4, "and the question last"
    assert 1 < scene.slack.most_at_once <= 4


async def test_two_processes_on_one_database_send_everything_once(store, clock):
    scene = Scene(store, clock, hands=2)
    await many(scene, 12)
    first, second = scene.delivery, scene.another()
    for _ in range(40):
        await asyncio.gather(first.sweep(), second.sweep())
        if len(scene.slack.ledger) == 12:
            break
        scene.pass_by(1)
    assert sorted(post.to for post in scene.slack.ledger) == sorted(f"Up{n}" for n in range(12))
    assert len(scene.slack.calls) == 12


async def test_a_workspace_is_taken_over_within_half_a_minute(store, clock):
    scene = Scene(store, clock)
    await scene.people("joy", "tom")
    await scene.letter("joy", "one")
    forever = asyncio.Event()
    scene.slack.before["Ujoy"] = [lambda _: _wait(forever)]
    dying = asyncio.create_task(scene.delivery.sweep())
    await until(lambda: scene.slack.calls)
    await scene.delivery.stop(within=0)
    dying.cancel()
    await scene.letter("tom", "two")
    scene.delivery = scene.another()
    assert await scene.sweep(5) == 0
    assert await scene.sweep(26) >= 1
    assert scene.slack.got("Utom")


async def test_a_pause_holds_also_what_was_just_written_down(sqlite_store, clock, monkeypatch):
    """Two hands: one hears of the pause while the other waits for the database to say that it may send."""
    scene = Scene(sqlite_store, clock, hands=2)
    await scene.people("a", "b")
    for name in "ab":
        await scene.letter(name, name)
    scene.slack.before["Ua"] = [refuses(TryLater(30, "posts"))]
    turn, refused = scene.store.turn, asyncio.Event()

    async def slow(work, *, lane="", **how):
        if lane == "Ua" and scene.slack.calls:
            refused.set()
        found = await turn(work, lane=lane, **how)
        if lane == "Ub" and isinstance(found, Claimed):
            await refused.wait()
        return found

    monkeypatch.setattr(scene.store, "turn", slow)
    assert await scene.sweep() == 0
    assert [post.to for post in scene.slack.calls] == ["Ua"]
    assert await scene.sweep(29) == 0
    assert await scene.sweep(1.001) == 2
    assert sorted(post.to for post in scene.slack.ledger) == ["Ua", "Ub"]


def _has(platform: Platform, count: int) -> bool:
    return len(platform.ledger) == count


async def _met(both: asyncio.Barrier) -> None:
    await both.wait()


async def _wait(event: asyncio.Event) -> None:
    await event.wait()


SIX_WAYS = (
    refuses(Unreachable("user_disabled", "deleted")),
    refuses(Unreachable("closed", "closed")),
    refuses(TryLater(60)),
    refuses(RuntimeError("a bug")),
    refuses(TimeoutError()),
    lost,
)


async def test_one_reader_in_trouble_stops_nobody(quick: Scene):
    scene = Scene(quick.store, quick.clock)
    names = [f"p{number}" for number in range(20)]

    def add(tx: Transaction) -> None:
        for name in names:
            somebody(tx, name)

    await scene.write(add)
    for number, name in enumerate(names):
        await scene.letter(name, f"l-{name}")
        if number % 3 == 0:
            scene.slack.before[f"U{name}"] = [SIX_WAYS[number // 3 % 6]]
    await scene.sweep()
    well = [name for number, name in enumerate(names) if number % 3]
    assert all(len(scene.slack.got(f"U{name}")) == 1 for name in well)
    ill = [name for number, name in enumerate(names) if not number % 3]
    assert not any(scene.slack.got(f"U{name}") for name in ill)


async def test_a_workspace_that_hangs_or_rests_holds_up_no_other(sqlite_store, clock):
    scene = Scene(sqlite_store, clock)
    await scene.people("joy")
    discord = Platform(scene.now, "discord")
    scene.adapters["discord"] = discord

    def move(tx):
        own = tx.one(Address, "a-joy")
        tx.write(own.model_copy(update={"platform": "discord", "scope": ""}), own.version)

    await scene.write(move)
    hangs = asyncio.Event()
    scene.slack.before["Urita"] = [lambda _: _wait(hangs)]
    await scene.letter("rita", "one")
    running = asyncio.create_task(scene.delivery.run())
    scene.delivery.wake()
    await until(lambda: scene.slack.calls)
    for number in range(3):
        await scene.letter("joy", f"j{number}")
        scene.delivery.wake()
        await until(partial(_has, discord, number + 1))
    assert scene.slack.ledger == []
    hangs.set()
    await until(lambda: scene.slack.ledger)
    running.cancel()
    await scene.delivery.stop()


async def test_a_pause_is_kept_to_the_second_by_every_process_and_after_a_restart(store, clock):
    scene = Scene(store, clock)
    await many(scene, 5)
    scene.slack.before["Up0"] = [refuses(TryLater(30, "posts"))]
    assert await scene.sweep() == 0
    assert len(scene.slack.calls) == 1
    for process in (scene.delivery, scene.another()):
        scene.pass_by(14)
        assert await process.sweep() == 0
    assert len(scene.slack.calls) == 1
    scene.delivery = scene.another()
    assert await scene.sweep(2.1) + await scene.sweep(1) == 5
    assert all(call.at - scene.slack.calls[0].at >= 30 for call in scene.slack.calls[1:])


async def test_a_refusal_of_one_message_is_no_pause_for_others(quick: Scene):
    await quick.letter("joy", "one")
    await quick.letter("rita", "two")
    quick.slack.before["Ujoy"] = [refuses(TryLater(3))]
    assert await quick.sweep() == 1
    assert await quick.sweep(2.9) == 0
    assert await quick.sweep(0.2) == 1


async def test_many_in_a_row_to_one_person_are_a_loop_and_are_held_up(sqlite_store, clock, caplog):
    scene = Scene(sqlite_store, clock, to_one_a_minute=10)
    await scene.people("joy")
    for number in range(25):
        await scene.letter("joy", f"l{number:02}")
    await scene.letter("rita", "other")
    assert await scene.sweep() == 11
    assert "too much for one person" in caplog.text
    assert await scene.sweep(59) == 0
    assert await scene.sweep(1.1) == 10
    assert await scene.sweep(60.1) == 5
    assert len(scene.slack.got("Ujoy")) == 25


@pytest.mark.parametrize("workspaces", [1, 4])
async def test_a_broadcast_keeps_its_pace_and_every_pause(sqlite_store, clock, workspaces: int):
    scene = Scene(sqlite_store, clock, posts=Pace(3.8, 4), hands=4)
    names = await many(scene, 48)
    scopes = [f"T{n % workspaces}" for n in range(48)]

    def spread(tx):
        for name, scope in zip(names, scopes, strict=True):
            own = tx.one(Address, f"a-{name}")
            tx.write(own.model_copy(update={"scope": scope}), own.version)

    await scene.write(spread)
    for number, name in enumerate(names):
        if number % 10 == 3:
            scene.slack.before[f"U{name}"] = [refuses(TryLater(1 + number % 7, "posts"))]
    began = scene.now()
    while len(scene.slack.ledger) < 48 and scene.now() - began < 300:
        await scene.sweep(0.25)
    assert sorted(post.to for post in scene.slack.ledger) == sorted(f"U{name}" for name in names)
    pauses = sum(1 + number % 7 for number in range(3, 48, 10) if number % workspaces == 3 % workspaces)
    assert scene.now() - began <= 48 / workspaces / 3.8 + pauses + 10
    for scope in set(scopes):
        calls = [call for call in scene.slack.calls if call.scope == scope]
        for index, call in enumerate(calls):
            number = int(call.to.removeprefix("Up"))
            refused = number % 10 == 3 and call.at == min(one.at for one in calls if one.to == call.to)
            later = [one.at for one in calls[index + 1 :] if one.at > call.at]
            if refused and later:
                assert min(later) - call.at >= 1 + number % 7


async def test_what_cannot_be_drawn_goes_behind_and_stops_nobody(quick: Scene, caplog):
    await quick.letter("joy", "broken", words={"lines": [{"no": "key"}]})
    await quick.letter("joy", "sound")
    assert await quick.sweep() == 1
    assert "not drawn" in caplog.text
    assert "sound" in quick.slack.got("Ujoy")[0]
    assert await quick.sweep(599) == 0
    caplog.clear()
    await quick.sweep(2)
    assert "not drawn" in caplog.text, "after a mend it goes out"
