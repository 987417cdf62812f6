"""Photos: a row for each that a record declared; what of them is covered; and objects that are to leave the store."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.evidence.rules import PRIVACY_CLASSES, RECORD_TYPES

_PENDING = text("superseded_at IS NULL AND rendered_at IS NULL")
_CURRENT = text("superseded_at IS NULL")
_AWAITS_VERSIONS = text("received_at IS NOT NULL AND versions_made_at IS NULL AND unreadable_at IS NULL")


class Photo(Base):
    """A declared photo. The file's facts are null until the bytes are there; then only the versions' times change.

    County and school are copied from the record, whose foreign keys hold them, so that photos can be split by county.
    `taken_at` is the phone's claim. `storage_key` is random: it tells nothing of the content. `original_gone_at`: the
    time of the original is over, and all that is left is its covered copy.
    """

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("record_id", "record_type", "sha256_sent"),
        CheckConstraint(one_of("record_type", RECORD_TYPES), name="record_type"),
        CheckConstraint(one_of("privacy", PRIVACY_CLASSES), name="privacy"),
        CheckConstraint("orientation BETWEEN 1 AND 8", name="orientation"),
        CheckConstraint(
            "(received_at IS NULL) = (storage_key IS NULL) AND (received_at IS NULL) = (sha256_stored IS NULL)",
            name="received_whole",
        ),
        Index(
            "ix_photo_awaits_versions",
            "received_at",
            "id",
            sqlite_where=_AWAITS_VERSIONS,
            postgresql_where=_AWAITS_VERSIONS,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID]
    school_id: Mapped[UUID | None]
    record_type: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[UUID]
    sha256_sent: Mapped[str] = mapped_column(String(64))
    ordinal: Mapped[int] = mapped_column(SmallInteger)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    privacy: Mapped[str] = mapped_column(String(2))
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    media_type: Mapped[str | None] = mapped_column(String(20))
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    orientation: Mapped[int | None] = mapped_column(SmallInteger)
    size_bytes: Mapped[int | None] = mapped_column(Integer)
    sha256_stored: Mapped[str | None] = mapped_column(String(64))
    storage_key: Mapped[str | None] = mapped_column(String(80))
    versions_made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unreadable_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    original_gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ErasedObject(Base):
    """An object whose bytes have to leave the store; the row goes when they surely have.

    `unclaimed`: written before its bytes were, for an upload that takes the row back when it succeeds; one that broke off
    leaves it, and after a while the bytes go too. `spares_covered`: the covered copy beside it stays.
    """

    __tablename__ = "erased_object"

    storage_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    erased_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unclaimed: Mapped[bool] = mapped_column(default=False, server_default=false())
    spares_covered: Mapped[bool] = mapped_column(default=False, server_default=false())
    county_id: Mapped[UUID | None]
    size_bytes: Mapped[int | None] = mapped_column(Integer)


class PhotoRedaction(Base):
    """What somebody had covered in a photo, and whether outsiders may see the result; a new one supersedes the last.

    `boxes` as `rules.CoverBox`. The worker renders it beside the untouched original; `sha256` is that of the result, None
    until then and where nothing is shown (an earlier redaction was taken back, the picture cannot be decoded).
    """

    __tablename__ = "photo_redaction"
    __table_args__ = (
        CheckConstraint("NOT released OR checked", name="released_checked"),
        Index(
            "uq_photo_redaction_current",
            "photo_id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index("ix_photo_redaction_pending", "redacted_at", "id", sqlite_where=_PENDING, postgresql_where=_PENDING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    photo_id: Mapped[UUID] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    county_id: Mapped[UUID]
    boxes: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    checked: Mapped[bool]
    released: Mapped[bool]
    sha256: Mapped[str | None] = mapped_column(String(64))
    redacted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    redacted_by: Mapped[UUID]
    rendered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


PHOTO = Photo.__table__
REDACTION = PhotoRedaction.__table__
ERASED = ErasedObject.__table__
