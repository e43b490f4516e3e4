"""Who may use a command on which work, and who sits where in the talk that it begins."""

from __future__ import annotations

from bot.commands.command import Command
from bot.model import OWNER, PROFESSIONAL, UNANSWERED, Engagement


def may(command: Command, engagement: Engagement | None, person: str) -> bool:
    """Whether this person may use the command on this engagement. Denied unless allowed."""
    match command.who:
        case "anybody":
            return True
        case "member":
            if engagement is None or person == engagement.owner:
                return True
            # What is about themselves stays theirs, whatever they said to the work.
            return person == engagement.professional if command.one_account else _works(engagement, person)
        case "invited":
            return _is_asked(engagement, person)
        case "owner":
            return engagement is not None and person == engagement.owner
        case "professional":
            return engagement is not None and _works(engagement, person)


def _works(engagement: Engagement, person: str) -> bool:
    """Whether somebody does this work here: they said yes to it, or it is their own trial run."""
    own = engagement.owner == engagement.professional
    return person == engagement.professional and (own or engagement.state not in UNANSWERED)


def _is_asked(engagement: Engagement | None, person: str) -> bool:
    """Whether somebody may still say yes to this work, also after a no."""
    return engagement is not None and person == engagement.professional and engagement.state in UNANSWERED


def seats_for(wanted: tuple[str, ...], engagement: Engagement | None, person: str) -> dict[str, str]:
    """Who sits where in a talk that somebody begins about some work; alone where it needs only one."""
    if engagement is None or len(wanted) == 1:
        return dict.fromkeys(wanted, person)
    people: dict[str, str] = {OWNER: engagement.owner, PROFESSIONAL: engagement.professional}
    return {role: people.get(role, person) for role in wanted}
