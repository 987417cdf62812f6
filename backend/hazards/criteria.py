"""The checklist of what makes a hazard a major one, as versioned data (criteria.json): any clause that applies is enough."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Clause:
    """One clause: its number here, where it stands in the source, its point in plain words, and the hazard codes it is about."""

    no: str
    article: str
    zh: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Criteria:
    """One version of the checklist; `provinces` are the division codes (two digits) it is for, none for the nation."""

    version: str
    title: str
    source: str
    provinces: tuple[str, ...]
    clauses: tuple[Clause, ...]

    def clause(self, no: str) -> Clause | None:
        """Return the clause with this number."""
        return next((clause for clause in self.clauses if clause.no == no), None)


@cache
def versions() -> tuple[Criteria, ...]:
    """Read every version shipped with this release, oldest first."""
    data = json.loads((Path(__file__).parent / "criteria.json").read_text("utf-8"))
    return tuple(_read(row) for row in data["versions"])


def criteria_for(division_code: str) -> Criteria:
    """Return the newest version for a county: its province's own where there is one, else the nation's."""
    own = [each for each in versions() if division_code[:2] in each.provinces]
    return (own or [each for each in versions() if not each.provinces])[-1]


def _read(row: dict[str, object]) -> Criteria:
    clauses = [
        Clause(**each | {"categories": tuple(each["categories"])})
        for each in row["clauses"]  # type: ignore[attr-defined]
    ]
    return Criteria(**row | {"provinces": tuple(row["provinces"]), "clauses": tuple(clauses)})  # type: ignore[arg-type]
