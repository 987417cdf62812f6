"""What rows are judged by, read from the database: the county's names, and which rows are in its ledger already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.intake.ledger_import.names import Directory, Named
from backend.intake.ledger_import.plan import Planned, mark_known
from backend.places.models import DIVISION, ORGANISATION, SCHOOL
from backend.rectifications.models import CASE

_CHUNK = 500


def directory_of(session: Session, county_id: UUID) -> Directory:
    """Return the county's schools and offices by name."""
    found = select(DIVISION.c.name).where(DIVISION.c.id == county_id, DIVISION.c.level == "county")
    county = session.execute(found).scalar_one_or_none()
    if county is None:
        raise Problem("not_found")
    named = (
        select(ORGANISATION, SCHOOL.c.school_code, SCHOOL.c.township_id, SCHOOL.c.precinct_id)
        .outerjoin(SCHOOL, SCHOOL.c.id == ORGANISATION.c.id)
        .where(ORGANISATION.c.county_id == county_id)
        .order_by(ORGANISATION.c.name, ORGANISATION.c.id)
    )
    every = [_named(row) for row in session.execute(named)]
    schools, offices = [each for each in every if each.kind == "SCH"], [each for each in every if each.kind != "SCH"]
    return Directory(county, schools, offices)


def mark_those_there(session: Session, county_id: UUID, planned: Sequence[Planned]) -> None:
    """Mark the rows whose case is in the county's ledger already, with the state it is in."""
    coming = [each for each in planned if each.action == "create" and each.arriving is not None]
    keys = [each.key for each in coming]
    numbers = [each.arriving.original_no for each in coming if each.arriving and each.arriving.original_no]
    mark_known(
        coming,
        _states(session, county_id, CASE.c.import_key, keys),
        _states(session, county_id, CASE.c.ledger_no, numbers),
    )


def _states(session: Session, county_id: UUID, column: Any, values: Iterable[str]) -> dict[str, str]:
    wanted = sorted(set(values))
    states: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        chosen = (CASE.c.county_id == county_id, column.in_(wanted[start : start + _CHUNK]))
        states.update((key, state) for key, state in session.execute(select(column, CASE.c.state).where(*chosen)))
    return states


def _named(row: Any) -> Named:
    return Named(
        id=row.id,
        kind=row.kind,
        name=row.name,
        short_name=row.short_name,
        initials=row.initials,
        code=row.school_code or "",
        division_id=row.division_id,
        township_id=row.township_id,
        precinct_id=row.precinct_id,
    )
