"""Your people at a glance: below what waits, and as a card with buttons that open things."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot import model
from bot.dialog import Ask
from bot.engine.cards import Button
from bot.ports import Command, Press, Profile, Put
from bot.summaries.people import people
from bot.summaries.standing import standing_of
from bot.words import Reader, draw_card
from bot.words.render import strict
from storage import open_store
from tests.phases.round_scene import ACCOUNT, ENDS, at, book
from tests.workspace import CAST, TestClock, Workspace, hire

WEDNESDAY = at(date(2026, 12, 9), 8)


@pytest.fixture
async def house(sqlite_url, ring) -> AsyncIterator[Workspace]:
    """Rita and Joy in the third week of their round; Joy told about the first two."""
    clock = TestClock(WEDNESDAY)
    store = open_store(sqlite_url, ring, clock)

    def fill(tx):
        tx.add_account(model.Account(id=ACCOUNT, name="Rita"))
        tx.enter(ACCOUNT)
        for kind in model.RECORDS:
            for record in book().find(kind):
                told = isinstance(record, model.CheckIn | model.Count) and record.week_of >= date(2026, 12, 7)
                if not told:
                    tx.write(record, 0)
        for id in ("rita", "joy"):
            tx.write(model.Address(account=ACCOUNT, id=f"at-{id}", person=id, platform="test", user=id), 0)

    await store.turn(fill)
    with strict():
        yield Workspace(store, clock)
    await store.close()


def labels(message) -> list[str]:
    return [one.label for one in message.controls if isinstance(one, Button)]


async def next_of(house, who):
    await house.command(who, "")
    return house.screens[who].last


async def change(house, kind, id, **values) -> None:
    def write(tx):
        tx.enter(ACCOUNT)
        found = tx.one(kind, id)
        tx.write(found.model_copy(update=values), found.version)

    await house.store.turn(write)


async def test_owner_reads_phase_next_date_and_how_it_looks(house: Workspace) -> None:
    message = await next_of(house, "rita")
    assert "Your people\nJoy: virtual assistant, round 1, step 4 of 5: at work, on course." in message.plain()
    assert "check-in Fri 11 Dec, 07:00" in message.plain()
    assert labels(message)[-3:] == ["Goals", "Plan", "Skills"]


async def test_professional_reads_goals_and_check_in_in_their_own_time(house: Workspace) -> None:
    message = await next_of(house, "joy")
    assert "Rita: your work as virtual assistant, round 1" in message.plain()
    assert "goals agreed." in message.plain()
    assert "check-in Fri 11 Dec, 15:00" in message.plain()
    await house.press("joy", "Goals")
    assert house.screens["joy"].last.plain().startswith("Goals")


async def test_of_several_people_each_has_a_button_that_opens_theirs(house: Workspace) -> None:
    def add(tx):
        tx.enter(ACCOUNT)
        tx.write(model.Person(account=ACCOUNT, id="brian", name="Brian Otieno", called="Brian"), 0)
        work = tx.one(model.Engagement, "work")
        again = {
            "id": "words",
            "professional": "brian",
            "role_name": "writer",
            "state": "invited",
            "version": 1,
        }
        tx.write(work.model_copy(update=again), 0)

    await house.store.turn(add)
    message = await next_of(house, "rita")
    assert message.plain().endswith("Brian: writer, invited, no answer yet.")
    assert labels(message)[-2:] == ["Joy", "Brian"]
    await house.press("rita", "Joy")
    assert labels(house.screens["rita"].last) == ["Goals", "Plan", "Skills"]
    await house.press("rita", "Plan")
    await next_of(house, "rita")
    await house.press("rita", "Brian")
    assert labels(house.screens["rita"].last) == []


async def test_an_answer_that_is_begun_is_said_to_be(sqlite_url, ring) -> None:
    store = open_store(sqlite_url, ring, TestClock())
    with strict():
        w = Workspace(store, TestClock())
        await hire(w)
        await next_of(w, "joy")
        await w.press("joy", "Your invitation")
        assert "invited, no answer yet." in (await next_of(w, "rita")).plain(), "it was only opened"
        assert "before your yes" in (await next_of(w, "joy")).plain()
        await w.press("joy", "Let's start")
        assert "invited; the answer is begun and not complete yet." in (await next_of(w, "rita")).plain()
        assert (
            "your answer about your work as virtual assistant is begun" in (await next_of(w, "joy")).plain()
        )
    await store.close()


@pytest.mark.parametrize(
    ("state", "words"),
    [("paused", "virtual assistant, paused."), ("alone", "on your side only, step 4 of 5: at work")],
)
async def test_what_rests_or_is_done_alone_says_so(house: Workspace, state: str, words: str) -> None:
    await change(house, model.Engagement, "work", state=state)
    assert words in (await next_of(house, "rita")).plain()


async def test_work_that_ended_is_no_longer_among_them(house: Workspace) -> None:
    await change(house, model.Engagement, "work", state="ended")
    message = await next_of(house, "rita")
    assert "Nobody works with you" in message.plain()
    assert labels(message) == ["Add a person"]


async def test_after_a_week_told_early_the_next_check_in_is_a_week_later(house: Workspace) -> None:
    early = model.CheckIn(
        account=ACCOUNT, id="early", engagement="work", week_of=date(2026, 12, 7), sure="shaky", at=WEDNESDAY
    )
    await house.store.turn(lambda tx: (tx.enter(ACCOUNT), tx.write(early, 0)))
    plain = (await next_of(house, "rita")).plain()
    assert "at work, unsure." in plain
    assert "check-in Fri 18 Dec, 07:00" in plain


@pytest.mark.parametrize(
    ("drop", "phase"),
    [
        ((), "work"),
        (("Goal",), "goals"),
        (("Goal", "Item"), "skills"),
        (("Goal", "Item", "Rating", "Understanding"), "start"),
    ],
)
def test_phase_is_the_furthest_that_has_begun(drop: tuple[str, ...], phase: str) -> None:
    shelf = book()
    shelf.now_ms = WEDNESDAY
    whole = shelf.find
    shelf.find = lambda kind, **equal: () if kind.__name__ in drop else whole(kind, **equal)
    assert standing_of(shelf, shelf.one(model.Engagement, "work")).phase == phase


@pytest.mark.parametrize(("level", "phase"), [(2, "learning"), (3, "goals"), (None, "goals")])
def test_between_the_levels_and_the_goals_stands_what_is_still_to_learn(level, phase: str) -> None:
    shelf = book()
    shelf.now_ms = WEDNESDAY
    whole = shelf.find
    older = model.Level(account=ACCOUNT, id="1", engagement="work", skill="orders", level=0, at=1)
    newest = model.Level(account=ACCOUNT, id="0", engagement="work", skill="orders", level=level, at=2)
    kept = {"Goal": (), "Item": (), "Level": (newest, older)}
    shelf.find = lambda kind, **equal: (
        kept.get(kind.__name__, ()) or (() if kind.__name__ in kept else whole(kind, **equal))
    )
    assert standing_of(shelf, shelf.one(model.Engagement, "work")).phase == phase


def test_a_round_that_is_agreed_and_has_not_begun_tells_nothing_of_the_one_before() -> None:
    """Its goals are agreed on Friday the 15th; it begins on Monday, and the week behind is round one's."""
    closed = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 11, 23), ended_on=ENDS,
        at=at(ENDS),
    )  # fmt: skip
    goal = model.Goal(
        account=ACCOUNT, id="g2", engagement="work", round=2, what="Inbox", metric="answered",
        due_on=date(2027, 3, 5), state="agreed",
    )  # fmt: skip
    shelf = book(closed, goal, round=2, round_ends_on=date(2027, 3, 5))
    shelf.now_ms = at(ENDS)
    here = standing_of(shelf, shelf.one(model.Engagement, "work"))
    assert (here.phase, here.begins_on, here.told.standing) == ("agreed", date(2027, 1, 11), "silent")
    card = draw_card(people(shelf, Ask("rita", "work", "")), Reader("en", "Europe/Lisbon")).plain()
    assert "round 2, step 3 of 5: agreed, and begins on Mon 11 Jan" in card
    shelf.now_ms = at(date(2027, 1, 12))
    here = standing_of(shelf, shelf.one(model.Engagement, "work"))
    assert (here.phase, here.told.standing) == ("work", "silent"), "the week before was another round's"
    begun = "step 4 of 5: at work on what came over from round 1, before the first check-in."
    assert begun in draw_card(people(shelf, Ask("rita", "work", "")), Reader("en", "Europe/Lisbon")).plain()
    shelf.now_ms = at(date(2027, 1, 18))
    silent = draw_card(people(shelf, Ask("rita", "work", "")), Reader("en", "Europe/Lisbon")).plain()
    assert "step 4 of 5: at work, the last check-in has no answer yet." in silent


def test_last_day_of_a_round_is_for_looking_back() -> None:
    shelf = book()
    shelf.now_ms = at(ENDS)
    assert standing_of(shelf, shelf.one(model.Engagement, "work")).phase == "look_back"


async def seen_in(house: Workspace, zone: str, words: str = "goals") -> list[Put]:
    """Joy does something while the platform sees her there."""
    event = {**house._event("joy"), "profile": Profile("Joy Santos", zone, "en")}
    reply = await house._send(Command(**event, words=words), words)
    return [put for put in reply.puts if "It seems to be" in put.message.plain()]


async def test_somebody_seen_elsewhere_is_asked_once_and_nothing_moves_before_they_say_so(
    house: Workspace,
) -> None:
    await change(house, model.Person, "joy", zone_confirmed=True)
    assert await seen_in(house, "Asia/Singapore") == [], "another name for the same clock"
    (asked,) = await seen_in(house, "Europe/Berlin")
    assert "It seems to be 09:00 where you are now (Berlin). I go on by the clock of Manila" in (
        asked.message.plain()
    )
    assert await seen_in(house, "Europe/Berlin") == []
    assert (await house.store.read(joy)).zone == "Asia/Manila"
    event = {**house._event("joy"), "profile": Profile("Joy Santos", "Europe/Berlin", "en")}
    (button,) = asked.message.controls
    assert isinstance(button, Button)
    await house._send(Press(**event, control=button.id), "Change my hours")
    assert "Berlin" in house.sees("joy")
    await house.press("joy", "All right")
    assert (await house.store.read(joy)).zone == "Europe/Berlin"


async def test_whoever_says_where_they_are_is_not_asked_about_it_in_the_same_breath(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await change(house, model.Person, "joy", zone_confirmed=True)
    await house.command("joy", "settings")
    monkeypatch.setitem(CAST, "joy", Profile("Joy Santos", "Europe/Berlin", "en"))
    before = len(house.log)
    await house.fill("joy", {"Your city": "Berlin"})
    assert (await house.store.read(joy)).zone == "Europe/Berlin"
    said = [words for who, _, words in house.log[before:] if who == "joy"]
    assert any("(Berlin)" in words for words in said)
    assert not any("Manila" in words for words in said)


async def test_before_the_zone_was_ever_confirmed_nobody_is_asked_about_another(house: Workspace) -> None:
    assert await seen_in(house, "Europe/Berlin") == []


def joy(tx):
    tx.enter(ACCOUNT)
    return tx.one(model.Person, "joy")
