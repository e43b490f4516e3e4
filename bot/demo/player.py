"""Somebody who reads pages and answers them: by what is asked, and by the kind of its controls.

A player sees what a person sees, the messages of a room as the page gets them, and nothing else. So
the same player plays in this process and through the API of another one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, Protocol

_LISTED = re.compile(r", | and ")
Json = Mapping[str, Any]
Reply = str | tuple[str, ...] | Mapping[str, str]
"""The beginning of a button's label or words to write; labels of a list; a form's fields by label."""

OPENS = ("open", "back", "change", "take", "later", "cancel")
"""Buttons that answer no question."""


class Rule(NamedTuple):
    """What somebody answers where `asks` stands in what they read, one reply after the other."""

    who: str
    asks: str
    replies: tuple[Reply, ...]
    first: int = 0
    """The day of the play from which it holds."""
    last: int = 9_999

    def meets(self, plain: str) -> bool:
        """Whether it is asked there; with "$" at its end, as the last words."""
        asked = self.asks.removesuffix("$")
        return plain.endswith(asked) if asked != self.asks else asked in plain


class Character(Protocol):
    """What the players know: rules, levels and counts."""

    rules: Sequence[Rule]

    def level(self, who: str, skill: str, words: str, day: int) -> int: ...
    def counted(self, who: str, label: str, day: int) -> tuple[int, int]: ...


class Place(Protocol):
    """Where people read and answer: the workspace in this process, or another one's API."""

    async def changed(self, who: str) -> Sequence[Json]:
        """The messages that are new or changed since the last look."""

    async def say(self, who: str, words: str) -> None: ...
    async def press(self, who: str, control: str, picked: tuple[str, ...] = ()) -> None: ...
    async def submit(self, who: str, control: str, values: Mapping[str, Any]) -> None: ...
    def now_ms(self) -> int:
        """People's time."""


class DeadEnd(Exception):
    """A page that the player cannot answer, or that did not take the answer."""


class _Asked(NamedTuple):
    number: int
    message: Json
    control: Json
    turn: int


class Player:
    """Plays everybody. Remembers what was tried, so that nothing is answered twice."""

    def __init__(self, place: Place, character: Character, begins_ms: int) -> None:
        self.place = place
        self._character = character
        self._begins_ms = begins_ms
        self._open: dict[str, dict[str, _Asked]] = {}
        self._tried: set[str] = set()
        self._used: Counter[tuple[str, str]] = Counter()
        self._ticked: set[tuple[str, int]] = set()
        self.answers = 0
        self.stale: list[str] = []
        """Controls that were still shown after they had been answered."""

    @property
    def day(self) -> int:
        return (self.place.now_ms() - self._begins_ms) // 86_400_000

    async def look(self, who: str) -> bool:
        """Read what is new; whether something waits for an answer."""
        waiting = self._open.setdefault(who, {})
        for message in await self.place.changed(who):
            if message["from"] == who:
                continue
            number = int(message["number"])
            for talk in [talk for talk, asked in waiting.items() if asked.number == number]:
                del waiting[talk]
            self._read(waiting, number, message)
        return bool(waiting)

    def _read(self, waiting: dict[str, _Asked], number: int, message: Json) -> None:
        for control in message.get("controls", ()):
            parts = str(control["id"]).split(":")
            ticks = parts[:2] == ["start", "ready"]
            if ticks:
                talk, turn = f"{number}/{control['id']}", number
            elif parts[0] == "1" and parts[4] not in OPENS and control.get("style") != "quiet":
                talk, turn = f"{parts[1]}{parts[2]}", int(parts[3])
            else:
                continue
            known = waiting.get(talk)
            if (known is None or known.turn < turn) and f"{number}/{control['id']}" not in self._tried:
                waiting[talk] = _Asked(number, message, control, turn)
                if ticks:
                    return

    async def answer(self, who: str) -> bool:
        """Answer the oldest page that waits; whether there was one."""
        waiting = self._open.get(who, {})
        if not waiting:
            return False
        talk = min(waiting, key=lambda one: waiting[one].number)
        asked = waiting.pop(talk)
        if asked.message.get("errors"):
            raise DeadEnd(f"{who} is not understood:\n{asked.message.get('plain')}")
        self._tried |= {f"{asked.number}/{c['id']}" for c in asked.message["controls"]}
        self.answers += 1
        await self._act(who, asked, alone=not waiting)
        return True

    async def _act(self, who: str, asked: _Asked, *, alone: bool) -> None:
        message, plain = asked.message, str(asked.message.get("plain", ""))
        controls = [c for c in message["controls"] if c.get("style") != "quiet"]
        if str(asked.control["id"]).startswith("start:"):
            return await self.place.press(who, asked.control["id"])
        buttons = [c for c in controls if c["type"] == "button"]
        form = next((c for c in controls if c["type"] == "form"), None)
        select = next((c for c in controls if c["type"] == "select"), None)
        reply = self._reply(who, plain)
        if select is not None:
            return await self._pick(who, select, reply)
        if form is not None and (not buttons or isinstance(reply, Mapping)):
            return await self._fill(who, plain, form, reply, alone=alone)
        levels = [b for b in buttons if b["label"][:1].isdigit() and b["label"][:1] in "012345"]
        if reply is None and len(levels) >= 5:
            return await self.place.press(who, self._level(who, message, buttons)["id"])
        return await self.place.press(who, _button(buttons, reply, who, plain)["id"])

    def _reply(self, who: str, plain: str) -> Reply | None:
        day = self.day
        for rule in self._character.rules:
            if rule.who in ("", who) and rule.first <= day <= rule.last and rule.meets(plain):
                nth = self._used[who, rule.asks]
                self._used[who, rule.asks] += 1
                return rule.replies[nth % len(rule.replies)]
        return None

    def _level(self, who: str, message: Json, buttons: list[Any]) -> Any:
        lines = ["".join(span.get("text", "") for span in line) for line in message.get("body", ())]
        words = "\n".join(lines)
        level = self._character.level(who, lines[-1] if lines else "", words, self.day)
        wanted = str(level) if level >= 0 else "Not seen"
        return next((b for b in buttons if b["label"].startswith(wanted)), buttons[len(buttons) // 2])

    async def _pick(self, who: str, select: Json, reply: Reply | None) -> None:
        choices = select["choices"]
        wanted = (reply,) if isinstance(reply, str) else reply if isinstance(reply, tuple) else None
        picked = [c["id"] for c in choices if wanted is None or c["label"].startswith(tuple(wanted))]
        picked = picked or [c["id"] for c in choices[: select["least"]]]
        await self.place.press(who, select["id"], tuple(picked[: select["most"]]))

    async def _fill(self, who: str, plain: str, form: Json, reply: Reply | None, *, alone: bool) -> None:
        given = reply if isinstance(reply, Mapping) else {}
        if form["inline"]:
            (field,) = form["fields"]
            words = reply if isinstance(reply, str) else self._typed(who, field, plain)
            if alone:
                return await self.place.say(who, words)
            return await self.place.submit(who, form["id"], {field["id"]: words})
        values: dict[str, Any] = {}
        for field in form["fields"]:
            wanted = next((v for label, v in given.items() if field["label"].startswith(label)), None)
            values[field["id"]] = self._value(who, field, wanted)
        return await self.place.submit(who, form["id"], values)

    def _value(self, who: str, field: Json, wanted: str | None) -> Any:
        if field["choices"]:
            picked = [c["id"] for c in field["choices"] if wanted and c["label"].startswith(wanted)]
            return picked or list(field["value"]) or [field["choices"][0]["id"]]
        if wanted is not None:
            return wanted
        if field["value"]:
            return field["value"]
        reply = self._reply(who, str(field["label"]))
        if isinstance(reply, str):
            return reply
        return "" if field["optional"] and field["kind"] == "text" else self._typed(who, field, "")

    def _typed(self, who: str, field: Json, plain: str) -> str:
        kind = field["kind"]
        if kind == "ratio":
            return "{} of {}".format(*self._character.counted(who, str(field["label"]), self.day))
        if kind == "ratios":
            goals = _LISTED.split(str(field["label"]).partition(":")[0])
            return "\n".join("{} of {}".format(*self._character.counted(who, one, self.day)) for one in goals)
        if kind == "number":
            count = self._character.counted(who, plain + str(field["label"]), self.day)[0]
            least, most = field.get("least"), field.get("most")
            return str(round(min(max(count, least or 0), most if most is not None else count)))
        if kind == "date":
            return self._soon().isoformat()
        typed = {
            "duration": "30 min",
            "percent": "90",
            "channel": "#shop",
            "link": "https://example.com/draft",
        }
        if kind in typed:
            return typed[kind]
        if kind == "text":
            raise DeadEnd(f"{who} has no words for:\n{plain or field['label']}")
        raise DeadEnd(f"{who} has no answer of the kind {kind} for:\n{plain or field['label']}")

    def _soon(self) -> date:
        there = datetime.fromtimestamp(self.place.now_ms() / 1000, UTC).date() + timedelta(days=4)
        return there + timedelta(days=(7 - there.weekday()) % 7 if there.weekday() > 4 else 0)


def _button(buttons: list[Any], reply: Reply | None, who: str, plain: str) -> Any:
    """The button that a reply names, else the one that stands out, else the first."""
    if isinstance(reply, str):
        found = next((b for b in buttons if b["label"].startswith(reply)), None)
        if found is None:
            labels = [b["label"] for b in buttons]
            raise DeadEnd(f"{who} looks for {reply!r} among {labels}:\n{plain}")
        return found
    return next((b for b in buttons if b.get("style") == "main"), buttons[0])
