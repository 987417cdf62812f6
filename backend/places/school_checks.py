"""What must hold of a school before it is written: its links stay in its county, its code and position can be right."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.places.models import DIVISION, ORGANISATION, SCHOOL
from backend.places.rules import is_school_code, position_objection


def check_links(session: Session, school: dict[str, Any]) -> None:
    """Refuse a township, precinct or parent school that is of another county or another kind."""
    county_id = school["county_id"]
    expected = [
        ("township_id", select(DIVISION.c.id).where(DIVISION.c.level == "township", DIVISION.c.parent_id == county_id)),
        (
            "precinct_id",
            select(ORGANISATION.c.id).where(ORGANISATION.c.kind == "PCS", ORGANISATION.c.county_id == county_id),
        ),
        (
            "parent_school_id",
            select(SCHOOL.c.id).where(SCHOOL.c.parent_school_id.is_(None), SCHOOL.c.county_id == county_id),
        ),
    ]
    wrong = {}
    for field, query in expected:
        value = school[field]
        if value is not None and session.execute(query.where(query.selected_columns[0] == value)).first() is None:
            wrong[field] = ["请选择本县的。"]
    if wrong:
        raise Problem("place_input_invalid", fields=wrong)


def check_form(school_code: str, lat: float | None, *, lng: float | None) -> None:
    """Refuse a malformed code and coordinates that cannot be right, both at once."""
    wrong: dict[str, list[str]] = {}
    if not is_school_code(school_code):
        wrong["school_code"] = ["应为 10 位数字；教学点在后面加 -01、-02。"]
    if objection := position_objection(lat, lng):
        wrong["lat"] = [objection]
    if wrong:
        raise Problem("place_input_invalid", fields=wrong)
