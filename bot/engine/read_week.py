"""What people say of a week when they are asked what was in its way: nothing, no work, power or internet.

Only whole lines are read, and only those that hold no other word than these: one more may turn them.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from bot.engine.read_text import few_words
from bot.engine.read_yes_no import asks, unkind
from bot.engine.reading import Reading, folded
from bot.engine.text import Invalid, t

_MOST_TYPED = 80

Way = Literal["", "nothing", "something", "no_work", "outage"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL = _set(
    "a an the it its s is was were has been had have there i we my our me us here and so far very po hi"
)
_WHEN = _set(
    "since for from until till on in at all whole half this last week today yesterday day days hour hours "
    "morning afternoon evening night noon midday monday tuesday wednesday thursday friday saturday sunday "
    "mon tue tues wed thu thurs fri sat sun again still now most time times of first second one two three "
    "four five six couple few several about around almost am pm long weekend"
)
_ALL = _set("all alls everything every thing everythings")
_WELL = _set(
    "good fine ok okay well great smooth smoothly perfect perfectly clear right alright went going goes "
    "normal as usual planned"
)
_PLAIN_WELL = _WELL - _set("went going goes as right")
_WRONG = _set(
    "issue issues problem problems blocker blockers trouble troubles obstacle obstacles hindrance hindrances "
    "complaint complaints concerns hiccup hiccups probs prob"
)
_NONE = _set("no not any without zero none wala walang sem hapana")
_NO = _set("no nope nah none nothing")
_NONE_SAID = _set("none nothing")
_REALLY = _set(
    "much special really at all in the way to report tell complain about new bad major big serious so far "
    "this week today from my side here on"
)
_LINES = _set(
    "power electricity current light lights internet wifi wi fi net network connection connectivity signal "
    "data broadband router fiber fibre kuryente luz internete umeme stima"
)
_FAILS = _set(
    "out down off outage outages cut cuts failure failed fails gone lost interrupted interruption "
    "interruptions unstable slow bad problem problems issue issues dead intermittent dropped dropping drops "
    "went keeps kept going came"
)
_OUT = _set("outage outages brownout brownouts blackout blackouts loadshedding")
_WORK = _set("work task tasks assignment assignments job jobs")
_CAME = _set("came come coming in sent given assigned new enough to do me yet")


def what_was_in_the_way(raw: str, _: Reading) -> Way:
    """What a whole line says was in the way of a week; empty where it says something else, or more.

    Raises:
        Invalid: it is a sign and no word: of what was in the way a thumb says nothing.
    """
    text = few_words(raw, most=_MOST_TYPED, why=t("invalid-choice"))
    if not folded(text):
        raise Invalid(t("invalid-choice"))
    if asks(text):
        return ""
    word = folded(text).replace("load shedding", "loadshedding").replace("brown out", "brownout")
    each = [one for one in word.replace("black out", "blackout").split() if not one.isdecimal()]
    told = set(each)
    if _outage(told):
        return "outage"
    if _no_work(told, word):
        return "no_work"
    if word.startswith("something "):
        return "something"
    return "nothing" if _nothing(unkind(word).split()) or _none_wrong(told) else ""


def _only(told: Set[str], *of: Set[str]) -> bool:
    """Whether there are words, and none but these."""
    return bool(told) and told <= frozenset().union(*of)


def _outage(told: set[str]) -> bool:
    """ "no power since noon", "the wifi was down", "brownout again"; not "no power problems"."""
    if not _only(told, _SMALL, _WHEN, _NONE - {"any", "not"}, _LINES, _FAILS, _OUT):
        return False
    if told & _LINES and _only(told, _LINES, _set("the and or both")):
        return True
    missing, failing = bool(told & _NONE), bool(told & (_FAILS - {"went", "came", "going", "keeps", "kept"}))
    if told & _OUT:
        return not missing
    return bool(told & _LINES) and missing != failing


def _no_work(told: set[str], word: str) -> bool:
    """ "no work", "there were no tasks this week", "nothing to do", "nothing came"."""
    idle = "nothing to do" in word or "nothing came" in word or "nothing was sent" in word
    if idle:
        return _only(told, _SMALL, _WHEN, _CAME, {"nothing"}, _WORK)
    return bool(told & _WORK) and "no" in told and _only(told, _SMALL, _WHEN, _CAME, _WORK, {"no"})


def _nothing(each: list[str]) -> bool:
    """ "nothing special", "all good", "nope, everything went fine"; not "nothing went well", "no good"."""
    begun = bool(each) and each[0] in _NO and each[1:2] != ["good"]
    said_none = begun and each[0] in _NONE_SAID
    rest = each[1:] if begun else each
    while said_none and rest and rest[0] in _REALLY:
        rest = rest[1:]
    return _all_well(set(rest)) or (said_none and not rest)


def _all_well(told: set[str]) -> bool:
    """ "all good", "everything went fine", "it went well"."""
    if not _only(told, _SMALL, _ALL, _WELL, _set("with on my side this week end just")):
        return False
    of_all = bool(told & _ALL) or told >= {"it", "went"} or "week" in told
    return of_all and bool(told & (_PLAIN_WELL | {"right"}))


def _none_wrong(told: set[str]) -> bool:
    """ "no issues", "no blockers this week", "no problem at all"."""
    beside = _set("at with really from side end way all week today just on in this nope no zero")
    return bool(told & _WRONG) and bool(told & {"no", "zero"}) and _only(told, _WRONG, _SMALL, beside)
