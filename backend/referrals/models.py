"""Tables of confidential referrals: the stub that says nothing of persons, monthly counts, and reports sealed for hand-over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.rectifications import models as _cases  # noqa: F401  a foreign key's column takes its type from its target
from backend.referrals.categories import kinds
from backend.referrals.rules import CLOSE_CODES, STATUSES, URGENCIES


class ConfidentialReferral(Base):
    """Exactly what may be stored of a matter about a person, and two technical keys: `id` (made on the phone, in the audit
    book) and `county_id` (so that a county can be split off). No name, free text, photo, or place finer than the unit.
    """

    __tablename__ = "confidential_referral"
    __table_args__ = (
        CheckConstraint(one_of("category", kinds()), name="category"),
        CheckConstraint(one_of("urgency", URGENCIES), name="urgency"),
        CheckConstraint(one_of("status", STATUSES), name="status"),
        CheckConstraint(f"close_code IS NULL OR {one_of('close_code', CLOSE_CODES)}", name="close_code"),
        CheckConstraint("(closed_at IS NULL) = (status IN ('sent', 'accepted'))", name="closed_at"),
        CheckConstraint("(close_code IS NOT NULL) = (status = 'done')", name="done"),
        CheckConstraint("length(ref_no) = 12 AND substr(ref_no, 1, 3) = 'BM-'", name="ref_no"),
        Index("ix_confidential_referral_from", "from_unit", "created_at"),
        Index("ix_confidential_referral_to", "to_unit", "created_at"),
        Index("ix_confidential_referral_closed", "closed_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    ref_no: Mapped[str] = mapped_column(String(12), unique=True)
    category: Mapped[str] = mapped_column(String(5))
    from_unit: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    to_unit: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    urgency: Mapped[str] = mapped_column(String(5))
    phoned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[str] = mapped_column(String(9))
    external_case_no: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    close_code: Mapped[str | None] = mapped_column(String(14))


class ReferralCount(Base):
    """How many of a kind a county saw in a month (Asia/Shanghai); what is left after the referrals are purged."""

    __tablename__ = "referral_count"
    __table_args__ = (CheckConstraint(one_of("category", kinds()), name="category"),)

    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    category: Mapped[str] = mapped_column(String(5), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


class SealedReport(Base):
    """A mis-filed report as one ciphertext, for its one hand-over. `photo_keys`: random names of its sealed photos."""

    __tablename__ = "sealed_report"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("confidential_referral.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"), unique=True)
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    photo_keys: Mapped[list[str]] = mapped_column(Json)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


REFERRAL = ConfidentialReferral.__table__
REFERRAL_COUNT = ReferralCount.__table__
SEALED = SealedReport.__table__
