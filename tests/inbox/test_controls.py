"""The ids that buttons carry: short, versioned, read back as they were written, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations import controls
from bot.conversations.controls import Begins, Control, digits, parse

WORDS = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=13, max_size=13)
VERBS = st.sampled_from(
    [*controls.BARE.values(), controls.ACCEPT, controls.PAGE, controls.OPEN, controls.CHANGE, controls.TAKE]
)
WHAT = VERBS | st.text(min_size=1).map(digits)
ROLE = st.sampled_from(["owner", "professional", "observer", "partner"])


@given(WORDS, ROLE, st.integers(0, 999_999_999), WHAT, st.just("") | WORDS | st.just(controls.SKIP))
def test_what_is_written_is_read_back_and_fits_every_platform(
    conversation: str, role: str, turn: int, what: str, option: str
) -> None:
    control = Control(conversation, role, turn, what, option)
    assert parse(control.write()) == control
    assert len(control.write()) <= 100


@given(WORDS)
def test_a_button_that_starts_something_is_read_back(about: str) -> None:
    for begins in (Begins("add", ""), Begins("goals", about), Begins(controls.SAY, about)):
        assert parse(begins.write()) == begins
        assert len(begins.write()) <= 100


@pytest.mark.parametrize(
    "written",
    ["", "2:abc:o:1:back", "1:abc:x:1:back", "1:ABC:o:1:back", "1:abc:o:-1:back", "1:abc:o:1", "start:",
     "x" * 200, "1:abc:o:1:back:now:then", "1:abc:o:1:back\n", "start:add:<@joy>"],
)  # fmt: skip
def test_anything_else_is_none_of_ours(written: str) -> None:
    assert parse(written) is None


def test_no_verb_can_be_taken_for_the_digits_of_a_question() -> None:
    verbs = {*controls.BARE.values(), controls.ACCEPT, controls.PAGE, controls.OPEN, controls.CHANGE,
             controls.EXPLAIN, controls.TAKE, controls.SWAP}  # fmt: skip
    assert not [verb for verb in verbs if len(verb) == 6 and set(verb) <= set("0123456789abcdef")]
