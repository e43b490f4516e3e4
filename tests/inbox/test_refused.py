"""Words that were handed on to something that refuses them: they are kept, and may be for something else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.ports import Edited
from tests.inbox.looking import NOTHING_HERE, control_of, said
from tests.inbox.test_over import close, work_is
from tests.workspace import Workspace, accept, hire, rate_own

GREY = "The weather in Lisbon was so grey this morning"
NEW = "The inbox matters most, and on Fridays the shop."
TAKE = "Yes, take the new words"


async def kept(w: Workspace, user: str) -> list[str]:
    """What somebody wrote and nothing has taken."""

    def look(tx: Any) -> list[str]:
        ((account, person, _),) = tx.persons_at(w._event(user)["who"])
        tx.enter(account)
        return [one["words"] for one in tx.kept_of(person)]

    return await w.store.read(look)


async def edited(w: Workspace) -> None:
    """Joy has said what matters, and says it in other words now."""
    await hire(w)
    await w.press("joy", "Let's start")
    await w.press("joy", "All right")
    await w.type("joy", "The inbox matters most.", id="hers")
    await w._send(Edited(**w._event("joy"), message="hers", words=NEW), "edits")


async def test_what_a_command_that_is_not_allowed_was_to_be_told_stays(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.type("joy", GREY)
    await work_is(w, "ended")
    assert NOTHING_HERE in said(await w.press("joy", "A thank you"))
    assert await kept(w, "joy") == [GREY]


async def test_an_answer_that_cannot_be_put_right_any_more_leaves_the_new_words_kept(w: Workspace) -> None:
    await edited(w)
    await w.press("joy", "All clear")
    await work_is(w, "ended")
    reply = said(await w.press("joy", TAKE))
    assert await kept(w, "joy") == [NEW]
    assert f'I have kept what you wrote: "{NEW}"' in reply


@pytest.mark.parametrize("reason", ["ended", "replaced"])
async def test_an_answer_of_a_talk_that_closed_leaves_the_new_words_kept(w: Workspace, reason: str) -> None:
    await edited(w)
    take = control_of(w, "joy", TAKE)
    await close(w, take, reason)
    assert f'I have kept what you wrote: "{NEW}"' in said(await w.press_id("joy", take))
    assert await kept(w, "joy") == [NEW]
