"""Tables of places. A school is an organisation with an address; its precinct is assigned, never derived from the township."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, UtcDateTime, one_of
from backend.people.role_table import DIVISIONS
from backend.places.kinds import (
    CHECKPOINT_KINDS,
    CODE_STATES,
    LIVE_CODE_STATES,
    ORGANISATION_KINDS,
    SCHOOL_TYPES,
)

DEFAULT_RADIUS_M = 50.0
_IN_USE = text("retired_at IS NULL")
_LIVE = text(one_of("state", LIVE_CODE_STATES))


def _position_checks() -> tuple[CheckConstraint, CheckConstraint]:
    """Both coordinates or none, and on this planet."""
    return (
        CheckConstraint("(lat IS NULL) = (lng IS NULL)", name="position_whole"),
        CheckConstraint("lat BETWEEN -90 AND 90 AND lng BETWEEN -180 AND 180", name="position_range"),
    )


class Division(Base):
    """A piece of the state, nation down to township. Codes change over the years, so the parent is a link, not a prefix."""

    __tablename__ = "division"
    __table_args__ = (
        CheckConstraint(one_of("level", DIVISIONS), name="level"),
        UniqueConstraint("code", "valid_from"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("division.id"), index=True)
    valid_from: Mapped[date] = mapped_column(Date)


class DivisionAncestor(Base):
    """The closure of `parent_id`, each division being its own ancestor too: "all of this city" is one join."""

    __tablename__ = "division_ancestor"

    division_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), primary_key=True)
    ancestor_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), primary_key=True, index=True)


class Organisation(Base):
    """An office, a station, a department or a school. `initials` are those of its names in pinyin, for typing quickly."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(one_of("kind", ORGANISATION_KINDS), name="kind"),
        Index(None, "county_id", "kind", "name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    kind: Mapped[str] = mapped_column(String(4))
    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(40))
    initials: Mapped[str] = mapped_column(String(140))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    division_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)


class School(Base):
    """A school (`id` is that of its organisation) or, with `parent_school_id`, a campus of one (教学点)."""

    __tablename__ = "school"
    __table_args__ = (
        CheckConstraint(one_of("school_type", SCHOOL_TYPES), name="school_type"),
        *_position_checks(),
        UniqueConstraint("school_code"),
        Index(None, "county_id", "school_code"),
        Index(None, "lat", "lng"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    township_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)
    precinct_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    school_code: Mapped[str] = mapped_column(String(16))
    school_type: Mapped[str] = mapped_column(String(14))
    parent_school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"), index=True)
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    closed_on: Mapped[date | None] = mapped_column(Date)


class FormerName(Base):
    """A name that an organisation had up to a day, so that whoever knows only that one still finds it."""

    __tablename__ = "former_name"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(40))
    initials: Mapped[str] = mapped_column(String(140))
    valid_to: Mapped[date] = mapped_column(Date)


class SchoolMerger(Base):
    """A closed school that became part of another; to scopes it is a campus of that one (`parent_school_id`)."""

    __tablename__ = "school_merger"
    __table_args__ = (CheckConstraint("school_id <> into_school_id", name="another"),)

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), primary_key=True)
    into_school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    merged_on: Mapped[date] = mapped_column(Date)


class Checkpoint(Base):
    """A place to be looked at. Its position is best taken by phone on the spot, so that systematic errors cancel out.

    `captured_at`: when somebody last stood there and took it (None: from a list or a map), of `captured_readings` readings.
    """

    __tablename__ = "checkpoint"
    __table_args__ = (
        CheckConstraint(one_of("kind", CHECKPOINT_KINDS), name="kind"),
        *_position_checks(),
        CheckConstraint("radius_m > 0", name="radius_m"),
        Index(
            "uq_checkpoint_name_in_use",
            "school_id",
            "name",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(14))
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    accuracy_m: Mapped[float | None]
    radius_m: Mapped[float] = mapped_column(default=DEFAULT_RADIUS_M)
    captured_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    captured_readings: Mapped[int | None]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SiteCode(Base):
    """A code ever issued; rows are never deleted, because plates outlive everything. A checkpoint has one live code."""

    __tablename__ = "site_code"
    __table_args__ = (
        CheckConstraint(one_of("state", CODE_STATES), name="state"),
        CheckConstraint("length(code) = 16", name="code"),
        Index(None, "checkpoint_id"),
        Index("uq_site_code_live", "checkpoint_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)
    checkpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkpoint.id"))
    state: Mapped[str] = mapped_column(String(8))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_by: Mapped[str | None] = mapped_column(ForeignKey("site_code.code"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


DIVISION = Division.__table__
ANCESTOR = DivisionAncestor.__table__
ORGANISATION = Organisation.__table__
SCHOOL = School.__table__
FORMER_NAME = FormerName.__table__
MERGER = SchoolMerger.__table__
CHECKPOINT = Checkpoint.__table__
CODE = SiteCode.__table__
