"""Why a conversation stands where it stands: path, keys, who gave them, and what it waits for."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any

from bot.conversations.live import Live
from bot.dialog import instant_of
from bot.engine.replay import Finished
from bot.phases import DIALOGS
from bot.transaction import Conversation, Talks

Explained = dict[str, Any]


def explain(tx: Talks, row: Conversation, *, with_answers: bool = False) -> Explained:
    """Everything that can be said about a conversation without its words (or with, when asked)."""
    told: Explained = {
        "conversation": row.id,
        "dialog": row.dialog,
        "state": row.state,
        "reason": row.reason,
        "engagement": row.engagement,
        "about": row.about,
        "revises": row.revises,
        "started": when(row.created_ms),
        "touched": when(row.touched_ms),
        "seats": [
            {
                "role": seat.role,
                "person": seat.person,
                "turn": seat.turn,
                "asked": seat.asked,
                "editing": seat.editing,
            }
            for seat in tx.seats(row.id)
        ],
    }
    given: Mapping[str, Any] = row.answers.get("given", {})
    kept: Mapping[str, Any] = row.answers.get("kept", {})
    on_path: set[str] = set()
    try:
        live = Live.load(tx, row)
    except KeyError:
        told["stuck"] = (
            f"There is no dialog {row.dialog} in this version: it was renamed, or came from a newer one."
        )
    except Exception as error:  # explaining a broken talk is what this is for
        told["stuck"] = f"It cannot be replayed: {type(error).__name__} at {_place(error)}."
    else:
        path = live.state.path
        on_path = {prompt.key for page in path for prompt in page.prompts}
        told["path"] = [
            _given(prompt.key, given, kept, with_answers) for page in path for prompt in page.prompts
        ]
        told["waits_for"] = _waits_for(live, row)
        if not isinstance(live.state, Finished):
            # The page that is half answered: its answers count as soon as it is whole.
            begun = [prompt.key for prompt in live.state.page.prompts if prompt.key in kept]
            told["path"] += [_given(key, given, kept, with_answers) for key in begun]
            on_path |= set(begun)
    told["orphans"] = [_given(key, given, kept, with_answers) for key in kept if key not in on_path]
    told["replaced"] = len(row.answers.get("history", ()))
    told["dialog_known"] = row.dialog in DIALOGS
    return told


def _given(key: str, given: Mapping[str, Any], kept: Mapping[str, Any], with_answers: bool) -> Explained:
    turn, role, at_ms = (*given.get(key, (0, "", 0)), "")[:3]
    told = {"key": key, "by": role, "turn": turn, "at": when(at_ms) if at_ms else ""}
    return {**told, "answer": kept.get(key)} if with_answers else told


def _waits_for(live: Live, row: Conversation) -> list[Explained]:
    if isinstance(live.state, Finished):
        # Open although its script has ended: its outcome failed, or its facts were not looked at yet.
        return (
            []
            if row.state in ("done", "closed")
            else [{"by": "", "keys": [], "what": "its outcome to be written"}]
        )
    if row.state in ("closed", "done"):
        return []
    waiting: dict[str, list[str]] = {}
    for prompt in live.state.missing:
        waiting.setdefault(prompt.to or next(iter(live.seats)), []).append(prompt.key)
    return [{"by": role, "keys": keys, "what": "an answer"} for role, keys in waiting.items()]


def when(ms: int) -> str:
    """An instant as the log writes it."""
    return instant_of(ms).strftime("%Y-%m-%d %H:%M UTC")


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "nowhere"


def as_text(told: Explained) -> str:
    """The same as lines for the terminal."""
    reason = f" ({told['reason']})" if told["reason"] else ""
    lines = [
        f"{told['dialog']} {told['conversation']}: {told['state']}{reason}",
        f"started {told['started']}, touched {told['touched']}",
    ]
    for name in ("engagement", "about", "revises"):
        if told[name]:
            lines.append(f"{name}: {told[name]}")
    for seat in told["seats"]:
        asked = "is asked" if seat["asked"] else "waits"
        editing = f", changes {seat['editing']}" if seat["editing"] else ""
        lines.append(f"seat {seat['role']}: person {seat['person']}, turn {seat['turn']}, {asked}{editing}")
    if "stuck" in told:
        lines.append(told["stuck"])
    lines += ["path:", *([_line(one) for one in told.get("path", ())] or ["  nothing is answered yet"])]
    for waits in told.get("waits_for", ()):
        whose = f" of the {waits['by']} to {', '.join(waits['keys'])}" if waits["by"] else ""
        lines.append(f"waits for: {waits['what']}{whose}")
    if told["orphans"]:
        lines += ["answers that are not on the path:", *(_line(one) for one in told["orphans"])]
    if told["replaced"]:
        lines.append(f"answers that were replaced or taken back: {told['replaced']}")
    return "\n".join(lines)


def _line(one: Explained) -> str:
    answer = f"  = {one['answer']!r}" if "answer" in one else ""
    return f"  {one['key']:<28} {one['by']:<13} turn {one['turn']:<3} {one['at']}{answer}"
