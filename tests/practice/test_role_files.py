"""A file that cannot be used is named before anybody needs it: which, where in it, and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.practice import plans, role_files, roles


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates, to be broken."""
    copy = tmp_path / "roles"
    shutil.copytree(str(roles.ROLES), copy)
    monkeypatch.setattr(roles, "ROLES", copy)
    for kept in (roles.load, plans._files):
        kept.cache_clear()
    return copy


def test_the_files_that_come_with_it_can_be_used(folder: Path) -> None:
    assert role_files.faults() == ()


BROKEN = {
    "en/bookkeeper.toml": [
        ('pay = "project"', 'pay = "shells"', "role, pay: 'shells' is not known; write one of hours,"),
        ('pay = "project"', "pay = ", "this is not TOML yet: "),
        ('pay = "project"', 'wage = "project"', 'role: unknown field "wage"; known are id, name'),
    ],
    "en/plans/bookkeeper.toml": [
        ("[matching]", "[matchin]", 'unknown skill "matchin"; did you mean "matching"?'),
        ("[matching]\nexp", "[matching]\nex", 'matching: unknown step "exlain"; did you mean "explain"?'),
        ("[matching]", "matching", "this is not TOML yet: "),
    ],
    "en/plans/general.toml": [
        ("live = ", "# live = ", "general: live is missing; write it."),
        ('"five live ones"', '" "', "general: live: there is no text; write one in quotes."),
        ('"five live ones"', "5", "general: live: there is no text; write one in quotes."),
    ],
}


@pytest.mark.parametrize(
    ("name", "good", "bad", "said"),
    [(name, *one) for name, mistakes in BROKEN.items() for one in mistakes],
)
def test_what_is_wrong_is_said_with_its_file_and_its_place(
    folder: Path, name: str, good: str, bad: str, said: str
) -> None:
    file = folder / name
    whole = file.read_text()
    assert good in whole
    file.write_text(whole.replace(good, bad, 1))
    (fault,) = role_files.faults()
    assert fault.startswith(f"{file}: ")
    assert said in fault


def test_every_broken_file_of_every_language_is_named(folder: Path) -> None:
    (folder / "pt" / "plans").mkdir(parents=True)
    (folder / "pt" / "translator.toml").write_bytes("ação".encode("latin-1"))
    (folder / "pt" / "plans" / "baker.toml").write_text('[bread]\nlive = "ten loaves"\n')
    (folder / "en" / "bookkeeper.toml").write_text("")
    assert role_files.faults() == (
        f"{folder}/en/bookkeeper.toml: role: id is missing; write it.",
        f"{folder}/pt/translator.toml: this is not plain text: save it again as UTF-8.",
        f'{folder}/pt/plans/baker.toml: there is no role template "baker"; mend the name of the file.',
    ), "the plans of a template that cannot be read are none of their own faults"
