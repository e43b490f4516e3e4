"""What makes a piece of feedback weaker than it could be, and which moments of a round to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.practice import mentions
from bot.practice.mentions import Span

Code = Literal[
    "trait",
    "absolute",
    "mind_reading",
    "comparison",
    "sandwich",
    "no_example",
    "no_date",
    "no_next_step",
]

PARTS_OF_A_ROUND = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a feedback text: what it is and the words it is about.

    `span` is where the words stand; None, with `words` empty, for what is missing from the text.
    """

    code: Code
    span: Span | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something noted on a day: an example, a thanks, an accepted piece."""

    id: str
    day: date


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_TRAITS_ALONE = (
    "lazy|careless|sloppy|unprofessional|unreliable|incompetent|stupid|useless|clueless|arrogant"
    "|irresponsible|disorgani[sz]ed|thoughtless|immature|negligent|bad attitude|your (?:attitude|personality"
    "|character)|rock ?star|superstar|genius|a natural|team player"
)
_TRAITS_OF_SOMEBODY = (
    "rude|slow|difficult|messy|weak|bad|hopeless|negative|selfish|sensitive|emotional|dishonest|chaotic"
    "|forgetful|passive|stubborn|smart|clever|talented|gifted|brilliant|amazing|awesome|wonderful|perfect"
    "|great|nice|kind|(?:a|the) (?:star|gem|best)"
)
_DEGREE = r"(?:so|very|too|really|just|simply|a bit|quite|such|rather|extremely|always|constantly) "

_ABSOLUTE = _words(
    r"always",
    r"never(?! mind)",
    r"constantly",
    r"all the time",
    r"every (?:single )?time",
    r"without exception",
    r"nothing ever",
    r"nobody ever",
    r"not once",
)
_ASKED_FOR = _words("please", "from now on", "next time", "in future", "in the future", "going forward")
_MIND_READING = re.compile(
    r"(?<!if )(?<!when )(?<!unless )\byou (?:"
    r"(?:don't|do not|didn't|did not) (?:even |really )?(?:care|bother|respect|value|want|like|understand)"
    r"|(?:just|only|simply|obviously|clearly|probably|secretly) (?:want|wanted|think|thought|feel|felt|hope"
    r"|hoped|care|cared|believe|believed|assume|assumed|don't|didn't)"
    r"|(?:can't|couldn't|could not) be bothered|must have (?:thought|felt|wanted)"
    r"|(?:meant|wanted|intended|were trying|are trying) to"
    r"|(?:assume|assumed|think|thought|believe) (?:that|it|I|we)"
    r")\b|\b(?:on purpose|deliberately|intentionally)\b",
    re.IGNORECASE,
)
_OTHERS = r"(?:others|every(?:one|body)|(?:any|all|the|my) other\w*|(?:my|the) (?:last|previous|former) \w+)"
_COMPARISON = _words(
    rf"(?:better|worse|slower|faster|less \w+|more \w+) than (?:any(?:one|body)|most people|{_OTHERS})",
    rf"(?:unlike|compared (?:to|with)) {_OTHERS}",
    r"(?:others|everyone else|everybody else|anyone else|other people) "
    r"(?:can|could|do|does|did|would|manage\w*)",
)
_NEXT_STEP = _words(
    r"please",
    r"from now on",
    r"next time",
    r"in (?:the )?future",
    r"going forward",
    r"(?:I would|I'd) (?:like|love|want|prefer)",
    r"I (?:want|need|ask|suggest|propose)",
    r"let's",
    r"let us",
    r"(?:could|can|will|would) you",
    r"keep (?:\w+ing|it|this|that|on|up|doing)",
    r"keep",
    r"continue",
    r"you (?:can|may|could|should|will)",
    r"we (?:will|should|could|can)",
    r"so (?:next|in future)",
    r"(?:starting|as of|beginning) (?:today|tomorrow|now|next|mon\w*|on)",
)
_PRAISE = _words(
    r"(?:great|good|nice|excellent|fantastic|amazing|awesome|wonderful|superb|lovely|brilliant|fine) "
    r"(?:work|job|start|effort|stuff|week|month|round|result|results|person|attitude|otherwise)",
    r"well done",
    r"(?:I )?(?:really )?(?:love|loved|appreciate|appreciated|enjoy|enjoyed)",
    r"thank(?:s| you)",
    r"keep it up",
    r"(?:you are|you're|you were|you did|doing|is|was|are) (?:so |really |very |otherwise )?"
    r"(?:great|good|amazing|awesome|wonderful|fantastic|brilliant|excellent|well)",
)
_TURN = _words("but", "however", "though", "although", "unfortunately", "sadly", "only thing", "that said")
_SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)|\n")


def check_feedback(text: str, *, names: Sequence[str] = (), next_step: bool = True) -> tuple[Finding, ...]:
    """Look at a feedback text: situation, behaviour, impact, next step, and about the task alone.

    Findings point at words and never rewrite them; who wrote the text may send it as it is. `names` are
    what the other person is called, so that "Joy is slow" is seen. `next_step` False leaves out the
    question for a next step, for a plain thanks. Words between quotation marks are other people's and
    are not looked at. English only. The codes, in the order of the text and then what is missing:

    - trait, comparison: about the person, or against other people; attention that moves from task to
      self made performance worse in a third of cases (Kluger and DeNisi 1996);
    - absolute: "always" and "never" about the past, which one counter-example denies;
    - mind_reading: a motive told as a fact;
    - sandwich: criticism between two praises;
    - no_example (and no day either), or no_date (an example without its day), no_next_step.

    An empty text has no findings.
    """
    straight = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if not straight.strip():
        return ()
    own = mentions.blank(straight, mentions.quotes(straight) + mentions.links(straight))
    spans: list[tuple[Code, Span]] = [("trait", span) for span in _traits(own, names)]
    spans += [("absolute", span) for span in _absolutes(own)]
    spans += [("mind_reading", match.span()) for match in _MIND_READING.finditer(own)]
    spans += [("comparison", match.span()) for match in _COMPARISON.finditer(own)]
    spans += [("sandwich", span) for span in _sandwiches(own)]
    found = [Finding(code, span, text[slice(*span)]) for code, span in sorted(spans, key=lambda one: one[1])]
    if not mentions.days(own):
        shown = mentions.quotes(straight) or mentions.links(straight) or mentions.numbers(own)
        found.append(Finding("no_date" if shown else "no_example"))
    if next_step and not _NEXT_STEP.search(own):
        found.append(Finding("no_next_step"))
    return tuple(found)


def next_step_of(text: str) -> str:
    """The part of a feedback text that asks for something: what somebody is to do from now on.

    From the sentence or clause that asks, to the end; the whole text where nothing in it asks.
    """
    words = text.strip()
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(words))]
    for start in starts:
        part = words[start:].strip()
        if part and _NEXT_STEP.search(_SENTENCE_END.split(part)[0]):
            return part[0].upper() + part[1:]
    return words


_NONE = (
    r"(?:no|none|nothing|nothing (?:really|at all|else|comes to mind)|not really|no changes?(?: needed)?"
    r"|(?:i (?:would|want to) )?change nothing|nothing (?:should|needs? to|has to|to) (?:change|add|improve)"
    r"|n/?a|-+)"
)
_WELL = (
    r"(?:(?:all|everything|that|this|it)(?:(?: is|'s|\u2019s)(?: all)?)? "
    r"(?:good|fine|well|great|ok|okay)|(?:keep it|good|fine) as it is)(?: for now)?"
)
_NOTHING = re.compile(rf"(?:{_NONE}(?:\s*[,:;.–-]+\s*{_WELL})?|{_WELL})", re.IGNORECASE)


def asks_nothing(text: str) -> bool:
    """Whether an answer to "what is to change?" only says that nothing is."""
    return _NOTHING.fullmatch(text.strip(" .!\n")) is not None


def says_only_how(text: str, names: Sequence[str] = ()) -> bool:
    """Whether a text says how somebody is and asks for nothing: no step for anybody comes of that."""
    codes = {found.code for found in check_feedback(text, names=names)}
    return {"trait", "no_next_step"} <= codes


def _traits(own: str, names: Sequence[str]) -> list[Span]:
    third = "|".join(["he", "she", *(re.escape(name) for name in names if name.strip())])
    somebody = re.compile(
        rf"\b(?:(?:you are|you're|you seem|they are|they're|(?:{third})(?: is|'s| seems))(?: being)?"
        rf"(?: {_DEGREE.strip()})?(?: a)? (?:{_TRAITS_OF_SOMEBODY})(?! (?:at|with|about|on|in)\b))\b",
        re.IGNORECASE,
    )
    spans = [match.span() for match in somebody.finditer(own)]
    spans += [match.span() for match in _words(_TRAITS_ALONE).finditer(own)]
    return [span for span in spans if not any(_inside(span, other) for other in spans)]


def _absolutes(own: str) -> list[Span]:
    """Where the past is told in absolutes; "please always copy me" asks for one and is fine."""
    asked = [match.start() for match in _ASKED_FOR.finditer(own)]
    ends = [match.end() for match in _SENTENCE_END.finditer(own)]
    spans = []
    for match in _ABSOLUTE.finditer(own):
        begins = max((end for end in ends if end <= match.start()), default=0)
        if not any(begins <= start < match.start() for start in asked):
            spans.append(match.span())
    return spans


def _sandwiches(own: str) -> list[Span]:
    """Praise, a turn, and praise again in a later sentence; at most one in a text."""
    praises = [match.span() for match in _PRAISE.finditer(own)]
    ends = [match.end() for match in _SENTENCE_END.finditer(own)]
    for turn in _TURN.finditer(own):
        closes = min((end for end in ends if end > turn.start()), default=len(own))
        if praises and praises[0][1] <= turn.start() and praises[-1][0] >= closes:
            return [(praises[0][0], praises[-1][1])]
    return []


def _inside(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def spread(
    noted: Iterable[Moment], first: date, last: date, parts: int = PARTS_OF_A_ROUND
) -> tuple[Moment | None, ...]:
    """Choose one moment from each part of a round, so that the last days do not speak for all of it.

    `first` and `last` are the round's days, both included; the round is cut into equal parts. Of each
    part the moment nearest its middle is taken, which favours nobody; a part without one stays None
    and is never filled from another. Moments outside the round are left out. Source: recency, one of the
    known biases of raters. Raises ValueError for a round that ends before it starts or has no parts.
    """
    length = (last - first).days + 1
    if length < 1 or parts < 1:
        raise ValueError("a round has at least one day and one part")
    chosen: list[tuple[int, Moment] | None] = [None] * parts
    for moment in sorted(noted, key=lambda one: (one.day, one.id)):
        if not first <= moment.day <= last:
            continue
        index = (moment.day - first).days
        part = index * parts // length
        off = abs((2 * index + 1) * parts - (2 * part + 1) * length)
        best = chosen[part]
        if best is None or off < best[0]:
            chosen[part] = (off, moment)
    return tuple(None if pick is None else pick[1] for pick in chosen)
