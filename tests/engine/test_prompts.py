"""Prompts and pages: what is proposed, what never is, and what consent binds to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.answers import Answers, Given
from bot.engine.kinds import Consent, Option, ScaleKind, digest_of
from bot.engine.prompts import (
    Follows,
    Page,
    Prompt,
    agree,
    choice,
    each,
    form,
    many,
    number,
    prefilled,
    review,
    scale,
    text,
    verdict,
)
from bot.engine.text import literal

ASK = literal("?")
POINTS = ScaleKind((Option("0", literal("0")), Option("1", literal("1"))), (("none",), ("some",)), None)
TWO = (Option("a", literal("A")), Option("b", literal("B")))


# -- proposals ----------------------------------------------------------------------------------


def test_a_review_carries_a_value_for_every_question() -> None:
    page = review(form(text("x", ASK), number("y", ASK)), ("words", 3), ask=ASK, accept=ASK)
    assert page.proposed == {"x": "words", "y": 3}


def test_a_review_of_each_is_keyed_by_item() -> None:
    asked = each({item: text(f"good/{item}", ASK) for item in ("one", "two")})
    page = review(asked, {"two": "2", "one": "1"}, ask=ASK, accept=ASK)
    assert page.proposed == {"good/one": "1", "good/two": "2"}


def test_a_review_of_one_question_gives_its_value() -> None:
    page: Page[Any] = review(many("x", ASK, TWO), ("a",), ask=ASK, accept=ASK)
    assert page.proposed == {"x": ("a",)}
    assert page.result([("a",)]) == ("a",)


JUDGEMENTS: list[Prompt[Any]] = [
    scale("level", ASK, POINTS), verdict("met", ASK, TWO), agree("deal", {}, ASK, yes=ASK),
]  # fmt: skip


@pytest.mark.parametrize("prompt", JUDGEMENTS, ids=lambda prompt: prompt.key)
def test_a_judgement_is_never_proposed(prompt: Prompt[Any]) -> None:
    with pytest.raises(TypeError, match="never proposed"):
        _ = review(prompt, prompt.kind.read((0,), None), ask=ASK, accept=ASK)  # type: ignore[arg-type]


@pytest.mark.parametrize("prompt", JUDGEMENTS, ids=lambda prompt: prompt.key)
def test_a_page_with_a_judgement_is_never_proposed(prompt: Prompt[Any]) -> None:
    with pytest.raises(TypeError, match="never proposed"):
        _ = review(form(text("x", ASK), prompt), ("words", 1), ask=ASK, accept=ASK)
    with pytest.raises(TypeError, match="never proposed"):
        _ = review(each({"a": prompt}), {"a": 1}, ask=ASK, accept=ASK)


def test_a_review_needs_a_value_for_each_question() -> None:
    page: Page[Any] = form(text("x", ASK), text("y", ASK))
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        _ = review(page, ("one",), ask=ASK, accept=ASK)


# -- who answers, who reads ---------------------------------------------------------------------


def test_what_is_filled_in_changes_nothing_else_of_a_page() -> None:
    one, two = text("one", ASK), text("two", ASK)
    follows = {"two": Follows("one", bool)}
    page: Page[Any] = Page((one, two), "each", ASK, ("1", "2"), None, ASK, ("two",), ASK, follows)
    filled = prefilled(page, {"one": "1"})
    assert filled.proposed == {"one": "1"}
    assert page.proposed is None
    for name in set(Page.__slots__) - {"proposed"}:
        assert getattr(filled, name) is getattr(page, name), name


def test_a_prompt_says_who_answers_and_who_reads() -> None:
    prompt = text("x", ASK, to="owner", audience="you")
    assert (prompt.to, prompt.audience, prompt.optional) == ("owner", "you", False)


def test_consent_is_read_by_both_unless_said_otherwise() -> None:
    assert agree("deal", {}, ASK, yes=ASK).audience == "both"


def test_prompts_are_small() -> None:
    """One replay a turn over two hundred questions: no prompt may carry a dictionary around."""
    for made in (text("x", ASK), form(text("x", ASK), text("y", ASK)), text("x", ASK).kind):
        assert not hasattr(made, "__dict__")


def test_kinds_without_settings_are_shared() -> None:
    assert text("x", ASK).kind is text("y", ASK).kind
    assert choice("x", ASK, TWO).kind.options() == TWO


# -- consent ------------------------------------------------------------------------------------

terms = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(terms)
def test_a_digest_stands_for_the_terms(agreed: Any) -> None:
    assert digest_of(agreed) == digest_of(agreed)
    assert len(digest_of(agreed)) == 16


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_a_digest_does_not_depend_on_the_order_of_names(agreed: dict[str, int]) -> None:
    assert digest_of(agreed) == digest_of(dict(reversed(agreed.items())))


@given(terms, terms)
def test_other_terms_have_another_digest(one: Any, other: Any) -> None:
    if repr(one) != repr(other):
        assert (digest_of(one) == digest_of(other)) == (_same_json(one, other))


def _same_json(one: Any, other: Any) -> bool:
    """Terms that are written the same way as JSON are the same terms: lists in any clothes, names sorted."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def test_the_digest_is_over_terms_and_not_over_words() -> None:
    agreed = {"price": 5}
    first = agree("deal", agreed, literal("Shall we?"), yes=literal("Yes"))
    reworded = agree(
        "deal", agreed, literal("Sollen wir?"), yes=literal("Ja"), otherwise={"no": literal("Nein")}
    )
    kept = first.kind.dump(Consent(True))
    assert reworded.kind.stands(kept)
    assert not agree("deal", {"price": 6}, literal("Shall we?"), yes=literal("Yes")).kind.stands(kept)


def test_the_history_keeps_the_old_consent_with_what_both_saw() -> None:
    answers = Answers()
    old = agree("deal", {"price": 5}, ASK, yes=ASK).kind.dump(Consent(True))
    new = agree("deal", {"price": 6}, ASK, yes=ASK).kind.dump(Consent(True))
    answers.put("deal", old, Given(3, "owner", 1_000, "Five a week?"))
    answers.put("deal", new, Given(5, "owner", 2_000, "Six a week?"))
    assert answers.kept["deal"] == new
    assert answers.history == [("deal", old, Given(3, "owner", 1_000, "Five a week?"))]


def test_answers_taken_back_stay_in_the_history() -> None:
    answers = Answers()
    answers.put("a", 1, Given(0, "owner", 1))
    answers.drop(["a", "never-given"])
    assert (answers.kept, answers.given) == ({}, {})
    assert [key for key, _, _ in answers.history] == ["a"]


kept = st.dictionaries(st.text(min_size=1), st.integers() | st.text() | st.none(), max_size=6)


@given(kept, kept)
def test_answers_dump_and_load_in_a_round(first: dict[str, Any], second: dict[str, Any]) -> None:
    answers = Answers()
    for turn, given_now in enumerate((first, second)):
        for key, value in given_now.items():
            answers.put(key, value, Given(turn, "owner", turn * 1000, "shown"))
    loaded = Answers.load(json.loads(json.dumps(answers.dump())))
    assert (loaded.kept, loaded.given, loaded.history) == (answers.kept, answers.given, answers.history)
