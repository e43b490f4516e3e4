"""What is said at the end of a round."""

from __future__ import annotations

from bot.dialog import Outcome, Write
from bot.engine.kinds import Consent
from bot.phases.performance_assessment.look_back import LOOK_BACK_FACTS
from bot.phases.performance_assessment.own_views import LOOK_BACK_OWNER, LOOK_BACK_PROFESSIONAL
from bot.phases.performance_assessment.talk_sheet import TALK_SHEET
from bot.phases.repeat.round_close import ROUND_CLOSE
from tests.phases.round_scene import book, start
from tests.phases.talk import play, typed

RITA, JOY = "owner", "professional"
YES = Consent(True)
GOOD = "On 14 and 16 Dec refunds of 12 EUR waited a day for me; please decide those yourself."
UP = "Thursday questions wait until Monday."
REST = ((RITA, "keep", "Numbers"), (RITA, "change", typed(GOOD)))
TAKEN = ((RITA, "take/owner", YES), (JOY, "take/professional", YES))
OWNER_LEVELS = [(RITA, "level/orders", 3), (RITA, "level/calendar", 2), (RITA, "level/inbox", 3)]
OWN_LEVELS = [(JOY, "level/orders", 3), (JOY, "level/calendar", 4), (JOY, "level/inbox", 3)]


def no(which):
    return Consent(False, which)


def owner_view(scene, *answers, levels=OWNER_LEVELS):
    return play(LOOK_BACK_OWNER, scene, start(LOOK_BACK_OWNER), [*levels, *answers])


def own_view(scene, *answers):
    return play(LOOK_BACK_PROFESSIONAL, scene, start(LOOK_BACK_PROFESSIONAL), [*OWN_LEVELS, *answers])


def talk_of(scene, *answers):
    return play(TALK_SHEET, scene, start(TALK_SHEET), answers)


def both_in(keep="Friday numbers", *, off=False):
    scene = book()
    if off:
        answers = [
            (JOY, "numbers", Consent(False, "off")),
            (JOY, "what", typed("It was 95 in week 50")),
            (JOY, "right/g-inbox", None),
        ]
        scene = scene.after(play(LOOK_BACK_FACTS, scene, start(LOOK_BACK_FACTS, JOY), answers).caused)
    scene = scene.after(
        owner_view(scene, (RITA, "met", "met"), (RITA, "keep", keep), (RITA, "change", typed(GOOD))).caused
    )
    return scene.after(
        own_view(scene, (JOY, "met", "expected"), (JOY, "keep", None), (JOY, "change", typed(UP))).caused
    )


def closing(scene, *answers, **more):
    """The owner closes the round."""
    return play(ROUND_CLOSE, scene, start(ROUND_CLOSE, **more), answers)


def talked(scene=None):
    """Both have looked back, and taken the steps of their talk."""
    scene = scene or both_in()
    return scene.after(talk_of(scene, *TAKEN).caused)


OFFERED = ((RITA, "then", "offer"), (RITA, "sure", "likely"), (RITA, "show", True))


def outcome(*records):
    """What a talk causes that writes these records."""
    return Outcome(tuple(Write(record) for record in records))
