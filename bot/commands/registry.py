"""The registry of commands: one list for every platform, its help and its documentation.

Who may use a command is part of its entry; a command without an entry does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.commands.command import Command, Taken
from bot.engine.cards import Card
from bot.engine.kinds import DATE, FIRST_DAY, PERSON, ZONE
from bot.engine.prompts import LONG, QUESTION, SHORT
from bot.engine.text import t
from bot.model import OWNER, PROFESSIONAL, UNANSWERED, Engagement
from bot.summaries import counting, goals, numbers, people, plan, work
from bot.telling import week

PERSON_OPTION = (Taken("person", PERSON, "", t("option-person")),)
"""Whom a command is about."""

BETWEEN = ("active", "paused")
"""The states of work in which two people have something to say to each other."""

ROUND_END = (
    "look_back_facts",
    "look_back_owner",
    "look_back_professional",
    "talk_sheet",
    "round_close",
    "next_round",
    "round_counter",
    "differing",
)
"""The talks around the end of a round, in their order."""

_ALL: tuple[Command, ...] = (
    Command("next", ("home", "todo", "start-here"), "anybody", t("help-next")),
    Command(
        "add",
        ("start", "hire", "invite"),
        "anybody",
        t("help-add"),
        (Taken("person", PERSON, "who", t("option-person")), Taken("work", SHORT, "role", t("option-work"))),
        dialog="add",
        first=(OWNER,),
    ),
    Command(
        "practise", ("try", "myself"), "anybody", t("help-practise"), dialog="add", myself="who", rare=True
    ),
    Command(
        "people",
        ("status", "team"),
        "member",
        t("help-people"),
        PERSON_OPTION,
        show=people.people,
        first=(OWNER,),
        everywhere=True,
    ),
    Command(
        "skills",
        ("levels",),
        "member",
        t("help-skills"),
        (*PERSON_OPTION, Taken("skill", SHORT, "", t("option-skill"), "skills")),
        show=work.skills,
        engagement=True,
    ),
    Command(
        "rules",
        ("handbook", "how"),
        "member",
        t("help-rules"),
        PERSON_OPTION,
        show=work.rules,
        engagement=True,
        first=(OWNER,),
    ),
    Command("rule", (), "owner", t("help-rule"), dialog="rule_change", engagement=True, button=True),
    Command(
        "plan",
        ("training", "learn", "gaps"),
        "member",
        t("help-plan"),
        PERSON_OPTION,
        show=plan.plan,
        engagement=True,
    ),
    Command(
        "goals",
        ("goal", "agreement"),
        "member",
        t("help-goals"),
        (*PERSON_OPTION, Taken("goal", SHORT, "", t("option-goal"), "goals")),
        show=goals.goals,
        engagement=True,
        first=(PROFESSIONAL,),
    ),
    Command("change", (), "member", t("help-change"), dialog="goals_change", engagement=True, rare=True),
    Command(
        "checkin",
        ("update", "report-in"),
        "professional",
        t("help-checkin"),
        (Taken("way", SHORT, "way", t("option-way"), seldom=True),),
        dialog="checkin",
        engagement=True,
        opens=("checkin",),
        states=("active",),
        first=(PROFESSIONAL,),
    ),
    Command(
        "stuck",
        ("blocked", "blockers", "ask"),
        "professional",
        t("help-stuck"),
        (Taken("words", QUESTION, "words", t("option-words"), "questions"),),
        dialog="stuck",
        engagement=True,
        several=True,
        states=("active",),
        sentence=True,
        first=(PROFESSIONAL,),
    ),
    Command(
        "done",
        ("deliver", "submit"),
        "professional",
        t("help-done"),
        (Taken("what", LONG, "what", t("option-words"), "items"),),
        dialog="done",
        engagement=True,
        several=True,
        states=("active",),
        first=(PROFESSIONAL,),
    ),
    Command(
        "thanks",
        ("praise", "win"),
        "member",
        t("help-thanks"),
        (Taken("person", PERSON, "", t("option-person")), Taken("words", LONG, "words", t("option-words"))),
        dialog="thanks",
        engagement=True,
        several=True,
        states=BETWEEN,
        example=True,
        first=(OWNER,),
    ),
    Command(
        "feedback",
        (),
        "member",
        t("help-feedback"),
        (Taken("person", PERSON, "", t("option-person")), Taken("words", LONG, "words/0", t("option-words"))),
        dialog="feedback",
        engagement=True,
        several=True,
        states=BETWEEN,
        first=(OWNER,),
    ),
    Command(
        "correction",
        ("put-right",),
        "member",
        t("help-correction"),
        (Taken("person", PERSON, "", t("option-person")), Taken("words", LONG, "words", t("option-words"))),
        dialog="correction",
        engagement=True,
        several=True,
        states=BETWEEN,
        rare=True,
    ),
    Command(
        "note",
        ("example", "evidence", "incident"),
        "owner",
        t("help-note"),
        (Taken("person", PERSON, "", t("option-person")), Taken("words", LONG, "words", t("option-words"))),
        dialog="note",
        engagement=True,
        several=True,
        states=(*BETWEEN, "alone"),
    ),
    Command(
        "look",
        (),
        "owner",
        t("help-look"),
        dialog="piece_look",
        engagement=True,
        opens=("piece_look",),
        button=True,
    ),
    Command("takeback", (), "member", t("help-takeback"), dialog="take_back", engagement=True, button=True),
    Command("reply", (), "member", t("help-reply"), dialog="words_reply", engagement=True, button=True),
    Command(
        "week",
        ("summary", "digest"),
        "member",
        t("help-week"),
        show=week.week,
        first=(OWNER,),
        everywhere=True,
    ),
    Command(
        "review",
        ("assess", "results"),
        "member",
        t("help-review"),
        PERSON_OPTION,
        dialog="review",
        engagement=True,
        opens=ROUND_END,
    ),
    Command(
        "numbers",
        ("report", "stats"),
        "member",
        t("help-numbers"),
        PERSON_OPTION,
        show=numbers.numbers,
        engagement=True,
        ended=True,
    ),
    Command("why", (), "member", t("help-why"), show=counting.why, engagement=True, button=True, ended=True),
    Command(
        "earlier",
        (),
        "member",
        t("help-numbers"),
        show=numbers.earlier,
        engagement=True,
        button=True,
        ended=True,
    ),
    Command(
        "behind",
        (),
        "member",
        t("help-why"),
        show=counting.earlier_why,
        engagement=True,
        button=True,
        ended=True,
    ),
    Command("coach", ("tips",), "member", t("help-coach"), show=week.coach),
    Command("copy", (), "member", t("help-copy"), button=True),
    Command(
        "erase", (), "member", t("help-erase"), dialog="erasing", button=True, ended=True, one_account=True
    ),
    Command("unerase", (), "member", t("help-unerase"), dialog="unerasing", button=True),
    Command("time", (), "member", t("help-time"), dialog="owner_time", button=True),
    Command(
        "ready",
        ("tick",),
        "owner",
        t("help-ready"),
        dialog="todo",
        engagement=True,
        ended=True,
        rare=True,
        opens=("todo",),
    ),
    Command(
        "away",
        ("holiday", "off", "sick"),
        "member",
        t("help-away"),
        (
            Taken("first", FIRST_DAY, "first", t("option-first"), more=("last",), whole=True),
            Taken("last", DATE, "last", t("option-last")),
        ),
        dialog="away",
        one_account=True,
        first=(OWNER, PROFESSIONAL),
    ),
    Command(
        "pause",
        ("resume",),
        "owner",
        t("help-pause"),
        (*PERSON_OPTION, Taken("until", DATE, "until", t("option-until"), more=("then",), seldom=True)),
        dialog="pause",
        engagement=True,
    ),
    Command(
        "hours",
        ("pay", "amount", "jobs"),
        "member",
        t("help-hours"),
        (
            *PERSON_OPTION,
            Taken("amount", SHORT, "what", t("option-amount"), more=("hours", "pieces"), seldom=True),
            Taken("from", DATE, "from", t("option-from"), after=("from", "starting"), seldom=True),
        ),
        dialog="changing",
        engagement=True,
        rare=True,
    ),
    Command(
        "finish",
        ("end", "leave"),
        "member",
        t("help-finish"),
        (*PERSON_OPTION, Taken("last", DATE, "last", t("option-last-day"), seldom=True)),
        dialog="leaving",
        engagement=True,
    ),
    Command(
        "invitation",
        (),
        "invited",
        t("help-invitation"),
        dialog="invitation",
        engagement=True,
        button=True,
        opens=("invitation",),
    ),
    Command("roles", (), "anybody", t("help-roles"), show=work.role_templates),
    Command(
        "settings",
        ("schedule", "timezone"),
        "member",
        t("help-settings"),
        (Taken("city", ZONE, "zone", t("option-city"), "zones"),),
        dialog="settings",
        here="city",
        one_account=True,
    ),
    Command(
        "privacy",
        ("mydata", "forget"),
        "member",
        t("help-privacy"),
        first=(PROFESSIONAL,),
    ),
    Command("help", ("?",), "anybody", t("help-help")),
)

COMMANDS: Mapping[str, Command] = MappingProxyType({command.name: command for command in _ALL})


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


def help_for(roles: tuple[str, ...], everything: bool = False) -> Card:
    """The six or seven commands that matter to this person; `help all` shows the rest.

    Whoever works with nobody yet is shown what they can do before that.
    """
    typed = [c for c in _ALL if not c.button]
    chosen = [c for c in typed if everything or (set(c.first) & set(roles) if roles else c.who == "anybody")]
    facts = tuple((t("help-command", name=command.name), command.about) for command in chosen)
    return Card((t("help-intro"),) if not everything else (t("help-intro-all"),), facts=facts)


def seats_for(wanted: tuple[str, ...], engagement: Engagement | None, person: str) -> dict[str, str]:
    """Who sits where in a talk that somebody begins about some work; alone where it needs only one."""
    if engagement is None or len(wanted) == 1:
        return dict.fromkeys(wanted, person)
    people: dict[str, str] = {OWNER: engagement.owner, PROFESSIONAL: engagement.professional}
    return {role: people.get(role, person) for role in wanted}
