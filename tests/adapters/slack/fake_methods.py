"""The methods of the Web API that the stand-in for Slack knows, and what they refuse."""

from __future__ import annotations

import itertools
import json
import re
import time
from typing import Any

Json = dict[str, Any]

TEAM, APP, BOT, BOT_USER = "T0TEAM", "A0APP", "B0BOT", "U0BOT"
CAST = {
    "URITA": ("Rita Lopes", "Europe/Lisbon"),
    "UJOY": ("Joy Santos", "Asia/Manila"),
    "UGUEST": ("Gwen Guest", ""),
    "UHELPER": ("Helper", "America/Los_Angeles"),
    "UPAT": ("Pat Past", "Europe/Paris"),
}
"""Name and zone of everybody; the third is a guest, whose zone Slack does not know."""
UNFIT = {"UHELPER": {"is_bot": True}, "UPAT": {"deleted": True}}
"""Whom nobody can work with: another app, and somebody whose account was closed."""

CHANNELS = {"C0SHOP": "shop"}
OPAQUE = re.compile(r"[A-Za-z0-9._/:#-]+")
"""Ids and numbers, and nothing that anybody wrote."""


class Methods:
    """What each method does to what stands on the screens."""

    posted: dict[str, dict[str, Json]]
    history_rows = 15
    """As many messages as Slack tells in a page to an app that is sold."""
    joined: set[str]
    changes: list[tuple[str, str]]
    payloads: list[tuple[str, Any]]
    ephemeral: list[Json]
    views: dict[str, Json]
    open_view: dict[str, str]
    homes: dict[str, Json]
    files: dict[str, Json]
    triggers: dict[str, tuple[str, float]]
    port: int
    _numbers: itertools.count[int]
    _stamps: itertools.count[int]

    def stamp(self) -> str:
        return f"{time.time():.3f}{next(self._stamps) % 1000:03d}"

    def _do_auth_test(self, _: Json) -> Json:
        return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "url": "https://shop.slack.com/"}

    def _do_bots_info(self, args: Json) -> Json:
        if args["bot"] != BOT:
            return {"error": "bot_not_found"}
        return {"bot": {"id": BOT, "app_id": APP, "user_id": BOT_USER, "name": "Fivefold"}}

    def _do_users_info(self, args: Json) -> Json:
        if args["user"] not in CAST:
            return {"error": "user_not_found"}
        name, zone = CAST[args["user"]]
        profile = {"real_name": name, "display_name": ""}
        user = {"id": args["user"], "name": name.split()[0].lower(), "profile": profile}
        known = {"tz": zone, "locale": "en-US"} if zone else {"is_restricted": True}
        return {"user": {**user, **known, **UNFIT.get(args["user"], {})}}

    def direct(self, user: str) -> str:
        return "D" + user[1:]

    def _do_conversations_open(self, args: Json) -> Json:
        return {"channel": {"id": self.direct(args["users"])}}

    def _do_conversations_info(self, args: Json) -> Json:
        name = CHANNELS.get(args["channel"])
        if name is None:
            return {"error": "channel_not_found"}
        return {"channel": {"id": args["channel"], "name": name, "is_member": args["channel"] in self.joined}}

    def _do_conversations_history(self, args: Json) -> Json:
        oldest = float(args.get("oldest", 0))
        begin = int(args.get("cursor") or 0)
        messages = [one for one in self.posted[args["channel"]].values() if float(one["ts"]) >= oldest]
        newest = sorted(messages, key=lambda one: -float(one["ts"]))
        end = begin + min(int(args.get("limit", 100)), self.history_rows)
        more = {"response_metadata": {"next_cursor": str(end)}} if end < len(newest) else {}
        return {"messages": newest[begin:end], **more}

    def _do_chat_postMessage(self, args: Json) -> Json:
        channel = args["channel"]
        if channel.startswith("U"):
            if channel not in CAST:
                return {"error": "user_not_found"}
            channel = self.direct(channel)
        elif channel.startswith("C") and channel not in self.joined:
            return {"error": "not_in_channel"}
        assert args["unfurl_links"] is False
        assert args["unfurl_media"] is False
        assert args["metadata"], "a message is found again by it"
        self._shown(args)
        ts = self.stamp()
        self.posted[channel][ts] = {**args, "ts": ts, "channel": channel}
        self.changes.append((channel, ts))
        return {"channel": channel, "ts": ts, "message": {}}

    def _do_chat_postEphemeral(self, args: Json) -> Json:
        assert args["text"], "notifications need a text"
        assert (args["parse"], args["link_names"]) == ("none", False)
        if args["channel"] not in self.joined:
            return {"error": "not_in_channel"}
        self.ephemeral.append(args)
        return {"message_ts": self.stamp()}

    def _do_chat_update(self, args: Json) -> Json:
        if args["ts"] not in self.posted[args["channel"]]:
            return {"error": "message_not_found"}
        before = self.posted[args["channel"]][args["ts"]]
        same = {block["block_id"] for block in before["blocks"]} & {b["block_id"] for b in args["blocks"]}
        assert not same or before["blocks"] == args["blocks"], "an edit needs new block ids"
        self._shown(args)
        self.posted[args["channel"]][args["ts"]] = {**before, **args, "edited": True}
        self.changes.append((args["channel"], args["ts"]))
        return {"channel": args["channel"], "ts": args["ts"]}

    def _do_chat_delete(self, args: Json) -> Json:
        return {} if self.posted[args["channel"]].pop(args["ts"], None) else {"error": "message_not_found"}

    def _shown(self, args: Json) -> None:
        assert args["text"], "notifications need a text"
        assert "<" not in args["text"]
        assert (args["parse"], args["link_names"]) == ("none", False)
        if "metadata" in args:
            payload = args["metadata"]["event_payload"]
            assert set(payload) == {"key", "part"}, "everybody can read it"
            assert OPAQUE.fullmatch(payload["key"])
        self.payloads.append(("blocks", args["blocks"]))

    def _do_views_open(self, args: Json) -> Json:
        user, until = self.triggers.pop(args["trigger_id"], ("", 0.0))
        if not user:
            return {"error": "exchanged_trigger_id"}
        if time.monotonic() > until:
            return {"error": "expired_trigger_id"}
        self.payloads.append(("modal", args["view"]))
        id = f"V{next(self._numbers)}"
        self.views[id] = {**args["view"], "id": id, "hash": id}
        self.open_view[user] = id
        return {"view": self.views[id]}

    def _do_views_update(self, args: Json) -> Json:
        if args["view_id"] not in self.views:
            return {"error": "not_found"}
        self.payloads.append(("modal", args["view"]))
        self.views[args["view_id"]] = {
            **args["view"],
            "id": args["view_id"],
            "hash": str(next(self._numbers)),
        }
        return {"view": self.views[args["view_id"]]}

    def _do_views_publish(self, args: Json) -> Json:
        self.payloads.append(("home", args["view"]))
        self.homes[args["user_id"]] = {**args["view"], "id": f"H{args['user_id']}"}
        return {"view": self.homes[args["user_id"]]}

    def _do_files_getUploadURLExternal(self, args: Json) -> Json:
        id = f"F{next(self._numbers)}"
        self.files[id] = dict(args)
        return {"file_id": id, "upload_url": f"http://127.0.0.1:{self.port}/upload/{id}"}

    def _do_files_completeUploadExternal(self, args: Json) -> Json:
        assert (
            not args.get("channel_id")
            or args["channel_id"] in self.posted
            or args["channel_id"] in self.joined
        )
        files = args["files"] if isinstance(args["files"], list) else json.loads(args["files"])
        return {"files": [{"id": file["id"]} for file in files]}
