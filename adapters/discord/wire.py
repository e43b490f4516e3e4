"""The ids that our buttons, selects and modals carry. What was ever sent is understood for ever.

`<verb>:<number>:<control>`; the number keeps an id unique in its message, or counts the pages of a
form. The control brings its own version.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PRESS = "press"
"""A button: the control is pressed."""
PICK = "pick"
"""Options of a select, sent at once."""
OPEN = "open"
"""Open the form, at the page that the number says."""
FILL = "fill"
"""A page of a form, sent. Its number is `<page>.<pages>`."""
HOME = "home"
"""Show again what waits."""

_WRITTEN = re.compile(r"(press|pick|open|fill|home):([0-9]{1,3})(?:\.([0-9]{1,3}))?:(.{0,90})")

ONE, MANY, TEXT, USER = "o", "m", "t", "u"
"""What a field holds: one option, several, a text, a person."""


class Action(NamedTuple):
    """An id, read."""

    verb: str
    number: int
    control: str
    of: int = 1
    """How many pages there are."""


def write(verb: str, number: int, control: str, of: int = 0) -> str:
    """The id of a component or a modal."""
    return f"{verb}:{number}.{of}:{control}" if of else f"{verb}:{number}:{control}"


def parse(custom_id: str) -> Action | None:
    """What a component does; None when it is none of ours."""
    found = _WRITTEN.fullmatch(custom_id)
    if found is None:
        return None
    return Action(found[1], int(found[2]), found[4], int(found[3] or 1))


def field(holds: str, part: int, name: str) -> str:
    """The id of a field in a modal; `part` counts the lists that one long list was split into."""
    return f"{holds}:{part}:{name}"


def field_of(custom_id: str) -> tuple[str, str]:
    """What a field holds, and its name."""
    holds, _, rest = custom_id.partition(":")
    return holds, rest.partition(":")[2]
