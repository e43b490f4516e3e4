"""What the network does: repeats, losses, haste, lateness, refusals."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import sending, wire
from adapters.slack.home import Home
from adapters.slack.limits import WAITS
from adapters.slack.patience import Patience
from bot.engine.cards import Message, Run
from bot.ports import Command, Reply, Sent, Shut, TryLater, Typed, Unreachable, Unsure, Where
from storage import KeyRing
from tests.adapters.slack.conftest import Heard, House, running
from tests.adapters.slack.fake import TOKEN, Fault, NotAcknowledged, Slack
from tests.adapters.slack.fake_methods import TEAM
from tests.adapters.slack.judge import texts
from tests.adapters.slack.person import eventually, hire

JOY = Where("slack", TEAM, "UJOY")
HELLO = Message(((Run("Hello"),),))


async def test_an_event_told_again_changes_nothing_and_shows_nothing(house: House, slack: Slack):
    await hire(house.rita)
    rita = house.rita
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await rita.press("Looks right")
    await house.settled()
    ts = slack.stamp()
    await rita.type("My evenings back.", ts=ts)
    await house.settled()
    count = len(rita.messages)
    await asyncio.gather(*(rita.type("My evenings back.", ts=ts, retry=n) for n in (1, 2, 3)))
    await house.settled()
    assert len(rita.messages) == count


async def test_fifty_presses_of_one_button_have_one_effect(house: House):
    rita = house.rita
    await rita.command("add <@UJOY|joy>")
    await house.settled()
    message = rita.messages[-1]
    block = next(b for b in message["blocks"] if b["type"] == "actions")
    action = {"type": "button", "action_id": block["elements"][0]["action_id"]}
    before = len(rita.messages)
    answers = await asyncio.gather(*(rita.act(message, block, action) for _ in range(50)))
    assert len(answers) == 50
    await house.settled()
    assert len(rita.messages) == before + 1


async def test_slack_hears_in_time_even_when_the_database_is_slow(
    house: House, heard: Heard, slack: Slack, monkeypatch: pytest.MonkeyPatch
):
    """Everything that Slack waits for, with its three seconds made short."""
    rita = house.rita
    await hire(rita)
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await rita.press("Looks right")
    await rita.press("Answer")
    await house.settled()
    view, message = rita.view(), rita.messages[-1]
    monkeypatch.setattr(house.adapter.running.listeners, "patience", Patience(0.05))
    heard.slow, slack.patience = 0.4, 0.35

    answer = await rita.fill(view, {"": "My evenings are mine again."})
    assert "takes longer than usual" in texts(answer["view"]["blocks"])
    slack.payloads.append(("modal", answer["view"]))
    await house.settled()
    await rita.until("My evenings are mine again.")
    await rita.command("help")
    await rita.shortcut(wire.QUOTE, {"user": "UJOY", "text": "Done", "ts": "17.25"}, "C7")
    await rita.shortcut(wire.WAITING)
    block = next(one for one in message["blocks"] if one["type"] == "actions")
    button = block["elements"][0]
    await rita.act(message, block, {"type": "button", "action_id": button["action_id"]})
    # A message is told again until it is kept, and is kept once.
    ts = slack.stamp()
    with pytest.raises(NotAcknowledged):
        await rita.type("next", ts=ts)
    slack.patience = 3
    await rita.type("next", ts=ts, retry=1)
    await house.settled()
    kept = [event for event in heard.events if isinstance(event, Typed)]
    assert len(kept) == 2
    assert len({event.id for event in kept}) == 1


async def test_an_event_that_could_not_be_kept_is_not_acknowledged(house: House, heard: Heard, slack: Slack):
    async def broken(_: Any) -> Reply:
        raise RuntimeError("no disk")

    whole, heard.take = heard.take, broken  # type: ignore[method-assign, assignment]
    slack.patience = 0.3
    with pytest.raises(NotAcknowledged):
        await house.joy.type("Hello")
    slack.patience = 3
    heard.take = whole  # type: ignore[method-assign]
    await house.joy.type("Hello")
    assert isinstance(heard.events[-1], Typed)


async def test_a_pause_that_slack_asks_for_is_kept(house: House, slack: Slack):
    slack.faults["chat.postMessage"] = [Fault(status=429, retry_after=7)]
    with pytest.raises(TryLater) as later:
        await house.adapter.put(JOY, "", HELLO, ref="", key="k1")
    assert (later.value.seconds, later.value.of) == (7, "posts")
    await house.adapter.put(JOY, "", HELLO, ref="", key="k1")
    slack.faults["chat.postMessage"] = [Fault(status=429, retry_after=1)]
    begun = time.monotonic()
    await house.joy.command("help")
    await house.settled()
    assert time.monotonic() - begun >= 1
    assert slack.count("chat.postMessage") == 4


async def test_a_message_whose_answer_was_lost_is_found_by_its_key(house: House, slack: Slack):
    began = round(time.time() * 1000)
    slack.faults["chat.postMessage"] = [Fault(cut=True)]
    with pytest.raises(Unsure):
        await house.adapter.put(JOY, "", HELLO, ref="", key="k2")
    other = await house.adapter.put(JOY, "", HELLO, ref="", key="k3")

    async def find(key: str) -> list[str]:
        found = await house.adapter.find(JOY, "", HELLO, key=key, since_ms=began)
        return [one.ref for one in found]

    (ref,) = await find("k2")
    assert ref.startswith("DJOY:")
    assert await find("k3") == [other.ref]
    assert await find("k4") == []
    again = await house.adapter.put(JOY, "", HELLO, ref="", key="k2")
    assert await find("k2") == [ref, again.ref]
    slack.faults["conversations.history"] = [Fault(error="missing_scope"), Fault(status=429, retry_after=9)]
    with pytest.raises(Unreachable, match="missing_scope"):
        await find("k2")
    with pytest.raises(TryLater):
        await find("k2")


async def test_half_a_message_is_found_and_made_whole(house: House, slack: Slack):
    began = round(time.time() * 1000)
    long = Message(tuple((Run(f"{n} " + "word " * 500),) for n in range(9)))
    slack.faults["chat.postMessage"] = [Fault(), Fault(status=429, retry_after=3)]
    with pytest.raises(Unsure):
        await house.adapter.put(JOY, "", long, ref="", key="k2")
    (half,) = await house.adapter.find(JOY, "", long, key="k2", since_ms=began)
    assert half.ref.count(",") == 0
    whole = await house.adapter.put(JOY, "", long, ref=half.ref, key="k2")
    assert whole.ref.startswith(f"{half.ref},")
    assert await house.adapter.find(JOY, "", long, key="k2", since_ms=began) == (whole,)


async def test_what_slack_never_told_is_read_from_the_history_once(house: House, heard: Heard, slack: Slack):
    await house.joy.type("told")
    told = heard.events[-1]
    ts = slack.stamp()
    slack.posted["DJOY"][ts] = {"ts": ts, "type": "message", "user": "UJOY", "text": "never told"}
    since = told.at_ms - 1000
    for _ in range(2):
        assert await house.adapter.catch_up(JOY, since) == 1
    words = [event.words for event in heard.events if isinstance(event, Typed)]
    assert words == ["told", "never told", "never told"]
    assert len({event.id for event in heard.events[-2:]}) == 1
    await house.settled()
    assert sum("never told" in str(one) for one in house.joy.messages) <= 2


async def test_an_edit_stands_where_the_message_stood_or_anew(house: House, slack: Slack):
    sent = await house.adapter.put(JOY, "", HELLO, ref="", key="k3")
    long = Message(tuple((Run(f"{n} " + "word " * 500),) for n in range(9)))
    grown = await house.adapter.put(JOY, "", long, ref=sent.ref, key="k4")
    assert grown.ref.count(",") >= 1
    back = await house.adapter.put(JOY, "", HELLO, ref=grown.ref, key="k5")
    assert back == sent
    assert len(house.joy.messages) == 1
    slack.posted["DJOY"].clear()
    assert await house.adapter.put(JOY, "", HELLO, ref=sent.ref, key="") == Sent(sent.ref), "gone"
    assert house.joy.messages == []
    anew = await house.adapter.put(JOY, "", HELLO, ref=sent.ref, key="k6")
    assert anew != sent
    assert len(house.joy.messages) == 1


async def test_who_cannot_be_reached_is_told_apart_from_a_shut_workspace(house: House, slack: Slack):
    with pytest.raises(Unreachable, match="user_not_found") as gone:
        await house.adapter.put(Where("slack", TEAM, "UGONE"), "", HELLO, ref="", key="k7")
    assert gone.value.state == "deleted"
    with pytest.raises(Unreachable, match="not_in_channel") as away:
        await house.adapter.put(JOY, "C9", HELLO, ref="", key="k8")
    assert away.value.state == "uninvited"
    slack.tokens.clear()
    for _ in range(3):
        with pytest.raises(Shut):
            await house.adapter.put(JOY, "", HELLO, ref="", key="k9")
    calls = len(slack.calls)
    with pytest.raises(TryLater):
        await house.adapter.put(JOY, "", HELLO, ref="", key="k9")
    assert len(slack.calls) == calls, "a refused token is not tried again and again"


async def test_a_messages_tab_that_is_off_closes_nobody_and_says_what_to_do(
    house: House, slack: Slack, caplog: pytest.LogCaptureFixture
):
    slack.faults["chat.postMessage"] = [Fault(error="messages_tab_disabled")]
    with pytest.raises(TryLater):
        await house.adapter.put(JOY, "", HELLO, ref="", key="k10")
    assert "Messages tab is off; see fivefold check" in caplog.text
    await house.adapter.put(JOY, "", HELLO, ref="", key="k10")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(error="invalid_auth"), "slack does not take the token"),
        (Fault(status=503), "slack did not say who we are"),
    ],
)
async def test_only_a_token_that_was_refused_is_called_wrong(
    slack: Slack, sqlite_url: str, ring: KeyRing, caplog: pytest.LogCaptureFixture, fault: Fault, said: str
):
    slack.faults["auth.test"] = [fault] * 9
    async with running(slack, sqlite_url, ring):
        pass
    (line,) = [one.getMessage() for one in caplog.records if "see fivefold check" in one.getMessage()]
    assert line.startswith(said)


async def test_the_app_was_removed(house: House, heard: Heard, slack: Slack):
    await slack.event({"type": "app_uninstalled"})
    assert heard.events[-1].reason == "app_uninstalled"
    with pytest.raises(TryLater):
        await house.adapter.put(JOY, "", HELLO, ref="", key="k10")


async def test_nothing_is_repeated_by_the_library(house: House, slack: Slack):
    slack.faults["chat.postMessage"] = [Fault(cut=True), Fault(status=500), Fault(status=503)]
    for _ in range(3):
        mark = slack.count("chat.postMessage")
        with pytest.raises(Unsure):
            await house.adapter.put(JOY, "", HELLO, ref="", key=f"k{mark}")
        assert slack.count("chat.postMessage") == mark + 1


@pytest.fixture
async def drawing(slack: Slack, sqlite_url: str, ring: KeyRing) -> AsyncIterator[House]:
    """A Fivefold whose pictures are their names."""

    async def png(name: str) -> bytes:
        return b"PNG " + name.encode()

    async with running(slack, sqlite_url, ring, pictures=png) as found:
        yield found


async def test_a_picture_goes_with_its_words(drawing: House, slack: Slack):
    house = drawing
    drawn = Message(((Run("This week"),),), picture="week-48", alt="Twelve done, nine before.")
    sent = await house.adapter.put(JOY, "", drawn, ref="", key="k11")
    image = next(b for b in house.joy.messages[-1]["blocks"] if b["type"] == "image")
    assert image["alt_text"] == "Twelve done, nine before."
    assert slack.files[image["slack_file"]["id"]]["data"] == b"PNG week-48"
    await house.adapter.put(JOY, "", drawn, ref=sent.ref, key="k12")
    assert slack.count("files.getUploadURLExternal") == 1
    slack.faults["files.getUploadURLExternal"] = [Fault(error="storage_limit_reached")]
    other = Message(((Run("Next week"),),), picture="week-49", alt="Ten done.")
    await house.adapter.put(JOY, "", other, ref="", key="k13")
    assert "Ten done." in house.joy.sees()


async def test_a_picture_that_slack_still_works_on_is_waited_for_then_left_to_its_words(
    drawing: House, slack: Slack, monkeypatch: pytest.MonkeyPatch
):
    house = drawing
    monkeypatch.setattr(sending, "IMAGE_PAUSES", (0.01, 0.01))
    drawn = Message(((Run("This week"),),), picture="week-48", alt="Twelve done.")
    slack.faults["chat.postMessage"] = [Fault(error="invalid_blocks")]
    await house.adapter.put(JOY, "", drawn, ref="", key="k1")
    assert "image" in [block["type"] for block in house.joy.messages[-1]["blocks"]]
    slack.faults["chat.postMessage"] = [Fault(error="invalid_blocks")] * 2
    await house.adapter.put(JOY, "", drawn, ref="", key="k2")
    assert "image" not in [block["type"] for block in house.joy.messages[-1]["blocks"]]
    assert "Twelve done." in house.joy.sees()


class Counting:
    """An inbox in which something else waits at every look."""

    looks = 0

    async def waiting(self, who: Where) -> Message:
        self.looks += 1
        return Message(((Run(f"look {self.looks}"),),))


class OneWorkspace:
    """The only one there is."""

    def __init__(self, slack: Slack) -> None:
        self._web = AsyncWebClient(token=TOKEN, base_url=slack.api_url)

    async def web(self, team: str) -> AsyncWebClient:
        return self._web


async def test_of_many_changes_at_once_the_newest_home_stands_last(slack: Slack):
    """The first is slow to arrive, and is not passed by those after it."""
    slack.faults["views.publish"] = [Fault(slow=0.2)]
    inbox = Counting()
    home = Home(cast(Any, inbox), cast(Any, OneWorkspace(slack)))
    who = Where("slack", TEAM, "URITA")
    for _ in range(20):
        home.want(who, 0)
        await asyncio.sleep(0.01)
    await eventually(lambda: "look 2" in texts(slack.homes["URITA"]["blocks"]), lambda: inbox.looks)
    await asyncio.sleep(0.05)
    assert inbox.looks == slack.count("views.publish") == 2
    await home.stop()


async def test_a_home_that_somebody_looks_at_changes_before_their_eyes(
    slack: Slack, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("adapters.slack.home.WAITS", WAITS._replace(home=0, home_again=0.02))
    inbox = Counting()
    home = Home(cast(Any, inbox), cast(Any, OneWorkspace(slack)))
    who = Where("slack", TEAM, "URITA")
    home.opened(who)
    await eventually(lambda: "look 3" in str(slack.homes.get("URITA")), lambda: inbox.looks)
    # They open it once more, and a quarter of an hour passes.
    monkeypatch.setattr("adapters.slack.home.WAITS", WAITS._replace(home=0, home_again=0.02, home_open=0))
    home.opened(who)
    await asyncio.sleep(0.1)
    last = inbox.looks
    await asyncio.sleep(0.1)
    assert inbox.looks == last, "nobody looks at it any more"
    await home.stop()


async def test_only_so_many_direct_messages_are_remembered(slack: Slack, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "CHANNELS_KEPT", 1)
    sender = sending.Sender(cast(Any, OneWorkspace(slack)))
    for user in ("URITA", "URITA", "UJOY", "UJOY", "URITA"):
        await sender.channel(TEAM, user)
    assert slack.count("conversations.open") == 3, "the first is forgotten with the second"


async def test_nobody_is_listed_and_profiles_are_kept(house: House, slack: Slack):
    for _ in range(3):
        await house.joy.command("help")
    assert slack.count("users.info") == 1
    assert not [call for call in slack.calls if call.method.endswith(".list")]


async def test_a_command_says_where_it_came_from(house: House, heard: Heard):
    await house.rita.command("help <#C1|general> &amp; <!here>", channel="C1", channel_name="general")
    command = heard.events[-1]
    assert isinstance(command, Command)
    assert command.words == "help #general & @here"
    assert not command.private
