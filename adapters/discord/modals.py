"""Forms opened, filled in page by page, and sent as one."""

from __future__ import annotations

import asyncio

from adapters.discord import forms, read, render, wire, words
from adapters.discord.answering import Answer
from adapters.discord.controls import ROW, as_form, button
from adapters.discord.limits import WAITS
from adapters.discord.notes import Drafts
from adapters.discord.places import Places
from adapters.discord.read import Came
from adapters.discord.wire import Action
from bot.engine.cards import Form
from bot.ports import Inbox, Press, Submit, Where


class Modals:
    """Everything about modals that is not drawing: nothing is held in memory between two of them."""

    def __init__(self, inbox: Inbox, drafts: Drafts, places: Places) -> None:
        self._inbox = inbox
        self._drafts = drafts
        self._places = places

    async def opened(self, came: Came, action: Action, answer: Answer) -> bool:
        """Open a page of a form with what was filled in before. False when the form is closed by now."""
        try:
            async with asyncio.timeout(answer.left(WAITS.answer)):
                form = await self._form(came, action.control)
                kept = await self._drafts.get(came.who, action.control) if form else {}
        except TimeoutError:
            again = button(wire.write(wire.OPEN, action.number, action.control), words.GO_ON, "main")
            await answer.whisper(render.plain(words.SLOW, [{"type": ROW, "components": [again]}]))
            return True
        if form is None:
            return False
        await answer.modal(forms.modal(form, action.number, kept))
        return True

    async def _form(self, came: Came, control: str) -> Form | None:
        page = await self._inbox.form(came.who, control)
        if page is None:
            return None
        return next((as_form(one) for one in page.controls if getattr(one, "id", "") == control), None)

    async def filled(self, came: Came, action: Action, answer: Answer) -> Submit | Press | None:
        """Keep a page; after the last one, the whole form as an event. None while pages are missing."""
        given = await self._places.each(came.user, read.values(came.data))
        if action.of == 1:
            values = given
        else:
            before = await self._drafts.get(came.who, action.control)
            values = {**before, **_merged(before, given, action)}
        await self._drafts.put(came.who, action.control, values)
        if action.number + 1 < action.of:
            opens = button(wire.write(wire.OPEN, action.number + 1, action.control), words.GO_ON, "main")
            note = words.PART_KEPT.format(page=action.number + 1, pages=action.of)
            await answer.whisper(render.plain(note, [{"type": ROW, "components": [opens]}]))
            return None
        if set(values) == {action.control}:
            picked = values[action.control]
            return Press(**came.event, control=action.control, picked=tuple(picked))
        return Submit(**came.event, control=action.control, values=values)

    async def left(self, came: Came, control: str) -> Submit | Press:
        """A form that is closed by now: with it goes what was filled into its earlier pages."""
        values = await self._drafts.get(came.who, control)
        if values:
            return Submit(**came.event, control=control, values=values)
        return Press(**came.event, control=control)

    async def taken(self, who: Where, control: str) -> None:
        """The form is in the store: nothing of it is kept here."""
        await self._drafts.put(who, control, {})


def _merged(
    before: dict[str, str | tuple[str, ...]], given: dict[str, str | tuple[str, ...]], action: Action
) -> dict[str, str | tuple[str, ...]]:
    """A page's values; picks of one long list that goes over several pages are added up."""
    picks = given.get(action.control)
    if action.number and isinstance(picks, tuple):
        earlier = before.get(action.control, ())
        together = (*(earlier if isinstance(earlier, tuple) else ()), *picks)
        return {**given, action.control: tuple(dict.fromkeys(together))}
    return given
