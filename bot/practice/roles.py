"""Role templates: what a trade's work is made of, as a starting point that two people then edit.

A template is a TOML file under `bot/roles/<language>`. It proposes jobs and what good looks like, what
may be decided alone, what must be ready, the skills with words for each level, and a small paid sample
task. `docs/role-templates.md` shows how to write one. Everything here is a proposal: what an owner
and a professional make of it becomes records of their own.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LEVELS = range(6)
"""0 not done yet, 1 knows how, 2 with help, 3 alone, 4 hard cases too, 5 sets up how it is done."""

NAME_LENGTH = 24
"""Names of jobs and skills stand on buttons and at the head of a column."""

ANCHOR_LENGTH = 72
ANCHOR_WORDS = 12
"""An anchor stands beside its number on a button; the narrowest platform takes 75 characters there."""

ROLE_NAME_LENGTH = 40
SUMMARY_LENGTH = 120
GOOD_LENGTH = 160
DECISION_LENGTH = 50
ACCESS_LENGTH = 72
TITLE_LENGTH = 60
BRIEF_LENGTH = 400
MATERIAL_LENGTH = 2_800
KEY_LENGTH = 120

MOST_JOBS = 7
MOST_SKILLS = 10
MOST_LINES = 8
"""Decisions and access: a list that is read through before work starts, so a short one."""

MOST_CORE = 6
"""As many ratings as one short talk can ask for."""

PAYS = ("hours", "pieces", "project")

KEY_LINES = range(3, 7)
SAMPLE_MINUTES = range(30, 61)

GENERAL_OWN = (
    "Not done yet.",
    "Know how, not for a client.",
    "With a checklist or help.",
    "Alone, few corrections.",
    "Hard cases too; others ask me.",
    "I set up how it is done.",
)
GENERAL_SEEN = (
    "Not done yet.",
    "Knows how.",
    "With help.",
    "Alone, few corrections.",
    "Hard cases too.",
    "Sets up how it is done.",
)
"""Words for the levels of a skill that no template describes, in both voices."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


class BadTemplate(ValueError):
    """A role template cannot be used; the message says where, what is wrong and what to do about it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What one level of one skill looks like in the work, in two voices."""

    own: str
    """As somebody says it of their own work; `self` in the file."""
    seen: str
    """As somebody says it who has seen the work; names nobody, so it fits everybody."""


@dataclass(frozen=True, slots=True)
class SkillTemplate:
    """One skill that can be seen in the work, with words for each level."""

    id: str
    name: str
    importance: int
    """1 to 5: how much the work suffers where it is missing."""
    required: int
    """0 to 5: the level the work usually needs."""
    core: bool
    """Asked for first where nothing else decides."""
    anchors: tuple[Anchor, ...]
    """Six; the position is the level."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something that can be taken off the owner's hands, and what good looks like for it."""

    id: str
    name: str
    good: str
    skills: tuple[str, ...]
    """The skills it needs, the most telling one first."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that may be decided alone, said as it stands in a list: "meeting times"."""

    id: str
    text: str
    amount: str = ""
    """The part of the text that is a limit and wants a second look: "20 EUR". Empty for most."""

    def up_to(self, amount: str) -> str:
        """Say it with another limit; a decision without a limit stays as it is."""
        return self.text.replace(self.amount, amount) if self.amount else self.text


@dataclass(frozen=True, slots=True)
class Access:
    """Something that must be ready before work can start."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SampleTask:
    """A small paid piece of work that shows what somebody can do, and what has to be explained first."""

    title: str
    minutes: int
    brief: str
    material: str
    key: tuple[str, ...]
    """What good work has. Only for whoever looks at the result."""
    shows: tuple[str, ...]
    """The skills it lets one judge; all others stay "not seen yet"."""


@dataclass(frozen=True, slots=True)
class RoleTemplate:
    """A trade as a starting point: take what fits, change the rest."""

    id: str
    name: str
    summary: str
    jobs: tuple[Job, ...]
    decides: tuple[Decision, ...]
    access: tuple[Access, ...]
    skills: tuple[SkillTemplate, ...]
    sample: SampleTask
    pay: str = "hours"
    """How this work is paid most often: hours, pieces or project."""

    def skills_for(self, jobs: Iterable[str], limit: int = MOST_CORE) -> tuple[SkillTemplate, ...]:
        """Give the skills that the chosen jobs need, the most important first, at most `limit`.

        Equals are ordered by: asked for first anyway, needed by more of the jobs, place in the template.
        Jobs that the template does not know (the owner's own) add nothing; where that leaves no skill
        at all, the ones asked for first are given.
        """
        chosen = set(jobs)
        needed = [skill for job in self.jobs if job.id in chosen for skill in job.skills]
        found = [skill for skill in self.skills if (skill.id in needed if needed else skill.core)]
        found.sort(key=lambda skill: (-skill.importance, not skill.core, -needed.count(skill.id)))
        return tuple(found[: max(0, limit)])


@cache
def load(language: str = "en") -> Mapping[str, RoleTemplate]:
    """Read the packaged templates, by id, in the language or else the nearest there is: pt-BR, pt, en."""
    root = files("bot").joinpath("roles")
    folders = {folder.name: folder for folder in root.iterdir() if folder.is_dir()}
    nearest = (language, language.replace("_", "-").split("-")[0], "en")
    folder = next(folders[name] for name in nearest if name in folders)
    roles: dict[str, RoleTemplate] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            role = read(file.read_text(encoding="utf-8"), file.name)
            roles[role.id] = role
    return MappingProxyType(roles)


def read(text: str, file_name: str) -> RoleTemplate:
    """Read one template file; what is wrong with it is said with the file's name."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTemplate(file_name, f"this is not TOML yet: {error}. Mend that place first.") from error
    try:
        role = parse(document)
    except BadTemplate as error:
        raise BadTemplate(file_name, str(error)) from None
    if file_name != f"{role.id}.toml":
        raise BadTemplate(file_name, f'the id is "{role.id}"; name the file {role.id}.toml or change the id.')
    return role


def parse(document: Mapping[str, object]) -> RoleTemplate:
    """Turn a TOML document into a template. Strict: whatever is not understood is an error."""
    table = _Table(document, "role")
    table.only("id", "name", "summary", "pay", "jobs", "decides", "access", "skills", "sample")
    skills = tuple(_skill(entry) for entry in table.entries("skills", "skill", MOST_SKILLS))
    known = tuple(skill.id for skill in skills)
    role = RoleTemplate(
        id=table.id(),
        name=table.text("name", ROLE_NAME_LENGTH),
        summary=table.text("summary", SUMMARY_LENGTH),
        jobs=tuple(_job(entry, known) for entry in table.entries("jobs", "job", MOST_JOBS)),
        decides=tuple(_decision(entry) for entry in table.entries("decides", "decision", MOST_LINES)),
        access=tuple(_access(entry) for entry in table.entries("access", "access", MOST_LINES)),
        skills=skills,
        sample=_sample(table.inner("sample"), known),
        pay=table.one_of("pay", PAYS),
    )
    _differ("skills", "id", (skill.id for skill in role.skills))
    _differ("skills", "name", (skill.name for skill in role.skills))
    _differ("jobs", "id", (job.id for job in role.jobs))
    _differ("jobs", "name", (job.name for job in role.jobs))
    _differ("decides", "id", (decision.id for decision in role.decides))
    _differ("access", "id", (access.id for access in role.access))
    core = sum(skill.core for skill in skills)
    if not 1 <= core <= MOST_CORE:
        raise BadTemplate("skills", f"{core} are core; give core = true to 1 to {MOST_CORE} of them.")
    used = {skill for job in role.jobs for skill in job.skills}
    for place, skill in enumerate(skills, 1):
        if skill.id not in used:
            raise BadTemplate(
                f"skill {place} ({skill.id})", "no job needs it; name it in a job or take it out."
            )
    return role


def _skill(table: _Table) -> SkillTemplate:
    table.only("id", "name", "importance", "required", "core", "levels")
    levels = list(table.entries("levels", "level", len(LEVELS), first=0))
    if len(levels) != len(LEVELS):
        raise BadTemplate(table.place, f"levels has {len(levels)} entries; write six, from 0 to 5.")
    anchors = tuple(_anchor(level) for level in levels)
    _differ(table.place, "self", (anchor.own for anchor in anchors))
    _differ(table.place, "seen", (anchor.seen for anchor in anchors))
    return SkillTemplate(
        id=table.id(),
        name=table.text("name", NAME_LENGTH),
        importance=table.whole("importance", range(1, 6)),
        required=table.whole("required", LEVELS),
        core=table.flag("core"),
        anchors=anchors,
    )


def _anchor(table: _Table) -> Anchor:
    table.only("self", "seen")
    return Anchor(
        own=table.text("self", ANCHOR_LENGTH, ANCHOR_WORDS),
        seen=table.text("seen", ANCHOR_LENGTH, ANCHOR_WORDS),
    )


def _job(table: _Table, skills: Container[str]) -> Job:
    table.only("id", "name", "good", "skills")
    return Job(
        id=table.id(),
        name=table.text("name", NAME_LENGTH),
        good=table.text("good", GOOD_LENGTH),
        skills=table.skills("skills", skills),
    )


def _decision(table: _Table) -> Decision:
    table.only("id", "text", "amount")
    text = table.text("text", DECISION_LENGTH)
    amount = table.text("amount", DECISION_LENGTH) if "amount" in table.values else ""
    if amount and text.count(amount) != 1:
        raise BadTemplate(f"{table.place}, amount", f'write "{amount}" in the text exactly once.')
    return Decision(table.id(), text, amount)


def _access(table: _Table) -> Access:
    table.only("id", "text")
    return Access(table.id(), table.text("text", ACCESS_LENGTH))


def _sample(table: _Table, skills: Container[str]) -> SampleTask:
    table.only("title", "minutes", "brief", "material", "key", "shows")
    return SampleTask(
        title=table.text("title", TITLE_LENGTH),
        minutes=table.whole("minutes", SAMPLE_MINUTES),
        brief=table.text("brief", BRIEF_LENGTH),
        material=table.text("material", MATERIAL_LENGTH),
        key=table.texts("key", KEY_LENGTH, KEY_LINES),
        shows=table.skills("shows", skills),
    )


def _differ(place: str, field: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value.casefold() in seen:
            raise BadTemplate(place, f'{field} "{value}" stands there twice; make each one different.')
        seen.add(value.casefold())


class _Table:
    """One table of the document, which knows where it stands and reads its fields strictly."""

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
        if field not in self.values:
            raise BadTemplate(self.place, f"{field} is missing; write it.")
        return self.values[field]

    def text(self, field: str, longest: int, most_words: int | None = None) -> str:
        return _text(self.value(field), f"{self.place}, {field}", longest, most_words)

    def texts(self, field: str, longest: int, count: range) -> tuple[str, ...]:
        entries = self._list(field)
        if len(entries) not in count:
            wanted = f"{count[0]} to {count[-1]}"
            raise BadTemplate(f"{self.place}, {field}", f"{len(entries)} lines; write {wanted}.")
        return tuple(
            _text(entry, f"{self.place}, {field} {number}", longest)
            for number, entry in enumerate(entries, 1)
        )

    def id(self) -> str:
        value = self.value("id")
        if not isinstance(value, str) or not _ID.fullmatch(value):
            raise BadTemplate(
                f"{self.place}, id",
                f"{value!r} cannot be an id; use up to 32 small letters, digits and _, a letter first.",
            )
        return value

    def whole(self, field: str, allowed: range) -> int:
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
        value = self.values.get(field, False)
        if not isinstance(value, bool):
            raise BadTemplate(f"{self.place}, {field}", f"{value!r} is neither; write true or false.")
        return value

    def skills(self, field: str, known: Container[str]) -> tuple[str, ...]:
        """Read ids of skills, each of which must exist."""
        place = f"{self.place}, {field}"
        names = [_text(entry, place, NAME_LENGTH + 8) for entry in self._list(field)]
        if not names:
            raise BadTemplate(place, "the list is empty; name at least one skill.")
        for name in names:
            if name not in known:
                raise BadTemplate(place, f'there is no skill "{name}"; add it under skills or mend the id.')
        _differ(place, "skill", names)
        return tuple(names)

    def inner(self, field: str) -> _Table:
        return _Table(self.value(field), field)

    def entries(self, field: str, called: str, most: int, first: int = 1) -> Iterator[_Table]:
        """Read a list of tables; each is placed by its number and, where it has one, its id."""
        entries = self._list(field)
        above = "" if self.place == "role" else f"{self.place}, "
        if not 1 <= len(entries) <= most:
            raise BadTemplate(f"{above}{field}", f"{len(entries)} entries; write 1 to {most}.")
        for number, entry in enumerate(entries, first):
            id = entry.get("id") if isinstance(entry, Mapping) else None
            yield _Table(entry, f"{above}{called} {number}" + (f" ({id})" if isinstance(id, str) else ""))

    def _list(self, field: str) -> list[object]:
        value = self.value(field)
        if not isinstance(value, list):
            raise BadTemplate(f"{self.place}, {field}", "this must be a list: write it in [ ].")
        return value


def _text(value: object, place: str, longest: int, most_words: int | None = None) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadTemplate(place, "there is no text; write one in quotes.")
    text = value.strip()
    if len(text) > longest:
        raise BadTemplate(place, f"{len(text)} characters; shorten it to {longest}.")
    if most_words is not None and len(text.split()) > most_words:
        raise BadTemplate(place, f"{len(text.split())} words; shorten it to {most_words}.")
    return text
