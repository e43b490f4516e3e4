"""What is told of a week and of finished work: to its owner, and in the channel. The phases tell it."""
