"""Discord: direct messages, slash commands, modals and channel messages on the house's inbox."""

from adapters.discord.app import DiscordAdapter

__all__ = ["DiscordAdapter"]
