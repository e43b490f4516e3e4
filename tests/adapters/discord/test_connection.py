"""The connection: it comes back from everything that Discord does, and one process holds it."""

from __future__ import annotations

import asyncio
import time

import pytest

from adapters.discord import registering
from bot.ports import Offered, Option
from tests.adapters.discord import judge
from tests.adapters.discord.conftest import QUICK
from tests.adapters.discord.scripted import OFFERED, Desk, lines

WAITS = "adapters.discord.supervisor.WAITS"
IMPATIENT = QUICK._replace(lost=0.4)
"""Until a connection is given up that does not come back: on a busy machine a good one may take as long."""


class Shelf:
    """Leases in memory, and who holds them."""

    def __init__(self) -> None:
        self.holders: dict[str, str] = {}
        self.asked = 0

    async def hold(self, name: str, holder: str, seconds: float) -> bool:
        self.asked += 1
        if self.holders.get(name, "") not in ("", holder):
            return False
        self.holders[name] = holder if seconds else ""
        return True


async def heard(desk: Desk) -> None:
    """Whoever writes now is heard."""
    before = {event.id for event in desk.inbox.events}
    await desk.rita.type("hello")
    # Who has just come back also reads what it may have missed: either may be the one that answers.
    await desk.until(lambda: desk.rita.sees() == "Heard.")
    assert len({event.id for event in desk.inbox.events} - before) == 1


async def test_it_identifies_with_no_privileged_intent(desk: Desk) -> None:
    (identified,) = desk.fake.gateway.identified
    guilds, direct_messages = 1 << 0, 1 << 12
    assert identified["intents"] == guilds | direct_messages
    await heard(desk)


async def test_asked_to_reconnect_it_resumes_and_misses_nothing(desk: Desk) -> None:
    gateway = desk.fake.gateway
    await gateway.ask_to_reconnect()
    await desk.until(lambda: gateway.resumed == 1)
    await heard(desk)
    assert len(gateway.identified) == 1


async def test_a_cut_connection_is_resumed_with_what_was_said_meanwhile(desk: Desk) -> None:
    gateway = desk.fake.gateway
    await gateway.drop(4000)
    typing = asyncio.ensure_future(desk.rita.type("said while away"))
    await typing
    assert desk.inbox.events[-1].words == "said while away"
    assert gateway.resumed + len(gateway.identified) == 2


async def test_an_invalid_session_begins_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = desk.fake.gateway
    monkeypatch.setattr(WAITS, IMPATIENT)
    await gateway.invalidate()
    await desk.until(lambda: len(gateway.identified) == 2)
    monkeypatch.setattr(WAITS, QUICK)
    async with asyncio.timeout(10):
        await gateway.ready.wait()
    await heard(desk)
    assert len(gateway.identified) == 2


async def test_a_malformed_event_costs_a_client_and_nothing_else(desk: Desk) -> None:
    await desk.fake.gateway.send("INTERACTION_CREATE", {"id": "not a number"})
    await desk.until(lambda: desk.adapter.supervisor.built == 2 and desk.adapter.supervisor.ready.is_set())
    await heard(desk)


async def test_a_first_connect_that_fails_is_tried_again(desk: Desk) -> None:
    await desk.adapter.stop()
    desk.fake.gateway.refuse = 1
    await desk.start(fake=False)
    assert desk.adapter.supervisor.built >= 2
    await heard(desk)


async def test_a_resume_without_end_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = desk.fake.gateway
    monkeypatch.setattr(WAITS, IMPATIENT)
    gateway.refuse = 1000
    await gateway.ask_to_reconnect()
    await desk.until(lambda: desk.adapter.supervisor.built >= 2)
    gateway.refuse = 0
    monkeypatch.setattr(WAITS, QUICK)
    await desk.until(desk.adapter.supervisor.ready.is_set)
    await heard(desk)


async def test_a_connection_that_takes_everything_in_silence_is_built_anew(desk: Desk) -> None:
    gateway = desk.fake.gateway
    gateway.heartbeat_ms = 50
    await gateway.ask_to_reconnect()
    await desk.until(lambda: gateway.heartbeats > 3)
    begun = gateway.resumed + len(gateway.identified)
    gateway.acknowledges = False
    await desk.until(lambda: gateway.resumed + len(gateway.identified) > begun)
    gateway.acknowledges = True
    await heard(desk)


async def test_ready_again_and_again_starts_nothing_twice(desk: Desk) -> None:
    for _ in range(3):
        await desk.fake.gateway.say_ready()
        await desk.settle()
    assert desk.fake.registrations == 1
    await heard(desk)


async def test_a_refused_token_is_tried_seldom_and_the_start_goes_on(desk: Desk) -> None:
    await desk.adapter.stop()
    desk.fake.token_fine = False
    await desk.start(fake=False)
    assert desk.adapter.supervisor.refused.is_set()
    desk.fake.token_fine = True
    await desk.until(desk.adapter.supervisor.ready.is_set)
    await heard(desk)


async def test_one_process_holds_the_connection_and_the_other_can_still_send(desk: Desk) -> None:
    await desk.adapter.stop()
    shelf = Shelf()
    desk.options["lease"] = shelf
    first, second = desk.build(), desk.build()
    await first.start()
    starting = asyncio.ensure_future(second.start())
    await desk.until(lambda: second.supervisor.built == 1 and shelf.asked > 3)
    assert not second.supervisor.ready.is_set()
    await desk.until(lambda: second.supervisor.logged_in)
    sent = await second.put(desk.inbox_address("100"), "", lines("From the one that waits."), ref="", key="k")
    assert sent.ref
    await first.stop()
    await starting
    await desk.until(second.supervisor.ready.is_set)
    desk.adapter = second
    await heard(desk)


# --- several connections --------------------------------------------------------------------------

SECOND = str(1 << 22)
"""A server that the second of two connections is told of."""


async def sharded(desk: Desk) -> None:
    """Discord wants two connections from now on."""
    await desk.adapter.stop()
    desk.fake.gateway.identified.clear()
    desk.fake.gateway.guilds = {"500": {"501": "general"}, SECOND: {"601": "general"}}
    desk.fake.gateway.shards = 2


async def test_as_many_connections_as_discord_wants_and_every_server_is_heard(desk: Desk) -> None:
    await sharded(desk)
    await desk.start(fake=False)
    assert [one["shard"] for one in desk.fake.gateway.identified] == [[0, 2], [1, 2]]
    await desk.settle()
    await desk.rita.command("tell", guild=SECOND, channel="601", words="from the second")
    await desk.until(lambda: len(desk.inbox.events) == 1)
    await desk.rita.command("tell", words="to you alone")
    assert [event.options["words"] for event in desk.inbox.events] == ["from the second", "to you alone"]
    desk.fake.members.add((SECOND, "100"))
    await desk.rita.command("tell", words="#general")
    assert desk.inbox.events[-1].options["words"] == "<#601|general>"


async def test_each_connection_is_one_lease_and_what_is_free_is_taken(desk: Desk) -> None:
    await sharded(desk)
    shelf = Shelf()
    shelf.holders["discord/1"] = "another process"
    desk.options["lease"] = shelf
    await desk.start(fake=False)
    assert desk.adapter.supervisor.shards.mine == (0,)
    assert [one["shard"] for one in desk.fake.gateway.identified] == [[0, 2]]
    shelf.holders["discord/1"] = ""
    await desk.until(
        lambda: desk.adapter.supervisor.shards.mine == (0, 1) and desk.adapter.supervisor.ready.is_set()
    )
    await desk.adapter.stop()
    assert set(shelf.holders.values()) == {""}
    await desk.start(fake=False)


async def test_a_bot_that_began_too_often_today_waits(desk: Desk) -> None:
    await desk.adapter.stop()
    desk.fake.starts_left = 3
    began = time.monotonic()
    await desk.start(fake=False)
    assert time.monotonic() - began > 0.3
    await heard(desk)


# --- commands ---------------------------------------------------------------------------------------


async def test_commands_are_registered_once_and_when_they_change(desk: Desk) -> None:
    slash, on_a_message = desk.fake.commands
    assert [option["name"] for option in slash["options"]] == ["next", "tell", "find", "more"]
    person, told, day = slash["options"][1]["options"]
    assert (person["type"], told["type"], day["type"]) == (6, 3, 3)
    assert "autocomplete" not in told
    assert slash["options"][2]["options"][0]["autocomplete"]
    assert on_a_message["name"] == "Save as example"
    await desk.restart()
    assert desk.fake.registrations == 1
    desk.options["offered"] = (*OFFERED, Offered("new", "something new"))
    await desk.restart()
    assert desk.fake.registrations == 2


def test_descriptions_stand_in_every_language_that_has_them() -> None:
    here = (Offered("find", "find something", (Option("thing", "text", "what"),)),)
    there = (Offered("find", "etwas finden", (Option("thing", "text", "was"),)),)
    slash = registering.definition(here, {"de": there, "fr": here})[0]
    find, more = slash["options"]
    assert find["description_localizations"] == {"de": "etwas finden"}
    assert find["options"][0]["description_localizations"] == {"de": "was"}
    assert "description_localizations" not in more
    assert judge.problems("PUT", "/applications/30/commands", [slash]) == []


def test_commands_beyond_what_discord_takes_are_reached_by_typing() -> None:
    many = tuple(Offered(f"c{number}", "x" * 200, (Option("o", "text", ""),)) for number in range(40))
    slash = registering.definition(many)[0]
    assert len(slash["options"]) == 25
    assert slash["options"][-1]["name"] == "more"
    assert all(len(option["description"]) <= 100 for option in slash["options"])
