"""Whoever asks to be erased is gone: from every row, file, copy and line, and nobody else with them."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.browser.limits import ERASED
from adapters.browser.rooms import Rooms
from bot import model
from bot.conversations.kept_facts import load_facts
from bot.ports import Press, Profile, Where
from bot.privacy import held
from storage import KeyRing, open_store
from tests.inbox.looking import control_of
from tests.workspace import TestClock, Workspace, accept, hire

CANARY = "canary"
"""In everything that Joy writes and that is written about her, and nowhere else."""

NAMES = ("Joy Santos", "Joy", CANARY)


class Remembering(KeyRing):
    """Knows what every blob holds that it ever made."""

    def __init__(self) -> None:
        super().__init__((b"k" * 32,))
        self.made: dict[bytes, str] = {b"": ""}

    def seal_written(self, words: bytes, *place: str) -> bytes:
        blob = super().seal_written(words, *place)
        self.made[blob] = words.decode()
        return blob


def cells(file: Path) -> Iterator[tuple[str, Any]]:
    """Everything that stands in the database, with its table."""
    with sqlite3.connect(file) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                yield from ((name, cell) for cell in row)


def open_words(file: Path, ring: Remembering) -> list[tuple[str, str]]:
    """Every text in the database, sealed or not, with its table."""
    return [(table, ring.made[cell] if isinstance(cell, bytes) else str(cell)) for table, cell in cells(file)]


async def played(w: Workspace) -> None:
    """Rita works with Joy and with Brian, Olga with Pete; Joy has written wherever one can."""
    for owner, professional in (("rita", "joy"), ("rita", "brian"), ("olga", "pete")):
        await hire(w, owner, professional)
        await accept(w, professional)
    for level in (4, 4, 3, 1, 3, 3):
        await w.press("joy", str(level))
    await w.type("joy", f"sixty orders a day, {CANARY} one")
    await w.command("joy", f"stuck the {CANARY} two asks for a code")
    await w.command("joy", f"thanks <@rita> you answered within the hour, {CANARY} three")
    await w.command("rita", f"note <@joy> the draft of Tuesday was right, {CANARY} four")
    await w.command("rita", f"feedback <@joy> {CANARY} five")
    await w.type("joy", f"an unasked line, {CANARY} six")

    def about(tx: Any) -> None:
        ((account, *_),) = tx.persons_at(Where("test", "", "joy"))
        tx.enter(account)
        (words,) = [one for one in tx.find(model.Feedback) if one.kind == "thanks"]
        seven = {"asked": "Where?", "before": f"at home, {CANARY} seven"}
        tx.write(words.model_copy(update={"about": seven}), words.version)

    await w.store.turn(about)
    await w.command("joy", "settings")
    await w.type("brian", "glazes take two days")


async def erase(w: Workspace, user: str) -> None:
    await w.command(user, "privacy")
    await w.press(user, "Erase it all")
    await w.press(user, "Erase it all")
    await w.pass_time(hours=0.2)


async def test_nothing_of_them_is_left_anywhere(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ring, clock, file = Remembering(), TestClock(), tmp_path / "fivefold.db"
    store = open_store(sqlite_url, ring, clock)
    w = Workspace(store, clock)
    try:
        await played(w)
        before = open_words(file, ring)
        assert sum(CANARY in words for _, words in before) >= 7, "what is not there cannot be erased"
        assert any("Joy Santos" in words for _, words in before)
        others = {user: await copy_of(w, user) for user in ("brian", "olga", "pete")}

        await erase(w, "joy")

        left = [(table, words) for table, words in open_words(file, ring) for name in NAMES if name in words]
        assert left == []
        assert load_facts.cache_info().currsize == 0
        assert not await w.store.read(lambda tx: tuple(tx.persons_at(Where("test", "", "joy"))))
        hers = await copy_of(w, "rita")
        assert [name for name in NAMES if name in hers] == []
        assert others == {user: await copy_of(w, user) for user in others}, "nobody else lost anything"
        # While it still runs: the file, and what is not yet in it.
        for each in (file, file.with_name("fivefold.db-wal")):
            assert b"Joy Santos" not in each.read_bytes(), each.name
        assert CANARY not in caplog.text
        assert "Joy Santos" not in caplog.text
    finally:
        await store.close()


async def test_nothing_that_was_noted_of_them_is_left(sqlite_url: str, tmp_path: Path) -> None:
    ring, clock, file = Remembering(), TestClock(), tmp_path / "fivefold.db"
    store = open_store(sqlite_url, ring, clock)
    w = Workspace(store, clock)

    def noted() -> list[tuple[str, str]]:
        with sqlite3.connect(file) as connection:
            rows = connection.execute("SELECT name, value FROM setting WHERE account <> '' ORDER BY name")
            return [(name, ring.made[value]) for name, value in rows]

    def confirm(tx: Any) -> None:
        ((account, person, *_),) = tx.persons_at(Where("test", "", "joy"))
        tx.enter(account)
        joy = tx.one(model.Person, person)
        tx.write(joy.model_copy(update={"zone_confirmed": True}), joy.version)
        (address,) = tx.addresses(person)
        tx.remember(address.id, "tried", "1")

    try:
        await hire(w)
        await accept(w)
        hers = {name for name, _ in noted()}
        await store.turn(confirm)
        await w.type("joy", "hello there", profile=Profile("Joy Santos", "Europe/Berlin", "en"))
        await w.command("joy", "settings")
        await w.type("joy", "later")
        kinds = {name.partition("/")[0] for name, _ in noted() if name not in hers}
        assert kinds == {"seen elsewhere", "tried", "put off"}
        copy = await copy_of(w, "joy")
        assert "'Europe/Berlin'" in copy, "what is held of her is in her copy"

        await w.command("joy", "privacy")
        await w.press("joy", "Erase it all")
        event = {**w._event("joy"), "profile": Profile("Joy Santos", "Asia/Tokyo", "en")}
        button = control_of(w, "joy", "Erase it all")
        await w._send(Press(**event, control=button), "Erase it all")
        await w.pass_time(hours=0.2)
        assert not await store.read(lambda tx: tuple(tx.persons_at(Where("test", "", "joy"))))
        assert {name.partition("/")[0] for name, _ in noted()} <= {"unasked"}, "of Rita"
        assert [words for _, words in noted() if "/" in words] == []
    finally:
        await store.close()


async def copy_of(w: Workspace, user: str) -> str:
    """The copy that somebody may ask for."""

    def look(tx: Any) -> str:
        copies = []
        for account, person, *_ in tuple(tx.persons_at(Where("test", "", user))):
            tx.enter(account)
            copies.append(str(held(tx, person, tx.talks_of(person), tx.unsent(person))))
        return "\n".join(copies)

    return await w.store.read(look)


async def test_whoever_worked_with_them_is_told_and_keeps_the_rest(sqlite_url: str) -> None:
    clock = TestClock()
    store = open_store(sqlite_url, Remembering(), clock)
    w = Workspace(store, clock)
    try:
        await played(w)
        await erase(w, "joy")
        assert "had everything about them erased" in w.sees("rita")
        told = [words for user, _, words in w.log if "had everything about them erased" in words]
        assert len(told) == 1, "Brian, Olga and Pete hear nothing"

        def look(tx: Any) -> list[model.Todo]:
            todos = []
            for account, *_ in tuple(tx.persons_at(Where("test", "", "rita"))):
                tx.enter(account)
                ended = {e.id for e in tx.find(model.Engagement) if e.state == "ended"}
                assert len(ended) == 1
                todos += [todo for todo in tx.find(model.Todo) if todo.engagement in ended]
            return todos

        todos = await store.read(look)
        assert todos, "Rita had promised something"
        assert [todo for todo in todos if not todo.done_at] == [], "what cannot be read is not asked for"
        await w.press("rita", "The numbers")
        assert "Round 1 in numbers" in w.sees("rita")
    finally:
        await store.close()


async def test_only_what_holds_their_words_goes_from_the_page(sqlite_url: str) -> None:
    clock = TestClock()
    store = open_store(sqlite_url, Remembering(), clock)
    w = Workspace(store, clock)

    def on_the_page(tx: Any) -> None:
        ((account, person, *_),) = tuple(tx.persons_at(Where("test", "", "joy")))
        tx.enter(account)
        page = model.Address(account=account, id="page", person=person, platform="browser", user="joy")
        tx.write(page, 0)

    try:
        await played(w)
        await store.turn(on_the_page)
        at = {"at": 1, "from": "fivefold"}
        said = {
            "dm/rita": (
                "Joy is stuck",
                f"the {CANARY} two asks for a code, it says",
                "Brian is at level 3",
            ),
            "dm/joy": ("How sure are you?", "Good morning"),
            "channel/shop": ("Good news from Brian",),
        }
        for room, lines in said.items():
            for line in lines:
                await store.log.append(room, {**at, "plain": line, "key": line})
        rooms = Rooms(store.log, tuple(said))
        await rooms.open()
        await erase(w, "joy")
        await rooms.look_again()
        left = {room: [one["plain"] for one in rooms.messages(room)] for room in said}
        assert left == {
            "dm/rita": [ERASED, ERASED, "Brian is at level 3"],
            "dm/joy": [ERASED],
            "channel/shop": ["Good news from Brian"],
        }
        assert rooms.messages("dm/joy")[0]["number"] == 2, "numbers go on from there"
        again = Rooms(store.log, tuple(said))
        await again.open()
        assert left == {room: [one["plain"] for one in again.messages(room)] for room in said}
    finally:
        await store.close()


@pytest.mark.parametrize("user", ["rita", "joy"])
async def test_whoever_was_erased_can_begin_anew(sqlite_url: str, user: str) -> None:
    """The owner with an account of their own, the professional invited by the same owner once more."""
    clock = TestClock()
    store = open_store(sqlite_url, Remembering(), clock)
    w = Workspace(store, clock)
    try:
        for _ in range(2):
            await hire(w)
            await accept(w)
            await erase(w, user)
        await hire(w)
        await accept(w)

        def accounts(tx: Any) -> list[list[str]]:
            places = (Where("test", "", who) for who in ("rita", "joy"))
            return [[at.account for at in tx.persons_at(place)] for place in places]

        ritas, joys = await store.read(accounts)
        assert len(ritas) == 1
        assert joys[0] == ritas[0], "the newest first"
    finally:
        await store.close()
