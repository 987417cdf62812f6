"""Working days and school days: seeded from `holidays`, overridden by hand, loud when a year's notice is missing."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from uuid import UUID

import holidays
from sqlalchemy import CheckConstraint, Date, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.db import Base, insert_once
from backend.core.working_time import DayKind, WorkCalendar

NATIONAL = UUID(int=0)


class CalendarDay(Base):
    """A day that differs from "Monday to Friday work": a holiday or a make-up workday, for the nation or one county."""

    __tablename__ = "calendar_day"
    __table_args__ = (CheckConstraint("kind IN ('off', 'work')", name="kind"),)

    county_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(60))


class CalendarYear(Base):
    """A year whose official notice is known; deadlines in other years are guessed, and say so."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(60))


class SchoolTerm(Base):
    """A term of a county's schools, first and last day included."""

    __tablename__ = "school_term"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="order"),)

    county_id: Mapped[UUID] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(Date, primary_key=True)
    ends_on: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(60))


class CalendarVersion(Base):
    """How often the calendar of an owner (the nation, a county, a school) has changed: what was reckoned by it knows when to

    reckon anew. Counted, not timed: a change that commits late still makes the number differ.
    """

    __tablename__ = "calendar_version"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]


VERSION = CalendarVersion.__table__


def touch(session: Session, owner_id: UUID) -> None:
    """Note that the owner's calendar has changed."""
    session.flush()
    if not insert_once(session, VERSION, {"owner_id": owner_id, "version": 1}):
        session.execute(update(VERSION).where(VERSION.c.owner_id == owner_id).values(version=VERSION.c.version + 1))


def load(session: Session, county_id: UUID) -> WorkCalendar:
    """Read the county's calendar: the nation's days, overridden by its own."""
    rows = session.execute(
        select(CalendarDay.county_id, CalendarDay.day, CalendarDay.kind).where(
            CalendarDay.county_id.in_([NATIONAL, county_id])
        )
    ).all()
    ordered = sorted(rows, key=lambda row: row.county_id != NATIONAL)
    years = session.execute(select(CalendarYear.year)).scalars()
    terms = session.execute(
        select(SchoolTerm.starts_on, SchoolTerm.ends_on)
        .where(SchoolTerm.county_id == county_id)
        .order_by(SchoolTerm.starts_on)
    )
    return WorkCalendar(
        years=frozenset(years),
        exceptions={row.day: row.kind for row in ordered},
        terms=tuple((term.starts_on, term.ends_on) for term in terms),
    )


def seed(session: Session, year: int) -> int:
    """Write the year's holidays and make-up days as `holidays` knows them; returns how many days were written.

    A year without make-up days is one whose State Council notice the library does not have yet: it is not marked known.
    """
    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    made_up = sorted(day for day in china.weekend_workdays if day.year == year)
    session.query(CalendarDay).filter(
        CalendarDay.county_id == NATIONAL, CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    ).delete()
    days = [
        CalendarDay(county_id=NATIONAL, day=day, kind="off", name=name)
        for day, name in china.items()
        if day.year == year
    ]
    days += [CalendarDay(county_id=NATIONAL, day=day, kind="work", name="调休上班") for day in made_up]
    session.add_all(days)
    touch(session, NATIONAL)
    if made_up and session.get(CalendarYear, year) is None:
        session.add(CalendarYear(year=year, source=f"holidays {version('holidays')}"))
    return len(days)


def seed_if_missing(session: Session, year: int) -> None:
    """Seed a year that is not known yet; one that a county has edited or imported is left alone."""
    if session.get(CalendarYear, year) is None:
        seed(session, year)


def set_day(session: Session, *, county_id: UUID, day: date, kind: DayKind, name: str) -> None:
    """Enter a day by hand, for the nation (`NATIONAL`) or one county; it stays until it is entered otherwise."""
    session.merge(CalendarDay(county_id=county_id, day=day, kind=kind, name=name))
    touch(session, county_id)


def set_term(session: Session, *, county_id: UUID, starts_on: date, ends_on: date, name: str) -> None:
    """Enter a term of a county's schools."""
    session.merge(SchoolTerm(county_id=county_id, starts_on=starts_on, ends_on=ends_on, name=name))
    touch(session, county_id)


def mark_year_known(session: Session, year: int, *, source: str) -> None:
    """Say that all days of `year` have been entered, and where from (the notice's number)."""
    session.merge(CalendarYear(year=year, source=source))
    touch(session, NATIONAL)
