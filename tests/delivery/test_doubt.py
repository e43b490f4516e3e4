"""A send of which nobody knows how it ended: looked up first, then decided by what a second copy would do."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversations.turn import take
from bot.model import CheckIn, Person
from bot.ports import Press, TryLater, Typed, Unreachable, Unsure, Where
from bot.transaction import Errand
from tests.delivery.scene import HOME, Post, Scene, lost, refuses, until


async def test_a_page_whose_answer_was_lost_is_found_and_not_sent_twice(scene: Scene):
    await scene.talk("joy", "t1")
    scene.slack.after["Ujoy"] = [lost]
    assert await scene.sweep() == 0
    assert await scene.sweep(9) == 0
    assert scene.slack.looks == [], "it is left alone until the platform has shown it"
    began = scene.clock.real_ms - 9_000
    assert await scene.sweep(1) == 1
    assert scene.slack.looks == [("Ujoy", began)]
    assert len(scene.slack.ledger) == 1
    assert [edit.ref for edit in scene.slack.edits] == [scene.slack.ledger[0].ref], "as things stand now"
    assert await scene.sweep(3600) == 0
    assert len(scene.slack.calls) == 2


async def test_a_page_that_never_arrived_is_sent_again_under_the_same_key(scene: Scene):
    await scene.talk("joy", "t1")
    scene.slack.before["Ujoy"] = [lost, lost]
    await scene.sweep()
    await scene.sweep(10)
    assert await scene.sweep(19) == 0, "and longer each time"
    assert await scene.sweep(1) == 1
    assert len(scene.slack.ledger) == 1
    assert {call.key for call in scene.slack.calls} == {"t1.o.1"}


async def test_a_second_copy_that_turns_up_points_to_the_newer_one(quick: Scene):
    await quick.talk("joy", "t1")
    quick.slack.before["Ujoy"] = [lost]
    await quick.sweep()
    first = quick.slack.calls[0]
    assert await quick.sweep(10) == 1
    quick.slack.ledger.insert(0, first._replace(ref="Ujoy:late"))
    await quick.sweep(119)
    assert quick.slack.edits == []
    await quick.sweep(1)
    (edit,) = quick.slack.edits
    assert edit.ref == "Ujoy:late"
    assert edit.words.startswith("See below")


async def test_private_words_in_doubt_are_not_sent_again_and_their_owner_is_asked_once(scene: Scene):
    await scene.letter("joy", "private")
    scene.slack.before["Ujoy"] = [lost]
    await scene.sweep()
    await scene.sweep(10)
    assert scene.slack.got("Ujoy") == []
    (question,) = scene.slack.got("Urita")
    assert "a message to Joy was on its way" in question
    assert scene.slack.ledger[-1].labels == ("Yes", "Send it"), "nobody reads it as posting in public"
    assert "private" not in question, "its words may be for somebody else's eyes"
    await scene.letter("joy", "next")
    assert await scene.sweep(3600) == 1
    assert len(scene.slack.got("Ujoy")) == 1, "what comes after it goes on"
    assert len(scene.slack.got("Urita")) == 1


async def test_a_pause_says_nothing_of_an_earlier_try_in_doubt(quick: Scene):
    await quick.letter("joy", "private")
    quick.slack.after["Ujoy"] = [lost]
    await quick.sweep()
    quick.slack.before["Ujoy"] = [refuses(TryLater(30))]
    await quick.sweep(10)
    for _ in range(6):
        await quick.sweep(60)
    assert len(quick.slack.ledger) == 1, "found where it stands, and not posted anew"


async def test_what_a_platform_never_takes_holds_up_nothing_else_for_its_reader(quick: Scene):
    await quick.letter("joy", "bad")
    await quick.letter("joy", "good")

    def never(post: Post) -> None:
        if post.key == "bad":
            raise TryLater(60)

    quick.slack.before["Ujoy"] = [never] * 100
    for _ in range(12):
        await quick.sweep(600)
    assert [post.key for post in quick.slack.ledger] == ["good"]


@pytest.mark.parametrize("label", ["Yes", "Send it"])
async def test_the_owner_decides_with_one_tap_and_nobody_else_can(quick: Scene, label: str):
    scene = quick
    await scene.letter("joy", "private")
    scene.slack.before["Ujoy"] = [lost]
    await scene.sweep()
    await scene.sweep(10)

    async def press(who: str, times: int) -> str:
        verb = {"Yes": "arrived", "Send it": "send-it"}[label]
        where = Where("slack", "T1", f"U{who}")
        event = Press(
            id=f"p{times}{who}", who=where, at_ms=scene.clock.real_ms, control=f"start:{verb}:private"
        )
        reply = await scene.store.turn(lambda tx: take(tx, event))
        assert reply.wake == ("on its way" in reply.puts[0].message.plain())
        return str(reply.puts[0].message.plain())

    assert "settled already" in await press("joy", 1), "it is not even confirmed that there is one"
    said = await press("rita", 1)
    assert ("nothing more is sent" in said) == (label == "Yes")
    assert "settled already" in await press("rita", 2)
    await scene.sweep(60)
    assert len(scene.slack.got("Ujoy")) == (0 if label == "Yes" else 1)


async def test_a_letter_that_comes_into_doubt_again_is_asked_about_again(quick: Scene):
    await quick.letter("joy", "private")
    quick.slack.before["Ujoy"] = [lost, lost]
    for asked in (1, 2):
        await quick.sweep()
        await quick.sweep(10)
        assert len(quick.slack.got("Urita")) == asked
        assert quick.slack.ledger[-1].labels == ("Yes", "Send it")
        assert await quick.write(lambda tx: tx.decide("private", again=True))
        quick.pass_by(60)
    assert await quick.sweep() == 1
    assert len(quick.slack.got("Ujoy")) == 1
    assert await quick.sweep(3600) == 0


async def test_a_summary_in_doubt_is_found_or_asked_about(quick: Scene):
    news = {"id": "c1", "account": HOME, "engagement": "w-joy", "week_of": "2026-11-23", "news": "Ten!"}

    def told(tx):
        work = CheckIn.model_validate({**news, "person": "joy", "at": 1})
        tx.write(work, 0)

    await quick.write(told)
    await quick.post("found")
    quick.slack.after["Cshop"] = [lost]
    await quick.sweep()
    await quick.sweep(10)
    assert len(quick.slack.ledger) == 1
    assert quick.slack.got("Urita") == []
    await quick.post("again")
    await quick.sweep()
    assert len(quick.slack.ledger) == 1, "the week's post is replaced where it stands"
    assert len(quick.slack.edits) == 2
    quick.slack.before["Cshop"] = [lost]
    await quick.write(lambda tx: tx.remember("shop/summary/2026-11-23", "posted", ""))
    await quick.post("lost")
    await quick.sweep()
    await quick.sweep(10)
    (asked,) = [post for post in quick.slack.ledger if post.to == "Urita"]
    assert asked.labels == ("Yes", "Post it")


async def test_a_reminder_may_come_twice_rather_than_never(quick: Scene):
    await quick.letter("joy", "nudge", repeatable=True)
    quick.slack.before["Ujoy"] = [lost]
    await quick.sweep()
    assert await quick.sweep(10) == 1


async def test_a_history_that_cannot_be_read_is_asked_again_and_then_decided(quick: Scene):
    await quick.talk("joy", "t1")
    quick.slack.before["Ujoy"] = [lost]
    quick.slack.histories = [TryLater(45), Unsure("?"), Unsure("?"), Unsure("?")]
    await quick.sweep()
    for seconds in (10, 44):
        assert await quick.sweep(seconds) == 0
    assert len(quick.slack.looks) == 1
    assert await quick.sweep(1) == 0
    assert await quick.sweep(60) == 0
    assert len(quick.slack.calls) == 1
    assert await quick.sweep(60) == 1, "it tells nothing: a page is sent again"


async def test_a_history_that_may_never_be_read_decides_at_once(quick: Scene):
    await quick.talk("joy", "t1")
    quick.slack.before["Ujoy"] = [lost]
    quick.slack.histories = [Unreachable("missing_scope"), Unreachable("missing_scope")]
    await quick.sweep()
    assert await quick.sweep(10) == 1


async def test_a_platform_that_knows_its_keys_is_simply_asked_again(quick: Scene):
    quick.slack.manners = quick.slack.manners._replace(same_key_seconds=60)
    await quick.letter("joy", "private")
    quick.slack.before["Ujoy"] = [lost]
    await quick.sweep()
    assert await quick.sweep(10) == 1
    assert quick.slack.looks == []
    assert [call.key for call in quick.slack.calls] == ["private", "private"]


async def stopped_in_mid_send(scene: Scene) -> asyncio.Task[int]:
    """Delivery is stopped while a letter's reply never comes; the sweep that sent it, still under way."""
    await scene.talk("joy", "t1")
    await scene.letter("joy", "private")

    async def for_ever(_):
        await asyncio.Event().wait()

    scene.slack.after["Ujoy"] = [for_ever]
    sweeping = asyncio.create_task(scene.delivery.sweep())
    await until(lambda: scene.slack.ledger)
    await scene.delivery.stop(within=0)
    return sweeping


async def test_what_a_dead_process_was_sending_is_looked_up_by_the_next(scene: Scene):
    (await stopped_in_mid_send(scene)).cancel()
    scene.delivery = scene.another()
    assert await scene.sweep(30) == 0, "it may be on its way still"
    assert await scene.sweep(1) == 2
    assert len(scene.slack.ledger) == 2
    assert scene.slack.ledger[0].key == "private", "letters before the question"
    assert len(scene.slack.edits) == 1


async def test_a_delivery_that_was_stopped_begins_nothing_more(scene: Scene):
    """A sweep that was under way looks once more: what it found would go out, and end the lane's lease."""
    assert await (await stopped_in_mid_send(scene)) == 0
    assert len(scene.slack.calls) == 1


async def test_what_a_look_finds_after_the_stop_is_not_begun(scene: Scene, monkeypatch):
    """A hand that is busy would take it up next."""
    await scene.letter("joy", "one")
    goes_on, looks, looked = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(_):
        await goes_on.wait()

    scene.slack.before["Ujoy"] = [slow]
    first = asyncio.create_task(scene.delivery.sweep())
    await until(lambda: scene.slack.calls)
    await scene.letter("rita", "two")
    read = scene.store.read

    async def late(work):
        found = await read(work)
        if found and isinstance(found[0], Errand):
            looks.set()
            await looked.wait()
        return found

    monkeypatch.setattr(scene.store, "read", late)
    second = asyncio.create_task(scene.delivery.sweep())
    await looks.wait()
    stopping = asyncio.create_task(scene.delivery.stop())
    await asyncio.sleep(0)
    looked.set()
    for _ in range(10):
        await asyncio.sleep(0)
    goes_on.set()
    await asyncio.gather(stopping, first, second)
    assert [call.key for call in scene.slack.calls] == ["one"]


async def test_whoever_slept_over_its_claim_writes_nothing(scene: Scene):
    await scene.talk("joy", "t1")
    wakes = asyncio.Event()

    async def sleeps(_):
        await wakes.wait()

    scene.slack.before["Ujoy"] = [sleeps]
    sweeping = asyncio.create_task(scene.delivery.sweep())
    await until(lambda: scene.slack.calls)
    scene.pass_by(31)
    scene.slack.on_the_way.clear()  # the process is stopped, and its request with it
    other = scene.another()
    assert await other.sweep() == 1
    (mine,) = scene.slack.ledger
    scene.slack.on_the_way["Ujoy"] = 1
    wakes.set()
    await sweeping
    await asyncio.sleep(0)

    def shown(tx):
        return [seat.ref for seat in tx.seats("t1")], tx.one(Person, "joy").name

    refs, _ = await scene.write(shown)
    assert refs == [mine.ref], "what the other wrote stands"


async def test_a_reply_does_not_bring_what_delivery_is_bringing(quick: Scene):
    await quick.talk("joy", "t1")
    goes_on = asyncio.Event()

    async def slow(_):
        await goes_on.wait()

    async def asks_for_help(number: int) -> int:
        where = Where("slack", "T1", "Ujoy")
        event = Typed(id=f"h{number}", who=where, at_ms=quick.clock.real_ms, words="help")
        reply = await quick.store.turn(lambda tx: take(tx, event))
        return sum(put.slot is not None for put in reply.puts)

    quick.slack.before["Ujoy"] = [slow]
    sweeping = asyncio.create_task(quick.delivery.sweep())
    await until(lambda: quick.slack.calls)
    assert await asks_for_help(1) == 0
    goes_on.set()
    assert await sweeping == 1
    assert await asks_for_help(2) == 1


async def test_a_repeat_brings_no_page_that_another_is_bringing(quick: Scene):
    """First the reply to the same event, in whatever process; then delivery."""
    await quick.talk("joy", "t1")
    where = Where("slack", "T1", "Ujoy")

    async def told() -> int:
        event = Typed(id="h", who=where, at_ms=quick.clock.real_ms, words="help")
        reply = await quick.store.turn(lambda tx: take(tx, event))
        return sum(put.slot is not None for put in reply.puts)

    assert await told() == 1
    quick.pass_by(9)
    assert await told() == 0, "the reply to the first may still be on its way"
    quick.pass_by(1)
    assert await told() == 0, "it is delivery's now"
    assert await quick.sweep() == 1
    assert await told() == 1, "it stands, and is found where it does"


async def test_delivery_leaves_to_a_reply_what_it_brings(quick: Scene):
    await quick.talk("joy", "t1")
    event = Typed(id="h", who=Where("slack", "T1", "Ujoy"), at_ms=quick.clock.real_ms, words="help")
    reply = await quick.store.turn(lambda tx: take(tx, event))
    assert any(put.slot is not None for put in reply.puts)
    assert await quick.sweep(9) == 0
    assert await quick.sweep(1) == 1, "unless it never came"
