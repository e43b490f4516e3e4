"""The first phase, played by two people on Slack, over a socket and over HTTP, with restarts between."""

from __future__ import annotations

from storage import KeyRing
from tests.adapters.slack.conftest import House, running
from tests.adapters.slack.fake import Slack
from tests.adapters.slack.person import Person


async def hire(house: House) -> None:
    """Rita adds Joy, up to the question what Joy will do."""
    rita = house.rita
    await rita.command("add <@UJOY|joy>")
    await rita.press("virtual assistant")
    await rita.press("Looks right")
    await rita.press("Looks right")
    await rita.until_control("Customer inbox")


async def invite(house: House) -> None:
    """The rest of it, up to the sent invitation."""
    rita = house.rita
    await rita.tick("Customer inbox", "Order questions", "Calendar", done="Next")
    await rita.press("Looks right")
    await house.settled()
    await rita.type("No customer waits and I have my evenings back.")
    await rita.until_control("Own login to the inbox and the shop")
    await rita.tick("Own login to the inbox and the shop", done="Next")
    await rita.press("Looks right")
    await rita.press("Send")
    await house.settled()


async def accept(house: House) -> None:
    """Joy says yes, and in her own words what matters."""
    joy = house.joy
    await joy.press("Let's start")
    await joy.press("All right")
    await house.settled()
    await joy.type("Customers need a right answer the next day. If unsure I ask, with my proposed answer.")
    await house.settled()
    await joy.press("All clear")
    await house.settled()


async def rate(house: House, person: Person, pick: int) -> int:
    """Answer whatever is asked, with the same option each time; how many answers that took."""
    for taken in range(40):
        await house.settled()
        message = person.messages[-1]
        elements = [e for block in message["blocks"] for e in block.get("elements", ())]
        verbs = [e["action_id"].partition(":")[0] for e in elements if "action_id" in e]
        labels = [e["text"]["text"] for e in elements if e.get("type") == "button"]
        if "many" in verbs:
            box = next(e for e in elements if e["type"] == "checkboxes")
            await person.tick(box["options"][0]["text"]["text"], done="Next")
        elif "Skip" in labels:
            await person.press("Skip")
        elif verbs.count("press") > 2:
            await person.press([label for label in labels if label not in ("Back", "Skip")][pick])
        elif "open" in verbs:
            await person.press(next(label for label in labels if label in ("Answer", "Change")))
            await house.settled()
            await person.fill(
                person.view(), {"": "A customer was promised an answer and got one the same day."}
            )
        else:
            return taken
    raise AssertionError(f"{person.user} is asked without end:\n{person.sees()}")


async def test_the_first_phase_from_the_first_word_to_the_comparison(
    slack: Slack, sqlite_url: str, ring: KeyRing, mode: str
):
    async with running(slack, sqlite_url, ring, mode) as house:
        await hire(house)
    # Fivefold is started anew in the middle of the talk; the old buttons go on working.
    async with running(slack, sqlite_url, ring, mode) as house:
        await invite(house)
        await house.joy.until_control("Let's start")
        await accept(house)
    async with running(slack, sqlite_url, ring, mode) as house:
        rita, joy = house.rita, house.joy
        await rita.press("Yes, and I know Joy's work")
        await joy.command("next")
        await joy.press("Your view of your skills")
        assert await rate(house, joy, 4) >= 5
        assert await rate(house, rita, 2) >= 5
        await rita.until("Both views are in")
        await joy.command("next")
        assert slack.count("users.info") <= 2 * 3, "profiles are kept"
