"""The people of the inbox, for talks that are played among them from the first word."""

from tests.inbox.conftest import w

__all__ = ["w"]
