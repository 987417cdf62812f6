"""The table of erasures asked for and decided: what, on which document, by whom, and never what it said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.rectifications import models as _models  # noqa: F401  a foreign key's column takes its type from its target

REASONS = {
    "illegal_information": "违法信息",
    "minor_privacy": "未成年人个人信息或隐私",
    "personal_information": "其他个人信息或隐私",
    "state_secret": "国家秘密、工作秘密",
    "authority_order": "司法、行政机关要求删除",
}
DECISIONS = ("approved", "refused")
_PENDING = text("decision IS NULL")


class ErasureRequest(Base):
    """Somebody asks that entries' words and photos of a case be erased; one of another unit approves or refuses."""

    __tablename__ = "erasure_request"
    __table_args__ = (
        CheckConstraint(one_of("reason", REASONS), name="reason"),
        CheckConstraint(one_of("decision", DECISIONS), name="decision"),
        CheckConstraint("decided_by IS NULL OR decision = 'refused' OR decided_by <> asked_by", name="two_people"),
        Index("ix_erasure_request_pending", "county_id", "asked_at", sqlite_where=_PENDING, postgresql_where=_PENDING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"), index=True)
    entry_ids: Mapped[list[str]] = mapped_column(Json)
    photo_ids: Mapped[list[str]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(String(24))
    document_no: Mapped[str] = mapped_column(String(80))
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str | None] = mapped_column(String(8))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


ERASURE = ErasureRequest.__table__
