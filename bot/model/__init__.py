"""The records: what Fivefold knows about a business, its people and their work. Declared once.

Every record belongs to an account and carries a version that a write checks. What people wrote in
their own words is `private()`: it is sealed before it reaches the database.
"""

from bot.model.fields import OWNER, PROFESSIONAL, ROLES, Record, Role, private_fields
from bot.model.goals import Agreement, Goal, Sureness
from bot.model.people import DECLINED, UNANSWERED, Account, Address, Engagement, Person, other_in
from bot.model.rounds import (
    Channel,
    CheckIn,
    Closing,
    Count,
    Feedback,
    Judgement,
    OwnerTime,
    Piece,
    Question,
    Step,
)
from bot.model.skills import Level, Rating, Skill
from bot.model.training import Item, Rule
from bot.model.work import ENDED, Discretion, Job, Sample, Todo, Understanding

RECORDS: tuple[type[Record], ...] = (
    Person,
    Address,
    Engagement,
    Job,
    Discretion,
    Todo,
    Understanding,
    Sample,
    Skill,
    Rating,
    Level,
    Item,
    Rule,
    Goal,
    Agreement,
    Sureness,
    CheckIn,
    Count,
    Question,
    Piece,
    Feedback,
    Judgement,
    Step,
    Closing,
    OwnerTime,
    Channel,
)

__all__ = [
    "DECLINED",
    "ENDED",
    "OWNER",
    "PROFESSIONAL",
    "RECORDS",
    "ROLES",
    "UNANSWERED",
    "Account",
    "Address",
    "Agreement",
    "Channel",
    "CheckIn",
    "Closing",
    "Count",
    "Discretion",
    "Engagement",
    "Feedback",
    "Goal",
    "Item",
    "Job",
    "Judgement",
    "Level",
    "OwnerTime",
    "Person",
    "Piece",
    "Question",
    "Rating",
    "Record",
    "Role",
    "Rule",
    "Sample",
    "Skill",
    "Step",
    "Sureness",
    "Todo",
    "Understanding",
    "other_in",
    "private_fields",
]
