"""Times of the day as people write them ("07:30") and as they are stored (minutes after local midnight). Pure."""

from __future__ import annotations

CLOCK = r"([01]\d|2[0-3]):[0-5]\d\Z"
"""The pattern of such a time."""


def clock_words(minutes: int) -> str:
    """Write minutes after midnight as HH:MM."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minutes_of(words: str) -> int:
    """Read HH:MM."""
    hours, _, minutes = words.partition(":")
    return int(hours) * 60 + int(minutes)
