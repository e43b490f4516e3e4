"""What one turn may ask of the store: the rows that move with every answer, and the records.

A turn is a plain synchronous function of (transaction, event). It may be run again from its start,
so it keeps nothing outside the transaction.
"""

from bot.transaction.across import Carrying, Doors, Firing, Settings, Transaction
from bot.transaction.inside import Agenda, Conflict, Drawer, Gates, Inside, Mail, Records, Talks
from bot.transaction.rows import (
    EXCUSE,
    KINDS,
    NUDGE,
    OWN,
    REMINDERS,
    SILENCE,
    At,
    Claim,
    Conversation,
    Due,
    Errand,
    Letter,
    Seat,
    State,
    event_name,
)

__all__ = [
    "EXCUSE",
    "KINDS",
    "NUDGE",
    "OWN",
    "REMINDERS",
    "SILENCE",
    "Agenda",
    "At",
    "Carrying",
    "Claim",
    "Conflict",
    "Conversation",
    "Doors",
    "Drawer",
    "Due",
    "Errand",
    "Firing",
    "Gates",
    "Inside",
    "Letter",
    "Mail",
    "Records",
    "Seat",
    "Settings",
    "State",
    "Talks",
    "Transaction",
    "event_name",
]
