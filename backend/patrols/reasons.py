"""The words of a verdict: its levels, and the reasons with their weight and sentences (`reasons.json`) and the numbers they name.

Reasons of 0 points are said because people want to know, not because they count. Codes are stored with visits: retire one,
never reuse it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Level = Literal["confirmed", "plausible", "doubtful", "contradicted"]
Language = Literal["zh-CN", "en"]
Value = int | float | str
LEVELS: dict[Level, tuple[str, str]] = {
    "confirmed": ("在场有据", "presence supported"),
    "plausible": ("基本可信", "plausible"),
    "doubtful": ("需要核实", "please check"),
    "contradicted": ("与在场相矛盾", "contradicts presence"),
}


@dataclass(frozen=True)
class Reason:
    """A sentence in two languages and its points of doubt.

    `aspect`: what it is about. `is_lack`: something is missing, nothing contradicts. `speaks_for`: it speaks for presence.
    """

    aspect: str
    points: int
    zh: str
    en: str
    is_lack: bool = False
    speaks_for: bool = False


REASONS: dict[str, Reason] = {
    code: Reason(**said)
    for code, said in json.loads(Path(__file__).with_name("reasons.json").read_text("utf-8")).items()
}


@dataclass(frozen=True)
class Found:
    """A reason that applies to one visit, with the numbers that its sentence names."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def points(self) -> int:
        """How much it weighs against presence."""
        return REASONS[self.code].points

    @property
    def aspect(self) -> str:
        """What it is about; within one aspect only the heaviest reason counts."""
        return REASONS[self.code].aspect

    @property
    def is_lack(self) -> bool:
        """Say whether it tells of something missing, not of something that speaks against presence."""
        return REASONS[self.code].is_lack

    def text(self, language: Language = "zh-CN") -> str:
        """The sentence in one language."""
        reason = REASONS[self.code]
        return (reason.zh if language == "zh-CN" else reason.en).format(**dict(self.values))


def found(code: str, **values: float | str) -> Found:
    """Note a reason; numbers are rounded as people say them."""
    return Found(code, tuple((name, _said(value)) for name, value in values.items()))


def _said(value: float | str) -> Value:
    if isinstance(value, str):
        return value
    return round(value, 1) if abs(value) < 20 and value != int(value) else round(value)
