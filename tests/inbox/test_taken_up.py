"""A talk that is taken up again: over the facts of today, closed where it is over, each at their turn."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from bot.conversations.controls import Control, parse
from bot.conversations.planning import schedule
from bot.conversations.stage import Stage
from bot.dialog import Plan, Start
from bot.engine.cards import Field, Form, Message, Select
from bot.model import OWNER, Engagement, Todo
from bot.ports import Press, Submit
from bot.transaction import Conflict
from tests.inbox.looking import control_of, newest, records, said, talk
from tests.workspace import Workspace, accept, hand_in, hire, rate_own, rate_seen


async def promise(w: Workspace, name: str, due_on: date = date(2026, 12, 1), what: str = "") -> None:
    """Something more that Rita has promised for her work with Joy."""
    (work,) = await records(w, Engagement)
    todo = Todo(
        account=work.account,
        id=name,
        engagement=work.id,
        person=work.owner,
        what=what or name,
        due_on=due_on,
    )

    def write(tx: Any) -> None:
        tx.enter(work.account)
        tx.write(todo, 0)

    await w.store.turn(write)


async def test_a_day_that_has_passed_meanwhile_does_not_make_a_list_another_one(w: Workspace) -> None:
    """What was asked on the day of a promise, "by Wed 25 Nov", is ticked off on the day after it."""
    await hire(w)
    await promise(w, "glaze list", date(2026, 11, 25))
    await w.command("rita", "ready")
    await w.pass_time(hours=75)
    await w.pick("rita", "glaze list")
    assert [todo.what for todo in await records(w, Todo) if todo.done_at] == ["glaze list"]


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


async def change_todos(w: Workspace, **values: Any) -> None:
    (work,) = await records(w, Engagement)

    def write(tx: Any) -> None:
        tx.enter(work.account)
        for one in tx.find(Todo):
            tx.write(one.model_copy(update=values), one.version)

    await w.store.turn(write)


async def first_of(w: Workspace, control: str) -> str:
    """Pick the first of a list by its place in it."""
    return said(await w._send(Press(**w._event("rita"), control=control, picked=("0",)), "[first]"))


async def test_a_place_in_yesterdays_list_ticks_off_nothing_else_of_todays(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "ready")
    control = newest(w, "rita", Select).id
    await promise(w, "glaze list", date(2026, 11, 20))
    await w.pass_time(hours=25)
    shown = await first_of(w, control)
    older, asked = shown.splitlines()[:2]
    assert older.startswith("You pressed an older copy of this")
    assert asked == "What have you done of your part for Joy?", "asked anew"
    assert newest(w, "rita", Select).choices[0].label == "glaze list"
    assert not [todo for todo in await records(w, Todo) if todo.done_at]
    await w.pick("rita", "Access to the calendar")
    assert [one.what for one in await records(w, Todo) if one.done_at] == ["Access to the calendar"]


async def test_after_a_day_a_list_of_the_same_things_is_answered_where_it_stands(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "ready")
    control = newest(w, "rita", Select).id
    await w.pass_time(hours=25)
    await first_of(w, control)
    assert [one.what for one in await records(w, Todo) if one.done_at] == ["Access to the calendar"]


async def test_a_talk_in_which_nothing_is_left_to_ask_ends(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "ready")
    control = newest(w, "rita", Select).id
    await change_todos(w, done_at=1)
    await w.pass_time(hours=25)
    assert await first_of(w, control) == "Nothing of your part for Joy is open. Well done."
    assert (await talk(w, control)).state == "done"
    assert "Nothing waits for you" in said(await w.command("rita", "next"))


async def test_what_others_change_at_that_moment_is_looked_at_again(
    w: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hire(w)
    await w.command("rita", "ready")
    control = newest(w, "rita", Select).id
    await w.pass_time(hours=25)
    take_up, tries = Stage.take_up, []

    def meanwhile(self: Stage, live: Any) -> None:
        tries.append(live)
        if len(tries) == 1:
            raise Conflict("changed meanwhile")
        take_up(self, live)

    monkeypatch.setattr(Stage, "take_up", meanwhile)
    await first_of(w, control)
    assert len(tries) == 2
    assert (await talk(w, control)).state == "done", "and it was not parked"


async def test_a_command_begins_anew_where_the_talk_that_it_would_go_on_with_is_over(w: Workspace) -> None:
    await hire(w)
    (work,) = await records(w, Engagement)
    terms = {"day": "2026-11-25"}
    start = Start("todo", {OWNER: work.owner}, work.id, terms=terms, conversation="on its day")

    def begin(tx: Any) -> None:
        tx.enter(work.account)
        Stage(tx).begin(start)

    await w.pass_time(days=2)
    await w.store.turn(begin)
    await change_todos(w, due_on=date(2026, 12, 1))
    await w.pass_time(hours=25)
    assert "What have you done of your part for Joy?" in said(await w.command("rita", "ready"))


async def test_what_does_not_begin_takes_nothings_place(w: Workspace) -> None:
    """All of a day was done by then; what they had opened themselves goes on."""
    await hire(w)
    await accept(w)
    await w.command("rita", "ready")
    (work,) = await records(w, Engagement)
    day = "2026-11-24"
    start = Start("todo", {OWNER: work.owner}, work.id, terms={"day": day})

    def plan(tx: Any) -> None:
        tx.enter(work.account)
        schedule(tx, Plan("start", f"todo/{day}", work.owner, tx.moment.now, work.id, start))

    await w.store.turn(plan)
    await w.pass_time(hours=1)
    await w.pick("rita", "Access to the calendar")
    assert [one.what for one in await records(w, Todo) if one.done_at] == ["Access to the calendar"]


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


# -- a form that was opened before, and is sent now ---------------------------------------------------


async def frame(w: Workspace) -> Form:
    """The form behind the frame for Joy, as it was opened."""
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    return cast(Form, newest(w, "rita", Form))


async def send(w: Workspace, form: Form, **changed: str) -> Message:
    """Send a form with some fields written anew and the others as they stood."""
    values = {field.id: field.value for field in form.fields}
    for label, words in changed.items():
        (field,) = (one for one in form.fields if one.label.startswith(label))
        values[field.id] = words
    reply = await w._send(Submit(**w._event("rita"), control=form.id, values=values), "[sent]")
    return next(put for put in reversed(reply.puts) if put.slot is not None).message


def field_of(shown: Message, label: str) -> Field:
    """The field with this label, in the form that came back."""
    forms = (control for control in shown.controls if isinstance(control, Form))
    return next(field for form in forms for field in form.fields if field.label.startswith(label))


async def test_what_was_written_in_yesterdays_form_is_kept(w: Workspace) -> None:
    form = await frame(w)
    await w.pass_time(hours=25)
    shown = await send(w, form, How="12")
    row = await talk(w, form.id)
    assert row.answers["kept"]["amount/hours"] == 12
    assert "Tue 24 Nov" in shown.plain(), "what was left alone is proposed as of today"
    assert not shown.errors


async def test_what_cannot_be_taken_any_more_comes_back_in_its_field(w: Workspace) -> None:
    form = await frame(w)
    await w.pass_time(hours=25)
    shown = await send(w, form, Starts="31 February")
    field = field_of(shown, "Starts")
    assert (field.value, field.error[:23]) == ("31 February", "That day is not in the ")


async def test_a_form_opened_before_its_page_was_put_again_answers_it(w: Workspace) -> None:
    form = await frame(w)
    await w.command("rita", "add <@joy>")
    w.clock.forward(hours=0.1)
    shown = await send(w, form, How="12")
    assert "What should Joy take off your hands" in shown.plain()
    assert (await talk(w, form.id)).answers["kept"]["amount/hours"] == 12


async def test_a_form_sent_once_more_mends_what_could_not_be_taken_and_what_could(w: Workspace) -> None:
    form = await frame(w)
    await send(w, form, Starts="rubbish", How="12")
    w.clock.forward(hours=0.1)
    shown = await send(w, form, Starts="28 December", How="a lot")
    assert field_of(shown, "How").value == "a lot"
    assert not any(field.label.startswith("Starts") for field in newest(w, "rita", Form).fields)
    await send(w, form, Starts="29 December", How="14")
    kept = (await talk(w, form.id)).answers["kept"]
    assert (kept["amount/hours"], "2026-12-29" in kept.values()) == (14, True)


async def test_a_form_opened_before_another_answer_was_changed_is_offered_as_it_was_filled(
    w: Workspace,
) -> None:
    await w.command("rita", "add <@joy>")
    await w.press("rita", "virtual assistant")
    form = newest(w, "rita", Form)
    await w.press("rita", "Change")
    await w.press("rita", "content writer")
    shown = await send(w, form, Starts="28 December")
    field = field_of(shown, "Starts")
    assert field.value == "28 December"
    assert "What you gave stands here" in field.error
    await w.fill("rita", {})
    assert "2026-12-28" in (await talk(w, form.id)).answers["kept"].values()


async def test_a_form_answers_a_page_that_was_left_and_found_again_as_it_was(w: Workspace) -> None:
    """An earlier answer was opened for changing and left as it was: the page means what it meant."""
    form = await frame(w)
    await w.press("rita", "Change")
    await w.press("rita", "Leave as it was")
    await send(w, form, How="12")
    assert (await talk(w, form.id)).answers["kept"]["amount/hours"] == 12


async def test_a_form_of_yesterday_answers_a_page_that_means_the_same_today(w: Workspace) -> None:
    """Its facts were read anew when it was opened, and nothing in it changed."""
    await hire(w)
    await accept(w)
    await w.command("rita", "hours")
    await w.press("rita", "Hours a week")
    form = newest(w, "rita", Form)
    await w.pass_time(hours=25)
    await w.command("rita", "hours")
    event = Submit(**w._event("rita"), control=form.id, values={form.fields[0].id: "25 hours"})
    assert not (await w.inbox.take(event)).puts[-1].message.errors
    assert (await talk(w, form.id)).answers["kept"]["hours"] == 25


async def test_a_list_that_shows_its_notes_is_not_written_out_above_it_too(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "ready")
    assert all(choice.note.startswith("by ") for choice in newest(w, "rita", Select).choices)
    assert not w.screens["rita"].last.facts
    long = "a list of glazes, with what each of them needs, how hot it is fired and for how long"
    await promise(w, "glazes", what=long)
    await w.pass_time(hours=25)
    await w.command("rita", "ready")
    assert len(w.screens["rita"].last.facts) == len(newest(w, "rita", Select).choices)
