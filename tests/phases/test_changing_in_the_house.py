"""Fewer hours in the middle of a round, played through the check-ins before and after their Monday."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot import model
from bot.engine.cards import Download, Form
from tests.phases.house import house_of
from tests.phases.week_scene import ACCOUNT, at, goal, records

TERMS = json.dumps({"round": 1, "base": 0, "goals": []})


@pytest.fixture
async def house(sqlite_url, ring):
    """Rita and Joy in their first week, on Wednesday morning, with goals agreed."""
    first = model.Agreement(
        account=ACCOUNT, id="a1", engagement="work", number=1, digest="d", terms=TERMS, at=at(23)
    )
    async with house_of(sqlite_url, ring, at(25, 9, 30), (*records(), goal(unit="messages"), first)) as w:
        yield w


def hours_proposed(w):
    """What the newest form of the check-in has in its field for hours."""
    form = next(c for c in reversed(w.screens["joy"].last.controls) if isinstance(c, Form))
    return next(field.value for field in form.fields if field.label.startswith("Hours"))


async def told(w, inbox):
    await w.press("joy", "Nothing")
    proposed = hours_proposed(w)
    await w.fill("joy", {"Inbox": inbox})
    await w.press("joy", "Likely")
    return proposed


async def test_fewer_hours_count_from_their_monday_on(house):
    w = house
    await w.command("joy", "hours")
    assert "Your work today: 20 hours a week." in w.sees("joy")
    await w.press("joy", "Hours a week")
    await w.type("joy", "12")
    await w.press("joy", "From Mon 30 Nov")
    await w.type("joy", "A second customer from December on.")
    assert "Nothing changes before Rita says yes." in w.screens["joy"].text()
    assert "From Mon 30 Nov: 12 hours a week. Until then: 20 hours a week." in w.screens["rita"].text()
    assert "A second customer" in w.screens["rita"].text()
    await w.press("rita", "Yes")
    for one in ("rita", "joy"):
        assert "version 2" in w.screens[one].text(), one
    await w.pass_time(days=2)
    assert await told(w, "41 of 46") == "20", "this week was agreed with 20"
    await w.pass_time(days=3, hours=2)
    assert "From this week on Joy's work is 12 hours a week" in w.screens["rita"].text()
    await w.pass_time(days=3, hours=22)
    assert await told(w, "30 of 32") == "12"
    body = (await w.command("joy", "goals page")).puts[0].message.body
    page = next(span.content for line in body for span in line if isinstance(span, Download))
    assert "Today: 12 hours a week." in page
    assert "- From Mon 30 Nov: 12 hours a week. Until then: 20 hours a week." in page
    await w.command("rita", "numbers")
    shown = w.sees("rita")
    assert "32" in shown, "20 and 12 were agreed, and taken"

    def engagement(tx):
        tx.enter(ACCOUNT)
        return tx.one(model.Engagement, "work"), tx.find(model.CheckIn, engagement="work")

    work, checkins = await w.store.turn(engagement)
    assert (work.pay, work.amount) == ("hours", 12)
    assert {one.week_of: one.hours for one in checkins} == {date(2026, 11, 23): 20, date(2026, 11, 30): 12}


async def test_a_no_in_the_house_leaves_everything_as_it_was(house):
    w = house
    await w.command("rita", "change")
    await w.press("rita", "Hours, pay or jobs")
    await w.press("rita", "How it is paid")
    await w.press("rita", "By the piece")
    await w.type("rita", "4")
    await w.press("rita", "From Mon 30 Nov")
    await w.press("rita", "Skip")
    assert "paid by the piece, about 4 a week" in w.screens["joy"].text()
    await w.press("joy", "Not like this")
    await w.type("joy", "Pieces are fine, but five.")
    assert 'Joy would rather have it otherwise: "Pieces are fine, but five."' in w.screens["rita"].text()
    await w.press("rita", "Leave it as it is")
    await w.pass_time(days=5)
    assert await w.store.turn(pay_of) == ("hours", 20)


def pay_of(tx):
    tx.enter(ACCOUNT)
    work = tx.one(model.Engagement, "work")
    return work.pay, work.amount


async def test_a_newer_proposal_takes_the_place_of_one_that_waits(house):
    w = house
    for hours in ("12", "16"):
        await w.command("rita", "hours")
        await w.press("rita", "Hours a week")
        await w.type("rita", hours)
        await w.press("rita", "From Mon 30 Nov")
        await w.press("rita", "Skip")

    def waiting(tx):
        tx.enter(ACCOUNT)
        return len(tx.open_conversations("work", ("changing_answer",)))

    assert await w.store.turn(waiting) == 1
    await w.press("joy", "Yes")
    await w.pass_time(days=5, hours=2)
    assert await w.store.turn(pay_of) == ("hours", 16)


async def test_a_new_job_is_rated_by_both_from_its_monday_on(house):
    w = house
    await w.command("rita", "jobs <@joy>")
    await w.press("rita", "A job comes or leaves")
    await w.press("rita", "A new job")
    await w.type("rita", "Supplier mails")
    await w.type("rita", "Answered within a day.")
    await w.press("rita", "From Mon 30 Nov")
    await w.press("rita", "Skip")
    await w.press("joy", "Yes")
    assert "Supplier mails" not in (await w.command("rita", "rules")).puts[0].message.plain()
    await w.pass_time(days=5, hours=2)
    assert "Your view of Joy's recent work" in w.sees("rita")
    assert "Supplier mails" in w.sees("joy")
    assert (
        "Supplier mails: Answered within a day." in (await w.command("rita", "rules")).puts[0].message.plain()
    )
