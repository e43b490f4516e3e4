"""Kinds of answers, the one door to them. A kind is shared between prompts and holds no state."""

from datetime import timedelta

from bot.engine.kind import Kind, Option, Questions, Raw
from bot.engine.kinds_choice import ChoiceKind, HandInKind, VerdictKind
from bot.engine.kinds_named import ChannelKind, Contact, PersonKind, Room
from bot.engine.kinds_picked import (
    Consent,
    ConsentKind,
    ManyKind,
    ScaleKind,
    YesNoKind,
    digest_of,
)
from bot.engine.kinds_written import (
    BesideKind,
    Counts,
    DateKind,
    DurationKind,
    FileKind,
    FirstDayKind,
    LastDayKind,
    LinesKind,
    LinkKind,
    NumberKind,
    PercentKind,
    RatioKind,
    RatiosKind,
    TextKind,
    UntilKind,
    WallTimeKind,
    ZoneKind,
)

DATE = DateKind()
LONGEST_AWAY = timedelta(days=300)
"""Further on, a day without its year is more likely one that has passed."""
FIRST_DAY = FirstDayKind(LONGEST_AWAY)
CHANNEL = ChannelKind()
DURATION = DurationKind()
PERCENT = PercentKind()
RATIO = RatioKind()
YES_NO = YesNoKind()
PERSON = PersonKind()
LINK = LinkKind()
FILE = FileKind()
ZONE = ZoneKind()
WALL_TIME = WallTimeKind()

__all__ = [
    "CHANNEL",
    "DATE",
    "DURATION",
    "FILE",
    "FIRST_DAY",
    "LINK",
    "LONGEST_AWAY",
    "PERCENT",
    "PERSON",
    "RATIO",
    "WALL_TIME",
    "YES_NO",
    "ZONE",
    "BesideKind",
    "ChannelKind",
    "ChoiceKind",
    "Consent",
    "ConsentKind",
    "Contact",
    "Counts",
    "DateKind",
    "DurationKind",
    "FileKind",
    "FirstDayKind",
    "HandInKind",
    "Kind",
    "LastDayKind",
    "LinesKind",
    "LinkKind",
    "ManyKind",
    "NumberKind",
    "Option",
    "PercentKind",
    "PersonKind",
    "Questions",
    "RatioKind",
    "RatiosKind",
    "Raw",
    "Room",
    "ScaleKind",
    "TextKind",
    "UntilKind",
    "VerdictKind",
    "WallTimeKind",
    "YesNoKind",
    "ZoneKind",
    "digest_of",
]
