"""What each settles for themselves: settings, away, one's own part."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot import model
from bot.dialog import Move, Note
from bot.phases.life.away import AWAY
from bot.phases.life.settings import SETTINGS
from bot.phases.life.todo import TODO
from bot.practice.calendar import resolve, to_millis
from tests.phases.life_scene import ACCOUNT, DAY, THURSDAY, about, begin, book
from tests.phases.talk import ACCEPT, play, refusal, typed

# --- settings -------------------------------------------------------------------------------------


def test_settings_are_accepted_with_one_tap():
    talk = play(SETTINGS, book(), begin(SETTINGS, "joy"), [("owner", "", ACCEPT)])
    assert talk.asked == ("zone", "from", "to", "days", "name", "checkin-day")
    assert talk.said("It is 18:24 for you (Manila), right?")
    assert talk.said("= Monday, Tuesday, Wednesday, Thursday and Friday")
    assert talk.said(
        "I write to you from 09:00 to 18:00, on Monday, Tuesday, Wednesday, Thursday and Friday."
    )
    assert talk.changed(model.Person)["joy"] == {
        "called": "Joy", "zone": "Asia/Manila", "zone_confirmed": True, "country": "PH",
        "work_from": "09:00", "work_to": "18:00", "work_days": "12345",
    }  # fmt: skip


def test_a_night_shift_is_said_back_plainly():
    answers = [
        ("owner", "zone", "Africa/Nairobi"),
        ("owner", "from", typed("22:00")),
        ("owner", "to", typed("6:00")),
        ("owner", "days", ("5", "6", "7")),
        ("owner", "name", "Joyce"),
        ("owner", "checkin-day", "5"),
        ("owner", "night", "yes"),
    ]
    talk = play(SETTINGS, book(), begin(SETTINGS, "joy"), answers)
    assert talk.said("From 22:00 until 06:00 goes past midnight, into the next day.")
    assert talk.said("Noted, Joyce. It is 13:24 for you (Nairobi).")
    assert talk.said("from 22:00 until 06:00 the next day. Your nights begin on Friday, Saturday and Sunday.")
    after = book().after(talk.caused).one(model.Person, "joy")
    assert (after.zone, after.country, after.work_days, after.work_from) == (
        "Africa/Nairobi", "KE", "567", "22:00",
    )  # fmt: skip
    assert (after.called, after.name, after.version) == ("Joyce", "Joy Santos", 2)


def test_the_same_time_twice_is_the_whole_day():
    answers = [
        ("owner", "zone", "Asia/Manila"),
        ("owner", "from", time(0)),
        ("owner", "to", time(0)),
        ("owner", "days", ("1",)),
        ("owner", "name", "Joy"),
        ("owner", "checkin-day", "5"),
        ("owner", "night", "yes"),
    ]
    assert play(SETTINGS, book(), begin(SETTINGS, "joy"), answers).said("at any hour, on Monday.")


def test_hours_past_midnight_by_a_slip_of_the_pen_are_given_once_more():
    answers = [
        ("owner", "zone", "Asia/Manila"),
        ("owner", "from", typed("9:00")),
        ("owner", "to", typed("6:30")),
        ("owner", "days", ("1",)),
        ("owner", "name", "Joy"),
        ("owner", "checkin-day", "5"),
        ("owner", "night", "no"),
        ("owner", "from/again", typed("9:00")),
        ("owner", "to/again", typed("6:30 pm")),
    ]
    talk = play(SETTINGS, book(), begin(SETTINGS, "joy"), answers)
    assert talk.said("from 09:00 to 18:30, on Monday.")
    assert talk.changed(model.Person)["joy"]["work_to"] == "18:30"


def test_a_city_that_came_with_the_command_is_proposed_and_the_rhythm_moves_with_it():
    agreed = model.Agreement(
        account=ACCOUNT, id="a1", engagement="work", number=1, terms="{}", digest="d", at=1
    )
    start = begin(SETTINGS, "joy", seed={"zone": "Nairobi"})
    talk = play(SETTINGS, book(agreed), start, [("owner", "", ACCEPT)])
    assert talk.said("It is 13:24 for you (Nairobi), right?")
    assert talk.said("Your next check-in for Rita: Fri 27 Nov, 15:00 your time.")
    moves = [effect for effect in talk.caused.effects if isinstance(effect, Move)]
    assert [move.occurrence for move in moves] == [
        "checkin/2026-11-27", "checkin/2026-12-04", "look-back/1/2027-01-08/professional",
    ]  # fmt: skip
    assert moves[0].at_ms == to_millis(datetime(2026, 11, 27, 12, tzinfo=UTC))
    stays = play(SETTINGS, book(agreed), begin(SETTINGS, "joy"), [("owner", "", ACCEPT)])
    assert stays.said("Your next check-in for Rita: Fri 27 Nov, 15:00 your time.")
    assert not [effect for effect in stays.caused.effects if isinstance(effect, Move)]


def test_a_check_in_that_is_planned_moves_into_hours_that_change():
    agreed = model.Agreement(
        account=ACCOUNT, id="a1", engagement="work", number=1, terms="{}", digest="d", at=1
    )
    answers = [
        ("owner", "zone", "Asia/Manila"),
        ("owner", "from", time(7)),
        ("owner", "to", time(12)),
        ("owner", "days", ("1", "2", "3", "4", "5")),
        ("owner", "name", "Joy"),
        ("owner", "checkin-day", "5"),
    ]
    talk = play(SETTINGS, book(agreed), begin(SETTINGS, "joy"), answers)
    assert talk.said("Your next check-in for Rita: Fri 27 Nov, 11:00 your time.")
    moves = {effect.occurrence: effect.at_ms for effect in talk.caused.effects if isinstance(effect, Move)}
    assert moves["checkin/2026-11-27"] == to_millis(datetime(2026, 11, 27, 3, tzinfo=UTC))


def test_the_day_of_the_check_ins_can_be_changed_and_the_other_one_is_told():
    answers = [
        ("owner", "zone", "Asia/Manila"),
        ("owner", "from", time(9)),
        ("owner", "to", time(18)),
        ("owner", "days", ("1", "2", "3", "4", "5")),
        ("owner", "name", "Joy"),
        ("owner", "checkin-day", "3"),
    ]
    talk = play(SETTINGS, book(), begin(SETTINGS, "joy"), answers)
    assert talk.said("your check-ins come on Wednesdays.")
    after = book().after(talk.caused)
    assert after.one(model.Engagement, "work").checkin_day == 3
    (told,) = talk.effects(Note)
    assert told.to == "rita"
    assert "Joy has moved the check-ins" in talk.notes["checkin-day/work"]
    same = play(SETTINGS, book(), begin(SETTINGS, "joy"), [("owner", "", ACCEPT)])
    assert not same.effects(Note)
    assert "checkin-day" not in play(SETTINGS, book(), begin(SETTINGS, "rita")).asked


@pytest.mark.parametrize(
    ("before", "now", "day"),
    [(5, "3", date(2027, 1, 8)), (3, "5", date(2027, 1, 9)), (1, "3", date(2027, 1, 8))],
)
def test_the_look_back_goes_with_the_day_of_the_check_ins(before, now, day):
    """It waits for a last week that is told on the round's last day, which is a Friday, and for no other."""
    joined = {**dict.fromkeys(("zone", "from", "to", "days", "name")), "checkin-day": now}
    known = {"zone": "Asia/Manila", "from": time(9), "to": time(18), "days": ("1", "2", "3"), "name": "Joy"}
    answers = [("owner", key, known.get(key, value)) for key, value in joined.items()]
    talk = play(SETTINGS, book(checkin_day=before), begin(SETTINGS, "joy"), answers)
    moves = {(one.person, one.occurrence.rpartition("/")[2]): one.at_ms for one in talk.effects(Move)}
    assert moves["rita", "owner"] == to_millis(resolve(day, time(9), "Europe/Lisbon"))
    assert moves["joy", "professional"] == to_millis(resolve(day, time(9), "Asia/Manila"))


def test_a_last_week_that_is_told_already_holds_no_look_back_up():
    told = model.CheckIn(account=ACCOUNT, id="told", engagement="work", week_of=date(2027, 1, 4))
    answers = [
        ("owner", "zone", "Asia/Manila"), ("owner", "from", time(9)), ("owner", "to", time(18)),
        ("owner", "days", ("1", "2")), ("owner", "name", "Joy"), ("owner", "checkin-day", "5"),
    ]  # fmt: skip
    talk = play(SETTINGS, book(told, checkin_day=3), begin(SETTINGS, "joy"), answers)
    friday = to_millis(resolve(date(2027, 1, 8), time(9), "Europe/Lisbon"))
    assert friday in {one.at_ms for one in talk.effects(Move) if one.person == "rita"}


def test_the_next_check_in_is_of_a_week_with_work_and_moves_with_its_person():
    """Whoever is away for two weeks has the next one planned behind them."""
    agreed = model.Agreement(
        account=ACCOUNT, id="a1", engagement="work", number=1, terms="{}", digest="d", at=1
    )
    monday = book(agreed, now=THURSDAY + 4 * DAY)
    away = {"first": "today", "last": "13 dec"}
    gone = monday.after(play(AWAY, monday, begin(AWAY, "joy", seed=away)).caused)
    talk = play(SETTINGS, gone, begin(SETTINGS, "joy", seed={"zone": "Nairobi"}), [("owner", "", ACCEPT)])
    assert talk.said("Your next check-in for Rita: Fri 18 Dec, 15:00 your time.")
    moves = [effect for effect in talk.caused.effects if isinstance(effect, Move)]
    assert {"checkin/2026-12-04", "checkin/2026-12-18"} <= {move.occurrence for move in moves}


def test_a_city_that_nobody_knows_changes_nothing():
    start = begin(SETTINGS, "joy", seed={"zone": "Atlantis"})
    talk = play(SETTINGS, book(), start, [("owner", "", ACCEPT)])
    assert talk.changed(model.Person)["joy"]["zone"] == "Asia/Manila"


def test_a_country_that_was_chosen_stays_while_the_city_does():
    living_abroad = book().after(play(SETTINGS, book(), begin(SETTINGS), [("owner", "", ACCEPT)]).caused)
    assert living_abroad.one(model.Person, "rita").country == "PT"


def test_nobody_has_settings_of_somebody_unknown():
    assert refusal(SETTINGS, book(), begin(SETTINGS, "stranger-of-another-account")) == ""


# --- away -----------------------------------------------------------------------------------------


def test_away_tells_the_other_what_may_be_decided_alone():
    start = begin(AWAY, seed={"first": "fri", "last": "1 dec"})
    talk = play(AWAY, book(), start)
    assert talk.asked == ("first", "last")
    assert talk.said("I tell Joy the days, and nothing else.")
    assert talk.said("you are away from Fri 27 Nov to Tue 1 Dec, and back on Wed 2 Dec.")
    assert talk.changed(model.Person) == {"rita": {"away": "2026-11-27/2026-12-01"}}
    (note,) = talk.effects(Note)
    assert (note.to, note.engagement) == ("joy", "work")
    assert talk.notes["away/work"] == (
        "Rita is away from Fri 27 Nov to Tue 1 Dec, and back on Wed 2 Dec. "
        "Nothing of yours counts as late because of it.\n"
        "You may decide alone: wording and refunds up to 20 EUR. What needs more can wait."
    )


def test_one_day_away_is_one_day():
    day = date(2026, 11, 27)
    talk = play(AWAY, book(), begin(AWAY, "joy"), [("owner", "first", day), ("owner", "last", day)])
    assert talk.notes["away/work"] == (
        "Joy is away on Fri 27 Nov, and back on Tue 1 Dec. Nothing of yours counts as late because of it.\n"
        "What needs Joy can wait until then."
    )
    assert [note.to for note in talk.effects(Note)] == ["rita"]


def test_the_last_day_is_not_before_the_first():
    talk = play(AWAY, book(), begin(AWAY, seed={"first": "1 dec", "last": "27 nov 2026"}))
    assert talk.outcome is None
    assert talk.waits_for == ("last",)


@pytest.mark.parametrize("state", ["invited", "draft", "alone", "ended", "paused"])
def test_nobody_hears_who_does_not_work_with_them_now(state):
    talk = play(AWAY, book(state=state), begin(AWAY, seed={"first": "fri", "last": "1 dec"}))
    assert talk.notes == {}
    assert not talk.said("I tell")
    assert all(prompt.audience == "you" for page in talk.state.path for prompt in page.prompts)


def test_an_engagement_with_oneself_tells_nobody():
    talk = play(AWAY, book(professional="rita"), begin(AWAY, seed={"first": "fri", "last": "1 dec"}))
    assert talk.notes == {}


def test_back_sooner_than_planned():
    gone = play(AWAY, book(), begin(AWAY, seed={"first": "thu", "last": "4 dec"}))
    first = play(AWAY, book(), begin(AWAY, seed={"first": "today", "last": "4 dec"}))
    later = book().after(first.caused).at(THURSDAY + DAY)
    talk = play(AWAY, later, begin(AWAY), [("owner", "then", "back")])
    assert talk.said("I have noted that you are away from Thu 26 Nov to Fri 4 Dec. What has changed?")
    assert talk.changed(model.Person) == {"rita": {"away": "2026-11-26/2026-11-26"}}
    assert talk.notes == {"away/work": "Rita is back, sooner than planned."}
    assert gone.outcome is not None


def test_other_days_in_place_of_the_noted_ones():
    first = play(AWAY, book(), begin(AWAY, seed={"first": "fri", "last": "1 dec"}))
    answers = [
        ("owner", "then", "other"),
        ("owner", "first", typed("2 dec")),
        ("owner", "last", typed("3 dec")),
    ]
    talk = play(AWAY, book().after(first.caused), begin(AWAY), answers)
    assert talk.changed(model.Person) == {"rita": {"away": "2026-12-02/2026-12-03"}}


def test_more_days_beside_the_noted_ones():
    first = play(AWAY, book(), begin(AWAY, seed={"first": "24 dec", "last": "31 dec"}))
    answers = [("owner", "then", "more"), ("owner", "first", typed("fri")), ("owner", "last", typed("fri"))]
    talk = play(AWAY, book().after(first.caused), begin(AWAY), answers)
    kept = "2026-11-27/2026-11-27 2026-12-24/2026-12-31"
    assert talk.changed(model.Person) == {"rita": {"away": kept}}


def test_what_is_over_is_not_brought_up_again():
    first = play(AWAY, book(), begin(AWAY, seed={"first": "fri", "last": "fri"}))
    assert first.outcome is not None
    assert play(AWAY, book().after(first.caused).at(THURSDAY + 3 * DAY), begin(AWAY)).asked == ("first",)


# --- one's own part -------------------------------------------------------------------------------


def test_promises_are_ticked_off():
    talk = play(TODO, book(), about(TODO), [("owner", "done", ("rules",))])
    assert talk.said("[Write the refund rules: by Thu 26 Nov] [A login to the shop: by Tue 1 Dec]")
    assert talk.said("One thing is left, by Tue 1 Dec: A login to the shop")
    assert talk.changed(model.Todo) == {"rules": {"done_at": THURSDAY}}


def test_all_of_it_is_done():
    talk = play(TODO, book(), about(TODO), [("owner", "done", ("rules", "login"))])
    assert talk.said("Nothing of your part is open now.")
    again = play(TODO, book().after(talk.caused), about(TODO))
    assert again.said("Nothing of your part for Joy is open.")
    assert again.caused.effects == ()


def test_what_is_past_its_day_is_not_called_the_next_one():
    late = book().at(THURSDAY + 3 * DAY)
    talk = play(TODO, late, about(TODO), [("owner", "done", ())])
    assert talk.said("2 things are left. The first one, planned for Thu 26 Nov: Write the refund rules")


def test_nothing_ticked_changes_nothing():
    talk = play(TODO, book(), about(TODO), [("owner", "done", ())])
    assert talk.said("2 things are left. The next one, by Thu 26 Nov: Write the refund rules")
    assert talk.caused.effects == ()


def test_only_the_one_who_promised_ticks_off():
    assert refusal(TODO, book(), about(TODO, "joy")) == ""


def test_days_that_go_on_from_an_absence_leave_no_day_of_work_between():
    first = play(AWAY, book(), begin(AWAY, seed={"first": "today", "last": "3 dec"}))
    seed = {"first": "1 dec", "last": "8 dec"}
    talk = play(AWAY, book().after(first.caused), begin(AWAY, seed=seed))
    (changed,) = talk.changed(model.Person).values()
    first_day = changed["away"].partition("/")[0]
    assert changed == {"away": f"{first_day}/2026-12-08"}, "one absence, from its first day on"
