"""Tables of the school calendar: days entered by hand or import for a county or one school, a school's own terms and week.

A county's terms and the nation's holidays lie in `core.calendar`.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, UtcDateTime, one_of
from backend.places.school_days import DAY_KINDS, HALVES

_COUNTYS = text("school_id IS NULL")
_SCHOOLS = text("school_id IS NOT NULL")
_HALF_SAID = "(kind = 'half') = (half IS NOT NULL)"


class SchoolDayEntry(Base):
    """What somebody entered of one day, for all schools of the county (`school_id` None) or for one.

    `as_weekday` (0 Monday … 6 Sunday): whose lessons a make-up day has; `half`: in which half of the day there are any.
    """

    __tablename__ = "school_day"
    __table_args__ = (
        CheckConstraint(one_of("kind", DAY_KINDS), name="kind"),
        CheckConstraint(f"half IS NULL OR {one_of('half', HALVES)}", name="half"),
        CheckConstraint(_HALF_SAID, name="half_said"),
        CheckConstraint("as_weekday IS NULL OR as_weekday BETWEEN 0 AND 6", name="as_weekday"),
        Index(
            "uq_school_day_county", "county_id", "day", unique=True, sqlite_where=_COUNTYS, postgresql_where=_COUNTYS
        ),
        Index(
            "uq_school_day_school", "school_id", "day", unique=True, sqlite_where=_SCHOOLS, postgresql_where=_SCHOOLS
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"))
    day: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(6))
    half: Mapped[str | None] = mapped_column(String(9))
    as_weekday: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(60))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SchoolOwnTerm(Base):
    """A term of one school that differs from its county's, first and last day included."""

    __tablename__ = "school_own_term"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="order"),)

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(Date, primary_key=True)
    ends_on: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(60))


class SchoolWeekday(Base):
    """A weekday on which a school differs from "lessons from Monday to Friday": Saturday classes, the return on Sunday."""

    __tablename__ = "school_weekday"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("kind IN ('school', 'off', 'half')", name="kind"),
        CheckConstraint(f"half IS NULL OR {one_of('half', HALVES)}", name="half"),
        CheckConstraint(_HALF_SAID, name="half_said"),
    )

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(6))
    half: Mapped[str | None] = mapped_column(String(9))
    name: Mapped[str] = mapped_column(String(60))


ENTRY = SchoolDayEntry.__table__
OWN_TERM = SchoolOwnTerm.__table__
WEEKDAY = SchoolWeekday.__table__
