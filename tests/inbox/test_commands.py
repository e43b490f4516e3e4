"""Commands, with nonsense and without; secrets; people nobody knew; what comes from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.engine.cards import Button, Form, Select, flat
from bot.model import Address, Engagement, Feedback
from bot.ports import Command, Gone, Profile, Quote, Where
from bot.transaction import Transaction
from tests.inbox.looking import control_of, newest, records, said, talk, to_expectation
from tests.workspace import CAST, Workspace, accept, hire

# -- commands ----------------------------------------------------------------------------------------------


NONSENSE = (
    "add tomorrow please", "add <@", "add <@>", "add <@ghost|Ghost|Mars/Olympus|xx>", "skills <@nobody>",
     "people 50%", "away never", "away <@joy> to <@rita>", "pause", "finish", "settings loud",
     "rules <@joy> <@joy>", "help me", "next next", "ready", "?", "/", "/fivefold", "  ", "ADD",
     "add " + "x" * 3_000, "roles \x00",
)  # fmt: skip


@pytest.mark.parametrize("words", NONSENSE)
async def test_nonsense_options_get_a_sentence_before_anybody_is_there(w: Workspace, words: str) -> None:
    assert said(await w.command("rita", words))


async def test_nonsense_options_get_a_sentence_in_the_middle_of_it_all(w: Workspace) -> None:
    await hire(w)
    for words in NONSENSE:
        assert said(await w.command("rita", words)), words
        assert said(await w.command("joy", words)), words


@pytest.mark.parametrize(
    ("word", "guess"), [("setings", "settings"), ("peple", "people"), ("pausing", "pause"), ("hepl", "help")]
)
async def test_an_unknown_word_gets_the_nearest_guess_with_a_button(
    w: Workspace, word: str, guess: str
) -> None:
    reply = await w.command("rita", word)
    assert f"I don't know '{word}'. Did you mean {guess}?" in said(reply)
    assert [c.label for c in reply.puts[0].message.controls if isinstance(c, Button)] == ["Yes"]
    assert said(await w.press("rita", "Yes"))


@pytest.mark.parametrize("known", [True, False])
async def test_a_guess_keeps_what_was_written_after_the_word(w: Workspace, known: bool) -> None:
    if known:
        await w.command("rita", "add")
    await w.command("rita", "ad <@joy>")
    await w.press("rita", "Yes")
    await w.press("rita", "virtual assistant")
    assert "How Joy works for you" in w.sees("rita")


@pytest.mark.parametrize("word", ["cancel", "later", "Back", "stop.", "restart"])
async def test_a_word_that_moves_about_is_known_also_where_nothing_is_open(w: Workspace, word: str) -> None:
    await w.command("rita", "add")
    await w.type("rita", "cancel")
    told = said(await w.type("rita", word))
    assert "No question is open just now" in told
    assert "Did you mean" not in told


async def test_whoever_is_nobody_yet_may_look_at_the_templates(w: Workspace) -> None:
    assert "virtual assistant" in said(await w.command("brian", "roles"))
    assert "You work with nobody" in said(await w.command("brian", "coach")), (
        "having looked makes nobody known"
    )


async def test_whoever_wants_to_go_on_with_what_does_not_rest_hears_that_it_goes_on(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "resume <@joy>")
    assert "The work with Joy is under way. Until which day shall it rest?" in w.sees("rita")


async def test_a_name_that_nothing_has_is_told_before_all_of_it(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    one, all_of_it, none = [
        said(await w.command("rita", f"skills <@joy>{words}")) for words in (" tone", "", " juggling")
    ]
    assert ("Tone" in one, "Urgency" in one) == (True, False)
    assert "Nothing here is called" not in all_of_it
    assert 'Nothing here is called "juggling". This is all of it.' in none
    assert "Urgency" in none


async def test_a_guess_is_taken_once(w: Workspace) -> None:
    await hire(w)
    await w.command("rita", "awy 7 January to 9 January")
    yes = control_of(w, "rita", "Yes")
    assert "7 Jan" in said(await w.press_id("rita", yes))
    assert "7 Jan" not in said(await w.press_id("rita", yes))


@pytest.mark.parametrize(("words", "guess"), [("show plan", "plan"), ("im blocked", "stuck")])
async def test_a_known_word_further_on_is_nearer_than_a_word_spelled_alike(
    w: Workspace, words: str, guess: str
) -> None:
    assert f"Did you mean {guess}?" in said(await w.command("rita", words))


async def test_a_mentioned_zone_that_does_not_exist_is_nobodys(w: Workspace) -> None:
    await w.command("rita", "add")
    await w.type("rita", "<@ghost|Ghost|Mars/Olympus|xx>")
    await w.press("rita", "virtual assistant")
    assert "How Ghost works for you" in w.sees("rita")


async def test_of_two_businesses_the_one_that_has_something_to_tell_is_told_of(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await hire(w, "olga")
    reply = await w.command("joy", "week")
    assert ["With Rita" in put.message.plain() for put in reply.puts] == [True], "Olga only invited so far"
    await accept(w)
    reply = await w.command("joy", "week")
    assert [put.message.plain().count("With Olga") for put in reply.puts] == [1, 0]


async def test_a_platform_that_sends_an_unknown_zone_breaks_nothing(w: Workspace) -> None:
    odd = Command(id="odd", who=Where("test", "", "olga"), at_ms=w.clock.real, words="add <@joy>",
                  profile=Profile("  ", "Mars/Olympus", "xx-YY"), people=CAST)  # fmt: skip
    (asked,) = (await w.inbox.take(odd)).puts
    await w.show("olga", asked)
    assert "Which city are you in" in w.sees("olga")


# -- secrets ----------------------------------------------------------------------------------------------

SECRET = "hunter22x!Zebra"


def everything_in(folder: Path) -> bytes:
    """The database as somebody would find it on the disk."""
    return b"".join(path.read_bytes() for path in folder.glob("fivefold.db*"))


async def test_what_looks_like_a_password_is_refused_and_never_stored(w: Workspace, tmp_path: Path) -> None:
    typed = f"The shop password: {SECRET}"
    assert "looks like a password" in said(await w.command("rita", f"add {typed}"))
    assert "looks like a password" in said(await w.command("rita", "away", first=typed))
    await to_expectation(w)
    assert "looks like a password" in said(await w.type("rita", typed))
    assert "looks like a password" in said(await w.fill("rita", {"Now in your words": typed}))
    assert "looks like a password" in said(await w.type("rita", typed, at_ms=w.clock.real - 60_000))
    await w.command("rita", "add <@brian>")
    w.clock.forward(hours=2)
    assert "looks like a password" in said(await w.type("rita", typed))
    assert SECRET not in repr(await talk(w, control_of(w, "rita", "content writer")))
    await w.store.close()  # type: ignore[attr-defined]
    raw = everything_in(tmp_path)
    assert len(raw) > 10_000
    assert SECRET.encode() not in raw


async def test_own_words_are_sealed_in_the_file(w: Workspace, tmp_path: Path) -> None:
    await to_expectation(w)
    await w.type("rita", "My evenings with the wheel are free.")
    await w.type("rita", "words that nobody asked for", at_ms=w.clock.real - 60_000)
    await w.store.close()  # type: ignore[attr-defined]
    raw = everything_in(tmp_path)
    for words in (b"My evenings with the wheel", b"words that nobody asked for"):
        assert words not in raw


# -- given up, and back again -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["", "people"])
async def test_an_address_that_was_given_up_is_open_again_once_they_write(w: Workspace, words: str) -> None:
    await hire(w)

    def give_up(tx: Any) -> None:
        for account, person, _ in tx.persons_at(Where("test", "", "joy")):
            tx.enter(account)
            for one in tx.addresses(person):
                tx.write(one.model_copy(update={"state": "user_not_found"}), one.version)

    await w.store.turn(give_up)
    await w.command("joy", words)
    assert {one.state for one in await records(w, Address, user="joy")} == {"open"}


# -- what comes from elsewhere on a platform ---------------------------------------------------------------


async def test_a_message_saved_as_an_example_becomes_a_note(w: Workspace) -> None:
    await hire(w)
    await accept(w)

    def quoted(author: str) -> Quote:
        words = "The blue mugs left on Thursday."
        return Quote(**w._event("rita"), author=Where("test", "", author), words=words)

    assert "Noted with its day" in said(await w.inbox.take(quoted("joy")))
    assert "nothing here that I can show" in said(await w.inbox.take(quoted("nobody")))


async def test_somebody_gone_is_not_written_to_until_they_act_again(w: Workspace) -> None:
    await hire(w)
    assert await w.inbox.take(Gone(**w._event("joy"), reason="left")) is not None
    before = len(w.log)
    await w.press("joy", "Let's start")
    assert len(w.log) > before
    await w.deliver()
    assert "Is this right?" in w.sees("joy")


async def test_own_words_get_the_nearest_command(w: Workspace) -> None:
    await hire(w)
    assert "Did you mean people?" in said(await w.type("rita", "show me my people"))


def _under_way(tx: Transaction) -> None:
    """The work has begun, and nobody is asked anything."""
    for account, *_ in tx.persons_at(Where("test", "", "rita")):
        tx.enter(account)
        for work in tx.find(Engagement):
            tx.write(work.model_copy(update={"state": "active"}), work.version)


@pytest.mark.parametrize(
    "words",
    [
        "For Records the reason is different: I never explained it",
        "let's take it",
        "how do I change the day of that talk?",
        "I think the plan for the inbox is too long",
    ],
)
async def test_a_sentence_is_no_command_but_kept_for_what_it_is_for(w: Workspace, words: str) -> None:
    await hire(w)
    before = said(await w.type("rita", words))
    assert "Nothing is open that it could be for." in before, "Joy has not said yes"
    await w.store.turn(_under_way)
    reply = await w.type("rita", words)
    assert f'I have kept what you wrote: "{words}". What is it for?' in said(reply)
    assert w.buttons("rita") == ["A thank you", "Feedback", "A correction", "A note for later"]


async def test_what_came_with_a_command_is_kept_while_it_is_asked_whom_it_is_about(w: Workspace) -> None:
    for name in ("joy", "brian"):
        await hire(w, professional=name)
        await accept(w, name)
    assert "Which of these do you mean?" in said(await w.command("rita", "numbers why"))
    await w.press("rita", "Joy")
    assert "How this is counted" in w.sees("rita")
    await w.command("rita", "thanks for the list on Friday")
    await w.press("rita", "Brian")
    (thanks,) = await records(w, Feedback)
    assert thanks.words == "for the list on Friday"


@pytest.mark.parametrize("words", ["skills @ghost", "people @ghost", "thanks @ghost for the list"])
async def test_a_name_that_is_nobodys_shows_nobody_else(w: Workspace, words: str) -> None:
    await hire(w)
    await accept(w)
    assert said(await w.command("rita", words)).startswith("I could not find that person.")
    assert not await records(w, Feedback)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("note Joy was late with three parcels", False),
        ("note Joy's list was right the first time", False),
        ("note the list of Joy was right the first time", True),
    ],
)
async def test_a_sentence_that_begins_with_one_of_them_is_about_them(
    w: Workspace, words: str, *, asked: bool
) -> None:
    for name in ("joy", "brian"):
        await hire(w, professional=name)
        await accept(w, name)
    reply = said(await w.command("rita", words))
    assert ("Which of these do you mean?" in reply) is asked
    assert ("look back with Joy" in reply) is not asked


async def test_what_is_kept_stays_whole_whoever_it_is_for(w: Workspace) -> None:
    """Also where the other one is not to be named on this platform."""
    for name in ("joy", "brian"):
        await hire(w, professional=name)
        await accept(w, name)

    def elsewhere(tx: Transaction) -> None:
        ((account, *_),) = tx.persons_at(Where("test", "", "brian"))
        tx.enter(account)
        (address,) = tx.find(Address, platform="test", scope="", user="brian")
        tx.write(address.model_copy(update={"platform": "other"}), address.version)

    await w.store.turn(elsewhere)
    await w.command("rita", "thanks That list on Friday was a real help")
    assert "Which of these do you mean?" in w.sees("rita")
    await w.press("rita", "Brian")
    (thanks,) = await records(w, Feedback)
    assert thanks.words == "That list on Friday was a real help"


async def test_one_person_with_two_kinds_of_work_is_asked_about_the_work(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    await w.command("rita", "add <@joy>")
    await w.press("rita", w.buttons("rita")[0])
    for step in ("content writer", "Looks right"):
        await w.press("rita", step)
    await w.pick("rita", newest(w, "rita", Select).choices[0].label)
    await w.press("rita", "Looks right")
    await w.type("rita", "Texts that sell.")
    await w.pick("rita", newest(w, "rita", Select).choices[0].label)
    await w.press("rita", "Send")
    await w.command("rita", "thanks <@joy> The list on Friday saved my day.")
    assert sorted(w.buttons("rita")) == ["content writer", "virtual assistant"]
    await w.press("rita", "virtual assistant")
    (thanks,) = await records(w, Feedback)
    assert thanks.words == "The list on Friday saved my day."


# -- somebody in two accounts ------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["settings", "away", "erase"])
async def test_who_is_in_two_accounts_says_which_one_is_meant(w: Workspace, word: str) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)
    await w.command("joy", word)
    assert "more than one business" in w.sees("joy")
    assert w.buttons("joy") == ["With Brian", "With Rita"]
    await w.press("joy", "With Rita")
    assert "more than one business" not in w.sees("joy")
    row = await talk(w, w.screens["joy"].last.controls[0].id, "joy")
    (work,) = await records(w, Engagement)
    assert row.account == work.account


async def test_what_came_with_a_command_is_kept_while_it_is_asked_which_business(w: Workspace) -> None:
    for owner in ("rita", "brian"):
        await hire(w, owner)
    await w.command("joy", "away 7 December to 9 December")
    await w.press("joy", "With Rita")
    assert "you are away from Mon 7 Dec to Wed 9 Dec" in w.screens["joy"].text()


async def test_who_is_in_one_account_is_not_asked(w: Workspace) -> None:
    await hire(w)
    await w.command("joy", "settings")
    assert "It is" in w.sees("joy")


async def test_whose_word_it_is_is_said_to_the_other_one(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    assert "Only whoever does the work can use stuck" in said(await w.command("rita", "stuck the kiln"))
    assert "Only whoever gives the work can use look" in said(await w.command("joy", "look"))
    assert "Your own days off: /fivefold away" in said(await w.command("joy", "pause"))


async def test_what_is_no_command_is_answered_in_one_message(w: Workspace) -> None:
    await hire(w)
    reply = await w.command("rita", "qqqq")
    assert len(reply.puts) == 1
    assert "/fivefold add" in said(reply)


@pytest.mark.parametrize("words", ["24 Dec 26 Dec", "24 Dec to 26 Dec", "Dec 24 Dec 26"])
async def test_two_days_are_understood_side_by_side(w: Workspace, words: str) -> None:
    await hire(w)
    assert "from Thu 24 Dec to Sat 26 Dec" in said(await w.command("rita", f"away {words}"))


@pytest.mark.parametrize("words", ["Behind schedule with the mails", "Earlier than I thought", "why so late"])
async def test_a_sentence_that_begins_like_a_button_opens_nothing(w: Workspace, words: str) -> None:
    await hire(w)
    await accept(w)
    reply = said(await w.command("joy", words))
    assert "How this is counted" not in reply
    assert "Round" not in reply


async def test_the_numbers_of_ended_work_open_to_what_they_come_from(w: Workspace) -> None:
    await hire(w)
    await accept(w)
    (work,) = await records(w, Engagement)

    def end(tx: Transaction) -> None:
        tx.enter(work.account)
        now = tx.one(Engagement, work.id)
        tx.write(now.model_copy(update={"state": "ended"}), now.version)

    await w.store.turn(end)
    reply = await w.press_id("rita", f"start:numbers:{work.id}")
    buttons = [one for put in reply.puts for one in put.message.controls if isinstance(one, Button)]
    assert buttons
    for button in buttons:
        assert "nothing here that I can show" not in said(await w.press_id("rita", button.id)), button.label


async def test_a_place_that_nobody_knows_is_said_beside_the_proposal_and_goes_with_its_answer(
    w: Workspace,
) -> None:
    await hire(w)
    await w.command("rita", "settings atlantis")
    asked = w.screens["rita"].last
    assert [flat(error) for error in asked.errors] == [
        "I do not know that place. Please write a large city near you, such as Manila or Lisbon."
    ]
    assert "It is 10:00 for you (Lisbon), right?" in asked.plain()
    assert w.buttons("rita") == ["All right"]
    field = newest(w, "rita", Form).fields[0]
    assert (field.label, field.value, bool(field.error)) == ("Your city", "atlantis", True)
    await w.press("rita", "All right")
    assert "I do not know" not in w.screens["rita"].text()
    assert "Noted, Rita. It is 10:00 for you (Lisbon)." in w.sees("rita")
    await w.command("rita", "settings atlantis")
    await w.fill("rita", {"Your city": "Berlin"})
    assert "I do not know" not in w.screens["rita"].text()
    assert "It is 11:00 for you (Berlin)" in w.screens["rita"].text()


async def test_a_word_that_moves_about_is_a_command_too_where_own_words_are_asked_for(w: Workspace) -> None:
    await to_expectation(w)
    page = control_of(w, "rita", "Back")
    await w.command("rita", "back")
    assert "What good looks like" in w.sees("rita")
    await w.press("rita", "Looks right")
    await w.command("rita", "Later.")
    assert "All right, later." in w.sees("rita")
    await w.command("rita", "cancel")
    assert (await talk(w, page)).state == "closed"
    assert 'nothing to do for "cancel"' in said(await w.command("rita", "cancel"))
