"""Rigs that break the program on purpose and count what is lost, doubled or stuck."""
