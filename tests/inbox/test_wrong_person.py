"""Whoever it is not for is told nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.engine.cards import Form
from bot.model import Account, Engagement
from bot.ports import Press, Reply, Submit, Where
from tests.inbox.looking import NOTHING_HERE, control_of, newest, records, said, talk, to_expectation
from tests.workspace import Workspace, hire


@pytest.mark.parametrize("user", ["joy", "brian"])
async def test_the_wrong_person_is_told_nothing(w: Workspace, user: str) -> None:
    await w.command("brian", "add <@rita>")
    await hire(w)
    await w.command("rita", "add <@brian>")
    hers = control_of(w, "rita", "virtual assistant")
    before = await talk(w, hers)
    assert said(await w.press_id(user, hers)) == NOTHING_HERE
    assert await talk(w, hers) == before


async def test_somebody_nobody_knows_is_told_nothing(w: Workspace) -> None:
    await w.command("rita", "add <@joy>")
    stranger = Press(id="x1", who=Where("test", "", "mallory"), at_ms=w.clock.real,
                     control=control_of(w, "rita", "virtual assistant"))  # fmt: skip
    assert said(await w.inbox.take(stranger)) == NOTHING_HERE


FORGED: list[Callable[[str], str]] = [
    lambda real: "",
    lambda real: "1:",
    lambda real: "2" + real[1:],
    lambda real: real.replace(":o:", ":p:"),
    lambda real: real.replace(":o:", ":x:"),
    lambda real: real.replace(real.split(":")[1], "0" * 13),
    lambda real: real.replace(real.split(":")[1], "\x00" * 13),
    lambda real: real.replace(real.split(":")[1], "\ud800"),
    lambda real: f"1:{real.split(':')[1]}:o:{'9' * 5_000}:abcdef",
    lambda real: real + ":1:2:3",
    lambda real: "start:nothing-of-ours:",
    lambda real: "start:skills:0000000000000",
    lambda real: "start:skills:\x00",
    lambda real: "start:",
    lambda real: "'; drop table seat; --",
    lambda real: "😀" * 50,
]


@pytest.mark.parametrize("forge", FORGED)
async def test_a_forged_id_is_told_nothing(w: Workspace, forge: Callable[[str], str]) -> None:
    await w.command("rita", "add <@joy>")
    real = control_of(w, "rita", "virtual assistant")
    before = await talk(w, real)
    assert said(await w.press_id("rita", forge(real))) == NOTHING_HERE
    assert await talk(w, real) == before


@pytest.mark.parametrize(
    "values", [{"x": ("9" * 5_000,)}, {"": "x"}, {"\x00": "y"}, {}, {"x": ("-1", "a", "")}]
)
async def test_forged_form_fields_are_nobodys(w: Workspace, values: dict[str, Any]) -> None:
    await to_expectation(w)
    form = newest(w, "rita", Form)
    reply = await w.inbox.take(Submit(**w._event("rita"), control=form.id, values=values))
    assert "Nothing arrived" in "".join(f.error for f in _fields(reply)) + said(reply)


def _fields(reply: Reply) -> list[Any]:
    return [
        field for put in reply.puts for c in put.message.controls if isinstance(c, Form) for field in c.fields
    ]


async def test_another_accounts_engagement_is_told_nothing(w: Workspace) -> None:
    await hire(w)
    await hire(w, "brian", "joy")
    [ritas] = await records(w, Engagement, "rita")
    assert said(await w.press_id("brian", f"start:skills:{ritas.id}")) == NOTHING_HERE
    assert "Inbox" in said(await w.press_id("rita", f"start:skills:{ritas.id}"))
    assert len(await records(w, Account, "nobody")) == 0


async def test_a_form_of_another_seat_keeps_nothing(w: Workspace) -> None:
    await to_expectation(w)
    form = newest(w, "rita", Form)
    event = Submit(**w._event("joy"), control=form.id, values={form.fields[0].id: "mine"})
    assert said(await w.inbox.take(event)) == NOTHING_HERE
