"""A disk that takes nothing, and people who change their name: a clear sentence, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model import Engagement
from tests.inbox.looking import control_of, records, said, talk, to_expectation
from tests.workspace import CAST, Workspace, accept, hire

SENTENCE = "No customer waits and I have my evenings back."
NOT_KEPT = "I cannot write to my disk right now, so I have not kept this."


async def pragma(w: Workspace, words: str) -> None:
    """Say something to the connection that writes."""
    store: Any = w.store
    await store.turn(lambda _: store._writer._channel._driver.execute(f"PRAGMA {words}").fetchall())


def room_for(pages: int) -> str:
    """Let the file have no more than so many pages."""
    return f"max_page_count={pages}"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [(room_for(1), room_for(1_000_000)), ("query_only=ON", "query_only=OFF")],
    ids=["full", "read-only"],
)
async def test_a_disk_that_takes_nothing_is_told_and_the_question_stays(
    w: Workspace, broken: str, mended: str
) -> None:
    await to_expectation(w)
    question = w.sees("rita")
    before = await talk(w, control_of(w, "rita", "Back"))
    await pragma(w, broken)
    # A page or two may still be free: long words need more.
    words = SENTENCE + " And so on." * (250 if "page" in broken else 0)
    assert NOT_KEPT in said(await w.type("rita", words))
    assert await talk(w, control_of(w, "rita", "Back")) == before
    assert "Needs you" in (await w.inbox.waiting(w._event("rita")["who"])).plain(), "it can still be read"
    store: Any = w.store
    store._writer._channel._driver.execute(f"PRAGMA {mended}").fetchall()
    await w.type("rita", SENTENCE)
    assert w.sees("rita") != question
    assert NOT_KEPT not in w.sees("rita")


async def test_who_changes_the_name_in_mid_talk_is_called_by_the_new_one(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("joy", "settings")
    await w.fill("joy", {"I call you": "Joyce"})
    await w.press("rita", "Yes, send the sample")
    await w.command("rita", "people")
    assert "Joyce" in w.sees("rita")
    (work,) = await records(w, Engagement)
    assert work.state == "active"


async def test_a_name_that_changes_on_the_platform_takes_nobody_apart(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who somebody is stands in their address; what they are called is settled between the two."""
    await hire(w)
    renamed = CAST["joy"]._replace(name="Sunshine 99")
    monkeypatch.setattr("tests.workspace.CAST", {**CAST, "joy": renamed})
    await accept(w)
    await w.command("rita", "people")
    assert "Joy" in w.sees("rita")
    assert "Sunshine" not in w.sees("rita")
    assert len(await records(w, Engagement)) == 1
