"""What may be decided alone: changed by the owner while the work goes on, and told to whom it is for."""

from __future__ import annotations

import pytest

from bot import model
from bot.phases.life.discretion import DISCRETION
from bot.practice.identity import listed_id
from bot.tallies.jobs import decided_alone
from tests.phases.book import MemoryBook
from tests.phases.life_scene import ACCOUNT, THURSDAY, about, records
from tests.phases.talk import ACCEPT, play, refusal, typed

OWNER = "owner"


def book(*lines, **engagement):
    """The scene with these lines, each in its place."""
    others = (one for one in records(**engagement) if not isinstance(one, model.Discretion))
    listed = (
        model.Discretion(account=ACCOUNT, id=listed_id(place, "work", words), engagement="work", text=words)
        for place, words in enumerate(lines)
    )
    return MemoryBook(ACCOUNT, THURSDAY, *others, *listed)


TWO = ("wording", "refunds up to 20 EUR")


def changed(scene, *answers):
    talk = play(DISCRETION, scene, about(DISCRETION), answers)
    return talk, decided_alone(scene.after(talk.caused), "work")


def test_lines_are_changed_added_and_taken_out_again_in_their_order():
    talk, lines = changed(
        book(*TWO), (OWNER, "alone", typed("- refunds up to 50 EUR\n- wording\n- gift cards"))
    )
    assert lines == ("refunds up to 50 EUR", "wording", "gift cards")
    told = "From now on: refunds up to 50 EUR, wording and gift cards."
    assert told in talk.notes["decides"]
    there = book(*TWO).after(talk.caused)
    _, fewer = changed(there, (OWNER, "alone", typed("wording")))
    assert fewer == ("wording",)
    after = there.after(
        play(DISCRETION, there, about(DISCRETION), [(OWNER, "alone", typed("wording"))]).caused
    )
    _, more = changed(after, (OWNER, "alone", typed("wording\nsupplies up to 30 EUR\nmeeting times\npost")))
    assert more == ("wording", "supplies up to 30 EUR", "meeting times", "post")


def test_nothing_may_be_decided_alone_any_more():
    talk, lines = changed(book(*TWO), (OWNER, "alone", None))
    assert lines == ()
    assert "From now on you ask first." in talk.notes["decides"]


def test_left_as_it_was_nobody_hears_of_it():
    talk, lines = changed(book(*TWO), (OWNER, "", ACCEPT))
    assert (talk.caused.effects, lines) == ((), TWO)


def test_work_that_began_without_lines_gets_those_that_suit_any():
    """Whoever was added with their work in own words was asked for none."""
    talk, lines = changed(book(), (OWNER, "", ACCEPT))
    assert lines == ("what to do first", "mending small slips")
    assert talk.said("Small things should not wait for you.")


@pytest.mark.parametrize("state", ["invited", "draft", "ended", "alone"])
def test_it_is_decided_while_the_work_goes_on(state):
    assert refusal(DISCRETION, book(state=state), about(DISCRETION)) == "decides-not-now"
