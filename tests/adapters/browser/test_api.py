"""The JSON API, as docs/browser-api.md promises it to scripts."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
from pathlib import Path

import pytest

from adapters.browser import BrowserAdapter
from adapters.browser.api import Api
from adapters.browser.people import names
from bot.engine.cards import Download, Link, Message, Run
from bot.engine.kinds import Kind
from bot.logs import Lines
from bot.ports import Command, Press, Profile, Sent, Submit, Typed, Unreachable, Where
from tests.adapters.browser.scripted import DAY, START, buttons_card, lines

RITA, JOY = Where("browser", "", "rita"), Where("browser", "", "joy")


async def test_a_command_carries_mentions_as_the_ports_expect_them(workspace):
    await workspace.say("rita", "/fivefold add @joy")
    (event,) = workspace.inbox.events
    assert isinstance(event, Command)
    assert event.words == "add <@joy|Joy Santos>"
    assert event.people["joy"] == Profile("Joy Santos", "Asia/Manila", "en")
    assert event.profile == Profile("Rita Lopes", "Europe/Lisbon", "en")
    assert event.who == RITA
    assert event.at_ms == START


async def test_an_event_says_when_it_happened_and_the_line_when_it_is_there(workspace):
    """Pages are confirmed in the machine's time: a moved clock must not make an answer look too old."""
    workspace.time.now = START - 100 * DAY
    await workspace.say("rita", "an answer")
    (event,) = workspace.inbox.events
    assert event.at_ms == START
    assert workspace.adapter.rooms.messages("dm/rita")[0]["at"] == START - 100 * DAY


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/", ""),
        ("/fivefold", ""),
        ("/FIVEFOLD  help", "help"),
        ("/help", "help"),
        ("/stuck a code", "stuck a code"),
    ],
)
async def test_a_slash_begins_a_command(workspace, typed, words):
    await workspace.say("joy", typed)
    (event,) = workspace.inbox.events
    assert isinstance(event, Command)
    assert event.words == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ask @Joy.", "ask <@joy|Joy Santos>."),
        ("@joyful", "@joyful"),
        ("me@joy", "me@joy"),
        ("@joy.example.org", "@joy.example.org"),
    ],
)
async def test_only_people_are_mentioned(workspace, typed, words):
    await workspace.say("rita", typed)
    (event,) = workspace.inbox.events
    assert isinstance(event, Typed)
    assert event.words == words


def test_a_mention_is_read_as_a_name_whatever_stands_in_it():
    assert names("I ask <@rita|Rita Lopes|Europe/Lisbon|en>, or <@joy|Joy Santos>") == (
        "I ask Rita Lopes, or Joy Santos"
    )


async def test_what_is_said_and_answered_stands_in_the_person_s_room(workspace):
    answer = await workspace.say("joy", "hello")
    assert [message.get("words") or message["plain"] for message in answer] == ["hello", "I read: hello"]
    state = await workspace.get("api/state", person="joy")
    assert state["messages"] == answer
    assert state["time"]["now"] == START
    assert state["person"]["zone"] == "Asia/Manila"
    assert (await workspace.get("api/state", person="rita"))["messages"] == []


async def test_open_prompts_name_their_kinds_options_and_ids(workspace):
    await workspace.say("joy", "/fivefold everything")
    prompts = (await workspace.get("api/state", person="joy"))["open"]
    assert {prompt["type"] for prompt in prompts} == {"button", "select", "form"}
    (form,) = [prompt for prompt in prompts if prompt["id"] == "form:1"]
    kinds = {field["id"]: field["kind"] for field in form["fields"]}
    assert kinds["level"] == "scale"
    level = next(field for field in form["fields"] if field["id"] == "level")
    assert level["choices"][1] == {"id": "1", "label": "Knows how", "note": "but not for a client so far"}


async def test_a_press_is_answered_in_place_and_confirmed(workspace):
    asked = (await workspace.say("rita", "/fivefold few"))[-1]
    assert workspace.inbox.confirmed[-1][1] == asked["ref"] == "dm/rita:2"
    answer = await workspace.post("api/press", person="rita", control="s:few", picked=["inbox"])
    event = workspace.inbox.events[-1]
    assert isinstance(event, Press)
    assert (event.control, event.picked) == ("s:few", ("inbox",))
    replaced, asks_next = answer["messages"]
    assert replaced["ref"] == asked["ref"]
    assert replaced["plain"] == "You chose inbox."
    assert asks_next["number"] == 3
    assert workspace.inbox.confirmed[-1][1] == "dm/rita:3"


async def test_a_form_comes_back_with_its_faults_and_what_was_typed(workspace):
    await workspace.say("joy", "/fivefold form")
    values = {"hours": "twenty", "way": ["Something"], "by": "@rita", "inbox": "41 of 46"}
    answer = await workspace.post("api/submit", person="joy", control="form:1", values=values)
    (message,) = answer["messages"]
    fields = {field["id"]: field for field in message["controls"][1]["fields"]}
    assert fields["hours"]["error"] == "Write the hours as a number, such as 20."
    assert fields["hours"]["value"] == "twenty"
    assert fields["way"]["value"] == ["Something"]
    assert fields["by"]["value"] == "@rita"
    event = workspace.inbox.events[-1]
    assert isinstance(event, Submit)
    assert event.values["by"] == "<@rita|Rita Lopes>"
    assert event.values["way"] == ("Something",)
    assert "rita" in event.people


async def test_a_retry_is_recognised_and_adds_nothing(workspace):
    first = await workspace.say("joy", "/fivefold few", id="a1")
    await workspace.say("joy", "/fivefold few", id="a1")
    assert len(workspace.inbox.events) == 1
    state = await workspace.get("api/state", person="joy")
    assert [message["number"] for message in state["messages"]] == [message["number"] for message in first]


async def test_a_retry_after_a_restart_adds_nothing_either(workspace):
    await workspace.say("joy", "/fivefold few", id="a1")
    await workspace.restart()
    await workspace.say("joy", "/fivefold few", id="a1")
    assert len((await workspace.get("api/state", person="joy"))["messages"]) == 2


async def test_two_lines_at_once_are_answered_one_after_the_other(workspace):
    await asyncio.gather(*(workspace.say("joy", f"line {n}") for n in range(8)))
    messages = (await workspace.get("api/state", person="joy"))["messages"]
    texts = [message.get("words") or message["plain"] for message in messages]
    assert texts[1::2] == [f"I read: {line}" for line in texts[::2]]


async def test_suggestions_come_from_the_inbox_and_people_from_here(workspace):
    found = await workspace.get("api/suggest", person="rita", words="a")
    assert [each["value"] for each in found["suggestions"]] == ["add", "away"]
    found = await workspace.get("api/suggest", person="rita", words="add @j")
    assert found["suggestions"] == [{"label": "@joy", "value": "add @joy", "note": "Joy Santos"}]
    found = await workspace.get("api/suggest", person="rita", words="add me@j")
    assert found["suggestions"] == []


async def test_what_waits(workspace):
    assert (await workspace.get("api/waiting", person="rita"))["message"]["title"] == [{"text": "What waits"}]


# --- what others cause ------------------------------------------------------------------------


async def test_delivery_puts_once_and_edits(workspace):
    put = workspace.adapter.put
    sent = await put(JOY, "", lines("Hello Joy"), ref="", key="k1")
    assert sent.ref == "dm/joy:1"
    assert await put(JOY, "", lines("Hello Joy"), ref="", key="k1") == sent
    assert await put(JOY, "", lines("Hello again"), ref=sent.ref, key="k2") == sent
    assert await put(JOY, "", lines("Nowhere"), ref="dm/joy:9", key="") == Sent("dm/joy:9"), "only an edit"
    posted = await put(JOY, "#shop", lines("Week of 23 November"), ref="", key="k3")
    assert posted.ref == "channel/shop:1"
    state = await workspace.get("api/state", person="joy")
    assert [message["plain"] for message in state["messages"]] == ["Hello again"]
    assert [message["plain"] for message in state["channel"]] == ["Week of 23 November"]
    await workspace.restart()
    assert await workspace.adapter.put(JOY, "", lines("Hello Joy"), ref="", key="k1") == sent


@pytest.mark.parametrize(
    ("to", "channel"),
    [(Where("browser", "", "nobody"), ""), (Where("slack", "T1", "joy"), ""), (JOY, "#other")],
)
async def test_who_cannot_be_reached(workspace, to, channel):
    with pytest.raises(Unreachable):
        await workspace.adapter.put(to, channel, lines("Hello"), ref="", key="k")


async def test_only_web_links_are_links(workspace):
    run = Message(((Link("javascript:alert(1)", "press"), Link("https://example.org", "see"), Run("x")),))
    await workspace.adapter.put(JOY, "", run, ref="", key="k")
    (message,) = (await workspace.get("api/state", person="joy"))["messages"]
    assert message["body"] == [
        [{"text": "press"}, {"url": "https://example.org", "text": "see"}, {"text": "x"}]
    ]


# --- the clock ------------------------------------------------------------------------------------


async def test_the_clock_stops_at_everything_due(workspace):
    await workspace.post("api/clock", days=7)
    assert workspace.time.stops == [
        START + DAY // 4,
        START + 2 * DAY,
        START + 5 * DAY,
        START + 7 * DAY,
    ]
    assert (await workspace.post("api/clock", to="next"))["moved"] is False


async def test_the_next_thing_due_is_the_next_that_shows_something(workspace):
    """What falls due without a message to anybody is passed over: a press always shows something."""
    answer = await workspace.post("api/clock", to="next")
    assert (answer["moved"], answer["time"]["now"]) == (True, START + 5 * DAY)
    assert workspace.time.stops == [START + DAY // 4, START + 2 * DAY, START + 5 * DAY]


async def test_a_week_keeps_the_time_of_day_over_a_clock_change(workspace):
    workspace.time.now = START + 120 * DAY  # Tue 23 March 2027, 10:00; summer time begins on the 28th.
    await workspace.post("api/clock", days=7)
    assert workspace.time.now == START + 127 * DAY - 3_600_000


async def test_the_clock_moves_once_at_a_time(workspace):
    workspace.time.step_seconds = 0.1
    first, second = await asyncio.gather(
        workspace.post("api/clock", days=1), workspace.post("api/clock", days=1)
    )
    assert sorted((first["status"], second["status"])) == [200, 409]


# --- the stream ---------------------------------------------------------------------------------


async def _events(workspace, after: str, count: int) -> list[tuple[str, str, dict[str, object]]]:
    found: list[tuple[str, str, dict[str, object]]] = []
    async with workspace.client.get(
        workspace.address + "api/events", headers={"Last-Event-ID": after}
    ) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        text = ""
        while len(found) < count:
            text += (await asyncio.wait_for(stream.content.readline(), 5)).decode()
            if match := re.fullmatch(r"(?s).*?id: (.*?)\nevent: (.*?)\ndata: (.*?)\n\n", text):
                found.append((match[1], match[2], json.loads(match[3])))
                text = ""
    return found


async def test_a_stream_goes_on_where_it_broke(workspace):
    start = (await workspace.get("api/state"))["event"]
    await workspace.say("joy", "one")
    (first, second) = await _events(workspace, start, 2)
    assert first[1:] == ("message", {"room": "dm/joy", "message": first[2]["message"]})
    assert await _events(workspace, first[0], 1) == [second]


async def test_after_a_restart_a_stream_asks_for_the_state(workspace):
    before = (await workspace.get("api/state"))["event"]
    await workspace.restart()
    ((_, kind, _),) = await _events(workspace, before, 1)
    assert kind == "again"


# --- what goes wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("say", {"person": "nobody", "words": "hello"}, 404),
        ("say", {"person": "joy"}, 400),
        ("say", {"person": "joy", "words": "  "}, 400),
        ("say", {"person": "joy", "words": ["hello"]}, 400),
        ("say", {"person": ["joy"], "words": "hello"}, 404),
        ("say", {"person": "joy", "words": "hello", "id": 7}, 400),
        ("press", {"person": "joy"}, 400),
        ("press", {"person": "joy", "control": "x" * 300}, 400),
        ("press", {"person": "joy", "control": "b", "picked": 3}, 400),
        ("submit", {"person": "joy", "control": "f", "values": ["a"]}, 400),
        ("submit", {"person": "joy", "control": "f", "values": {"a": 3}}, 400),
        ("clock", {"days": 0}, 400),
        ("clock", {"days": True}, 400),
        ("clock", {"to": "monday"}, 400),
    ],
)
async def test_nonsense_is_refused_in_a_sentence(workspace, path, data, status):
    answer = await workspace.post(f"api/{path}", **data)
    assert answer["status"] == status
    assert answer["error"].endswith(".")
    assert workspace.inbox.events == []


@pytest.mark.parametrize("raw", [b"{", b"[]", b"\xff\xfe", b'"x"', b"[" * 100_000])
async def test_what_is_no_json_object_is_refused(workspace, raw):
    headers = {"Content-Type": "application/json"}
    async with workspace.client.post(workspace.address + "api/say", data=raw, headers=headers) as answer:
        assert answer.status == 400
        assert "error" in await answer.json()


async def test_characters_nothing_can_keep_are_replaced(workspace):
    raw = rb'{"person": "joy", "words": "a\u0000b\ud800c \ud83d\ude00"}'
    headers = {"Content-Type": "application/json"}
    async with workspace.client.post(workspace.address + "api/say", data=raw, headers=headers) as answer:
        assert answer.status == 200
    assert workspace.inbox.events[0].words == "a\ufffdb\ufffdc \U0001f600"


async def test_a_very_long_text_reaches_the_inbox_and_a_longer_one_a_sentence(workspace):
    assert len(await workspace.say("joy", "\U0001f600" * 50_000)) == 2
    long = io.BytesIO(json.dumps({"person": "joy", "words": "x" * 2_000_000}).encode())
    headers = {"Content-Type": "application/json"}
    async with workspace.client.post(workspace.address + "api/say", data=long, headers=headers) as answer:
        assert answer.status == 413
        assert "too long" in (await answer.json())["error"]


async def test_a_failing_inbox_is_one_sentence_and_no_text_in_the_log(workspace, caplog):
    workspace.inbox.fails = True
    with caplog.at_level(logging.DEBUG):
        answer = await workspace.post("api/say", person="joy", words="my hidden words")
    assert answer["status"] == 503
    assert "try again" in answer["error"]
    (line,) = map(Lines().format, caplog.records)
    assert "POST /api/say failed error=OSError at " in line
    assert "hidden" not in line
    assert "secrets" not in line


async def test_trouble_of_the_store_is_told_in_its_own_words(workspace, caplog):
    workspace.inbox.trouble = "The disk is full: nothing new can be kept."
    with caplog.at_level(logging.DEBUG):
        answer = await workspace.post("api/say", person="joy", words="my hidden words")
    assert (answer["status"], answer["error"]) == (503, workspace.inbox.trouble)
    assert "hidden" not in caplog.text
    workspace.inbox.trouble = ""
    assert await workspace.say("joy", "again")


async def test_only_this_machine_may_be_bound(workspace):
    with pytest.raises(ValueError, match="127"):
        BrowserAdapter(
            workspace.inbox, workspace.log, workspace.time, host="0.0.0.0", port=0, trouble=OSError
        )


async def test_pictures_are_served_where_the_app_draws_them(workspace):
    async def pictures(name: str) -> bytes | None:
        return b"\x89PNG" if name == "trend" else None

    workspace.adapter.pictures = pictures
    assert (await workspace.get("api/state"))["pictures"] is True
    async with workspace.client.get(workspace.address + "pictures/trend") as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
    async with workspace.client.get(workspace.address + "pictures/other") as answer:
        assert answer.status == 404


def test_every_route_is_documented(workspace):
    page = (Path(__file__).parents[3] / "docs/browser-api.md").read_text()
    for route in Api(workspace.adapter).routes():
        if route.path.startswith("/api/"):
            assert f"`{route.method} {route.path}" in page


async def test_every_part_of_an_answer_is_documented(workspace):
    page = (Path(__file__).parents[3] / "docs/browser-api.md").read_text()
    told = set(re.findall(r"[`\"]([a-z_-]+)[`\"]", page))
    await workspace.say("joy", "/fivefold everything")
    await workspace.post("api/submit", person="joy", control="form:1", values={"hours": "x"})
    kept = Message(((Download("rules.txt", "text/plain", "All of it."),),))
    await workspace.adapter.put(RITA, "", kept, ref="", key="k")
    await workspace.adapter.put(RITA, "channel/shop", lines("Done."), ref="", key="c")
    answers = [
        await workspace.get("api/state"),
        await workspace.get("api/state", person="joy"),
        await workspace.get("api/suggest", person="rita", words="a"),
        await workspace.get("api/waiting", person="rita"),
        await workspace.post("api/clock", to="next"),
    ]
    rooms = set(answers[0]["rooms"])
    assert all(f"`{room}`" in page for room in rooms)
    assert keys_in(answers) - told - rooms - {"status"} == set()
    assert {kind.name for kind in every_kind(Kind)} - {"consent"} <= told, (
        "consent is a button, never a field"
    )
    for status in (400, 403, 404, 405, 409, 413, 415, 503):
        assert re.search(rf"\b{status} ", page)


def every_kind(kind):
    """Every kind of question there is."""
    return {each for child in kind.__subclasses__() for each in (child, *every_kind(child))}


def keys_in(value):
    """Every name in an answer, however deep."""
    if isinstance(value, dict):
        return set(value) | set().union(*map(keys_in, value.values()), set())
    if isinstance(value, list):
        return set().union(*map(keys_in, value), set())
    return set()


def test_no_subject_of_the_product_is_known_here():
    folder = Path(__file__).parents[3] / "adapters/browser"
    subjects = "skill|gap|goal|training|review|assessment|cycle|coach|feedback"
    for path in [*folder.glob("*.py"), *folder.glob("page/*.js"), *folder.glob("page/*.html")]:
        assert not re.search(rf"\b({subjects})s?\b", path.read_text(), re.IGNORECASE), path.name


async def test_a_card_holds_all_its_parts(workspace):
    await workspace.adapter.put(RITA, "", buttons_card(), ref="", key="k")
    (message,) = (await workspace.get("api/state", person="rita"))["messages"]
    assert message["table"][0] == [[{"text": "Week"}], [{"text": "In time"}]]
    assert message["alt"].startswith("Answered in time")
    assert message["audience"] == "You and Joy read this answer."
    assert {"when": START + 11 * DAY, "text": "Fri 4 Dec"} in message["body"][0]


async def test_who_leaves_before_the_stream_begins_is_no_fault(workspace, caplog):
    for _ in range(20):
        _, writer = await asyncio.open_connection("127.0.0.1", workspace.port)
        writer.write(b"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % workspace.port)
        await writer.drain()
        writer.transport.abort()
        await asyncio.sleep(0)
    await workspace.get("api/state")
    assert caplog.messages == []
