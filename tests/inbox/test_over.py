"""A question that closes while somebody has it before them: nothing that they write to it is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversations import planning
from bot.conversations.controls import Control, parse
from bot.engine.cards import Button, Form
from bot.model import Engagement
from bot.ports import Reply, Submit, Where
from bot.transaction import Transaction
from tests.inbox.looking import control_of, newest, said, to_expectation
from tests.workspace import Workspace, accept, hire, rate_own

LINK = "https://docs.example.com/drafts"


async def to_sample(w: Workspace) -> Form:
    """The sample's question for work stands before Joy."""
    await hire(w)
    await accept(w)
    await rate_own(w)
    await w.press("rita", "Yes, send the sample")
    await w.press("joy", "Send to Rita")
    form: Form = newest(w, "joy", Form)
    return form


async def work_is(w: Workspace, state: str) -> None:
    """The work comes to a state, whatever led to it."""

    def write(tx: Transaction) -> None:
        for account, *_ in tx.persons_at(Where("test", "", "rita")):
            tx.enter(account)
            for work in tx.find(Engagement):
                tx.write(work.model_copy(update={"state": state}), work.version)

    await w.store.turn(write)


async def close(w: Workspace, control: str, reason: str, user: str = "joy") -> None:
    """Somebody else's act closes the talk behind a control of somebody's."""
    of = parse(control)
    assert isinstance(of, Control)
    w.clock.forward(hours=0.01)

    def work(tx: Transaction) -> None:
        for account, *_ in tx.persons_at(Where("test", "", user)):
            tx.enter(account)
            planning.close(tx, (of.conversation,), reason)

    await w.store.turn(work)


async def send(w: Workspace, form: Form, words: str, user: str = "joy") -> Reply:
    values: dict[str, Any] = {form.fields[0].id: words}
    return await w._send(Submit(**w._event(user), control=form.id, values=values), words)


@pytest.mark.parametrize(
    ("way", "reason", "why"), [("typed", "answered", "another way"), ("sent", "ended", "has ended")]
)
async def test_what_is_handed_in_as_its_question_closes_is_kept(
    w: Workspace, way: str, reason: str, why: str
) -> None:
    form = await to_sample(w)
    await close(w, form.id, reason)
    reply = await (w.type("joy", LINK) if way == "typed" else send(w, form, LINK))
    [put] = reply.puts
    assert why in put.message.plain()
    assert f'I have kept what you wrote: "{LINK}". What is it for?' in put.message.plain()
    assert {"Stuck", "Hand in"} < set(w.buttons("joy"))
    await w.press("joy", "Hand in")
    assert LINK in w.screens["joy"].text()
    # It has been said, so that what comes next is for something else.
    assert why not in said(await w.type("joy", "hello there, Rita"))


async def test_words_for_a_closed_question_are_offered_to_what_is_open(w: Workspace) -> None:
    form = await to_sample(w)
    await w.command("joy", "stuck")
    await close(w, form.id, "answered")
    await send(w, form, "Draft 1: we refund you.")
    await w.press("joy", "Stuck")
    assert "Draft 1: we refund you." in w.screens["rita"].text()


async def test_a_button_of_a_closed_question_says_what_is_open(w: Workspace) -> None:
    form = await to_sample(w)
    await w.command("joy", "done the price list")
    await close(w, form.id, "answered")
    reply = said(await w.press_id("joy", form.id))
    assert "another way" in reply
    assert "nothing is needed" not in reply
    assert "Hand in" in reply


async def test_words_kept_for_a_question_that_closes_then_are_asked_about_again(w: Workspace) -> None:
    await to_expectation(w)
    await w.type("rita", "The inbox is answered.", at_ms=1)
    take = newest(w, "rita", Button)
    await close(w, take.id, "replaced", "rita")
    reply = await w.press_id("rita", take.id)
    assert "taken the place" in said(reply)
    assert 'I have kept what you wrote: "The inbox is answered."' in said(reply)


async def test_words_kept_for_a_question_that_is_answered_then_are_asked_about_again(w: Workspace) -> None:
    form = await to_sample(w)
    await w.type("joy", "Draft 1: we refund you at once.", at_ms=1)
    take = newest(w, "joy", Button)
    await send(w, form, LINK)
    reply = await w.press_id("joy", take.id)
    assert 'I have kept what you wrote: "Draft 1: we refund you at once."' in said(reply)
    await w.press("joy", "Hand in")
    assert "Draft 1: we refund you at once." in w.screens["joy"].text()


async def test_a_plain_yes_to_a_closed_question_is_told_why_and_kept_for_nothing(w: Workspace) -> None:
    form = await to_sample(w)
    await close(w, form.id, "answered")
    reply = said(await w.type("joy", "ok"))
    assert "another way" in reply
    assert "I have kept" not in reply


async def test_a_form_sent_when_all_is_answered_loses_no_new_words(w: Workspace) -> None:
    form = await to_sample(w)
    await w.type("joy", LINK)
    again = await send(w, form, LINK)
    assert "I have kept" not in said(again)
    other = await send(w, form, "https://docs.example.com/more")
    assert 'I have kept what you wrote: "https://docs.example.com/more"' in said(other)


async def test_kept_words_that_one_command_refuses_may_still_be_for_another(w: Workspace) -> None:
    await hire(w)
    await work_is(w, "active")
    await w.type("rita", "the drafts came in early again")
    thank = control_of(w, "rita", "A thank you")
    await work_is(w, "invited")
    assert "not under way" in said(await w.press_id("rita", thank))
    await work_is(w, "active")
    assert "Kept. Joy reads it" in said(await w.press_id("rita", thank))


async def test_a_sentence_in_the_place_of_a_name_is_kept_and_a_name_that_was_picked_is_none(
    w: Workspace,
) -> None:
    await w.command("rita", "add")
    form = newest(w, "rita", Form)
    await w.type("rita", "cancel")
    assert "I have kept" not in said(await send(w, form, "<@joy>", "rita"))
    sentence = "Somebody who knows the shop"
    assert f'I have kept what you wrote: "{sentence}"' in said(await send(w, form, sentence, "rita"))


async def test_what_no_store_can_keep_is_kept_as_far_as_it_can_be_read(w: Workspace) -> None:
    form = await to_sample(w)
    await close(w, form.id, "answered")
    assert "Here it is" in said(await send(w, form, "Here it is \ud800\x00"))
    assert "I have kept" not in said(await send(w, form, "\u200b\x00"))


async def test_who_stopped_a_question_is_not_told_that_it_closed(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("joy", "away")
    await w.type("joy", "cancel")
    assert "stopped" not in said(await w.type("joy", "a line about the shop"))


async def test_a_closed_question_is_redrawn_at_night_only_where_it_stands(w: Workspace) -> None:
    form = await to_sample(w)
    w.clock.forward(hours=12)
    screen = w.screens["joy"].messages
    stands = next(ref for ref, message in screen.items() if form in message.controls)
    before = list(screen)
    await close(w, form.id, "answered")
    await w.deliver()
    assert "another way" in screen[stands].plain()
    assert not screen[stands].controls
    assert list(screen) == before


async def test_a_closed_question_that_was_taken_away_is_not_put_anew(w: Workspace) -> None:
    form = await to_sample(w)
    screen = w.screens["joy"].messages
    del screen[next(ref for ref, message in screen.items() if form in message.controls)]
    before = list(screen)
    await close(w, form.id, "answered")
    await w.deliver()
    assert list(screen) == before


async def test_a_card_of_an_earlier_answer_that_was_taken_away_is_not_put_anew(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.press("joy", "3")
    screen = w.screens["joy"].messages
    answered = list(screen)[-2]
    assert "Change" in str(screen[answered].controls)
    del screen[answered]
    await w.press("joy", "Back")
    assert "it stands further down" not in w.screens["joy"].text()
