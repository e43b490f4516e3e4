"""What the fork server imports once, so that no child has to."""

from alembic import command

from adapters import discord, slack
from bot import app
from bot.engine.read import warm_dates
from bot.phases import DIALOGS
from tests.crash import house

warm_dates()

__all__ = ["DIALOGS", "app", "command", "discord", "house", "slack"]
