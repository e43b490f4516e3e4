"""What keeps the parts running: it wakes, starts and watches them, and decides nothing else."""
