"""Forms as modals: page by page, over restarts, with what was filled in and what was wrong."""

from __future__ import annotations

from dataclasses import replace

from adapters.discord import words
from adapters.discord.limits import WAITS
from bot.engine.cards import Choice, Field, Form, Select
from bot.ports import Press, Put, Reply, SlotRef, Submit
from tests.adapters.discord.people import modal_of
from tests.adapters.discord.scripted import Desk, lines

SLOT = SlotRef("seat/a/b/c", 3)


def fields(count: int, **more: object) -> tuple[Field, ...]:
    return tuple(Field(f"f{number}", f"Question {number}", "text") for number in range(count))


FORM = Form("c:form", "Seven questions", "Answer", "Send", fields(7))


async def test_a_long_form_comes_in_pages_and_is_sent_as_one(desk: Desk) -> None:
    desk.inbox.page = lines("Please", controls=(FORM,))
    await desk.put(desk.inbox.page)
    first = modal_of(await desk.rita.press("Answer"))
    assert len(first["components"]) == 5
    assert first["title"] == "Seven questions (1/2)"
    await desk.rita.fill(first, {f"Question {number}": f"answer {number}" for number in range(5)})
    assert desk.inbox.events == []
    await desk.restart()
    second = modal_of(await desk.rita.press(words.GO_ON))
    assert [part["label"] for part in second["components"]] == ["Question 5", "Question 6"]
    await desk.restart()
    await desk.rita.fill(second, {"Question 5": "answer 5", "Question 6": "answer 6"})
    (event,) = desk.inbox.events
    assert isinstance(event, Submit)
    assert event.control == "c:form"
    assert event.values == {f"f{number}": f"answer {number}" for number in range(7)}
    assert "answer" not in str(desk.log.kept)


async def test_what_was_filled_in_is_there_when_a_form_is_opened_again(desk: Desk) -> None:
    desk.inbox.page = lines("Please", controls=(FORM,))
    await desk.put(desk.inbox.page)
    first = modal_of(await desk.rita.press("Answer"))
    await desk.rita.fill(first, {"Question 0": "kept"})
    again = modal_of(await desk.rita.press("Answer"))
    assert again["components"][0]["component"]["value"] == "kept"


async def test_a_wrong_form_is_fixed_with_what_was_typed(desk: Desk) -> None:
    form = FORM._replace(fields=fields(2))
    desk.inbox.page = lines("Please", controls=(form,))
    ref = await desk.put(desk.inbox.page)
    wrong = form.fields[0]._replace(value="the 99th", error="Write a day.")
    shown = lines("Please", controls=(form._replace(fields=(wrong, form.fields[1])),))
    shown = replace(
        shown,
        errors=(lines("Write a day.").body[0],),
    )
    desk.inbox.says = lambda event: Reply((Put(shown, ref, SLOT),))
    made = await desk.rita.form("Answer", {"Question 0": "the 99th", "Question 1": "x"})
    assert [answer["type"] for answer in made.answers] == [7]
    assert desk.rita.buttons() == [words.FIX]
    await desk.restart()
    modal = modal_of(await desk.rita.press(words.FIX))
    assert modal["components"][0]["component"]["value"] == "the 99th"


async def test_a_form_that_is_closed_by_now_is_asked_about(desk: Desk) -> None:
    await desk.put(lines("Please", controls=(FORM,)))
    await desk.rita.press("Answer")
    assert desk.inbox.events[0].control == "c:form"
    assert desk.rita.sees() == "Heard."


async def test_a_form_that_is_slow_to_open_can_be_opened_again(desk: Desk) -> None:
    desk.inbox.page = lines("Please", controls=(FORM,))
    await desk.put(desk.inbox.page)
    desk.inbox.takes = 0.6
    slow = await desk.rita.press("Answer")
    assert slow.took < 3.0
    assert desk.rita.sees() == words.SLOW
    desk.inbox.takes = 0.0
    assert modal_of(await desk.rita.press(words.GO_ON))["components"]


async def test_channels_that_nobody_looks_up_in_time_do_not_hold_the_answer(desk: Desk) -> None:
    desk.fake.gateway.guilds = {"500": {"501": "progress"}}
    await desk.restart()
    desk.inbox.page = lines("Where?", controls=(FORM._replace(fields=fields(5)),))
    await desk.put(desk.inbox.page)
    modal = modal_of(await desk.rita.press("Answer"))
    desk.fake.slow, desk.fake.slow_at = 2.0, "/members/"
    desk.inbox.takes = 0.5
    made = await desk.rita.fill(modal, {f"Question {number}": "#progress" for number in range(5)})
    assert WAITS.place <= made.took < 2 * WAITS.place
    assert desk.rita.sees() == "Heard."


async def test_many_of_a_long_list_are_picked_in_a_modal(desk: Desk) -> None:
    choices = tuple(Choice(f"o{number}", f"Option {number}") for number in range(140))
    select = Select("c:many", "Which ones?", choices, most=140, done="Next")
    desk.inbox.page = lines("Which ones?", controls=(select,))
    await desk.put(desk.inbox.page)
    first = modal_of(await desk.rita.press("Which ones?"))
    assert len(first["components"]) == 5
    await desk.rita.fill(first, {"Which ones? (1/6)": ("Option 3",), "Which ones? (2/6)": ("Option 30",)})
    second = modal_of(await desk.rita.press(words.GO_ON))
    await desk.rita.fill(second, {"Which ones? (6/6)": ("Option 139",)})
    (event,) = desk.inbox.events
    assert isinstance(event, Press)
    assert (event.control, event.picked) == ("c:many", ("o3", "o30", "o139"))


async def test_one_of_a_long_list_is_picked_from_several_lists(desk: Desk) -> None:
    choices = tuple(Choice(f"o{number}", f"Option {number}") for number in range(60))
    await desk.put(lines("Which?", controls=(Select("c:one", "Which?", choices),)))
    await desk.rita.pick("Option 59")
    assert (desk.inbox.events[0].control, desk.inbox.events[0].picked) == ("c:one", ("o59",))


async def test_a_form_that_is_not_taken_comes_back_as_it_was(desk: Desk) -> None:
    short = Form("c:form", "Two questions", "Answer", "Send", fields(2))
    desk.inbox.page = lines("Please", controls=(short,))
    await desk.put(desk.inbox.page)
    modal = modal_of(await desk.rita.press("Answer"))
    desk.inbox.broken = True
    await desk.rita.fill(modal, {"Question 0": "zero", "Question 1": "one"})
    assert desk.rita.sees() == words.NOT_SAVED
    desk.inbox.broken = False
    again = modal_of(await desk.rita.press(words.FIX))
    assert [part["component"]["value"] for part in again["components"]] == ["zero", "one"]
    await desk.rita.fill(again, {})
    assert desk.inbox.events[-1].values == {"f0": "zero", "f1": "one"}
    assert "zero" not in str(desk.log.kept)


async def test_a_form_that_closes_between_its_pages_brings_what_was_filled_in(desk: Desk) -> None:
    desk.inbox.page = lines("Please", controls=(FORM,))
    await desk.put(desk.inbox.page)
    first = modal_of(await desk.rita.press("Answer"))
    await desk.rita.fill(first, {"Question 0": "my drafts"})
    desk.inbox.page = None
    await desk.rita.press(words.GO_ON)
    (event,) = desk.inbox.events
    assert isinstance(event, Submit)
    assert event.values["f0"] == "my drafts"
    assert "drafts" not in str(desk.log.kept)
