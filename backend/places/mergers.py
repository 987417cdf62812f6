"""Schools that became part of another. To scopes such a school is a campus of that one, so its people look after it all."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.places.access import ensure_may
from backend.places.changes import record_change
from backend.places.models import MERGER, ORGANISATION, SCHOOL
from backend.places.queries import county_scopes

MERGING = ("place.edit", "case.assign")
"""Both rights, on the county: a merger changes master data, and who is responsible for open cases."""


def lock_pair(session: Session, actor: Actor, school_id: UUID, *, into_id: UUID) -> tuple[Any, Any]:
    """Lock both schools in one order and refuse a pair that cannot merge; returns their rows with their names."""
    query = (
        select(SCHOOL, ORGANISATION.c.name)
        .join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id)
        .where(SCHOOL.c.id.in_([school_id, into_id]))
        .order_by(SCHOOL.c.id)
        .with_for_update(key_share=True, of=SCHOOL)
    )
    rows = {row.id: row for row in session.execute(query)}
    if school_id not in rows:
        raise Problem("not_found")
    school, into = rows[school_id], rows.get(into_id)
    for verb in MERGING:
        ensure_may(actor, verb, county_scopes(session, school.county_id))
    if merged_into(session, school_id) is not None:
        raise Problem("school_merged_already")
    if into is None or into_id == school_id or not _takes_in(into, school):
        raise Problem("school_merger_unfit", fields={"into_id": ["school_merger_unfit"]})
    return school, into


def _takes_in(into: Any, school: Any) -> bool:
    own_county = into.county_id == school.county_id
    return own_county and into.closed_on is None and into.parent_school_id is None


def write_merger(session: Session, actor: Actor, school: Any, *, into: Any) -> None:
    """Close the school and put it, its campuses and what had merged into it before, below the other one."""
    today = local_date(now())
    closed_on = min(filter(None, [school.closed_on, today]))
    below = SCHOOL.c.parent_school_id == school.id
    ids = [school.id, *session.execute(select(SCHOOL.c.id).where(below)).scalars()]
    session.execute(update(SCHOOL).where(SCHOOL.c.id.in_(ids)).values(parent_school_id=into.id))
    session.execute(update(ORGANISATION).where(ORGANISATION.c.id.in_(ids)).values(parent_id=into.id))
    session.execute(update(SCHOOL).where(SCHOOL.c.id == school.id).values(closed_on=closed_on))
    session.execute(update(MERGER).where(MERGER.c.into_school_id == school.id).values(into_school_id=into.id))
    session.execute(insert(MERGER), {"school_id": school.id, "into_school_id": into.id, "merged_on": today})
    new = {"merged_into": into.id, "closed_on": closed_on, "parent_school_id": into.id}
    old = {"closed_on": school.closed_on, "parent_school_id": school.parent_school_id}
    record_change(session, actor, "school.merged", object_id=school.id, county_id=school.county_id, new=new, old=old)


def merged_into(session: Session, school_id: UUID) -> tuple[UUID, str, date] | None:
    """Return the school that this one became part of, its name, and since when."""
    query = (
        select(MERGER.c.into_school_id, ORGANISATION.c.name, MERGER.c.merged_on)
        .join(ORGANISATION, ORGANISATION.c.id == MERGER.c.into_school_id)
        .where(MERGER.c.school_id == school_id)
    )
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1], row[2])


def taken_in(session: Session, school_id: UUID) -> list[dict[str, Any]]:
    """Return the schools that became part of this one, by name."""
    query = (
        select(ORGANISATION.c.id, ORGANISATION.c.name)
        .join(MERGER, MERGER.c.school_id == ORGANISATION.c.id)
        .where(MERGER.c.into_school_id == school_id)
        .order_by(ORGANISATION.c.name)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def took_in_named_like(school_id: Any, q: str) -> ColumnElement[bool]:
    """Return the condition that a school took one in whose name (or initials) has `q` in it."""
    like = ORGANISATION.c.initials.contains(q.lower(), autoescape=True) if q.isascii() else None
    named = ORGANISATION.c.name.contains(q, autoescape=True)
    query = select(MERGER.c.into_school_id).join(ORGANISATION, ORGANISATION.c.id == MERGER.c.school_id)
    return school_id.in_(query.where(named if like is None else or_(named, like)))  # type: ignore[no-any-return]


def responsible_school(session: Session, school_id: UUID | None) -> UUID | None:
    """Return which school answers for what happens there: itself, or the one that it became part of."""
    found = merged_into(session, school_id) if school_id else None
    return found[0] if found else school_id
