"""Delivery: what waits for others goes to them, paced, once, in order, whatever breaks on the way."""

from bot.delivery.rules import Rules
from bot.delivery.sorting import Delivery

__all__ = ["Delivery", "Rules"]
