"""The preview shows every card and question of every dialog, from sample people, without a network."""

import json
import re
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.budget import Effort, acting, reading
from bot.engine.cards import Button, Choice, Field, Form, Message, Run, Select
from bot.phases import DIALOGS
from bot.ports import Command, Press, Submit, Typed, Where
from bot.preview.costs import efforts
from bot.preview.show import as_json, as_text
from bot.preview.walk import Walk

pytestmark = pytest.mark.timeout(480)
"""Every way through every talk takes its time on a busy machine."""

WHO: Any = {"id": "e", "who": Where("test", "", "rita"), "at_ms": 0}


@pytest.fixture(scope="module")
def walk():
    return Walk().all()


def test_every_dialog_is_shown_and_nothing_breaks(walk):
    assert walk.faults == []
    assert walk.met == set(DIALOGS)


def test_branches_are_walked_not_only_the_main_way(walk):
    text = as_text(walk)
    for words in ("would rather not use me", "Sent to Rita.", "Not sent.", "Let's talk"):
        assert words in text


@pytest.mark.parametrize(("reader", "other"), [("Rita", "Joy"), ("Joy", "Rita")])
def test_home_is_shown_as_both_find_it(walk, reader, other):
    homes = [shown.message.plain() for shown in walk.shown if shown.what == "next" and shown.to == reader]
    assert any("Needs you" in home and f"Your people\n{other}: " in home for home in homes)
    assert len(homes) == len(set(homes)) > 2


def test_every_prompt_key_of_the_invitation_is_met(walk):
    keys = {key for shown in walk.shown if shown.what == "invitation" for key in shown.keys}
    assert keys == {"reply", "question", "zone", "from", "to", "day", "name", "words", "clear", "missing"}


def test_nobody_reads_a_key_or_an_empty_place(walk):
    for shown in as_json(walk):
        assert "…" not in shown["text"], shown
        assert not re.search(r"\{|\}|missing-words", shown["text"]), shown
        assert shown["text"].strip()


def test_text_and_values_tell_the_same(walk):
    text = as_text(walk)
    for shown in as_json(walk):
        first = shown["text"].splitlines()[0]
        assert first in text


def test_the_command_prints_both_forms(walk, monkeypatch):
    monkeypatch.setattr(Walk, "all", lambda self: walk)
    assert CliRunner().invoke(cli, ["preview"]).stdout == as_text(walk) + "\n"
    said = CliRunner().invoke(cli, ["preview", "--json"])
    assert said.exit_code == 0, said.stderr
    assert json.loads(said.stdout)["faults"] == []


def test_efforts_of_the_first_day_stay_in_reach():
    found = efforts()
    add = found["Rita", "add"]
    assert add.taps <= 20
    assert add.typed <= 2
    invitation = found["Joy", "invitation"]
    assert (invitation.taps, invitation.typed) == (3, 1)


# --- the counting rule -----------------------------------------------------------------------------


def message(*controls):
    return Message(((Run("Two words"),),), controls=controls)


MANY = Select("s", "Jobs", (Choice("0", "One"), Choice("1", "Two more")), most=2, done="Next")
ONE = Select("s", "Day", (Choice("0", "One"), Choice("1", "Two more")))
FIELDS = (
    Field("a", "Pay", "choice", (Choice("0", "Hours"), Choice("1", "Pieces")), ("0",)),
    Field("b", "Starts", "date", value="2026-11-23"),
    Field("c", "Name", "text", value="Joy"),
    Field("d", "Days", "many", (Choice("0", "Mon"), Choice("1", "Tue")), ("0",)),
)
FORM = Form("f", "Frame", "Change it", "Send", FIELDS)
LINE = Form("f", "Words", "Answer", "Send", (Field("a", "Words", "text"),), inline=True)
DAY = Form("f", "Day", "Answer", "Send", (Field("a", "Day", "date"),), inline=True)

COSTS = [
    (Command(**WHO, words="add"), None, Effort(1)),
    (Press(**WHO, control="x"), message(Button("x", "Yes")), Effort(1)),
    (Press(**WHO, control="s", picked=("0",)), message(ONE), Effort(2)),
    (Press(**WHO, control="s", picked=("0", "1")), message(MANY), Effort(3)),
    (Typed(**WHO, words="all of it"), message(LINE), Effort(0, 1)),
    (Typed(**WHO, words="friday"), message(DAY), Effort(2)),
    (Submit(**WHO, control="f", values={}), message(FORM), Effort(2)),
    (Submit(**WHO, control="f", values={"a": ("0",), "c": "Joy"}), message(FORM), Effort(2)),
    (Submit(**WHO, control="f", values={"a": ("1",), "b": "2026-11-30"}), message(FORM), Effort(6)),
    (Submit(**WHO, control="f", values={"c": "Joyce", "d": ("0", "1")}), message(FORM), Effort(3, 1)),
]


@pytest.mark.parametrize(("event", "shown", "effort"), COSTS)
def test_what_an_answer_costs(event, shown, effort):
    assert acting(event, shown) == effort


def test_reading_counts_every_word_and_a_closed_form_by_its_button():
    assert reading(message(Button("x", "Let's start"))).words == 4
    assert reading(message(ONE)).words == 5
    assert reading(message(FORM)).words == 4
    assert reading(message(LINE)).words == 2


def test_minutes_are_reading_tapping_and_typing():
    assert Effort(words=200).minutes == 1
    assert Effort(taps=20).minutes == 1
    assert Effort(typed=4).minutes == 3
