"""Steps of the plan: handed in, looked at, moved; and the cards that show plan and handbook."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model
from bot.commands import COMMANDS, Ask, parse
from bot.dialog import Begin, Close, Drop, Note, Plan, Refused
from bot.engine.text import Invalid, t
from bot.phases.gap_training.item_done import ITEM_DONE
from bot.phases.gap_training.item_look import ITEM_LOOK
from bot.phases.gap_training.item_moved import ITEM_MOVED
from bot.phases.life.resting import PAUSE
from bot.words import Reader, draw_card
from bot.words.render import strict
from tests.phases.learning import ACCOUNT, DAY, TUESDAY, begin, begun, book, changes, item, promise, written
from tests.phases.talk import play, typed

PRACTICE = item("practice")
LIVE = item(
    "live", position=21, due=date(2026, 12, 11), proof="ten in a row go out unchanged", proof_count=10
)
MINE = item("mine", position=0, person="rita", due=date(2026, 11, 26))


def learning_goal(**more):
    return model.Goal(
        account=ACCOUNT, id="goal", engagement="work", round=1, skill="orders", what="Order questions",
        metric="ten in a row", counted="done", learning=True, state="agreed",
        **{"due_on": date(2026, 12, 11), **more},
    )  # fmt: skip


# --- handed in ------------------------------------------------------------------------------------


def done(*answers, step=PRACTICE, **start):
    return play(ITEM_DONE, book(step), begin(ITEM_DONE, about=step.id, **start), answers)


def test_a_step_is_handed_in_and_goes_to_the_owner():
    talk = done(("professional", "work", "https://example.com/drafts"))
    assert changes(talk)["practice"]["state"] == "done"
    (piece,) = written(talk, model.Piece)
    assert (piece.item, piece.what) == ("practice", "https://example.com/drafts")
    (look,) = begun(talk)
    assert (look.dialog, look.seats, look.about) == ("item_look", {"owner": "rita"}, "practice")
    assert look.terms["piece"] == piece.id


def test_fewer_in_a_row_are_counted_and_nobody_is_bothered():
    talk = done(("professional", "row", 7), step=LIVE)
    assert talk.said("Noted: 7 of 10.")
    assert changes(talk) == {"live": {"proof_done": 7}}
    assert not talk.effects(Begin)


@pytest.mark.parametrize("work", ["reply 12", ""])
def test_ten_in_a_row_go_to_the_owner_at_once_with_or_without_one_of_them(work):
    """The count waited for an optional question that nobody answered, and the owner never heard of it."""
    talk = done(("professional", "row", 10), step=LIVE, terms={"work": work})
    assert [start.dialog for start in begun(talk)] == ["item_look"]
    assert (changes(talk)["live"]["state"], changes(talk)["live"]["proof_done"]) == ("done", 10)
    assert len(written(talk, model.Piece)) == bool(work)


@pytest.mark.parametrize("words", ["ten of ten", "-1", "10001", "2.5"])
def test_a_count_is_a_whole_number(words):
    with pytest.raises(Invalid):
        done(("professional", "row", typed(words)), step=LIVE)


def test_work_that_came_with_too_few_is_kept():
    talk = done(("professional", "row", 3), step=LIVE, terms={"work": "reply 3"})
    assert written(talk, model.Piece)[0].what == "reply 3"


def test_words_that_came_with_it_are_not_asked_for_again():
    talk = done(terms={"work": "the five drafts"})
    assert talk.asked == ()
    assert written(talk, model.Piece)[0].what == "the five drafts"


@pytest.mark.parametrize("step", [MINE, item("x", state="done"), item("x", state="offered")])
def test_what_cannot_be_handed_in(step):
    with pytest.raises(Refused) as refused:
        done(step=step)
    assert refused.value.why == t("item-not-open")


def test_a_step_of_other_work_does_not_exist():
    with pytest.raises(Refused) as refused:
        done(step=PRACTICE.model_copy(update={"engagement": "other"}))
    assert refused.value.why is None


# --- looked at ------------------------------------------------------------------------------------

PIECE = model.Piece(account=ACCOUNT, id="piece", engagement="work", what="the five drafts", item="practice")


def look(*answers, records=(), about="practice", piece="piece"):
    step = PRACTICE.model_copy(update={"state": "done"})
    return play(
        ITEM_LOOK,
        book(step, PIECE, *records),
        begin(ITEM_LOOK, about=about, terms={"piece": piece}),
        answers,
    )


def test_a_long_step_is_there_once_and_then_only_named():
    words = 'Answer the five old e-mails in the folder "practice" by the new rules, one after the other, '
    words += "and mark each place where you would have asked before.\nThe first one is from March."
    long = PRACTICE.model_copy(update={"what": words})
    assert done(step=long).said("The first one is from March."), "whoever does it reads all of it"
    handed_in = long.model_copy(update={"state": "done"})
    start = begin(ITEM_LOOK, about="practice", terms={"piece": "piece"})
    talk = play(ITEM_LOOK, book(handed_in, PIECE, LIVE), start, [("owner", "look/practice", "ready")])
    (behind,) = [line for line in talk.transcript if "The first one is from March." in line]
    assert behind.startswith("owner: [Show the step] The step was: Answer the five old")
    assert talk.said('and mark …". Ready for the next step, step live?')
    assert "March" not in str(talk.notes)


def test_ready_opens_the_next_step():
    talk = look(("owner", "look/practice", "ready"), records=(LIVE,))
    assert talk.said("What Joy handed in: the five drafts")
    assert talk.said("Ready for the next step, step live?")
    assert changes(talk)["practice"] == {"state": "closed", "closed_at": TUESDAY}
    assert changes(talk, model.Piece)["piece"]["accepted"] is True
    assert "ready. Next: step live, by Fri 11 Dec." in talk.notes["looked"]
    assert not written(talk, model.Level)


def ready(*goals):
    done_row = LIVE.model_copy(update={"state": "done", "proof_done": 10})
    return look(("owner", "look/live", "ready"), records=(done_row, *goals), about="live", piece="")


def test_the_last_step_settles_the_level_that_the_work_needs():
    talk = ready()
    assert talk.said("Joy counts 10 in a row.")
    assert talk.said("Agreed was: ten in a row go out unchanged. Is it so? Ready settles level 3")
    (level,) = written(talk, model.Level)
    assert (level.skill, level.level, level.provisional, level.disputed) == ("orders", 3, False, False)
    assert "Order questions is there, level 3, seen in real work." in talk.notes["looked"]
    assert not begun(talk)


def test_the_last_proof_speaks_for_a_step_that_nobody_handed_in():
    """It is not asked after any more; one that waits for a look keeps waiting."""
    done_row = LIVE.model_copy(update={"state": "done", "proof_done": 10})
    waits = item("waits", state="done")
    records = (done_row, PRACTICE, waits)
    talk = play(ITEM_LOOK, book(*records), begin(ITEM_LOOK, about="live"), [("owner", "look/live", "ready")])
    assert changes(talk) == {
        "live": {"state": "closed", "closed_at": TUESDAY},
        "practice": {"state": "dropped"},
    }
    assert talk.effects(Close) == (Close("work", "answered", ("item_moved", "item_done"), about="practice"),)


@pytest.mark.parametrize(
    ("about", "asked"),
    [
        ({}, ["goal_number"]),
        ({"learning": False}, []),
        ({"state": "offered"}, []),
        ({"skill": "calendar"}, []),
        ({"round": 2}, []),
    ],
)
def test_a_learning_goal_of_the_skill_gets_its_number(about, asked):
    given = {"skill": "orders", "learning": True, "state": "agreed", **about}
    goal = model.Goal(account=ACCOUNT, id="goal", engagement="work", due_on=date(2026, 12, 11), **given)
    assert [(start.dialog) for start in begun(ready(goal))] == asked


def test_nearly_goes_back_with_one_thing_and_the_next_day():
    talk = look(("owner", "look/practice", "nearly"), ("owner", "thing", "the refund line"))
    assert changes(talk)["practice"] == {"state": "agreed", "due_on": date(2026, 11, 27)}
    assert 'nearly. One thing is left: "the refund line" Send it again by Fri 27 Nov.' in talk.notes["looked"]
    assert changes(talk, model.Piece)["piece"]["wish"] == "the refund line"
    assert [plan.start.dialog for plan in talk.effects(Plan)] == ["item_moved"]


def test_not_yet_begins_the_count_anew_and_blames_nobody():
    talk = look(("owner", "look/practice", "not-yet"), ("owner", "missing", "read the rules first"))
    assert changes(talk)["practice"] == {"state": "agreed", "due_on": date(2026, 11, 27), "proof_done": 0}
    assert "that time is paid too" in talk.notes["looked"]


WEEK_LATER = TUESDAY + 10 * DAY  # Fri 4 Dec; the step was handed in on its day, a week ago
HANDED_IN = PRACTICE.model_copy(update={"state": "done", "done_at": TUESDAY + 3 * DAY})


def late_look(*answers, step=HANDED_IN, **goal):
    records = (step, LIVE, learning_goal(**goal))
    return play(ITEM_LOOK, book(*records, now=WEEK_LATER), begin(ITEM_LOOK, about="practice"), answers)


def test_what_goes_back_after_a_late_look_takes_what_follows_and_the_goal_along():
    talk = late_look(("owner", "look/practice", "not-yet"), ("owner", "missing", "read the rules first"))
    assert changes(talk)["practice"]["due_on"] == date(2026, 12, 10)
    assert changes(talk)["live"] == {"due_on": date(2026, 12, 22)}
    assert changes(talk, model.Goal) == {"goal": {"due_on": date(2026, 12, 22)}}


def test_the_last_step_that_goes_back_takes_its_goal_along():
    row = LIVE.model_copy(update={"state": "done", "proof_done": 10, "done_at": TUESDAY})
    records = (row, learning_goal())
    answers = [("owner", "look/live", "not-yet"), ("owner", "missing", "two more")]
    talk = play(ITEM_LOOK, book(*records, now=TUESDAY + 21 * DAY), begin(ITEM_LOOK, about="live"), answers)
    assert changes(talk, model.Goal) == {"goal": {"due_on": changes(talk)["live"]["due_on"]}}
    talk = play(ITEM_LOOK, book(*records, now=TUESDAY + 44 * DAY), begin(ITEM_LOOK, about="live"), answers)
    assert changes(talk)["live"]["due_on"] > date(2027, 1, 8)
    assert changes(talk, model.Goal) == {"goal": {"due_on": date(2027, 1, 8)}}, "no goal outlasts its round"


def test_what_follows_does_not_pay_for_a_look_that_came_late():
    talk = late_look(("owner", "look/practice", "ready"))
    assert "Next: step live, by Thu 17 Dec." in talk.notes["looked"]
    assert changes(talk)["live"] == {"due_on": date(2026, 12, 17)}
    assert changes(talk, model.Goal) == {"goal": {"due_on": date(2026, 12, 17)}}


def test_the_time_that_a_step_took_itself_moves_nothing():
    slow = HANDED_IN.model_copy(update={"done_at": WEEK_LATER})
    talk = late_look(("owner", "look/practice", "ready"), step=slow)
    assert changes(talk).keys() == {"practice"}
    assert not changes(talk, model.Goal)


def test_a_step_is_looked_at_once():
    with pytest.raises(Refused) as refused:
        play(ITEM_LOOK, book(PRACTICE), begin(ITEM_LOOK, about="practice"))
    assert refused.value.why == t("item-looked-at")


# --- another day ----------------------------------------------------------------------------------

MONDAY = TUESDAY + 6 * DAY  # the 30th, a holiday in Manila


def moved(*answers, now=MONDAY, records=(), **step):
    practice = PRACTICE.model_copy(update=step)
    return play(
        ITEM_MOVED,
        book(practice, LIVE, MINE, *records, now=now),
        begin(ITEM_MOVED, about="practice"),
        answers,
    )


def test_one_tap_moves_a_step_and_what_follows_and_tells_the_owner_once():
    talk = moved(("professional", "to", "2026-12-02"))
    assert talk.said('"step practice" was planned for Fri 27 Nov. That happens.')
    assert talk.said("[Wed 2 Dec] [Another day] [It is done]")
    assert changes(talk) == {
        "practice": {"due_on": date(2026, 12, 2), "moved": 1},
        "live": {"due_on": date(2026, 12, 15)},
    }
    assert 'Joy has moved a step: "step practice", now by Wed 2 Dec.' in talk.notes["moved"]
    first, following = talk.effects(Plan)
    assert (first.occurrence, following.occurrence) == ("moved/practice/2026-12-02", "moved/live/2026-12-15")
    assert not moved(("professional", "to", "2026-12-02"), moved=1).effects(Note)


def test_the_learning_goal_of_the_same_skill_moves_along():
    talk = moved(("professional", "to", "2026-12-02"), records=(learning_goal(),))
    assert changes(talk, model.Goal) == {"goal": {"due_on": date(2026, 12, 15)}}
    for stays in (learning_goal(result=0), learning_goal(due_on=date(2027, 1, 8))):
        assert not changes(moved(("professional", "to", "2026-12-02"), records=(stays,)), model.Goal)


def test_another_day_is_asked_for():
    talk = moved(("professional", "to", "other"), ("professional", "day", date(2026, 12, 4)))
    assert changes(talk)["practice"]["due_on"] == date(2026, 12, 4)


def test_a_step_that_waits_for_the_owner_says_so():
    talk = moved(("professional", "to", "2026-12-02"), records=(promise(),))
    assert talk.said('waits for Rita ("write the refund rules"), so your day moves too.')
    assert 'It waits for your part: "write the refund rules".' in talk.notes["moved"]


@pytest.mark.parametrize(
    ("step", "todo"), [({"done_at": 1}, {}), ({"proof_done": 4}, {}), ({}, {"due_on": date(2026, 12, 15)})]
)
def test_a_step_waits_for_no_part_that_does_not_stop_it(step, todo):
    """It was handed in or counted already, or the owner's part was to come after it."""
    later = promise().model_copy(update=todo)
    talk = moved(("professional", "to", "2026-12-02"), records=(later,), **step)
    assert not talk.said("waits for Rita")
    assert "your part" not in talk.notes["moved"]


def test_a_step_that_is_done_is_handed_in():
    talk = moved(("professional", "to", "done"))
    assert [(start.dialog, start.about) for start in begun(talk)] == [("item_done", "practice")]
    assert not changes(talk)


def test_a_day_that_moved_meanwhile_is_waited_for_without_a_word():
    talk = moved(due_on=date(2026, 12, 3))
    assert (talk.asked, talk.transcript) == ((), ())
    assert [plan.occurrence for plan in talk.effects(Plan)] == ["moved/practice/2026-12-03"]


@pytest.mark.parametrize("state", ["done", "closed", "dropped", "offered"])
def test_nothing_is_asked_about_what_is_not_open(state):
    with pytest.raises(Refused):
        moved(state=state)


def test_steps_move_with_work_that_rests():
    paused = {"state": "paused", "paused_on": date(2026, 11, 25)}
    old = item("old", due=date(2026, 11, 24))
    talk = play(
        PAUSE,
        book(PRACTICE, LIVE, MINE, old, promise(), now=TUESDAY + 14 * DAY, **paused),
        begin(PAUSE),
        [("owner", "then", "go-on")],
    )
    assert changes(talk).keys() == {"practice", "live"}
    assert changes(talk, model.Todo).keys() == {"promise"}
    assert changes(talk)["practice"]["due_on"] == date(2026, 12, 11)


def test_the_goal_that_is_learned_by_steps_rests_with_them():
    counting = learning_goal().model_copy(
        update={
            "id": "inbox", "skill": "tone", "learning": False, "counted": "ratio", "settled": False,
            "due_on": date(2027, 1, 8), "baseline_until": date(2026, 12, 4),
        }
    )  # fmt: skip
    passed = learning_goal(due_on=date(2026, 11, 24)).model_copy(update={"id": "passed", "skill": "calendar"})
    reached = learning_goal(result=0).model_copy(update={"id": "reached", "skill": "calendar"})
    paused = {"state": "paused", "paused_on": date(2026, 11, 25)}
    there = book(LIVE, learning_goal(), counting, passed, reached, now=TUESDAY + 14 * DAY, **paused)
    talk = play(PAUSE, there, begin(PAUSE), [("owner", "then", "go-on")])
    goals, day = changes(talk, model.Goal), changes(talk)["live"]["due_on"]
    assert goals["goal"] == {"due_on": day}
    assert goals["inbox"] == {"due_on": date(2027, 1, 19), "baseline_until": date(2026, 12, 16)}
    assert goals["inbox"]["due_on"] == changes(talk, model.Engagement)["work"]["round_ends_on"]
    assert goals.keys() == {"goal", "inbox"}
    assert [(drop.person, drop.begins) for drop in talk.effects(Drop)] == [("rita", "baseline/inbox/")]
    assert "baseline/inbox/2026-12-16" in [plan.occurrence for plan in talk.effects(Plan)]


# --- cards ----------------------------------------------------------------------------------------


def shown(command, person, *records):
    card = COMMANDS[command].show
    assert card is not None
    with strict():
        drawn = draw_card(card(book(*records), Ask(person, "work", "")), Reader("en", "Asia/Manila"))
    labels = [getattr(control, "label", "") for control in drawn.controls]
    return drawn.plain(), labels


def test_the_plan_shows_days_and_what_closes_it():
    row = LIVE.model_copy(update={"proof_done": 7})
    waits = item("guide", "calendar", position=30, state="done")
    closed = item("old", "calendar", position=31, state="closed")
    words, buttons = shown("plan", "joy", PRACTICE, row, MINE, waits, closed, promise(done_at=1))
    assert "Order questions, Joy: step practice, by Fri 27 Nov." in words
    assert (
        "step live, by Fri 11 Dec. Closed when: ten in a row go out unchanged. So far: 7 in a row." in words
    )
    assert "Calendar, Joy: step guide: handed in, waits for Rita's look." in words
    assert words.index("step live") < words.index("Order questions, Rita: step mine: done.")
    assert buttons == ["Hand in a step"]


def test_the_owner_ticks_off_from_the_plan():
    assert shown("plan", "rita", PRACTICE, MINE, promise())[1] == ["Tick off"]
    assert shown("plan", "rita", PRACTICE, MINE, promise(done_at=1))[1] == []


def test_without_a_plan_the_card_says_when_it_comes():
    assert shown("plan", "joy")[0].startswith("The plan with Rita\nThere is no plan right now.")
    assert "There is no plan right now." in shown("plan", "joy", item("x", state="dropped"))[0]


def test_the_handbook_shows_kept_answers_the_newest_first():
    rules = [
        model.Rule(account=ACCOUNT, id=f"r{n}", engagement="work", question=f"Q{n}?", answer=f"A{n}.", at=n)
        for n in (1, 2)
    ]
    words, _ = shown("rules", "joy", *rules)
    assert "Below stand 2 answers that were kept." in words
    assert words.index("Q2? A2.") < words.index("Q1? A1.")
    assert "Nothing is written down yet." in shown("rules", "joy")[0]
    assert "2 kept answers help with it" in shown("plan", "joy", PRACTICE, *rules)[0]
    mine, theirs = shown("rules", "rita", *rules)[1], shown("rules", "joy", *rules)[1]
    assert (mine, theirs) == (["Change what may be decided alone", "Change a rule"], [])


def test_a_deleted_rule_is_shown_nowhere():
    gone = model.Rule(account=ACCOUNT, id="r", engagement="work", at=1)
    assert "Nothing is written down yet." in shown("rules", "rita", gone)[0]
    assert "kept answer" not in shown("plan", "joy", PRACTICE, gone)[0]


@pytest.mark.parametrize("command", ["plan", "rules"])
def test_a_stranger_sees_nothing(command):
    with pytest.raises(Refused):
        shown(command, "brian")


@pytest.mark.parametrize(
    ("words", "name"),
    [("plan", "plan"), ("training", "plan"), ("learn", "plan"), ("gaps", "plan"), ("handbook", "rules")],
)
def test_free_words_find_the_command(words, name):
    found = parse(words).command
    assert found is not None
    assert found.name == name
