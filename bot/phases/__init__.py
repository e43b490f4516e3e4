"""The five phases, in order: the product's table of contents.

1. skill_assessment  what does this person know and do, against what the work needs?
2. gap_training      a dated plan that closes the gaps, and proof that each one closed
3. goal_setting      what, at what level, by when: agreed by both
4. performance_assessment  are expectations being met?
5. repeat            the next round starts from what this one showed

Before them: `add` and `invitation` (nothing before a yes) and `readiness` (the start of work).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.dialog import Dialog
from bot.phases import (
    add,
    channel,
    checkin,
    closing,
    differing,
    gap_training,
    goal_answers,
    goal_changes,
    goal_counters,
    goal_numbers,
    goal_setting,
    invitation,
    item_done,
    item_look,
    item_moved,
    leaving,
    life,
    monday,
    next_round,
    own_views,
    performance_assessment,
    pieces,
    plan_answers,
    privacy,
    questions,
    rating,
    readiness,
    repeat,
    resting,
    review,
    round_counter,
    skill_assessment,
    supply,
    talk_sheet,
    todo,
    words_between,
    words_read,
)

_ALL: tuple[Dialog[Any, Any], ...] = (
    add.ADD,
    invitation.INVITATION,
    invitation.QUESTION,
    invitation.DECLINED,
    readiness.UNDERSTANDING,
    readiness.OWN_WORDS,
    readiness.SAMPLE,
    rating.OWN_RATING,
    rating.OWNER_RATING,
    skill_assessment.REVEAL,
    gap_training.GAP_CAUSES,
    plan_answers.PLAN_ANSWER,
    plan_answers.PLAN_COUNTER,
    item_done.ITEM_DONE,
    item_look.ITEM_LOOK,
    item_moved.ITEM_MOVED,
    goal_setting.GOALS_DRAFT,
    goal_answers.GOALS_ANSWER,
    goal_counters.GOALS_COUNTER,
    goal_changes.GOALS_CHANGE,
    goal_numbers.GOAL_NUMBER,
    goal_numbers.BASELINE_SETTLE,
    privacy.ERASING,
    privacy.UNERASING,
    life.SETTINGS,
    life.AWAY,
    todo.TODO,
    resting.PAUSE,
    resting.RESUME,
    leaving.LEAVING,
    closing.CLOSING,
    checkin.CHECKIN,
    questions.STUCK,
    questions.ANSWER,
    supply.NO_WORK,
    supply.AMOUNT,
    pieces.DONE,
    pieces.LOOK,
    pieces.AGAIN,
    words_between.THANKS,
    words_between.FEEDBACK,
    words_between.NOTE,
    words_read.TOLD,
    words_read.TAKE_BACK,
    words_read.REPLY,
    monday.MONDAY,
    monday.TIME,
    channel.PREVIEW,
    performance_assessment.LOOK_BACK_FACTS,
    review.REVIEW,
    own_views.LOOK_BACK_OWNER,
    own_views.LOOK_BACK_PROFESSIONAL,
    talk_sheet.TALK_SHEET,
    differing.DIFFERING,
    repeat.ROUND_CLOSE,
    next_round.NEXT_ROUND,
    round_counter.ROUND_COUNTER,
)

DIALOGS: Mapping[str, Dialog[Any, Any]] = MappingProxyType({dialog.name: dialog for dialog in _ALL})
"""Every dialog by its name, which is stored and so never changes."""
