"""The checklist of major hazards: every clause is about kinds that exist, and a province's own version goes first."""

from __future__ import annotations

import pytest

from backend.hazards import criteria
from backend.hazards.criteria import Clause, Criteria, criteria_for, versions
from backend.hazards.taxonomy import load


def test_every_clause_names_kinds_that_exist_and_has_a_number_of_its_own() -> None:
    for version in versions():
        numbers = [clause.no for clause in version.clauses]
        assert len(numbers) == len(set(numbers))
        assert {code for clause in version.clauses for code in clause.categories} <= set(load().categories)


def test_every_kind_that_is_major_by_default_inside_a_school_has_a_clause() -> None:
    covered = {code for clause in versions()[-1].clauses for code in clause.categories}
    inside = {code for code, kind in load().categories.items() if kind.severity == "major" and kind.lead == "SCH"}
    assert inside - covered <= {"TEC01", "PHY06"}, (
        "alarm and closed campus are major by the county's rule, not by clause"
    )


def test_a_province_with_its_own_version_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Criteria("SC-2025", "四川要点", "", ("51",), (Clause("川-1", "", "要点", ("FIR01",)),))
    monkeypatch.setattr(criteria, "versions", lambda: (*versions(), own))
    assert criteria_for("510104").version == "SC-2025"
    assert criteria_for("990121").version == "2024-20"
