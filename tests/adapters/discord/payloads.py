"""What Discord says things are: users, channels, messages and interactions, as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

EPOCH = 1_420_070_400_000
BOT, APPLICATION = "20", "30"


def user_of(id: str, name: str, *, bot: bool = False) -> Json:
    return {
        "id": id,
        "username": name.split()[0].lower(),
        "discriminator": "0",
        "avatar": None,
        "global_name": name,
        "bot": bot,
        "public_flags": 0,
    }


def channel_of(id: str, recipients: list[Json]) -> Json:
    return {"id": id, "type": 1, "recipients": recipients, "last_message_id": None}


def public(message: Json) -> Json:
    """A message as the gateway and the routes tell it."""
    at = datetime.fromtimestamp(((int(message["id"]) >> 22) + EPOCH) / 1000, UTC).isoformat()
    return {
        "id": message["id"],
        "channel_id": message["channel_id"],
        "author": message["author"],
        "content": message.get("content", ""),
        "timestamp": at,
        "edited_timestamp": message.get("edited_timestamp"),
        "tts": False,
        "mention_everyone": False,
        "mentions": message.get("mentions", []),
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": message.get("type", 0),
        **({"message_reference": message["message_reference"]} if "message_reference" in message else {}),
        "flags": message.get("flags", 0),
        "components": message.get("components", []),
    }


def guild_of(id: str, name: str, channels: dict[str, str]) -> Json:
    """A server with text channels, by id and name."""
    return {
        "id": id,
        "name": name,
        "icon": None,
        "splash": None,
        "owner_id": "4",
        "afk_channel_id": None,
        "afk_timeout": 60,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "joined_at": "2026-01-01T00:00:00+00:00",
        "large": False,
        "member_count": 3,
        "voice_states": [],
        "members": [],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "roles": [
            {
                "id": id,
                "name": "@everyone",
                "permissions": "0",
                "position": 0,
                "color": 0,
                "hoist": False,
                "managed": False,
                "mentionable": False,
                "flags": 0,
                "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            }
        ],
        "channels": [
            {
                "id": channel,
                "type": 0,
                "name": called,
                "position": 0,
                "permission_overwrites": [],
                "parent_id": None,
                "nsfw": False,
                "topic": None,
                "last_message_id": None,
                "rate_limit_per_user": 0,
                "flags": 0,
            }
            for channel, called in channels.items()
        ],
    }


def interaction_of(
    id: str, token: str, kind: int, user: Json, channel: str, guild: str, data: Json, message: Json | None
) -> Json:
    found: Json = {
        "id": id,
        "application_id": APPLICATION,
        "type": kind,
        "token": token,
        "version": 1,
        "data": data,
        "channel_id": channel,
        "channel": {"id": channel, "type": 0 if guild else 1, "name": "general", "position": 0},
        "locale": "en-US",
        "app_permissions": "0",
        "entitlements": [],
        "attachment_size_limit": 10_485_760,
        "authorizing_integration_owners": {"0": guild or "0"},
        "context": 0 if guild else 1,
    }
    if guild:
        member = {
            "user": user,
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": "0",
            "nick": None,
            "avatar": None,
        }
        found |= {"guild_id": guild, "member": member, "guild_locale": "en-US"}
    else:
        found["user"] = user
    if message is not None:
        found["message"] = public(message)
    return found
