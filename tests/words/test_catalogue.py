"""The whole catalogue, as it grows: complete, used, plain, short and kind."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from fluent.syntax import ast

from bot.engine.text import Text
from bot.words import Reader, render
from bot.words.catalogue import catalogue as compiled
from bot.words.ease import GRADED_FROM, grade, syllables, words_in
from tests.words.sayings import LANGUAGES, References, entries, key_of, parsed, sayings, variables
from tests.words.uses import rooms, uses, uses_in, uses_of

KINDS = ("contractor", "employee", "agency")
MOST_WORDS = 130
HIGHEST_GRADE = 7

FAMILIES = {
    "who-reads-": "the audience of a prompt names the rest",
}
"""Keys that are put together in the code: how each begins, and why it is not written out."""

NEVER = {
    "owner": "the person's name",
    "owners": "the people's names",
    "professional": "the person's name",
    "professionals": "the people's names",
    "observer": "the person's name",
    "engagement": "work together",
    "cycle": "round",
    "cycles": "rounds",
    "hired": "works with",
    "brutally": "honest",
    "evidence": "example",
    "proof on the job": "ten in a row go out unchanged",
    "blocker": "stuck",
    "blockers": "stuck",
    "blocked": "stuck",
    "gap": "next to learn",
    "gaps": "next to learn",
    "missed": "not yet",
    "not met": "not yet",
    "overdue": "waits",
    "escalated": "waits for an answer",
    "escalate": "tell",
    "escalation": "question",
    "flagged": "look again",
    "lower of both": "for now",
    "red": "off",
    "underperformance": "what happened, with its date",
    "underperforming": "what happened, with its date",
    "compliance": "as agreed",
    "leverage": "use",
    "utilize": "use",
}
"""Words that could hurt, and words of the code; what to say instead."""

NEVER_TO_CONTRACTORS = {
    "training": "paid orientation, offered",
    "trained": "shown",
    "schedule": "when I may write to you",
    "scheduled": "planned",
    "working hours": "hours when I may write to you",
    "evaluation": "results",
    "evaluate": "look at results",
    "employee": "the person's name",
    "employees": "the people's names",
    "employer": "the person's name",
    "boss": "the person's name",
    "your manager": "the person's name",
    "supervise": "look at results",
    "supervisor": "the person's name",
    "subordinate": "the person's name",
    "salary": "pay",
    "wage": "pay",
    "wages": "pay",
    "procedure to follow": "example",
}
"""Words of employment; what to say instead to and about somebody independent."""

ALLOWED: dict[tuple[str, str], str] = {}
"""(key, word) -> why this entry may say it all the same."""


def test_there_is_a_catalogue():
    assert "en" in LANGUAGES
    assert len(entries("en")) > 40


# --- the files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_can_be_parsed(language):
    broken = [
        f"{name}: {entry.annotations[0].message}: {str(entry.content)[:60]}"
        for name, resource in parsed(language).items()
        for entry in resource.body
        if isinstance(entry, ast.Junk)
    ]
    assert not broken, 'a line may not begin with * or [ (put {""} before it): ' + "\n".join(broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_there_twice(language):
    keys = Counter(
        key_of(entry)
        for resource in parsed(language).values()
        for entry in resource.body
        if isinstance(entry, ast.Message | ast.Term)
    )
    assert not [key for key, count in keys.items() if count > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_renders_for_every_kind(language):
    for key in entries(language):
        if key.startswith("-"):
            continue
        assert compiled(language).entry(key) is not None, key
        for value in ("x", 0, 1, 2.5):
            text = Text(key, dict.fromkeys(variables(language, key), value))
            for kind in KINDS:
                render(text, Reader(language, "Europe/Lisbon", kind))  # or raises MissingWords


def test_a_translation_has_the_places_of_the_english_entry():
    for language in LANGUAGES:
        for key in entries(language):
            assert key in entries("en"), key
            assert variables(language, key) == variables("en", key), key


def test_markup_is_bold_line_breaks_and_links_only():
    for key in entries("en"):
        for words in sayings("en", key):
            assert words.count("**") % 2 == 0, f"{key}: bold that does not end"
            assert not re.search(r"[`<>\ue000-\uf8ff]|__|(?<!\*)\*(?!\*)", words), (
                f"{key}: no markup but bold and links"
            )
            outside = re.sub(r"\[[^][\n]+\]\(https?://[^()\s]+\)", "", words)
            assert not re.search(r"://\w", outside), f"{key}: an address without a label"


# --- the code and the catalogue ------------------------------------------------------------------


@pytest.mark.parametrize("part", rooms())
def test_the_code_names_entries_that_exist(part):
    wrong = []
    for use in uses_of(part):
        if use.pattern is None:
            wrong.append(f"{use.place}: write the key out, or begin it with a family")
        elif use.prefix and not any(use.prefix.startswith(family) for family in FAMILIES):
            wrong.append(f"{use.place}: {use.prefix} is no family (see FAMILIES)")
        elif (
            not all(alternative in entries("en") for alternative in _written(use.pattern)) or not use.named()
        ):
            wrong.append(f"{use.place}: no entry {use.pattern}".replace("\\", ""))
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("part", rooms())
def test_the_code_gives_each_entry_what_it_needs_and_no_more(part):
    wrong = []
    for use in (use for use in uses_of(part) if use.arguments is not None):
        given = use.arguments or frozenset()
        needed = {key: variables("en", key) for key in use.named()}
        wrong += [
            f"{use.place}: {key} needs {sorted(names - given)}"
            for key, names in needed.items()
            if names - given
        ]
        idle = given - set().union(*needed.values())
        if needed and idle:
            wrong.append(f"{use.place}: {', '.join(needed)} has no place for {sorted(idle)}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_entry_is_used():
    used = {key for use in uses() for key in use.named()}
    used |= {other for entry in entries("en").values() for other in References(entry).entries}
    idle = sorted(set(entries("en")) - used)
    assert not idle, "\n" + "\n".join(idle)


def test_every_family_is_used():
    assert not [family for family in FAMILIES if not any(use.prefix.startswith(family) for use in uses())]


def _written(pattern: str) -> list[str]:
    """The keys of a pattern that are written out whole."""
    return [key.replace("\\", "") for key in pattern.split("|") if "[" not in key]


def test_uses_are_found_in_code():
    source = (
        "from bot.engine.text import Text, t as words\n"
        "words('a-b', x=1, kind=k)\nwords('a' if y else 'b')\nwords(f'level-{n}', **more)\nwords(key)\n"
        "Text('c', {'x': 1})\nt('not-ours')\n"
    )
    found = [(use.pattern, use.prefix, use.arguments) for use in uses_in(source, "x.py")]
    assert found == [
        (re.escape("a-b"), "", frozenset({"x"})),
        ("a|b", "", frozenset()),
        (re.escape("level-") + "[a-z0-9-]+", "level-", None),
        (None, "", frozenset()),
        ("c", "", frozenset({"x"})),
    ]


# --- the words -----------------------------------------------------------------------------------


def hurtful(key: str, words: str, forbidden: dict[str, str]) -> list[str]:
    low = " ".join(words.lower().replace("*", "").split())
    return [
        f"{key}: {word} (say: {better})"
        for word, better in forbidden.items()
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", low) and (key, word) not in ALLOWED
    ]


def test_no_word_hurts_or_comes_from_the_code():
    found = {
        wrong for key in entries("en") for words in sayings("en", key) for wrong in hurtful(key, words, NEVER)
    }
    assert not found, "\n" + "\n".join(sorted(found))


def test_nobody_is_sent_to_the_command_alone():
    """Discord cannot call it: there it is `/fivefold next`, which shows the same everywhere."""
    alone = re.compile(r"/fivefold(?! (?!here|there|once|and|or)\w)")
    found = {key for key in entries("en") for words in sayings("en", key) if alone.search(words)}
    assert found == {"help-intro-all"}, "which says what can follow it"


def test_independent_people_read_no_words_of_employment():
    found = {
        wrong
        for key in entries("en")
        for words in sayings("en", key, kind="contractor")
        for wrong in hurtful(key, words, NEVER_TO_CONTRACTORS)
    }
    assert not found, "\n" + "\n".join(sorted(found))


def test_what_is_allowed_is_still_said():
    for key, word in ALLOWED:
        assert any(word in words.lower() for words in sayings("en", key)), (key, word)


def test_words_are_found_whole():
    assert hurtful("k", "The **Gap**, overdue", NEVER) == [
        "k: gap (say: next to learn)",
        "k: overdue (say: waits)",
    ]
    assert hurtful("k", "gaping, shared, read", NEVER) == []
    assert hurtful("k", "as it is\nnot   met", NEVER) == ["k: not met (say: not yet)"]


def test_no_entry_is_long():
    long = {key: len(words_in(words)) for key in entries("en") for words in sayings("en", key)}
    assert not {key: count for key, count in long.items() if count > MOST_WORDS}


def test_every_entry_is_easy_to_read():
    hard = {
        f"{key} ({grade(words):.1f})"
        for key in entries("en")
        for words in sayings("en", key)
        if len(words_in(words)) >= GRADED_FROM and grade(words) > HIGHEST_GRADE
    }
    assert not hard, "shorter sentences, shorter words: " + ", ".join(sorted(hard))


SYLLABLES = {
    1: "Joy time planned rules writes 90 the goes",
    2: "Rita answer little ended changes people",
    3: "understood together November",
    5: "organization",
}


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables_are_counted_about_right(count, word):
    assert syllables(word) == count


def test_grades_tell_easy_from_hard():
    assert grade("You said three for now. Joy sees it on Friday. Then you both talk about it.") < 3
    assert grade("Subsequent evaluation of contractual deliverables necessitates documentation.") > 15
