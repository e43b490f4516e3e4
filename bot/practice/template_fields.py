"""What a field of a role template may hold, and how what does not fit is said: where, what, and what to do.

pydantic reads the tables; its own errors speak of types, and whoever writes a template speaks of lines.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ValidationError
from pydantic_core import ErrorDetails

_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")

ENTRIES = {
    ("jobs",): ("job", 1),
    ("decides",): ("decision", 1),
    ("access",): ("access", 1),
    ("skills",): ("skill", 1),
    ("skills", "levels"): ("level", 0),
    ("sample", "key"): ("key", 1),
}
"""What an entry of a list is called, and from where they are counted."""


class BadTemplate(ValueError):
    """A role template cannot be used; the message says where, what is wrong and what to do about it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


# --- what a field may hold ------------------------------------------------------------------------


def text(longest: int, most_words: int | None = None) -> BeforeValidator:
    """One text, not longer than so many characters and words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError("there is no text; write one in quotes.")
        found = value.strip()
        if len(found) > longest:
            raise ValueError(f"{len(found)} characters; shorten it to {longest}.")
        if most_words is not None and len(found.split()) > most_words:
            raise ValueError(f"{len(found.split())} words; shorten it to {most_words}.")
        return found

    return BeforeValidator(read)


def whole(allowed: range) -> BeforeValidator:
    """A whole number within a range."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            raise ValueError(
                f"{value!r} does not fit; write a whole number from {allowed[0]} to {allowed[-1]}."
            )
        return value

    return BeforeValidator(read)


def one_of(allowed: tuple[str, ...]) -> BeforeValidator:
    """One of a few words."""

    def read(value: object) -> object:
        if value not in allowed:
            raise ValueError(f"{value!r} is not known; write one of {', '.join(allowed)}.")
        return value

    return BeforeValidator(read)


def yes_or_no(value: object) -> bool:
    """A yes or no, and nothing that only means one."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither; write true or false.")
    return value


def an_id(value: object) -> str:
    """What something is called by for ever."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError(
            f"{value!r} cannot be an id; use up to 32 small letters, digits and _, a letter first."
        )
    return value


def count(allowed: range, called: str = "entries") -> AfterValidator:
    """As many as are allowed."""

    def read(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(entries) not in allowed:
            raise ValueError(f"{len(entries)} {called}; write {allowed[0]} to {allowed[-1]}.")
        return entries

    return AfterValidator(read)


def some(called: str) -> AfterValidator:
    """At least one, where the list is written at all."""

    def read(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if not entries:
            raise ValueError(f"the list is empty; name at least one {called}.")
        return entries

    return AfterValidator(read)


def differ(place: str, field: str, values: Iterable[str]) -> None:
    """Refuse values that are the same but for capital letters."""
    seen: set[str] = set()
    for value in values:
        if value.casefold() in seen:
            raise BadTemplate(place, f'{field} "{value}" stands there twice; make each one different.')
        seen.add(value.casefold())


# --- how it is said -------------------------------------------------------------------------------


def said(wrong: ValidationError, document: Mapping[str, object], role: type[BaseModel]) -> BadTemplate:
    """The first mistake as a sentence. A misspelt field comes before the one that is missing for it."""
    errors = wrong.errors(include_url=False)
    error = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    *above, last = error["loc"] or ("",)
    match error["type"]:
        case "extra_forbidden":
            return BadTemplate(
                _place(above, document) or "role", unknown("field", str(last), _known(role, above))
            )
        case "missing":
            return BadTemplate(_place(above, document) or "role", f"{last} is missing; write it.")
    place = _place(error["loc"], document)
    counted = error["type"] == "value_error" and isinstance(error["input"], list | tuple)
    if not above and isinstance(last, str) and last != "sample" and not (counted and (last,) in ENTRIES):
        place = f"role, {last}"
    return BadTemplate(place, _why(error))


def _why(error: ErrorDetails) -> str:
    match error["type"]:
        case "value_error":
            return str(error["ctx"]["error"])
        case "tuple_type":
            return "this must be a list: write it in [ ]."
        case "model_type":
            return "this must be a table: write its fields as key = value."
    return error["msg"]


def unknown(called: str, name: str, known: list[str]) -> str:
    """A name that is none of those that may stand there, and which was perhaps meant."""
    meant = difflib.get_close_matches(name, known, 1)
    advice = f'did you mean "{meant[0]}"?' if meant else f"known are {', '.join(known)}."
    return f'unknown {called} "{name}"; {advice}'


def _known(table: type[BaseModel], above: Iterable[int | str]) -> list[str]:
    """The fields of the table at a place, as a file calls them."""
    for step in above:
        if isinstance(step, str):
            field = next(one for name, one in table.model_fields.items() if step in (name, one.alias))
            kind: Any = field.annotation
            table = getattr(kind, "__args__", (kind,))[0]
    return [field.alias or name for name, field in table.model_fields.items()]


def _place(steps: Iterable[int | str], document: Any) -> str:
    """Where something stands, as people count: skill 2 (terms), level 4, self."""
    found: list[str] = []
    path: tuple[str, ...] = ()
    for step in steps:
        document = _inside(document, step)
        if isinstance(step, str):
            path = (*path, step)
            found.append(step)
        elif path in ENTRIES:
            called, first = ENTRIES[path]
            id = document.get("id") if isinstance(document, Mapping) else None
            found[-1] = f"{called} {step + first}" + (f" ({id})" if isinstance(id, str) else "")
    return ", ".join(found)


def _inside(document: Any, step: int | str) -> Any:
    known = step in document if isinstance(document, Mapping) else isinstance(document, list)
    return document[step] if known else None
