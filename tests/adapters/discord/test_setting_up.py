"""Setting up: the link, what is checked, and what the command line prints."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import DiscordAdapter, look, manifest, preview
from bot.app import house
from bot.cli import platforms
from bot.engine.cards import Field, Form, Run, card
from bot.engine.text import t
from bot.ports import Known, Where
from bot.settings import load
from bot.transaction import Letter
from bot.words.stored import dump_card
from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.people import Person, quiet
from tests.adapters.discord.scripted import TOKEN, Desk, lines, pressable

ID = "1234567890"
TOKEN_OF = base64.urlsafe_b64encode(ID.encode()).decode().rstrip("=") + ".to.go"


def test_the_link_asks_for_what_is_used_and_names_the_application() -> None:
    told = manifest(TOKEN_OF)
    assert f"client_id={ID}&scope=bot+applications.commands&permissions=274878024704" in told
    assert "Privileged Gateway Intents off" in told
    assert "APPLICATION_ID" in manifest()


async def test_check_tells_what_is_fine_and_what_is_not(desk: Desk) -> None:
    desk.fake.gateway.guilds["500"] = {"501": "progress"}
    found = await look(TOKEN, desk.fake.api_url, [Known("100", "Rita")], ["501", "999"])
    assert [(finding.state, finding.what) for finding in found] == [
        ("ok", "The token fits: the bot is called fivefold."),
        ("ok", "/fivefold is registered."),
        ("fault", "In Server 500 the bot lacks: Send Messages in Threads."),
        ("ok", "The bot may post in the summary channel #progress."),
        ("fault", "The summary channel 999 cannot be seen."),
        ("ok", "Rita can be written to."),
    ]
    assert all(finding.do for finding in found if finding.state == "fault")


async def test_check_tells_who_cannot_be_written_to_and_where_that_is_mended(desk: Desk) -> None:
    desk.fake.gateway.guilds["500"] = {"501": "progress"}
    desk.fake.users["666"] = {**desk.rita.user, "id": "666"}
    desk.fake.closed["666"] = 40003
    people = [
        Known("100", "Rita"),
        Known("200", "Joy", "closed"),
        Known("300", "Ana", "removed"),
        Known("400", "Ben", "deleted"),
        Known("500", "Kim"),
        Known("666", "Lee"),
    ]
    found = (await look(TOKEN, desk.fake.api_url, people))[3:]
    assert [(finding.state, finding.what) for finding in found] == [
        ("ok", "Rita can be written to."),
        ("note", "The account of Kim on Discord is gone."),
        ("note", "Discord lets the bot open no more direct messages for now."),
        ("fault", "Joy takes no direct messages from the bot."),
        ("fault", "Ana shares no server with the bot any more."),
        ("note", "The account of Ben on Discord is gone."),
    ]
    assert all("https://" in finding.do for finding in found if finding.state == "fault")


async def test_check_reckons_what_the_bot_may_do_in_the_summary_channel(desk: Desk) -> None:
    desk.fake.gateway.guilds["500"] = {"501": "progress"}
    desk.fake.threads["502"] = ("500", "501", "weeks")

    async def found(channel: str) -> str:
        return (await look(TOKEN, desk.fake.api_url, channels=[channel]))[-1].what

    desk.fake.overwrites["501"] = [{"id": "500", "type": 0, "allow": "0", "deny": str(1 << 11 | 1 << 15)}]
    assert (
        await found("501") == "In the summary channel #progress the bot lacks: Send Messages, Attach Files."
    )
    assert await found("502") == "In the summary channel #weeks the bot lacks: Attach Files."
    desk.fake.overwrites["501"].append({"id": "20", "type": 1, "allow": str(1 << 11 | 1 << 15), "deny": "0"})
    assert await found("501") == "The bot may post in the summary channel #progress."
    desk.fake.overwrites["501"] = [{"id": "500", "type": 0, "allow": "0", "deny": str(1 << 10)}]
    desk.fake.role = str(1 << 3)
    assert await found("501") == "The bot may post in the summary channel #progress."


async def test_check_tells_a_wrong_token_and_an_absent_network(desk: Desk) -> None:
    (finding,) = await look("not.to.go", desk.fake.api_url)
    assert (finding.state, finding.what) == ("fault", "Discord refuses the token.")
    (finding,) = await look(TOKEN, "http://127.0.0.1:9")
    assert finding.what == "Discord cannot be reached."


async def test_the_whole_program_speaks_to_discord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeDiscord()
    await fake.start()
    for name, value in {
        "FIVEFOLD_DATA": str(tmp_path),
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_URL": fake.api_url,
        "DISCORD_GATEWAY_URL": fake.gateway_url,
    }.items():
        monkeypatch.setenv(name, value)
    async with house(load(None)) as running:
        adapter = running.adapters["discord"]
        assert isinstance(adapter, DiscordAdapter)
        rita = Person(fake, lambda: quiet(fake, lambda: adapter.supervisor.client), "100", "Rita Lopes")
        await rita.command("next")
        assert "Hello Rita" in rita.sees()
        await rita.command("add", person=Person(fake, rita.settle, "200", "Joy Santos"))
        # Discord opens the messages of anybody who shares a server, and refuses what is sent there.
        fake.closed["100"] = 50007
        store = running.store

        def owes(tx: Any) -> None:
            ((account, person, _),) = tx.persons_at(Where("discord", "", "100"))
            tx.enter(account)
            words = dump_card(card(t("todo-none", name="Joy")))
            tx.post(Letter("letter", account, person, "", "", "once", words, 0))

        await store.turn(owes)
        await running.delivery.sweep()
    (reached,) = platforms._known(load(None), "discord")[0]
    assert reached == Known("100", "Rita", "closed")
    await fake.stop()
    assert fake.refused == []


async def test_check_without_a_server_gives_the_link(desk: Desk) -> None:
    found = await look(TOKEN, desk.fake.api_url)
    assert "https://discord.com/oauth2/authorize" in found[-1].do


def test_the_preview_is_payloads_and_a_page(tmp_path: Path) -> None:
    form = Form("c:terms", "Terms", "Change", "Send", (Field("starts", "Starts", "date"),))
    terms = lines(
        controls=(form,),
        facts=(((Run("Paid"),), (Run("By the hour"),)),),
        audience="Both of you read this.",
    )
    shown = [("hello, to Rita", pressable("Yes", "<No>")), ("terms, to Joy", terms)]
    assert preview(shown, tmp_path) == 2
    first, _ = json.loads((tmp_path / "discord.json").read_text())
    assert first["messages"][0]["content"] == "Which?"
    page = (tmp_path / "discord.html").read_text()
    assert "&lt;No&gt;" in page
    assert "<b>Paid</b>: By the hour" in page
    assert "<small>Both of you read this.</small>" in page
    assert '<div class="modal"><h3>Terms</h3><label>Starts <s>*</s></label>' in page
