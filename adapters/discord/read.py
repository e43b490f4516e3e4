"""Discord's interactions and messages -> the events of the ports. Nothing here is trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import discord

from adapters.discord import wire
from adapters.discord.limits import LIMITS
from bot.engine.measured import clean, size
from bot.ports import Profile, Where

Json = Mapping[str, Any]

PLATFORM = "discord"
SLASH, MESSAGE_COMMAND = 1, 3
STRING, USER = 3, 6
REPLY = discord.MessageType.reply.value

_NICKED = re.compile(r"<@!([0-9]{1,20})>")


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Came(NamedTuple):
    """Who did something, where, and what Discord gave along to answer it with."""

    who: Where
    id: str
    at_ms: int
    profile: Profile
    channel: str
    private: bool
    interaction: int = 0
    token: str = ""
    application: int = 0
    command: bool = False
    message: str = ""
    """The message that was pressed."""
    ephemeral: bool = False
    """Whether only they see that message, and only for a while."""
    said: str = ""
    """What that message says, with what was pressed in it."""
    data: Json = NOTHING
    people: Mapping[str, Profile] = NOTHING
    server: str = ""
    under: str = ""
    """The message that it is a reply to, as a reference."""

    @property
    def user(self) -> str:
        return self.who.user

    @property
    def event(self) -> dict[str, Any]:
        """The part that every event has."""
        return {
            "id": self.id,
            "who": self.who,
            "at_ms": self.at_ms,
            "profile": self.profile,
            "people": self.people,
            "private": self.private,
        }


def where(user: int | str) -> Where:
    """An address. Discord's users are the same ones in every server."""
    return Where(PLATFORM, "", str(user))


def came(interaction: discord.Interaction[Any]) -> Came:
    """An interaction: a command, a press, a modal that was sent."""
    user = interaction.user
    data: Json = interaction.data or {}
    message = interaction.message
    return Came(
        who=where(user.id),
        id=f"i/{interaction.id}",
        at_ms=_ms(interaction),
        profile=Profile(clean(user.global_name or user.name), "", interaction.locale.value),
        channel=str(interaction.channel_id or ""),
        private=interaction.guild_id is None,
        interaction=interaction.id,
        token=interaction.token,
        application=interaction.application_id,
        command=interaction.type is discord.InteractionType.application_command,
        message=str(message.id) if message is not None else "",
        ephemeral=message is not None and message.flags.ephemeral,
        said=_said(message, data) if message is not None and message.flags.ephemeral else "",
        data=data,
        people=resolved(data),
        server=str(interaction.guild_id or ""),
    )


def _said(message: discord.Message, data: Json) -> str:
    pressed = (
        part.label
        for row in message.components
        for part in getattr(row, "children", ())
        if isinstance(part, discord.Button) and part.custom_id == data.get("custom_id")
    )
    label = next((label for label in pressed if label), "")
    whole = f"{message.content}\n**{discord.utils.escape_markdown(label)}**"
    return whole if label and size(whole) <= LIMITS.content else message.content


def _ms(interaction: discord.Interaction[Any]) -> int:
    return (interaction.id >> 22) + discord.utils.DISCORD_EPOCH


def resolved(data: Json) -> dict[str, Profile]:
    """What Discord tells about the people that were picked."""
    users = (data.get("resolved") or NOTHING).get("users") or NOTHING
    return {
        str(id): Profile(
            clean(user.get("global_name") or user.get("username") or str(id)),
            unfit="program" if user.get("bot") else "",
        )
        for id, user in users.items()
    }


def wrote(message: discord.Message) -> Came:
    """A message written to us."""
    author = message.author
    return Came(
        who=where(author.id),
        id=message_id(message.id),
        at_ms=(message.id >> 22) + discord.utils.DISCORD_EPOCH,
        profile=Profile(clean(author.global_name or author.name)),
        channel=str(message.channel.id),
        # A server that is not known yet has no `guild` either.
        private=isinstance(message.channel, discord.DMChannel),
        people={
            str(user.id): Profile(clean(user.global_name or user.name), unfit="program" if user.bot else "")
            for user in message.mentions
        },
        under=_under(
            message.channel.id, message.type.value, message.reference and message.reference.message_id
        ),
    )


def _under(channel: object, kind: object, to: object) -> str:
    return f"{channel}:{to}" if kind == REPLY and to else ""


def missed(data: Json) -> tuple[Came, str]:
    """A message read later from its channel, and what it says."""
    id, author = int(data["id"]), data["author"]
    to = (data.get("message_reference") or NOTHING).get("message_id")
    came = Came(
        who=where(author["id"]),
        id=message_id(id),
        at_ms=(id >> 22) + discord.utils.DISCORD_EPOCH,
        profile=Profile(clean(author.get("global_name") or author.get("username") or "")),
        channel=str(data["channel_id"]),
        private=True,
        people=resolved({"resolved": {"users": {one["id"]: one for one in data.get("mentions") or ()}}}),
        under=_under(data["channel_id"], data.get("type"), to),
    )
    names = [str(file.get("filename", "")) for file in data.get("attachments") or ()]
    link = f"https://discord.com/channels/@me/{came.channel}/{id}"
    return came, words(str(data.get("content") or ""), names, link)


def message_id(message: int) -> str:
    """One id for a message, however often and by whatever way it reaches us."""
    return f"m/{message}"


def words(text: str, files: Sequence[str] = (), link: str = "") -> str:
    """What somebody wrote. A file is named by the message that holds it: its own address expires."""
    said = clean(_NICKED.sub(r"<@\1>", text)).strip()
    return "\n".join(filter(None, [said, *(f"{clean(name)} ({link})" for name in files)])) if files else said


# --- commands -------------------------------------------------------------------------------------


def command(data: Json) -> tuple[str, dict[str, str], str]:
    """A slash command: its name, its options, and the option being typed."""
    found = next((one for one in data.get("options") or () if "options" in one or one.get("type") == 1), None)
    if found is None:
        return "", {}, ""
    options: dict[str, str] = {}
    focused = ""
    for option in found.get("options") or ():
        value = str(option.get("value", ""))
        options[option["name"]] = f"<@{value}>" if option.get("type") == USER else words(value)
        focused = option["name"] if option.get("focused") else focused
    return str(found["name"]), options, focused


def quoted(came: Came) -> tuple[Where, str, str]:
    """The message that a message command was used on: its author, its words and its address."""
    messages = (came.data.get("resolved") or {}).get("messages") or {}
    message: Json = messages.get(str(came.data.get("target_id"))) or {}
    author = str((message.get("author") or {}).get("id") or "")
    channel, id = str(message.get("channel_id") or came.channel), str(message.get("id") or "")
    names = [str(file.get("filename", "")) for file in message.get("attachments") or ()]
    link = f"https://discord.com/channels/@me/{channel}/{id}"
    return where(author), words(str(message.get("content") or ""), names, link), link


# --- what was filled in -----------------------------------------------------------------------------


def values(data: Json) -> dict[str, str | tuple[str, ...]]:
    """The fields of a modal by their ids: text, or the ids of picked options."""
    found: dict[str, str | tuple[str, ...]] = {}
    for component in _filled(data.get("components") or ()):
        holds, name = wire.field_of(str(component["custom_id"]))
        picked = component.get("values")
        match holds:
            case wire.TEXT:
                found[name] = words(str(component.get("value") or ""))
            case wire.USER:
                found[name] = f"<@{picked[0]}>" if picked else ""
            case wire.MANY:
                before = found.get(name, ())
                found[name] = (*before, *map(str, picked or ()))
            case wire.ONE:
                given = tuple(map(str, picked or ())) or _single(component.get("value"))
                if given or name not in found:
                    found[name] = given or ""
    return found


def _single(value: Any) -> tuple[str, ...]:
    return (str(value),) if value is not None and value != "" else ()


def _filled(components: Iterable[Json]) -> Iterator[Json]:
    for component in components:
        inner = component.get("component")
        if isinstance(inner, dict):
            component = inner
        if component.get("custom_id"):
            yield component
        yield from _filled(component.get("components") or ())
