"""What the records add up to, reckoned the same way for everybody who tells or draws it."""
