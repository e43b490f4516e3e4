"""What a turn said to the one who acted -> Discord, in order: edits in place, new messages, whispers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from hashlib import sha256

from adapters.discord import render, wire, words
from adapters.discord.answering import Answer
from adapters.discord.calls import CLOSED, TOO_FAST, Refused, Unsure
from adapters.discord.controls import BUTTON, ROW, button
from adapters.discord.limits import LIMITS, WAITS
from adapters.discord.notes import Drafts, Values
from adapters.discord.pictures import Pictures
from adapters.discord.posts import Posts, posted_ms, reference, referred
from adapters.discord.read import Came
from adapters.discord.render import Payload
from bot.engine.cards import Form, Message
from bot.ports import Inbox, Put, Reply, SlotRef, TryLater

logger = logging.getLogger(__name__)


class Showing:
    """Shows replies. What could not be shown is left to delivery, which sees the slot lag."""

    def __init__(self, inbox: Inbox, posts: Posts, drafts: Drafts, pictures: Pictures) -> None:
        self._inbox = inbox
        self._posts = posts
        self._drafts = drafts
        self._pictures = pictures
        self._last: dict[str, asyncio.Future[None]] = {}
        """The newest reply to somebody that is still being shown."""

    def busy(self, user: str) -> bool:
        """Whether an earlier reply to them is still being shown."""
        return user in self._last

    async def earlier(self, user: str) -> None:
        """Wait, not for long, until an earlier reply is known to stand: what is typed below it answers it."""
        if (last := self._last.get(user)) is not None:
            await asyncio.wait({last}, timeout=WAITS.earlier_reply)

    async def reply(self, came: Came, reply: Reply, answer: Answer | None, *, home: bool = False) -> None:
        """Show a whole reply, after whatever is being shown to them already."""
        before = self._last.get(came.user)
        shown = self._last[came.user] = asyncio.get_running_loop().create_future()
        try:
            if before is not None:
                await asyncio.wait({before})
            await self._reply(came, reply, answer, home)
        finally:
            shown.set_result(None)
            # Where the wait was cut short, a later one may have ended before.
            if self._last.get(came.user) is shown:
                del self._last[came.user]

    async def _reply(self, came: Came, reply: Reply, answer: Answer | None, home: bool) -> None:
        told = False
        if reply.spent and came.ephemeral and answer is not None:
            await self._settle(came, answer)
        for index, put in enumerate(reply.puts):
            try:
                for form, values in _mistakes(put.message):
                    await self._drafts.put(came.who, form, values)
                ref, direct = await self._one(came, put, answer, index, home)
            except (TryLater, Refused, Unsure) as fault:
                logger.warning("not shown", extra={"why": str(fault) or type(fault).__name__})
                continue
            except Exception:  # the next message of the reply may still be shown
                logger.exception("a reply was not shown")
                continue
            if put.slot is not None:
                await self._confirm(put.slot, ref, posted_ms(ref) if ref != put.ref else 0)
            if direct and answer is not None and not told:
                told = True
                await self._tell_where(came, answer)
        if answer is not None and answer.state in ("open", "deferred"):
            await self._finish(came, answer)

    async def _settle(self, came: Came, answer: Answer) -> None:
        """A whisper is edited by whoever hears of a press in it, and by nobody else."""
        try:
            await answer.settle(render.plain(came.said))
        except (TryLater, Refused, Unsure) as fault:
            logger.warning("a whisper keeps its buttons", extra={"why": str(fault) or type(fault).__name__})

    async def _confirm(self, slot: SlotRef, ref: str, at_ms: int) -> None:
        try:
            await self._inbox.shown(slot, ref, at_ms)
        except Exception as fault:  # it is shown; without the confirmation it is merely put once more
            logger.warning("could not confirm what was shown", extra={"code": type(fault).__name__})

    async def _tell_where(self, came: Came, answer: Answer) -> None:
        """Say that the rest stands in their direct messages."""
        try:
            channel = await self._posts.direct(came.user, asked=True)
        except (TryLater, Refused, Unsure) as fault:
            logger.warning("not told where", extra={"why": str(fault) or type(fault).__name__})
            return
        await answer.whisper(render.plain(words.WROTE_TO_YOU.format(channel=channel)))

    async def _finish(self, came: Came, answer: Answer) -> None:
        """Nothing was left to show: an interaction is answered all the same."""
        if came.command:
            await answer.whisper(render.plain(words.DONE))
        else:
            await answer.defer()

    async def _one(
        self, came: Came, put: Put, answer: Answer | None, index: int, home: bool
    ) -> tuple[str, bool]:
        """Show one message; where it stands, and whether that is elsewhere than they are."""
        picture = put.message.picture
        payloads = render.message(put.message, await self._pictures.bytes(picture) if picture else None)
        if home:
            payloads = [*payloads[:-1], with_refresh(payloads[-1])]
        if answer is None or came.private:
            return await self._here(came, put, payloads, answer, index), False
        if put.redraws:
            return await self._posts.put("", payloads, put.ref, ""), False
        # What stands in their direct messages is redrawn there: a whisper would be a second copy of it.
        if not (put.ref and put.slot is None) and (put.slot is None or came.ephemeral):
            payloads = await _whispered(answer, payloads)
            if not payloads:
                return "", False
        key = _key(came, put, index)
        try:
            return await self._posts.to_person(came.user, payloads, put.ref, key, asked=True), True
        except Refused as refused:
            if refused.code not in CLOSED | {TOO_FAST}:
                raise
            if await _whispered(answer, [render.plain(words.CANNOT_WRITE), *payloads]):
                raise
        return "", False

    async def _here(
        self, came: Came, put: Put, payloads: list[Payload], answer: Answer | None, index: int
    ) -> str:
        if answer is not None:
            _, old = referred(put.ref)
            if old == [came.message] and len(payloads) == 1 and await answer.update(payloads[0]):
                return put.ref
            if came.command and not put.ref:
                channel, first = referred(await answer.first(payloads[0], ephemeral=False))
                if first:
                    rest = payloads[1:]
                    more = ""
                    if rest:
                        more = await self._patiently(channel, rest, "", f"{_key(came, put, index)}r")
                    return reference(channel, [*first, *referred(more)[1]])
            if not came.command:
                await answer.defer()
        return await self._patiently(came.channel, payloads, put.ref, _key(came, put, index))

    async def _patiently(self, channel: str, payloads: list[Payload], ref: str, key: str) -> str:
        """Put it; a short pause that Discord asks for is waited out, and a doubt tried once more."""
        try:
            return await self._posts.put(channel, payloads, ref, key)
        except TryLater as later:
            if later.seconds > WAITS.rate_limit:
                raise
            await asyncio.sleep(later.seconds)
        except Unsure:
            # The same nonce is the same message, so a second try adds nothing.
            pass
        return await self._posts.put(channel, payloads, ref, key)


def _mistakes(message: Message) -> Iterator[tuple[str, Values]]:
    """What was wrong goes back into the form when it is opened again."""
    for control in message.controls:
        if isinstance(control, Form) and any(field.error for field in control.fields):
            yield control.id, {field.id: field.value for field in control.fields if field.value}


async def _whispered(answer: Answer, payloads: list[Payload]) -> list[Payload]:
    """Show these to them alone, in order; what could not be shown any more."""
    for number, payload in enumerate(payloads):
        if not await answer.whisper(payload):
            return payloads[number:]
    return []


def with_refresh(payload: Payload) -> Payload:
    """A message with a button that shows it again as things stand then."""
    rows = [dict(row) for row in payload.body["components"]]
    again = button(wire.write(wire.HOME, 0, ""), words.REFRESH)
    last = rows[-1]["components"] if rows else []
    if last and last[0]["type"] == BUTTON and len(last) < LIMITS.buttons_in_a_row:
        rows[-1]["components"] = [*last, again]
    elif len(rows) < LIMITS.rows:
        rows.append({"type": ROW, "components": [again]})
    return Payload({**payload.body, "components": rows}, payload.files)


def _key(came: Came, put: Put, index: int) -> str:
    """The key of one message of a reply: the same in a retry, whatever is left of it by then. What only
    tidies has none."""
    if put.redraws:
        return ""
    if put.slot and put.slot.key:
        return put.slot.key
    part = f"{put.slot.name}/{put.slot.sequence}" if put.slot else str(index)
    return sha256(f"{came.id}/{part}".encode()).hexdigest()[: LIMITS.nonce]
