"""What somebody else caused waits for its reader's morning, unless they are there."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversations import waiting
from bot.delivery import Rules
from bot.model import Person
from bot.ports import Manners
from bot.transaction import OWN
from tests.delivery.scene import Scene

HOUR = 3600
NIGHT = 11 * HOUR
"""From Tuesday noon in Lisbon to 23:00."""


@pytest.fixture
async def night(sqlite_store, clock) -> Scene:
    """Rita and Joy late in the evening, on a platform that keeps people's hours."""
    scene = Scene(sqlite_store, clock, keeps_hours=True)
    scene.delivery = scene.another(Rules())
    await scene.people("joy")
    scene.pass_by(NIGHT)
    return scene


async def test_a_letter_at_night_arrives_in_the_morning(night: Scene):
    await night.letter("joy", "an answer")
    assert await night.sweep() == 0
    for _ in range(9):
        assert await night.sweep(HOUR) == 0
    assert await night.sweep(HOUR - 1) == 0
    assert await night.sweep(1) == 1, "at nine to the second"


async def test_a_page_at_night_waits_too_but_not_for_whoever_is_there(night: Scene):
    await night.talk("joy", "t1")
    assert await night.sweep() == 0

    def acts(tx):
        (seat,) = tx.seats("t1")
        tx.move_seat(seat, asked=True, editing="", put_at_ms=tx.moment.real, touched=True)

    await night.write(acts)
    assert await night.sweep() == 1


async def test_a_question_that_stops_the_other_one_reaches_whoever_is_there(night: Scene, monkeypatch):
    """Not what may wait: only what the other one cannot go on without."""
    await night.talk("joy", "t1")

    def acts(tx):
        (seat,) = tx.seats("t1")
        tx.move_seat(seat, asked=True, editing="", put_at_ms=0, touched=True)

    await night.write(acts)
    await night.talk("joy", "t2")
    assert await night.sweep() == 0
    monkeypatch.setattr(waiting, "STOPS", {"settings"})
    await night.talk("joy", "t3")
    assert await night.sweep(60) == 1
    await night.talk("joy", "t4")
    assert await night.sweep(HOUR) == 0, "gone by now"


async def test_what_ones_own_act_has_caused_comes_at_once(night: Scene):
    await night.letter("joy", "take it back", once=f"{OWN}/t1/take-back")
    assert await night.sweep() == 1


async def test_what_is_held_for_the_morning_holds_up_nothing_of_ones_own(scene: Scene):
    """The tap that keeps what is erased in ten minutes came after them."""
    scene.slack.manners = Manners(keeps_hours=True)
    scene.delivery = scene.another(Rules())
    scene.pass_by(NIGHT)
    await scene.letter("joy", "an answer")
    assert await scene.sweep() == 0
    await scene.letter("joy", "take it back", once=f"{OWN}/t1/take-back")
    await scene.letter("joy", "taken back", once=f"{OWN}/t1/taken-back")
    await scene.letter("joy", "another answer")
    assert await scene.sweep() == 2
    assert [post.key for post in scene.slack.ledger] == ["take it back", "taken back"], "in their order"
    assert await scene.sweep(10 * HOUR) == 2
    assert [post.key for post in scene.slack.ledger][2:] == ["an answer", "another answer"]


async def test_while_somebody_is_away(night: Scene):
    def leave(tx):
        rita = tx.one(Person, "rita")
        tx.write(
            rita.model_copy(update={"away": "2026-11-25/2026-11-26"}),
            rita.version,
        )

    await night.write(leave)
    await night.letter("rita", "stuck")
    for _ in range(57):
        assert await night.sweep(HOUR) == 0
    assert await night.sweep(HOUR) == 1, "Friday at nine"


async def test_whoever_comes_back_early_finds_what_waits(night: Scene):
    def away(until):
        def change(tx):
            rita = tx.one(Person, "rita")
            tx.write(rita.model_copy(update={"away": f"{until}/{until}" if until else ""}), rita.version)

        return change

    await night.write(away(date(2026, 11, 25)))
    await night.letter("rita", "stuck")
    assert await night.sweep(12 * HOUR) == 0, "Wednesday at eleven"
    await night.write(away(None))
    assert await night.sweep(HOUR) == 1


async def test_who_has_not_said_their_hours_is_written_to_at_once(night: Scene):
    def unsay(tx):
        joy = tx.one(Person, "joy")
        tx.write(joy.model_copy(update={"zone_confirmed": False}), joy.version)

    await night.write(unsay)
    await night.letter("joy", "invitation")
    assert await night.sweep() == 1


async def test_where_one_person_plays_everybody_nobody_waits(night: Scene):
    night.slack.manners = night.slack.manners._replace(keeps_hours=False)
    await night.letter("joy", "an answer")
    assert await night.sweep() == 1


async def test_a_reminder_that_could_not_be_brought_for_days_is_dropped(night: Scene):
    await night.letter("joy", "n", once="nudge/t1o", repeatable=True)
    await night.letter("joy", "words", repeatable=True)
    night.pass_by(5 * 24 * HOUR + 34 * HOUR)
    assert await night.sweep() == 1
    assert "words" in night.slack.got("Ujoy")[0]
