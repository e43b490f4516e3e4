"""Six questions in botbuilder's waterfall with prompts: prints CPU microseconds of one turn.

Runs in the environment that engine.py makes; it imports nothing of this repository.
"""

# mypy: disable-error-code="import-not-found"
from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

from botbuilder.core import ConversationState, MemoryStorage, MessageFactory, TurnContext
from botbuilder.core.adapters import TestAdapter
from botbuilder.dialogs import DialogSet, DialogTurnStatus, WaterfallDialog
from botbuilder.dialogs.choices import Choice
from botbuilder.dialogs.prompts import ChoicePrompt, ConfirmPrompt, NumberPrompt, PromptOptions, TextPrompt
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount

ANSWERS = ("hello", "Ada Byron", "36", "a parcel", "12", "green", "yes")
CONVERSATIONS = 20

ASKED = (
    ("text", "What is your name?", ()),
    ("number", "How old are you?", ()),
    ("text", "What would you like?", ()),
    ("number", "How many?", ()),
    ("choice", "Which colour?", ("red", "green", "blue")),
    ("confirm", "Is that right?", ()),
)


def step(number: int) -> Any:
    prompt, words, choices = ASKED[number]

    async def ask(context: Any) -> Any:
        options = PromptOptions(
            prompt=MessageFactory.text(words), choices=[Choice(choice) for choice in choices] or None
        )
        return await context.prompt(prompt, options)

    ask.__name__ = f"ask{number}"
    return ask


async def done(context: Any) -> Any:
    await context.context.send_activity("Thank you.")
    return await context.end_dialog()


async def main() -> None:
    state = ConversationState(MemoryStorage())
    dialogs = DialogSet(state.create_property("dialogs"))
    dialogs.add(WaterfallDialog("six", [step(number) for number in range(6)] + [done]))
    for prompt in (
        TextPrompt("text"),
        NumberPrompt("number"),
        ChoicePrompt("choice"),
        ConfirmPrompt("confirm"),
    ):
        dialogs.add(prompt)
    finished = 0

    async def logic(context: TurnContext) -> None:
        nonlocal finished
        dialog = await dialogs.create_context(context)
        result = await dialog.continue_dialog()
        if result.status == DialogTurnStatus.Empty:
            await dialog.begin_dialog("six")
        elif result.status == DialogTurnStatus.Complete:
            finished += 1
        await state.save_changes(context)

    adapter = TestAdapter(logic)

    async def all_talks(tag: str) -> None:
        for words in ANSWERS:
            for number in range(CONVERSATIONS):
                activity = Activity(
                    type=ActivityTypes.message, text=words, channel_id="test", service_url="https://test.com",
                    id=f"{tag}{number}", locale="en-us", recipient=ChannelAccount(id="bot", name="Bot"),
                    from_property=ChannelAccount(id=f"u{number}", name="Ada"),
                    conversation=ConversationAccount(id=f"{tag}{number}"),
                )  # fmt: skip
                await adapter.run_pipeline(TurnContext(adapter, activity), logic)
                adapter.activity_buffer.clear()

    await all_talks("warm")
    assert finished == CONVERSATIONS, finished
    begun = time.process_time()
    for number in range(3):
        await all_talks(f"r{number}-")
    turns = 3 * CONVERSATIONS * len(ANSWERS)
    sys.stdout.write(f"{(time.process_time() - begun) / turns * 1e6:.1f}\n")


asyncio.run(main())
