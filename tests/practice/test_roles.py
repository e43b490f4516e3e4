"""Role templates: the packaged ones are complete and kind, and a wrong one says what to do."""

import copy
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.practice.roles import (
    ANCHOR_LENGTH,
    LEVELS,
    Access,
    RoleTemplate,
    SkillTemplate,
    load,
    parse,
    read,
    skills_for,
)
from bot.practice.template_fields import BadTemplate

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "bot/roles"
FILES = sorted(FOLDER.glob("*/*.toml"))
GUIDE = ROOT / "docs/role-templates.md"
EXAMPLE = re.findall(r"(?ms)^```toml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"))[0]

packaged = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")


def role_at(path: Path) -> RoleTemplate:
    return read(path.read_text(encoding="utf-8"), path.name)


def shown(role: RoleTemplate) -> dict[str, str]:
    """Everything of a template that somebody reads on a screen before or during the talk."""
    texts = {"summary": role.summary, "brief": role.sample.brief, "title": role.sample.title}
    texts |= {f"job {job.id}": f"{job.name}: {job.good}" for job in role.jobs}
    texts |= {f"decides {decision.id}": decision.text for decision in role.decides}
    texts |= {f"access {access.id}": access.text for access in role.access}
    texts |= {f"key {number}": line for number, line in enumerate(role.sample.key, 1)}
    for skill in role.skills:
        for level, anchor in enumerate(skill.anchors):
            texts[f"{skill.id} {level} self"] = anchor.own
            texts[f"{skill.id} {level} seen"] = anchor.seen
    return texts


def grade(text: str) -> float:
    """Flesch-Kincaid, with syllables counted as groups of vowels, a silent e left out."""
    words = re.findall(r"[a-z']+", text.lower())
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<!l)e$|ed$", "", word)))) for word in words
    )
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


# ---------------------------------------------------------------- what comes with Fivefold


def test_the_three_trades_are_there():
    assert {"virtual_assistant", "content_writer", "bookkeeper"} <= load().keys()
    assert [role.id for role in load().values()] == list(load())


@packaged
def test_a_packaged_role_is_complete(path):
    role = role_at(path)
    assert 5 <= len(role.jobs) <= 7
    assert 6 <= len(role.skills) <= 10
    assert len(role.decides) >= 4
    assert len(role.access) >= 4
    assert len(role.sample.shows) >= 3
    assert 4 <= sum(skill.core for skill in role.skills) <= 6
    assert {skill.id for skill in role.skills} == {skill for job in role.jobs for skill in job.skills}
    for job in role.jobs:
        assert len(job.skills) >= 2
        assert len(re.findall(r"[.!?](?:\s|$)", job.good)) in (1, 2), job.good


@packaged
def test_each_level_has_its_words_in_both_voices(path):
    for skill in role_at(path).skills:
        assert len(skill.anchors) == len(LEVELS)
        for voice in ([anchor.own for anchor in skill.anchors], [anchor.seen for anchor in skill.anchors]):
            assert len(set(voice)) == len(LEVELS)
            for text in voice:
                assert len(text) <= ANCHOR_LENGTH
                assert 3 <= len(text.split()) <= 12
                assert text[0].isupper(), text
                assert text.endswith("."), text
        for anchor in skill.anchors:
            assert re.search(r"\b(I|me|my)\b", anchor.own), anchor.own
            assert not re.search(r"(?i)\b(i|me|my|you|he|she|his|her|him|hers)\b", anchor.seen), anchor.seen
        assert skill.anchors[0].own.startswith("I have not")
        assert skill.anchors[0].seen.startswith("Not done yet")


@packaged
def test_levels_are_words_of_their_own_skill(path):
    """A sentence that fits two skills says nothing about either."""
    role = role_at(path)
    texts = [text for skill in role.skills for anchor in skill.anchors for text in (anchor.own, anchor.seen)]
    assert len(set(texts)) == len(texts)


@packaged
def test_words_are_plain_kind_and_safe_for_independent_people(path):
    """Results only: no hours to keep, no order how to work, nothing that hurts, no password."""
    unwanted = re.compile(
        r"(?i)\b(owner|professional|hired?|employee|working hours|online from|must use|always|never late|gap|"
        r"overdue|red|fails?|failed|poor|weak|bad|incapable|unable|password|proof on the job|evidence)\b"
    )
    for place, text in shown(role_at(path)).items():
        assert not unwanted.search(text.replace("You cannot fail it", "")), (place, text)


@packaged
def test_words_read_easily(path):
    role = role_at(path)
    assert grade(role.sample.brief) <= 7
    for job in role.jobs:
        assert grade(job.good) <= 7.0, (grade(job.good), job.good)
    for skill in role.skills:
        for voice in ("own", "seen"):
            together = " ".join(getattr(anchor, voice) for anchor in skill.anchors)
            assert grade(together) <= 7, (skill.id, voice, grade(together))


@packaged
def test_what_is_read_by_both_addresses_neither(path):
    role = role_at(path)
    lines = [job.good for job in role.jobs]
    lines += [decision.text for decision in role.decides] + [access.text for access in role.access]
    for text in lines:
        assert not re.search(r"(?i)\b(you|your|i|me|my)\b", text), text


@packaged
def test_the_sample_says_that_it_cannot_be_failed_and_keeps_its_key_to_itself(path):
    sample = role_at(path).sample
    assert "You cannot fail it" in sample.brief
    assert len(sample.brief.split()) <= 60
    for line in sample.key:
        assert line not in sample.material


@packaged
def test_languages_share_ids_and_numbers(path):
    role, english = role_at(path), role_at(FOLDER / "en" / path.name)
    assert [job.id for job in role.jobs] == [job.id for job in english.jobs]
    for mine, theirs in zip(role.skills, english.skills, strict=True):
        assert (mine.id, mine.importance, mine.required) == (theirs.id, theirs.importance, theirs.required)


def test_the_ten_bank_lines_add_up_as_the_key_says():
    sample = load()["bookkeeper"].sample
    cents = [round(float(sum_) * 100) for sum_ in re.findall(r"(?m)\| ([+-][\d.]+)$", sample.material)]
    assert len(cents) == 10
    paid_in, paid_out = sum(c for c in cents if c > 0), -sum(c for c in cents if c < 0)
    assert f"{paid_in / 100:,.2f} in, {paid_out / 100:,.2f} out" in " ".join(sample.key)
    assert cents[1] == 512_00 - 8_70


# ---------------------------------------------------------------- which skills a talk asks for


def ids(skills) -> list[str]:
    return [skill.id for skill in skills]


def needed(role, *jobs: str) -> tuple[SkillTemplate, ...]:
    """The skills for these jobs of a template."""
    return skills_for(role.skills, {skill for job in role.jobs if job.id in jobs for skill in job.skills})


def test_chosen_jobs_bring_their_skills_the_most_important_first():
    role = load()["virtual_assistant"]
    found = needed(role, "inbox", "orders", "calendar")
    assert set(ids(found)) == {"inbox", "orders", "calendar", "tone", "urgency", "records"}
    assert [skill.importance for skill in found] == sorted((s.importance for s in found), reverse=True)
    assert ids(found)[:2] == ["inbox", "orders"]
    assert "suppliers" in ids(needed(role, "suppliers"))
    assert "orders" not in ids(needed(role, "suppliers"))


@packaged
def test_every_choice_of_jobs_gives_its_own_skills(path):
    role = role_at(path)
    for first in role.jobs:
        for second in role.jobs:
            found = needed(role, first.id, second.id)
            assert 2 <= len(found) == len({*first.skills, *second.skills})
            assert set(ids(found)) == {*first.skills, *second.skills}


def test_without_a_known_job_the_core_is_asked():
    role = load()["virtual_assistant"]
    core = {skill.id for skill in role.skills if skill.core}
    assert set(ids(needed(role))) == core
    assert set(ids(needed(role, "feeding the cat"))) == core
    assert needed(role, "travel", "feeding the cat") == needed(role, "travel")


# ---------------------------------------------------------------- reading


def test_reading_is_done_once_and_not_at_import():
    assert load("en") is load("en")
    with pytest.raises(TypeError):
        load()["another"] = load()["bookkeeper"]  # type: ignore[index]
    code = "import bot.practice.roles as r; assert r.load.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize("language", ["en-GB", "en_PH", "xx", "", "../en", "pt-BR"])
def test_a_language_without_templates_gets_the_nearest(language):
    assert load(language) == load("en") or language.startswith("pt")


def test_the_guide_shows_a_template_that_works():
    role = read(EXAMPLE, "translator.toml")
    assert needed(role, "manuals") == role.skills
    assert ids(needed(role)) == ["accuracy"]


def test_the_guide_quotes_a_message_that_is_really_given():
    text = EXAMPLE.replace("I find and keep terms alone; few are changed.", "I " + "so " * 14)
    with pytest.raises(BadTemplate) as raised:
        read(text, "translator.toml")
    assert f"`{raised.value}`" in GUIDE.read_text(encoding="utf-8")


MISSING = object()

WRONG = {
    ("colour",): ("red", 'role: unknown field "colour"; known are id, name, summary, pay, jobs,'),
    ("sumary",): ("...", 'role: unknown field "sumary"; did you mean "summary"?'),
    ("id",): ("Trans lator", "role, id: 'Trans lator' cannot be an id; use up to 32 small letters"),
    ("name",): (MISSING, "role: name is missing; write it."),
    ("summary",): ("x" * 121, "role, summary: 121 characters; shorten it to 120."),
    ("jobs",): ([], "jobs: 0 entries; write 1 to 7."),
    ("jobs", 0): ("manuals", "job 1: this must be a table: write its fields as key = value."),
    ("jobs", 0, "id"): (MISSING, "job 1: id is missing; write it."),
    ("jobs", 0, "name"): ("n" * 25, "job 1 (manuals), name: 25 characters; shorten it to 24."),
    ("jobs", 0, "good"): ("  ", "job 1 (manuals), good: there is no text; write one in quotes."),
    ("jobs", 0, "skills"): (
        ["speed"],
        'job 1 (manuals), skills: there is no skill "speed"; add it under skills',
    ),
    ("jobs", 0, "skills", 1): ("accuracy", 'job 1 (manuals), skills: skill "accuracy" stands there twice;'),
    ("jobs", 0, "hours"): (
        "9 to 5",
        'job 1 (manuals): unknown field "hours"; known are id, name, good, skills.',
    ),
    ("decides",): ("all", "role, decides: this must be a list: write it in [ ]."),
    ("decides", 0, "id"): (
        "dictionaries",
        'decides: id "dictionaries" stands there twice; make each one different.',
    ),
    ("decides", 1, "amount"): (
        "25 EUR",
        'decision 2 (dictionaries): unknown field "amount"; known are id, text, jobs.',
    ),
    ("decides", 1, "jobs"): (
        ["films"],
        'decision 2 (dictionaries), jobs: there is no job "films"; add it under jobs',
    ),
    ("access", 0, "jobs"): ([], "access 1 (terms), jobs: the list is empty; name at least one job."),
    ("access", 0, "text"): (7, "access 1 (terms), text: there is no text; write one in quotes."),
    ("skills", 1, "id"): ("accuracy", "there is no skill"),
    ("skills", 1, "name"): (
        "accuracy",
        'skills: name "accuracy" stands there twice; make each one different.',
    ),
    ("skills", 0, "importance"): (
        6,
        "skill 1 (accuracy), importance: 6 does not fit; write a whole number from 1 to 5.",
    ),
    ("skills", 0, "required"): (
        True,
        "skill 1 (accuracy), required: True does not fit; write a whole number from 0 to 5.",
    ),
    ("skills", 0, "core"): (False, "skills: 0 are core; give core = true to 1 to 6 of them."),
    ("skills", 1, "core"): ("yes", "skill 2 (terms), core: 'yes' is neither; write true or false."),
    ("skills", 1, "levels", 5): (MISSING, "skill 2 (terms): levels has 5 entries; write six, from 0 to 5."),
    ("skills", 1, "levels", 0, "seen"): (MISSING, "skill 2 (terms), level 0: seen is missing; write it."),
    ("skills", 1, "levels", 4, "self"): (
        "w " * 13,
        "skill 2 (terms), level 4, self: 13 words; shorten it to 12.",
    ),
    ("skills", 1, "levels", 4, "seen"): (
        "w" * 73,
        "skill 2 (terms), level 4, seen: 73 characters; shorten it to 72.",
    ),
    ("skills", 1, "levels", 2, "self"): (
        "I have not worked with a list of terms yet.",
        'skill 2 (terms): self "I have not worked with a list of terms yet." stands there twice;',
    ),
    ("sample",): ([1], "sample: this must be a table: write its fields as key = value."),
    ("sample", "minutes"): (90, "sample, minutes: 90 does not fit; write a whole number from 30 to 60."),
    ("sample", "key"): (["Good."], "sample, key: 1 lines; write 3 to 6."),
    ("sample", "key", 1): ("", "sample, key 2: there is no text; write one in quotes."),
    ("sample", "shows"): ([], "sample, shows: the list is empty; name at least one skill."),
    ("sample", "shows", 0): (
        "speed",
        'sample, shows: there is no skill "speed"; add it under skills or mend the id.',
    ),
}


@pytest.mark.parametrize("place", WRONG, ids=lambda place: ".".join(map(str, place)))
def test_a_wrong_template_says_where_and_what_to_do(place):
    value, message = WRONG[place]
    document = copy.deepcopy(tomllib.loads(EXAMPLE))
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    if value is MISSING:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    with pytest.raises(BadTemplate) as raised:
        parse(document)
    assert message in str(raised.value)


def test_a_misspelt_field_is_said_before_the_one_that_is_missing_for_it():
    with pytest.raises(
        BadTemplate, match=r'skill 2 \(terms\): unknown field "requird"; did you mean "required"'
    ):
        read(EXAMPLE[::-1].replace("required"[::-1], "requird"[::-1], 1)[::-1], "translator.toml")


def test_a_skill_that_no_job_needs_is_pointed_at():
    document = tomllib.loads(EXAMPLE)
    document["jobs"][0]["skills"] = ["accuracy"]
    with pytest.raises(
        BadTemplate, match=r"skill 2 \(terms\): no job needs it; name it in a job or take it out"
    ):
        parse(document)


def test_two_skills_with_one_id_are_pointed_at():
    document = tomllib.loads(EXAMPLE)
    document["skills"].append(document["skills"][1] | {"name": "Terms again"})
    with pytest.raises(BadTemplate, match='skills: id "terms" stands there twice'):
        parse(document)


def test_a_file_is_named_in_what_is_wrong_with_it():
    with pytest.raises(BadTemplate, match=r"^a\.toml: this is not TOML yet: .+ Mend that place first\.$"):
        read("id = ", "a.toml")
    with pytest.raises(
        BadTemplate, match=r'^a\.toml: the id is "translator"; name the file translator\.toml'
    ):
        read(EXAMPLE, "a.toml")
    with pytest.raises(BadTemplate, match=r"^a\.toml: role: id is missing"):
        read(EXAMPLE.replace('id = "translator"\n', "", 1), "a.toml")


def test_what_lets_somebody_in_is_closed_unless_it_is_said_to_let_nobody_in():
    """A template that says nothing of it: a login would have stayed open after the work."""
    assert Access(id="shop", text="Own login to the shop").opens
    opens = {one.id for one in load()["virtual_assistant"].access if one.opens}
    assert opens == {"inbox_and_shop", "calendar"}
