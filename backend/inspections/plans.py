"""What an office plans, and what must hold of it: one county, schools in use, inspectors with a unit, sensible dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.inspections.coverage import covers
from backend.inspections.templates import templates
from backend.people.models import ACCOUNT
from backend.places.models import DIVISION, ORGANISATION, SCHOOL

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Named:
    """An inspector, and in a cross inspection the participant they stand for (a code; None: as their unit says)."""

    account_id: UUID
    group_code: str | None = None


@dataclass(frozen=True)
class Plan:
    """An inspection as an office writes it down, form already checked."""

    id: UUID
    type: str
    title: str
    phase: str
    template: str
    starts_on: date
    ends_on: date
    unit_ids: tuple[UUID, ...]
    school_ids: tuple[UUID, ...]
    inspectors: tuple[Named, ...]


def check_plan(session: Session, plan: Plan) -> UUID:
    """Return the county that the plan is for; raise with what is wrong with it."""
    if plan.template not in templates():
        raise Problem("inspection_template_unknown", fields={"template": ["inspection_template_unknown"]})
    check_dates(plan.starts_on, plan.ends_on)
    county_id = _county_of(session, plan.school_ids)
    _check_units(session, county_id, plan.unit_ids)
    return county_id


def check_dates(starts_on: date, ends_on: date) -> None:
    """Refuse days in the wrong order, an end that has passed, and more than a year."""
    if ends_on < starts_on or ends_on < local_date(now()) or ends_on - starts_on > LONGEST:
        raise Problem("inspection_dates_wrong", fields={"ends_on": ["inspection_dates_wrong"]})


def _county_of(session: Session, school_ids: Collection[UUID]) -> UUID:
    query = select(SCHOOL.c.id, SCHOOL.c.county_id).where(SCHOOL.c.id.in_(school_ids), SCHOOL.c.closed_on.is_(None))
    rows = session.execute(query).all()
    counties = {row.county_id for row in rows}
    if len(rows) != len(set(school_ids)) or len(counties) != 1:
        raise Problem("inspection_schools_unfit", fields={"school_ids": ["inspection_schools_unfit"]})
    county_id: UUID = counties.pop()
    return county_id


def _check_units(session: Session, county_id: UUID, unit_ids: Collection[UUID]) -> None:
    query = select(ORGANISATION.c.id).where(ORGANISATION.c.id.in_(unit_ids), ORGANISATION.c.county_id == county_id)
    if set(session.execute(query).scalars()) != set(unit_ids):
        raise Problem("inspection_units_unfit", fields={"unit_ids": ["inspection_units_unfit"]})


def units_of_inspectors(session: Session, county_id: UUID, named: Iterable[Named]) -> dict[UUID, UUID]:
    """Return the unit that each inspector is named for: their own. Whoever has none, or is of elsewhere, is refused."""
    wanted = {each.account_id for each in named}
    query = select(ACCOUNT.c.id, ACCOUNT.c.unit_id).where(
        ACCOUNT.c.id.in_(wanted),
        ACCOUNT.c.disabled_at.is_(None),
        ACCOUNT.c.unit_id.is_not(None),
        ACCOUNT.c.county_id == county_id,
    )
    found = {row.id: row.unit_id for row in session.execute(query)}
    if set(found) != wanted:
        raise Problem("inspection_inspector_unfit", fields={"inspectors": ["inspection_inspector_unfit"]})
    return found


def groups_of_units(session: Session, unit_ids: Collection[UUID], *, by: str) -> dict[UUID, str]:
    """Return the participant that a unit belongs to: its township's code, or the code of the school it is (or is part of)."""
    parent = SCHOOL.alias("parent")
    query = (
        select(ORGANISATION.c.id, DIVISION.c.code, DIVISION.c.level, SCHOOL.c.school_code)
        .add_columns(parent.c.school_code.label("parent_code"))
        .join(DIVISION, DIVISION.c.id == ORGANISATION.c.division_id)
        .outerjoin(SCHOOL, SCHOOL.c.id == ORGANISATION.c.id)
        .outerjoin(parent, parent.c.id == SCHOOL.c.parent_school_id)
        .where(ORGANISATION.c.id.in_(unit_ids))
    )
    rows = session.execute(query).all()
    if by == "school":
        return {row.id: row.parent_code or row.school_code for row in rows if row.school_code}
    return {row.id: row.code for row in rows if row.level == "township"}


def names_of_groups(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Return what the participants of a draw are called."""
    townships = select(DIVISION.c.code, DIVISION.c.name).where(DIVISION.c.code.in_(codes))
    schools = (
        select(SCHOOL.c.school_code, ORGANISATION.c.short_name)
        .join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id)
        .where(SCHOOL.c.school_code.in_(codes))
    )
    found = {row[0]: row[1] for row in session.execute(townships)}
    return found | {row[0]: row[1] for row in session.execute(schools)}


def check_cover(inspection: Any, records: Sequence[Any], named: Sequence[Any]) -> None:
    """Refuse an inspection in which a school has nobody, or somebody of its own."""
    bare, own = [], set()
    for record in records:
        team = [each for each in named if covers(inspection.type, inspection.draw, each.group_code, record.group_code)]
        own |= {each.display_name for each in team if each.unit_id in {record.school_id, record.parent_school_id}}
        if not team:
            bare.append(record.short_name)
    if own:
        raise Problem("inspection_inspects_itself", names="、".join(sorted(own)))
    if bare:
        raise Problem("inspection_nobody_covers", names="、".join(bare[:10]))
