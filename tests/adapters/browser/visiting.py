"""What every test of the page in a real browser begins and ends with."""

from __future__ import annotations

from bot.ports import Where
from tests.adapters.browser.chromium import Chromium, Page
from tests.adapters.browser.conftest import Workspace

RITA, JOY, BRIAN = (Where("browser", "", user) for user in ("rita", "joy", "brian"))
CARDS = "[...document.querySelectorAll('#column-joy .message')]"
NEWEST = f"{CARDS}.at(-1)"


_PRESS_TO_CARD = """(async () => {
  const messages = () => document.querySelectorAll('#column-%s .message').length;
  const before = messages();
  const start = performance.now();
  document.querySelector('#column-%s li:last-child .controls .plain').click();
  while (messages() === before) await new Promise((done) => setTimeout(done, 1));
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
})()"""


async def press_to_card(page: Page, person: str) -> float:
    """Press the first plain button of somebody's newest card: milliseconds until the next card is drawn."""
    return float(await page.evaluate(_PRESS_TO_CARD.replace("%s", person)))


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
