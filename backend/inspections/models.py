"""Tables of inspections: what is planned, who inspects, a sheet for each school with its answers, hazards and signatures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.hazards import models as _hazards  # noqa: F401  a foreign key's column takes its type from its target,
from backend.inspections.kinds import ANSWERS, SIDES, STATES, TYPES
from backend.people import models as _people  # noqa: F401  which must be there before a statement is made of it
from backend.places import models as _places  # noqa: F401

_TO_RING = text("reply_due_at IS NOT NULL AND reply_rung_at IS NULL")


class Inspection(Base):
    """One inspection of several schools. `draw`: the draw that counts ({}: none), `draw_history`: every one ever made."""

    __tablename__ = "inspection"
    __table_args__ = (
        CheckConstraint(one_of("type", TYPES), name="type"),
        CheckConstraint(one_of("state", STATES), name="state"),
        CheckConstraint("starts_on <= ends_on", name="dates"),
        CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name="opened"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        Index("ix_inspection_county", "county_id", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    type: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    phase: Mapped[str] = mapped_column(String(60))
    template: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(6))
    version: Mapped[int] = mapped_column(Integer)
    draw: Mapped[dict[str, Any]] = mapped_column(Json)
    draw_history: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InspectionUnit(Base):
    """A unit that takes part: it reads what comes of the inspection."""

    __tablename__ = "inspection_unit"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)


class InspectionRecord(Base):
    """One school's sheet. `group_code`: the participant of a cross inspection that the school belongs to.

    Signed by everybody (`signed_at`) it is closed to changes; `reply_due_at` is when the school's reply is wanted.
    """

    __tablename__ = "inspection_record"
    __table_args__ = (
        UniqueConstraint("inspection_id", "school_id"),
        Index("ix_inspection_record_school", "school_id", "id"),
        Index("ix_inspection_record_reply", "reply_due_at", sqlite_where=_TO_RING, postgresql_where=_TO_RING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"))
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    group_code: Mapped[str | None] = mapped_column(String(16))
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_guessed_year: Mapped[int | None] = mapped_column(Integer)
    reply_rung_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Inspector(Base):
    """Somebody named to inspect, with the unit that they are named for; `group_code` as the school's in a cross inspection."""

    __tablename__ = "inspection_inspector"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    group_code: Mapped[str | None] = mapped_column(String(16))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InspectionGrant(Base):
    """A grant that this room gave for an inspection. `restores`: it replaced a shorter one, which comes back after it."""

    __tablename__ = "inspection_grant"

    grant_id: Mapped[UUID] = mapped_column(ForeignKey("account_grant.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    restores: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InspectionAnswer(Base):
    """What somebody answered to one line; never changed. `supersedes`: the answers that stood on that phone.

    `chosen_id`: it settles a conflict by choosing that answer. `after_signing`: it came too late to count, and is shown so.
    """

    __tablename__ = "inspection_answer"
    __table_args__ = (
        CheckConstraint(one_of("answer", ANSWERS), name="answer"),
        CheckConstraint("clock_basis IN ('device', 'page_session')", name="clock_basis"),
        Index("ix_inspection_answer_record", "record_id", "item"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_record.id"))
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    item: Mapped[str] = mapped_column(String(16))
    answer: Mapped[str] = mapped_column(String(3))
    note: Mapped[str] = mapped_column(Text)
    supersedes: Mapped[list[str]] = mapped_column(Json)
    chosen_id: Mapped[UUID | None]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    clock_basis: Mapped[str] = mapped_column(String(16))
    after_signing: Mapped[bool]
    content_hash: Mapped[str] = mapped_column(String(64))


class InspectionFinding(Base):
    """A hazard that belongs to a line of a sheet: reported from there, or known before and found again."""

    __tablename__ = "inspection_finding"

    record_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_record.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(16), primary_key=True)
    hazard_id: Mapped[UUID] = mapped_column(ForeignKey("hazard.id"), primary_key=True, index=True)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    linked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    after_signing: Mapped[bool]


class InspectionSignature(Base):
    """Name and unit, typed. It covers what stood then (`digest`); `open_lines` were unanswered and the signer was told."""

    __tablename__ = "inspection_signature"
    __table_args__ = (
        CheckConstraint(one_of("side", SIDES), name="side"),
        Index("ix_inspection_signature_record", "record_id", "signed_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_record.id"))
    side: Mapped[str] = mapped_column(String(9))
    name: Mapped[str] = mapped_column(String(40))
    unit_name: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str] = mapped_column(String(64))
    open_lines: Mapped[int] = mapped_column(Integer)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InspectionCorrection(Base):
    """Words added to a signed sheet; the sheet itself stays as it was signed."""

    __tablename__ = "inspection_correction"
    __table_args__ = (Index("ix_inspection_correction_record", "record_id", "added_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_record.id"))
    item: Mapped[str | None] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(500))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


INSPECTION = Inspection.__table__
UNIT = InspectionUnit.__table__
RECORD = InspectionRecord.__table__
INSPECTOR = Inspector.__table__
GIVEN = InspectionGrant.__table__
ANSWER = InspectionAnswer.__table__
FINDING = InspectionFinding.__table__
SIGNATURE = InspectionSignature.__table__
CORRECTION = InspectionCorrection.__table__
