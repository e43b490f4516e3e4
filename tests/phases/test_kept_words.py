"""Which commands are offered for kept words is asked of a rule of theirs: it says what their talks say."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS, may, seats_for
from bot.dialog import Refused, Start
from bot.model import Engagement
from bot.phases import DIALOGS
from tests.phases.round_scene import book

STATES = ("draft", "invited", "declined", "active", "paused", "alone", "ended")
SEVERAL = sorted(command.name for command in COMMANDS.values() if command.several)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", SEVERAL)
def test_a_command_begins_in_the_states_that_it_names(name: str, state: str) -> None:
    command = COMMANDS[name]
    shelf = book(state=state)
    work = shelf.one(Engagement, "work")
    for person in ("rita", "joy"):
        if not may(command, work, person):
            continue
        dialog = DIALOGS[command.dialog]
        start = Start(dialog.name, seats_for(dialog.seats, work, person), work.id, by=person)
        try:
            dialog.prepare(shelf, start)
        except Refused:
            assert state not in command.states
        else:
            assert state in command.states


def test_there_are_such_commands() -> None:
    assert SEVERAL == ["correction", "done", "feedback", "note", "stuck", "thanks"]
