"""`check`: what is there, what is missing, and what to do."""

import json
import re
from pathlib import Path

from bot.settings import Exit
from tests.cli.calling import call, change


def test_check_before_the_first_start():
    said = call("check")
    assert "the first start makes it" in said
    assert not Path("data").exists()


def test_check_names_what_is_wrong_and_what_to_do(data):
    (data / "fivefold.key").unlink()
    found = json.loads(call("check", "--json", code=Exit.LOST_KEY))
    faults = [f for section in found["sections"] for f in section["findings"] if f["state"] == "fault"]
    assert [fault["what"] for fault in faults] == [f"The key is missing: {data / 'fivefold.key'}."]
    assert faults[0]["do"] == "Put your copy of it back."


def test_check_tells_damage(data):
    file = data / "fivefold.db"
    with open(file, "r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 20_000)
    call("check", code=Exit.NO_DATABASE)


def test_check_lists_parked_and_unknown_conversations(data):
    change(data, "UPDATE conversation SET state = 'parked', reason = 'error' WHERE dialog = 'own_rating'")
    change(data, "UPDATE conversation SET dialog = 'horoscope' WHERE dialog = 'understanding'")
    said = call("check")
    assert re.search(r"own_rating \w{13} is parked since \d+ days", said)
    assert re.search(r"\w{13} is a horoscope, which this version does not know", said)


def test_a_wrong_setting_is_all_that_check_tells(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_LOG_LEVEL", "loud")
    found = json.loads(call("check", "--json", code=Exit.SETTINGS))
    assert [section["name"] for section in found["sections"]] == ["settings"]
