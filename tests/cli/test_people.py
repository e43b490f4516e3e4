"""Export and erase, by the name of somebody."""

import json
import re

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.clock import WorldClock
from bot.model import Rating
from bot.ports import Where
from storage import load_key, open_store
from tests.cli.calling import call, change, rows, seen

WORDS = "No customer waits and I have my evenings back."


def test_an_export_holds_what_is_theirs_in_two_forms(data, tmp_path):
    call("export", "Joy Santos", "--to", "out")
    (values,) = (tmp_path / "out").glob("*.json")
    (text,) = (tmp_path / "out").glob("*.txt")
    copy = json.loads(values.read_text())
    assert copy["person"]["name"] == "Joy Santos"
    assert [other["name"] for other in copy["others"]] == ["Rita Lopes"]
    given = {talk["dialog"]: talk["answers"] for talk in copy["conversations"]}
    assert given["invitation"]["words"].startswith("Customers need a right answer")
    assert "add" not in given  # Rita's answers are Rita's
    assert "Customers need a right answer" in text.read_text()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (values, text))


def test_an_export_stays_out_of_what_is_kept_in_git(data, tmp_path):
    call("export", "Joy Santos")
    assert len(list((tmp_path / ".fivefold" / "export").iterdir())) == 2


def test_nobody_and_several_are_told_apart(data):
    assert "Nobody is called zoe" in call("export", "zoe", code=1)
    change(data, "UPDATE person SET name = 'Rita Lopes'")
    said = call("export", "rita lopes", code=1)
    assert len(re.findall(r"^  \w{13}  Rita Lopes", said, re.MULTILINE)) == 2


def test_erasing_takes_the_texts_and_leaves_the_numbers(data):
    skills = rows(data, "SELECT count(*) FROM skill")
    assert "Nothing was changed" in call("erase", "joy", code=1, input="n\n")
    said = call("erase", "joy", "--yes")
    assert re.search(r"Erased: [1-9]\d* texts, [1-9]\d* conversations", said)
    assert rows(data, "SELECT count(*) FROM skill") == skills
    assert rows(data, "SELECT state FROM engagement") == ["ended"]
    assert rows(data, "SELECT name FROM person ORDER BY name") == ["Rita Lopes", "somebody"]
    with seen(data) as tx:
        assert not tx.persons_at(Where("test", "", "joy"))
    whole = call("export", "rita", "--json")
    assert WORDS not in whole
    assert "Customers need" not in whole
    raw = (data / "fivefold.db").read_bytes()
    assert b"Joy Santos" not in raw


def test_a_blind_rating_stays_closed_until_both_were_shown(data):
    import asyncio

    from bot.practice.identity import derived_id

    with seen(data) as tx:
        ((account, *_),) = tx.persons_at(Where("test", "", "rita"))
    (engagement,) = rows(data, "SELECT id FROM engagement")
    skill = rows(data, "SELECT id FROM skill ORDER BY id")[0]

    async def rate():
        store = await asyncio.to_thread(
            open_store, f"sqlite:///{data}/fivefold.db", load_key(data / "fivefold.key"), WorldClock()
        )

        def work(tx):
            tx.enter(account)
            for role, level in (("owner", 2), ("professional", 4)):
                id = derived_id(engagement, skill, "round-1", role)
                tx.write(
                    Rating(
                        account=account, id=id, engagement=engagement, skill=skill, role=role, level=level
                    ),
                    0,
                )

        await store.turn(work)
        await store.close()

    asyncio.run(rate())

    def levels(name):
        copy = json.loads(CliRunner().invoke(cli, ["export", name, "--json"]).stdout)
        return sorted(one["level"] for one in copy["records"]["Rating"])

    assert (levels("rita"), levels("joy")) == ([2], [4])
