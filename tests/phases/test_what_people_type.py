"""Honest sentences that people type where they could press: what each is taken for, or asked back.

Asked back is never wrong and costs a tap; taken is only what cannot mean anything else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.engine.kinds import (
    DATE,
    DURATION,
    RATIO,
    WALL_TIME,
    YES_NO,
    ChoiceKind,
    ConsentKind,
    Kind,
    ManyKind,
    NumberKind,
    Option,
    VerdictKind,
)
from bot.engine.read import what_was_in_the_way
from bot.engine.text import Invalid, Text, literal, t
from bot.phases.performance_assessment.checkin import sureness, ways
from bot.phases.performance_assessment.own_views import EXPECTED, MET
from bot.phases.skill_assessment.rating import described
from bot.words import Reader, plain
from tests.engine.reading import at

READER = Reader("en", "Europe/London")


def spoken(words: Text) -> str:
    return plain(words, READER)


HERE = replace(at("en"), spoken=spoken)
AGREE = ConsentKind(
    {"price": 5},
    literal("Agreed"),
    {"much": literal("Too much"), "change": literal("Change something"), "out": literal("Outside")},
)
SCALE = described(tuple(f"what it looks like at {point}" for point in range(6)), unseen=True)
WAY = ChoiceKind(ways(), offers="something", said=what_was_in_the_way)
TAKE = ConsentKind({"price": 5}, literal("Take it"), {"talk": literal("Talk")})
PLANNED = VerdictKind((Option("yes", t("checkin-as-planned")), Option("no", t("checkin-not-quite"))))
JOB = ChoiceKind(
    tuple(
        Option(name, literal(name))
        for name in ("Virtual assistant", "Content writer", "Bookkeeper", "Web developer")
    )
)
WORK = ManyKind(
    tuple(
        Option(name, literal(name))
        for name in ("Customer inbox", "Order questions", "Calendar", "Social posts")
    ),
    0,
    4,
)
HOURS = NumberKind(0, 168, False, literal("hours a week"), "hours")

TAKEN: dict[tuple[Kind[Any], Any], str] = {
    (YES_NO, True): (
        "yes yes|yeah sure|yep that's right|absolutely|k|kk|cool|okay cool|thumbs up|why not|"
        "why not?|yesss|yes of course|yes I did it|hell yes|go for it|let's do it|that's fine|"
        "it's fine|sounds good to me|I'm fine with that|exactly|will do|no worries, go ahead|"
        "yes, not a problem|yes thank you|ok 👍 thanks|ja gerne|claro que sí|oui bien sûr|oo naman|"
        "sige po|yes po|ok lang|okay naman|yes haha|sawa|I accept|confirmed"
    ),
    (YES_NO, False): (
        "no no|No!!!|nooo|not at all|of course not|nope, all good|nah not really|no I didn't|"
        "I don't think so|I disagree|not correct|not right|I'd rather not|I would rather not|"
        "please don't|I can't|I won't|hell no|no, gracias|claro que no"
    ),
    (AGREE, (True, "")): (
        "k|thumbs up|why not?|ok thanks|ok, thanks Rita|Yes, great plan|yes let's do it|deal!|I'm in|"
        "will do|sounds good, thanks!|yes I can do that|no worries, go ahead|Yes! Excited to start|1|"
        "agred"
    ),
    (AGREE, (False, "much")): "too much|Too much for me|2|too mcuh",
    (AGREE, (False, "change")): "change|change please|change something, the day",
    (SCALE, 4): (
        "4|4.|4!|four|a four|level four|4/5|4 out of 5|I'd say 4|i would say a 4|I think 4|4 I think|"
        "make it 4|level 4 please|let's say 4|4 then|advanced|advnced|hard cases|4: she is great|"
        "4, no problem"
    ),
    (SCALE, 2): "with help|2|two|wiht help",
    (SCALE, None): "not seen|not seen yet",
    (VerdictKind(MET), "met"): "met|Met!|met, thanks|met po",
    (VerdictKind(MET), "not"): "not yet|no",
    (VerdictKind(EXPECTED), "expected"): "as expected|As expected.|expected",
    (VerdictKind(sureness()), "likely"): "likely|likly|likley",
    (VerdictKind(sureness()), "sure"): "sure|sure!|sure, no problem",
    (TAKE, (True, "")): "take it|Take it!|I take it|yes, more than happy to|Yes, as agreed",
    (PLANNED, "yes"): "as planned|yes|yes, as planned|Yes, thanks",
    (PLANNED, "no"): "not quite|no|nope",
    (WAY, "nothing"): (
        "nothing|nothing really|nothing at all|nope|no|none|nope, all good|no, all good|"
        "nope, everything ok|no, everything is fine, thanks|all good|all good 👍|nope, all fine|all ok|"
        "everything went well|all's good|it went well|no problem at all|no issues here|zero issues|"
        "no blockers this week|none so far|nothing special|nothing to report, thanks|hi po, all good"
    ),
    (WAY, "outage"): (
        "power|internet|power outage|the power was out|internet down|internet was slow|no power|"
        "no internet for two days|internet down since noon|brownout|brown out again|load shedding|"
        "no wifi|the connection keeps dropping|walang kuryente|all day no power|power and internet|"
        "had a power interruption this morning|sem luz"
    ),
    (WAY, "no_work"): (
        "no work|no work came|no wrok came|there was no work|no tasks this week|nothing came|"
        "I had nothing to do"
    ),
    (JOB, "Virtual assistant"): "va|VA|a VA|VA please|assistant|virtal assistant|1|the first|first|one",
    (JOB, "Bookkeeper"): "bookeeper|bookkeeper, please|option 3|no. 3|number 3|third",
    (WORK, ("Customer inbox",)): "1|inbox|only 1|just 1|only inbox",
    (WORK, ("Calendar",)): "calender|just the calendar|3",
    (WORK, ("Customer inbox", "Calendar")): "1,3|1 and 3|1 & 3|inbox and calendar|inbox, calendar|1 3",
    (WORK, ("Customer inbox", "Calendar", "Social posts")): "all but 2|all except order questions",
    (WORK, ()): "none|none of these|nothing|neither",
    (HOURS, 20): (
        "20|twenty|about 20|roughly 20 hours|probably 20|maybe 20|20 I think|I think 20|20h|"
        "20 hrs/week|20 a week|~20|ok 20|20 hours a week po|20 only|only 20|I worked 20 hours|just 20|"
        "20 hours in total|twenty hours this week"
    ),
    (DATE, date(2026, 11, 27)): (
        "friday|by friday|until friday|friday at the latest|Friday latest|no later than friday|"
        "27 nov|not later than 27 November|this friday|friday please|ok friday|let's make it friday|"
        "I can do friday|friday works for me|this friday po|EOD friday|friday first thing|friday noon|"
        "by the end of friday|fridy|27th of november|november twenty seventh"
    ),
    (DATE, date(2026, 11, 25)): "day after tomorrow|the day after tomorrow|in two days",
    (DURATION, 60): "an hour|about an hour|1 h|60 min",
    (WALL_TIME, time(9)): "9|9 am|about 9|9 sharp|nine",
    (WALL_TIME, time(12)): "noon|12nn|12 noon",
    (RATIO, (41, 46)): (
        "41 of 46|41/46|41 out of 46|41 from the 46|41of46|41 of 46 on time|41 of 46 this week|41 of 46 po|"
        "41 / 46 👍|forty one of forty six|41:46|41 in 46"
    ),
    (RATIO, (46, 46)): "all 46|all the 46|46 of 46|all of the 46",
}
ASKED_BACK: dict[Kind[Any], str] = {
    YES_NO: (
        "I guess|I guess so|as you like|up to you|whatever|maybe|later|no problem|I think so|"
        "probably|probably not|not sure|no idea|not done|yes and no|yes or no|yes - no wait, no|"
        "yes but not today|jein|yes ❌|👍?|hm|well|not necessarily"
    ),
    AGREE: (
        "I guess|as you like|maybe|later|not now|no|of course not|no problem|nope, all good|"
        "mostly agreed|I agree with most of it|looks good but one thing|not too much|not agreed|"
        "agreed?|OK?|ok for now|yes for now|yes for the first|fine I guess|if you say so|"
        "I have no choice|yes under protest|yes, with one change|yes and pay me more|"
        "ok at 25 an hour|yes until Christmas|yes from Monday|I can't agree|I don't agree|disagree|👎|"
        "👍👎"
    ),
    TAKE: "I would take it|I could take it|not take it|don't take it|take it?|we should talk, but ok",
    PLANNED: "as planned?|yes, not quite|yes, but not quite|planned but late",
    SCALE: (
        "probably 4|4 probably|4 or 5|not 4|less than 3|more than 3|at least 3|about 4|maybe 3|"
        "4 i guess|4?|4-ish|4ish|a weak 4|a strong 4|almost 4|nearly 5|between 3 and 4|3-4|3,5|3.5|"
        "3 1/2|80%|10|5+|4+|4-|-4|could be 4|good|not an expert|not advanced|not alone|without help|"
        "with no help|no help needed|no hard cases|not hard cases|not independently|unset up|"
        "4, alone|4, not alone|3, but only easy ones|doesn't know how|no idea|the highest|yes|no"
    ),
    VerdictKind(MET): (
        "yes|mostly|not met|unmet|fully met|not exceeded|almost|more than met|met?|half|so so|50/50|"
        "not at all|2|4"
    ),
    VerdictKind(EXPECTED): (
        "not as expected|no as expected|less than expected|unexpected|as expected?|not worse|"
        "about as expected"
    ),
    VerdictKind(sureness()): (
        "sure?|not sure|unsure|unlikely|not likely|likely not|less likely|not shaky|maybe|yes|no|"
        "1|2|4|5|1.|4/5|sure if the login comes|sure unless something breaks|not that sure"
    ),
    WAY: (
        "nothing but trouble|nothing, but I lost two days|nothing?|not nothing|yes|yes, the login|"
        "no login|No, but the internet was down two days|no, except the login|"
        "No. Well, I am stuck on refunds|👍|👎|ok|fine|good|not all good|all good but slow|"
        "everything went wrong|no power problems|no internet issues|the power was fine|power is back|"
        "internet came back|no work problems|no work but all good|no power because of the typhoon|"
        "no power?|all good?|nothing went well|the week was no good|no good|nothing good|"
        "all this week no good"
    ),
    JOB: (
        "not a writer|no writer|1 or 2|2?|writer?|not 1|no 3|none|neither|both|writer and bookkeeper|"
        "writer or bookkeeper|probably 2|any|I don't know|unassistant"
    ),
    WORK: (
        "not calendar|no calendar|inbox, not calendar|inbox but not calendar|not 1|1 or 2|inbox?|"
        "both|1/3|13|only|all without calendar"
    ),
    HOURS: (
        "20 or 25|between 20 and 25|20-25|not 20|less than 20|more than 20|at least 20|up to 20|20+|"
        "max 20|20 a day|20 hours a month|20?|20ish|>20|20, but not on Fridays|20 except in December|"
        "20 instead of 25|20 not 25|it depends|a lot|a few|no idea|20 or so|can I have 20?"
    ),
    DATE: (
        "not friday|friday or monday|after friday|not before friday|in a week or two|asap|soon|later|"
        "never|whenever|maybe friday|probably friday|any day but friday|except friday|every friday|"
        "not tomorrow|friday, but not before noon|no idea|between 12 and 14 december|friday?|"
        "maybe friday?|27 nov?|friday or so|I think friday|can I do friday|how about friday|"
        "friday should work|I hope friday|friday is not good|I can't do friday|fridays|friday night?"
    ),
    DURATION: "an hour or two|1-2 hours|less than an hour|more than an hour|not an hour|a while|all day",
    RATIO: (
        "41 of 46?|about 41 of 46 late|41 of 46 late|41 late of 46|41 46|41-46|41|46 and 41 on time|89%|"
        "almost all|all|none|no messages|41 of 46 or so|maybe 41 of 46|46 of 41|not 41 of 46|41 of 46, 8 of 9"
    ),
    WALL_TIME: "9?|9 or so|9 or 10|9-10|not 9|before 9|after 9|not before 9|morning|9 to 5",
}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [(kind, line, value) for (kind, value), lines in TAKEN.items() for line in lines.split("|")],
)
def test_what_can_mean_one_thing_is_taken(kind: Kind[Any], typed: str, value: Any) -> None:
    assert kind.read(typed, HERE) == value


@pytest.mark.parametrize(
    ("kind", "typed"), [(kind, line) for kind, lines in ASKED_BACK.items() for line in lines.split("|")]
)
def test_what_may_mean_something_else_is_asked_back(kind: Kind[Any], typed: str) -> None:
    with pytest.raises(Invalid):
        kind.read(typed, HERE)
