"""Goals are proposed: few, from what is there, changed field by field, and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import commands, model
from bot.conversations.stage import Stage
from bot.dialog import Begin, Change, Note, Outcome, Plan, Refused, Write
from bot.engine.text import Invalid
from bot.phases.goal_setting.answers import GOALS_ANSWER
from bot.phases.goal_setting.draft import GOALS_DRAFT
from bot.phases.goal_setting.proposals import first_clause
from bot.practice import roles
from bot.practice.goals import vagueness
from bot.summaries.goals import goals
from bot.words import Reader, draw_card
from bot.words.render import strict
from storage import open_store
from tests.phases.goal_scene import (
    ACCOUNT,
    BOTH,
    DRAFT,
    JOBS,
    OWNER,
    PROFESSIONAL,
    THURSDAY,
    YES,
    agreed,
    began,
    book,
    drafted,
    goal_in,
    key_of,
    planned,
    records,
    start,
)
from tests.phases.talk import ACCEPT, play, typed
from tests.workspace import TestClock, Workspace

# --- the proposal (O12 to O14) --------------------------------------------------------------------


def test_a_met_skill_gets_a_number_and_a_new_one_a_learning_goal():
    talk, after = drafted()
    assert talk.said("Goal 1 of 2, can start now. Inbox. Today's value: unknown.")
    assert talk.said("as agreed 90 of 100, less 80, more 97. Joy counts on Fridays.")
    assert talk.said("In reach: Joy is at 3, it needs 3 and about 7 of the 20 hours.")
    assert talk.said("Goal 2 of 2, a learning goal, because it is new. Order questions.")
    assert talk.said(
        "Your part, which Joy will see. By Thu 26 Nov: refund rules. Answers within one working day."
    )
    number, learning = goal_in(after), goal_in(after, learning=True)
    assert (number.less, number.expected, number.more, number.much_more) == (80, 90, 97, 100)
    assert (number.baseline_until, number.settled) == (date(2026, 12, 11), False)
    assert (number.weight, number.due_on, number.state) == (1, date(2027, 1, 8), "offered")
    assert (learning.counted, learning.due_on, learning.expected) == ("done", date(2026, 12, 11), None)
    assert learning.metric == "ten in a row go out unchanged"
    assert talk.effects(Write)[0].record.sure == "likely"


@pytest.mark.parametrize(
    ("levels", "kinds"),
    [
        ({"orders": 3, "calendar": 3}, [False, False, False]),
        ({"inbox": 1, "orders": 1, "calendar": 1}, [True, True]),
        ({"orders": 3}, [False, False, True]),
        ({"inbox": None, "orders": None, "calendar": None}, [True, True]),
    ],
    ids=["all met", "all new", "two met", "nothing seen"],
)
def test_at_most_three_goals_and_one_new_thing_beside_numbers(levels, kinds):
    answers = [*[(OWNER, "", ACCEPT)] * len(kinds), (OWNER, "sure", "sure")]
    _, after = drafted(answers, levels=levels, plan=False)
    offered = sorted(after.find(model.Goal), key=lambda goal: goal.position)
    assert [goal.learning for goal in offered] == kinds


def test_paid_by_the_piece_nobody_is_asked_for_hours():
    talk, after = drafted(pay="pieces", amount=1)
    assert talk.said("Proposed: as agreed 6 pieces, less 5, more 7.")
    assert talk.said("about 0.9 of 1 a week")
    assert not talk.said("hour")
    assert (goal_in(after).counted, goal_in(after).unit, goal_in(after).settled) == ("number", "pieces", True)


def test_paid_by_the_project_there_is_no_arithmetic_of_hours():
    talk, _ = drafted(pay="project", amount=0)
    assert talk.said("In reach: Joy is at 3, it needs 3.")


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


def test_levels_that_do_not_run_one_way_stay_as_proposed():
    first = play(GOALS_DRAFT, book(), start(GOALS_DRAFT))
    key = key_of(first, "/metric").rpartition("/")[0]
    answers = [
        (OWNER, f"{key}/metric", "Messages answered"),
        (OWNER, f"{key}/way", "ratio"),
        (OWNER, f"{key}/agreed", 85),
        (OWNER, f"{key}/due", date(2027, 1, 8)),
        (OWNER, f"{key}/weight", 1),
        (OWNER, f"{key}/today", None),
        (OWNER, f"{key}/less", 99),
        (OWNER, f"{key}/more", 95),
        (OWNER, "", ACCEPT),
        (OWNER, "sure", "sure"),
    ]
    talk, after = drafted(answers)
    assert talk.said("must run one way for Inbox. I kept the levels that I proposed.")
    assert goal_in(after).less < 85 < goal_in(after).more


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
        ("agreed", "150", "invalid-number-range"),
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


def test_what_templates_propose_is_not_vague():
    for template in roles.load().values():
        for job in template.jobs:
            assert not vagueness(first_clause(job.good), has_number=True, has_date=True), job.good


def test_past_weeks_say_what_is_in_reach():
    past = model.Goal(
        account=ACCOUNT,
        id="old",
        engagement="work",
        skill="s-inbox",
        round=0,
        due_on=date(2026, 11, 20),
        what="Inbox",
    )
    counts = [
        model.Count(
            account=ACCOUNT,
            id=f"c{n}",
            engagement="work",
            goal="old",
            part=part,
            whole=50,
            week_of=date(2026, 11, 2) + timedelta(weeks=n),
        )
        for n, part in enumerate((40, 42, 43))
    ]
    talk = play(GOALS_DRAFT, book(past, *counts), start(GOALS_DRAFT))
    assert talk.said(
        "Not in reach yet: Joy is at 3, it needs 3, about 7 of the 20 hours and so far most often 84"
    )


def test_a_round_that_is_over_gets_no_goals():
    talk, after = drafted([], round_ends_on=date(2026, 11, 26))
    assert talk.said("This round ends on Thu 26 Nov, too soon for a goal to show anything.")
    assert not after.find(model.Goal)
    assert "look_back_facts" in planned(talk)


def test_a_short_round_does_not_wait_for_a_count():
    talk, after = drafted(round_ends_on=date(2026, 12, 4))
    assert talk.said("Today's value: unknown. Proposed: as agreed 90 of 100")
    assert goal_in(after).settled
    assert goal_in(after, learning=True).due_on == date(2026, 12, 4)


@pytest.mark.parametrize("state", ["paused", "ended", "invited"])
def test_work_that_is_not_under_way_has_no_goals(state):
    with pytest.raises(Refused):
        play(GOALS_DRAFT, book(state=state), start(GOALS_DRAFT))


def test_only_the_two_people_of_the_work():
    with pytest.raises(Refused):
        play(GOALS_DRAFT, book(), replace(start(GOALS_DRAFT), seats={"owner": "joy"}))


def test_an_owner_who_hardly_means_it_looks_again():
    items = [(OWNER, f"commitment/{item}", "2") for item in ("committed", "care", "dedicated", "chosen")]
    talk, after = drafted([*BOTH, (OWNER, "sure", "shaky"), *items])
    assert talk.said("You hardly mean it yourself yet")
    assert not after.find(model.Goal)
    again = began(talk)
    assert (again.dialog, talk.effects(Write)[0].record.commitment) == ("goals_draft", 2)
    second = play(GOALS_DRAFT, after, again, DRAFT)
    assert began(second).dialog == "goals_answer"


def test_used_alone_goals_stay_on_the_owners_side():
    talk, after = drafted(state="alone")
    assert talk.said("Kept, on your side only.")
    assert not talk.effects(Begin)
    assert not talk.effects(Note)
    assert {goal.state for goal in after.find(model.Goal)} == {"agreed"}
    assert {plan.person for plan in talk.effects(Plan)} == {"rita"}


# --- what the command shows -----------------------------------------------------------------------


def card(book, words="", person="joy"):
    with strict():
        return draw_card(
            goals(book, commands.Ask(person, "work", words)), Reader("en", "Asia/Manila")
        ).plain()


def test_the_card_shows_what_is_agreed():
    assert "No goals are agreed yet." in card(book())
    assert "They count when you have both said yes." in card(drafted()[1])
    shown = card(agreed())
    assert "Version 1, agreed by both on Thu 26 Nov." in shown
    assert "Order questions, by Fri 11 Dec: ten in a row go out unchanged." in shown
    assert len(shown.split()) <= 130


def test_an_agreement_has_one_day_for_both():
    """Late on Thursday in Lisbon it is Friday in Manila: the day is Thursday, and whose is said to Joy."""
    after = agreed()
    (signed,) = after.find(model.Agreement)
    late = THURSDAY + 7 * 3_600_000
    after = after.after(Outcome((Change(model.Agreement, signed.id, signed.version, {"at": late}),)))
    for person, said in (("rita", "on Thu 26 Nov."), ("joy", "on Thu 26 Nov in Lisbon.")):
        assert f"Version 1, agreed by both {said}" in card(after, person=person)
    assert "Thu 26 Nov in Lisbon, mark" in card(after, "page", "joy")
    draft, offered = drafted()
    talk = play(
        GOALS_ANSWER,
        offered.at(late),
        began(draft),
        [(PROFESSIONAL, "agree", YES), (PROFESSIONAL, "sure", "sure")],
    )
    assert talk.said("Agreed by both, Thu 26 Nov in Lisbon, version 1")
    assert "Agreed by both, Thu 26 Nov, version 1" in talk.notes["agreed"]


def test_what_was_learned_is_no_longer_listed_as_open():
    after = agreed()
    closed = {"state": "closed", "closed_at": THURSDAY + 5 * 24 * 3_600_000}
    shown = card(after.after(Outcome((Change(model.Item, "drafts", 1, closed),))))
    assert "Order questions: done on Tue 1 Dec. Agreed was: ten in a row go out unchanged." in shown
    assert "A number comes after that" not in shown


def test_one_page_for_the_contract():
    shown = card(agreed(), "page")
    assert shown.startswith("# Agreement, version 1")
    assert "Between Rita Lopes and Joy Santos (virtual assistant)." in shown
    assert "1. Inbox, by Fri 8 Jan" in shown
    assert "## Rita's part" in shown
    assert "- Version 1, Thu 26 Nov, mark " in shown
    with pytest.raises(Refused):
        card(agreed(), "page", person="brian")


# --- in the house ---------------------------------------------------------------------------------


async def seated(w, **what):
    """Put the scene into the store, reach both people, and begin the draft."""

    def write(tx):
        tx.add_account(model.Account(id=ACCOUNT, name="Rita Lopes"))
        tx.enter(ACCOUNT)
        for record in records(**what):
            tx.write(record, 0)
        for person in ("rita", "joy"):
            address = model.Address(
                account=ACCOUNT, id=f"at-{person}", person=person, platform="test", user=person
            )
            tx.write(address, 0)
        begin = start(GOALS_DRAFT, conversation="draft00000000", by="")
        Stage(tx, None).begin(begin)

    await w.store.turn(write)
    await w.deliver()


@pytest.fixture
async def w(sqlite_url, ring):
    clock = TestClock(THURSDAY)
    store = open_store(sqlite_url, ring, clock)
    with strict():
        yield Workspace(store, clock)
    await store.close()


async def test_two_people_agree_in_their_chats(w):
    await seated(w)
    assert "Goal 1 of 2" in w.sees("rita")
    for label in ("Good", "Good", "Sure"):
        await w.press("rita", label)
    assert "Sent to Joy." in w.screens["rita"].text()
    assert "Rita offers these goals for the round:" in w.sees("joy")
    await w.press("joy", "Yes to both")
    await w.press("joy", "Sure")
    assert "Agreed by both, Thu 26 Nov, version 1" in w.screens["joy"].text()
    assert "First check-in: Fri 27 Nov, 07:00; 15:00 for Joy." in w.sees("rita")
    await w.command("joy", "goals")
    assert "as agreed 90 of 100" in w.sees("joy")
    await w.press("joy", "Change")
    assert "What would you like to change?" in w.sees("joy")
    await w.command("rita", "goals page")
    assert "# Agreement, version 1" in w.sees("rita")


async def test_a_form_keeps_what_was_right(w):
    await seated(w)
    await w.fill("rita", {"As agreed": "95", "Weight": "7", "By": "1 March 2027"})
    seen = w.sees("rita")
    assert "Please write a number from 1 to 4." in seen
    assert "Please write a date up to Fri 8 Jan." in seen
    await w.fill("rita", {"Weight": "2", "By": "8 January 2027"})
    await w.press("rita", "Skip")
    assert "**" not in w.sees("rita")
    assert "Inbox: 95 of 100" in w.sees("rita")


async def test_the_numbers_travel_between_two_chats(w):
    await seated(w)
    for label in ("Good", "Good", "Likely"):
        await w.press("rita", label)
    await w.press("joy", "Too much")
    await w.press("joy", "Inbox")
    await w.fill("joy", {"This would fit": "80", "Hours": "11", "What makes": "old unread mail"})
    await w.press("joy", "Likely")
    assert "The numbers agree: 11 hours needed, 7 planned." in w.sees("rita")
    await w.press("rita", "80 it is")
    assert "Agreed by both" in w.sees("joy")


async def test_a_trial_run_on_oneself(w):
    await seated(w, professional="rita")
    for label in ("Good", "Good", "Sure", "Yes to both", "Sure"):
        await w.press("rita", label)
    assert "Agreed by both" in w.screens["rita"].text()


async def test_the_work_ends_while_goals_wait(w):
    await seated(w)
    await w.press("rita", "Good")
    await w.press("rita", "Good")

    def end(tx):
        tx.enter(ACCOUNT)
        found = tx.one(model.Engagement, "work")
        tx.write(found.model_copy(update={"state": "ended"}), found.version)

    await w.store.turn(end)
    await w.press("rita", "Sure")
    assert "This work rests or has ended, so its goals wait too." in w.sees("rita")


def test_the_jobs_of_the_scene_are_those_of_the_template():
    template = roles.load()["virtual_assistant"]
    assert {job.id: job.good for job in template.jobs if job.id in JOBS} == JOBS
