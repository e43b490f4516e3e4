"""Phase 2, gap training: what is mostly missing, a dated plan that both agree to, and kept answers."""

from __future__ import annotations

from bot import model
from bot.dialog import Scene, Write
from bot.practice.identity import derived_id


def rule_of(scene: Scene, account: str, *, question: str, answer: str, source: str) -> Write:
    """Keep an answer as a rule of the handbook. The same source in the same talk is kept once."""
    rule = model.Rule(
        account=account, id=derived_id(scene.conversation, "rule", source), engagement=scene.engagement,
        question=question, answer=answer, source=source, at=scene.now_ms,
    )  # fmt: skip
    return Write(rule)
