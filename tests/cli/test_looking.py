"""Looking into conversations: ids for everybody, answers only when asked, and that is logged."""

import json
import re
from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli import looking
from bot.settings import Exit
from tests.cli.calling import call, change, rows, seen

ROOT = Path(__file__).parents[2]
WORDS = "No customer waits and I have my evenings back."


def test_conversations_hold_nothing_of_what_is_said(data):
    said = call("conversations")
    assert "own_rating" in said
    assert "understanding" in said
    assert WORDS not in said
    assert "Joy" not in said


def test_explain_tells_the_path_and_answers_only_when_asked(data):
    (row,) = [one for one in json.loads(call("conversations", "--json")) if one["dialog"] == "own_rating"]
    told = call("explain", row["id"])
    assert "path:\n  nothing is answered yet\n" in told
    assert "waits for: an answer of the professional to level/" in told
    with seen(data) as tx:
        tx.enter(row["account"])
        (hired,) = [
            id
            for id in rows(data, "SELECT id FROM conversation WHERE dialog = 'add'")
            if tx.conversation(id, lock=False)
        ]
    told = call("explain", hired)
    assert re.search(r"expectation +owner +turn \d+", told)
    assert WORDS not in told
    assert WORDS in call("explain", hired, "--with-answers")


def test_reading_answers_is_logged(data, capsys):
    (hired,) = rows(data, "SELECT id FROM conversation WHERE dialog = 'add'")
    result = CliRunner().invoke(cli, ["explain", hired, "--with-answers"])
    assert f"answers were read conversation={hired} operator=" in result.stderr
    assert WORDS not in result.stderr


def test_explain_tells_orphans_and_what_cannot_be_replayed(data):
    change(data, "UPDATE conversation SET dialog = 'horoscope' WHERE dialog = 'add'")
    (hired,) = rows(data, "SELECT id FROM conversation WHERE dialog = 'horoscope'")
    told = json.loads(call("explain", hired, "--json"))
    assert told["stuck"].startswith("There is no dialog horoscope in this version")
    assert "expectation" in [one["key"] for one in told["orphans"]]


def test_explain_of_nothing_says_where_to_look():
    assert "There is no database yet" in call("explain", "x", code=Exit.NO_DATABASE)


def test_explain_of_an_unknown_id(data):
    assert "conversations lists what is open" in call("explain", "x", code=1)


def test_the_page_about_the_commands_is_up_to_date():
    page = ROOT / "docs" / "commands.md"
    assert page.read_text() == looking.commands_page(), "run: fivefold docs commands"
    call("docs", "commands", "--check", "--to", str(page))


def test_a_stale_page_is_told(tmp_path):
    (tmp_path / "old.md").write_text("# Commands\n")
    assert "not up to date" in call("docs", "commands", "--check", "--to", "old.md", code=1)
