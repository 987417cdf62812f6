"""The indicators as versioned data (catalogue.json): atoms that a school declares, and the sets that counties report."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Question:
    """One thing that is asked of a school. `kind`: count, yes, date or percent."""

    key: str
    kind: str
    zh: str
    en: str


@dataclass(frozen=True)
class Atom:
    """One indicator of one school. `applies`: key of `rules.APPLIES`, whom it is counted for."""

    key: str
    zh: str
    en: str
    met_zh: str
    applies: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Indicator:
    """One line of a set: met where all its atoms are."""

    zh: str
    atoms: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorSet:
    """What a document asks for together (四个百分百 …)."""

    key: str
    zh: str
    en: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Catalogue:
    """One version of all of it."""

    version: str
    source: str
    atoms: dict[str, Atom]
    sets: dict[str, IndicatorSet]


@cache
def load() -> Catalogue:
    """Return the newest version of this release."""
    row = json.loads((Path(__file__).parent / "catalogue.json").read_text("utf-8"))["versions"][-1]
    atoms = [_atom(each) for each in row["atoms"]]
    sets = [_set(each) for each in row["sets"]]
    return Catalogue(row["version"], row["source"], {a.key: a for a in atoms}, {s.key: s for s in sets})


def _atom(row: dict[str, Any]) -> Atom:
    return Atom(**row | {"questions": tuple(Question(**each) for each in row["questions"])})


def _set(row: dict[str, Any]) -> IndicatorSet:
    lines = tuple(Indicator(each["zh"], tuple(each["atoms"])) for each in row["indicators"])
    return IndicatorSet(row["key"], row["zh"], row["en"], lines)
