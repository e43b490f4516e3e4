"""The files of the role templates, looked at before anybody needs one: which cannot be used, and why.

A template that nobody has opened yet would show its mistake in the middle of somebody's answer. Each is
read as it is when it is used, in every language, and each mistake is one sentence with the file it is in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from importlib.resources.abc import Traversable
from typing import Any

from bot.practice import roles
from bot.practice.plans import GENERAL, PLANS, PlanWords
from bot.practice.template_fields import BadTemplate, unknown

STEPS = tuple(field.name for field in fields(PlanWords))


def languages() -> tuple[Traversable, ...]:
    """The folder of every language."""
    folders = (folder for folder in roles.ROLES.iterdir() if folder.is_dir())
    return tuple(sorted(folders, key=lambda folder: folder.name))


def faults() -> tuple[str, ...]:
    """One sentence for each file that cannot be used: which, where in it, and what to do."""
    found: list[str] = []
    skills: dict[str, tuple[str, ...]] = {GENERAL: (GENERAL,)}
    """By role, in whatever language: none is known of a template that cannot be read."""
    for folder in languages():
        for file in roles.toml_in(folder):
            name = file.name.removesuffix(".toml")
            try:
                template = roles.read(roles.text_of(file), file.name)
            except BadTemplate as bad:
                found.append(str(folder.joinpath(str(bad))))
                skills.setdefault(name, ())
            else:
                skills[name] = tuple(skill.id for skill in template.skills)
    for folder in languages():
        plans = folder.joinpath(PLANS)
        for file in roles.toml_in(plans):
            try:
                _read_plans(file, skills)
            except BadTemplate as bad:
                found.append(str(plans.joinpath(str(bad))))
    return tuple(found)


def _read_plans(file: Traversable, skills: Mapping[str, tuple[str, ...]]) -> None:
    """Read the words of the steps of one role. Raises `BadTemplate`."""
    role, document = file.name.removesuffix(".toml"), roles.document(roles.text_of(file), file.name)
    if role not in skills:
        raise BadTemplate(file.name, f'there is no role template "{role}"; mend the name of the file.')
    for skill, words in document.items():
        if skills[role] and skill not in skills[role]:
            raise BadTemplate(file.name, unknown("skill", skill, list(skills[role])))
        _said(f"{file.name}: {skill}", words)
    if role == GENERAL and (missing := [step for step in STEPS if step not in document.get(GENERAL, {})]):
        raise BadTemplate(f"{file.name}: {GENERAL}", f"{missing[0]} is missing; write it.")


def _said(place: str, words: Any) -> None:
    if not isinstance(words, Mapping):
        raise BadTemplate(place, "this must be a table: write its steps as key = value.")
    for step, text in words.items():
        if step not in STEPS:
            raise BadTemplate(place, unknown("step", step, list(STEPS)))
        if not isinstance(text, str) or not text.strip():
            raise BadTemplate(place, f"{step}: there is no text; write one in quotes.")
