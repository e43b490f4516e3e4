"""Views over a trigger: a loading view first, its content when that is there, a message when it is late."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

from adapters.slack import calls, render, views, words
from adapters.slack.read import Came
from adapters.slack.render import Payload
from adapters.slack.sending import Sender
from adapters.slack.showing import Lanes
from adapters.slack.text import escape
from adapters.slack.workspaces import Workspaces
from bot.engine.cards import Message, Run
from bot.ports import Inbox, Press, Reply, TryLater

logger = logging.getLogger(__name__)

Json = dict[str, Any]


class Modals:
    """Opens and fills views for somebody who just did something."""

    def __init__(self, inbox: Inbox, workspaces: Workspaces, sender: Sender, lanes: Lanes) -> None:
        self._inbox = inbox
        self._workspaces = workspaces
        self._sender = sender
        self._lanes = lanes

    async def form(self, came: Came, control: str) -> None:
        """Open the form behind a button, as it stands now."""
        view = await self.open(came)
        message = await self._inbox.form(came.who, control)
        form = views.form_in(message)
        if message is None or form is None:
            reply = await self._lanes.take(came, Press, control=control)
            await self.fill(came, view, self.after(came, reply))
        elif view:
            await self.fill(came, view, views.form(form, message.audience, came.message))
        else:
            asked = views.in_message(form, message.audience, came.id)
            await self._instead(came, [Payload(asked, escape(words.TOO_LATE))])

    async def waiting(self, came: Came) -> None:
        """Show what waits for somebody."""
        view = await self.open(came)
        message = await self._inbox.waiting(came.who)
        if view:
            await self.fill(came, view, views.page(message, messages_link(came)))
        else:
            await self._instead(came, render.message(message, came.id))

    def after(self, came: Came, reply: Reply) -> Json:
        """What a view shows after a press in it: the question that came, else what was said."""
        slotted = [put.message for put in reply.puts if put.slot is not None]
        shown = slotted or [put.message for put in reply.puts]
        message = shown[-1] if shown else Message(((Run(words.ALREADY),),))
        form = views.form_in(message)
        if form is not None and len(message.controls) == 1:
            return views.form(form, message.audience)
        return views.page(message, messages_link(came))

    async def open(self, came: Came, view: Json | None = None) -> str:
        """Open a view with the trigger, or take the one that was pressed in; empty when neither goes."""
        if came.view.get("type") == "modal":
            return str(came.view.get("id") or "")
        if not came.trigger:
            return ""
        shown = view or views.loading(f"v.{uuid4().hex}")
        try:
            web = await self._workspaces.web(came.who.scope)
            told = await calls.call(web, "views.open", trigger_id=came.trigger, view=shown)
        except (calls.Refused, calls.Unsure, TryLater) as error:
            logger.info("a view was not opened", extra={"code": str(error)})
            return ""
        return str((told.get("view") or {}).get("id") or "")

    async def fill(self, came: Came, view: str, content: Json) -> None:
        """Put content into an open view. Somebody who closed it meanwhile has it in their messages."""
        if not view:
            return
        try:
            web = await self._workspaces.web(came.who.scope)
            await calls.call(web, "views.update", view_id=view, view=content)
        except (calls.Refused, calls.Unsure, TryLater) as error:
            logger.info("a view was not filled", extra={"code": str(error)})

    async def _instead(self, came: Came, payloads: list[Payload]) -> None:
        """The same in their messages, where no view could be opened."""
        try:
            await self._sender.blocks(came.who.scope, came.user, payloads, came.id)
        except (calls.Refused, calls.Unsure, TryLater) as error:
            logger.warning("a form was not shown", extra={"code": str(error)})


def messages_link(came: Came) -> str:
    """Where our direct messages open."""
    if not came.app or not came.who.scope:
        return ""
    return f"slack://app?team={came.who.scope}&id={came.app}&tab=messages"
