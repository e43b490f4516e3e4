"""Forms, messages and waiting as views: modals, and the Home tab."""

from __future__ import annotations

import json
from typing import Any

from adapters.slack import controls, inputs, render, wire, words
from adapters.slack.inputs import plain
from adapters.slack.limits import LIMITS
from adapters.slack.rich import elements, listed, paragraphs, weight
from adapters.slack.text import names
from bot.engine.cards import Field, Form, Message, Run
from bot.engine.measured import heading, short, size

Json = dict[str, Any]


def form_in(message: Message | None) -> Form | None:
    """The form that a message opens."""
    if message is None:
        return None
    return next((control for control in message.controls if isinstance(control, Form)), None)


def loading(external_id: str) -> Json:
    """What stands in a view until its content is there; opened before any slow work."""
    return {
        "type": "modal",
        "callback_id": wire.FORM,
        "external_id": external_id,
        "title": plain(words.NAME),
        "close": plain(words.CANCEL),
        "blocks": [{"type": "section", "block_id": "loading", "text": plain(words.LOADING)}],
    }


def form(drawn: Form, audience: str = "", ref: str = "", *, complain: bool = False) -> Json:
    """A form. Its title stands once: at the top what fits there, the rest above, or all as the question.

    `complain`: show what is wrong above each field, where Slack cannot do it beside it.
    """
    repeats = any(field.label == drawn.title for field in drawn.fields)
    title = names(drawn.title).strip()
    head = "" if repeats else heading(title, LIMITS.view_title)
    view: Json = {
        "type": "modal",
        "callback_id": wire.FORM,
        "private_metadata": json.dumps({"form": drawn.id, "ref": ref[: LIMITS.private_metadata // 2]}),
        "title": plain(head or words.NAME),
        "submit": plain(short(names(drawn.submit) or words.SEND, LIMITS.view_button)),
        "close": plain(words.CANCEL),
        "blocks": [],
    }
    blocks: list[Json] = []
    if not repeats and (rest := title.removeprefix(head).lstrip(". ")):
        blocks += paragraphs((Run(rest),))
    blocks += fields(drawn, complain=complain)
    blocks += render.context(audience)
    for number, block in enumerate(blocks):
        block.setdefault("block_id", f"part.{number}")
    view["blocks"] = blocks
    return view


def fields(
    drawn: Form, *, complain: bool = True, room: int = 0, most: int = LIMITS.view_blocks - 5
) -> list[Json]:
    """The inputs of a form, as many as fit, each with its error and its long options above it.

    `room` is the text that they may have together, where that is limited.
    """
    blocks: list[Json] = []
    shown = 0
    for field in drawn.fields[: LIMITS.form_fields]:
        group = _field(field, complain)
        if shown and (len(blocks) + len(group) > most or (room and weight([blocks, group]) > room)):
            break
        blocks += group
        shown += 1
    if shown < len(drawn.fields):
        blocks += render.context(words.MORE_FIELDS.format(shown=shown, total=len(drawn.fields)))
    return blocks


def _field(field: Field, complain: bool) -> list[Json]:
    blocks: list[Json] = listed(map(elements, controls.in_full(field.choices)))
    if size(names(field.label)) > LIMITS.label:
        blocks += paragraphs((Run(field.label),))
    if complain and field.error:
        blocks += paragraphs((Run("! "), Run(field.error)), strong=True)
    if isinstance(field.value, str) and size(names(field.value)) > LIMITS.input_text:
        blocks += paragraphs((Run(field.value),))
    return [*blocks, inputs.block(field, "field")]


def in_message(drawn: Form, audience: str, mark: str) -> list[Json]:
    """The same inputs in a message, for when no view can be opened: they stand there with a button."""
    send = controls.button(wire.write(wire.SEND, 0, drawn.id), drawn.submit or words.SEND, "main")
    blocks = [
        *paragraphs((Run(words.TOO_LATE),)),
        *fields(drawn, room=LIMITS.message_text - LIMITS.context_text, most=LIMITS.message_blocks - 5),
        {"type": "actions", "elements": [send]},
        *render.context(audience),
    ]
    return render.stamped(blocks, mark)


def errors(drawn: Form) -> dict[str, str]:
    """What is wrong with each field, by the id of its input block."""
    return {f"field#{field.id}": names(field.error)[: LIMITS.label] for field in drawn.fields if field.error}


def page(message: Message, link: str = "") -> Json:
    """A message as a view that is only read and pressed."""
    blocks = _whole(message, LIMITS.view_blocks - 1)
    if link:
        button = {**controls.button(wire.write(wire.LINK, 0, "messages"), words.OPEN_MESSAGES), "url": link}
        blocks.append({"type": "actions", "elements": [button]})
    return {
        "type": "modal",
        "callback_id": wire.WAITING,
        "title": plain(words.NAME),
        "close": plain(words.CLOSE),
        "blocks": render.stamped(blocks, "view"),
    }


def home(message: Message) -> Json:
    """What waits for somebody, as their Home tab."""
    return {"type": "home", "blocks": render.stamped(_whole(message, LIMITS.view_blocks), "home")}


def _whole(message: Message, most: int) -> list[Json]:
    """The blocks of a message, or as many as fit and where the rest is."""
    blocks = render.body(message) or paragraphs((Run(words.NOTHING),))
    return blocks if len(blocks) <= most else [*blocks[: most - 1], *render.context(words.MORE_ON_HOME)]
