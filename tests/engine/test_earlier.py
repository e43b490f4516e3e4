"""Questions of an older script: what was answered then counts, and nothing of it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.prompts import Prompt, earlier, say, text
from bot.engine.replay import Finished, Replay, Stuck, Waiting, replay
from bot.engine.text import t


async def script() -> str:
    asked: dict[str, Prompt[Any]] = {
        "a": text("old/a", t("answer")),
        "b": text("old/b", t("answer"), optional=True),
    }
    old = await earlier(asked)
    await say(t("send"))
    if "a" in old:
        return f"{old['a']} {old.get('b', 'not answered')}"
    return await text("new", t("answer"))


def test_a_new_talk_is_asked_what_is_asked_today() -> None:
    run = Replay(script(), {})
    assert isinstance(run.state, Waiting)
    assert [prompt.key for prompt in run.state.missing] == ["new"]
    assert len(run.state.said) == 1
    assert not run.state.path, "no page is passed that was never there"
    run.close()


@pytest.mark.parametrize(
    ("kept", "result"),
    [({"old/a": "x"}, "x not answered"), ({"old/a": "x", "old/b": None}, "x None")],
)
def test_an_older_answer_counts_and_stands_on_a_page_of_its_own(kept, result) -> None:
    state = replay(script(), kept)
    assert isinstance(state, Finished)
    assert state.result == result
    assert [prompt.key for page in state.path for prompt in page.prompts] == list(kept)


def test_an_older_answer_alone_that_does_not_decide_is_a_starting_value() -> None:
    state = replay(script(), {"old/b": "y"})
    assert isinstance(state, Waiting)
    assert [prompt.key for prompt in state.missing] == ["new"]


async def twice() -> None:
    await earlier({"a": text("old", t("answer"))})
    await text("old", t("answer"))


def test_a_key_of_an_older_script_is_not_asked_again_with_another_meaning() -> None:
    with pytest.raises(Stuck, match="twice"):
        replay(twice(), {"old": "x"})
