"""The ids that our buttons and fields carry in Slack. What was ever sent is understood for ever.

An action id is `<verb>:<number>:<control>` with an optional `#<field>`; the number keeps it unique in
its block. A block id of an input ends in `#<field>`.
"""

from __future__ import annotations

from typing import NamedTuple

PRESS = "press"
"""A button: the control is pressed."""
PICK = "pick"
"""One option of a select, sent at once."""
MANY = "many"
"""Several options, gathered until the button beside them is pressed."""
DONE = "done"
"""That button."""
OPEN = "open"
"""Open the form."""
FILL = "fill"
"""One field that answers its form by itself."""
SEND = "send"
"""Send the form whose fields stand in the same message."""
LINK = "link"
"""A button that only opens an address."""
VALUE = "value"
"""The element inside an input."""

VERBS = frozenset({PRESS, PICK, MANY, DONE, OPEN, FILL, SEND, LINK})

FORM = "form"
WAITING = "waits_for_me"
QUOTE = "save_example"
"""Callback ids of the form view and of the two shortcuts."""


class Action(NamedTuple):
    """An action id, read."""

    verb: str
    control: str
    field: str = ""


def write(verb: str, number: int, control: str, field: str = "") -> str:
    """The id of an element."""
    return f"{verb}:{number}:{control}#{field}" if field else f"{verb}:{number}:{control}"


def parse(action_id: str) -> Action | None:
    """What an element does; None when it is none of ours, or only a field."""
    verb, _, rest = action_id.partition(":")
    _, colon, control = rest.partition(":")
    if verb not in VERBS or not colon:
        return None
    if verb == FILL:
        control, _, field = control.rpartition("#")
        return Action(verb, control, field)
    return Action(verb, control)


def field_of(block_id: str) -> str:
    """The field that an input block holds; empty when it holds none."""
    _, hash_, field = block_id.rpartition("#")
    return field if hash_ else ""
