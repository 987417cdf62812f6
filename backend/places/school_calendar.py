"""Reading the calendars of schools: everything that `school_days.SchoolCalendar` reckons with, for many schools at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.core.calendar import NATIONAL, VERSION, CalendarDay, CalendarYear, SchoolTerm
from backend.core.working_time import WorkCalendar
from backend.places.calendar_models import ENTRY, OWN_TERM, WEEKDAY
from backend.places.school_days import Entry, SchoolCalendar, Term, replaced_weekdays, terms_of

_MANY = 500


def calendar_of_county(session: Session, county_id: UUID) -> SchoolCalendar:
    """Return the county's calendar, on which its schools' own days rest."""
    days = session.execute(
        select(CalendarDay.county_id, CalendarDay.day, CalendarDay.kind, CalendarDay.name).where(
            CalendarDay.county_id.in_([NATIONAL, county_id])
        )
    ).all()
    days = sorted(days, key=lambda row: row.county_id != NATIONAL)
    names = {row.day: row.name for row in days}
    years = frozenset(session.execute(select(CalendarYear.year)).scalars())
    terms = select(SchoolTerm.starts_on, SchoolTerm.ends_on, SchoolTerm.name).where(SchoolTerm.county_id == county_id)
    return SchoolCalendar(
        work=WorkCalendar(years=years, exceptions={row.day: row.kind for row in days}),
        county=_entries(session, ENTRY.c.county_id == county_id, ENTRY.c.school_id.is_(None)).get(None, {}),
        names=names,
        replaced=replaced_weekdays(names),
        terms=tuple(sorted(Term(*row) for row in session.execute(terms))),
    )


def calendars_of(
    session: Session, county_id: UUID, school_ids: Collection[UUID], *, county: SchoolCalendar | None = None
) -> dict[UUID, SchoolCalendar]:
    """Return the calendars of schools of one county (`county`: if it has been read already)."""
    shared = county or calendar_of_county(session, county_id)
    own: dict[UUID | None, dict[date, Entry]] = {}
    terms, weeks = defaultdict[UUID, list[Term]](list), defaultdict[UUID, dict[int, Entry]](dict)
    for ids in _parts(school_ids):
        own |= _entries(session, ENTRY.c.school_id.in_(ids))
        for row in session.execute(select(OWN_TERM).where(OWN_TERM.c.school_id.in_(ids))):
            terms[row.school_id].append(Term(row.starts_on, row.ends_on, row.name))
        for row in session.execute(select(WEEKDAY).where(WEEKDAY.c.school_id.in_(ids))):
            weeks[row.school_id][row.weekday] = Entry(row.kind, row.half, name=row.name)
    return {
        school_id: replace(
            shared,
            own=own.get(school_id, {}),
            terms=terms_of(shared.terms, tuple(terms[school_id])) if school_id in terms else shared.terms,
            week=weeks.get(school_id, {}),
        )
        for school_id in school_ids
    }


def calendar_of_school(session: Session, county_id: UUID, school_id: UUID) -> SchoolCalendar:
    """Return the calendar of one school."""
    return calendars_of(session, county_id, [school_id])[school_id]


def calendar_stamp(county_id: Any, school_id: Any) -> ColumnElement[int]:
    """Return an SQL value that differs as soon as the calendar of this school, its county or the nation has changed."""
    owners = VERSION.c.owner_id.in_([NATIONAL, county_id, school_id])
    return select(func.coalesce(func.sum(VERSION.c.version), 0)).where(owners).scalar_subquery()


def _entries(session: Session, *wanted: ColumnElement[bool]) -> dict[UUID | None, dict[date, Entry]]:
    found: dict[UUID | None, dict[date, Entry]] = defaultdict(dict)
    for row in session.execute(select(ENTRY).where(*wanted)):
        found[row.school_id][row.day] = Entry(row.kind, row.half, row.as_weekday, row.name)
    return found


def _parts(ids: Collection[UUID]) -> list[list[UUID]]:
    ordered = list(ids)
    return [ordered[start : start + _MANY] for start in range(0, len(ordered), _MANY)]
