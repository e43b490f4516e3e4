"""Before the first phase: add a person, the invitation with its yes, the start of work."""

from bot.phases.start import add, invitation, readiness, sample

DIALOGS = (
    add.ADD,
    invitation.INVITATION,
    invitation.QUESTION,
    invitation.DECLINED,
    readiness.UNDERSTANDING,
    readiness.OWN_WORDS,
    sample.SAMPLE,
)
