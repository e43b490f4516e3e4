"""What stands behind a command is read once: a day, a number, a name. Only the rest is asked."""

from __future__ import annotations

import pytest

from bot.model import Engagement, Feedback, Person
from tests.inbox.looking import records, said
from tests.workspace import Workspace, accept, hire


@pytest.fixture
async def working(w: Workspace) -> Workspace:
    """Joy works for Rita since today."""
    await hire(w)
    await accept(w)
    return w


async def resting_until(w: Workspace) -> str:
    [work] = await records(w, Engagement)
    return str(work.state)


@pytest.mark.parametrize(
    "words",
    ["pause <@joy> until friday", "pause joy until friday", "pause @joy until friday", "pause until friday"],
)
@pytest.mark.parametrize("typed", [True, False])
async def test_a_pause_takes_its_day_at_once(working: Workspace, words: str, typed: bool) -> None:
    w = working
    reply = await (w.type("rita", words) if typed else w.command("rita", words))
    assert "The work with Joy rests. On Fri 27 Nov I ask you" in said(reply)
    assert await resting_until(w) == "paused"


async def test_a_day_in_doubt_behind_a_pause_is_asked(working: Workspace) -> None:
    assert "Do you mean Fri 27 Nov?" in said(await working.command("rita", "pause <@joy> friday?"))
    assert await resting_until(working) == "active"


async def test_work_that_rests_goes_on_resting_until_the_day_that_is_named(working: Workspace) -> None:
    w = working
    await w.command("rita", "pause joy until friday")
    assert "On Fri 4 Dec I ask you" in said(await w.command("rita", "pause joy until 4 december"))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("friday to tuesday", "from Fri 27 Nov to Tue 1 Dec"),
        ("friday to tuesday please", "from Fri 27 Nov to Tue 1 Dec"),
        ("from 24 to 26 dec", "from Thu 24 Dec to Sat 26 Dec"),
        ("24-26 december", "from Thu 24 Dec to Sat 26 Dec"),
        ("for 3 days", "from Mon 23 Nov to Wed 25 Nov"),
        ("next week", "from Mon 30 Nov to Sun 6 Dec"),
        ("on monday and tuesday", "from Mon 30 Nov to Tue 1 Dec"),
        ("tomorrow only", "on Tue 24 Nov"),
    ],
)
@pytest.mark.parametrize("asked", [True, False])
async def test_all_days_away_may_stand_in_one_line(
    working: Workspace, words: str, days: str, asked: bool
) -> None:
    """Behind the command, and where the first day is asked."""
    w = working
    if asked:
        await w.command("joy", "away")
        reply = await w.type("joy", words)
    else:
        reply = await w.command("joy", f"away {words}")
    assert f"Noted: you are away {days}" in said(reply)


@pytest.mark.parametrize("words", ["3 days", "monday and wednesday", "24 to 26", "friday to tuesday?"])
async def test_days_that_may_be_others_are_asked(working: Workspace, words: str) -> None:
    w = working
    await w.command("joy", f"away {words}")
    assert "Which is your first day away?" in w.sees("joy")
    assert (await records(w, Person, called="Joy"))[0].away == ""


async def test_one_day_away_is_one_tap_more(working: Workspace) -> None:
    w = working
    await w.command("joy", "away friday")
    assert "And which is your last day away?" in w.sees("joy")
    await w.press("joy", "Only Fri 27 Nov")
    assert "Noted: you are away on Fri 27 Nov" in w.screens["joy"].text()


@pytest.mark.parametrize("words", ["tuesday", "the 1st", "5 days", "until tuesday"])
async def test_the_last_day_away_is_counted_from_the_first(working: Workspace, words: str) -> None:
    w = working
    await w.command("joy", "away friday")
    assert "from Fri 27 Nov to Tue 1 Dec" in said(await w.type("joy", words))


@pytest.mark.parametrize("words", ["hours joy 25", "hours <@joy> 25 a week", "hours 25h"])
async def test_hours_take_their_number(working: Workspace, words: str) -> None:
    assert "It begins on Mon 30 Nov" in said(await working.command("rita", words))


async def test_hours_take_their_number_and_their_day(working: Workspace) -> None:
    w = working
    assert "A word on why" in said(await w.command("rita", "hours 25 from 7 december"))
    await w.press("rita", "Skip")
    assert "25" in w.screens["rita"].text()


async def test_a_number_answers_what_shall_be_different(working: Workspace) -> None:
    w = working
    await w.command("rita", "hours")
    assert "It begins on Mon 30 Nov" in said(await w.type("rita", "25 hours"))


async def test_the_end_takes_its_day(working: Workspace) -> None:
    w = working
    assert "What does Joy still have from you" in said(await w.command("rita", "finish joy on friday"))


async def test_a_checkin_takes_what_was_in_the_way(working: Workspace) -> None:
    assert "Noted, no reason needed." in said(await working.command("joy", "checkin no power since noon"))


async def test_somebody_is_added_with_their_work(working: Workspace) -> None:
    assert "How Brian works for you." in said(await working.command("rita", "add <@brian> as a bookkeeper"))


async def test_help_behind_which_a_command_stands_is_about_that_one(working: Workspace) -> None:
    shown = said(await working.command("rita", "help pause"))
    assert "/fivefold pause: let the work rest, or go on\n" in shown
    assert "until: until which day it rests" in shown
    assert "/fivefold away" not in shown


@pytest.mark.parametrize("words", ["how about friday?", "how do I pay her?", "how much is it"])
async def test_a_question_that_begins_with_how_is_no_call_for_the_rules(
    working: Workspace, words: str
) -> None:
    assert "How you work with Joy" not in said(await working.type("rita", words))
    assert "How you work with Joy" in said(await working.type("rita", "how"))


async def test_own_words_that_begin_with_a_name_stay_whole(working: Workspace) -> None:
    w = working
    await w.command("rita", "note joy called in sick")
    assert [one.words for one in await records(w, Feedback)] == ["joy called in sick"]


@pytest.mark.parametrize(
    "words", ["end of the week is fine", "leave it as it is", "pay is late again, sorry"]
)
async def test_a_sentence_that_begins_like_a_command_is_none(working: Workspace, words: str) -> None:
    w = working
    await w.type("rita", words)
    assert "last day of your work" not in w.screens["rita"].text()
    assert "What shall be different?" not in w.screens["rita"].text()


@pytest.mark.parametrize("given", ["Thu to Fri", "Thu until Fri", "Thu - Fri", "Thu and Fri"])
async def test_both_days_may_stand_in_the_box_of_the_first(w: Workspace, given: str) -> None:
    await hire(w)
    assert "from Thu 26 Nov to Fri 27 Nov" in said(await w.command("rita", "away", first=given))
