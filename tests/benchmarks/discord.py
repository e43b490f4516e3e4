"""Discord: what our code adds to discord.py's own parse and dispatch, storage and network apart."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

import discord

from adapters.discord import wire
from adapters.discord.calls import Calls
from adapters.discord.client import Client
from adapters.discord.listening import Listening
from adapters.discord.modals import Modals
from adapters.discord.notes import Drafts, Notes
from adapters.discord.pictures import Pictures
from adapters.discord.places import Places
from adapters.discord.posts import Posts
from adapters.discord.showing import Showing
from bot.engine.cards import Button, Message, Run
from bot.ports import Press, Put, Reply, SlotRef
from tests.adapters.discord.payloads import EPOCH, interaction_of, public, user_of
from tests.benchmarks.measuring import Line, medians

TIMES, ROUNDS = 100, 15
MOST = 2.0
USER, CHANNEL, MESSAGE = "100", "1100", str(1_700_000_000_000 << 22)
ASKED = Message(
    ((Run("Order questions. Today, nearest to you:"),),),
    facts=tuple(((Run(f"{level}"),), (Run("Alone, few corrections."),)) for level in range(6)),
    controls=tuple(Button(f"1:4dd1panga7g9w:o:9:27ce1d:{level}", f"{level}") for level in range(6)),
    audience="You and Joy read this answer.",
)
"""A question as most are."""
ANSWERED = Message(((Run("Calendar. 3: alone, few corrections."),),))

_numbers = itertools.count(1)


class Inbox:
    """Answers at once: what was pressed in its place, and the question that follows."""

    asks = False

    async def take(self, event: Any) -> Reply:
        if not self.asks:
            return Reply()
        asked = Put(ASKED, slot=SlotRef("seat/a/b/owner", 3))
        # A command stands in no message that could be edited: it leads to its question alone.
        return Reply((Put(ANSWERED, f"{CHANNEL}:{MESSAGE}"), asked) if isinstance(event, Press) else (asked,))

    async def shown(self, slot: SlotRef, ref: str, at_ms: int = 0) -> None:
        """Nothing is kept."""


class Wire:
    """What the library's client of the REST interface is to us, without a network behind it."""

    async def request(self, route: Any, **given: Any) -> Any:
        made = {"id": MESSAGE, "channel_id": CHANNEL}
        return {"resource": {"message": made}, **made}


class NoLog:
    """A log that keeps nothing."""

    async def append(self, room: str, entry: Any) -> int:
        return 1

    async def replace(self, room: str, number: int, entry: Any) -> None:
        """Nothing stands there."""

    async def read(self, room: str, after: int = 0) -> list[Any]:
        return []


class Bare(discord.Client):
    """The library alone, with a listener that does nothing."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Heard."""


class Ours(Client):
    """Our client, and what our code spends of each interaction.

    It is measured where it is spent. The difference of two runs would charge us for the library's own
    parsing too, which is slower wherever anything else runs between two interactions.
    """

    spent_ns = 0

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        begun = time.process_time_ns()
        await super().on_interaction(interaction)
        self.spent_ns += time.process_time_ns() - begun


def lines() -> Iterator[Line]:
    """One line for each kind of interaction that people cause all day."""
    return iter(asyncio.run(_lines()))


async def _lines() -> list[Line]:
    inbox = Inbox()
    bare, ours = Bare(intents=discord.Intents.none(), max_messages=None), _ours(inbox)
    for client in (bare, ours):
        await client._async_setup_hook()
    found = []
    for name, payload in (("press", _press), ("command", _command)):
        rounds = []
        for _ in range(ROUNDS):
            inbox.asks = False
            takes_us = await _ours_us(ours, payload)
            inbox.asks = True
            rounds.append((await _cpu_us(bare, payload), takes_us, await _ours_us(ours, payload)))
        theirs_us, takes_us, draws_us = medians(rounds)
        counts = (
            f"discord.py {theirs_us:.0f} us, ours {takes_us:.0f} us, with what follows {draws_us:.0f} us CPU"
        )
        found.append(Line(f"discord: our code for a {name}", takes_us / theirs_us, MOST, counts))
        found.append(Line(f"discord: a {name} and what follows drawn", draws_us / theirs_us, MOST, counts))
    for client in (bare, ours):
        await client.http.close()
    return found


def _ours(inbox: Any) -> Ours:
    calls, notes = Calls(), Notes(NoLog())
    wired: Any = Wire()
    calls.http, calls.application = wired, 30
    drafts, places = Drafts(notes), Places(calls, list)
    posts = Posts(calls, notes)
    showing = Showing(inbox, posts, drafts, Pictures(None))
    listening = Listening(inbox, calls, posts, showing, Modals(inbox, drafts, places), places)

    async def began() -> None:
        """Never, without a connection."""

    return Ours(listening, began)


async def _cpu_us(client: discord.Client, payload: Any) -> float:
    """CPU of one interaction, from the text of the gateway to the last thing that it causes."""
    texts, me = [payload() for _ in range(TIMES)], asyncio.current_task()
    parse = client._connection.parsers["INTERACTION_CREATE"]
    begun = time.process_time_ns()
    for text in texts:
        parse(json.loads(text)["d"])
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not me))
    return (time.process_time_ns() - begun) / TIMES / 1000


async def _ours_us(client: Ours, payload: Any) -> float:
    """CPU that our code spends of one interaction."""
    client.spent_ns = 0
    await _cpu_us(client, payload)
    return client.spent_ns / TIMES / 1000


def _event(kind: int, data: dict[str, Any], message: dict[str, Any] | None) -> str:
    number = next(_numbers)
    id = str((1_795_428_000_000 - EPOCH << 22) | number)
    user = user_of(USER, "Rita Lopes")
    made = interaction_of(id, f"token-{number}", kind, user, CHANNEL, "", data, message)
    return json.dumps({"op": 0, "t": "INTERACTION_CREATE", "s": number, "d": made})


def _press() -> str:
    message = {"id": MESSAGE, "channel_id": CHANNEL, "author": user_of("20", "Fivefold", bot=True)}
    control = wire.write(wire.PRESS, 3, "1:4dd1panga7g9w:o:9:27ce1d:3")
    return _event(3, {"component_type": 2, "custom_id": control, "id": 1}, public(message))


def _command() -> str:
    options = [{"name": "stuck", "type": 1, "options": [{"name": "words", "type": 3, "value": "The code."}]}]
    return _event(2, {"id": "77", "name": "fivefold", "type": 1, "options": options}, None)
