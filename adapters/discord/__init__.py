"""Discord: direct messages, slash commands, modals and channel messages on the house's inbox."""

from __future__ import annotations

from adapters.discord.app import DiscordAdapter
from adapters.discord.checks import look
from adapters.discord.limits import LOCALES
from adapters.discord.manifest import manifest
from adapters.discord.preview import preview

__all__ = ["LOCALES", "DiscordAdapter", "look", "manifest", "preview"]
