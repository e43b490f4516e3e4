"""Interactions of the fake Discord: one answer within three seconds, then edits and follow-ups by token."""

from __future__ import annotations

import json
import time
from typing import Any

from aiohttp import web

from tests.adapters.discord.payloads import BOT, public

Json = dict[str, Any]

ACKNOWLEDGE_SECONDS = 3.0
EPHEMERAL = 1 << 6


class Interaction:
    """One interaction, as Discord remembers it."""

    def __init__(self, id: str, kind: int, user: str, channel: str, message: str) -> None:
        self.id = id
        self.token = f"token-{id}"
        self.kind = kind
        self.user = user
        self.channel = channel
        self.message = message
        self.at = time.monotonic()
        self.answers: list[Json] = []
        self.took = 0.0
        self.original = ""


class Interactions:
    """The part of the fake that answers interactions."""

    token_seconds = 900.0
    """How long an interaction's token is worth something."""
    interactions: dict[str, Interaction]
    messages: dict[str, dict[str, Json]]

    def say(self, channel: str, author: str, body: Json) -> Json:
        raise NotImplementedError

    def change(self, channel: str, id: str, body: Json) -> Json:
        raise NotImplementedError

    def _callback(self, body: Any, query: Any, id: str, token: str) -> web.StreamResponse:
        known = self.interactions.get(id)
        if known is None or known.token != token:
            return as_json({"code": 10062, "message": "Unknown interaction"}, 404)
        took = time.monotonic() - known.at
        if took > ACKNOWLEDGE_SECONDS:
            return as_json({"code": 10062, "message": "Unknown interaction"}, 404)
        if known.answers:
            return as_json({"code": 40060, "message": "Interaction has already been acknowledged."}, 400)
        if body["type"] == 9 and known.kind == 5:
            return as_json({"code": 50035, "message": "Invalid Form Body"}, 400)
        known.answers.append(body)
        known.took = took
        resource: Json = {"type": body["type"]}
        if body["type"] in (4, 5):
            data = body.get("data") or {}
            message = self.say(known.channel, BOT, {**data, "only": known.user if _whispered(data) else ""})
            known.original = message["id"]
            resource["message"] = public(message)
        elif body["type"] in (6, 7):
            known.original = known.message
        if body["type"] == 7:
            self.change(known.channel, known.message, body.get("data") or {})
        if not query.get("with_response"):
            return web.Response(status=204)
        return as_json({"interaction": {"id": id, "type": known.kind}, "resource": resource})

    def _by_token(self, token: str) -> Interaction | None:
        known = next((one for one in self.interactions.values() if one.token == token), None)
        expired = known is None or time.monotonic() - known.at > self.token_seconds or not known.answers
        return None if expired else known

    def _follow_up(self, body: Any, query: Any, application: str, token: str) -> web.Response:
        known = self._by_token(token)
        if known is None:
            return as_json({"code": 50027, "message": "Invalid Webhook Token"}, 401)
        return as_json(
            public(self.say(known.channel, BOT, {**body, "only": known.user if _whispered(body) else ""}))
        )

    def _original(self, body: Any, query: Any, application: str, token: str) -> web.Response:
        known = self._by_token(token)
        if known is None:
            return as_json({"code": 50027, "message": "Invalid Webhook Token"}, 401)
        if not known.original:
            return as_json({"code": 10008, "message": "Unknown Message"}, 404)
        return as_json(public(self.change(known.channel, known.original, body)))


def _whispered(data: Json) -> bool:
    return bool((data.get("flags") or 0) & EPHEMERAL)


def as_json(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # Without a charset: the library compares the whole header.
    body = json.dumps(data).encode()
    return web.Response(
        body=body, status=status, headers={"Content-Type": "application/json", **(headers or {})}
    )
