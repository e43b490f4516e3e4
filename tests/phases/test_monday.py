"""The owner's Monday, the channel's post, and how many messages nobody asked for."""

from __future__ import annotations

from datetime import date

import pytest

from bot import model, unasked
from bot.budget import Effort, acting
from bot.conversations.stage import Stage
from bot.dialog import Begin, Note, Post, Refused, Start
from bot.model import private_fields
from bot.phases.channel import PREVIEW
from bot.phases.monday import MONDAY, TIME
from bot.phases.rhythm import checkin_after, monday_after
from bot.summaries_channel import drawn, shared
from bot.summaries_week import coach, week
from bot.transaction import Due, Letter
from bot.words import Reader, draw_card
from bot.words.render import strict
from storage import open_store
from tests.phases.talk import play, refusal, typed
from tests.phases.test_between import ACCOUNT, asked, at, book, count, goal, item, records, written
from tests.phases.test_between import week as told
from tests.phases.test_words_between import piece
from tests.workspace import TestClock, Workspace

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
    talk = play(MONDAY, book(*CALM, *brian, slow, piece(), now=MONDAY_MORNING), monday())
    (note,) = talk.effects(Note)
    assert note.card.waiting
    text = talk.notes["monday"]
    assert text.startswith("Mon 30 Nov")
    assert "On course: Joy, 41 of 46, likely" in text
    assert 'Unsure: Brian: "an interview partner is silent"' in text
    assert "Off: Joy on Mon 30 Nov and you on Tue 1 Dec; I stay quiet" in text
    assert "About 3 min from you (my estimate); 20 h of work and one piece came back." in text
    assert "Try this: A question of Joy waited 55 hours." in text
    assert text.endswith("[Look at one piece by Joy] [Thank Joy] [It took me longer]")
    assert {one.minutes for one in written(talk, model.OwnerTime)} == {3, 0}
    assert len(text.split()) < 130


def test_a_week_without_a_word_is_neither_good_nor_bad():
    text = play(MONDAY, book(now=MONDAY_MORNING), monday()).notes["monday"]
    assert "No word yet: Joy" in text
    assert "On course" not in text
    assert "Unsure" not in text


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


class By:
    def __init__(self, person):
        self.person, self.engagement, self.words = person, "", ""


def test_week_and_coach_show_the_same_week():
    late = asked(state="answered", answered_at=at(27, 14)).model_copy(update={"at": at(25)})
    on_friday = book(*CALM, late, now=at(27, 16))
    assert "On course: Joy, 41 of 46, likely" in shown(week(on_friday, By("rita"))).plain()
    assert "With Rita: Rita, 41 of 46, likely" in shown(week(on_friday, By("joy"))).plain()
    tip = shown(coach(book(*CALM, late, now=MONDAY_MORNING), By("rita"))).plain()
    assert "waited 55 hours" in tip
    assert "one occasion in the week from Mon 23 Nov. Only you see it." in tip
    with pytest.raises(Refused):
        coach(on_friday, By("joy"))


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


@pytest.mark.parametrize(("more", "counts"), [(0, 0), (1, 0), (2, 1)])
def test_counts_stand_in_a_channel_from_three_people_on(more, counts):
    assert len(shared(book(*CALM, *people(more)), WEEK).done) == counts


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
    card = drawn(book(*private, *people(2)), "summary/2026-11-23")
    assert card is not None
    text = shown(card).plain()
    assert text == (
        "Week of Mon 23 Nov\nDone: 46 messages.\nLearned: Order questions.\n"
        'Good news from Joy: "No unread mail older than Friday."\nComing: Calendar.'
    )


def test_the_first_real_week_is_shown_before_anything_is_posted():
    news = told(WEEK, news="No unread mail older than Friday.")
    talk = play(MONDAY, book(news, now=MONDAY_MORNING), monday())
    (begun,) = talk.effects(Begin)
    start = Start("channel_preview", {"owner": "rita"}, terms=begun.start.terms, conversation="talk")
    yes = play(
        PREVIEW,
        book(news, now=MONDAY_MORNING),
        start,
        [("owner", "then", "post"), ("owner", "channel", typed("#shop"))],
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


# --- in the house ---------------------------------------------------------------------------------


@pytest.fixture
async def house(sqlite_url, ring):
    """Rita and Joy on the test platform, on the Friday of their first week, with the rhythm planned."""
    clock = TestClock(at(27, 6))
    store = open_store(sqlite_url, ring, clock)
    w = Workspace(store, clock)

    def fill(tx):
        tx.add_account(model.Account(id=ACCOUNT, name="Rita"))
        tx.enter(ACCOUNT)
        for record in (*records(), goal(unit="messages")):
            tx.write(record, 0)
        for id in ("rita", "joy"):
            tx.write(model.Address(account=ACCOUNT, id=f"at-{id}", person=id, platform="test", user=id), 0)
        shop = model.Channel(
            account=ACCOUNT, id="shop", platform="test", channel="shop", name="#shop", state="posting"
        )
        tx.write(shop, 0)
        work, rita, joy = (
            tx.one(kind, id)
            for kind, id in ((model.Engagement, "work"), (model.Person, "rita"), (model.Person, "joy"))
        )
        for plan in (checkin_after(work, joy, tx.moment.now), monday_after(rita, tx.moment.now)):
            assert plan is not None
            Stage(tx, None).plan(plan)

    await store.turn(fill)
    with strict():
        yield w
    await store.close()


async def friday(w):
    await w.pass_time(hours=1)
    await w.press("joy", "Nothing")
    await w.fill("joy", {"Inbox": "41 of 46", "Good news": "No unread mail older than Friday."})
    await w.press("joy", "Likely")


async def test_a_week_runs_by_itself_and_the_next_one_follows(house):
    w = house
    await friday(w)
    assert "Sent. Rita reads it on Monday morning" in w.sees("joy")
    await w.pass_time(days=3, hours=2)
    text = w.screens["rita"].text()
    assert "Nothing else waits for you." in text
    assert "On course: Joy, 41 of 46, likely" in text
    assert "Good news from Joy" in w.screens[""].text()
    await w.pass_time(days=4)
    assert "Week from Mon 30 Nov" in w.sees("joy"), "the next check-in came without being planned by anybody"


async def test_a_check_in_keeps_its_budget(house):
    """Two minutes, five taps, one typed answer, with one step of the plan."""
    w = house

    def step(tx):
        tx.enter(ACCOUNT)
        tx.write(item(), 0)

    await w.store.turn(step)
    spent = [Effort()]
    take = w.inbox.take

    async def counted(event):
        spent.append(spent[-1].plus(acting(event, w.screens["joy"].last)))
        return await take(event)

    w.inbox.take = counted
    await w.pass_time(hours=1)
    await w.press("joy", "Nothing")
    await w.press("joy", "Half")
    await w.fill("joy", {"Inbox": "41 of 46"})
    await w.press("joy", "Likely")
    assert "Sent." in w.sees("joy")
    assert (spent[-1].taps, spent[-1].typed) == (5, 1)
    assert spent[-1].minutes < 2


async def test_late_words_change_the_post_where_it_stands(house):
    w = house
    await w.pass_time(hours=1)
    await w.press("joy", "Nothing")
    await w.pass_time(days=3, hours=2)
    assert "No word yet: Joy" in w.screens["rita"].text()
    assert not w.screens[""].messages, "an empty week is not posted"
    await w.fill("joy", {"Inbox": "41 of 46", "Good news": "Ten in a row."})
    await w.press("joy", "Likely")
    assert "Ten in a row." in w.screens[""].text()

    def word(tx):
        tx.enter(ACCOUNT)
        (checkin,) = tx.find(model.CheckIn, week_of=WEEK)
        assert checkin.late
        tx.write(checkin.model_copy(update={"news": "Twelve in a row."}), checkin.version)
        Stage(tx, None).leave(
            Letter(
                "again", ACCOUNT, "", "shop", "", "again", {"slot": "summary/2026-11-23"}, 0, tx.moment.real
            )
        )

    await w.store.turn(word)
    await w.deliver()
    assert "Twelve in a row." in w.screens[""].text()
    assert len(w.screens[""].messages) == 1, "replaced where it stood"


async def test_stuck_by_command_reaches_the_owner_and_comes_back(house):
    w = house
    await w.command("joy", "stuck the shop asks for a code")
    assert "Rita reads it at" in w.screens["joy"].text()
    await w.pass_time(hours=4)
    assert 'Joy is stuck since Fri 27 Nov, 06:00: "the shop asks for a code"' in w.screens["rita"].text()
    await w.press("rita", "Answer")
    await w.type("rita", "Use the shared key.")
    await w.press("rita", "Keep as a rule")
    await w.pass_time(hours=1)
    assert "Use the shared key." not in w.screens["joy"].text(), "Manila is closed"
    await w.pass_time(days=3, hours=16)
    assert "Use the shared key." in w.screens["joy"].text()


async def test_words_go_out_after_ten_minutes_unless_taken_back(house):
    w = house
    await w.pass_time(hours=1)
    await w.command("rita", "thanks <@joy> for the list on Friday")
    await w.deliver()
    await w.press("rita", "Take it back")
    assert "Taken back. Joy never sees it." in w.sees("rita")
    await w.command("rita", "thanks <@joy> for the calm week")
    await w.pass_time(hours=0.2)
    assert 'Rita thanks you: "for the calm week"' in w.screens["joy"].text()
    assert "list on Friday" not in w.screens["joy"].text()


async def test_what_exceeds_the_budget_waits(house):
    """Two in seven days after the first week: a third planned talk waits until there is room."""
    w = house
    w.clock.forward(days=13, hours=2)

    def plan(tx):
        tx.enter(ACCOUNT)
        tx.unplan(what="start", person="joy")
        for n in range(3):
            start = {"dialog": "settings", "seats": {"owner": "joy"}}
            tx.plan(
                Due(f"d{n}", ACCOUNT, "start", f"o{n}", "joy", "", "", tx.moment.now + n, {"start": start})
            )

    await w.store.turn(plan)
    await w.pass_time(hours=0.1)
    assert len(w.screens["joy"].messages) == 2
    await w.pass_time(days=6)
    assert len(w.screens["joy"].messages) == 2
    await w.pass_time(days=2)
    assert len(w.screens["joy"].messages) == 3


async def test_somebody_elses_act_is_never_held_back(house):
    w = house
    w.clock.forward(days=13, hours=4)

    def full(tx):
        tx.enter(ACCOUNT)
        for _ in range(9):
            unasked.count(tx, "rita")

    await w.store.turn(full)
    await w.command("joy", "stuck the shop asks for a code")
    await w.pass_time(hours=0.1)
    assert "Joy is stuck" in w.screens["rita"].text()
