"""A reply as the answer to a form: what Slack shows in the view, and what stands in the messages."""

from __future__ import annotations

from typing import Any

from adapters.slack import views
from bot.engine.cards import Button, Form, Message
from bot.ports import Put, Reply

Json = dict[str, Any]


def _wrong(reply: Reply) -> tuple[int, Form, Message] | None:
    """The form that came back with something to mend."""
    for index, put in enumerate(reply.puts):
        form = views.form_in(put.message)
        if form is not None and any(field.error for field in form.fields):
            return index, form, put.message
    return None


def answered(reply: Reply, control: str) -> tuple[Json | None, tuple[Put, ...]]:
    """How a sent view is answered, and which messages are shown beside that."""
    found = _wrong(reply)
    if found is None:
        return None, reply.puts
    index, form, message = found
    if form.id == control:
        # Nothing was taken: Slack shows what is wrong beside the fields, and the message stays as it is.
        rest = (*reply.puts[:index], *reply.puts[index + 1 :])
        return {"response_action": "errors", "errors": views.errors(form)}, rest
    # Some answers were good and are kept: the view goes on with the others.
    return {
        "response_action": "update",
        "view": views.form(form, message.audience, complain=True),
    }, reply.puts


def opens(reply: Reply, *, away: bool) -> Json | None:
    """The form for what a command left out; none where there is something else to choose.

    A single question is only asked in a form `away` from our messages: there it stands, and can be answered.
    """
    if not reply.puts or reply.puts[-1].slot is None:
        return None
    message = reply.puts[-1].message
    form = views.form_in(message)
    beside = (one for one in message.controls if one is not form)
    if form is None or (form.inline and not away):
        return None
    if not all(isinstance(one, Button) and one.style == "quiet" for one in beside):
        return None
    return views.form(form, message.audience)
