"""`make bench`: speed and memory as ratios, each measured beside what it is compared with."""
