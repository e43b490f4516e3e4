"""What is put: once for each key, edited in place, and put off or given up as Discord asks."""

from __future__ import annotations

import asyncio

import pytest

from adapters.discord import calls
from adapters.discord.calls import Calls
from adapters.discord.limits import INVALID_SECONDS, WAITS
from adapters.discord.posts import Posts
from adapters.discord.render import Payload
from bot.engine.cards import Download, Message, Run
from bot.ports import Deleted, TryLater, Unreachable, Unsure, Where
from tests.adapters.discord.scripted import Desk, lines, pressable

LIMITED = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}


async def test_a_key_is_one_message(desk: Desk) -> None:
    first = await desk.put(lines("Hello"), key="letter/1")
    assert await desk.put(lines("Hello"), key="letter/1") == first
    assert await desk.put(lines("Hello"), key="letter/2") != first
    assert len(desk.rita.messages()) == 2


async def test_a_long_key_is_one_message_too(desk: Desk) -> None:
    key = "a key that is longer than Discord takes/" + "x" * 50
    assert await desk.put(lines("Hello"), key=key) == await desk.put(lines("Hello"), key=key)


async def test_an_edit_takes_the_place(desk: Desk) -> None:
    ref = await desk.put(pressable("Yes"))
    assert await desk.put(lines("Yes."), ref=ref, key="k2") == ref
    assert [message["content"] for message in desk.rita.messages()] == ["Yes."]
    assert desk.rita.buttons() == []


async def test_an_edit_of_what_is_gone_is_a_new_message(desk: Desk) -> None:
    ref = await desk.put(lines("Before"))
    desk.fake.messages[desk.rita.channel].clear()
    assert await desk.put(lines("After"), ref=ref, key="k2") != ref
    assert desk.rita.sees() == "After"


async def test_without_a_key_what_is_gone_stays_gone(desk: Desk) -> None:
    ref = await desk.put(lines("Before"))
    long = lines(*(f"Sentence number {number} of many. " * 5 for number in range(60)))
    assert await desk.put(lines("After"), ref=ref, key="") == ref
    assert await desk.put(long, ref=ref, key="") == ref
    assert [message["content"] for message in desk.rita.messages()] == ["After"], "no part of it is new"
    desk.fake.messages[desk.rita.channel].clear()
    assert await desk.put(lines("Later"), ref=ref, key="") == ref
    assert desk.rita.messages() == []


async def test_a_long_message_is_several_and_its_edit_takes_all_their_places(desk: Desk) -> None:
    long = lines(*(f"Sentence number {number} of many. " * 5 for number in range(60)))
    ref = await desk.put(long)
    assert len(desk.rita.messages()) > 3
    assert await desk.put(long, ref=ref, key="k2") == ref
    shorter = await desk.put(lines("Short."), ref=ref, key="k3")
    assert shorter.split(",") == [ref.split(",")[0]]
    assert [message["content"] for message in desk.rita.messages()] == ["Short."]


@pytest.mark.parametrize("status", [429, 403])
async def test_a_long_message_that_is_stopped_halfway_is_in_doubt(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    long = lines(*(f"Sentence number {number} of many. " * 5 for number in range(60)))
    new = Posts._new

    async def stopped(posts: Posts, channel: str, payload: Payload, key: str) -> str:
        made = await new(posts, channel, payload, key)
        desk.fake.fail("POST /channels", status, {**LIMITED, "retry_after": 40.0, "code": 50013})
        return made

    monkeypatch.setattr(Posts, "_new", stopped)
    with pytest.raises(Unsure):
        await desk.put(long)
    monkeypatch.setattr(Posts, "_new", new)
    assert len(desk.rita.messages()) == 1
    await desk.put(long)
    parts = [message["content"] for message in desk.rita.messages()]
    assert len(parts) == len(set(parts)) > 3


async def test_a_channel_by_its_id_and_never_by_its_name(desk: Desk) -> None:
    desk.fake.gateway.guilds["500"] = {"501": "progress"}
    await desk.put(lines("Done this week"), channel="501")
    assert desk.fake.messages["501"]
    with pytest.raises(Unreachable):
        await desk.put(lines("Done this week"), channel="progress")
    with pytest.raises(Unreachable, match="10003"):
        await desk.put(lines("Done this week"), channel="999", key="k2")


@pytest.mark.parametrize("code", [50001, 50013])
async def test_a_channel_in_which_we_may_not_write_yet_is_none_that_is_closed(desk: Desk, code: int) -> None:
    desk.fake.gateway.guilds["500"] = {"501": "progress"}
    desk.fake.fail("POST /channels/501", 403, {"code": code, "message": "Missing"})
    with pytest.raises(Unreachable, match=str(code)) as refused:
        await desk.put(lines("Done this week"), channel="501")
    assert refused.value.state == "unpermitted"
    desk.fake.fail("POST /channels", 403, {"code": code, "message": "Missing"})
    with pytest.raises(Unreachable) as refused:
        await desk.put(lines("Hello"))
    assert refused.value.state == "removed", "of a person it means something else"


async def test_a_channel_that_is_named_is_found_where_they_are_a_member(desk: Desk) -> None:
    desk.fake.gateway.guilds = {"500": {"501": "progress"}, "600": {"601": "progress"}}
    await desk.restart()
    desk.fake.members.add(("600", "100"))
    await desk.rita.type("#progress")
    assert desk.inbox.events[-1].words == "<#601|progress>"
    await desk.joy.type("#progress")
    assert desk.inbox.events[-1].words == "#progress"
    await desk.rita.type("https://discord.com/channels/500/501")
    assert desk.inbox.events[-1].words.startswith("https://")


PATIENT = WAITS._replace(place=10)
"""Thirty questions take a busy machine longer than we would let anybody wait."""


async def test_a_name_that_stands_in_many_servers_is_found_in_theirs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.places.WAITS", PATIENT)
    desk.fake.gateway.guilds = {str(server): {f"{server}1": "general"} for server in range(500, 530)}
    await desk.restart()
    desk.fake.members |= {("529", "100"), ("503", "200"), ("521", "200")}
    await desk.rita.type("#general")
    assert desk.inbox.events[-1].words == "<#5291|general>"
    await desk.joy.command("tell", guild="521", channel="5211", words="here I am")
    await desk.joy.type("#general")
    assert desk.inbox.events[-1].words == "<#5211|general>", "where they were met last"


async def test_a_try_that_ran_out_of_time_gets_further_the_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.fake.gateway.guilds = {str(server): {f"{server}1": "general"} for server in range(500, 530)}
    await desk.restart()
    desk.fake.members.add(("529", "100"))
    monkeypatch.setattr("adapters.discord.places.WAITS", WAITS._replace(place=1))
    desk.fake.slow, desk.fake.slow_at = 30, "GET /guilds/52.*/members"
    await desk.rita.type("#general")
    assert desk.inbox.events[-1].words == "#general"
    desk.fake.slow = 0.0
    monkeypatch.setattr("adapters.discord.places.WAITS", PATIENT)
    before = len(desk.fake.requests)
    await desk.rita.type("#general")
    assert desk.inbox.events[-1].words == "<#5291|general>"
    asked = {path.split("/")[2] for _, path, _ in desk.fake.requests[before:] if "members" in path}
    assert "500" not in asked, "who was not there a moment ago is asked last"


@pytest.mark.parametrize("said", ["#progress", "<#501>", "https://discord.com/channels/500/501", "<#502>"])
async def test_a_channel_that_they_cannot_see_is_not_found(desk: Desk, said: str) -> None:
    desk.fake.gateway.guilds = {"500": {"501": "progress"}}
    desk.fake.threads["502"] = ("500", "501", "weeks")
    await desk.restart()
    desk.fake.members |= {("500", "100"), ("500", "200")}
    view = str(1 << 10)
    desk.fake.overwrites["501"] = [
        {"id": "500", "type": 0, "allow": "0", "deny": view},
        {"id": "200", "type": 1, "allow": view, "deny": "0"},
    ]
    await desk.rita.type(said)
    assert desk.inbox.events[-1].words == said
    await desk.joy.type(said)
    assert desk.inbox.events[-1].words in ("<#501|progress>", "<#502|weeks>")


async def test_a_private_thread_is_found_by_those_in_it_alone(desk: Desk) -> None:
    desk.fake.gateway.guilds = {"500": {"501": "progress"}}
    desk.fake.threads["502"] = ("500", "501", "weeks")
    desk.fake.private["502"] = {"200"}
    desk.fake.members |= {("500", "100"), ("500", "200")}
    await desk.rita.type("<#502>")
    assert desk.inbox.events[-1].words == "<#502>"
    await desk.joy.type("<#502>")
    assert desk.inbox.events[-1].words == "<#502|weeks>"


async def test_a_thread_is_a_place_for_the_week_too(desk: Desk) -> None:
    desk.fake.gateway.guilds = {"500": {"501": "progress"}}
    desk.fake.threads["502"] = ("500", "501", "weeks")
    desk.fake.members.add(("500", "100"))
    await desk.rita.type("<#502>")
    assert desk.inbox.events[-1].words == "<#502|weeks>"
    await desk.joy.type("https://discord.com/channels/500/502")
    assert desk.inbox.events[-1].words == "https://discord.com/channels/500/502"
    ref = await desk.put(lines("Done this week"), channel="502")
    assert await desk.put(lines("Done this week, and one late"), channel="502", ref=ref, key="k2") == ref
    (post,) = desk.fake.messages["502"].values()
    assert post["content"] == "Done this week, and one late"


@pytest.mark.parametrize("code", [50007, 50278])
async def test_closed_direct_messages_are_told_by_their_code(desk: Desk, code: int) -> None:
    desk.fake.closed["100"] = code
    with pytest.raises(Unreachable, match=str(code)):
        await desk.put(lines("Hello"))
    await desk.put(lines("Hello"), to="200")


async def test_a_fault_of_ours_is_not_taken_for_a_pause_of_discords(desk: Desk) -> None:
    ours = Calls()
    ours.http = desk.adapter.supervisor.client.http if desk.adapter.supervisor.client else None
    with pytest.raises(KeyError, match="user_id"):
        await ours.call("GET", "/guilds/{guild_id}/members/{user_id}", guild_id="500")


@pytest.mark.parametrize("status", [403, 429])
async def test_messages_opened_too_fast_close_nobody_and_hold_all_that_are_new(
    desk: Desk, status: int
) -> None:
    await desk.put(lines("Hello"), to="200", key="k0")
    desk.fake.closed["100"], desk.fake.too_fast = 40003, status
    for _ in range(3):
        with pytest.raises(TryLater) as later:
            await desk.put(lines("Hello"))
        assert 0 < later.value.seconds <= 900
    assert [path for _, path, _ in desk.fake.requests].count("/users/@me/channels") == 2
    await desk.put(lines("Hello again"), to="200", key="k2")
    del desk.fake.closed["100"]
    # Whoever acts themselves is written to all the same.
    await desk.rita.command("tell", words="hello", guild="500", channel="501")
    assert desk.rita.screen("501") == "Heard."


async def test_too_many_refusals_stop_everything_long_before_discord_does(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "INVALID_MOST", 3)
    await desk.restart()
    desk.fake.closed["100"] = 50007
    for number in range(3):
        with pytest.raises(Unreachable):
            await desk.put(lines("Hello"), key=f"k{number}")
    before = len(desk.fake.requests)
    with pytest.raises(TryLater) as later:
        await desk.put(lines("Hello"), to="200")
    assert later.value.seconds == INVALID_SECONDS
    assert len(desk.fake.requests) == before


async def test_somebody_unknown(desk: Desk) -> None:
    with pytest.raises(Unreachable, match="10013"):
        await desk.put(lines("Hello"), to="999")


async def test_a_short_pause_is_waited_out(desk: Desk) -> None:
    desk.fake.fail("POST /channels", 429, LIMITED)
    await desk.put(lines("Hello"))
    assert desk.rita.sees() == "Hello"


async def test_a_long_pause_is_handed_on(desk: Desk) -> None:
    desk.fake.fail("POST /channels", 429, {**LIMITED, "retry_after": 40.0})
    with pytest.raises(TryLater) as later:
        await desk.put(lines("Hello"))
    assert later.value.seconds == 40.0


async def test_a_refusal_from_the_edge_is_a_pause(desk: Desk) -> None:
    desk.fake.fail("POST /channels", 429, {"message": "banned"}, via=False)
    with pytest.raises(TryLater):
        await desk.put(lines("Hello"))


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_fault_at_discord_is_tried_later_and_adds_nothing(desk: Desk, status: int) -> None:
    desk.fake.fail("POST /channels", status, lost=True, times=5)
    with pytest.raises(Unsure):
        await desk.put(lines("Hello"))
    desk.fake.failures.clear()
    await desk.put(lines("Hello"))
    assert len(desk.rita.messages()) == 1


async def test_a_send_that_lasts_is_given_up(desk: Desk) -> None:
    desk.fake.slow = 5
    with pytest.raises(Unsure):
        async with asyncio.timeout(4):
            await desk.put(lines("Hello"))
    desk.fake.slow = 0


async def test_messages_that_nobody_asked_for_are_opened_at_a_pace(desk: Desk) -> None:
    for number in range(300, 312):
        desk.fake.users[str(number)] = {**desk.rita.user, "id": str(number)}
    for number in range(300, 310):
        await desk.put(lines("Hello"), to=str(number))
    with pytest.raises(TryLater) as later:
        await desk.put(lines("Hello"), to="310")
    assert 0 < later.value.seconds <= 60
    await desk.put(lines("Hello again"), to="300", key="k2")


async def test_an_open_channel_is_remembered(desk: Desk) -> None:
    await desk.put(lines("Hello"))
    await desk.restart()
    await desk.put(lines("Again"), key="k2")
    opened = [path for method, path, _ in desk.fake.requests if path == "/users/@me/channels"]
    assert len(opened) == 1


async def test_nothing_is_kept_of_somebody_who_only_wrote(desk: Desk) -> None:
    await desk.rita.type("hello")
    await desk.rita.command("tell", guild="500", channel="501", words="hello")
    assert not any("100" in room for room in desk.log.kept)


async def test_the_list_of_an_earlier_version_is_dropped(desk: Desk) -> None:
    await desk.log.append("discord/direct", {"100": "1100"})
    await desk.restart()
    assert await desk.log.read("discord/direct") == [(1, {})]


async def test_a_message_taken_away_is_its_writers_after_a_restart_too(desk: Desk) -> None:
    message = await desk.rita.type("hello")
    for channel in (desk.rita.channel, "999"):
        await desk.restart()
        await desk.fake.gateway.send("MESSAGE_DELETE", {"id": message["id"], "channel_id": channel})
        await desk.settle()
    hello, deleted = desk.inbox.events
    assert isinstance(deleted, Deleted)
    assert (deleted.who, deleted.message) == (hello.who, hello.id)


async def test_a_picture_with_its_words_and_a_file(desk: Desk) -> None:
    async def draw(name: str) -> bytes:
        return b"PNG" + name.encode()

    desk.options["pictures"] = draw
    await desk.restart()
    spans = (Run("Here is the plan: "), Download("plan.ics", "text/calendar", "BEGIN:VCALENDAR"))
    await desk.put(Message((spans,), picture="chart", alt="Six of eight are done."))
    (body,) = [body for method, path, body in desk.fake.requests if path.endswith("/messages") and body]
    assert [file["filename"] for file in body["attachments"]] == ["picture.png", "plan.ics"]
    assert body["attachments"][0]["description"] == "Six of eight are done."


async def test_without_a_picture_its_words_stand_there(desk: Desk) -> None:
    await desk.put(lines("This week", picture="chart", alt="Six of eight are done."))
    assert "Six of eight are done." in desk.rita.sees()


async def test_what_stands_there_is_found_by_its_buttons_or_its_words(desk: Desk) -> None:
    async def find(message: Message, key: str = "other") -> list[str]:
        rita = Where("discord", "", "100")
        found = await desk.adapter.find(rita, "", message, key=key, since_ms=0)
        return [one.ref for one in found]

    hello = await desk.put(lines("Hello"), key="k1")
    yes = await desk.put(pressable("Yes"), key="k2")
    desk.fake.say(desk.rita.channel, "100", {"content": "Hello"})
    assert await find(lines("Hello")) == [hello]
    assert await find(pressable("Yes")) == [yes]
    assert await find(pressable("No")) == []
    assert await find(lines("Good morning")) == []
    again = await desk.put(lines("Hello"), key="k3")
    assert await find(lines("Hello")) == [hello, again]
    long = lines(*(f"Sentence number {number} of many. " * 5 for number in range(60)))
    assert await find(long) == []
    whole = await desk.put(long, key="k4")
    assert await find(long) == [whole]
    desk.fake.fail("GET /channels", 403, {"code": 50001, "message": "Missing Access"})
    with pytest.raises(Unreachable, match="50001"):
        await find(long)


async def test_what_was_written_while_nobody_listened_is_read_once(desk: Desk) -> None:
    rita = Where("discord", "", "100")
    await desk.rita.type("told")
    for number in range(120):
        desk.fake.say(desk.rita.channel, "100", {"content": f"never told {number}"})
    assert await desk.adapter.catch_up(rita, 0) == 121
    words = [event.words for event in desk.inbox.events]
    assert words[1:] == ["told", *(f"never told {number}" for number in range(120))]
    assert desk.adapter.connections == 1
