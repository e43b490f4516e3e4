"""A command that was begun already: it goes on, or the newer words count. Never two of one thing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversations.naming import labels
from bot.model import Person
from bot.ports import Where
from bot.words import Reader, plain
from tests.inbox.looking import records, said
from tests.workspace import Workspace, accept, hire

GOES_ON = "You had begun this; here it goes on."
REPLACED = "This takes the place of what you had begun."


@pytest.fixture
async def at_work(w: Workspace) -> Workspace:
    await hire(w)
    await accept(w)
    return w


async def open_talks(w: Workspace, user: str, title: str) -> list[str]:
    """What somebody's list calls those of their open talks, whether they owe an answer in them or not."""

    def look(tx: Any) -> list[str]:
        ((account, person, _),) = tx.persons_at(Where("test", "", user))
        tx.enter(account)
        asked = [(seat, row) for seat, row in tx.open_seats(person) if seat.asked]
        return [plain(label, Reader("en", "UTC")) for label in labels(tx, asked)]

    return [label for label in await w.store.read(look) if label.startswith(title)]


@pytest.mark.parametrize(
    ("user", "words", "title"),
    [
        ("rita", "away", "Away"),
        ("joy", "away", "Away"),
        ("rita", "settings", "Your settings"),
        ("rita", "pause", "Let the work rest"),
        ("rita", "hours", "Other hours, pay or work"),
        ("joy", "hours", "Other hours, pay or work"),
        ("rita", "finish", "End the work together"),
        ("rita", "feedback <@joy>", "Feedback"),
        ("rita", "thanks <@joy>", "A thank you"),
        ("rita", "note <@joy>", "A note for later"),
        ("joy", "stuck", "Stuck"),
        ("joy", "done", "Hand in"),
    ],
)
async def test_the_second_time_it_goes_on(at_work: Workspace, user: str, words: str, title: str) -> None:
    await at_work.command(user, words)
    old, first = list(at_work.screens[user].messages.items())[-1]
    reply = await at_work.command(user, words)
    assert reply.puts[0].message.plain() == f"{GOES_ON}\n{first.plain()}"
    assert at_work.screens[user].messages[old].controls == (), "there is one place to answer in"
    assert len(await open_talks(at_work, user, title)) == 1


async def test_days_that_come_later_fill_what_was_begun_without_any(at_work: Workspace) -> None:
    await at_work.command("rita", "away")
    reply = said(await at_work.command("rita", "away 7 January to 9 January"))
    assert "Noted: you are away from Thu 7 Jan to Sat 9 Jan" in reply
    assert REPLACED not in reply, "nothing was told yet"
    assert await open_talks(at_work, "rita", "Away") == []


async def test_other_days_take_the_place_of_what_was_begun(at_work: Workspace) -> None:
    await at_work.command("rita", "away 7 January")
    old = next(reversed(at_work.screens["rita"].messages))
    await at_work.command("rita", "away 11 January")
    assert at_work.sees("rita").startswith(REPLACED)
    assert "From Mon 11 Jan" in at_work.sees("rita")
    assert at_work.screens["rita"].messages[old].controls == (), "there is one place to answer in"
    assert len(await open_talks(at_work, "rita", "Away")) == 1


async def test_the_same_days_go_on(at_work: Workspace) -> None:
    await at_work.command("rita", "away 7 January")
    reply = said(await at_work.command("rita", "away 7 Jan"))
    assert reply.startswith(GOES_ON)
    assert "From Thu 7 Jan" in reply


@pytest.mark.parametrize(
    ("label", "away"),
    [
        ("Both: those days and these", "2027-01-07/2027-01-09 2027-01-11/2027-01-12"),
        ("Only these days", "2027-01-11/2027-01-12"),
    ],
)
async def test_who_types_days_beside_others_says_whether_those_stay(
    at_work: Workspace, label: str, away: str
) -> None:
    await at_work.command("rita", "away 7 January to 9 January")
    await at_work.command("rita", "away 11 January to 12 January")
    await at_work.press("rita", label)
    (rita,) = await records(at_work, Person, called="Rita")
    assert rita.away == away


async def test_who_types_days_that_meet_others_means_these(at_work: Workspace) -> None:
    await at_work.command("rita", "away 7 January to 9 January")
    await at_work.command("rita", "away 9 January to 12 January")
    (rita,) = await records(at_work, Person, called="Rita")
    assert rita.away == "2027-01-09/2027-01-12"


async def test_two_things_half_told_are_called_by_what_was_told(at_work: Workspace) -> None:
    for words in ("You never answer mails in time", "You never call back"):
        await at_work.command("rita", f"feedback <@joy> {words}")
    assert await open_talks(at_work, "rita", "Feedback") == [
        'Feedback: "You never call back"',
        'Feedback: "You never answer mails in time"',
    ]
    assert GOES_ON in said(await at_work.command("rita", "feedback <@joy> You never call back"))


async def test_what_was_begun_about_one_person_is_not_gone_on_with_about_another(at_work: Workspace) -> None:
    await hire(at_work, professional="brian")
    await accept(at_work, "brian")
    await at_work.command("rita", "pause <@joy>")
    assert GOES_ON not in said(await at_work.command("rita", "pause <@brian>"))
    assert len(await open_talks(at_work, "rita", "Let the work rest")) == 2
