"""Phase 5, repeat: the next round starts from what this one showed."""

from bot.phases.repeat import next_round, round_close, round_counter

DIALOGS = (
    round_close.ROUND_CLOSE,
    next_round.NEXT_ROUND,
    round_counter.ROUND_COUNTER,
)
