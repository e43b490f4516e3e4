"""Phase 1, skill assessment: what does this person know and do, against what the work needs?"""

from bot.phases.skill_assessment import rating, reveal

DIALOGS = (
    rating.OWN_RATING,
    rating.OWNER_RATING,
    reveal.REVEAL,
)
