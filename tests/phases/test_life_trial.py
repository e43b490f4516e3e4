"""A trial run on oneself."""

from __future__ import annotations

import pytest

from bot import commands, model
from bot.dialog import Begin
from bot.engine.kinds import Consent, Contact
from bot.phases import DIALOGS
from bot.phases.start.add import ADD
from bot.phases.start.invitation import INVITATION
from storage import open_store
from tests.phases.life_scene import begin, book
from tests.phases.talk import ACCEPT, play
from tests.workspace import TestClock, Workspace, accept

MYSELF = Contact("U1", "Rita", "Europe/Lisbon", "en")
TRIAL = [
    ("owner", "role", "virtual_assistant"),
    ("owner", "", ACCEPT),
    ("owner", "jobs", ("inbox",)),
    ("owner", "", ACCEPT),
    ("owner", "expectation", "No customer waits."),
    ("owner", "ready", ()),
    ("owner", "send", Consent(True)),
]


@pytest.mark.parametrize("word", ["practise", "try", "myself"])
def test_practise_adds_whoever_asks(word):
    command = commands.parse(word).command
    assert command is not None
    assert (command.name, command.dialog, command.who, command.myself) == (
        "practise",
        "add",
        "anybody",
        "who",
    )
    assert command.myself in play(ADD, book(), begin(ADD)).asked


def test_an_engagement_with_oneself_begins_like_any_other():
    start = begin(ADD, seed={"who": "<@" + "|".join(MYSELF) + ">"})
    talk = play(ADD, book(), start, TRIAL)
    assert not talk.written(model.Person)
    assert not talk.written(model.Address)
    (engagement,) = talk.written(model.Engagement)
    assert (engagement.owner, engagement.professional) == ("rita", "rita")
    (begun,) = talk.effects(Begin)
    assert dict(begun.start.seats) == {"professional": "rita"}

    after = book().after(talk.caused)
    answers = [
        ("professional", "reply", "yes"),
        ("professional", "", ACCEPT),
        ("professional", "words", "Right answers."),
        ("professional", "clear", "clear"),
    ]
    yes = play(INVITATION, after, begun.start, answers)
    assert after.after(yes.caused).one(model.Engagement, engagement.id).state == "active"
    assert {tuple(one.start.seats.items()) for one in yes.effects(Begin)} == {
        (("owner", "rita"),),
        (("professional", "rita"),),
    }


async def test_a_trial_run_in_the_whole_house(sqlite_url, ring):
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    w = Workspace(store, clock)
    await w.command("rita", "practise")
    for label in ("virtual assistant", "Looks right"):
        await w.press("rita", label)
    await w.pick("rita", "Customer inbox")
    await w.press("rita", "Looks right")
    await w.type("rita", "No customer waits.")
    await w.pick("rita", "Own login to the inbox and the shop")
    await w.press("rita", "Send")
    assert w.sees("rita").startswith("Hello Rita, I'm Fivefold")
    await accept(w, "rita")
    read_by = {message.audience for message in w.screens["rita"].messages.values() if message.audience}
    assert read_by == {"Only you read this: a trial run."}, "there is only one"

    await w.command("rita", "finish")
    await w.type("rita", "tomorrow")
    await w.pick("rita", "Access to the calendar")
    await w.press("rita", "Skip")
    await w.press("rita", "Yes, end it")
    await w.command("rita", "next")
    await w.press("rita", "Tick off")
    await w.pick("rita", "Close for Rita: Access to the calendar")
    assert w.sees("rita") == "Thank you. Nothing of your part is open now."
    await store.close()


def test_every_command_names_a_dialog_that_exists():
    named = {command.dialog for command in commands.COMMANDS.values() if command.dialog}
    assert {"settings", "away", "pause", "leaving", "todo", "add"} <= named & set(DIALOGS)
