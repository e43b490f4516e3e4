"""A card is drawn for its reader, and its buttons can be sent."""

import pytest

from bot.engine.cards import Button, Card, Message, Offer, Picture, Run
from bot.engine.text import Instant, t
from bot.words import Reader, draw_card
from bot.words.draw import LONGEST_ID, offer_id

MANILA = Reader("en", "Asia/Manila")


def test_every_part_of_a_card_is_drawn():
    card = Card(
        lines=(t("answer-plain", value="**Hello**"), t("yes")),
        title=t("next"),
        facts=((t("next"), t("answer-plain", value=Instant(1_795_762_800_000))),),
        table=((t("yes"), t("no")), (t("answer-number", value=1), t("answer-number", value=2.5))),
        picture=Picture("trend/1", t("answer-list", items=("a", "b"))),
        offers=(Offer(t("send"), "add", "abc", main=True), Offer(t("back"), "next")),
    )
    message = draw_card(card, MANILA)
    assert message.title == (Run("Next"),)
    assert message.body == ((Run("**Hello**"),), (Run("Yes"),))
    assert message.table[1] == ((Run("1"),), (Run("2.5"),))
    assert (message.picture, message.alt) == ("trend/1", "a and b")
    assert message.controls == (Button("start:add:abc", "Send", "main"), Button("start:next:", "Back"))
    assert message.plain().splitlines()[3:5] == ["Next: Fri 27 Nov, 15:00", "Yes | No"]


@pytest.mark.parametrize(
    ("name", "line"),
    [("Inbox", "Inbox: yes"), ("May I?", "May I? yes"), ("I would say 14.", "I would say 14. yes")],
)
def test_a_name_that_is_a_sentence_gets_no_mark_on_top_of_its_own(name, line):
    assert Message(facts=(((Run(name),), (Run("yes"),)),)).plain() == line


def test_an_empty_card_is_an_empty_message():
    assert draw_card(Card(), MANILA) == Message()


def test_the_id_of_a_button_fits_everywhere_or_is_refused():
    assert offer_id("people", "x" * 86) == "start:people:" + "x" * 86
    assert len(offer_id("add", "x" * 90)) == LONGEST_ID
    for command, about in (("add", "x" * 91), ("a:b", "c")):
        with pytest.raises(ValueError, match="cannot be sent"):
            offer_id(command, about)
