"""The page in a real browser, used with mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import pytest

from bot.engine.cards import Button, Choice, Select
from bot.ports import Command, Press, Submit
from tests.adapters.browser.scripted import lines
from tests.adapters.browser.visiting import CARDS, JOY, NEWEST, clean, press_to_card, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_command_is_completed_and_sent_by_keyboard(browser, place):
    page = await visit(browser, place)
    await page.click("#column-rita textarea")
    await page.type("/ad")
    await page.wait_for("document.querySelectorAll('#column-rita [role=option]').length === 1")
    await page.key("ArrowDown")
    active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
    assert await page.evaluate(f"{active}.textContent") == "adda person"
    await page.key("Enter")
    await page.type("@j")
    await page.wait_for("document.querySelector('#column-rita [role=option]')?.textContent.includes('Joy')")
    await page.key("Tab")
    assert await page.evaluate("document.activeElement.value") == "/fivefold add @joy "
    await page.key("Enter")
    await page.wait_for("document.querySelectorAll('#column-rita .card').length === 2")
    (event,) = place.inbox.events
    assert isinstance(event, Command)
    assert event.words == "add <@joy|Joy Santos>"
    await page.wait_for("document.querySelector('#column-rita textarea').value === ''")
    assert await page.evaluate("document.querySelector('#announce').textContent.includes('So you want')")
    clean(page, place)
    await page.close()


async def test_escape_closes_the_suggestions_and_shift_enter_starts_a_line(browser, place):
    page = await visit(browser, place)
    await page.click("#column-joy textarea")
    await page.type("/")
    await page.wait_for("document.querySelectorAll('#column-joy [role=option]').length === 4")
    await page.key("Escape")
    await page.wait_for("document.querySelector('#column-joy [role=listbox]').hidden")
    await page.evaluate("document.activeElement.value = 'one'")
    await page.key("Enter", shift=True)
    assert place.inbox.events == []
    await page.close()


async def test_a_press_replaces_the_card_and_the_keyboard_goes_on(browser, place):
    await place.say("joy", "/fivefold few")
    page = await visit(browser, place)
    await page.evaluate("document.querySelector('#column-joy .controls button').focus()")
    await page.key("Enter")
    await page.wait_for(f"{NEWEST}.querySelector('form.inline')")
    assert await page.evaluate(f"{CARDS}[1].textContent.includes('You chose inbox.')")
    told = await page.evaluate("document.querySelector('#announce').textContent")
    assert "You chose" not in told, "what was answered is not read out again before the next question"
    await page.wait_for(f"{NEWEST}.contains(document.activeElement)")
    await page.type("The inbox")
    await page.key("Enter")
    await page.wait_for(f"{NEWEST}.textContent.includes('Sent.')")
    event = place.inbox.events[-1]
    assert isinstance(event, Submit)
    assert event.values == {"own": "The inbox"}
    clean(page, place)
    await page.close()


async def test_a_form_shows_its_fault_beside_the_field_and_keeps_the_rest(browser, place):
    await place.say("joy", "/fivefold form")
    page = await visit(browser, place)
    await page.click("#column-joy button[aria-expanded][aria-controls^=form]")
    assert await page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "inbox"
    await page.type("41 of 46")
    await page.key("Tab")
    await page.type("twenty")
    await page.key("Tab")
    await page.key("ArrowDown")
    await page.click("#column-joy [data-field=way] label")
    await page.click("#column-joy [data-field=sure] label")
    await page.evaluate("document.querySelector('#column-joy [data-field=hours] input').focus()")
    await page.key("Enter")
    await page.wait_for("document.querySelector('#column-joy .wrong .fault')")
    hours = "document.querySelector('#column-joy [data-field=hours] input')"
    assert await page.evaluate(f"{hours}.getAttribute('aria-invalid')") == "true"
    about = await page.evaluate(
        f"document.getElementById({hours}.getAttribute('aria-describedby').split(' ').at(-1)).textContent"
    )
    assert about == "Write the hours as a number, such as 20."
    await page.wait_for(f"document.activeElement === {hours}")
    assert await page.evaluate(f"{hours}.value") == "twenty"
    assert await page.evaluate("document.querySelectorAll('#column-joy .errors').length") == 0
    checked = "[...document.querySelectorAll('#column-joy .form :checked')].map((node) => node.value)"
    assert await page.evaluate(checked) == ["1", "Something", "yes"]
    await page.evaluate(f"{hours}.value = '20'")
    await page.key("Enter")
    await page.wait_for(f"{NEWEST}.textContent.includes('Sent.')")
    event = place.inbox.events[-1]
    assert isinstance(event, Submit)
    assert event.values["inbox"] == "41 of 46"
    assert event.values["level"] == ("1",)
    assert "by" not in event.values
    clean(page, place)
    await page.close()


async def test_what_is_typed_survives_a_message_that_is_redrawn(browser, place):
    sent = (await place.say("joy", "/fivefold form"))[-1]
    page = await visit(browser, place)
    await page.click("#column-joy button[aria-expanded][aria-controls^=form]")
    stands = "document.querySelector('#column-joy .form').nextElementSibling?.matches('.buttons')"
    assert await page.evaluate(stands), "the buttons that leave a form stand below it"
    await page.type("41 of")
    again = place.inbox._reply(place.inbox.events[-1]).puts[0].message
    await place.adapter.put(JOY, "", Redrawn(again), ref=sent["ref"], key="k")
    await page.wait_for("document.querySelector('#column-joy').textContent.includes('Half of it is new')")
    await page.type(" 46")
    assert await page.evaluate("document.activeElement.value") == "41 of 46"
    await page.close()


def Redrawn(message):
    """The same form with another line above it."""
    return lines("Half of it is new.", controls=message.controls)


async def test_several_are_picked_and_too_many_are_not_sent(browser, place):
    await place.say("joy", "/fivefold several")
    page = await visit(browser, place)
    for value in ("inbox", "orders", "calendar", "suppliers"):
        await page.click(f"#column-joy label:has([value={value}])")
    await page.click("#column-joy .pick button.main")
    await page.wait_for("document.querySelector('#column-joy .pick .fault').textContent === 'Pick 1 to 3.'")
    await page.click("#column-joy label:has([value=orders])")
    await page.click("#column-joy .pick button.main")
    await page.wait_for(f"{CARDS}[1].textContent.includes('You chose inbox, calendar, suppliers.')")
    event = place.inbox.events[-1]
    assert isinstance(event, Press)
    assert event.picked == ("inbox", "calendar", "suppliers")
    await page.close()


async def test_a_long_list_is_searched_by_keyboard(browser, place):
    await place.say("joy", "/fivefold long")
    page = await visit(browser, place)
    await page.click("#column-joy input[type=search]")
    await page.type("hano")
    rows = "[...document.querySelectorAll('#column-joy .choice')].filter((row) => !row.hidden)"
    assert await page.evaluate(f"{rows}.length") == 1
    await page.key("Enter")
    await page.key("Enter")
    await page.wait_for(f"{CARDS}[1].textContent.includes('You chose hanoi.')")
    await page.close()


async def test_the_first_words_type_the_command(browser, place):
    page = await visit(browser, place)
    await page.click("#first .command")
    assert await page.evaluate("document.activeElement.value") == "/fivefold add @joy"
    assert place.inbox.events == []
    await page.resize(380, 780)
    told = "document.querySelector('#first p').innerText"
    assert (await page.evaluate(told)).startswith("You are Rita and Joy: a tab for each.")
    await page.key("Enter")
    await page.wait_for("document.querySelectorAll('#column-rita .bubble').length === 1")
    await page.click('#tabs [data-room="dm/joy"]')
    assert await page.evaluate("document.querySelector('#column-joy h2').getBoundingClientRect().width") > 60
    clean(page, place)
    await page.close()


async def test_the_first_words_go_with_the_first_week(browser, place):
    page = await visit(browser, place)
    await place.say("joy", "before")
    await page.wait_for(f"{CARDS}.length === 2")
    week_later = "[...document.querySelectorAll('#moves button')][1].click()"
    assert await page.evaluate("document.querySelector('#first').hidden") is False
    await page.evaluate(week_later)
    await page.wait_for("document.querySelector('#first').hidden")
    await page.evaluate("document.body.dataset.old = 'yes'; location.reload()")
    await page.wait_for("document.body?.dataset.ready && !document.body.dataset.old")
    assert await page.evaluate("document.querySelector('#first').hidden") is True
    clean(page, place)
    await page.close()


async def test_the_first_words_go_when_somebody_was_added(browser, place):
    page = await visit(browser, place)
    hidden = "document.querySelector('#first').hidden"
    await place.say("rita", "before")
    await page.wait_for("document.querySelectorAll('#column-rita .card').length > 0")
    assert await page.evaluate(hidden) is False
    await place.adapter.put(JOY, "", lines("Hello Joy"), ref="", key="invitation")
    await page.wait_for(hidden)
    await page.evaluate("document.body.dataset.old = 'yes'; location.reload()")
    await page.wait_for("document.body?.dataset.ready && !document.body.dataset.old")
    assert await page.evaluate(hidden) is True
    clean(page, place)
    await page.close()


async def test_the_page_comes_back_by_itself_after_a_restart(browser, place):
    page = await visit(browser, place)
    await place.say("joy", "before")
    await page.wait_for(f"{CARDS}.length === 2")
    await place.adapter.stop()
    await page.wait_for("!document.querySelector('#link').hidden")
    await page.click("#column-joy textarea")
    await page.type("meanwhile")
    await page.key("Enter")
    await place.adapter.start()
    await page.wait_for("document.querySelector('#link').hidden")
    await page.wait_for(f"{NEWEST}.textContent.includes('I read: meanwhile')")
    await place.say("joy", "after")
    await page.wait_for(f"{NEWEST}.textContent.includes('I read: after')")
    assert len(place.inbox.events) == 3
    await page.close()


async def test_the_clock_shows_its_way(browser, place):
    place.time.go_on.clear()
    page = await visit(browser, place)
    await page.click("#moves button:nth-child(2)")
    await page.wait_for(
        "!document.querySelector('progress').hidden && document.querySelector('progress').value > 0"
    )
    assert "on the way to Mon" in await page.evaluate("document.querySelector('#moving').textContent")
    place.time.go_on.set()
    await page.wait_for("document.querySelector('#moving').textContent.startsWith('It is Mon')")
    assert await page.evaluate("document.querySelector('#times b').textContent") == "10:00"
    assert "30 Nov" in await page.evaluate("document.querySelector('#times').textContent")
    clean(page, place)
    await page.close()


async def test_what_waits_opens_and_closes(browser, place):
    page = await visit(browser, place)
    await page.click("#column-rita .waits")
    await page.wait_for(
        "document.querySelector('#column-rita .panel')?.textContent.includes('Nothing waits')"
    )
    await page.key("Escape")
    await page.wait_for("document.querySelector('#column-rita .panel').hidden")
    await page.close()


async def test_a_number_stays_on_the_line_of_its_unit(browser, place):
    page = await visit(browser, place)
    told = lines("10 min by 24 Dec, 3 pieces")
    buttons = (Button("b", "Answer, 10 min"), Select("s", "When", (Choice("0", "In 2 h", "or by 24 Dec"),)))
    await place.adapter.put(JOY, "", replace(told, controls=buttons), ref="", key="k")
    await page.wait_for(f"{CARDS}.length === 1")
    shown = await page.evaluate(f"{CARDS}[0].querySelector('p:not(.meta)').textContent")
    assert shown == "10\N{NO-BREAK SPACE}min by 24\N{NO-BREAK SPACE}Dec, 3 pieces"
    pressed = await page.evaluate(f"[...{CARDS}[0].querySelectorAll('button')].map((one) => one.innerText)")
    assert pressed == [
        "Answer, 10\N{NO-BREAK SPACE}min",
        "In 2\N{NO-BREAK SPACE}h\nor by 24\N{NO-BREAK SPACE}Dec",
    ]
    await place.say("joy", "10 min")
    await page.wait_for("document.querySelector('#column-joy .bubble')")
    assert await page.evaluate("document.querySelector('#column-joy .bubble').textContent") == "10 min"
    await page.close()


async def test_what_people_write_is_never_markup(browser, place):
    page = await visit(browser, place)
    nasty = "<img src=x onerror=alert(1)><b>bold</b>"
    await place.adapter.put(JOY, "", lines(nasty, controls=(Button("b", nasty),)), ref="", key="k")
    await place.say("joy", nasty)
    await page.wait_for(f"{CARDS}.length === 3")
    assert await page.evaluate("document.querySelectorAll('.column b, .column img').length") == 0
    assert await page.evaluate(f"{CARDS}[0].querySelector('p:not(.meta)').textContent") == nasty
    clean(page, place)
    await page.close()


async def test_the_next_card_is_brought_by_the_press_and_not_by_a_later_look(browser, place):
    page = await visit(browser, place)
    took = []
    for _ in range(5):
        before = await page.evaluate(f"{CARDS}.length")
        await place.say("joy", "/fivefold few")
        await page.wait_for(f"{CARDS}.length === {before + 2}")
        took.append(await press_to_card(page, "joy"))
    # The benchmark of the page holds this against its figure; a busy machine may take its time here.
    assert median(took) <= 300
    await page.close()
