"""A goal is changed field by field: counted another way, left out, and looked at for vague words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot import model
from bot.dialog import Change, Outcome
from bot.engine.text import Invalid, t
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.changes import GOALS_CHANGE
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.goal_setting.goal_terms import all_levels_of, line_of, terms_of
from bot.phases.performance_assessment.result_lines import result_line
from bot.practice.calendar import to_millis
from bot.tallies.rounds import Result
from bot.words import Reader, plain
from tests.phases.goal_scene import (
    OWNER,
    PROFESSIONAL,
    YES,
    agreed,
    began,
    book,
    drafted,
    goal_in,
    key_of,
    planned,
    start,
)
from tests.phases.talk import ACCEPT, play, typed


def test_a_goal_is_changed_field_by_field():
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    answers = [
        (OWNER, f"{key}/metric", typed("Messages answered the same day")),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", typed("80")),
        (OWNER, f"{key}/due", typed("18 December")),
        (OWNER, f"{key}/weight", typed("3")),
        (OWNER, f"{key}/today", typed("60")),
        (OWNER, "", ACCEPT),
        (OWNER, "", ACCEPT),
        (OWNER, "sure", "sure"),
    ]
    talk, after = drafted(answers)
    assert talk.said("Inbox: 80 of 100. The levels beside it are my proposal. In reach")
    goal = goal_in(after)
    assert (goal.metric, goal.expected, goal.weight, goal.due_on) == (
        "Messages answered the same day",
        80,
        3,
        date(2026, 12, 18),
    )
    assert (goal.baseline, goal.less, goal.settled, goal.baseline_until) == (60, 70, True, None)


def test_all_of_them_is_a_stretch_whatever_somebody_can_do():
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    answers = [
        (OWNER, f"{key}/metric", typed("Messages answered the same day")),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", typed("100")),
        (OWNER, f"{key}/due", typed("18 December")),
        (OWNER, f"{key}/weight", typed("3")),
        (OWNER, f"{key}/today", typed("60")),
    ]
    talk = play(GOALS_DRAFT, book(), start(GOALS_DRAFT), answers)
    assert talk.said("A stretch: ")
    assert talk.said("100 of 100 leaves no room for a slip")


@pytest.mark.parametrize(
    ("way", "values", "expected"),
    [
        ("number", ("12", None), (10, 12, 14)),
        ("fewer", ("4", None), (5, 4, 3)),
        ("fewer", ("0", None), (1, 0, None)),
    ],
)
def test_a_goal_is_counted_another_way(way, values, expected):
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    answers = [
        (OWNER, f"{key}/metric", "Open messages on Friday"),
        (OWNER, f"{key}/way", way),
        (OWNER, f"{key}/agreed", 90),
        (OWNER, f"{key}/due", date(2027, 1, 8)),
        (OWNER, f"{key}/weight", 1),
        (OWNER, f"{key}/value", typed(values[0])),
        (OWNER, f"{key}/today", None),
        (OWNER, "", ACCEPT),
        (OWNER, "", ACCEPT),
        (OWNER, "sure", "sure"),
    ]
    goal = goal_in(drafted(answers)[1])
    assert (goal.less, goal.expected, goal.more) == expected
    assert (goal.counted, goal.less_is_better) == ("number", way == "fewer")


def edited(way, agreed, *more):
    """The first goal with another way of counting and another number in one form."""
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    return [
        (OWNER, f"{key}/metric", "Newsletters sent on time"),
        (OWNER, f"{key}/way", way),
        (OWNER, f"{key}/agreed", typed(agreed)),
        (OWNER, f"{key}/due", date(2027, 1, 8)),
        (OWNER, f"{key}/weight", 1),
        *((OWNER, f"{key}/{field}", value) for field, value in more),
    ]


@pytest.mark.parametrize(("way", "value"), [("number", "3"), ("fewer", "0")])
def test_the_number_that_comes_with_another_way_of_counting_is_not_asked_for_again(way, value):
    talk = play(GOALS_DRAFT, book(), start(GOALS_DRAFT), edited(way, value, ("today", None)))
    assert talk.said(f"Inbox: {value} in all. The levels beside it are my proposal.")


@pytest.mark.parametrize(
    ("way", "value", "asked"),
    [("ratio", "150", "how much is as agreed?"), ("number", "0", "over the whole round, how much is as")],
)
def test_a_number_that_does_not_fit_its_way_of_counting_is_asked_for_alone(way, value, asked):
    assert play(GOALS_DRAFT, book(), start(GOALS_DRAFT), edited(way, value)).said(asked, "owner?")


def test_a_goal_where_less_is_better_says_so_wherever_it_is_read():
    answers = edited("fewer", "4", ("today", None))
    rest = [(OWNER, "", ACCEPT), (OWNER, "", ACCEPT), (OWNER, "sure", "sure")]
    goal = terms_of(goal_in(drafted([*answers, *rest])[1]))
    assert read(line_of(goal)).endswith("as agreed at most 4 in all, not quite 5, better 3.")
    assert read(all_levels_of(goal)).endswith('much better 2; above "not quite" is far from it.')
    result = Result(goal.id, 0, "Calendar", "number", goal.due_on, value=6, expected=4, less_is_better=True)
    told = {level: read(result_line(replace(result, level=level))) for level in range(-2, 3)}
    assert told == {
        -2: "Calendar: 6 in all, agreed at most 4: far from what was agreed.",
        -1: "Calendar: 6 in all, agreed at most 4: not quite as agreed.",
        0: "Calendar: 6 in all, agreed at most 4: as agreed.",
        1: "Calendar: 6 in all, agreed at most 4: better than agreed.",
        2: "Calendar: 6 in all, agreed at most 4: much better than agreed.",
    }


def read(words):
    return plain(words, Reader("en", "Europe/Lisbon"))


def test_what_nobody_has_looked_at_is_done_by_word():
    day = date(2026, 12, 11)
    done = Result("g", 1, "Inbox", "done", day, done_on=day, level=0)
    assert read(result_line(done)) == "Inbox: done on Fri 11 Dec: as agreed."
    assert read(result_line(replace(done, by_word=True))) == "Inbox: told as done on Fri 11 Dec: as agreed."


def levels(less, more, agreed=85):
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    return [
        (OWNER, f"{key}/metric", "Messages answered"),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", agreed),
        (OWNER, f"{key}/due", date(2027, 1, 8)),
        (OWNER, f"{key}/weight", 1),
        (OWNER, f"{key}/today", None),
        (OWNER, f"{key}/less", less),
        (OWNER, f"{key}/more", more),
    ]


@pytest.mark.parametrize(
    ("less", "more", "least", "most"),
    [("99", "95", 0, 84), ("85", "95", 0, 84), ("70", "80", 86, 100), ("70", "85", 86, 100)],
)
def test_levels_that_do_not_run_one_way_are_refused_beside_their_field(less, more, least, most):
    with pytest.raises(Invalid) as refused:
        drafted(levels(typed(less), typed(more)))
    assert refused.value.why == t("invalid-number-range", least=least, most=most)


def test_levels_run_one_way():
    more = [(OWNER, "", ACCEPT), (OWNER, "sure", "sure")]
    goal = goal_in(drafted([*levels(typed("84"), typed("86")), *more])[1])
    assert (goal.less, goal.expected, goal.more) == (84, 85, 86)


def test_a_level_that_an_earlier_change_has_passed_is_asked_for_again():
    talk = play(GOALS_DRAFT, book(), start(GOALS_DRAFT), levels(79, 95, agreed=75))
    assert [key.rpartition("/")[2] for key in talk.waits_for] == ["less"]


def test_a_goal_is_left_out_and_one_in_own_words_takes_its_place():
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    number = key_of(first, "/metric").rpartition("/")[0]
    answers = [
        (OWNER, f"{number}/metric", "x"),
        (OWNER, f"{number}/way", "out"),
        (OWNER, f"{number}/agreed", 90),
        (OWNER, f"{number}/due", date(2027, 1, 8)),
        (OWNER, f"{number}/weight", 1),
        (OWNER, "", ACCEPT),
        (OWNER, "sure", "sure"),
    ]
    _, after = drafted(answers)
    assert [goal.what for goal in after.find(model.Goal)] == ["Order questions"]


def test_no_skills_at_all():
    talk, after = drafted([(OWNER, "none", "without")], skills=False)
    assert talk.said("There are no skills on the list yet")
    assert not after.find(model.Goal)
    assert {"checkin", "monday", "look_back_facts"} <= planned(talk)
    first = play(GOALS_DRAFT, book(skills=False), start(GOALS_DRAFT), [(OWNER, "none", "write")])
    key = key_of(first, "/metric").rpartition("/")[0]
    answers = [
        (OWNER, "none", "write"),
        (OWNER, f"{key}/what", "Inbox"),
        (OWNER, f"{key}/metric", "answered the same day"),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", typed("70")),
        (OWNER, f"{key}/due", typed("18 December")),
        (OWNER, "sure", "sure"),
    ]
    _, after = drafted(answers, skills=False)
    assert [(goal.what, goal.expected) for goal in after.find(model.Goal)] == [("Inbox", 70)]


@pytest.mark.parametrize(
    ("field", "words", "key"),
    [
        ("agreed", "", "invalid-empty"),
        ("agreed", "many", "invalid-number"),
        ("agreed", "2000000", "invalid-number-range"),
        ("weight", "0", "invalid-number-range"),
        ("weight", "5", "invalid-number-range"),
        ("due", "1 March 2027", "invalid-date-late"),
        ("due", "1 November 2026", "invalid-date-past"),
        ("due", "today", "invalid-date-early"),
        ("metric", "a" * 3_001, "invalid-too-long"),
    ],
)
def test_what_cannot_be_a_goal_is_refused_beside_its_field(field, words, key):
    asked = key_of(play(GOALS_DRAFT, book(), start(GOALS_DRAFT)), f"/{field}")
    with pytest.raises(Invalid) as refused:
        play(GOALS_DRAFT, book(), start(GOALS_DRAFT), [(OWNER, asked, typed(words))])
    assert refused.value.why.key == key


def test_three_thousand_characters_are_a_text():
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    words = "Answered by the next day. " * 115
    answers = [
        (OWNER, f"{key}/metric", typed(words[:3000])),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", 90),
        (OWNER, f"{key}/due", date(2027, 1, 8)),
        (OWNER, f"{key}/weight", 1),
        (OWNER, "", ACCEPT),
        (OWNER, "sure", "sure"),
    ]
    draft, after = drafted(answers)
    assert len(goal_in(after).metric) > 2_900
    talk = play(GOALS_ANSWER, after, began(draft))
    assert talk.said("Answered by the next day.")


def test_vague_words_are_pointed_at_and_may_stay():
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    page = [
        (OWNER, f"{key}/metric", "Help with customers and also fix the shop"),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", 90),
        (OWNER, f"{key}/due", date(2027, 1, 8)),
        (OWNER, f"{key}/weight", 1),
    ]
    keep, after = drafted(
        [*page, (OWNER, f"{key}/vague", "keep"), (OWNER, "", ACCEPT), (OWNER, "sure", "sure")]
    )
    assert keep.said('"Help with" says no result and it holds several goals')
    assert goal_in(after).metric == "Help with customers and also fix the shop"
    again = [(OWNER, f"{key}/vague", "again"), (OWNER, f"{key}/again", "Answered the same day")]
    _, after = drafted([*page, *again, (OWNER, "", ACCEPT), (OWNER, "sure", "sure")])
    assert goal_in(after).metric == "Answered the same day"


# --- a learning goal and the step that closes it --------------------------------------------------

AGREED = [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")]


def test_the_proof_and_the_day_that_both_agreed_to_are_those_of_the_step():
    learning = goal_in(drafted()[1], learning=True)
    key = f"goal/{learning.id}"
    draft = [
        (OWNER, "", ACCEPT),
        (OWNER, f"{key}/metric", typed("Twelve replies in a row go out unchanged.")),
        (OWNER, f"{key}/way", "done"),
        (OWNER, f"{key}/due", typed("16 December")),
        (OWNER, f"{key}/weight", 1),
        (OWNER, "sure", "likely"),
    ]
    talk, offered = drafted(draft)
    step = offered.one(model.Item, "drafts")
    assert (step.proof, step.due_on) == ("ten in a row go out unchanged", date(2026, 12, 11)), (
        "not agreed yet"
    )
    answer = play(
        GOALS_ANSWER, offered, began(talk), [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")]
    )
    step = offered.after(answer.outcome).one(model.Item, "drafts")
    assert (step.proof, step.proof_count, step.due_on) == (
        "Twelve replies in a row go out unchanged.", 12, date(2026, 12, 16),
    )  # fmt: skip
    assert "item_moved" in planned(answer)


def test_a_step_that_was_handed_in_is_looked_at_as_it_was():
    draft, offered = drafted()
    handed_in = offered.after(Outcome((Change(model.Item, "drafts", 1, {"state": "done"}),)))
    talk = play(
        GOALS_ANSWER, handed_in, began(draft), [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")]
    )
    assert [goal.state for goal in handed_in.after(talk.outcome).find(model.Goal)] == ["agreed", "agreed"]
    assert talk.changed(model.Item) == {}


# --- days that are over ---------------------------------------------------------------------------


def test_a_day_that_is_over_is_pointed_at_where_a_day_is_given_and_may_stay():
    late = agreed().at(to_millis(datetime(2026, 12, 20, 10, tzinfo=UTC)))
    learning = goal_in(late, learning=True)
    change = start(GOALS_CHANGE, "rita")
    talk = play(GOALS_CHANGE, late, change, [(OWNER, "which", learning.id), (OWNER, "", ACCEPT)])
    assert talk.said("The day of Order questions, Fri 11 Dec, is over. Give it another one, or leave it")
    other = goal_in(late)
    assert not play(GOALS_CHANGE, late, change, [(OWNER, "which", other.id)]).said("is over")


def test_what_is_asked_alone_names_its_goal():
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    other_way = [
        (OWNER, f"{key}/metric", "Open messages on Friday"),
        (OWNER, f"{key}/way", "number"),
        (OWNER, f"{key}/agreed", 90),
        (OWNER, f"{key}/due", date(2027, 1, 8)),
        (OWNER, f"{key}/weight", 1),
        (OWNER, f"{key}/value", 12),
    ]
    talk = play(GOALS_DRAFT, book(), start(GOALS_DRAFT), other_way)
    assert talk.said("Inbox: over the whole round, how much is as agreed?")
    assert talk.said("Today's value for Inbox, if you know it")
