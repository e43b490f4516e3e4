"""Fivefold: five phases of continual improvement for an owner and the people they hire."""
