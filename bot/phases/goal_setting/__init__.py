"""Phase 3, goal setting: what, at what level, by when; realistic and agreed by both."""

from bot.phases.goal_setting import answers, changes, counters, draft, numbers

DIALOGS = (
    draft.GOALS_DRAFT,
    answers.GOALS_ANSWER,
    counters.GOALS_COUNTER,
    changes.GOALS_CHANGE,
    numbers.GOAL_NUMBER,
    numbers.BASELINE_SETTLE,
)
