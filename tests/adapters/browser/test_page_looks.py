"""How the page looks in a real browser: on any screen, in any light, to any reader."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.engine.cards import Button
from tests.adapters.browser.chromium import Chromium, Page
from tests.adapters.browser.conftest import Workspace
from tests.adapters.browser.scripted import lines
from tests.adapters.browser.visiting import BRIAN, CARDS, JOY, NEWEST, RITA, clean, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN_FORMS = "document.querySelectorAll('[aria-controls^=form]').forEach((node) => node.click())"
INSIDE = """[...document.querySelectorAll('.column:not([hidden]) *')].every((node) =>
  node.closest('.unseen, .follows .meta, .wide') || node.getBoundingClientRect().right <= 380)"""
TABS_INSIDE = """[...document.querySelectorAll('#tabs > button, #tabs .badge')].every((node) =>
  node.getBoundingClientRect().left >= 0 && node.getBoundingClientRect().right <= 380)"""
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
TOP = """(() => {
  const box = document.querySelector('#column-joy .scroller').getBoundingClientRect();
  const node = document.elementFromPoint(box.left + box.width / 2, box.top + 16).closest('.message');
  return node && Number(node.dataset.number);
})()"""

PULLED = """(async () => {
  const scroller = document.querySelector('#column-joy .scroller');
  scroller.style.overflowAnchor = 'none';  // some browsers do not help
  for (const width of ['380px', '640px']) {
    document.querySelector('#column-joy').style.width = width;
    scroller.dispatchEvent(new Event('scroll'));
    await new Promise(requestAnimationFrame);
  }
})()"""
"""Somebody pulls at an edge: that the last width scrolled is told when the next one stands already."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def everything(browser: Chromium) -> AsyncIterator[Page]:
    """A page with all that can stand on one, every form open, for those who only look at it."""
    place = Workspace()
    await place.start()
    await place.say("joy", "/fivefold everything")
    await place.post("api/submit", person="joy", control="form:1", values={"hours": "x"})
    await place.adapter.put(BRIAN, "", lines("Hello"), ref="", key="k")
    page = await visit(browser, place)
    await page.evaluate(OPEN_FORMS)
    yield page
    clean(page, place)
    await page.close()
    await place.stop()


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


LONG_BUBBLE = "document.querySelector('#column-joy .bubble.long')"
SAID = "We refund within thirty days. " * 20


@pytest.mark.parametrize("dark", [False, True])
async def test_a_long_text_of_ones_own_shows_how_it_begins_and_all_of_it_for_a_key(browser, place, dark):
    await place.say("joy", SAID)
    await place.say("joy", "Short.")
    page = await visit(browser, place, dark=dark)
    seen = f"{LONG_BUBBLE}.innerText"
    closed = await page.evaluate(seen)
    assert closed == f"{SAID[:149]} …\nShow all of it"
    assert await page.evaluate(f"{LONG_BUBBLE}.getBoundingClientRect().height") < 150
    await page.evaluate(f"{LONG_BUBBLE}.querySelector('summary').focus()")
    assert await page.evaluate(CONTRAST) == []
    await page.key("Enter")
    assert await page.evaluate(seen) == f"Show less of it\n{SAID.strip()}"
    assert await page.evaluate(CONTRAST) == []
    await page.key("Enter")
    assert await page.evaluate(seen) == closed
    assert await page.evaluate("document.querySelectorAll('.bubble.long').length") == 1
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


@pytest.mark.parametrize("dark", [False, True])
async def test_every_text_has_contrast(everything, dark):
    await everything.prefer(dark=dark)
    assert await everything.evaluate(CONTRAST) == []


async def test_a_heading_is_one_cell_and_no_empty_row(everything):
    heads = "[...document.querySelectorAll('#column-joy dl .heads')]"
    found = await everything.evaluate(f"{heads}.map((row) => [row.innerText, row.children.length])")
    assert found == [["Your people", 1]]


async def test_every_control_has_a_name(everything):
    tree = (await everything.call("Accessibility.getFullAXTree"))["nodes"]
    roles = {"button", "textbox", "searchbox", "checkbox", "radio", "link", "combobox", "listbox", "region"}
    named = [node for node in tree if node.get("role", {}).get("value") in roles and not node["ignored"]]
    assert len(named) > 40
    assert [node for node in named if not node.get("name", {}).get("value")] == []


async def test_what_comes_into_view_moves_its_list_and_never_the_column(browser, place):
    for number in range(20):
        await place.adapter.put(JOY, "", lines(f"Line {number}"), ref="", key=f"k{number}")
    await place.say("joy", "/fivefold inline")
    page = await visit(browser, place)
    top = "document.querySelector('#column-joy .head').getBoundingClientRect().top"
    before = await page.evaluate(top)
    await page.evaluate(f"{NEWEST}.lastElementChild.scrollIntoView({{block: 'center'}})")
    await page.evaluate(f"{NEWEST}.scrollIntoView({{block: 'start'}})")
    assert await page.evaluate(top) == before
    assert await page.evaluate("document.querySelector('#column-joy').scrollTop") == 0
    clean(page, place)
    await page.close()


async def test_whoever_hears_a_row_of_buttons_hears_what_it_is_about(everything):
    tree = (await everything.call("Accessibility.getFullAXTree"))["nodes"]
    rows = "[...document.querySelectorAll('#column-joy .buttons[role=group]')]"
    heard = (
        "(row) => row.ariaLabel || document.getElementById(row.getAttribute('aria-labelledby')).textContent"
    )
    assert len(await everything.evaluate(f"{rows}.map({heard})")) > 1
    groups = [node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "group"]
    assert all(groups)


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
    await page.frame()
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


async def test_another_width_keeps_the_place(browser, place):
    page = await visit(browser, place)
    for number in range(12):
        await place.say("joy", "a line that is long enough to break on a phone " * 6 + str(number))
    await page.wait_for(f"{CARDS}.length === 24")
    await page.evaluate(f"{CARDS}[8].scrollIntoView({{ block: 'start' }})")
    await page.frame()
    stood = await page.evaluate(TOP)
    assert stood != await page.evaluate(f"Number({NEWEST}.dataset.number)")
    await page.evaluate("document.querySelector('#tabs [data-room=\"dm/joy\"]').click()")
    await page.evaluate(PULLED)
    await page.wait_for(f"{TOP} === {stood}")
    await page.evaluate("document.querySelector('#column-joy').style.width = ''")
    await page.resize(380, 780)
    await page.wait_for(f"innerWidth === 380 && {TOP} === {stood}")
    await page.resize(1280, 800)
    await page.wait_for(f"innerWidth === 1280 && {TOP} === {stood}")
    clean(page, place)
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


async def test_few_short_choices_stand_beside_each_other(everything):
    rows = """[...document.querySelectorAll('.form .choices')].map((list) => [list.children.length,
        new Set([...list.children].map((row) => Math.round(row.getBoundingClientRect().top))).size])"""
    found = await everything.evaluate(rows)
    assert [2, 1] in found, "yes and no"
    assert all(lines == count for count, lines in found if count > 4)


async def test_what_is_empty_says_what_comes(browser, place):
    page = await visit(browser, place)
    assert "when Rita has pressed Send" in await page.evaluate(
        "document.querySelector('#column-joy .empty').textContent"
    )
    await page.click("#column-rita .empty .command")
    assert await page.evaluate("document.activeElement.value") == "/fivefold add @joy"
    await page.close()
