"""The pure rules of the field: levels, gaps, goals, findings, trends, calendars. Numbers in, numbers out."""
