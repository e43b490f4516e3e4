"""What the fork server does once, so that no child has to: import everything, and play a check-in."""

import asyncio

from alembic import command

from adapters import discord, slack
from bot import app
from bot.commands import offering
from bot.phases import DIALOGS
from tests.crash import house, warming

asyncio.run(warming.play())
offering.offered()
offering.translated(discord.LOCALES)

__all__ = ["DIALOGS", "app", "command", "discord", "house", "slack"]
