"""Role templates: what a trade's work is made of, as a starting point that two people then edit.

A template is a TOML file under `bot/roles/<language>`. It proposes jobs and what good looks like, what
may be decided alone, what must be ready, the skills with words for each level, and a small paid sample
task. `docs/role-templates.md` shows how to write one. Everything here is a proposal: what an owner
and a professional make of it becomes records of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.practice.template_fields import (
    BadTemplate,
    an_id,
    count,
    differ,
    one_of,
    said,
    some,
    text,
    whole,
    yes_or_no,
)

LEVELS = range(6)
"""0 not done yet, 1 knows how, 2 with help, 3 alone, 4 hard cases too, 5 sets up how it is done."""

NAME_LENGTH = 24
"""Names of jobs and skills stand on buttons and at the head of a column."""

ID_LENGTH = 32
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

ROLES: Traversable = files("bot").joinpath("roles")
"""A folder for each language."""

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


Name = Annotated[str, text(NAME_LENGTH)]
Reference = Annotated[str, text(ID_LENGTH)]
"""The id of something else in the same file."""
AnchorText = Annotated[str, text(ANCHOR_LENGTH, ANCHOR_WORDS)]
Level = Annotated[int, whole(LEVELS)]
Flag = Annotated[bool, BeforeValidator(yes_or_no)]
Id = Annotated[str, BeforeValidator(an_id)]


class Part(BaseModel):
    """A table of a template: what it does not know is a mistake, and it never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Anchor(Part):
    """What one level of one skill looks like in the work, in two voices."""

    own: AnchorText = Field(alias="self")
    """As somebody says it of their own work."""
    seen: AnchorText
    """As somebody says it who has seen the work; names nobody, so it fits everybody."""


class SkillTemplate(Part):
    """One skill that can be seen in the work, with words for each level."""

    id: Id
    name: Name
    importance: Annotated[int, whole(range(1, 6))]
    """1 to 5: how much the work suffers where it is missing."""
    required: Level
    """0 to 5: the level the work usually needs."""
    core: Flag = False
    """Asked for first where nothing else decides."""
    anchors: tuple[Anchor, ...] = Field(alias="levels")
    """Six; the position is the level."""


class Job(Part):
    """Something that can be taken off the owner's hands, and what good looks like for it."""

    id: Id
    name: Name
    good: Annotated[str, text(GOOD_LENGTH)]
    skills: Annotated[tuple[Reference, ...], some("skill")]
    """The skills it needs, the most telling one first."""


class Decision(Part):
    """Something that may be decided alone, said as it stands in a list: "meeting times"."""

    id: Id
    text: Annotated[str, text(DECISION_LENGTH)]
    jobs: Annotated[tuple[Reference, ...], some("job")] = ()
    """The jobs that it goes with; none = all."""


class Access(Part):
    """Something that must be ready before work can start."""

    id: Id
    text: Annotated[str, text(ACCESS_LENGTH)]
    jobs: Annotated[tuple[Reference, ...], some("job")] = ()
    """The jobs that it goes with; none = all."""
    opens: bool = True
    """Whether it lets somebody in, so that it is asked about, to be closed, when the work ends. What does not
    is said so: a login that nobody thought of stays open."""


class SampleTask(Part):
    """A small paid piece of work that shows what somebody can do, and what has to be explained first."""

    title: Annotated[str, text(TITLE_LENGTH)]
    minutes: Annotated[int, whole(SAMPLE_MINUTES)]
    brief: Annotated[str, text(BRIEF_LENGTH)]
    material: Annotated[str, text(MATERIAL_LENGTH)]
    key: Annotated[tuple[Annotated[str, text(KEY_LENGTH)], ...], count(KEY_LINES, "lines")]
    """What good work has. Only for whoever looks at the result."""
    shows: Annotated[tuple[Reference, ...], some("skill")]
    """The skills it lets one judge; all others stay "not seen yet"."""


class RoleTemplate(Part):
    """A trade as a starting point: take what fits, change the rest."""

    id: Id
    name: Annotated[str, text(ROLE_NAME_LENGTH)]
    summary: Annotated[str, text(SUMMARY_LENGTH)]
    pay: Annotated[str, one_of(PAYS)] = PAYS[0]
    """How this work is paid most often."""
    jobs: Annotated[tuple[Job, ...], count(range(1, MOST_JOBS + 1))]
    decides: Annotated[tuple[Decision, ...], count(range(1, MOST_LINES + 1))]
    access: Annotated[tuple[Access, ...], count(range(1, MOST_LINES + 1))]
    skills: Annotated[tuple[SkillTemplate, ...], count(range(1, MOST_SKILLS + 1))]
    sample: SampleTask


class Weighed(Protocol):
    """A skill as far as it is weighed against others."""

    @property
    def id(self) -> str: ...
    @property
    def importance(self) -> int: ...
    @property
    def core(self) -> bool: ...


S = TypeVar("S", bound=Weighed)


def skills_for(skills: Sequence[S], needed: Container[str]) -> tuple[S, ...]:
    """Those of a template's skills that are needed, the most important first.

    Among equals what is asked for first anyway, then the place in the template. Where the template knows
    none of them (the jobs are the owner's own), it is those that are asked for first.
    """
    found = [one for one in skills if one.id in needed] or [one for one in skills if one.core]
    return tuple(sorted(found, key=lambda one: (-one.importance, not one.core)))


@cache
def load(language: str = "en") -> Mapping[str, RoleTemplate]:
    """The packaged templates by id, each in the nearest language that has it: pt-BR, pt, en."""
    found: dict[str, RoleTemplate] = {}
    for folder in reversed(folders_for(language)):
        for file in toml_in(folder):
            role = read(text_of(file), file.name)
            found[role.id] = role
    return MappingProxyType(dict(sorted(found.items())))


def folders_for(language: str) -> tuple[Traversable, ...]:
    """The folders of a language and of those it falls back to, the nearest first: pt-BR, pt, en."""
    there = {folder.name.lower(): folder for folder in ROLES.iterdir()}
    tag = language.replace("_", "-").lower()
    return tuple(there[name] for name in dict.fromkeys((tag, tag.partition("-")[0], "en")) if name in there)


def toml_in(folder: Traversable) -> tuple[Traversable, ...]:
    """The TOML files of a folder, by name; none where there is no such folder."""
    there = (file for file in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted((one for one in there if one.name.endswith(".toml")), key=lambda file: file.name))


def text_of(file: Traversable) -> str:
    """What a file holds. Raises `BadTemplate`."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadTemplate(file.name, "this is not plain text: save it again as UTF-8.") from error
    except OSError as error:
        raise BadTemplate(
            file.name, f"it cannot be read ({error.strerror}): allow it, or remove it."
        ) from error


def document(text: str, file_name: str) -> dict[str, Any]:
    """The tables of a file. Raises `BadTemplate`."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTemplate(file_name, f"this is not TOML yet: {error}. Mend that place first.") from error


def read(text: str, file_name: str) -> RoleTemplate:
    """Read one template file; what is wrong with it is said with the file's name."""
    tables = document(text, file_name)
    try:
        role = parse(tables)
    except BadTemplate as error:
        raise BadTemplate(file_name, str(error)) from None
    if file_name != f"{role.id}.toml":
        raise BadTemplate(file_name, f'the id is "{role.id}"; name the file {role.id}.toml or change the id.')
    return role


def parse(document: Mapping[str, object]) -> RoleTemplate:
    """Turn a TOML document into a template. Strict: whatever is not understood is an error."""
    try:
        role = RoleTemplate.model_validate(document)
    except ValidationError as wrong:
        raise said(wrong, document, RoleTemplate) from None
    _each_fits(role)
    _all_is_needed(role)
    return role


def _each_fits(role: RoleTemplate) -> None:
    """Whatever is named in another place is there."""
    skills, jobs = {skill.id for skill in role.skills}, {job.id for job in role.jobs}
    for number, skill in enumerate(role.skills, 1):
        place = f"skill {number} ({skill.id})"
        if len(skill.anchors) != len(LEVELS):
            raise BadTemplate(place, f"levels has {len(skill.anchors)} entries; write six, from 0 to 5.")
        differ(place, "self", (anchor.own for anchor in skill.anchors))
        differ(place, "seen", (anchor.seen for anchor in skill.anchors))
    for number, job in enumerate(role.jobs, 1):
        _named(f"job {number} ({job.id}), skills", "skill", job.skills, skills)
    for number, decision in enumerate(role.decides, 1):
        _named(f"decision {number} ({decision.id}), jobs", "job", decision.jobs, jobs)
    for number, access in enumerate(role.access, 1):
        _named(f"access {number} ({access.id}), jobs", "job", access.jobs, jobs)
    _named("sample, shows", "skill", role.sample.shows, skills)


def _named(place: str, sort: str, names: Sequence[str], known: Container[str]) -> None:
    for name in names:
        if name not in known:
            raise BadTemplate(place, f'there is no {sort} "{name}"; add it under {sort}s or mend the id.')
    differ(place, sort, names)


def _all_is_needed(role: RoleTemplate) -> None:
    """Nothing stands there twice, and every skill has a job that needs it."""
    differ("skills", "id", (skill.id for skill in role.skills))
    differ("skills", "name", (skill.name for skill in role.skills))
    differ("jobs", "id", (job.id for job in role.jobs))
    differ("jobs", "name", (job.name for job in role.jobs))
    differ("decides", "id", (decision.id for decision in role.decides))
    differ("access", "id", (access.id for access in role.access))
    core = sum(skill.core for skill in role.skills)
    if not 1 <= core <= MOST_CORE:
        raise BadTemplate("skills", f"{core} are core; give core = true to 1 to {MOST_CORE} of them.")
    used = {skill for job in role.jobs for skill in job.skills}
    for number, skill in enumerate(role.skills, 1):
        if skill.id not in used:
            raise BadTemplate(
                f"skill {number} ({skill.id})", "no job needs it; name it in a job or take it out."
            )
