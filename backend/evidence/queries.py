"""Reading photos: those of many records in one query, what is still missing, and one by its id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, func, select
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.evidence.models import Photo, PhotoRedaction
from backend.evidence.rules import RecordType

_MISSING = (
    select(Photo.sha256_sent)
    .where(
        Photo.record_id == bindparam("record_id"),
        Photo.record_type == bindparam("record_type"),
        Photo.received_at.is_(None),
    )
    .order_by(Photo.ordinal)
)


@dataclass(frozen=True)
class PhotoView:
    """A photo as lists and case pages show it. Width and height are the upright ones, which `url` shows.

    Of a missing photo the addresses and sizes are None. `orientation` only matters to who opens the original.
    `url_redacted` is None where nothing has been redacted; `released` says that outsiders may see that one.
    """

    id: UUID
    url: str | None
    url_small: str | None
    width: int | None
    height: int | None
    orientation: int | None
    missing: bool
    taken_at: datetime | None
    privacy: str
    url_redacted: str | None = None
    released: bool = False


def photos_of(session: Session, record_type: RecordType, record_ids: Collection[UUID]) -> dict[UUID, list[PhotoView]]:
    """The photos of each record, in the order declared; every record asked for has a list."""
    found: dict[UUID, list[PhotoView]] = {record_id: [] for record_id in record_ids}
    if not found:
        return found
    rows = session.execute(
        select(
            Photo.record_id,
            Photo.id,
            Photo.received_at,
            Photo.width,
            Photo.height,
            Photo.orientation,
            Photo.taken_at,
            Photo.privacy,
            PhotoRedaction.sha256.label("redacted"),
            PhotoRedaction.released,
        )
        .outerjoin(PhotoRedaction, and_(PhotoRedaction.photo_id == Photo.id, PhotoRedaction.superseded_at.is_(None)))
        .where(Photo.record_id.in_(found), Photo.record_type == record_type)
        .order_by(Photo.record_id, Photo.ordinal)
    )
    for row in rows:
        found[row.record_id].append(_view(row))
    return found


def missing_hashes(session: Session, record_type: RecordType, record_id: UUID) -> list[str]:
    """The hashes of the photos that this record still waits for, in the order declared."""
    return list(session.scalars(_MISSING, {"record_id": record_id, "record_type": record_type}))


def missing_counts(session: Session, record_type: RecordType, record_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many photos each record still waits for, in one query."""
    rows = session.execute(
        select(Photo.record_id, func.count())
        .where(Photo.record_id.in_(record_ids), Photo.record_type == record_type, Photo.received_at.is_(None))
        .group_by(Photo.record_id)
    )
    counts = dict.fromkeys(record_ids, 0)
    for record_id, count in rows:
        counts[record_id] = count
    return counts


def get_photo(session: Session, photo_id: UUID) -> Photo:
    """One received photo, for `serve_photo`; the caller asks its record's permission in between."""
    photo = session.get(Photo, photo_id)
    if photo is None or photo.received_at is None:
        raise Problem("not_found")
    return photo


def still_stored(session: Session, keys: Collection[str]) -> set[str]:
    """Return those of these storage keys that photos still point to."""
    return {str(key) for key in session.scalars(select(Photo.storage_key).where(Photo.storage_key.in_(keys)))}


def pending_versions(session: Session, *, limit: int) -> list[PendingPhoto]:
    """The photos that wait for their smaller versions, oldest first."""
    rows = session.execute(
        select(Photo.id, Photo.storage_key, Photo.orientation)
        .where(Photo.received_at.is_not(None), Photo.versions_made_at.is_(None), Photo.unreadable_at.is_(None))
        .where(Photo.original_gone_at.is_(None))
        .order_by(Photo.received_at, Photo.id)
        .limit(limit)
    )
    return [PendingPhoto(photo_id, cast(str, key), orientation or 1) for photo_id, key, orientation in rows]


@dataclass(frozen=True)
class PendingPhoto:
    """What the worker needs to know."""

    id: UUID
    storage_key: str
    orientation: int


def _view(row: Row[*tuple[Any, ...]]) -> PhotoView:
    missing = row.received_at is None
    turned = (row.orientation or 1) >= 5
    address = f"/api/v1/photos/{row.id}"
    return PhotoView(
        id=row.id,
        url=None if missing else f"{address}/large",
        url_small=None if missing else f"{address}/small",
        width=row.height if turned else row.width,
        height=row.width if turned else row.height,
        orientation=row.orientation,
        missing=missing,
        taken_at=row.taken_at,
        privacy=row.privacy,
        url_redacted=f"{address}/redacted" if row.redacted else None,
        released=bool(row.released),
    )
