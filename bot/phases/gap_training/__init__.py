"""Phase 2, gap training: a dated plan that closes the gaps, and proof that each one closed."""

from bot.phases.gap_training import causes, handbook, item_done, item_look, item_moved, plan_answers

DIALOGS = (
    causes.GAP_CAUSES,
    plan_answers.PLAN_ANSWER,
    plan_answers.PLAN_COUNTER,
    item_done.ITEM_DONE,
    item_look.ITEM_LOOK,
    item_moved.ITEM_MOVED,
    handbook.RULE,
)
