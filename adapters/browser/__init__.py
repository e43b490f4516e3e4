"""The browser workspace: a page on this machine where one person plays everybody."""

from adapters.browser.app import BrowserAdapter
from adapters.browser.clock import WorkspaceClock

__all__ = ["BrowserAdapter", "WorkspaceClock"]
