"""The first phase played by two people on Discord, with the real store, inbox and delivery."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord import read, words
from bot.ports import own_room
from bot.privacy import held
from bot.privacy_text import as_text
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import Person, modal_of, parts
from tests.workspace import close_what_waits

SERVER, CHANNEL = "500", "501"
EVENINGS = "No customer waits and I have my evenings back."
OWN_WORDS = "Customers need a right answer the next day. If unsure I ask, with my proposed answer."
SAMPLE = "Draft 1 ... Draft 2 ... I would ask about 3."


async def hire(owner: Person, professional: Person) -> None:
    """From /fivefold add to the sent invitation."""
    await hire_up_to_what_is_ready(owner, professional)
    await pick_first(owner)
    await owner.press("Send")


async def hire_up_to_what_is_ready(owner: Person, professional: Person, until: str = "") -> None:
    """From /fivefold add to the list of what has to be there before the work begins, or a step before."""
    await owner.command("add", person=professional)
    await owner.type("Lisbon")
    await owner.press("virtual assistant")
    await owner.press("Looks right")
    await owner.pick("Customer inbox", "Order questions", "Calendar")
    await owner.press("Looks right")
    if until:
        assert until in owner.sees()
        return
    await owner.type(EVENINGS)


async def accept(professional: Person) -> None:
    await professional.press("Let's start")
    await professional.type("Manila")
    await professional.press("All right")
    await professional.type(OWN_WORDS)
    await professional.press("All clear")


async def pick_first(person: Person) -> None:
    """Pick the first option of the newest select."""
    select = next(part for part in parts(person.messages()[-1]) if part["type"] == 3)
    await person.pick(select["options"][0]["label"])


def answered_in_time(house: House) -> None:
    """Every interaction was answered once, within three seconds."""
    for each in house.fake.interactions.values():
        assert len(each.answers) == 1, each.id
        assert each.took < 3.0


async def test_the_first_phase(house: House) -> None:
    rita, joy = house.rita, house.joy
    await hire(rita, joy)
    assert rita.sees() == "Sent to Joy. I tell you the answer."
    assert "Rita Lopes would like to use me" in joy.sees()
    await accept(joy)
    for level in (4, 4, 3, 1, 3, 3):
        await joy.press(str(level))
    await joy.type("later")  # a word that does something, where own words are asked for
    assert 'Is "later" your answer here, or shall I do it?' in joy.sees()
    await joy.press("Do it: later")
    assert "nothing is lost" in joy.sees()
    (spent,) = [one for one in joy.messages() if 'Is "later" your answer here' in one["content"]]
    assert (parts(spent), spent["content"].splitlines()[-1]) == ([], "**Do it: later**")
    await joy.type("sixty orders a day for a shoe seller")
    await joy.press("Your view of your skills")  # it was put off, so it takes no line unasked
    await rita.press("Yes, send the sample")
    await joy.press("Send to Rita")
    await joy.type(SAMPLE)
    for seen in ("3", "2", "3", "3", "Not seen yet", "Not seen yet"):
        await rita.press(seen)
    await rita.type("draft 2 promised a refund after 14 days")
    assert "Both views are in" in rita.screen()
    answered_in_time(house)
    house.clean()


async def test_a_restart_in_mid_dialog_changes_nothing(house: House) -> None:
    rita, joy = house.rita, house.joy
    await rita.command("add", person=joy)
    await rita.type("Lisbon")
    for step in ("virtual assistant", "Looks right"):
        await house.restart()
        await rita.press(step)
    await house.restart()
    await rita.pick("Customer inbox", "Order questions", "Calendar")
    await rita.press("Looks right")
    await house.restart()
    await rita.type(EVENINGS)
    assert "tick what is ready" in rita.sees()
    answered_in_time(house)
    house.clean()


async def test_nothing_of_a_list_is_an_answer_too(house: House) -> None:
    rita, joy = house.rita, house.joy
    await hire_up_to_what_is_ready(rita, joy)
    await rita.press(words.NONE)
    assert "This is exactly what Joy will get" in rita.sees()
    answered_in_time(house)
    house.clean()


async def test_a_program_is_said_to_be_one_at_once(house: House) -> None:
    rita = house.rita
    helper = Person(house.fake, house.settle, "400", "Helper")
    helper.user["bot"] = True
    await rita.command("add", person=helper)
    assert "Helper is a program, not a person." in rita.sees()
    await rita.type("<@400>", mentions=(helper,))
    assert "Helper is a program, not a person." in rita.sees()
    await rita.type(f"<@{house.joy.id}>", mentions=(house.joy,))
    assert "Which city are you in" in rita.sees(), "it goes on"


@pytest.mark.parametrize("heard", ["at once", "later"])
async def test_a_reply_to_an_older_question_answers_that_one(house: House, heard: str) -> None:
    rita, joy = house.rita, house.joy
    gwen = Person(house.fake, house.settle, "300", "Gwen Guest")
    await hire_up_to_what_is_ready(rita, joy, until="asking Joy was right")
    older = rita.messages()[-1]
    await rita.command("add", person=gwen)
    assert "Which city are you in" in rita.sees(), "something newer is asked"
    if heard == "later":
        await house.stop(fake=False)
        to = {"type": 0, "message_id": older["id"], "channel_id": rita.channel}
        house.fake.say(rita.channel, rita.id, {"content": EVENINGS, "type": 19, "message_reference": to})
        await house.start(fake=False)
        await house.settle()
    else:
        await rita.type(EVENINGS, reply_to=older)
    assert "tick what is ready" in rita.sees()
    assert EVENINGS in house.fake.messages[rita.channel][older["id"]]["content"]


async def test_what_was_written_while_nobody_listened_is_taken(house: House) -> None:
    rita, joy = house.rita, house.joy
    await rita.command("add", person=joy)
    await rita.type("Lisbon")
    await rita.press("virtual assistant")
    await rita.press("Looks right")
    await rita.pick("Customer inbox", "Order questions", "Calendar")
    await rita.press("Looks right")
    await house.stop(fake=False)
    house.fake.say(rita.channel, rita.id, {"content": EVENINGS})
    await house.start(fake=False)
    await house.settle()
    assert "tick what is ready" in rita.sees()
    before = len(rita.messages())
    await house.restart()
    await house.settle()
    assert len(rita.messages()) == before


async def with_a_modal_open(rita: Person, joy: Person) -> tuple[Any, Any]:
    """Joy has rated herself and the form for her example before her: its message, and the modal."""
    await hire(rita, joy)
    await accept(joy)
    for level in (4, 4, 3, 1, 3, 3):
        await joy.press(str(level))
    message, _ = joy.find("Answer")
    return message, modal_of(await joy.press("Answer"))


async def test_a_restart_while_a_modal_is_open_loses_nothing(house: House) -> None:
    rita, joy = house.rita, house.joy
    message, modal = await with_a_modal_open(rita, joy)
    await house.restart()
    await joy.fill(modal, {"": "sixty orders a day for a shoe seller"}, message=message)
    assert "Thank you, Joy" in joy.sees()
    answered_in_time(house)


async def test_a_modal_whose_question_closed_meanwhile_loses_nothing(house: House) -> None:
    rita, joy = house.rita, house.joy
    message, modal = await with_a_modal_open(rita, joy)
    await close_what_waits(house.store, read.where(joy.id), "answered")
    await joy.fill(modal, {"": "sixty orders a day for a shoe seller"}, message=message)
    assert "This has been answered another way meanwhile." in joy.sees()
    assert 'I have kept what you wrote: "sixty orders a day for a shoe seller"' in joy.sees()
    answered_in_time(house)
    house.clean()


async def test_a_proposal_is_changed_in_a_modal_that_holds_it(house: House) -> None:
    rita, joy = house.rita, house.joy
    await rita.command("add", person=joy)
    await rita.type("Lisbon")
    await rita.press("virtual assistant")
    message, _ = rita.find("Change")
    modal = modal_of(await rita.press("Change"))
    assert [part["label"] for part in modal["components"]][:2] == ["Joy works as", "Paid"]
    await house.restart()
    await rita.fill(modal, {"Starts": "yesterday-ish"}, message=message)
    assert rita.sees().startswith("**! ")
    assert "Fix it" in rita.buttons()
    fixed = modal_of(await rita.press("Fix it"))
    wrong = next(part for part in fixed["components"] if part["label"] == "Starts")
    assert wrong["component"]["value"] == "yesterday-ish"
    await rita.fill(fixed, {"Starts": "Mon 30 Nov"})
    assert "30 Nov" in rita.screen()
    answered_in_time(house)
    house.clean()


async def test_who_takes_no_direct_messages_is_asked_and_answers_in_the_server(house: House) -> None:
    rita, joy = house.rita, house.joy
    house.fake.closed[joy.id] = 50007
    await hire(rita, joy)
    assert rita.sees().startswith("Joy has messages from me switched off")
    await joy.command("next", guild=SERVER, channel=CHANNEL)
    for label in ("Your invitation", "Let's start"):
        await joy.press(label, guild=SERVER, channel=CHANNEL)
    modal = modal_of(await joy.press("Answer", guild=SERVER, channel=CHANNEL))
    await joy.fill(modal, {"": "Manila"}, guild=SERVER, channel=CHANNEL)
    await joy.press("All right", guild=SERVER, channel=CHANNEL)
    modal = modal_of(await joy.press("Answer", guild=SERVER, channel=CHANNEL))
    await joy.fill(modal, {"": OWN_WORDS}, guild=SERVER, channel=CHANNEL)
    await joy.press("All clear", guild=SERVER, channel=CHANNEL)
    assert OWN_WORDS in rita.screen()
    assert rita.messages(CHANNEL) == []
    assert not house.fake.messages.get(joy.channel)
    ends = [whispered["content"].splitlines()[-1] for whispered in joy.messages(CHANNEL)]
    assert {"**Let's start**", "**All right**", "**All clear**"} <= set(ends)
    for whispered in joy.messages(CHANNEL):
        labels = {part.get("label") for part in parts(whispered)}
        assert not labels & {"Let's start", "All right", "All clear"}, "what is answered is pressed no more"
    answered_in_time(house)
    house.clean()


async def test_which_of_two_is_whispered_in_a_server_and_over_with_a_press(house: House) -> None:
    rita, joy = house.rita, house.joy
    brian = Person(house.fake, house.settle, "300", "Brian Otieno")
    await hire(rita, joy)
    await accept(joy)
    await rita.command("add", person=brian)
    await rita.press("Like Joy")
    await rita.type(EVENINGS)
    await rita.press("Send")
    await accept(brian)
    await rita.command("feedback", guild=SERVER, channel=CHANNEL)
    asked = rita.messages(CHANNEL)[-1]
    assert (asked["content"], asked["flags"] & 64) == ("Which of these do you mean?", 64)
    await house.restart()
    made = await rita.press("Brian", guild=SERVER, channel=CHANNEL)
    assert [answer["type"] for answer in made.answers] == [7]
    spent = next(one for one in rita.messages(CHANNEL) if one["id"] == asked["id"])
    assert (spent["content"], spent["components"]) == ("Which of these do you mean?\n**Brian**", [])
    assert "Brian" in rita.messages(CHANNEL)[-1]["content"]
    answered_in_time(house)
    house.clean()


async def kept_of(house: House, who: Person) -> str:
    """Their copy of what is held about them, as text."""

    def copied(tx: Any) -> str:
        ((account, person, _),) = tx.persons_at(read.where(who.id))
        tx.enter(account)
        return as_text(held(tx, person, tx.talks_of(person), tx.unsent(person)))

    copy: str = await house.store.read(copied)
    return copy


async def erase(house: House, who: Person) -> None:
    def erased(tx: Any) -> None:
        ((account, person, _),) = tx.persons_at(read.where(who.id))
        tx.enter(account)
        tx.erase(person)

    await house.store.turn(erased)


async def test_what_was_filled_in_and_not_sent_is_in_their_copy_and_erased_with_them(house: House) -> None:
    rita, joy = house.rita, house.joy
    await rita.command("add", person=joy)
    await rita.type("Lisbon")
    await rita.press("virtual assistant")
    message, _ = rita.find("Change")
    await rita.fill(modal_of(await rita.press("Change")), {"Starts": "yesterday-ish"}, message=message)
    assert "yesterday-ish" in await kept_of(house, rita)
    await erase(house, rita)
    assert await house.store.log.read(own_room(read.where(rita.id), "forms")) == []


async def test_where_somebodys_messages_go_is_in_their_copy_and_erased_with_them(house: House) -> None:
    rita, joy = house.rita, house.joy
    await hire(rita, joy)
    assert f"channel: {joy.channel}" in await kept_of(house, joy)
    await erase(house, joy)
    assert await house.store.log.read(own_room(read.where(joy.id), "direct")) == []
