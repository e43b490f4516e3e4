"""One table of a role template, read strictly: whatever is not understood is an error that says where."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


class BadTemplate(ValueError):
    """A role template cannot be used; the message says where, what is wrong and what to do about it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


def differ(place: str, field: str, values: Iterable[str]) -> None:
    """Refuse values that are the same but for capital letters."""
    seen: set[str] = set()
    for value in values:
        if value.casefold() in seen:
            raise BadTemplate(place, f'{field} "{value}" stands there twice; make each one different.')
        seen.add(value.casefold())


class Table:
    """One table of a template, which knows where it stands and reads its fields strictly."""

    def __init__(self, values: object, place: str) -> None:
        if not isinstance(values, Mapping):
            raise BadTemplate(place, "this must be a table: write its fields as key = value.")
        self.values: Mapping[str, object] = values
        self.place = place

    def only(self, *known: str) -> None:
        """Refuse what nobody would read: a misspelt field must not vanish without a word."""
        for key in self.values:
            if key not in known:
                meant = difflib.get_close_matches(key, known, 1)
                advice = f'did you mean "{meant[0]}"?' if meant else f"known are {', '.join(known)}."
                raise BadTemplate(self.place, f'unknown field "{key}"; {advice}')

    def value(self, field: str) -> object:
        """Read a field that must be there."""
        if field not in self.values:
            raise BadTemplate(self.place, f"{field} is missing; write it.")
        return self.values[field]

    def text(self, field: str, longest: int, most_words: int | None = None) -> str:
        """Read one text, not longer than so many characters and words."""
        return text_of(self.value(field), f"{self.place}, {field}", longest, most_words)

    def texts(self, field: str, longest: int, count: range) -> tuple[str, ...]:
        """Read several texts, as many as are allowed."""
        entries = self.listed(field)
        if len(entries) not in count:
            wanted = f"{count[0]} to {count[-1]}"
            raise BadTemplate(f"{self.place}, {field}", f"{len(entries)} lines; write {wanted}.")
        return tuple(
            text_of(entry, f"{self.place}, {field} {number}", longest)
            for number, entry in enumerate(entries, 1)
        )

    def id(self) -> str:
        """Read what this is called by for ever."""
        value = self.value("id")
        if not isinstance(value, str) or not _ID.fullmatch(value):
            raise BadTemplate(
                f"{self.place}, id",
                f"{value!r} cannot be an id; use up to 32 small letters, digits and _, a letter first.",
            )
        return value

    def whole(self, field: str, allowed: range) -> int:
        """Read a whole number within a range."""
        value = self.value(field)
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            wanted = f"a whole number from {allowed[0]} to {allowed[-1]}"
            raise BadTemplate(f"{self.place}, {field}", f"{value!r} does not fit; write {wanted}.")
        return value

    def one_of(self, field: str, allowed: tuple[str, ...]) -> str:
        """Read one of a few words; the first is meant where none is written."""
        value = self.values.get(field, allowed[0])
        if not isinstance(value, str) or value not in allowed:
            wanted = ", ".join(allowed)
            raise BadTemplate(f"{self.place}, {field}", f"{value!r} is not known; write one of {wanted}.")
        return value

    def flag(self, field: str) -> bool:
        """Read a yes or no."""
        value = self.values.get(field, False)
        if not isinstance(value, bool):
            raise BadTemplate(f"{self.place}, {field}", f"{value!r} is neither; write true or false.")
        return value

    def inner(self, field: str) -> Table:
        """Read the table in a field."""
        return Table(self.value(field), field)

    def entries(self, field: str, called: str, most: int, first: int = 1) -> Iterator[Table]:
        """Read a list of tables; each is placed by its number and, where it has one, its id."""
        entries = self.listed(field)
        above = "" if self.place == "role" else f"{self.place}, "
        if not 1 <= len(entries) <= most:
            raise BadTemplate(f"{above}{field}", f"{len(entries)} entries; write 1 to {most}.")
        for number, entry in enumerate(entries, first):
            id = entry.get("id") if isinstance(entry, Mapping) else None
            yield Table(entry, f"{above}{called} {number}" + (f" ({id})" if isinstance(id, str) else ""))

    def listed(self, field: str) -> list[object]:
        """Read a list of whatever it holds."""
        value = self.value(field)
        if not isinstance(value, list):
            raise BadTemplate(f"{self.place}, {field}", "this must be a list: write it in [ ].")
        return value


def text_of(value: object, place: str, longest: int, most_words: int | None = None) -> str:
    """Take a value as one text; `place` is where it stands."""
    if not isinstance(value, str) or not value.strip():
        raise BadTemplate(place, "there is no text; write one in quotes.")
    text = value.strip()
    if len(text) > longest:
        raise BadTemplate(place, f"{len(text)} characters; shorten it to {longest}.")
    if most_words is not None and len(text.split()) > most_words:
        raise BadTemplate(place, f"{len(text.split())} words; shorten it to {most_words}.")
    return text
