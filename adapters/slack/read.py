"""Slack's payloads -> the events of the ports, and what was filled in. Nothing here is trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from adapters.slack import wire
from adapters.slack.limits import EVENT_ID
from adapters.slack.text import unescape
from bot.engine.measured import clean
from bot.ports import Where

Json = Mapping[str, Any]

PLATFORM = "slack"

_ANGLED = re.compile(r"<([^<>]*)>")
_USER = re.compile(r"<@([A-Z0-9]{2,20})(?:\|[^<>]*)?>")
CHANNEL = re.compile(r"<#([A-Z0-9]{2,20})(?:\|([^<>|]*))?>")
"""A channel, as Slack and as we mark it: id and name."""
_REFS = re.compile(r"[A-Z][A-Z0-9]{1,20}")


class Came(NamedTuple):
    """Who did something, where, and what Slack gave along to answer it with."""

    who: Where
    id: str
    at_ms: int
    name: str = ""
    channel: str = ""
    private: bool = True
    trigger: str = ""
    response_url: str = ""
    app: str = ""
    message: str = ""
    """The message that was pressed, as a reference."""
    view: Json = MappingProxyType({})
    ours: bool = True
    """Whether it was done to something of ours; commands and shortcuts can be used anywhere."""
    ephemeral: bool = False
    """Whether what was pressed is seen by them alone."""

    @property
    def user(self) -> str:
        return self.who.user


def came(body: Json, now_ms: int) -> Came:
    """An interaction: a press, a shortcut, a view that was sent."""
    user = body.get("user") or {}
    team = (
        (body.get("team") or {}).get("id") or user.get("team_id") or (body.get("enterprise") or {}).get("id")
    )
    channel = (body.get("channel") or {}).get("id") or ""
    container = body.get("container") or {}
    actions = body.get("actions") or [{}]
    view = body.get("view") or {}
    stamp = actions[0].get("action_ts") or body.get("action_ts") or ""
    at = _ms(stamp) or now_ms
    # A view that came back with mistakes is sent again under the same id and hash: its trigger is new.
    named = stamp or body.get("trigger_id") or f"{view.get('id', '')}.{view.get('hash', '')}"
    ephemeral = bool(container.get("is_ephemeral"))
    ts = container.get("message_ts") or (body.get("message") or {}).get("ts") or ""
    return Came(
        who=Where(PLATFORM, team or "", user.get("id") or ""),
        id=f"i/{user.get('id')}/{named}/{actions[0].get('action_id', body.get('callback_id', ''))}"[
            :EVENT_ID
        ],
        at_ms=at,
        name=user.get("name") or user.get("username") or "",
        channel=channel,
        private=not ephemeral and (not channel or channel.startswith("D")),
        trigger=body.get("trigger_id") or "",
        response_url=body.get("response_url") or "",
        app=body.get("api_app_id") or "",
        message=f"{channel}:{ts}" if channel and ts and not ephemeral else "",
        view=view,
        ours="actions" in body or bool(view),
        ephemeral=ephemeral,
    )


def commanded(body: Json, now_ms: int) -> Came:
    """A slash command. Its trigger is the only thing in it that no other command has."""
    return Came(
        who=Where(PLATFORM, body.get("team_id") or "", body.get("user_id") or ""),
        id=f"c/{body.get('user_id')}/{body.get('trigger_id')}"[:EVENT_ID],
        at_ms=now_ms,
        name=body.get("user_name") or "",
        channel=body.get("channel_id") or "",
        private=(body.get("channel_id") or "").startswith("D"),
        trigger=body.get("trigger_id") or "",
        response_url=body.get("response_url") or "",
        app=body.get("api_app_id") or "",
        ours=False,
    )


def happened(body: Json, user: str, id: str, at: str, now_ms: int) -> Came:
    """Something told by an event."""
    event = body.get("event") or {}
    return Came(
        who=Where(PLATFORM, body.get("team_id") or event.get("team") or "", user),
        id=id,
        at_ms=_ms(at) or now_ms,
        channel=event.get("channel") or "",
        app=body.get("api_app_id") or "",
    )


def _ms(stamp: object) -> int:
    """A Slack timestamp in milliseconds; 0 when it is none."""
    text = str(stamp or "")
    whole, _, part = text.partition(".")
    if not whole.isdecimal() or len(whole) > 11:
        return 0
    return int(whole) * 1000 + (int(part[:3].ljust(3, "0")) if part.isdecimal() else 0)


# --- text -----------------------------------------------------------------------------------------


def words(text: object) -> str:
    """What somebody wrote: links and channels as they read, people as marked mentions.

    A channel that is all they wrote stays marked: it is the answer to the question which one.
    """
    if not isinstance(text, str):
        return ""
    if CHANNEL.fullmatch(text.strip()):
        return text.strip()
    parts = []
    end = 0
    for found in _ANGLED.finditer(text):
        parts += [unescape(text[end : found.start()]), _entity(found[1])]
        end = found.end()
    return clean("".join([*parts, unescape(text[end:])])).strip()


def _entity(inner: str) -> str:
    if inner.startswith("@"):
        return f"<{unescape(inner)}>"
    target, _, label = inner.partition("|")
    target, label = unescape(target), unescape(label)
    if inner.startswith("#"):
        return f"#{label or target[1:]}"
    if inner.startswith("!"):
        kind = target[1:].partition("^")[0]
        return label or (f"@{kind}" if kind in ("here", "channel", "everyone") else kind)
    if target.startswith(("mailto:", "tel:")):
        return label or target.partition(":")[2]
    if not label or label in target:
        return target
    return f"{label} ({target})"


def mentioned(*texts: str) -> set[str]:
    """The ids of everybody mentioned."""
    return {found[1] for text in texts for found in _USER.finditer(text)}


def message_words(event: Json) -> str:
    """A message with the files that came with it, each by its link."""
    text = words(event.get("text"))
    links = [one.get("permalink") or one.get("name") or "" for one in event.get("files") or ()]
    return "\n".join(part for part in (text, *map(clean, links)) if part)


def ourselves(body: Json) -> str:
    """Our own user in the workspace that an event is about; empty where Slack does not say."""
    ours = (one for one in body.get("authorizations") or () if one.get("is_bot"))
    return next((str(one.get("user_id") or "") for one in ours), "")


# --- messages ---------------------------------------------------------------------------------------


def is_theirs(event: Json) -> bool:
    """Whether a message was written by a person to us, and is not an echo, a notice or a bot's."""
    return (
        event.get("channel_type") == "im"
        and bool(event.get("user"))
        and not event.get("bot_id")
        and not event.get("app_id")
        and event.get("subtype") in (None, "file_share", "me_message", "thread_broadcast")
    )


def replied(channel: str, event: Json) -> str:
    """The message in whose thread it was written, as a reference; empty outside threads."""
    thread = str(event.get("thread_ts") or "")
    return reference(channel, [thread]) if thread and thread != event.get("ts") else ""


def message_id(channel: str, ts: str) -> str:
    """One id for a message, however often and by whatever way it reaches us."""
    return f"m/{channel}/{ts}"


# --- what was filled in -----------------------------------------------------------------------------


def values(state: Json) -> dict[str, str | tuple[str, ...]]:
    """The fields of a form by their ids: text, or the ids of picked options."""
    found: dict[str, str | tuple[str, ...]] = {}
    for block_id, elements in (state.get("values") or {}).items():
        name = wire.field_of(block_id)
        for action_id, element in elements.items():
            if name and action_id == wire.VALUE:
                found[name] = value(element)
    return found


def value(element: Json) -> str | tuple[str, ...]:
    """What one element holds; an empty text when it was left alone."""
    match element.get("type"):
        case "checkboxes" | "multi_static_select":
            return tuple(one["value"] for one in element.get("selected_options") or ())
        case "static_select" | "radio_buttons":
            picked = element.get("selected_option")
            return (picked["value"],) if picked else ""
        case "users_select":
            user = element.get("selected_user")
            return f"<@{user}>" if user else ""
        case "conversations_select":
            channel = element.get("selected_conversation")
            return f"<#{channel}>" if channel else ""
        case "datepicker":
            return element.get("selected_date") or ""
        case "timepicker":
            return element.get("selected_time") or ""
        case _:
            return clean(element.get("value") or "")


def gathered(state: Json, control: str) -> tuple[str, ...]:
    """The options of a control that were picked beside its button."""
    picked = _beside(state, wire.MANY, control)
    return tuple(one["value"] for _, element in picked for one in element.get("selected_options") or ())


def typed(state: Json, control: str) -> dict[str, str | tuple[str, ...]]:
    """What was typed into a form's only field, beside the button that opens it; nothing if left empty."""
    fields = ((action.field, value(element)) for action, element in _beside(state, wire.FILL, control))
    return {field: given for field, given in fields if given}


def _beside(state: Json, verb: str, control: str) -> Iterator[tuple[wire.Action, Json]]:
    for elements in (state.get("values") or {}).values():
        for action_id, element in elements.items():
            action = wire.parse(action_id)
            if action is not None and action.verb == verb and action.control == control:
                yield action, element


def form_of(view: Json) -> tuple[str, str]:
    """The form that a view shows, and the message it was opened from."""
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        kept = {}
    return (str(kept.get("form") or ""), str(kept.get("ref") or "")) if isinstance(kept, dict) else ("", "")


# --- references -------------------------------------------------------------------------------------


def reference(channel: str, stamps: list[str]) -> str:
    """Where a message stands: its channel and, in order, the messages it was split into."""
    return f"{channel}:{','.join(stamps)}"


def referred(ref: str) -> tuple[str, list[str]]:
    """A reference, read; no channel when it is none of ours."""
    channel, _, stamps = ref.partition(":")
    return (channel, stamps.split(",")) if stamps and _REFS.fullmatch(channel) else ("", [])


def posted_ms(ref: str) -> int:
    """When the last message of a reference was posted, by Slack's clock; 0 when it is none of ours."""
    return _ms(referred(ref)[1][-1]) if referred(ref)[1] else 0


def link(body: Json) -> str:
    """The address of the message that a shortcut was used on."""
    domain = (body.get("team") or {}).get("domain") or ""
    channel = (body.get("channel") or {}).get("id") or ""
    ts = str((body.get("message") or {}).get("ts") or body.get("message_ts") or "")
    if not re.fullmatch(r"[a-z0-9-]{1,60}", domain) or not channel or not ts:
        return ""
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
