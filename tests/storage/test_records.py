"""Records: every kind has a table, versions are checked, the account is a wall, text comes back whole."""

from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import LargeBinary

from bot.dialog import Refused
from bot.model import RECORDS, Account, Address, Engagement, Job, Person, Rating, private_fields
from bot.ports import Where
from bot.transaction import Conflict
from storage.looking import people
from storage.sealing import Unstorable
from storage.tables import TABLES, metadata
from tests.storage.making import HOME, OTHER, at_home, settle


def a_job(id: str = "j1", **given) -> Job:
    return Job(
        **{"account": HOME, "id": id, "engagement": "e1", "name": "Reports", "good": "by noon"} | given
    )


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_record_has_a_table(kind):
    table = TABLES[kind]
    assert {column.name for column in table.columns} == set(kind.model_fields)
    assert {column.name for column in table.primary_key} == {"account", "id"}
    assert [key.target_fullname for key in table.c.account.foreign_keys] == ["account.id"]
    for name in private_fields(kind):
        assert isinstance(table.c[name].type, LargeBinary)


def test_every_table_begins_its_key_with_the_account_where_it_has_one():
    without = {"seen_event", "lease", "log", "account", "pause"}
    for table in metadata.sorted_tables:
        if table.name not in without:
            assert "account" in {column.name for column in table.primary_key}, table.name


async def test_a_record_comes_back_as_it_was_written(store):
    rating = Rating(
        account=HOME,
        id="r1",
        engagement="e1",
        skill="s1",
        role="owner",
        level=None,
        example="“ok” \U0001f600",
    )
    engagement = Engagement(
        account=HOME, id="e1", owner="p1", professional="p2", role="va", role_name="Assistant", amount=12.5,
        starts_on=date(2026, 11, 24), round_ends_on=date(2027, 2, 23), worked_before=True, expectation="",
    )  # fmt: skip

    def put(tx):
        settle(tx)
        for record in (rating, engagement, a_job()):
            tx.write(record, 0)

    await store.turn(put)
    assert await store.read(lambda tx: at_home(tx).one(Rating, "r1")) == rating
    assert await store.read(lambda tx: at_home(tx).one(Engagement, "e1")) == engagement
    assert await store.read(lambda tx: at_home(tx).find(Job, engagement="e1")) == (a_job(),)


async def test_a_version_is_checked_and_rises(store):
    await store.turn(settle)
    await store.turn(lambda tx: at_home(tx).write(a_job(), 0))
    with pytest.raises(Conflict):
        await store.turn(lambda tx: at_home(tx).write(a_job(name="twice"), 0))
    with pytest.raises(Conflict):
        await store.turn(lambda tx: at_home(tx).write(a_job(name="late"), 2))
    with pytest.raises(Conflict):
        await store.turn(lambda tx: at_home(tx).write(a_job("j9"), 1))
    await store.turn(lambda tx: at_home(tx).write(a_job(name="better", version=1), 1))
    found = await store.read(lambda tx: at_home(tx).one(Job, "j1"))
    assert (found.name, found.version) == ("better", 2)


async def test_another_account_is_a_wall(store):
    await store.turn(settle)
    await store.turn(lambda tx: at_home(tx).write(a_job(), 0))

    def elsewhere(tx):
        tx.enter(OTHER)
        return tx

    assert await store.read(lambda tx: elsewhere(tx).find(Job)) == ()
    with pytest.raises(Refused):
        await store.read(lambda tx: elsewhere(tx).one(Job, "j1"))
    with pytest.raises(Refused):
        await store.turn(lambda tx: elsewhere(tx).write(a_job(), 1))
    with pytest.raises(Conflict):
        await store.turn(lambda tx: elsewhere(tx).write(a_job(account=""), 1))


async def test_found_by_equality_of_anything_but_private_words(store):
    await store.turn(settle)
    ratings = [
        Rating(account="", id=f"r{n}", engagement="e1", skill="s1", role=role, level=level)
        for n, (role, level) in enumerate([("owner", 3), ("professional", None), ("owner", None)])
    ]
    await store.turn(lambda tx: [at_home(tx).write(rating, 0) for rating in ratings])

    async def ids(**equal):
        return [found.id for found in await store.read(lambda tx: at_home(tx).find(Rating, **equal))]

    assert await ids() == ["r0", "r1", "r2"]
    assert await ids(role="owner") == ["r0", "r2"]
    assert await ids(level=None) == ["r1", "r2"]
    assert await ids(role="owner", level=3) == ["r0"]
    with pytest.raises(ValueError, match="example"):
        await ids(example="x")
    with pytest.raises(ValueError, match="colour"):
        await ids(colour="x")


async def test_an_address_leads_to_every_account_behind_it_newest_first(store):
    def put(tx):
        settle(tx)
        for account, at in ((HOME, 1), (OTHER, 2)):
            tx.enter(account)
            tx.write(Person(account=account, id="p1", name="Ada", created_at=at), 0)
            tx.write(
                Address(account=account, id="a1", person="p1", platform="slack", scope="T1", user="U1"), 0
            )
        tx.write(Address(account=OTHER, id="a2", person="p1", platform="slack", scope="T1", user="U1"), 0)
        return tx.person("p1").name, [address.id for address in tx.addresses("p1")]

    assert await store.turn(put) == ("Ada", ["a1", "a2"])
    assert await store.read(lambda tx: tx.persons_at(Where("slack", "T1", "U1"))) == (
        (OTHER, "p1", True),
        (HOME, "p1", True),
    )
    assert await store.read(lambda tx: tx.persons_at(Where("slack", "", "U1"))) == ()


async def test_somebody_is_found_by_name_whatever_letters_it_has(store):
    def put(tx):
        settle(tx)
        for id, name, called in (("p1", "Émile Öz", "Émile"), ("p2", "Rita Lopes", "Rita")):
            tx.write(Person(account=HOME, id=id, name=name, called=called), 0)

    await store.turn(put)

    async def found(words):
        return [one.id for one in await store.read(lambda tx: people(tx, words))]

    for words in ("Émile Öz", "émile öz", "ÉMILE", " p1 "):
        assert await found(words) == ["p1"]
    assert await found("rita lopes") == ["p2"]
    assert await found("mile") == []


async def test_an_account_is_opened_once(store):
    await store.turn(settle)
    with pytest.raises(Conflict):
        await store.turn(lambda tx: tx.add_account(Account(id=HOME, name="Again")))


@pytest.mark.parametrize("bad", ["nul \0", "half \ud800"])
async def test_text_that_no_database_keeps_is_refused_by_name(store, bad):
    await store.turn(settle)
    if "\0" not in bad:  # a sealed NUL harms nobody
        with pytest.raises(Unstorable):
            await store.turn(lambda tx: at_home(tx).write(a_job(name=bad), 0))
        with pytest.raises(Unstorable):
            await store.turn(lambda tx: at_home(tx).save_conversation("c1", answers={"k": bad}, state="open"))
    with pytest.raises(Unstorable):
        await store.turn(lambda tx: at_home(tx).write(a_job(template=bad), 0))
    assert (await store.read(lambda tx: at_home(tx).conversation("c1"))).answers == {}


async def test_what_a_turn_has_read_is_not_read_again_until_it_may_be_another(store):
    await store.turn(settle)
    await store.turn(lambda tx: at_home(tx).write(a_job(), 0))

    def read(tx):
        ran, run = [], tx.run

        def note(statement, values):
            ran.append(statement)
            return run(statement, values)

        tx.run = note

        def names():
            before = len(ran)
            found = [job.name for job in tx.find(Job, id="j1")], [job.name for job in tx.find(Job, id="j1")]
            assert found[0] == found[1]
            return found[0], len(ran) - before

        at_home(tx)
        assert names() == (["Reports"], 1)
        assert names() == (["Reports"], 0)
        tx.enter(OTHER)
        assert names() == ([], 1)
        at_home(tx)
        with suppress(Refused), tx.savepoint():
            tx.write(a_job(name="Lists"), 1)
            assert names()[0] == ["Lists"]
            raise Refused
        assert names() == (["Reports"], 1)
        tx.write(a_job(name="Orders"), 1)
        ran.clear()
        assert names() == (["Orders"], 1)
        tx.unplan(person="p")
        ran.clear()
        assert names() == (["Orders"], 1)

    await store.turn(read)


async def test_what_is_to_follow_a_commit_follows_that_one_alone(store):
    followed = []

    def erases(tx, fails=False):
        tx.channel.after_commit.append(lambda: followed.append(1))
        if fails:
            raise Refused

    await store.turn(erases)
    assert followed == [1]
    with pytest.raises(Refused):
        await store.turn(lambda tx: erases(tx, fails=True))
    await store.turn(settle)
    assert followed == [1]
