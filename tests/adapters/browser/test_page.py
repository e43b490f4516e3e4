"""The page in a real browser, used with mouse and keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from statistics import quantiles

import pytest
import pytest_asyncio

from bot.engine.cards import Button
from bot.ports import Command, Press, Submit, Where
from tests.adapters.browser.chromium import Chromium, Page
from tests.adapters.browser.conftest import Workspace
from tests.adapters.browser.scripted import lines

pytestmark = pytest.mark.asyncio(loop_scope="module")

RITA, JOY, BRIAN = (Where("browser", "", user) for user in ("rita", "joy", "brian"))
CARDS = "[...document.querySelectorAll('#column-joy .message')]"
NEWEST = f"{CARDS}.at(-1)"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(browser_program: str) -> AsyncIterator[Chromium]:
    it = Chromium(browser_program)
    await it.start()
    yield it
    await it.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def place() -> AsyncIterator[Workspace]:
    it = Workspace()
    await it.start()
    yield it
    await it.stop()


async def visit(browser: Chromium, place: Workspace, *, width: int = 1280, dark: bool = False) -> Page:
    page = await browser.open(place.address, width=width, dark=dark)
    await page.wait_for("document.body?.dataset.ready")
    return page


def clean(page: Page, place: Workspace) -> bool:
    """Nothing in the console, and nothing asked of anybody else."""
    assert page.errors == []
    strangers = [url for url in page.requests if not url.startswith((place.address, "data:", "about:"))]
    assert strangers == []
    return True


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


OPEN_FORMS = "document.querySelectorAll('[aria-controls^=form]').forEach((node) => node.click())"
INSIDE = """[...document.querySelectorAll('.column:not([hidden]) *')].every((node) =>
  node.closest('.unseen, .follows .meta, .wide') || node.getBoundingClientRect().right <= 380)"""


TABS_INSIDE = """[...document.querySelectorAll('#tabs > button, #tabs .badge')].every((node) =>
  node.getBoundingClientRect().left >= 0 && node.getBoundingClientRect().right <= 380)"""


async def test_nothing_is_wider_than_a_small_screen(browser, place):
    await place.say("joy", "/fivefold everything")
    await place.say("brian", "wide" * 60)
    page = await visit(browser, place, width=380)
    for room in ("dm/rita", "dm/joy", "dm/brian", "channel/shop"):
        await page.click(f'#tabs [data-room="{room}"]')
        await page.evaluate(
            "document.querySelectorAll('[aria-controls^=form]').forEach((node) => node.click())"
        )
        assert await page.evaluate("document.documentElement.scrollWidth") == 380
        assert await page.evaluate(INSIDE)
        assert await page.evaluate("document.querySelectorAll('.column:not([hidden])').length") == 1
    assert not await page.evaluate("document.getElementById('first').checkVisibility()"), "they have begun"
    for number, one in enumerate((RITA, JOY, BRIAN) * 10):
        await place.adapter.put(one, "", lines("Hello"), ref="", key=f"k{number}")
    await page.wait_for("document.querySelectorAll('#tabs .badge').length === 3")
    assert await page.evaluate(TABS_INSIDE), "all of them stand there with their marks"
    clean(page, place)
    await page.close()


async def test_dark_follows_the_system_and_the_button_wins(browser, place):
    page = await visit(browser, place, dark=True)
    paper = "getComputedStyle(document.querySelector('.column')).backgroundColor"
    dark = await page.evaluate(paper)
    assert dark == "rgb(29, 32, 33)"
    await page.click(".theme")
    light = await page.evaluate(paper)
    assert light == "rgb(255, 254, 251)"
    await page.call("Page.reload")
    await page.wait_for("document.body?.dataset.ready")
    assert await page.evaluate(paper) == light
    await page.close()


CONTRAST = """(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const part = (c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(part)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
  const ground = (node) => { for (; node; node = node.parentElement) {
    const colour = parse(getComputedStyle(node).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  } };
  const poor = [];
  for (const node of document.querySelectorAll('body *')) {
    const text = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!text || !node.getClientRects().length || node.closest('.unseen, option')) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(node.className + ': ' + node.textContent.slice(0, 30));
  }
  return poor;
})()"""


@pytest.mark.parametrize("dark", [False, True])
async def test_every_text_has_contrast(browser, place, dark):
    await place.say("joy", "/fivefold everything")
    await place.post("api/submit", person="joy", control="form:1", values={"hours": "x"})
    await place.adapter.put(BRIAN, "", lines("Hello"), ref="", key="k")
    page = await visit(browser, place, dark=dark)
    assert await page.evaluate(CONTRAST) == []
    heads = "[...document.querySelectorAll('#column-joy dl .heads')]"
    assert await page.evaluate(f"{heads}.map((row) => [row.innerText, row.children.length])") == [
        ["Your people", 1]
    ], "a heading, and no empty row"
    await page.close()


async def test_every_control_has_a_name(browser, place):
    await place.say("joy", "/fivefold everything")
    page = await visit(browser, place)
    await page.evaluate(OPEN_FORMS)
    tree = (await page.call("Accessibility.getFullAXTree"))["nodes"]
    roles = {"button", "textbox", "searchbox", "checkbox", "radio", "link", "combobox", "listbox", "region"}
    named = [node for node in tree if node.get("role", {}).get("value") in roles and not node["ignored"]]
    assert len(named) > 40
    assert [node for node in named if not node.get("name", {}).get("value")] == []
    await page.close()


async def test_the_hidden_conversation_is_marked_unread_until_it_is_seen(browser, place):
    page = await visit(browser, place)
    await place.adapter.put(BRIAN, "", lines("Hello Brian"), ref="", key="k")
    await page.wait_for(
        "document.querySelector('#column-joy [data-room=\"dm/brian\"] .badge')?.dataset.count === '1'"
    )
    assert await page.evaluate("document.title") == "(1) Fivefold"
    await page.click('#column-joy [data-room="dm/brian"]')
    await page.wait_for("document.title === 'Fivefold'")
    await page.wait_for("document.activeElement.textContent === 'Brian'")
    await page.close()


async def test_a_reader_who_scrolled_up_is_told_and_not_moved(browser, place):
    for number in range(12):
        await place.adapter.put(JOY, "", lines(f"Line {number}", "and more"), ref="", key=f"k{number}")
    page = await visit(browser, place)
    await page.evaluate("document.querySelector('#column-joy .scroller').scrollTop = 0")
    await page.evaluate("new Promise((done) => setTimeout(done, 60))")
    await place.adapter.put(JOY, "", lines("Something new"), ref="", key="new")
    await page.wait_for("document.querySelector('#column-joy .below')?.textContent === '1 new message'")
    assert await page.evaluate("document.querySelector('#column-joy .scroller').scrollTop") == 0
    await page.click("#column-joy .below")
    await page.wait_for("document.querySelector('#column-joy .below').hidden")
    await page.close()


async def test_a_card_that_does_not_fit_is_read_from_its_top(browser, place):
    page = await visit(browser, place)
    await place.adapter.put(
        JOY, "", lines("Short", controls=(Button("b:tall", "All of it"),)), ref="", key="s"
    )
    await page.wait_for(f"{CARDS}.length === 1")
    await page.click("#column-joy .card button")
    await page.wait_for(f"{NEWEST}.textContent.includes('Line 59')")
    inside = "document.querySelector('#column-joy .scroller').getBoundingClientRect()"
    top = f"{NEWEST}.querySelector('.card').getBoundingClientRect().top"
    await page.wait_for(f"{top} >= {inside}.top && {top} < {inside}.top + 80")
    # The keyboard stands on the card, not on a button that nobody sees yet.
    assert await page.evaluate("document.activeElement.className") == "card"
    assert await page.evaluate("document.title") == "Fivefold"
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


TOP = """(() => {
  const box = document.querySelector('#column-joy .scroller').getBoundingClientRect();
  const node = document.elementFromPoint(box.left + box.width / 2, box.top + 16).closest('.message');
  return node && Number(node.dataset.number);
})()"""


async def test_another_width_keeps_the_place(browser, place):
    page = await visit(browser, place)
    for number in range(12):
        await place.say("joy", "a line that is long enough to break on a phone " * 6 + str(number))
    await page.wait_for(f"{CARDS}.length === 24")
    await page.evaluate(f"{CARDS}[8].scrollIntoView({{ block: 'start' }})")
    await page.wait_for(f"{TOP} !== Number({NEWEST}.dataset.number)")
    stood = await page.evaluate(TOP)
    await page.evaluate("document.querySelector('#tabs [data-room=\"dm/joy\"]').click()")
    await page.resize(380, 780)
    await page.wait_for(f"innerWidth === 380 && {TOP} === {stood}")
    await page.resize(1280, 800)
    await page.wait_for(f"innerWidth === 1280 && {TOP} === {stood}")
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


async def test_what_is_written_from_right_to_left_stands_on_the_right(browser, place):
    page = await visit(browser, place)
    arabic = "مرحبا، كيف حالك؟"
    await place.adapter.put(JOY, "", lines(arabic, "Hello"), ref="", key="k")
    await place.say("joy", arabic)
    await page.wait_for(f"{CARDS}.length === 3")
    ways = f"[...{CARDS}[0].querySelectorAll('.card p')].map((node) => getComputedStyle(node).direction)"
    assert await page.evaluate(ways) == ["rtl", "ltr"]
    own = "getComputedStyle(document.querySelector('#column-joy .bubble')).direction"
    assert await page.evaluate(own) == "rtl"
    await page.close()


async def test_few_short_choices_stand_beside_each_other(browser, place):
    await place.say("joy", "/fivefold everything")
    page = await visit(browser, place)
    await page.evaluate(OPEN_FORMS)
    rows = """[...document.querySelectorAll('.form .choices')].map((list) => [list.children.length,
        new Set([...list.children].map((row) => Math.round(row.getBoundingClientRect().top))).size])"""
    found = await page.evaluate(rows)
    assert [2, 1] in found, "yes and no"
    assert all(lines == count for count, lines in found if count > 4)
    await page.close()


async def test_what_is_empty_says_what_comes(browser, place):
    page = await visit(browser, place)
    assert "when Rita has pressed Send" in await page.evaluate(
        "document.querySelector('#column-joy .empty').textContent"
    )
    await page.click("#column-rita .empty .command")
    assert await page.evaluate("document.activeElement.value") == "/fivefold add @joy"
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


PRESS_TO_CARD = """(async () => {
  const before = document.querySelectorAll('#column-joy .message').length;
  const start = performance.now();
  document.querySelector('#column-joy li:last-child .controls .plain').click();
  while (document.querySelectorAll('#column-joy .message').length === before)
    await new Promise((done) => setTimeout(done, 1));
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
})()"""


async def test_the_next_card_stands_soon_after_a_press(browser, place):
    page = await visit(browser, place)
    took = []
    for _ in range(20):
        before = await page.evaluate(f"{CARDS}.length")
        await place.say("joy", "/fivefold few")
        await page.wait_for(f"{CARDS}.length === {before + 2}")
        took.append(await page.evaluate(PRESS_TO_CARD))
    assert quantiles(took, n=20)[-1] <= 300
    await page.close()
