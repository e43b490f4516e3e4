"""Slack: direct messages, the Home tab, forms as modals, over a socket or over HTTP."""

from __future__ import annotations

from adapters.slack.app import Access, SlackAdapter
from adapters.slack.checks import look
from adapters.slack.installs import told
from adapters.slack.manifest import manifest
from adapters.slack.preview import preview

__all__ = ["Access", "SlackAdapter", "look", "manifest", "preview", "told"]
