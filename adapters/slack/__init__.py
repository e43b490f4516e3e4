"""Slack: direct messages, the Home tab, forms as modals, over a socket or over HTTP."""

from __future__ import annotations

from adapters.slack.app import Access, SlackAdapter

__all__ = ["Access", "SlackAdapter"]
