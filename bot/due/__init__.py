"""What comes by itself at its time: check-ins, reminders, what was planned; and when nothing does."""
