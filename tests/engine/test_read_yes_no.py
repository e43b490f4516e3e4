"""Yes and no, typed: what is one, what is neither, and what says more than one of them."""

from __future__ import annotations

import pytest

from bot.engine.kinds import ChoiceKind, ConsentKind, Option, VerdictKind
from bot.engine.read import read_yes_no
from bot.engine.text import Invalid, literal
from tests.engine.reading import at

HERE = at("en")
TURNED = r"^invalid-yes-no-turned$"


def options(**labels: str) -> tuple[Option, ...]:
    """Options by their ids, with what stands on their buttons."""
    return tuple(Option(id, literal(label)) for id, label in labels.items())


@pytest.mark.parametrize(
    "typed",
    [
        "yes",
        "Y",
        "yep",
        "Yeah!",
        "sure",
        "of course",
        "OK",
        "👍",
        "👍🏽",
        "✅",
        "yes, he did",
        "sí",
        "Ja.",
        "oui",
        "oo",
        "yes 👍",
        "hello! yes lets start po",
        "Good morning Rita, yes, let's start",
        "ok sure",
        "yes yes",
        "k",
        "thumbs up",
        "why not",
        "Why not?",
        "Sure, why not?",
        "ok thanks",
        "Yes, happy to!",
        "yes please, looking forward",
        "Yes, can't wait!",
        "no worries, go ahead",
        "yes, no problem",
        "Thanks, yes",
        "yes I do",
        "ok then",
        "Yes - that's right",
    ],
)
def test_yes(typed: str) -> None:
    assert read_yes_no(typed) is True


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "N",
        "nope",
        "Not really",
        "not yet",
        "👎",
        "❌",
        "no, it was late",
        "nope, all good",
        "of course not",
        "No, not yet",
        "no, thanks",
        "Sorry, no",
        "no way",
        "no I don't",
        "não",
        "nein",
        "don’t",
        "Good afternoon Rita! No, sorry.",
    ],
)
def test_no(typed: str) -> None:
    assert read_yes_no(typed) is False


@pytest.mark.parametrize(
    "typed",
    [
        "maybe",
        "sure about that?",
        "later",
        "I guess",
        "as you like",
        "no worries",
        "I think so",
        "not sure",
        "yes and no",
        "👍👎",
        "yes 👎",
        "no problem",
        "7",
        "🙂",
        "yesterday",
    ],
)
def test_neither_yes_nor_no(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-yes-no"):
        read_yes_no(typed)


CONDITIONS = [
    "Yes, but only if the deadline moves to Friday",
    "yes, if you pay 20% more",
    "yes if you pay weekly",
    "Yes?",
    "ok, what do you pay?",
    "Sure?",
    "Fine, but not before January",
    "Sure, once I have access to the shop",
    "ok, later",
    "Yes, except the calendar",
    "yes - no wait, no",
    "Yes, well, hmm",
    "yes, in principle",
    "Yes, unless it rains",
    "Yes. Not the second one though",
    "ja, aber erst im Januar",
    "sí, si me pagas más",
    "yes, maybe",
    "Yes, I think so",
    "yes... I guess",
]


@pytest.mark.parametrize("typed", CONDITIONS)
def test_a_yes_with_a_condition_or_a_question_is_none(typed: str) -> None:
    with pytest.raises(Invalid, match=TURNED):
        read_yes_no(typed)


@pytest.mark.parametrize(
    "typed",
    ["No, but the internet was down two days", "no, except the login", "no, not really, well partly", "No?",
     "Nope - only the power cuts", "No. Well, I am stuck on refunds", "no wait, yes", "no, actually yes"],
)  # fmt: skip
def test_a_no_with_something_to_it_is_none(typed: str) -> None:
    with pytest.raises(Invalid, match=r"^invalid-yes-no"):
        read_yes_no(typed)


DEAL = ConsentKind(
    {"price": 5},
    literal("Agreed"),
    {"much": literal("Too much"), "other": literal("I see it differently")},
    words=("other",),
)
BOTH = ConsentKind({"price": 5}, literal("Yes to both"), {"much": literal("Too much")})
MET = VerdictKind(options(yes="Yes", partly="Partly", no="No"))
INVITED = ChoiceKind(options(yes="Let's start", ask="Ask Rita something first", no="Not for me"), "", "ask")
WAY = ChoiceKind((Option("nothing", literal("Nothing"), bare="no"), *options(something="Something")))


@pytest.mark.parametrize("kind", [DEAL, MET, INVITED])
@pytest.mark.parametrize("typed", CONDITIONS)
def test_nobody_is_bound_by_a_yes_with_a_condition(
    kind: ConsentKind | VerdictKind | ChoiceKind, typed: str
) -> None:
    with pytest.raises(Invalid):
        kind.read(typed, HERE)


@pytest.mark.parametrize(
    "typed",
    [
        "yes, you pay 20% more",
        "Yes, that is what we said when we met on the phone",
        "yes, too much",
        "agreed in principle",
        "agreed to nothing",
        "not agreed",
        "disagreed",
        "Agreed if Friday works",
        "yes, I see it differently",
        "no problem",
        "as you like",
        "up to you",
        "no",
    ],
)
def test_no_consent(typed: str) -> None:
    with pytest.raises(Invalid):
        DEAL.read(typed, HERE)


def test_a_yes_in_principle_is_no_consent_though_it_begins_like_the_button() -> None:
    assert BOTH.read("Yes to both!", HERE).given
    with pytest.raises(Invalid, match=TURNED):
        BOTH.read("yes to both in principle", HERE)


@pytest.mark.parametrize(
    "typed", ["Agreed", "agreed!", "yes", "Yes, happy to!", "ok thanks", "yes please, looking forward",
              "deal", "agreed, thank you", "agred", "1", "👍"],
)  # fmt: skip
def test_consent(typed: str) -> None:
    assert DEAL.read(typed, HERE).given


@pytest.mark.parametrize(
    ("typed", "otherwise"),
    [("too much", "much"), ("Too much for now", "much"), ("I see it differently, it was two weeks", "other"),
     ("I see it differently, but only by a bit", "other")],
)  # fmt: skip
def test_a_refusal_may_say_more(typed: str, otherwise: str) -> None:
    assert DEAL.read(typed, HERE).otherwise == otherwise


def test_a_condition_is_offered_as_own_words_where_the_page_takes_some() -> None:
    assert DEAL.own_option("Yes, but only if it moves to Friday", HERE) == 2
    assert DEAL.own_option("yes", HERE) is None
    assert BOTH.own_option("Yes, but only if it moves to Friday", HERE) is None
    assert INVITED.own_option("ok, what do you pay?", HERE) == 1


@pytest.mark.parametrize("typed", ["yes, partly", "no, partly I would say", "Sure?", "mostly", "yes and no"])
def test_no_judgement(typed: str) -> None:
    with pytest.raises(Invalid):
        MET.read(typed, HERE)


def test_nothing_in_the_way_is_nothing_else_besides() -> None:
    assert WAY.read("nope, all good", HERE) == "nothing"
    for typed in ("no, something small", "No, but the internet was down two days", "No, except the login"):
        with pytest.raises(Invalid):
            WAY.read(typed, HERE)
