"""Pinyin initials of names, for finding a school by typing `qmxx`."""

from __future__ import annotations

import re

_SEARCHABLE = re.compile(r"[^a-z0-9]")
LONGEST = 140


def initials(*names: str) -> str:
    """Return the initials of each name, separated by blanks: `启明小学` gives `qmxx`; repeated ones stand once."""
    return " ".join(dict.fromkeys(_of(name) for name in names if name))[:LONGEST]


def _of(name: str) -> str:
    from pypinyin import Style, lazy_pinyin  # its dictionaries take a quarter of a second and 30 MB: only when needed

    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default"))
    return _SEARCHABLE.sub("", letters.lower())
