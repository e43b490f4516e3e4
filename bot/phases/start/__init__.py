"""Before the first phase: add a person, the invitation with its yes, the start of work."""

from bot.phases.start import add, before_the_yes, declined, invitation, readiness, sample

DIALOGS = (
    add.ADD,
    invitation.INVITATION,
    before_the_yes.QUESTION,
    declined.DECLINED,
    readiness.UNDERSTANDING,
    readiness.OWN_WORDS,
    sample.SAMPLE,
)
