"""Messages onto Slack: posted, edited where they stand, found again by their key."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack import calls, history, read, render
from adapters.slack.limits import CHANNELS_KEPT, KEYS_KEPT, WAITS
from adapters.slack.render import Payload
from adapters.slack.text import escape
from adapters.slack.workspaces import Workspaces
from bot.engine.cards import Message
from bot.ports import Kept, TryLater

logger = logging.getLogger(__name__)

Pictures = Callable[[str], Awaitable[bytes | None]]
"""The PNG behind a picture's name; None when there is none."""

EVENT = "fivefold"
QUIET = {"unfurl_links": False, "unfurl_media": False}
IMAGE_PAUSES = (0.3, 1.0, 2.0)
"""Slack needs a moment until an uploaded image may be shown."""


class Sender:
    """Posts and edits. Its callers decide what a refusal means."""

    def __init__(self, workspaces: Workspaces, pictures: Pictures | None = None) -> None:
        self._workspaces = workspaces
        self._pictures = pictures
        self._images: Kept[tuple[str, str], str] = Kept(KEYS_KEPT)
        """What was uploaded, by workspace and content: a chart of the same name may show more today."""
        self._direct: Kept[tuple[str, str], str] = Kept(CHANNELS_KEPT)
        """The channel of our direct messages with somebody, where we know it."""

    async def put(self, team: str, to: str, message: Message, *, ref: str, key: str) -> str:
        """Show a message to a person or in a channel, and say where it stands.

        `ref` edits; the `key` goes with the message, so that it can be found. Without one nothing is posted.

        Raises:
            Refused, Unsure, TryLater: see `calls`.
        """
        web = await self._workspaces.web(team)
        try:
            return await self._put(web, team, to, message, ref, key)
        except calls.Refused as refused:
            if refused.code in calls.TOKEN_REFUSED:
                self._workspaces.shut(team, web.token, refused.code)
            raise

    async def _put(
        self, web: AsyncWebClient, team: str, to: str, message: Message, ref: str, key: str
    ) -> str:
        image = await self._image(web, team, message)
        payloads = render.message(message, key, image)
        if ref and (edited := await self._edit(web, ref, payloads, key)):
            return edited
        if not key:
            return ref
        channel, stamps = await self._post(web, to, payloads, key)
        if to.startswith(("U", "W")):
            self._direct[team, to] = channel
        reference = read.reference(channel, stamps)
        await self._files(web, channel, message)
        return reference

    async def _post(
        self, web: AsyncWebClient, channel: str, payloads: list[Payload], key: str, first: int = 0
    ) -> tuple[str, list[str]]:
        stamps: list[str] = []
        for index, payload in enumerate(payloads, first):
            try:
                told = await self._showing(
                    web,
                    "chat.postMessage",
                    channel=channel,
                    metadata=_metadata(key, index),
                    **_content(payload),
                    **QUIET,
                )
            except (TryLater, calls.Refused) as fault:
                if not stamps:
                    raise
                # A part of it stands there: it is found by its key and made whole.
                raise calls.Unsure(str(fault)) from None
            channel = str(told.get("channel") or channel)
            stamps.append(str(told.get("ts") or ""))
        return channel, stamps

    async def blocks(self, team: str, to: str, payloads: list[Payload], key: str) -> None:
        """Post blocks that no slot of the house holds. Raises like `put`."""
        await self._post(await self._workspaces.web(team), to, payloads, key)

    async def whisper(self, team: str, channel: str, user: str, text: str, thread: str) -> None:
        """A line in a channel, or in a thread there, for one person alone. Raises like `put`."""
        web = await self._workspaces.web(team)
        line = {"channel": channel, "user": user, "text": escape(text), "parse": "none", "link_names": False}
        await calls.call(web, "chat.postEphemeral", **line, **({"thread_ts": thread} if thread else {}))

    async def _edit(self, web: AsyncWebClient, ref: str, payloads: list[Payload], key: str) -> str:
        """Put the new content in the place of the old; empty when that is gone."""
        channel, stamps = read.referred(ref)
        if not channel or (not key and len(payloads) > len(stamps)):
            return ""
        for index, (stamp, payload) in enumerate(zip(stamps, payloads, strict=False)):
            try:
                await self._showing(
                    web,
                    "chat.update",
                    channel=channel,
                    ts=stamp,
                    # What has no key of its own keeps the one that it was posted with: so Slack does.
                    **({"metadata": _metadata(key, index)} if key else {}),
                    **_content(payload),
                )
            except calls.Refused as refused:
                if refused.code in calls.NOT_EDITABLE and index == 0:
                    return ""
                raise
        if len(payloads) > len(stamps):
            _, more = await self._post(web, channel, payloads[len(stamps) :], key, len(stamps))
            stamps = [*stamps, *more]
        for stamp in stamps[len(payloads) :]:
            await self._delete(web, channel, stamp)
        return read.reference(channel, stamps[: len(payloads)])

    async def _delete(self, web: AsyncWebClient, channel: str, stamp: str) -> None:
        try:
            await calls.call(web, "chat.delete", channel=channel, ts=stamp)
        except calls.Refused as refused:
            logger.info("a part of a message stays", extra={"code": refused.code})

    async def _showing(self, web: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
        """Post or edit; an image that Slack still works on is waited for, then left to its words."""
        pictured = any(block["type"] == "image" for block in arguments["blocks"])
        for pause in IMAGE_PAUSES if pictured else ():
            try:
                return await calls.call(web, method, **arguments)
            except calls.Refused as refused:
                if not refused.code.startswith("invalid_blocks"):
                    raise
                await asyncio.sleep(pause)
        if pictured:
            arguments["blocks"] = [
                block
                if block["type"] != "image"
                else {**render.context(block["alt_text"])[0], "block_id": block["block_id"]}
                for block in arguments["blocks"]
            ]
        return await calls.call(web, method, **arguments)

    # --- never twice ------------------------------------------------------------------------------

    async def find(self, team: str, to: str, key: str, since_ms: int) -> list[str]:
        """Where messages with this key stand since then, the oldest first. Raises like `put`."""
        web = await self._workspaces.web(team)
        return await history.ours(web, await self.channel(team, to), key, since_ms)

    async def written(self, team: str, user: str, since_ms: int) -> list[dict[str, Any]]:
        """What somebody wrote to us since then, as events, the oldest first. Raises like `put`."""
        web = await self._workspaces.web(team)
        return await history.theirs(web, await self.channel(team, user), user, since_ms)

    async def silent(self, team: str, channel: str) -> bool:
        """Whether nothing stands in a channel yet. Raises like `put`."""
        return await history.silent(await self._workspaces.web(team), channel)

    async def channel(self, team: str, to: str) -> str:
        """The channel of our direct messages with somebody; a channel is its own."""
        if not to.startswith(("U", "W")):
            return to
        known = self._direct.get((team, to), "")
        if not known:
            web = await self._workspaces.web(team)
            opened = await calls.call(web, "conversations.open", users=to)
            known = str((opened.get("channel") or {}).get("id") or "")
            self._direct[team, to] = known
        return known

    # --- images and files ---------------------------------------------------------------------------

    async def _image(self, web: AsyncWebClient, team: str, message: Message) -> str:
        """The id of the uploaded picture; empty where there is none, and then its words stand alone."""
        if not message.picture or self._pictures is None:
            return ""
        data = await self._pictures(message.picture)
        if data is None:
            return ""
        drawn = team, sha256(data).hexdigest()
        if drawn in self._images:
            return self._images[drawn]
        found = await self._upload(web, f"{message.picture}.png", data, message.alt)
        if found:
            self._images[drawn] = found
        return found

    async def _files(self, web: AsyncWebClient, channel: str, message: Message) -> None:
        for file in render.files(message):
            await self._upload(web, file.text, file.content.encode(), "", channel)

    async def _upload(self, web: AsyncWebClient, name: str, data: bytes, alt: str, channel: str = "") -> str:
        try:
            told = await web.files_upload_v2(
                filename=name, title=name, file=data, alt_txt=alt or None, channel=channel or None
            )
        except Exception as error:  # without its picture a message still says everything in words
            logger.warning("a file was not uploaded", extra={"code": type(error).__name__})
            return ""
        files = told.get("files") or [{}]
        return str(files[0].get("id") or "")


async def ephemeral(url: str, message: Message, mark: str, most: int) -> int:
    """Show a message to one person where they wrote a command; how many posts it took, 0 if over `most`."""
    payloads = render.message(message, mark)
    if len(payloads) > most:
        return 0
    hook = AsyncWebhookClient(url, timeout=round(WAITS.request), retry_handlers=[])
    for payload in payloads:
        told = await hook.send_dict(
            {"response_type": "ephemeral", "replace_original": False, **_content(payload), **QUIET}
        )
        if told.status_code != 200:
            raise calls.Refused(told.body)
    return len(payloads)


async def take_away(url: str) -> None:
    """Take away what was shown to one person and pressed by them: Slack tells nobody what it said."""
    hook = AsyncWebhookClient(url, timeout=round(WAITS.request), retry_handlers=[])
    told = await hook.send_dict({"delete_original": True})
    if told.status_code != 200:
        raise calls.Refused(told.body)


def _content(payload: Payload) -> dict[str, Any]:
    return {"blocks": payload.blocks, "text": payload.text, "parse": "none", "link_names": False}


def _metadata(key: str, part: int) -> dict[str, Any]:
    """Readable by every app and member: nothing but our own opaque key."""
    return {"event_type": EVENT, "event_payload": {"key": key, "part": part}}
