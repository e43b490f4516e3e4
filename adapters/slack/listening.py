"""Bolt -> the inbox: one listener for each kind of payload. Taken durably first, then acknowledged."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from slack_bolt.async_app import AsyncApp

from adapters.slack import read, views, wire, words
from adapters.slack.answering import answered, opens
from adapters.slack.home import Home
from adapters.slack.limits import LIMITS, WAITS
from adapters.slack.meeting import Meeting
from adapters.slack.modals import Modals
from adapters.slack.patience import Late, Patience
from adapters.slack.read import Came
from adapters.slack.routes import Routes, no_options, nothing
from adapters.slack.showing import Lanes
from bot.engine.cards import Message, Run
from bot.ports import (
    Command,
    Deleted,
    Edited,
    Gone,
    HomeOpened,
    Inbox,
    Press,
    Put,
    Quote,
    Reply,
    Submit,
    Typed,
    Where,
)

Json = dict[str, Any]
Values = dict[str, str | tuple[str, ...]]
Left = Callable[[str, str], Awaitable[None]]
"""Called with a workspace and a code when it took its tokens back."""


def now_ms() -> int:
    return round(time.time() * 1000)


class Listeners:
    """Everything Slack tells us, by kind."""

    def __init__(
        self, inbox: Inbox, lanes: Lanes, modals: Modals, home: Home, meeting: Meeting, left: Left
    ) -> None:
        self._inbox = inbox
        self._lanes = lanes
        self._modals = modals
        self._home = home
        self._meeting = meeting
        self._left = left
        self.patience = Patience(WAITS.answer)

    def register(self, app: AsyncApp) -> None:
        """Hear every kind that Slack has, whatever is in it and whoever sent it when."""
        app.use(
            Routes(
                {
                    "block_actions": self.action,
                    "event_callback": self.event,
                    "view_submission": self.submission,
                    "command": self.command,
                    "shortcut": self.shortcut,
                    "message_action": self.shortcut,
                    "view_closed": nothing,
                    "block_suggestion": no_options,
                }
            )
        )

    async def settled(self) -> None:
        """Until everything that was begun is done."""
        await self.patience.settled()

    # --- events -------------------------------------------------------------------------------------

    async def event(self, body: Json) -> None:
        """Acknowledged after this returns: what was not kept, Slack sends again."""
        event = body.get("event") or {}
        match event.get("type"):
            case "message":
                await self._message(body, event)
            case "app_home_opened":
                await self._opened(body, event)
            case "app_mention":
                await self._named(body, event)
            case "member_joined_channel" if event.get("user") == read.ourselves(body):
                inviter = str(event.get("inviter") or "")
                if inviter:
                    came = self._happened(body, inviter, str(body.get("event_id") or ""), "")
                    self.patience.begin(self._meeting.whisper(came, words.INVITED))
            case "app_uninstalled":
                await self._gone(body, "app_uninstalled", [""])
            case "tokens_revoked":
                revoked = event.get("tokens") or {}
                await self._gone(body, "token_revoked", [str(one) for one in revoked.get("bot") or ()])
            case _:
                pass

    async def _message(self, body: Json, event: Json) -> None:
        channel, ts = str(event.get("channel") or ""), str(event.get("ts") or "")
        if event.get("subtype") == "message_changed":
            await self._changed(body, event)
        elif event.get("subtype") == "message_deleted":
            await self._deleted(body, event)
        elif read.is_theirs(event) and (text := read.message_words(event)):
            came = self._happened(body, str(event["user"]), read.message_id(channel, ts), ts)
            await self._lanes.take(came, Typed, words=text, under=read.replied(channel, event))

    async def missed(self, team: str, event: Json) -> None:
        """A message found in the history. One that was taken already is not answered again."""
        channel, ts = str(event["channel"]), str(event["ts"])
        if text := read.message_words(event):
            body = {"team_id": team, "event": event}
            came = self._happened(body, str(event["user"]), read.message_id(channel, ts), ts)
            under = read.replied(channel, event)
            await self._lanes.take(came, Typed, missed=True, words=text, under=under)

    async def _changed(self, body: Json, event: Json) -> None:
        kind = event.get("channel_type")
        now = {**(event.get("message") or {}), "channel_type": kind}
        text = read.message_words(now)
        old = read.message_words(event.get("previous_message") or {})
        if now.get("subtype") == "tombstone":  # what had replies in a thread leaves a stone behind
            await self._deleted(body, event)
            return
        # Slack also tells of links it has drawn and of our own edits: only other words count.
        if not read.is_theirs(now) or not text or text == old:
            return
        channel, ts = str(event.get("channel") or ""), str(now.get("ts") or "")
        at = str((now.get("edited") or {}).get("ts") or event.get("event_ts") or "")
        came = self._happened(body, str(now["user"]), f"e/{channel}/{ts}/{at}", at)
        await self._lanes.take(came, Edited, message=read.message_id(channel, ts), words=text)

    async def _deleted(self, body: Json, event: Json) -> None:
        before = {**(event.get("previous_message") or {}), "channel_type": event.get("channel_type")}
        if read.is_theirs(before):
            channel, old = str(event.get("channel") or ""), str(before.get("ts") or "")
            came = self._happened(body, str(before["user"]), f"d/{channel}/{old}", str(event.get("ts") or ""))
            await self._lanes.take(came, Deleted, message=read.message_id(channel, old))

    async def _opened(self, body: Json, event: Json) -> None:
        user, tab = str(event.get("user") or ""), event.get("tab")
        came = self._happened(body, user, str(body.get("event_id") or ""), str(event.get("event_ts") or ""))
        if user and came.channel and tab == "messages":
            # They are greeted once: whatever stands there later, and however often this is told.
            self.patience.begin(self._meeting.opened(came._replace(id=f"o/{came.channel}")))
        elif user and came.id and tab == "home":
            await self._lanes.take(came, HomeOpened, lambda _: ())
            self._home.opened(came.who)

    async def _named(self, body: Json, event: Json) -> None:
        """Our name and some words in a channel are a command; the answer stands in our direct messages."""
        channel, ts = str(event.get("channel") or ""), str(event.get("ts") or "")
        if not event.get("user") or event.get("bot_id") or channel.startswith("D"):
            return
        came = self._happened(body, str(event["user"]), read.message_id(channel, ts), ts)
        said = read.words(event.get("text")).replace(f"<@{read.ourselves(body)}>", "").strip()
        thread = str(event.get("thread_ts") or "")
        await self._lanes.take(came._replace(private=False), Command, words=said)
        self.patience.begin(self._meeting.whisper(came, words.WROTE_TO_YOU, thread))

    async def _gone(self, body: Json, code: str, users: list[str]) -> None:
        team = str(body.get("team_id") or "")
        for user in users:
            came = self._happened(body, user, f"{body.get('event_id')}/{user}", "")
            await self._inbox.take(Gone(id=came.id, who=came.who, at_ms=came.at_ms, reason=code))
        if users:
            await self._left(team, code)

    @staticmethod
    def _happened(body: Json, user: str, id: str, at: str) -> Came:
        return read.happened(body, user, id, at, now_ms())

    # --- commands and shortcuts ---------------------------------------------------------------------

    async def command(self, body: Json) -> None:
        came = read.commanded(body, now_ms())
        taking = self._lanes.take(came, Command, words=read.words(body.get("text")))
        view = None
        with suppress(Late):
            view = opens(await self.patience.in_time(taking), away=not came.private)
        if view is not None:
            self.patience.begin(self._modals.open(came, view))

    async def shortcut(self, body: Json) -> None:
        came = read.came(body, now_ms())
        if body.get("callback_id") != wire.QUOTE:
            self.patience.begin(self._modals.waiting(came))
            return
        message = body.get("message") or {}
        author = Where(read.PLATFORM, came.who.scope, str(message.get("user") or message.get("bot_id") or ""))
        text = read.message_words(message)
        taking = self._lanes.take(came, Quote, author=author, words=text, link=read.link(body))
        with suppress(Late):
            await self.patience.in_time(taking)

    # --- presses ------------------------------------------------------------------------------------

    async def action(self, body: Json) -> None:
        came = read.came(body, now_ms())
        pressed = (body.get("actions") or [{}])[0]
        name = str(pressed.get("action_id") or "")
        action = wire.parse(name)
        state = came.view.get("state") or body.get("state") or {}
        if name == wire.VALUE or (action is not None and action.verb in (wire.MANY, wire.LINK)):
            return
        if action is None:
            action = wire.Action(wire.PRESS, name)
        if action.verb == wire.OPEN and not read.typed(state, action.control):
            self.patience.begin(self._modals.form(came, action.control))
            return
        taking = (self._seen if came.view else self._act)(came, action, pressed, state)
        with suppress(Late):
            await self.patience.in_time(taking)

    async def _seen(self, came: Came, action: wire.Action, pressed: Json, state: Json) -> None:
        """A press in a view: what it leads to is shown in that view, or over the Home tab."""
        view = await self._modals.open(came)
        reply = await self._act(came, action, pressed, state)
        self.patience.begin(self._modals.fill(came, view, self._modals.after(came, reply)))

    async def _act(self, came: Came, action: wire.Action, pressed: Json, state: Json) -> Reply:
        take, control = self._lanes.take, action.control
        match action.verb:
            case wire.PICK:
                value = read.value(pressed)
                picked = value if isinstance(value, tuple) else (value,)
                return await take(came, Press, control=control, picked=picked)
            case wire.DONE:
                return await take(came, Press, control=control, picked=read.gathered(state, control))
            case wire.FILL:
                return await take(came, Submit, control=control, values={action.field: read.value(pressed)})
            case wire.OPEN:
                return await take(came, Submit, control=control, values=read.typed(state, control))
            case wire.SEND:
                control, values = await self._sent(came, control, read.values(state))
                return await take(came, Submit, control=control, values=values)
            case _:
                return await take(came, Press, control=control)

    # --- forms --------------------------------------------------------------------------------------

    async def submission(self, body: Json) -> Json | None:
        """What the sent view goes on with; nothing closes it."""
        came = read.came(body, now_ms())
        control, _ = read.form_of(came.view)
        if not control:
            return None
        values = read.values(came.view.get("state") or {})
        late = False

        async def take() -> Json | None:
            asked, given = await self._sent(came, control, values)

            def choose(reply: Reply) -> tuple[Put, ...]:
                return reply.puts if late else answered(reply, asked)[1]

            reply = await self._lanes.take(came, Submit, choose, control=asked, values=given)
            return answered(reply, asked)[0]

        try:
            return await self.patience.in_time(take())
        except Late:
            late = True
            return {"response_action": "update", "view": views.page(Message(((Run(words.STILL_SAVING),),)))}

    async def _sent(self, came: Came, control: str, values: Values) -> tuple[str, Values]:
        """The form as sent. Where it stands on a later turn by now, the same questions are answered there."""
        current = views.form_in(await self._inbox.form(came.who, control))
        if current is not None and current.id != control:
            asked = [field.id for field in current.fields[: LIMITS.form_fields]]
            if asked and values.keys() >= set(asked):
                return current.id, {name: values[name] for name in asked}
        return control, values
