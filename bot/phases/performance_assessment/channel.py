"""Phase 4, the channel (O19): nothing is posted before the owner has seen what it would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import model
from bot.dialog import Book, Dialog, Effect, Outcome, Post, Refused, Scene, Start, Write, scene_alone
from bot.engine.kinds import CHANNEL, Option, Room
from bot.engine.prompts import ask_for, choice, say
from bot.engine.text import t
from bot.model import OWNER
from bot.practice.identity import derived_id
from bot.telling.channel import Shared, lines, shared, slot_of


@dataclass(frozen=True, slots=True)
class PreviewFacts:
    """What would be posted, and the channel that is known, if any."""

    scene: Scene
    account: str
    week: Shared
    platform: str
    scope: str
    known: str
    """The record of a channel that waits for a decision."""
    version: int
    channel: str
    name: str


@dataclass(frozen=True, slots=True)
class Picked:
    """The channel, or none."""

    room: Room | None = None


def prepare_preview(book: Book, start: Start) -> PreviewFacts:
    """Only somebody who leads work, and only until it is decided."""
    scene = scene_alone(book, start)
    channels = book.find(model.Channel)
    leads = any(e.state == "active" for e in book.find(model.Engagement, owner=scene.owner.id))
    if not leads or any(channel.state != "preview" for channel in channels):
        raise Refused
    known = channels[0] if channels else None
    address = next(iter(book.find(model.Address, person=scene.owner.id)), None)
    week = shared(book, date.fromisoformat(str(start.terms["week"])))
    return PreviewFacts(
        scene,
        book.account,
        week,
        known.platform if known else address.platform if address else "",
        known.scope if known else address.scope if address else "",
        known.id if known else "",
        known.version if known else 0,
        known.channel if known else "",
        (known.name or known.channel) if known else "",
    )


async def channel_preview(facts: PreviewFacts) -> Picked:
    """O19: exactly what it would be; then a channel or none."""
    await say(t("preview-intro"))
    for line in lines(facts.week):
        await say(line)
    post = t("preview-post", name=facts.name) if facts.known else t("preview-post-somewhere")
    ways = (Option("post", post, bare="yes"), Option("none", t("preview-none"), bare="no"))
    then = await choice("then", t("preview-ask"), ways)
    if then == "none":
        await say(t("preview-none-noted"))
        return Picked()
    room = (
        Room(facts.channel, facts.name)
        if facts.channel
        else await ask_for(CHANNEL, "room", t("preview-which"))
    )
    await say(t("preview-posted", name=room.name))
    return Picked(room)


def finish_preview(facts: PreviewFacts, picked: Picked) -> Outcome:
    """Kept as decided; a yes posts this week at once."""
    id = facts.known or derived_id(facts.account, "channel")
    record = model.Channel(
        account=facts.account,
        id=id,
        platform=facts.platform,
        scope=facts.scope,
        channel=picked.room.id if picked.room else facts.channel,
        name=picked.room.name if picked.room else facts.name,
        state="posting" if picked.room else "none",
    )
    effects: list[Effect] = [Write(record, facts.version)]
    if picked.room:
        effects.append(Post(id, slot_of(facts.week.week)))
    return Outcome(tuple(effects))


PREVIEW = Dialog(
    "channel_preview",
    (OWNER,),
    PreviewFacts,
    prepare_preview,
    channel_preview,
    finish_preview,
    t("title-preview"),
    minutes=1,
    audience="you",
)
