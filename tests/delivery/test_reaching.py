"""Addresses that are shut: a state, one notice, nothing lost, and tried again when their person acts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversations.turn import take
from bot.model import Channel, CheckIn, Engagement
from bot.ports import Command, Shut, Typed, Unreachable, Where
from tests.delivery.scene import HOME, Scene, refuses

DAY = 24 * 3600


async def acts(scene: Scene, *, private: bool, number: int = 1) -> bool:
    """Joy does something; whether delivery is woken by it."""
    where = Where("slack", "T1", "Ujoy")
    event = {"id": f"e{number}", "who": where, "at_ms": scene.clock.real_ms, "private": private}
    made = Typed(**event, words="hello") if private else Command(**event, words="help")
    reply = await scene.store.turn(lambda tx: take(tx, made))
    return bool(reply.wake)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("closed", "has messages from me switched off, so what I wrote has not arrived"),
        ("removed", "no longer share a place to write in"),
        ("deleted", "account here is closed"),
    ],
)
async def test_each_state_is_named_and_told_once(quick: Scene, state: str, says: str):
    await quick.talk("joy", "t1")
    for number in range(3):
        await quick.letter("joy", f"l{number}")
    quick.slack.before["Ujoy"] = [refuses(Unreachable("code", state))]  # type: ignore[arg-type]
    await quick.sweep()
    address = await quick.address("joy")
    assert (address.state, address.closed_at) == (state, quick.clock.real_ms)
    (notice,) = quick.slack.got("Urita")
    assert says in notice
    assert await quick.sweep(30 * DAY) == 0
    assert len([call for call in quick.slack.calls if call.to == "Ujoy"]) == 1


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("closed", "your invitation has not arrived. Ask Joy to write me one word"),
        ("removed", "Joy has to be a member of this place, or a guest in it. Once Joy types /fivefold"),
        ("deleted", "If Joy has another one, invite that with /fivefold add."),
    ],
)
async def test_an_invitation_that_cannot_arrive_says_so(quick: Scene, state: str, says: str):
    def invite(tx):
        work = tx.one(Engagement, "w-joy")
        tx.write(work.model_copy(update={"state": "invited"}), work.version)

    await quick.write(invite)
    await quick.talk("joy", "t1")
    quick.slack.before["Ujoy"] = [refuses(Unreachable("50007", state))]  # type: ignore[arg-type]
    await quick.sweep()
    assert says in quick.slack.got("Urita")[0]
    people = Command(id="e1", who=Where("slack", "T1", "Urita"), at_ms=quick.clock.real_ms, words="people")
    shown = await quick.store.turn(lambda tx: take(tx, people))
    assert "invited, but my messages do not arrive there" in shown.puts[0].message.plain()


async def test_whom_messages_do_not_reach_is_told_among_the_people(quick: Scene):
    await quick.letter("joy", "l1")
    quick.slack.before["Ujoy"] = [refuses(Unreachable("50007"))]
    await quick.sweep()
    people = Command(id="e1", who=Where("slack", "T1", "Urita"), at_ms=quick.clock.real_ms, words="people")
    shown = await quick.store.turn(lambda tx: take(tx, people))
    assert "; my messages do not arrive there" in shown.puts[0].message.plain()
    assert await acts(quick, private=True, number=2)
    shown = await quick.store.turn(lambda tx: take(tx, replace(people, id="e3")))
    assert "do not arrive" not in shown.puts[0].message.plain()


async def test_whoever_was_asked_for_one_word_is_shown_what_waits_for_a_greeting(quick: Scene):
    await quick.talk("joy", "t1")
    quick.slack.before["Ujoy"] = [refuses(Unreachable("50007"))]
    await quick.sweep()
    event = {"id": "e1", "who": Where("slack", "T1", "Ujoy"), "at_ms": quick.clock.real_ms}
    shown = await quick.store.turn(lambda tx: take(tx, Typed(**event, words="Hello!")))
    (put,) = shown.puts
    assert put.slot is not None, "the question itself, and nothing about the greeting"


async def test_nothing_is_lost_and_whoever_writes_is_reached_again(scene: Scene):
    await scene.letter("joy", "l1")
    scene.slack.before["Ujoy"] = [refuses(Unreachable("50007"))]
    await scene.sweep()
    await scene.letter("joy", "l2")
    assert await scene.sweep(60) == 0
    assert await acts(scene, private=True)
    assert (await scene.address("joy")).state == "open"
    assert await scene.sweep() == 2
    assert [words[:20].count("l1") for words in scene.slack.got("Ujoy")] == [1, 0]


async def test_elsewhere_it_is_tried_at_the_first_act_and_then_once_a_day(quick: Scene):
    await quick.letter("joy", "l1")
    quick.slack.before["Ujoy"] = [refuses(Unreachable("50007"))] * 9
    await quick.sweep()
    for number in range(5):
        assert await acts(quick, private=False, number=number) == (number == 0), "they were asked to write"
        await quick.sweep(3600)
    refused = [call for call in quick.slack.calls if call.to == "Ujoy"]
    assert len(refused) == 2, "it was found shut, and once it was hoped not to be"
    quick.pass_by(DAY)
    assert await acts(quick, private=False, number=9)
    await quick.sweep()
    assert len([call for call in quick.slack.calls if call.to == "Ujoy"]) == 3
    assert len(quick.slack.got("Urita")) == 2, "a new spell is told anew, a day later"


async def test_somebody_with_another_address_is_written_to_there(quick: Scene):
    from bot.model import Address

    def second(tx):
        tx.write(
            Address(account=HOME, id="b-joy", person="joy", platform="slack", scope="T2", user="Ujoy2"), 0
        )

    await quick.write(second)
    await quick.letter("joy", "l1")
    quick.slack.before["Ujoy"] = [refuses(Unreachable("closed"))]
    assert await quick.sweep() == 1
    assert len(quick.slack.got("Ujoy2")) == 1
    assert quick.slack.got("Urita") == []


async def post_news(quick: Scene) -> None:
    """The week's post of a week in which Joy had something to tell."""

    def told(tx):
        said = {"id": "c1", "account": HOME, "engagement": "w-joy", "week_of": "2026-11-23", "news": "Ten!"}
        tx.write(CheckIn.model_validate({**said, "person": "joy", "at": 1}), 0)

    await quick.write(told)
    await quick.post()


async def test_a_channel_that_is_shut_is_told_once_and_asked_for_again(quick: Scene):
    await post_news(quick)
    quick.slack.before["Cshop"] = [refuses(Unreachable("is_archived", "archived"))]
    await quick.sweep()
    (notice,) = quick.slack.got("Urita")
    assert "I can no longer write in #shop" in notice
    channel = await quick.write(lambda tx: tx.one(Channel, "shop"))
    assert channel.state == "preview"
    assert await quick.sweep(3600) == 0
    assert len([call for call in quick.slack.calls if call.to == "Cshop"]) == 1


@pytest.mark.parametrize(
    ("state", "says"),
    [("uninvited", "Write /invite @Fivefold there."), ("unpermitted", "add Fivefold with View Channel")],
)
async def test_a_channel_that_only_waits_for_us_to_be_let_in_says_how_once(
    quick: Scene, state: str, says: str
):
    await post_news(quick)
    quick.slack.before["Cshop"] = [refuses(Unreachable("code", state))] * 3  # type: ignore[arg-type]
    for _ in range(4):
        await quick.sweep(601)
    (notice,) = quick.slack.got("Urita")
    assert says in notice
    assert len(quick.slack.got("Cshop")) == 1, "it went out once somebody had let us in"


async def test_a_workspace_that_shuts_us_out_is_told_once_and_waits(scene: Scene):
    for number in range(3):
        await scene.letter("joy", f"l{number}")
    scene.pass_by(1)
    shut = refuses(Shut(600, "token_revoked"))
    for who in ("Ujoy", "Urita"):
        scene.slack.before[who] = [shut] * 4
    for _ in range(4):
        assert await scene.sweep(601) == 0
    assert len(scene.slack.calls) == 4, "tried every ten minutes, not for every letter"
    assert (await scene.address("joy")).state == "open", "it says nothing of the people"
    scene.slack.before.clear()
    await scene.sweep(601)
    notices = [words for words in scene.slack.got("Urita") if "has not let me in since" in words]
    assert len(notices) == 1
    assert len(scene.slack.got("Ujoy")) == 3
