"""Kinds of answers, the one door to them. A kind is shared between prompts and holds no state."""

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
    LinesKind,
    LinkKind,
    NumberKind,
    PercentKind,
    RatioKind,
    RatiosKind,
    TextKind,
    WallTimeKind,
    ZoneKind,
)

DATE = DateKind()
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
    "LINK",
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
    "HandInKind",
    "Kind",
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
    "VerdictKind",
    "WallTimeKind",
    "YesNoKind",
    "ZoneKind",
    "digest_of",
]
