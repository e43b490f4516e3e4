"""The conversation engine: prompts, replay, readers and cards. Pure: no clock, no database, no platform."""
