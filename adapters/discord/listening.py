"""One router for everything that happens: each event becomes a turn of the inbox, then its reply."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import discord

from adapters.discord import read, render, wire, words
from adapters.discord.answering import Answer
from adapters.discord.calls import Calls, Refused, Unsure
from adapters.discord.controls import ROW, button
from adapters.discord.limits import LIMITS, WAITS
from adapters.discord.modals import Modals
from adapters.discord.places import Places
from adapters.discord.posts import Posts
from adapters.discord.read import Came
from adapters.discord.showing import Showing
from bot.engine.measured import short, size
from bot.ports import (
    NOBODY,
    Command,
    Deleted,
    Edited,
    HomeOpened,
    Inbox,
    Incoming,
    Press,
    Quote,
    Reply,
    TryLater,
    Typed,
)

logger = logging.getLogger(__name__)

HOME = "next"
"""The subcommand that stands for a page of one's own, which Discord has not."""


class Listening:
    """Everything a person can do on Discord."""

    def __init__(
        self, inbox: Inbox, calls: Calls, posts: Posts, showing: Showing, modals: Modals, places: Places
    ) -> None:
        self._inbox = inbox
        self._calls = calls
        self._posts = posts
        self._showing = showing
        self._modals = modals
        self._places = places

    # --- interactions -----------------------------------------------------------------------------

    async def interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A command, a press, a modal or something being typed."""
        kinds = discord.InteractionType
        came = read.came(interaction)
        answer = Answer(self._calls, came)
        if came.private and came.channel:
            self._posts.learn(came.user, came.channel)
        if came.server:
            self._places.met(came.user, came.server)
        if interaction.type is kinds.autocomplete:
            await self._suggest(came, answer)
        elif interaction.type is kinds.application_command:
            await self._command(came, answer)
        elif interaction.type is kinds.component:
            await self._pressed(came, answer)
        elif interaction.type is kinds.modal_submit:
            await self._filled(came, answer)

    async def _command(self, came: Came, answer: Answer) -> None:
        if came.data.get("type") == read.MESSAGE_COMMAND:
            author, said, link = read.quoted(came)
            await self.take(came, Quote(**came.event, author=author, words=said, link=link), answer)
            return
        name, options, _ = read.command(came.data)
        if name == HOME:
            await self.take(came, HomeOpened(**came.event), answer, home=True)
            return
        typed = name
        if name == words.MORE:
            typed, options = options.get(words.MORE_OPTION, ""), {}
        options = await self._places.each(came.user, options)
        await self.take(came, Command(**came.event, words=typed, options=options), answer)

    async def _pressed(self, came: Came, answer: Answer) -> None:
        written = str(came.data.get("custom_id") or "")
        action = wire.parse(written)
        if action is None:
            # The plain id of a control, as it stands in no message of ours: the inbox knows what to say.
            await self.take(came, Press(**came.event, control=written), answer)
        elif action.verb == wire.HOME:
            await self.take(came, HomeOpened(**came.event), answer, home=True)
        elif action.verb == wire.OPEN:
            if not await self._modals.opened(came, action, answer):
                event = await self._modals.left(came, action.control)
                await self.take(came, event, answer, form=action.control)
        else:
            picked = tuple(str(value) for value in came.data.get("values") or ())
            await self.take(came, Press(**came.event, control=action.control, picked=picked), answer)

    async def _filled(self, came: Came, answer: Answer) -> None:
        action = wire.parse(str(came.data.get("custom_id") or ""))
        if action is None:
            await answer.defer()
            return
        event = await self._modals.filled(came, action, answer)
        if event is None:
            return
        opens = button(wire.write(wire.OPEN, 0, action.control), words.FIX, "main")
        lost = render.plain(words.NOT_SAVED, [{"type": ROW, "components": [opens]}])
        await self.take(came, event, answer, form=action.control, lost=lost)

    async def _suggest(self, came: Came, answer: Answer) -> None:
        name, options, focused = read.command(came.data)
        typed = options.pop(focused, "")
        named = [value for value in options.values() if value.startswith("<@")]
        head = "" if name == words.MORE else f"{' '.join((name, *named))} "
        try:
            async with asyncio.timeout(WAITS.suggest):
                found = await self._inbox.suggest(came.who, head + typed)
        except TimeoutError:
            found = ()
        choices = [
            {
                "name": short(f"{one.label} - {one.note}" if one.note else one.label, LIMITS.option_text),
                "value": value,
            }
            for one in found
            if one.label and (value := one.value.removeprefix(head)) and size(value) <= LIMITS.option_text
        ]
        if not choices and typed.strip():
            choices = [{"name": short(typed, LIMITS.option_text), "value": typed[: LIMITS.option_text]}]
        await answer.choices(choices[: LIMITS.suggestions])

    # --- messages ---------------------------------------------------------------------------------

    async def message(self, message: discord.Message, us: int) -> None:
        """A message in somebody's direct messages with us, or one in a server that names us."""
        if message.author.bot:
            return
        came = read.wrote(message)
        if not came.private:
            await self._named(came, read.words(message.content), f"<@{us}>")
            return
        self._posts.learn(came.user, came.channel)
        said = read.words(message.content, [file.filename for file in message.attachments], message.jump_url)
        if said:
            await self._showing.earlier(came.user)
            said = await self._places.named(came.user, said)
            await self.take(came, Typed(**came.event, words=said, under=came.under), None)

    async def _named(self, came: Came, said: str, us: str) -> None:
        """Our name and some words in a server are a command; the answer stands in our direct messages."""
        if us not in said:  # of anything else Discord does not even tell us the words
            return
        try:
            channel = await self._posts.direct(came.user, asked=True)
        except (TryLater, Refused, Unsure) as fault:
            logger.info("not answered", extra={"why": str(fault) or type(fault).__name__})
            return
        command = Command(**came.event, words=said.replace(us, "").strip())
        await self.take(came._replace(channel=channel), command, None)

    async def missed(self, data: Mapping[str, Any]) -> None:
        """A message that came while nobody listened; one that was taken already is not answered again."""
        came, said = read.missed(data)
        if said:
            await self.take(came, Typed(**came.event, words=said, under=came.under), None)

    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None:
        """An earlier message of theirs, changed. Links that unfold are changes too, and none of theirs."""
        data = payload.message
        if payload.guild_id is not None or data.author.bot or data.edited_at is None:
            return
        came = read.wrote(data)
        id = f"e/{payload.message_id}/{int(data.edited_at.timestamp() * 1000)}"
        event = Edited(**{**came.event, "id": id}, message=came.id, words=read.words(data.content))
        await self.take(came, event, None)

    async def deleted(self, payload: discord.RawMessageDeleteEvent) -> None:
        """An earlier message of theirs, taken away."""
        if payload.guild_id is not None or not (user := await self._posts.writer(str(payload.channel_id))):
            return
        came = Came(
            who=read.where(user),
            id=f"d/{payload.message_id}",
            at_ms=(payload.message_id >> 22) + discord.utils.DISCORD_EPOCH,
            profile=NOBODY,
            channel=str(payload.channel_id),
            private=True,
        )
        await self.take(came, Deleted(**came.event, message=read.message_id(payload.message_id)), None)

    # --- a turn -------------------------------------------------------------------------------------

    async def take(
        self,
        came: Came,
        event: Incoming,
        answer: Answer | None,
        *,
        home: bool = False,
        form: str = "",
        lost: render.Payload | None = None,
    ) -> None:
        """Take an event, then answer; when it lasts, say first that it was heard.

        `form` is the one that was sent: taken, nothing of it is kept here. `lost` is said when it was not.
        """
        if answer is not None:
            answer.wait_for(WAITS.answer)
        try:
            reply = await self._inbox.take(event)
        except Exception:  # whatever went wrong is logged; the person learns that it was not kept
            logger.exception("not taken")
            if answer is not None:
                await answer.waited()
                await answer.whisper(lost or render.plain(words.NOT_SAVED))
            return
        if answer is not None:
            await answer.waited()
            if self._showing.busy(came.user):
                await answer.defer()
        if form:
            await self._modals.taken(came.who, form)
        if reply.repeated and answer is None:
            return
        await self._showing.reply(came, _in_place(reply, came) if home else reply, answer, home=home)


def _in_place(reply: Reply, came: Came) -> Reply:
    """The dashboard in the place of the one whose button was pressed."""
    if not came.message or not came.private or not reply.puts:
        return reply
    first, *rest = reply.puts
    return Reply((first._replace(ref=f"{came.channel}:{came.message}"), *rest), reply.repeated, reply.wake)
