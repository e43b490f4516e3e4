"""What the commands of `fivefold` do; `bot/__main__.py` only parses. Each file is one kind of errand."""
