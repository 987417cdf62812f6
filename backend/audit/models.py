"""The audit book; the database refuses to change or delete its rows (triggers in the migrations)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime


class AuditRow(Base):
    """One act on one record; `segment` is the month, so that a whole month can be anchored and later dropped."""

    __tablename__ = "audit_row"
    __table_args__ = (Index("ix_audit_row_object", "object_type", "object_id"), Index("ix_audit_row_at", "at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    segment: Mapped[str] = mapped_column(String(7))
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[UUID]
    county_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any]] = mapped_column(Json)
