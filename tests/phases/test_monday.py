"""The owner's Monday, the channel's post, and how many messages nobody asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import model
from bot.dialog import Ask, Begin, Note, Outcome, Post, Refused, Start, Write
from bot.engine.cards import Card
from bot.engine.text import t
from bot.model import OWNER, private_fields
from bot.phases import DIALOGS
from bot.phases.performance_assessment.channel import PREVIEW
from bot.phases.performance_assessment.checkin import CHECKIN
from bot.phases.performance_assessment.monday import MONDAY, TIME
from bot.practice.calendar import to_millis
from bot.summaries.people import people as glance
from bot.tallies.doubts import doubt_id
from bot.tallies.hindrances import question_id
from bot.tallies.own_time import MINUTES, USUAL, estimate
from bot.tallies.owners import Off, OwnersWeek, week_of
from bot.tallies.weeks import checkin_id
from bot.telling.channel import drawn, shared
from bot.telling.week import coach, rows, week
from bot.words import Reader, draw_card, plain
from bot.words.render import strict
from tests.phases import scene
from tests.phases.scene import step
from tests.phases.talk import play, refusal, typed
from tests.phases.test_questions import asked
from tests.phases.test_words_between import piece
from tests.phases.week_scene import ACCOUNT, at, book, count, goal, written
from tests.phases.week_scene import week as told

MONDAY_MORNING = at(30, 9)
WEEK = date(2026, 11, 23)
ENGLISH = Reader("en", "Europe/Lisbon")


def monday(**more):
    return Start("monday", {"owner": "rita"}, terms={"day": "2026-11-30"}, **{"conversation": "talk", **more})


def shown(card):
    with strict():
        return draw_card(card, ENGLISH)


CALM = (goal(unit="customer messages"), told(WEEK, hours=20), count(WEEK, 41, 46))


# --- one message ----------------------------------------------------------------------------------


def test_monday_is_one_message_over_everybody():
    brian = (
        model.Person(account=ACCOUNT, id="brian", name="Brian Otieno", called="Brian", zone="Africa/Nairobi"),
        model.Engagement(
            account=ACCOUNT,
            id="articles",
            owner="rita",
            professional="brian",
            role="writer",
            role_name="writer",
            state="active",
            pay="pieces",
            amount=1,
            starts_on=WEEK,
            round_ends_on=date(2027, 1, 8),
        ),
        model.CheckIn(
            account=ACCOUNT,
            id="b",
            engagement="articles",
            week_of=WEEK,
            sure="even",
            way="something",
            trouble="an interview partner is silent",
            pieces=1,
        ),
    )
    slow = asked(state="answered", answered_at=at(27, 14)).model_copy(update={"at": at(25)})
    there = book(*CALM, *brian, slow, piece(), now=MONDAY_MORNING)
    there.talks.append(("question_answer", "rita", "work", at(27, 14)))
    talk = play(MONDAY, there, monday())
    (note,) = talk.effects(Note)
    assert note.card.waiting
    text = talk.notes["monday"]
    assert text.startswith("Mon 30 Nov")
    assert "On course: Joy, 41 of 46, likely" in text
    assert 'Unsure: Brian, fifty-fifty: "an interview partner is silent"' in text
    assert "Off: Joy on Mon 30 Nov and you on Tue 1 Dec; I stay quiet" in text
    assert "Your time, week from Mon 23 Nov" in text
    assert "About 7 min from you (my estimate); 20 h of work and one piece came back." in text
    assert "Try this: A question of Joy waited 2 days." in text
    assert text.endswith("[Look at one piece by Joy] [Thank Joy] [How this is counted] [It took me longer]")
    assert {one.minutes for one in written(talk, model.OwnerTime)} == {7, 0}, "five of them to add Joy"
    assert len(text.split()) < 130


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("open", 'Unsure: Joy, 41 of 46, likely, yet something is in the way: "The internet was down"'),
        ("answered", "On course: Joy, 41 of 46, likely\n"),
        ("solved", "On course: Joy, 41 of 46, likely\n"),
    ],
)
def test_what_is_in_the_way_stands_beside_the_numbers_until_it_is_out_of_the_way(state, line):
    in_the_way = told(WEEK, way="something", trouble="The internet was down")
    question = asked(state=state).model_copy(
        update={"words": "The internet was down", "id": question_id(in_the_way.id)}
    )
    there = book(goal(), in_the_way, count(WEEK, 41, 46), question, now=MONDAY_MORNING)
    assert line in play(MONDAY, there, monday()).notes["monday"]


def test_what_makes_it_shaky_stands_in_the_list():
    doubt = model.Sureness(
        account=ACCOUNT, id=doubt_id(checkin_id("work", WEEK)), engagement="work", role="professional",
        sure="shaky", why="The refund rules keep changing",
    )  # fmt: skip
    there = book(goal(), told(WEEK, sure="shaky"), count(WEEK, 41, 46), doubt, now=MONDAY_MORNING)
    line = 'Unsure: Joy, 41 of 46, shaky; what makes it shaky: "The refund rules keep changing"'
    assert line in play(MONDAY, there, monday()).notes["monday"]


def test_whoever_handed_in_or_asked_since_has_been_heard_of():
    heard = piece().model_copy(update={"at": at(27)})
    there = book(goal(), told(WEEK - timedelta(weeks=1)), heard, now=MONDAY_MORNING)
    (one,) = week_of(there, "rita", WEEK, date(2026, 11, 30)).people
    assert one.heard_on == date(2026, 11, 27)


def test_every_talk_that_the_owner_answered_is_time_of_theirs():
    """A proposal turned down and a question answered with a question leave no record, and took as long."""
    there = book(goal(), step("drafts"), now=MONDAY_MORNING)
    work, rita = there.one(model.Engagement, "work"), there.one(model.Person, "rita")
    before = estimate(there, work, rita, WEEK)
    sunday = to_millis(datetime(2026, 11, 29, 23, 59, tzinfo=UTC))
    there.talks += [
        ("goals_counter", "rita", "work", at(24)),  # 2
        ("plan_counter", "rita", "work", at(24)),  # 2
        ("item_look", "rita", "work", at(25)),  # 7
        ("todo", "rita", "work", sunday),  # 1
        ("thanks", "rita", "other", at(25)),
        ("checkin", "joy", "work", at(27)),
        ("goals_draft", "rita", "work", sunday + 60_000),
    ]
    assert estimate(there, work, rita, WEEK) - before == 12, "of this work, and of this week of hers"


def test_a_talk_takes_as_long_as_the_list_says_beside_it():
    """The list of what waits and the estimate are one sum; what is about no work is no time for it."""
    about_no_work = {"monday", "erasing", "unerasing"}
    owners = {name: dialog for name, dialog in DIALOGS.items() if OWNER in dialog.seats}
    differ = {name for name, dialog in owners.items() if MINUTES.get(name, USUAL) != dialog.minutes}
    assert differ == about_no_work
    assert set(MINUTES) <= set(owners)


def test_who_is_off_on_the_same_day_stands_in_one_line():
    off = (Off("Joy", date(2026, 12, 8)), Off("", date(2026, 12, 8)), Off("Brian", date(2026, 12, 9)))
    (line,) = [line for title, line in rows(OwnersWeek(WEEK, off=off)) if title.key == "week-off"]
    assert plain(line, Reader("en", "UTC")) == ("Brian on Wed 9 Dec; Joy and you on Tue 8 Dec; I stay quiet")


def test_who_is_off_for_several_days_is_named_until_the_last_of_them():
    """From Bonifacio Day on; Rita has the Tuesday, and the Friday apart from it."""
    there = book(goal(), now=MONDAY_MORNING)
    days = {"joy": "2026-12-01/2026-12-03", "rita": "2026-12-04/2026-12-04"}
    people = [there.one(model.Person, id).model_copy(update={"away": away}) for id, away in days.items()]
    others = [one for kind in model.RECORDS for one in there.find(kind) if one.id not in days]
    text = play(MONDAY, type(there)(ACCOUNT, there.now_ms, *people, *others), monday()).notes["monday"]
    off = "Joy from Mon 30 Nov to Thu 3 Dec, you on Tue 1 Dec and you on Fri 4 Dec; I stay quiet"
    assert f"Off: {off}" in text


def test_a_week_without_a_word_is_neither_good_nor_bad():
    text = play(MONDAY, book(goal(), now=MONDAY_MORNING), monday()).notes["monday"]
    assert "No word on the week yet: Joy" in text
    assert "On course" not in text
    assert "Unsure" not in text


@pytest.mark.parametrize(
    ("offered", "words"),
    [
        ((), "Getting started: Joy"),
        (
            (goal(state="offered"),),
            "Getting started: Joy, goals are offered; nothing counts before you both say yes",
        ),
    ],
)
def test_nobody_is_waited_for_before_anything_is_agreed(offered, words):
    text = play(MONDAY, book(*offered, now=MONDAY_MORNING), monday()).notes["monday"]
    assert words in text
    assert "No word on the week yet" not in text


def test_nobody_is_waited_for_in_a_week_before_their_round_began():
    """After a break: the last word is old, and nobody has asked for another one."""
    before = model.Closing(
        account=ACCOUNT, id="c1", engagement="work", round=1, started_on=date(2026, 9, 14),
        ended_on=date(2026, 11, 27),
    )  # fmt: skip
    begun = book(before, goal(round=2), told(date(2026, 11, 2)), now=MONDAY_MORNING, round=2)
    text = play(MONDAY, begun, monday()).notes["monday"]
    assert "Between two rounds: Joy, first check-in on Fri 4 Dec" in text
    assert "No word on the week yet" not in text


@pytest.mark.parametrize(
    "engagement", [{"state": "ended"}, {"state": "paused"}, {"owner": "joy", "professional": "rita"}]
)
def test_no_monday_without_people(engagement):
    with pytest.raises(Refused):
        MONDAY.prepare(book(now=MONDAY_MORNING, **engagement), monday())


def test_the_own_time_is_said_once_and_stays():
    start = Start("owner_time", {"owner": "rita"}, conversation="talk")
    talk = play(TIME, book(*CALM, now=MONDAY_MORNING), start, [("owner", "minutes", typed("1 h 20"))])
    (said,) = written(talk, model.OwnerTime)
    assert (said.minutes, said.said, said.week_of) == (80, True, WEEK)
    after = play(MONDAY, book(*CALM, now=MONDAY_MORNING).after(talk.outcome), monday())
    assert "About 1 h 20 min from you; 20 h of work came back." in after.notes["monday"]
    assert written(after, model.OwnerTime) == []


def test_week_and_coach_show_the_same_week():
    late = asked(state="answered", answered_at=at(27, 14)).model_copy(update={"at": at(25)})
    on_friday = book(*CALM, late, now=at(27, 16))
    assert "On course: Joy, 41 of 46, likely" in shown(week(on_friday, Ask("rita", "", ""))).plain()
    assert "With Rita: you, 41 of 46, likely" in shown(week(on_friday, Ask("joy", "", ""))).plain()
    tip = shown(coach(book(*CALM, late, now=MONDAY_MORNING), Ask("rita", "", ""))).plain()
    assert "waited 2 days" in tip
    assert "one occasion in the week from Mon 23 Nov. Only you see it." in tip
    with pytest.raises(Refused) as refused:
        coach(on_friday, Ask("joy", "", ""))
    assert refused.value.why == t("coach-not-yours")


# --- the channel ----------------------------------------------------------------------------------


def people(number):
    found = []
    for n in range(number):
        found += [
            model.Person(account=ACCOUNT, id=f"p{n}", name=f"Person {n}", called=f"Person {n}"),
            model.Engagement(
                account=ACCOUNT,
                id=f"e{n}",
                owner="rita",
                professional=f"p{n}",
                role="writer",
                role_name="writer",
                state="active",
                starts_on=WEEK,
                round_ends_on=date(2027, 1, 8),
            ),
        ]
    return found


def counts(number, week=WEEK, whole=10, unit="customer messages"):
    """What so many people beside Joy counted in a week."""
    found = []
    for n in range(number):
        work = {"id": f"g{n}", "engagement": f"e{n}", "unit": unit}
        told = {"id": f"c{n}{week:%m%d}", "engagement": f"e{n}", "goal": f"g{n}"}
        found += [goal(**work), count(week, whole, whole, **told)]
    return found


@pytest.mark.parametrize(("more", "done"), [(0, ()), (1, ()), (2, ((66, "customer messages"),))])
def test_counts_stand_in_a_channel_where_three_people_are_behind_them(more, done):
    assert shared(book(*CALM, *people(more), *counts(more)), WEEK).done == done


def test_what_one_of_three_counts_stays_theirs():
    assert shared(book(*CALM, *people(2)), WEEK).done == ()
    assert shared(book(*CALM, *people(2), *counts(2, unit="articles")), WEEK).done == ()


def test_a_week_that_too_few_counted_is_left_out_of_the_trend():
    later = [date(2026, 11, 30), date(2026, 12, 7)]
    goals, first = counts(2)[::2], counts(2)[1::2]
    told_later = [*counts(1, later[0])[1::2], *counts(2, later[1])[1::2]]
    mine = [count(monday, 40, 40, id=f"j{monday:%m%d}") for monday in later]
    trend = shared(book(*CALM, *people(2), *goals, *first, *told_later, *mine), later[1]).trend
    assert trend is not None
    assert (trend.weeks, trend.amounts) == ((WEEK, later[1]), (66, 60))


def test_a_channel_reads_nothing_private_but_the_good_news():
    private = [
        told(WEEK, trouble="SECRET", news="No unread mail older than Friday."),
        goal(what="SECRET", metric="SECRET", unit="messages"),
        count(WEEK, 41, 46),
        asked(answer="SECRET"),
        piece(wish="SECRET"),
        model.Item(
            account=ACCOUNT,
            id="i",
            engagement="work",
            skill="s",
            person="joy",
            what="SECRET",
            proof="SECRET",
            due_on=WEEK,
            state="closed",
            closed_at=at(27),
        ),
        model.Item(
            account=ACCOUNT,
            id="j",
            engagement="work",
            skill="c",
            person="joy",
            what="SECRET",
            due_on=date(2026, 12, 2),
            state="agreed",
        ),
        model.Skill(
            account=ACCOUNT, id="s", engagement="work", name="Order questions", importance=3, required=3
        ),
        model.Skill(account=ACCOUNT, id="c", engagement="work", name="Calendar", importance=3, required=3),
    ]
    assert all(private_fields(type(one)) for one in private[:2])
    card = drawn(book(*private, *people(2), *counts(2, unit="messages")), "summary/2026-11-23")
    assert card is not None
    text = shown(card).plain()
    assert text == (
        "Week of Mon 23 Nov\nDone: 66 messages.\nLearned: Order questions.\n"
        'Good news from Joy: "No unread mail older than Friday."'
    )


def test_a_skill_is_learned_with_its_last_step_and_once():
    """After the first of two steps it is on its way: else it would be learned twice."""

    def step(n, closed):
        return model.Item(
            account=ACCOUNT, id=f"i{n}", engagement="work", skill="s", person="joy", what="x", due_on=WEEK,
            position=n, state="closed" if closed else "agreed", closed_at=closed,
        )  # fmt: skip

    skill = model.Skill(account=ACCOUNT, id="s", engagement="work", name="Invoices", importance=3, required=3)
    first = shared(book(skill, step(0, at(27)), step(1, 0)), WEEK)
    assert (first.learned, first.onward) == ((), ("Invoices",))
    assert (
        "Practised: Invoices."
        in shown(drawn(book(skill, step(0, at(27)), step(1, 0)), "summary/2026-11-23")).plain()
    )
    both = book(skill, step(0, at(27)), step(1, at(30)))
    assert shared(both, WEEK).learned == ()
    assert shared(both, date(2026, 11, 30)).learned == ("Invoices",)


def test_the_first_real_week_is_shown_before_anything_is_posted():
    news = told(WEEK, news="No unread mail older than Friday.")
    talk = play(MONDAY, book(news, now=MONDAY_MORNING), monday())
    (begun,) = talk.effects(Begin)
    start = Start("channel_preview", {"owner": "rita"}, terms=begun.start.terms, conversation="talk")
    yes = play(
        PREVIEW,
        book(news, now=MONDAY_MORNING),
        start,
        [("owner", "then", "post"), ("owner", "room", typed("#shop"))],
    )
    assert yes.said('Good news from Joy: "No unread mail older than Friday."')
    (kept,) = written(yes, model.Channel)
    assert (kept.channel, kept.state) == ("shop", "posting")
    assert yes.effects(Post) == (Post(kept.id, "summary/2026-11-23"),)
    no = play(PREVIEW, book(news, now=MONDAY_MORNING), start, [("owner", "then", "none")])
    assert written(no, model.Channel)[0].state == "none"
    decided = book(news, now=MONDAY_MORNING).after(no.outcome)
    assert play(MONDAY, decided, monday()).effects(Begin) == ()
    assert refusal(PREVIEW, decided, start) == ""


def test_nothing_is_previewed_before_there_is_something():
    assert play(MONDAY, book(told(WEEK), now=MONDAY_MORNING), monday()).effects(Begin) == ()


TURN = date(2026, 12, 28)


@pytest.mark.parametrize(
    ("away", "line"),
    [
        ("", "The turn of the year is left out, so nobody was asked: Joy"),
        ("2026-12-29/2026-12-29", "The turn of the year is left out, so nobody was asked: Joy"),
        ("2026-12-21/2027-01-01", "Away in that week, so not asked: Joy"),
        ("2026-12-21/2027-01-03@work", "The turn of the year is left out, so nobody was asked: Joy"),
    ],
)
def test_why_nobody_worked_in_a_week_is_said_as_it_was(away, line):
    there = book(goal(), now=MONDAY_MORNING + 35 * 86_400_000)
    joy = there.one(model.Person, "joy").model_copy(update={"away": away})
    there = there.after(Outcome((Write(joy, 1),)))
    text = shown(Card(facts=rows(week_of(there, "rita", TURN, date(2027, 1, 4))))).plain()
    assert line in text
    assert "No work in that week" not in text


def test_a_week_that_rested_is_named_as_one_and_no_other():
    there = book(goal(), now=MONDAY_MORNING)
    joy = there.one(model.Person, "joy").model_copy(update={"away": "2026-11-23/2026-11-27@work"})
    rested = "No work in that week, so nobody was asked: Joy"
    assert rested in play(MONDAY, there.after(Outcome((Write(joy, 1),))), monday()).notes["monday"]
    assert "so nobody was asked" not in play(MONDAY, there, monday()).notes["monday"]


def test_whoever_worked_at_the_turn_of_the_year_can_tell_of_it():
    january = book(goal(), now=MONDAY_MORNING + 35 * 86_400_000)
    agreed = model.Agreement(
        account=ACCOUNT, id="a", engagement="work", round=1, number=1, digest="", at=at(25)
    )
    talk = play(CHECKIN, january.after(Outcome((Write(agreed),))), scene.begin(CHECKIN), [])
    assert talk.said("[Last week, from Mon 28 Dec]")


def test_a_part_of_the_plan_whose_day_has_passed_is_not_what_comes_next():
    def seen(day):
        part = step("part", due_on=day)
        return shown(glance(book(goal(), part, now=MONDAY_MORNING), Ask("rita", "", ""))).plain()

    assert "Past the day in the plan: one part of Joy's, Fri 27 Nov. Next: check-in" in seen(
        date(2026, 11, 27)
    )
    assert "Next: one part of the plan by Mon 30 Nov" in seen(date(2026, 11, 30))
