"""Replay: running a script over the kept answers is the state of the talk, always the same."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.kinds import YES_NO, Consent, Option, digest_of
from bot.engine.prompts import (
    Follows,
    Said,
    agree,
    ask_for,
    choice,
    each,
    form,
    many,
    number,
    review,
    say,
    text,
)
from bot.engine.replay import MOST_STEPS, Finished, Replay, Stuck, Waiting, replay
from bot.engine.text import Text, literal, t

COLOURS = (Option("red", literal("Red")), Option("blue", literal("Blue")))


def ask(words: str) -> Text:
    return literal(words)


def keys(state: Waiting | Finished[Any]) -> list[str]:
    """What is asked now."""
    return [prompt.key for prompt in state.missing] if isinstance(state, Waiting) else []


def said(state: Waiting | Finished[Any]) -> list[str]:
    return [str(words.text.args["value"]) for words in state.said]


async def talk() -> tuple[Any, ...]:
    """Every shape of page there is, a branch, and something said between."""
    name = await text("name", ask("Name?"))
    if name == "nobody":
        return (name,)
    await say(ask("hello"))
    colour, sure = await form(choice("colour", ask("Which?"), COLOURS), ask_for(YES_NO, "sure", ask("Sure?")))
    counts = await each({item: number(f"count/{item}", ask(item)) for item in ("a", "b", "c")})
    days = await review(
        many("days", ask("Days"), COLOURS), ("red", "blue"), ask=ask("Right?"), accept=ask("Yes")
    )
    yes = await agree("agreed", {"colour": colour, "counts": counts}, ask("Agree?"), yes=ask("Yes"))
    await say(ask("bye"))
    return name, colour, sure, counts, days, bool(yes)


TERMS = {"colour": "red", "counts": {"a": 1, "b": 2, "c": 3}}
FULL: dict[str, Any] = {
    "name": "Joy", "colour": "red", "sure": True, "count/a": 1, "count/b": 2, "count/c": 3, "days": ["blue"],
    "agreed": {
        "given": True, "otherwise": "", "digest": digest_of(TERMS),
    },
}  # fmt: skip
RESULT = ("Joy", "red", True, {"a": 1, "b": 2, "c": 3}, ("blue",), True)


def test_an_empty_talk_stands_at_its_first_question() -> None:
    state = replay(talk(), {})
    assert keys(state) == ["name"]
    assert tuple(state.path) == ()


def test_all_answers_give_the_result() -> None:
    state = replay(talk(), FULL)
    assert isinstance(state, Finished)
    assert state.result == RESULT
    assert [page.shape for page in state.path] == ["one", "form", "each", "review", "one"]


def test_answers_match_by_key_and_never_by_position() -> None:
    state = replay(talk(), dict(reversed(FULL.items())))
    assert isinstance(state, Finished)
    assert state.result == RESULT


def test_answers_that_no_question_asks_for_are_left_alone() -> None:
    state = replay(talk(), FULL | {"an-old-key": 7})
    assert isinstance(state, Finished)
    assert state.result == RESULT


def test_a_script_that_returns_at_once_is_finished() -> None:
    async def nothing() -> int:
        return 7

    state = replay(nothing(), {})
    assert isinstance(state, Finished)
    assert (state.result, state.said, tuple(state.path)) == (7, (), ())


def test_a_form_asks_only_for_what_is_missing() -> None:
    assert keys(replay(talk(), {"name": "Joy"})) == ["colour", "sure"]
    assert keys(replay(talk(), {"name": "Joy", "sure": True})) == ["colour"]


def test_each_asks_only_for_what_is_missing_in_the_order_of_its_items() -> None:
    kept = {"name": "Joy", "sure": True, "colour": "red", "count/b": 2}
    assert keys(replay(talk(), kept)) == ["count/a", "count/c"]


def test_each_of_nothing_asks_nothing() -> None:
    async def none() -> dict[str, str]:
        return await each({})

    state = replay(none(), {})
    assert isinstance(state, Finished)
    assert state.result == {}


def test_a_review_is_no_answer_until_it_is_accepted() -> None:
    kept = {key: value for key, value in FULL.items() if key != "days"}
    assert keys(replay(talk(), kept)) == ["days"]


def test_what_is_said_belongs_to_the_next_page_and_goes_when_the_page_changes() -> None:
    assert said(replay(talk(), {"name": "Joy"})) == ["hello"]
    assert said(replay(talk(), {"name": "Joy", "sure": True})) == ["hello"]
    assert said(replay(talk(), {"name": "Joy", "sure": True, "colour": "red"})) == []


def test_what_is_said_last_closes_the_talk() -> None:
    assert said(replay(talk(), FULL)) == ["bye"]


def test_what_is_said_to_one_seat_names_it() -> None:
    async def whisper() -> None:
        await say(ask("psst"), to="owner")
        await say(ask("all"))

    assert [words.to for words in replay(whisper(), {}).said] == ["owner", ""]


def test_a_page_asks_each_seat_its_own_questions() -> None:
    async def both() -> tuple[str, str]:
        return await form(text("a", ask("a"), to="owner"), text("b", ask("b"), to="professional"))

    state = replay(both(), {})
    assert isinstance(state, Waiting)
    assert [p.key for p in state.missing_for("owner")] == ["a"]
    assert [p.key for p in state.missing_for("professional")] == ["b"]


def test_an_optional_question_may_be_left_unanswered() -> None:
    async def maybe() -> str | None:
        return await text("why", ask("Why?"), optional=True)

    assert keys(replay(maybe(), {})) == ["why"]
    state = replay(maybe(), {"why": None})
    assert isinstance(state, Finished)
    assert state.result is None


def test_a_branch_is_taken_by_the_answer_and_forgets_nothing_else() -> None:
    state = replay(talk(), FULL | {"name": "nobody"})
    assert isinstance(state, Finished)
    assert state.result == ("nobody",)


def test_consent_to_other_terms_is_asked_again() -> None:
    assert keys(replay(talk(), FULL | {"count/b": 5})) == ["agreed"]


def test_a_key_asked_twice_is_stuck() -> None:
    async def twice() -> None:
        await text("name", ask("Name?"))
        await text("name", ask("Name again?"))

    with pytest.raises(Stuck, match="asked twice"):
        replay(twice(), {"name": "Joy"})


def test_a_key_asked_twice_on_one_page_is_stuck() -> None:
    async def twice() -> None:
        await form(text("name", ask("Name?")), text("name", ask("Name again?")))

    with pytest.raises(Stuck, match="asked twice"):
        replay(twice(), {})


def test_a_loop_without_an_end_is_stuck() -> None:
    async def forever() -> None:
        while True:
            await say(ask("and another thing"))

    with pytest.raises(Stuck, match="without an end"):
        replay(forever(), {})


def test_a_long_talk_is_not_a_loop() -> None:
    async def long() -> None:
        for item in range(MOST_STEPS - 1):
            await text(f"line/{item}", ask("And?"))

    assert isinstance(replay(long(), {f"line/{item}": "yes" for item in range(MOST_STEPS - 1)}), Finished)


def test_awaiting_something_foreign_is_stuck() -> None:
    async def sleeps() -> None:
        await asyncio.sleep(0)

    class Odd:
        def __await__(self) -> Generator[int, None, None]:
            yield 7

    async def waits() -> None:
        await Odd()

    for script in (sleeps, waits):
        with pytest.raises(Stuck, match="may await prompts and scripts only"):
            replay(script(), {})


def test_a_script_may_await_other_scripts() -> None:
    async def one(item: str) -> str:
        await say(ask(item))
        return await text(f"line/{item}", ask(item))

    async def all_of_them() -> list[str]:
        return [await one(item) for item in ("a", "b")]

    state = replay(all_of_them(), {"line/a": "1"})
    assert keys(state) == ["line/b"]
    assert said(state) == ["b"]
    finished = replay(all_of_them(), {"line/a": "1", "line/b": "2"})
    assert isinstance(finished, Finished)
    assert finished.result == ["1", "2"]


def test_what_a_script_raises_comes_out_and_nothing_is_kept() -> None:
    async def breaks() -> None:
        await text("name", ask("Name?"))
        raise ZeroDivisionError

    kept = {"name": "Joy"}
    with pytest.raises(ZeroDivisionError):
        replay(breaks(), kept)
    assert kept == {"name": "Joy"}


def test_a_result_may_be_awaited_by_a_tuple_or_by_name() -> None:
    async def pair() -> tuple[str, bool]:
        words, yes = await form(text("a", ask("a")), ask_for(YES_NO, "b", ask("b")))
        return words, yes

    state = replay(pair(), {"a": "x", "b": False})
    assert isinstance(state, Finished)
    assert state.result == ("x", False)


subsets = st.sets(st.sampled_from(sorted(FULL)))


def _facts(state: Waiting | Finished[Any]) -> tuple[Any, ...]:
    path = [[prompt.key for prompt in page.prompts] for page in state.path]
    return keys(state), said(state), path, getattr(state, "result", None)


@given(subsets)
def test_replaying_twice_stands_at_the_same_question(chosen: set[str]) -> None:
    kept = {key: FULL[key] for key in chosen}
    assert _facts(replay(talk(), kept)) == _facts(replay(talk(), kept))


@given(st.permutations(sorted(FULL)))
def test_going_on_equals_replay_from_the_top(order: list[str]) -> None:
    """Answers may come in any order that the pages allow; where the script stands never depends on it."""
    kept: dict[str, Any] = {}
    run = Replay(talk(), kept)
    left = list(order)
    while isinstance(run.state, Waiting):
        asked = next(key for key in left if key in keys(run.state))
        left.remove(asked)
        kept[asked] = FULL[asked]
        run.go_on()
        again = replay(talk(), kept)
        assert keys(run.state) == keys(again)
        assert [page.shape for page in run.state.path] == [page.shape for page in again.path]
    assert run.state.result == RESULT
    run.close()


def test_going_on_after_the_end_changes_nothing() -> None:
    run = Replay(talk(), FULL)
    assert run.go_on() is run.state


def test_what_was_said_stays_while_a_page_is_answered_in_part() -> None:
    kept: dict[str, Any] = {"name": "Joy"}
    run = Replay(talk(), kept)
    kept["sure"] = True
    assert said(run.go_on()) == ["hello"]
    run.close()


def test_a_refusal_is_an_ordinary_branch() -> None:
    async def offer() -> Consent:
        return await agree("deal", {"price": 5}, t("yes"), yes=t("yes"), otherwise={"too-much": t("no")})

    kind = agree("deal", {"price": 5}, t("yes"), yes=t("yes"), otherwise={"too-much": t("no")}).kind
    state = replay(offer(), {"deal": kind.dump(Consent(False, "too-much"))})
    assert isinstance(state, Finished)
    assert not state.result
    assert state.result.otherwise == "too-much"


# --- a question that follows another one of its page ----------------------------------------------


async def both_views() -> dict[str, Any]:
    views: dict[str, Any] = {
        role: choice(role, ask("Which?"), COLOURS, to=role) for role in ("owner", "other")
    }
    views["why"] = text("why", ask("Why?"), to="owner")
    return await each(views, follows={"why": Follows("owner", lambda colour: colour == "red")})


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["owner", "other"]),
        ({"owner": "red"}, ["other", "why"]),
        ({"owner": "blue"}, ["other"]),
        ({"owner": "red", "other": "red"}, ["why"]),
    ],
)
def test_what_follows_an_answer_is_asked_while_the_other_seat_still_thinks(answers, asked):
    assert keys(replay(both_views(), answers)) == asked


async def heard_views() -> dict[str, Any]:
    views: dict[str, Any] = {
        role: choice(role, ask("Which?"), COLOURS, to=role) for role in ("owner", "other")
    }
    views["why"] = text("why", ask("Why?"), to="owner")
    follows = {"why": Follows("owner", lambda colour: colour == "red")}
    return await each(views, follows=follows, heard=hears)


def hears(so_far: Mapping[str, Any]) -> tuple[Said, ...]:
    return tuple(say(ask(words), to="other") for key, words in so_far.items() if key == "why")


@pytest.mark.parametrize(
    ("answers", "heard"),
    [
        ({}, []),
        ({"owner": "red"}, []),
        ({"owner": "red", "why": "warm"}, ["warm"]),
        ({"owner": "blue", "why": "warm"}, []),
    ],
)
def test_what_one_seat_answers_is_heard_by_the_other_while_the_page_is_open(answers, heard):
    at_once = replay(heard_views(), answers)
    kept: dict[str, Any] = {}
    talk = Replay(heard_views(), kept)
    kept.update(answers)
    for state in (at_once, talk.go_on()):
        assert isinstance(state, Waiting)
        assert [str(one.text.args["value"]) for one in state.heard] == heard
    talk.close()


@pytest.mark.parametrize(("colour", "why"), [("red", "warm"), ("blue", None)])
def test_what_no_longer_follows_is_not_in_the_result(colour, why):
    state = replay(both_views(), {"owner": colour, "other": "red", "why": "warm"})
    assert isinstance(state, Finished)
    assert state.result == {"owner": colour, "other": "red", "why": why}
