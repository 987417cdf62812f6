"""The table of checklists that somebody has written; the built-in ones are data of the release."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime
from backend.places import models as _places  # noqa: F401  a foreign key's column takes its type from its target


class Checklist(Base):
    """A list of yes/no lines that a county (`school_id` None) or a school has written itself; the built-in ones are data.

    `items`: [{"key", "text", "category"}], answered yes, no or not applicable.
    A changed list is a new row with the next `revision`.
    """

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("county_id", "key", "revision"), Index(None, "school_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"))
    key: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    items: Mapped[list[Any]] = mapped_column(Json)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content_hash: Mapped[str | None] = mapped_column(String(64))


CHECKLIST = Checklist.__table__
