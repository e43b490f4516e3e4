"""Two owners in two servers who work with the same person: neither ever learns of the other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from adapters.discord import read
from bot.engine.cards import flat
from bot.model import CheckIn, Engagement, Skill
from bot.privacy import held
from bot.privacy_text import as_text
from bot.telling.channel import drawn, slot_of
from bot.words import Reader, draw_card
from tests.adapters.discord.conftest import House
from tests.adapters.discord.people import Person
from tests.adapters.discord.test_played import pick_first

MONDAY = date(2026, 11, 23)
ASKED = (
    "next", "people", "skills", "rules", "numbers", "week", "goals", "plan", "coach", "roles", "settings",
    "privacy", "help",
)  # fmt: skip


class Side:
    """An owner with a server of their own, and what only that side knows."""

    def __init__(self, owner: Person, city: str, mark: str, server: tuple[str, str]) -> None:
        self.owner = owner
        self.city = city
        self.mark = mark
        self.server, self.channel = server
        self.secrets = {owner.user["global_name"].split()[0], city, mark}

    async def hires(self, professional: Person) -> None:
        owner = self.owner
        await owner.command("add", person=professional, guild=self.server, channel=self.channel)
        await owner.type(self.city)
        await owner.press("virtual assistant")
        await owner.press("Looks right")
        await owner.pick("Customer inbox", "Order questions", "Calendar")
        await owner.press("Looks right")
        await owner.type(f"My evenings are free for {self.mark}.")
        await pick_first(owner)
        await owner.press("Send")

    def write(self, tx: Any) -> None:
        """A skill and good news of this side, as its talks would write them."""
        ((account, _, _),) = tx.persons_at(read.where(self.owner.id))
        tx.enter(account)
        (work,) = tx.find(Engagement)
        skill = f"{self.mark} care"
        tx.write(
            Skill(
                account=account, id=f"s{self.mark}", engagement=work.id, name=skill, importance=3, required=3
            ),
            0,
        )
        told = CheckIn(
            account=account,
            id=f"n{self.mark}",
            engagement=work.id,
            week_of=MONDAY,
            news=f"{self.mark} is done",
        )
        tx.write(told, 0)

    def post(self, tx: Any) -> str:
        """What this side's channel would read of the week."""
        ((account, _, _),) = tx.persons_at(read.where(self.owner.id))
        tx.enter(account)
        card = drawn(tx, slot_of(MONDAY))
        assert card is not None
        message = draw_card(card, Reader("en", "UTC"))
        return "\n".join(
            flat(line) for line in (*message.body, *(part for fact in message.facts for part in fact))
        )

    def copy(self, tx: Any) -> str:
        """This side's copy of everything that is held about its owner."""
        ((account, person, _),) = tx.persons_at(read.where(self.owner.id))
        tx.enter(account)
        return as_text(held(tx, person, tx.talks_of(person), tx.unsent(person)))


async def accepts(joy: Person, words: str) -> None:
    """Say yes to the newest invitation: each business asks for the city and the hours itself."""
    await joy.press("Let's start")
    await joy.type("Manila")
    await joy.press("All right")
    await joy.type(words)
    await joy.press("All clear")


async def suggested(who: Person, command: str, option: str) -> str:
    made = await who.command(command, kind=4, focused=option, options={option: ""})
    return " ".join(one["name"] for one in made.answers[0]["data"]["choices"])


@pytest.fixture
async def sides(house: House) -> tuple[Side, Side]:
    """Both have hired Joy, who said yes to both, with a talk of each still open."""
    tom = Person(house.fake, house.settle, "300", "Tom Weber")
    first = Side(house.rita, "Lisbon", "Sandals", ("500", "501"))
    second = Side(tom, "Berlin", "Zebras", ("600", "601"))
    for side in (first, second):
        await side.hires(house.joy)
        await accepts(house.joy, f"What counts is {side.mark}.")
        await house.store.turn(side.write)
    return first, second


async def test_neither_owner_reads_anything_of_the_other(house: House, sides: tuple[Side, Side]) -> None:
    for side, other in (sides, sides[::-1]):
        owner = side.owner
        for name in ASKED:
            await owner.command(name)
        await owner.command("stuck", words="hello")
        found = {
            "screen": owner.screen(),
            "server": owner.screen(side.channel),
            "skills": await suggested(owner, "skills", "skill"),
            "goals": await suggested(owner, "goals", "goal"),
            "done": await suggested(owner, "done", "what"),
            "stuck": await suggested(owner, "stuck", "words"),
            "post": await house.store.read(side.post),
            "copy": await house.store.read(side.copy),
        }
        assert side.mark in found["screen"]
        assert f"{side.mark} care" in found["skills"]
        assert f"{side.mark} is done" in found["post"]
        assert side.mark in found["copy"]
        for place, text in found.items():
            assert not [secret for secret in other.secrets if secret in text], place
        assert owner.messages(other.channel) == []


async def test_who_works_with_both_is_one_person_in_each_and_mixes_nothing(
    house: House, sides: tuple[Side, Side]
) -> None:
    joy = house.joy
    people = await house.store.read(lambda tx: tx.persons_at(read.where(joy.id)))
    assert len({(at.account, at.person) for at in people}) == 2
    for name in ("next", "people", "week"):
        shown = len(joy.messages())
        await joy.command(name)
        told = " ".join(message["content"] for message in joy.messages()[shown:])
        assert all(side.owner.user["global_name"].split()[0] in told for side in sides), name
    await joy.command("skills")
    assert joy.sees().startswith("Which of these do you mean?")

    def copies(tx: Any) -> list[str]:
        found = []
        for account, person, _ in tx.persons_at(read.where(joy.id)):
            tx.enter(account)
            found.append(as_text(held(tx, person, tx.talks_of(person), tx.unsent(person))))
        return found

    for copy in await house.store.read(copies):
        assert sum(side.mark in copy for side in sides) == 1
