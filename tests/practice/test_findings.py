"""What is found in a feedback text, and the moments of a round."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.findings import Moment, asks_nothing, check_feedback, spread

FIRST = date(2026, 11, 23)
LAST = FIRST + timedelta(days=39)
GOOD = "On 14 and 16 Dec refunds of 12 EUR waited a day for me; please decide those yourself."
MOMENTS = st.lists(
    st.builds(
        Moment, st.text("abc", min_size=1), st.integers(-5, 45).map(lambda n: FIRST + timedelta(days=n))
    ),
    max_size=12,
    unique_by=lambda moment: moment.id,
)


def found(text: str, *, next_step: bool = True) -> list[tuple[str, str]]:
    return [(one.code, one.words) for one in check_feedback(text, names=["Joy"], next_step=next_step)]


def codes(text: str) -> set[str]:
    return {code for code, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "Last Friday 40 replies went out unchanged, so I had the evening off. Keep doing that.",
        "A customer wrote “you never answer” on Monday. From now on, please reply first.",
        "On 3 Dec the difficult customer got a kind reply within the hour. Please do it like that again.",
        "",
        "  \n",
    ],
)
def test_nothing_to_say(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("You are lazy.", "trait", "lazy"),
        ("You\N{RIGHT SINGLE QUOTATION MARK}re so sloppy.", "trait", "sloppy"),
        ("Joy is slow.", "trait", "Joy is slow"),
        ("you are amazing", "trait", "you are amazing"),
        ("You always send it late.", "absolute", "always"),
        ("It happens every single time.", "absolute", "every single time"),
        ("You don't care about customers.", "mind_reading", "You don't care"),
        ("You ignored the rule on purpose.", "mind_reading", "on purpose"),
        ("You are slower than the others.", "comparison", "slower than the others"),
        ("Unlike my last assistant you waited.", "comparison", "Unlike my last assistant"),
    ],
)
def test_words_that_are_pointed_at(text: str, code: str, words: str) -> None:
    assert (code, words) in found(text)


def test_always_as_a_wish_is_fine() -> None:
    assert "absolute" not in codes("On Monday the link was missing. From now on, please always add it.")
    assert [words for code, words in found("You never add it. Please always do.") if code == "absolute"] == [
        "never"
    ]


def test_a_condition_is_no_mind_reading() -> None:
    assert "mind_reading" not in codes("If you don't want this, please say so by Friday.")


def test_a_sandwich_runs_from_praise_to_praise() -> None:
    sandwich = "Great work on the inbox. But refunds waited on 3 Dec. Please decide them. Keep it up!"
    assert found(sandwich) == [("sandwich", sandwich.removesuffix("!"))]
    assert "sandwich" not in codes(
        "Great work on the inbox. But refunds waited on 3 Dec. Please decide them."
    )
    assert "sandwich" not in codes("Great work on 3 Dec. Please keep it up!")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Mail waited. Please answer sooner.", "no_example"),
        ("Draft 2 promised a refund. Please ask first.", "no_date"),
        ('The mail said "refund granted". Please ask first.', "no_date"),
        ("On Monday the mail waited.", "no_next_step"),
    ],
)
def test_what_is_missing(text: str, missing: str) -> None:
    assert found(text) == [(missing, "")]


def test_a_plain_thanks_needs_no_next_step() -> None:
    assert found("On Monday 40 replies went out unchanged.", next_step=False) == []


@settings(deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from([*GOOD.split(), "You", "are", "lazy", "always", "But", "\n"])).map(" ".join)
)
def test_findings_point_into_the_text_as_it_was_written(text: str) -> None:
    for one in check_feedback(text, names=["Joy", "", "J(o"]):
        assert (one.span is None) == (one.words == "")
        if one.span:
            assert text[slice(*one.span)] == one.words
    assert check_feedback(text) == check_feedback(text)


def test_a_long_text_takes_no_time() -> None:
    for piece in ("you are ", "1 and ", "\n", '"', "great work but ", "a"):
        check_feedback(piece * 2000)


def test_four_moments_one_from_each_part() -> None:
    noted = [Moment(str(n), FIRST + timedelta(days=n)) for n in (1, 4, 9, 14, 35, 38, 39)]
    assert [moment and moment.id for moment in spread(noted, FIRST, LAST)] == ["4", "14", None, "35"]


def test_the_earlier_of_two_equally_near() -> None:
    noted = [Moment("later", FIRST + timedelta(days=5)), Moment("sooner", FIRST + timedelta(days=4))]
    assert spread(noted, FIRST, LAST)[0] == noted[1]


@pytest.mark.parametrize(("last", "parts"), [(FIRST - timedelta(days=1), 4), (LAST, 0)])
def test_rounds_that_cannot_be(last: date, parts: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        spread([], FIRST, last, parts)


@settings(deadline=None)
@given(MOMENTS, st.randoms(use_true_random=False), st.integers(0, 39), st.integers(1, 6))
def test_moments_come_from_their_own_part_whatever_the_order(
    noted: list[Moment], chance: object, days: int, parts: int
) -> None:
    last = FIRST + timedelta(days=days)
    chosen = spread(noted, FIRST, last, parts)
    shuffled = sorted(noted, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert spread(shuffled, FIRST, last, parts) == chosen
    assert len(chosen) == parts
    for part, moment in enumerate(chosen):
        inside = [one for one in noted if 0 <= (one.day - FIRST).days <= days]
        here = [one for one in inside if (one.day - FIRST).days * parts // (days + 1) == part]
        assert (moment in here) if here else moment is None


@pytest.mark.parametrize(
    "words",
    ["nothing really", "Nothing.", "no", "All is well!", "n/a", "-", "Nothing: that is fine.",
     "No changes needed", "nothing, all good", "I would change nothing", "Nothing should change",
     "nothing comes to mind", "None - everything is fine", "It\u2019s all good", "Keep it as it is for now."],
)  # fmt: skip
def test_an_answer_that_names_nothing_asks_nothing(words: str) -> None:
    assert asks_nothing(words)


@pytest.mark.parametrize(
    "words",
    [
        "Nothing was answered on Thursday; please look at five.",
        "No more calls",
        "All is late",
        "Nothing is good",
        "No, the orders",
        "That is fine but slow",
    ],
)
def test_words_that_begin_like_nothing_ask_for_something(words: str) -> None:
    assert not asks_nothing(words)
