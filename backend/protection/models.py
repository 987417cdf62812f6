"""Tables of protection: what schools declared, line by line, what outsiders found, and which kindergartens are urban."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.people import models as _people  # noqa: F401  a foreign key's column takes its type from its target,
from backend.places import models as _places  # noqa: F401  which must be there before a statement is made of it
from backend.protection.rules import OUTCOMES


class ProtectionDeclaration(Base):
    """What a school said of one indicator, once; a correction is a new line, the newest counts."""

    __tablename__ = "protection_declaration"
    __table_args__ = (
        Index("ix_protection_declaration_school", "school_id", "atom", "declared_at", "id"),
        Index("ix_protection_declaration_county", "county_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    atom: Mapped[str] = mapped_column(String(40))
    catalogue: Mapped[str] = mapped_column(String(16))
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(String(200))
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    declared_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class ProtectionVerification(Base):
    """What somebody from outside found when looking at a declaration on the spot; the newest counts."""

    __tablename__ = "protection_verification"
    __table_args__ = (
        CheckConstraint(one_of("outcome", OUTCOMES), name="outcome"),
        Index("ix_protection_verification_declaration", "declaration_id", "verified_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("protection_declaration.id"))
    outcome: Mapped[str] = mapped_column(String(9))
    note: Mapped[str] = mapped_column(String(200))
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verified_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))


class UrbanSchool(Base):
    """A school that the county counts as urban (城区): it decides about kindergartens in the denominators."""

    __tablename__ = "urban_school"

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)


DECLARATION = ProtectionDeclaration.__table__
VERIFICATION = ProtectionVerification.__table__
URBAN = UrbanSchool.__table__
