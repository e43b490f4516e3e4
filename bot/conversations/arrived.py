"""The two buttons under "did it arrive?": it is there, or send it after all."""

from __future__ import annotations

from bot.conversations.actor import Actor
from bot.conversations.controls import Begins
from bot.dialog import Book
from bot.engine.text import t
from bot.model import Engagement
from bot.ports import Put
from bot.transaction import Letter

ARRIVED = "arrived"
SEND = "send-it"


def owner_of(tx: Book, letter: Letter) -> str | None:
    """Who answers for a letter: the owner of the work it is about, or of the oldest in the account."""
    found = tx.find(Engagement, id=letter.engagement) if letter.engagement else ()
    if not found and letter.person:
        found = (
            *tx.find(Engagement, owner=letter.person),
            *tx.find(Engagement, professional=letter.person),
        )
    found = found or tx.find(Engagement)
    if not found:
        return None
    return min(found, key=lambda work: (work.state == "ended", work.created_at, work.id)).owner


def decide(actor: Actor, begins: Begins) -> tuple[Put, ...]:
    """Take the word of whoever answers for the letter; nobody else can tell that there is one."""
    for at in actor.places():
        with actor.peek(at):
            letter = actor.tx.letter(begins.about)
            answers = letter is not None and owner_of(actor.tx, letter) == at.person
        if letter is None or not answers:
            continue
        actor.be(at)
        again = begins.command == SEND
        if not actor.tx.decide(letter.id, again=again):
            break
        actor.stage.wake = actor.stage.wake or again
        return actor.say(t("doubt-sent") if again else t("doubt-rests"))
    actor.identify()
    return actor.say(t("doubt-over"))
