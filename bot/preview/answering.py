"""Sample answers: what somebody might well pick or write, for every kind of question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.engine.kinds import Raw
from bot.engine.prompts import Page, Prompt
from bot.engine.read import Reading
from bot.engine.text import Invalid
from bot.model import OWNER
from bot.preview.shapes import plain_key

OWN_WORDS = {
    OWNER: "No customer waits and I have my evenings back.",
    "": "Customers need a right answer the next day. If unsure I ask, with my proposed answer.",
}
VIEWS = {OWNER: (3, 2, 3, 3, -1, -1), "": (4, 4, 3, 3, 1, 3)}
"""One after another: levels on which the two agree, are apart, or only one has seen anything (-1)."""

SAID = {
    "example": "Sixty orders a day for a shoe seller.",
    "reason": "Draft 2 promised a refund after 14 days.",
    "keep": "On 7 Dec you wrote the rules down with two real mails, so nobody had to ask; keep it.",
    "change": "On 14 and 16 Dec refunds waited a day, so customers wrote twice; "
    "from now on please look at five.",
}
"""What is written where one knows by the question what it will be."""

WANTED = frozenset({"example", "count", "keep", "change"})
"""What may be left out, and is told all the same by somebody who means well."""

TYPED = {
    "number": ("20", "3", "1", "0"),
    "duration": ("45 min",),
    "percent": ("90",),
    "ratio": ("41/46", "4/5"),
    "ratios": ("41/46\n31/33", "41/46\n31/33\n12/12"),
    "person": ("<@joy|Joy Santos|Asia/Manila|en>",),
    "channel": ("<#shop|shop>",),
    "link": ("https://example.com/guide",),
    "file": ("guide.pdf",),
    "zone": ("Asia/Manila",),
    "time": ("09:00", "15:00"),
}


class NoAnswer(Exception):
    """No sample fits a question: a new kind needs one in `TYPED`."""


def usual(page: Page[Any], prompt: Prompt[Any], role: str, reading: Reading) -> Any:
    """The answer that the main way takes, as it is kept: what is proposed, else the first that fits."""
    if page.proposed is not None and prompt.key in page.proposed:
        return prompt.kind.dump(page.proposed[prompt.key])
    return _first(prompt, _candidates(page, prompt, role, reading), reading)


def shortest(page: Page[Any], prompt: Prompt[Any], role: str, reading: Reading) -> Any:
    """The answer that costs least and is still honest: nothing where nothing has to be said."""
    proposed = page.proposed is not None and prompt.key in page.proposed
    if prompt.optional and not proposed and not prompt.kind.options() and plain_key(prompt.key) not in WANTED:
        return None
    return usual(page, prompt, role, reading)


def others(page: Page[Any], prompt: Prompt[Any], reading: Reading) -> Iterator[Any]:
    """Every other answer that may lead to other questions."""
    options = prompt.kind.options()
    raws: list[Raw] = [(index,) for index in range(len(options))]
    if prompt.kind.name == "many":
        raws += [(), tuple(range(len(options)))]
    if prompt.kind.name == "scale":
        raws = [(0,), (len(options) - 1,), (max(0, len(options) - 2),)]
    if prompt.kind.name == "number":
        raws = ["0", "1"]
    for raw in raws:
        try:
            yield prompt.kind.dump(prompt.kind.read(raw, reading))
        except Invalid:
            continue
    if prompt.optional:
        yield None


def _first(prompt: Prompt[Any], raws: Iterator[Raw], reading: Reading) -> Any:
    for raw in raws:
        try:
            return prompt.kind.dump(prompt.kind.read(raw, reading))
        except Invalid:
            continue
    if prompt.optional:
        return None
    raise NoAnswer(f"no sample answers {prompt.key!r}, a question of the kind {prompt.kind.name!r}")


def _candidates(page: Page[Any], prompt: Prompt[Any], role: str, reading: Reading) -> Iterator[Raw]:
    kind, options = prompt.kind.name, prompt.kind.options()
    if kind == "scale":
        views = VIEWS.get(role, VIEWS[""])
        view = views[page.prompts.index(prompt) % len(views)]
        yield (view % len(options),)
    elif kind == "many":
        for count in (3, 2, 1, 0, len(options)):
            yield tuple(range(min(count, len(options))))
    elif kind == "date":
        for days in (7, 1, 0, 14, 30, -1, -7):
            yield (reading.today + timedelta(days=days)).isoformat()
    elif kind == "text":
        yield SAID.get(prompt.key) or OWN_WORDS.get(role, OWN_WORDS[""])
        yield "Ten in a row"
    elif not options:
        yield from TYPED.get(kind, ())
    yield from ((index,) for index in range(len(options)))
