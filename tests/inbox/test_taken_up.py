"""A talk that is taken up again: over the facts of today, closed where it is over, each at their turn."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.conversations.controls import Control, parse
from bot.engine.cards import Select
from bot.model import Engagement, Todo
from tests.inbox.looking import control_of, newest, records, said, talk
from tests.workspace import Workspace, accept, hand_in, hire, rate_own, rate_seen


async def promise(w: Workspace, name: str) -> None:
    """Something more that Rita has promised for her work with Joy."""
    (work,) = await records(w, Engagement)
    todo = Todo(
        account=work.account,
        id=name,
        engagement=work.id,
        person=work.owner,
        what=name,
        due_on=date(2026, 12, 1),
    )

    def write(tx: Any) -> None:
        tx.enter(work.account)
        tx.write(todo, 0)

    await w.store.turn(write)


async def test_after_a_day_the_same_talk_goes_on_over_the_facts_of_today(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "ready")
    control = newest(w, "rita", Select).id
    frozen = (await talk(w, control)).facts
    await promise(w, "glaze list")
    await w.pass_time(hours=20)
    parsed = parse(control)
    assert isinstance(parsed, Control)
    open_it = parsed._replace(what="open", option="").write()
    await w.press_id("rita", open_it)
    assert "glaze list" not in [choice.label for choice in newest(w, "rita", Select).choices]
    assert (await talk(w, control)).facts == frozen
    await w.pass_time(hours=5)
    await w.press_id("rita", open_it)
    assert "glaze list" in [choice.label for choice in newest(w, "rita", Select).choices]
    await w.pick("rita", "glaze list")
    assert [todo.what for todo in await records(w, Todo) if todo.done_at] == ["glaze list"]


async def test_after_a_day_what_is_over_says_so_and_is_closed(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    first = control_of(w, "joy", "3")
    await w.command("rita", "finish")
    (work,) = await records(w, Engagement)

    def end(tx: Any) -> None:
        tx.enter(work.account)
        tx.write(work.model_copy(update={"state": "ended"}), work.version)

    await w.store.turn(end)
    await w.pass_time(days=2)
    assert said(await w.press_id("joy", first))
    assert (await talk(w, first, "joy")).state == "closed"


async def test_whoever_is_not_asked_just_now_reads_whose_turn_it_is(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await hand_in(w)
    await rate_seen(w)
    old = control_of(w, "rita", "2 for now")
    while "Let's talk" in " ".join(w.buttons("rita")):
        await w.press("rita", next(label for label in w.buttons("rita") if label.endswith("for now")))
    reply = said(await w.press_id("rita", old))
    assert "You have answered this already" in reply
    assert "Now it is Joy's turn." in reply
    assert "Now it is" not in w.screens["joy"].text(), "Joy is asked, and reads no such thing"
