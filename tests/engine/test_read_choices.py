"""What is picked by typing: choices and scales."""

from __future__ import annotations

import pytest

from bot.engine.read import read_choice, read_choices, read_scale
from bot.engine.text import Invalid
from tests.engine.reading import AREAS, LEVELS


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("Inbox", 0),
        ("inbox!", 0),
        ("INBOX", 0),
        ("1", 0),
        ("1.", 0),
        ("#2", 1),
        ("2️⃣", 1),
        ("option 2", 1),
        ("two", 1),
        ("the second one", 1),
        ("last", 5),
        ("cafe bookings", 2),
        ("cafe", 2),
        ("travel", 1),
        ("calender and travel", 1),
        ("Research", 3),
        ("research and develpment", 4),
        ("5 star reviews", 5),
        ("5", 4),
        ("inbx", 0),
    ],
)
def test_choice(typed: str, index: int) -> None:
    assert read_choice(typed, AREAS) == index


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("0", "invalid-choice"),
        ("7", "invalid-choice"),
        ("Accounting", "invalid-choice"),
        ("i", "invalid-choice"),
        ("resea", "invalid-choice-unclear"),
        ("🙂", "invalid-choice"),
        ("1 and 2", "invalid-choice"),
    ],
)
def test_not_a_choice(typed: str, key: str) -> None:
    with pytest.raises(Invalid, match=f"^{key}$"):
        read_choice(typed, AREAS)


WAYS = ("Nothing", "Something", "No work came", "Power or internet")


@pytest.mark.parametrize(
    ("typed", "labels", "index"),
    [
        ("nothing in the way", WAYS, 0),
        ("internet was down on Thursday", WAYS, 3),
        ("The power went out", WAYS, 3),
        ("2", ("2 for now", "3", "Let's talk"), 0),
        ("3", ("2 for now", "3", "Let's talk"), 1),
        ("4", ("4 for now", "5"), 0),
        ("80", ("80 it is", "90, without the calendar", "Talk"), 0),
        ("80 would do", ("80 it is", "90, without the calendar", "Talk"), 0),
        ("80", ("80 it is", "Talk"), 0),
        ("option 2", ("2 for now", "3", "Let's talk"), 1),
        ("VA", ("virtual assistant", "content writer"), 0),
        ("i do it alone", ("alone", "with help"), 0),
    ],
)
def test_a_choice_in_somebodys_own_way(typed: str, labels: tuple[str, ...], index: int) -> None:
    assert read_choice(typed, labels) == index


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("nothing but trouble", WAYS),
        ("almost done", ("Done", "Half", "Not yet")),
        ("done, but not the last one", ("Done", "Half", "Not yet")),
        ("1", ("2 for now", "3", "Let's talk")),
        ("the internet was so slow on Thursday and Friday that I went home", WAYS),
        ("80 or 90", ("80 it is", "90, without the calendar", "Talk")),
    ],
)
def test_no_choice_where_the_words_may_turn(typed: str, labels: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        read_choice(typed, labels)


ERASE = ("Keep it", "Erase it all")
SURE = ("Sure", "Likely", "Fifty-fifty", "Shaky")


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("Don't erase it all", ERASE),
        ("do not erase it all", ERASE),
        ("not erase it all", ERASE),
        ("no erase it all", ERASE),
        ("never erase it all", ERASE),
        ("unerase it all", ERASE),
        ("Unlikely", SURE),
        ("not likely", SURE),
        ("unsure", SURE),
        ("Not as expected", ("Above", "As expected", "Below")),
        ("no as expected", ("Above", "As expected", "Below")),
        ("disagree", ("Agree", "Talk")),
        ("incomplete", ("Complete", "Half")),
        ("unusual", ("Usual", "Strange")),
        ("dont", ("Done", "Half")),
        ("yet", ("Met", "Not yet")),
        ("calendar", ("80 it is", "90, without the calendar")),
        ("keep some", ("Keep all", "Let go")),
        ("level 3", ("level 2", "level 4")),
    ],
)
def test_the_opposite_of_a_label_is_no_slip_of_it(typed: str, labels: tuple[str, ...]) -> None:
    with pytest.raises(Invalid, match=r"^invalid-choice$"):
        read_choice(typed, labels)


@pytest.mark.parametrize(
    ("typed", "labels", "index"),
    [
        ("virtal assistant", ("Virtual assistant", "Bookkeeper"), 0),
        ("lets strat", ("Let's start", "Not for me"), 0),
        ("not for mee", ("Let's start", "Not for me"), 1),
        ("costumer inbox", ("Customer inbox", "Calendar"), 0),
        ("erase it al", ERASE, 1),
        ("likley", SURE, 1),
        ("thurday", ("Tuesday", "Thursday"), 1),
        ("no work caem", WAYS, 2),
    ],
)
def test_a_slip_of_the_fingers_is_the_label(typed: str, labels: tuple[str, ...], index: int) -> None:
    assert read_choice(typed, labels) == index


def test_no_judgement_is_read_out_of_a_sentence() -> None:
    with pytest.raises(Invalid):
        read_choice("likely to fail", ("Sure", "Likely"), sentence=False)


def test_unclear_choice_names_what_fits() -> None:
    with pytest.raises(Invalid) as caught:
        read_choice("rese", AREAS)
    assert dict(caught.value.why.args) == {"options": ("Research", "Research & development")}


@pytest.mark.parametrize(
    ("typed", "indexes"),
    [
        ("1, 3 and 5", (0, 2, 4)),
        ("1 3 5", (0, 2, 4)),
        ("5,1", (0, 4)),
        ("1-3", (0, 1, 2)),
        ("2 to 4, 6", (1, 2, 3, 5)),
        ("Inbox and Calendar", (0, 1)),
        ("Calendar and travel", (1,)),
        ("calendar and travel, inbox", (0, 1)),
        ("inbox\ncafe", (0, 2)),
        ("inbox, cafe, and research", (0, 2, 3)),
        ("all", (0, 1, 2, 3, 4, 5)),
        ("All of them!", (0, 1, 2, 3, 4, 5)),
        ("all but 2", (0, 2, 3, 4, 5)),
        ("everything except inbox and cafe", (1, 3, 4, 5)),
        ("none", ()),
        ("1, 1, inbox", (0,)),
    ],
)
def test_choices(typed: str, indexes: tuple[int, ...]) -> None:
    assert read_choices(typed, AREAS) == indexes


@pytest.mark.parametrize(
    "typed",
    ["1, 9", "3-1", "inbox and accounting", "both", ",,,", "all but", "no inbox", "inbox, not research"],
)
def test_not_choices(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-choice"):
        read_choices(typed, AREAS)


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("4", 4),
        ("0", 0),
        ("four", 4),
        ("4 - alone", 4),
        ("4 (alone)", 4),
        ("4: alone", 4),
        ("four - alone", 4),
        ("4 alone", 4),
        ("4/5", 4),
        ("4 out of 5", 4),
        ("level 4", 4),
        ("a 4", 4),
        ("4️⃣", 4),
        ("٤", 4),
        ("advanced", 4),
        ("Expert!", 5),
        ("advnced", 4),
        ("teaches", 5),
        ("none", 0),
        ("4 - she did it twice alone", 4),
        ("i do it alone", 4),
    ],
)
def test_point_on_a_scale(typed: str, point: int) -> None:
    assert read_scale(typed, LEVELS) == point


@pytest.mark.parametrize(
    "typed",
    [
        "6",
        "-1",
        "4.5",
        "4,5",
        "3-4",
        "3 or 4",
        "4 or 5",
        "4/6",
        "4 - beginner",
        "not alone",
        "44",
        "great",
        "between 3 and 4",
        "🙂",
        "no expert",
        "not advanced",
        "not basic",
        "unsolid",
        "no teaches others",
    ],
)
def test_not_a_point(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-scale"):
        read_scale(typed, LEVELS)


NEAR = ((), (), ("novice",), ("competent",), ("strong", "very good"), ("master",))


@pytest.mark.parametrize(
    ("typed", "point"),
    [("strong", 4), ("I am strong.", 4), ("she is very good", 4), ("a novice!", 2), ("works alone", 4)],
)
def test_a_loose_word_for_a_point_is_asked_about(typed: str, point: int) -> None:
    """Nobody is judged by a word that means another level elsewhere."""
    with pytest.raises(Invalid, match="invalid-scale-meant") as refused:
        read_scale(typed, LEVELS, NEAR)
    assert refused.value.why.args == {"value": point, "name": LEVELS[point][0]}


@pytest.mark.parametrize("typed", ["not strong", "strong or competent", "4 - novice", "hardly a master"])
def test_a_loose_word_that_is_turned_or_doubled_names_no_point(typed: str) -> None:
    with pytest.raises(Invalid, match=r"^invalid-scale$"):
        read_scale(typed, LEVELS, NEAR)
