"""Honest rounds and cheats, drawn from seeds, for the presence verdict: what it says of who was there and of who was not.

The world is drawn first and knows nothing of the verdict: all but `counting` import its facts alone.
"""
