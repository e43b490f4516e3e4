"""How a reply is shown when Slack does not take it at once, and how it goes on inside a view."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack import wire
from bot.engine.cards import Button, Field, Form, Message, Run
from bot.ports import Put, Reply, SlotRef
from tests.adapters.slack.conftest import Heard, House
from tests.adapters.slack.fake import Fault, Slack
from tests.adapters.slack.judge import texts
from tests.adapters.slack.person import filled

FORM = Form("1:abc:o:3:page", "", "Answer", "Send", (Field("0000aa", "What is missing?", "text"),))


def said(*words: str, form: Form | None = None) -> Reply:
    """A reply of lines, the last of which may open a form."""
    lines = [Message(((Run(one),),)) for one in words]
    asked = (
        Message(((Run("What is missing?"),),), controls=(form,), audience="Rita reads this.")
        if form
        else None
    )
    slot = SlotRef("seat/a/c/owner", 4)
    return Reply((*(Put(one) for one in lines), *((Put(asked, "", slot),) if asked else ())))


@pytest.fixture
def reply(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    """What is replied to everything; a test puts its own one in."""
    replies = [said("Hello")]

    async def take(event: Any) -> Reply:
        heard.events.append(event)
        return replies[-1]

    async def shown(*_: Any) -> None:
        raise OSError("no room to confirm it")

    monkeypatch.setattr(heard, "take", take)
    monkeypatch.setattr(heard, "shown", shown, raising=False)
    monkeypatch.setattr("adapters.slack.showing.UNSURE_PAUSES", (0.01, 0.01))
    return replies


@pytest.mark.parametrize("fault", [Fault(cut=True), Fault(status=503)])
async def test_a_reply_whose_answer_was_lost_is_looked_up_and_stands_once(
    house: House, reply: list[Reply], slack: Slack, fault: Fault
):
    slack.faults["chat.postMessage"] = [fault]
    await house.joy.type("hello")
    await house.settled()
    assert [texts(one["blocks"]) for one in house.joy.messages] == ["Hello"]
    assert slack.count("conversations.history") == 1


async def test_a_message_that_cannot_be_shown_now_keeps_none_of_the_others(
    house: House, reply: list[Reply], slack: Slack, caplog: pytest.LogCaptureFixture
):
    reply.append(said("One", "Two", form=FORM))
    slack.faults["chat.postMessage"] = [Fault(status=429, retry_after=31), Fault(error="msg_too_long")]
    await house.joy.type("hello")
    await house.settled()
    (asked,) = house.joy.messages
    assert "What is missing?" in texts(asked["blocks"])
    assert [one.getMessage() for one in caplog.records if "reply" in one.getMessage()] == [
        "a reply waits for delivery"
    ] * 2
    assert "could not confirm what was shown" in caplog.text


async def test_a_press_in_a_view_leads_on_inside_it(house: House, reply: list[Reply], slack: Slack):
    home = {
        "id": "V-home", "type": "home", "hash": "1.1", "private_metadata": "",
        "blocks": [{"type": "actions", "block_id": "b", "elements": [
            {"type": "button", "action_id": wire.write(wire.PRESS, 0, "start:next:e1"),
             "text": {"type": "plain_text", "text": "Open"}}]}],
    }  # fmt: skip
    button = home["blocks"][0]["elements"][0]["action_id"]  # type: ignore[index]
    more = Message(((Run("Read this."),),), controls=(Button("start:goals:e1", "Goals"),))
    reply.append(Reply((Put(more),)))
    await house.joy.press_in_view(home, button)
    view = await house.joy.until_view("Read this.")
    opened = slack.count("views.open")
    # From there the same view goes on: a form that stands alone takes its place.
    reply.append(said(form=FORM))
    row = next(one for one in view["blocks"] if one["type"] == "actions")
    await house.joy.press_in_view(view, row["elements"][0]["action_id"])
    view = await house.joy.until_view("What is missing?")
    assert slack.count("views.open") == opened
    assert "Rita reads this." in texts(view["blocks"])
    assert filled(view["blocks"], {"": "The code"})
    # Somebody who closes it meanwhile finds the same in their messages.
    slack.faults["views.update"] = [Fault(error="not_found")]
    await house.joy.press_in_view(home, button)
    await house.settled()
    assert "What is missing?" in texts(house.joy.messages[-1]["blocks"])


async def test_a_form_that_can_be_shown_nowhere_breaks_nothing(
    house: House, slack: Slack, caplog: pytest.LogCaptureFixture
):
    await house.rita.command("add <@UJOY|joy>")
    await house.rita.press("virtual assistant")
    await house.settled()
    slack.trigger_seconds = -1
    slack.faults["chat.postMessage"] = [Fault(status=503)]
    await house.rita.press("Change")
    await house.settled()
    assert "a form was not shown" in caplog.text
    await house.rita.press("Change")
    await house.rita.until("Please answer in this message")


async def test_somebody_of_whom_slack_tells_nothing_has_the_name_that_came_along(
    house: House, heard: Heard, slack: Slack
):
    slack.faults["users.info"] = [Fault(error="user_not_visible")]
    await house.joy.command("help <#C9>")
    command = heard.events[-1]
    assert (command.profile.name, command.profile.zone, command.words) == ("ujoy", "", "help #C9")
    await house.joy.command("help")
    assert heard.events[-1].profile.name == "Joy Santos", "asked again as soon as they come back"
    # A private channel without us has no name that we could know.
    await house.joy.type("<#C9>")
    assert heard.events[-1].words == "<#C9|>"
