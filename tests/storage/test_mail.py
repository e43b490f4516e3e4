"""What waits to be carried, who may carry it, and what a claim that was overtaken may no longer write."""

import pytest
from sqlalchemy import select

from bot.model import Address, Channel
from bot.transaction import Errand
from storage import tables
from tests.storage.making import HOME, OTHER, a_letter, a_seat, at_home, settle

MINUTE = 60_000
HERE = ("slack", "discord")


def address(person: str, platform: str = "slack", scope: str = "T1") -> Address:
    return Address(
        account=HOME, id=f"at-{person}-{platform}"[:13], person=person, platform=platform, scope=scope,
        user=f"U{person}",
    )  # fmt: skip


def people(tx):
    settle(tx)
    for one in ("p1", "p2", "owner1", "professional1"):
        at_home(tx).write(address(one), 0)


async def errands(store, platforms=HERE, but=(), limit=50) -> list[Errand]:
    return list(await store.read(lambda tx: tx.errands(platforms, but, limit)))


async def claim(store, clock, errand, turn=0):
    return await store.turn(lambda tx: at_home(tx).claim(errand, turn, clock.real_ms + MINUTE))


async def test_of_one_reader_only_the_first_letter_may_go_and_each_name_is_posted_once(store, clock):
    await store.turn(people)
    put = [a_letter(), a_letter("l2"), a_letter("l3", person="p2"), a_letter("l4", once="c1/l1")]
    posted = await store.turn(lambda tx: [at_home(tx).post(letter) for letter in put])
    assert posted == [True, True, True, False]
    assert [one.letter for one in await errands(store)] == ["l1", "l3"]
    assert await errands(store, platforms=()) == [], "none of them is up yet"
    (first, _) = await errands(store)
    assert (first.platform, first.scope, first.to, first.address) == ("slack", "T1", "Up1", "at-p1-slack")
    got = await claim(store, clock, first)
    assert (got.fence, got.tries, got.doubt) == (1, 1, False)
    assert [one.letter for one in await errands(store)] == ["l3"], "nothing passes what is on its way"
    assert await claim(store, clock, first) is None
    assert await store.turn(lambda tx: at_home(tx).carried(got, "D1:1"))
    assert [one.letter for one in await errands(store)] == ["l2", "l3"]
    assert await store.read(lambda tx: at_home(tx).letter("l1")) is None, "its words are gone"
    assert not await store.turn(lambda tx: at_home(tx).post(a_letter())), "its name is not"


async def test_a_claim_without_an_end_is_in_doubt_and_its_owner_can_write_no_more(store, clock):
    await store.turn(people)
    await store.turn(lambda tx: at_home(tx).post(a_letter()))
    (errand,) = await errands(store)
    slow = await claim(store, clock, errand)
    began = clock.real_ms
    assert await errands(store) == []
    clock.pass_by(MINUTE)
    (errand,) = await errands(store)
    other = await claim(store, clock, errand)
    assert (other.fence, other.tries, other.doubt, other.since_ms) == (2, 2, True, began)
    for late in ("carried", "put_back", "leave_in_doubt"):
        rest = {"carried": ("D1:1",), "put_back": (clock.real_ms,), "leave_in_doubt": ()}[late]
        assert not await store.turn(lambda tx, late=late, rest=rest: getattr(at_home(tx), late)(slow, *rest))
    assert await store.read(lambda tx: at_home(tx).letter("l1")) is not None
    assert await store.turn(lambda tx: at_home(tx).carried(other, "D1:1"))


async def test_a_sure_refusal_leaves_no_doubt_and_an_unsure_one_does(store, clock):
    await store.turn(people)
    await store.turn(lambda tx: at_home(tx).post(a_letter()))
    (errand,) = await errands(store)
    first = await claim(store, clock, errand)
    await store.turn(lambda tx: at_home(tx).put_back(first, clock.real_ms + 5))
    assert await errands(store) == []
    clock.pass_by(5)
    second = await claim(store, clock, errand)
    assert (second.tries, second.doubt, second.since_ms) == (2, False, clock.real_ms)
    await store.turn(lambda tx: at_home(tx).put_back(second, clock.real_ms + 5, doubt=True))
    assert await claim(store, clock, errand) is None, "it is left alone for so long"
    clock.pass_by(5)
    third = await claim(store, clock, errand)
    assert (third.tries, third.doubt, third.since_ms) == (3, True, clock.real_ms - 5)


async def test_what_is_left_in_doubt_goes_only_when_somebody_says_so(store, clock):
    await store.turn(people)
    await store.turn(lambda tx: [at_home(tx).post(a_letter(id)) for id in ("l1", "l2")])
    for again in (True, False):
        (errand,) = await errands(store)
        got = await claim(store, clock, errand)
        assert await store.turn(lambda tx, got=got: at_home(tx).leave_in_doubt(got))
        name = errand.letter
        assert [one.letter for one in await errands(store)] == ([] if name == "l2" else ["l2"])
        assert await store.read(lambda tx, name=name: at_home(tx).letter(name)) is not None
        assert await store.turn(lambda tx, name=name, again=again: at_home(tx).decide(name, again=again))
        assert not await store.turn(lambda tx, name=name: at_home(tx).decide(name, again=True))
        if again:
            (errand,) = await errands(store)
            got = await claim(store, clock, errand)
            assert not got.doubt
            await store.turn(lambda tx, got=got: at_home(tx).carried(got, "D1:1"))
    assert await errands(store) == []


async def test_a_page_waits_for_the_letters_that_may_go_and_is_sent_for_its_turn_only(store, clock):
    await store.turn(people)

    def move(tx):
        (seat,) = [seat for seat in at_home(tx).seats("c1") if seat.role == "owner"]
        assert tx.move_seat(seat, asked=True, editing="", put_at_ms=clock.real_ms, touched=True)

    await store.turn(move)
    await store.turn(lambda tx: at_home(tx).post(a_letter(person="owner1")))
    (letter,) = await errands(store)
    assert letter.letter == "l1"
    await store.turn(lambda tx: at_home(tx).delay(letter, clock.real_ms + MINUTE))
    (page,) = await errands(store)
    assert (page.conversation, page.role, page.what) == ("c1", "owner", "c1.owner")
    assert await claim(store, clock, page, 0) is None, "another turn stands there by now"
    got = await claim(store, clock, page, 1)
    await store.turn(move)
    newer = await claim(store, clock, page, 2)
    assert newer is None, "one at a time"
    assert await store.turn(lambda tx: at_home(tx).carried(got, "D1:1"))
    assert await errands(store) == [], "it is not looked at all the time"
    clock.pass_by(1_000)
    (page,) = await errands(store)
    newer = await claim(store, clock, page, 2)
    assert (newer.tries, newer.doubt) == (1, False)
    await store.turn(lambda tx: at_home(tx).carried(newer, "D1:2"))
    (seat,) = [seat for seat in await store.read(lambda tx: at_home(tx).seats("c1")) if seat.role == "owner"]
    assert (seat.shown_turn, seat.ref, seat.put_at_ms) == (2, "D1:2", 0)
    assert await errands(store) == []


async def test_whoever_cannot_be_reached_keeps_what_waits_for_them(store, clock):
    await store.turn(people)
    await store.turn(lambda tx: [at_home(tx).post(a_letter(person=one)) for one in ("p1",)])
    assert await errands(store, platforms=("discord",)) == []
    shut = address("p1").model_copy(update={"state": "closed"})
    await store.turn(lambda tx: at_home(tx).write(shut, 1))
    assert await errands(store) == []
    await store.turn(lambda tx: at_home(tx).write(address("p1", "discord", ""), 0))
    (there,) = await errands(store)
    assert (there.platform, there.scope) == ("discord", "")
    await store.turn(lambda tx: at_home(tx).write(shut.model_copy(update={"state": "open"}), 2))
    (there,) = await errands(store)
    assert there.platform == "discord", "the first of their addresses, by id"


async def test_a_workspace_that_is_full_hides_nobody(store, clock):
    await store.turn(people)

    def fill(tx):
        at_home(tx).write(address("far", "slack", "T2"), 0)
        shop = Channel(account=HOME, id="shop", platform="slack", scope="T1", channel="C1", state="posting")
        tx.write(shop, 0)
        for number in range(5):
            tx.post(a_letter(f"l{number}", person="p1" if number % 2 else "p2"))
        tx.post(a_letter("far", person="far"))
        tx.post(a_letter("post", person="", channel="shop", card={"slot": "summary/2026-11-23"}))

    await store.turn(fill)
    found = await errands(store)
    assert [one.letter for one in found] == ["l0", "l1", "far", "post"]
    assert (found[-1].to, found[-1].address) == ("C1", "shop")
    assert [one.letter for one in await errands(store, but=[("slack", "T1")])] == ["far"]
    assert await errands(store, but=[("slack", "T1"), ("slack", "T2")]) == []
    assert len(await errands(store, limit=2)) == 2


async def test_a_pause_is_kept_for_everybody_and_a_spell_begins_once(store, clock):
    def rest(seconds, of="posts"):
        return store.turn(lambda tx: tx.rest("slack", "T1", of, clock.real_ms + seconds * 1000))

    began = await rest(30)
    assert began == clock.real_ms
    assert await rest(10) == began
    assert await store.read(lambda tx: tx.resting("slack", "T1")) == {"posts": began + 30_000}
    assert await store.read(lambda tx: tx.resting("slack", "T2")) == {}
    clock.pass_by(30 * MINUTE)
    assert await rest(1) == began, "the same trouble still"
    clock.pass_by(120 * MINUTE)
    assert await rest(1) == clock.real_ms
    assert await store.read(lambda tx: tx.accounts_at("slack", "T1")) == ()
    await store.turn(people)
    assert await store.read(lambda tx: tx.accounts_at("slack", "T1")) == (HOME,)


async def test_what_is_over_leaves_no_try_behind(store, clock):
    await store.turn(people)
    await store.turn(lambda tx: at_home(tx).post(a_letter()))
    (errand,) = await errands(store)
    got = await claim(store, clock, errand)
    await store.turn(lambda tx: at_home(tx).put_back(got, clock.real_ms, doubt=True))
    await store.turn(lambda tx: at_home(tx).drop(errand, 0))
    assert await store.read(lambda tx: tx.channel.core(select(tables.attempt))) == []
    assert await errands(store) == []


async def test_what_is_put_off_is_the_page_that_was_looked_at_and_no_newer_one(store, clock):
    await store.turn(people)

    def move(tx):
        (seat,) = [seat for seat in at_home(tx).seats("c1") if seat.role == "owner"]
        assert tx.move_seat(seat, asked=True, editing="", put_at_ms=clock.real_ms, touched=True)

    await store.turn(move)
    (older,) = await errands(store)
    await store.turn(move)
    await store.turn(lambda tx: at_home(tx).delay(older, clock.real_ms + MINUTE))
    (newer,) = await errands(store)
    assert newer == older._replace(turn=older.turn + 1)
    await store.turn(lambda tx: at_home(tx).delay(newer, clock.real_ms + MINUTE))
    assert await errands(store) == []


async def test_a_clock_that_goes_back_holds_nothing_up(store, clock):
    await store.turn(people)
    year = 365 * 24 * 3_600_000
    clock.pass_by(10 * year)
    await store.turn(lambda tx: [at_home(tx).post(a_letter(id, person=id)) for id in ("p1", "p2")])
    first, second = await errands(store)
    assert await claim(store, clock, first)
    await store.turn(lambda tx: at_home(tx).delay(second, clock.real_ms + MINUTE))
    await store.turn(lambda tx: tx.rest("slack", "T1", "posts", clock.real_ms + MINUTE))
    await store.turn(lambda tx: tx.lease("lane/slack/T1", "a", clock.real_ms + MINUTE))
    clock.pass_by(-10 * year)
    assert await errands(store) == []
    await store.turn(lambda tx: tx.wind_back())
    assert len(await errands(store)) == 2
    assert await claim(store, clock, first) is None, "it may be on its way"
    clock.pass_by(MINUTE)
    got = await claim(store, clock, first)
    assert got is not None
    assert got.doubt
    assert got.since_ms < clock.real_ms - MINUTE
    assert await store.read(lambda tx: tx.resting("slack", "T1")) == {}
    clock.pass_by(1)
    assert await store.turn(lambda tx: tx.lease("lane/slack/T1", "b", clock.real_ms + 1)) == 2


async def test_who_is_asked_and_since_when(store, clock):
    await store.turn(people)

    def ask(tx):
        from tests.storage.making import a_conversation

        for number, state in ((2, "open"), (3, "closed")):
            row = a_conversation(f"c{number}", state=state, created_ms=number * 100)
            at_home(tx).add_conversation(row, [a_seat(row.id, person="p1", shown_ms=500, shown_turn=1)])

    await store.turn(ask)
    (one,) = await store.read(lambda tx: tx.asked_at(HERE))
    assert (one[0].user, one[1]) == ("Up1", 200), "it stood there from then on, whenever that was known"
    assert await store.read(lambda tx: tx.asked_at(("discord",))) == ()
    assert await store.read(lambda tx: tx.asked_at(HERE, [(HOME, "p2")])) == ()
    assert len(await store.read(lambda tx: tx.asked_at(HERE, [(HOME, "p1")]))) == 1
    assert await store.read(lambda tx: tx.asked_at(HERE, [(OTHER, "p1")])) == ()


@pytest.mark.parametrize("state", ["sent", "unsure"])
async def test_a_letter_of_another_account_is_not_touched(store, state):
    await store.turn(people)
    await store.turn(lambda tx: at_home(tx).post(a_letter()))

    def other(tx):
        tx.enter(OTHER)
        return tx.letter("l1"), tx.decide("l1", again=state == "unsure")

    assert await store.turn(other) == (None, False)


async def test_a_page_is_shown_by_a_reply_or_by_delivery_never_by_both(store, clock):
    await store.turn(people)

    def owner(tx):
        (seat,) = [seat for seat in at_home(tx).seats("c1") if seat.role == "owner"]
        return seat

    def move(tx):
        assert tx.move_seat(owner(tx), asked=True, editing="", put_at_ms=clock.real_ms, touched=True)

    async def hand_over():
        return await store.turn(lambda tx: tx.hand_over(owner(tx), clock.real_ms + MINUTE))

    await store.turn(move)
    (page,) = await errands(store)
    assert await hand_over()
    assert await errands(store) == []
    assert await claim(store, clock, page, 1) is None, "it was looked up before the reply had it"
    clock.pass_by(MINUTE)
    got = await claim(store, clock, page, 1)
    assert not await hand_over(), "it is on its way"
    await store.turn(lambda tx: at_home(tx).put_back(got, clock.real_ms + MINUTE, doubt=True))
    assert not await hand_over(), "perhaps it arrived"
    await store.turn(move)
    assert await hand_over(), "a newer page is another one"


async def test_a_letter_that_a_reply_showed_keeps_its_card_until_it_is_over(store, clock):
    await store.turn(people)
    await store.turn(lambda tx: [at_home(tx).post(letter) for letter in (a_letter(), a_letter("l2"))])

    async def standing(letter: str, account: str = HOME):
        return await store.read(lambda tx: (tx.enter(account), tx.standing(letter))[1])

    assert await store.turn(lambda tx: at_home(tx).shown_by_reply("l1"))
    assert not await store.turn(lambda tx: at_home(tx).shown_by_reply("l1")), "it is out"
    assert [one.letter for one in await errands(store)] == ["l2"]
    assert await standing("l1") == a_letter().card
    assert await standing("l1", OTHER) is None
    await store.turn(lambda tx: at_home(tx).stands("l1", {"ref": "D1:1"}))
    assert await standing("l1") == {"ref": "D1:1"}
    await store.turn(lambda tx: at_home(tx).over("l1"))
    assert await standing("l1") is None

    (errand,) = await errands(store)
    got = await claim(store, clock, errand)
    assert not await store.turn(lambda tx: at_home(tx).shown_by_reply("l2")), "delivery is sending it"
    for change in (lambda tx: tx.stands("l2", {"ref": "D1:2"}), lambda tx: tx.over("l2")):
        await store.turn(lambda tx, change=change: change(at_home(tx)))
        assert await standing("l2") == a_letter("l2").card, "it is not out yet"
    await store.turn(lambda tx: at_home(tx).carried(got, "D1:2"))
    assert await standing("l2") is None


async def test_whoever_is_alone_takes_over_at_once_and_in_doubt(store, clock):
    await store.turn(people)
    await store.turn(lambda tx: [at_home(tx).post(a_letter(id, person=id)) for id in ("p1", "p2")])
    sending, put_off = await errands(store)
    assert await claim(store, clock, sending)
    await store.turn(lambda tx: at_home(tx).delay(put_off, clock.real_ms + MINUTE))
    await store.turn(lambda tx: tx.lease("lane/slack/T1", "dead", clock.real_ms + MINUTE))
    assert await errands(store) == []
    clock.pass_by(1)
    await store.turn(lambda tx: tx.take_over())
    assert [one.letter for one in await errands(store)] == [sending.letter], "what only waits goes on waiting"
    got = await claim(store, clock, sending)
    assert got is not None
    assert got.doubt
    assert await store.turn(lambda tx: tx.lease("lane/slack/T1", "new", clock.real_ms + 1))
