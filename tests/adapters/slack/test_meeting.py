"""Where people first meet us: our messages that are empty yet, our name in a channel, an invitation there."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack import words
from bot.ports import Command
from tests.adapters.slack.conftest import Heard, House
from tests.adapters.slack.fake import Fault, Slack
from tests.adapters.slack.fake_methods import BOT_USER


def opens_messages(slack: Slack, user: str = "UJOY") -> dict[str, Any]:
    """Somebody opens our direct messages."""
    opened = {"type": "app_home_opened", "user": user, "channel": slack.direct(user), "tab": "messages"}
    return {**opened, "event_ts": slack.stamp()}


def names_us(slack: Slack, text: str, **more: Any) -> dict[str, Any]:
    """Somebody writes our name in a channel."""
    named = {
        "type": "app_mention",
        "user": "UJOY",
        "channel": "C0SHOP",
        "ts": slack.stamp(),
        "team": "T0TEAM",
    }
    return {**named, "text": text, **more}


async def test_whoever_opens_messages_that_are_empty_is_greeted_once(house: House, slack: Slack):
    for _ in range(2):
        await slack.event(opens_messages(slack))
        await house.settled()
    assert len(house.joy.messages) == 1
    assert "Hello Joy, I'm Fivefold." in house.joy.sees()


async def test_where_something_stands_nobody_is_greeted(house: House, slack: Slack):
    await house.joy.command("help")
    await house.settled()
    await slack.event(opens_messages(slack))
    await house.settled()
    assert len(house.joy.messages) == 1


@pytest.mark.parametrize("missing", ["user", "channel"])
async def test_an_event_that_names_nobody_or_no_place_greets_nobody(
    house: House, slack: Slack, heard: Heard, missing: str
):
    await slack.event({**opens_messages(slack), missing: ""})
    await house.settled()
    assert heard.events == []
    assert not slack.count("conversations.history")


async def test_a_history_that_cannot_be_read_greets_nobody(house: House, slack: Slack):
    slack.faults["conversations.history"] = [Fault(error="missing_scope")]
    await slack.event(opens_messages(slack))
    await house.settled()
    assert house.joy.messages == []


async def test_our_name_in_a_channel_is_a_command_and_its_answer_is_for_them_alone(
    house: House, slack: Slack, heard: Heard
):
    slack.joined.add("C0SHOP")
    await slack.event(names_us(slack, f"<@{BOT_USER}> help", thread_ts="1.2"))
    await house.settled()
    (event,) = heard.events
    assert type(event) is Command
    assert (event.words, event.private) == ("help", False)
    assert "/fivefold next" in house.joy.sees()
    (aside,) = slack.ephemeral
    assert (aside["user"], aside["channel"], aside["thread_ts"]) == ("UJOY", "C0SHOP", "1.2")
    assert aside["text"] == words.WROTE_TO_YOU
    assert not slack.posted["C0SHOP"]


@pytest.mark.parametrize("more", [{"bot_id": "B1"}, {"channel": "DJOY"}])
async def test_another_app_that_names_us_is_not_heard(
    house: House, slack: Slack, heard: Heard, more: dict[str, str]
):
    await slack.event(names_us(slack, f"<@{BOT_USER}> help", **more))
    await house.settled()
    assert heard.events == []


async def test_whoever_asks_us_into_a_channel_hears_what_we_do_there(house: House, slack: Slack):
    slack.joined.add("C0SHOP")
    joined = {"type": "member_joined_channel", "user": BOT_USER, "channel": "C0SHOP", "inviter": "URITA"}
    await slack.event(joined)
    await slack.event({**joined, "user": "UJOY"})
    await house.settled()
    (aside,) = slack.ephemeral
    assert (aside["user"], aside["text"]) == ("URITA", words.INVITED)
    assert not slack.posted["C0SHOP"]


async def test_a_whisper_that_slack_refuses_is_no_trouble(house: House, slack: Slack):
    await slack.event(names_us(slack, f"<@{BOT_USER}> help"))
    await house.settled()
    assert slack.ephemeral == []
    assert "/fivefold next" in house.joy.sees()
