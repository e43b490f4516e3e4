"""What a person may ask for about themselves: a copy, and to be erased, with ten minutes to take it back."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from bot import model
from bot.commands import Ask
from bot.dialog import Start
from bot.engine.cards import Download
from bot.phases.life.privacy import ERASING
from bot.privacy import held
from bot.summaries.work import skills
from bot.words import Reader, draw_card
from storage import open_store
from tests.phases.round_scene import ACCOUNT, book
from tests.workspace import TestClock, Workspace, accept, hire

CANARY = "Customers need a right answer the next day"


@pytest.fixture
async def w(sqlite_url, ring):
    clock = TestClock()
    store = open_store(sqlite_url, ring, clock)
    workspace = Workspace(store, clock)
    await hire(workspace)
    await accept(workspace)
    try:
        yield workspace
    finally:
        await store.close()


def kept_files(w: Workspace, user: str) -> dict[str, str]:
    spans = [span for line in w.screens[user].last.body for span in line]
    return {span.text: span.content for span in spans if isinstance(span, Download)}


async def test_a_copy_holds_their_words_and_not_the_blind_view_of_the_other(w):
    await w.command("joy", "privacy")
    await w.press("joy", "Give me a copy")
    files = kept_files(w, "joy")
    assert set(files) == {"fivefold.txt", "fivefold.json"}
    assert CANARY in files["fivefold.txt"]
    assert CANARY in files["fivefold.json"]


async def test_the_copy_to_read_has_names_and_moments_in_place_of_ids_and_numbers(w):
    await w.command("joy", "privacy")
    await w.press("joy", "Give me a copy")
    files = kept_files(w, "joy")
    copy = json.loads(files["fivefold.json"])
    (work,) = copy["records"]["Engagement"]
    text = files["fivefold.txt"]
    assert "owner: Rita Lopes" in text
    assert work["id"] in files["fivefold.json"]
    assert not re.search(r"\b(?=[a-z]*\d)[0-9a-z]{13}\b", text), "no id"
    assert not re.search(r"\b\d{13}\b", text), "no milliseconds"
    assert "created at: 2026-11-23" in text


async def copied(w: Workspace, user: str) -> str:
    await w.command(user, "privacy")
    await w.press(user, "Give me a copy")
    return kept_files(w, user)["fivefold.json"]


async def test_words_that_no_question_took_yet_are_in_the_copy_of_their_writer_alone(w):
    def keep(tx):
        ((account, person, _),) = tx.persons_at(w._event("joy")["who"])
        tx.enter(account)
        tx.keep("k1", person, "seventy orders a day")

    await w.store.turn(keep)
    assert "seventy orders a day" in await copied(w, "joy")
    assert "seventy orders a day" in kept_files(w, "joy")["fivefold.txt"]
    assert "seventy orders a day" not in await copied(w, "rita")


async def test_words_are_in_the_copy_of_their_writer_and_of_their_reader_once_they_are_read(w):
    words = "You answered the Miller question within the hour on Tuesday"
    await w.command("joy", f"thanks <@rita> {words}")
    assert (await copied(w, "joy")).count(words) == 2, "as a record, and as an answer of theirs"
    assert words not in await copied(w, "rita"), "they may still be taken back"
    await w.pass_time(hours=24)
    assert (await copied(w, "rita")).count(words) == 1, "read by now, and no answer of hers"


async def test_words_that_were_taken_back_are_in_the_copy_of_their_writer_alone(w):
    words = "You are careless, I regret this"
    await w.command("rita", "feedback")
    await w.press("rita", "Please change this")
    await w.type("rita", words)
    await w.press("rita", "Back")
    (before,) = [
        one for talk in json.loads(await copied(w, "rita"))["conversations"] for one in talk["before"]
    ]
    assert before["answer"] == words
    assert words in kept_files(w, "rita")["fivefold.txt"]
    assert words not in await copied(w, "joy")


async def test_what_came_with_a_command_is_in_the_copy_though_no_answer_was_made_of_it(w):
    await w.command("rita", "away from the fortieth of Marchember")
    w.clock.now += 15 * 24 * 3_600_000
    await w.store.turn(lambda tx: tx.let_go_old())
    assert "fortieth" in await copied(w, "rita")
    assert "fortieth" in kept_files(w, "rita")["fivefold.txt"]
    assert "fortieth" not in await copied(w, "joy")


def test_the_owners_time_is_in_the_owners_copy_alone():
    assert held(book(), "rita", ())["records"]["OwnerTime"]
    assert "OwnerTime" not in held(book(), "joy", ())["records"]
    closed = model.Closing(
        account=ACCOUNT,
        id="c",
        engagement="work",
        round=1,
        started_on=date(2026, 11, 23),
        ended_on=date(2027, 1, 8),
        owner_minutes=93,
    )
    kept = {who: held(book(closed), who, ())["records"]["Closing"][0] for who in ("rita", "joy")}
    assert kept["rita"]["owner_minutes"] == 93
    assert "owner_minutes" not in kept["joy"]


def test_words_for_the_look_back_are_closed_until_the_talk_has_shown_them():
    def words(**more):
        written = {
            "id": "said",
            "by": "rita",
            "to": "joy",
            "kind": "change",
            "words": "Decide refunds",
            "at": 5,
        }
        return model.Feedback(account=ACCOUNT, engagement="work", **{**written, **more})

    def given(person, one):
        return "Decide refunds" in str(held(book(one), person, ()))

    assert given("rita", words())
    assert not given("joy", words())
    assert given("joy", words(shown_at=6))
    assert given("joy", words(kind="note")), "so it was said before it was written"
    about = {"g1": {"right": 12.0, "taken": True}}
    kept = held(book(words(kind="count", about=about)), "rita", ())["records"]["Feedback"]
    (copied,) = [one for one in kept if one["id"] == "said"]
    assert (copied["about"], copied["reply"]) == (about, ""), "a number is no reply"


def test_what_only_one_of_them_reads_of_how_sure_they_are_is_in_their_copy_alone():
    def sure(role, **more):
        id = f"sure-{role[0]}"
        return model.Sureness(account=ACCOUNT, id=id, engagement="work", role=role, sure="shaky", **more)

    said = book(sure("owner"), sure("professional", commitment=3.0))
    kept = {who: held(said, who, ())["records"]["Sureness"] for who in ("rita", "joy")}
    assert [one["role"] for one in kept["joy"]] == ["professional"]
    assert kept["joy"][0]["commitment"] == 3.0
    (theirs,) = [one for one in kept["rita"] if one["role"] == "professional"]
    assert theirs["sure"] == "shaky", "so it was said before it was asked"
    assert "commitment" not in theirs
    assert "owner" in [one["role"] for one in kept["rita"]]


async def test_what_the_other_one_began_and_did_not_send_is_in_the_copy_of_who_began_it_alone(w):
    await w.command("rita", "feedback")
    talks = {who: json.loads(await copied(w, who))["conversations"] for who in ("rita", "joy")}
    assert "feedback" in [talk["dialog"] for talk in talks["rita"]]
    assert "feedback" not in [talk["dialog"] for talk in talks["joy"]]
    assert "invitation" in [talk["dialog"] for talk in talks["joy"]]


def test_where_views_differ_the_next_blind_view_is_not_shown_before_both_are_in():
    def rated(role, level, at):
        id = f"{role[0]}{at - 2**50}"
        return model.Rating(
            account=ACCOUNT, id=id, engagement="work", skill="orders", role=role, level=level, at=at
        )

    differs = model.Level(
        account=ACCOUNT, id="differs", engagement="work", skill="orders", disputed=True, at=2**50
    )
    then = (rated("professional", 4, 2**50 - 2), rated("owner", 2, 2**50 - 1))
    card = skills(book(*then, differs, rated("owner", 1, 2**50 + 1)), Ask("joy", "work", ""))
    assert "you see it differently: 4 and 2" in draw_card(card, Reader("en", "UTC")).plain()


async def test_their_data_can_be_asked_for_in_words_also_after_the_work_has_ended(w):
    """Whoever has nothing open any more was told that their words were kept, and for what they could be."""
    await w.command("rita", "finish <@joy>")
    await w.type("rita", "today")
    for _ in range(6):
        if "Yes, end it" in w.buttons("rita"):
            break
        await w.type("rita", "skip") if "Skip" in w.buttons("rita") else await w.pick("rita")
    await w.press("rita", "Yes, end it")
    await w.type("joy", "please export my data")
    label = next(label for label in w.buttons("joy") if label.startswith("Who reads what"))
    await w.press("joy", label)
    assert "Give me a copy" in w.buttons("joy")
    await w.type("joy", "export")
    assert "Give me a copy" in w.buttons("joy")


async def test_erasing_waits_ten_minutes_and_can_be_taken_back(w):
    await w.command("joy", "privacy")
    await w.press("joy", "Erase it all")
    assert "Keep it, or erase it all?" in w.sees("joy")
    await w.press("joy", "Erase it all")
    await w.press("joy", "Keep it")
    await w.pass_time(hours=1)
    await w.command("joy", "privacy")
    await w.press("joy", "Give me a copy")
    assert CANARY in kept_files(w, "joy")["fivefold.txt"]


@pytest.mark.parametrize(("state", "ends"), [("active", ("Rita",)), ("paused", ("Rita",)), ("ended", ())])
def test_only_work_that_goes_on_ends_with_it(state, ends):
    """Nobody is told that work ends which has ended before."""
    start = Start("erasing", {"owner": "joy"}, conversation="talk")
    assert ERASING.prepare(book(state=state), start).with_whom == ends


async def test_after_ten_minutes_the_texts_are_gone(w):
    await w.command("joy", "privacy")
    await w.press("joy", "Erase it all")
    await w.press("joy", "Erase it all")
    await w.pass_time(hours=0.2)
    await w.command("rita", "people")
    assert "Joy" not in w.sees("rita")
    before = len(w.log)
    await w.command("joy", "next")
    assert "Hello Joy, I'm Fivefold" in w.log[-1][2]
    assert len(w.log) > before
