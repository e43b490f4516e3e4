"""Role templates: what a trade's work is made of, as a starting point that two people then edit.

A template is a TOML file under `bot/roles/<language>`. It proposes jobs and what good looks like, what
may be decided alone, what must be ready, the skills with words for each level, and a small paid sample
task. `docs/role-templates.md` shows how to write one. Everything here is a proposal: what an owner
and a professional make of it becomes records of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from bot.practice.template_table import BadTemplate, Table, differ, text_of

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
    jobs: tuple[str, ...] = ()
    """The jobs that it goes with; none = all."""

    def up_to(self, amount: str) -> str:
        """Say it with another limit; a decision without a limit stays as it is."""
        return self.text.replace(self.amount, amount) if self.amount else self.text


@dataclass(frozen=True, slots=True)
class Access:
    """Something that must be ready before work can start."""

    id: str
    text: str
    jobs: tuple[str, ...] = ()
    """The jobs that it goes with; none = all."""


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
    """The packaged templates by id, each in the nearest language that has it: pt-BR, pt, en."""
    found: dict[str, RoleTemplate] = {}
    for folder in reversed(folders_for(language)):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".toml"):
                role = read(file.read_text(encoding="utf-8"), file.name)
                found[role.id] = role
    return MappingProxyType(dict(sorted(found.items())))


def folders_for(language: str) -> tuple[Traversable, ...]:
    """The folders of a language and of those it falls back to, the nearest first: pt-BR, pt, en."""
    there = {folder.name.lower(): folder for folder in files("bot").joinpath("roles").iterdir()}
    tag = language.replace("_", "-").lower()
    return tuple(there[name] for name in dict.fromkeys((tag, tag.partition("-")[0], "en")) if name in there)


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
    table = Table(document, "role")
    table.only("id", "name", "summary", "pay", "jobs", "decides", "access", "skills", "sample")
    skills = tuple(_skill(entry) for entry in table.entries("skills", "skill", MOST_SKILLS))
    known = tuple(skill.id for skill in skills)
    jobs = tuple(_job(entry, known) for entry in table.entries("jobs", "job", MOST_JOBS))
    names = tuple(job.id for job in jobs)
    role = RoleTemplate(
        id=table.id(),
        name=table.text("name", ROLE_NAME_LENGTH),
        summary=table.text("summary", SUMMARY_LENGTH),
        jobs=jobs,
        decides=tuple(_decision(entry, names) for entry in table.entries("decides", "decision", MOST_LINES)),
        access=tuple(_access(entry, names) for entry in table.entries("access", "access", MOST_LINES)),
        skills=skills,
        sample=_sample(table.inner("sample"), known),
        pay=table.one_of("pay", PAYS),
    )
    differ("skills", "id", (skill.id for skill in role.skills))
    differ("skills", "name", (skill.name for skill in role.skills))
    differ("jobs", "id", (job.id for job in role.jobs))
    differ("jobs", "name", (job.name for job in role.jobs))
    differ("decides", "id", (decision.id for decision in role.decides))
    differ("access", "id", (access.id for access in role.access))
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


def _skill(table: Table) -> SkillTemplate:
    table.only("id", "name", "importance", "required", "core", "levels")
    levels = list(table.entries("levels", "level", len(LEVELS), first=0))
    if len(levels) != len(LEVELS):
        raise BadTemplate(table.place, f"levels has {len(levels)} entries; write six, from 0 to 5.")
    anchors = tuple(_anchor(level) for level in levels)
    differ(table.place, "self", (anchor.own for anchor in anchors))
    differ(table.place, "seen", (anchor.seen for anchor in anchors))
    return SkillTemplate(
        id=table.id(),
        name=table.text("name", NAME_LENGTH),
        importance=table.whole("importance", range(1, 6)),
        required=table.whole("required", LEVELS),
        core=table.flag("core"),
        anchors=anchors,
    )


def _anchor(table: Table) -> Anchor:
    table.only("self", "seen")
    return Anchor(
        own=table.text("self", ANCHOR_LENGTH, ANCHOR_WORDS),
        seen=table.text("seen", ANCHOR_LENGTH, ANCHOR_WORDS),
    )


def _job(table: Table, skills: Container[str]) -> Job:
    table.only("id", "name", "good", "skills")
    return Job(
        id=table.id(),
        name=table.text("name", NAME_LENGTH),
        good=table.text("good", GOOD_LENGTH),
        skills=_skills(table, "skills", skills),
    )


def _decision(table: Table, jobs: Container[str]) -> Decision:
    table.only("id", "text", "amount", "jobs")
    text = table.text("text", DECISION_LENGTH)
    amount = table.text("amount", DECISION_LENGTH) if "amount" in table.values else ""
    if amount and text.count(amount) != 1:
        raise BadTemplate(f"{table.place}, amount", f'write "{amount}" in the text exactly once.')
    return Decision(table.id(), text, amount, _goes_with(table, jobs))


def _access(table: Table, jobs: Container[str]) -> Access:
    table.only("id", "text", "jobs")
    return Access(table.id(), table.text("text", ACCESS_LENGTH), _goes_with(table, jobs))


def _goes_with(table: Table, known: Container[str]) -> tuple[str, ...]:
    """Read the jobs without which a line is not needed; left out, it is needed for all."""
    return _ids(table, "jobs", "job", known) if "jobs" in table.values else ()


def _sample(table: Table, skills: Container[str]) -> SampleTask:
    table.only("title", "minutes", "brief", "material", "key", "shows")
    return SampleTask(
        title=table.text("title", TITLE_LENGTH),
        minutes=table.whole("minutes", SAMPLE_MINUTES),
        brief=table.text("brief", BRIEF_LENGTH),
        material=table.text("material", MATERIAL_LENGTH),
        key=table.texts("key", KEY_LENGTH, KEY_LINES),
        shows=_skills(table, "shows", skills),
    )


def _skills(table: Table, field: str, known: Container[str]) -> tuple[str, ...]:
    """Read ids of skills, each of which must exist."""
    return _ids(table, field, "skill", known)


def _ids(table: Table, field: str, sort: str, known: Container[str]) -> tuple[str, ...]:
    place = f"{table.place}, {field}"
    names = [text_of(entry, place, NAME_LENGTH + 8) for entry in table.listed(field)]
    if not names:
        raise BadTemplate(place, f"the list is empty; name at least one {sort}.")
    for name in names:
        if name not in known:
            raise BadTemplate(place, f'there is no {sort} "{name}"; add it under {sort}s or mend the id.')
    differ(place, sort, names)
    return tuple(names)
