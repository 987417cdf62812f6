"""Erasing photos for good: the row at once, the bytes after the commit, tried again until they have surely gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Database, insert_once
from backend.evidence.models import ERASED, PHOTO, REDACTION
from backend.evidence.storage import Storage

AGAIN_AFTER = timedelta(hours=1)
"""A worker that was just making versions of the photo may still have put them; by then it has, and they go too."""
_BATCH = 100


@dataclass(frozen=True)
class ErasedPhoto:
    """What was known of an erased photo; `storage_key` is None if its bytes never came."""

    record_id: UUID
    taken_at: datetime | None
    media_type: str | None
    storage_key: str | None


def erase_photos(session: Session, actor: Actor, photo_ids: Collection[UUID]) -> list[str]:
    """Forget these photos and queue their bytes; returns the hashes they were sent under. Retries of them are refused."""
    if not photo_ids:
        return []
    wanted = PHOTO.c.id.in_(photo_ids)
    rows = session.execute(
        select(PHOTO.c.id, PHOTO.c.county_id, PHOTO.c.sha256_sent, PHOTO.c.storage_key)
        .where(wanted)
        .order_by(PHOTO.c.ordinal, PHOTO.c.id)
        .with_for_update()
    ).all()
    for row in rows:
        record(session, actor, action="photo.erased", object_type="photo", object_id=row.id, county_id=row.county_id)
    session.execute(delete(PHOTO).where(wanted))
    queue_removal(session, (row.storage_key for row in rows if row.storage_key))
    return list(dict.fromkeys(row.sha256_sent for row in rows))


def erase_originals(session: Session, actor: Actor, photo_ids: Collection[UUID]) -> None:
    """Let the originals of these photos go, with their versions; a photo that has a covered copy keeps that one alone."""
    covered = select(REDACTION.c.photo_id).where(
        REDACTION.c.photo_id.in_(photo_ids), REDACTION.c.superseded_at.is_(None), REDACTION.c.sha256.is_not(None)
    )
    kept = set(session.execute(covered).scalars())
    erase_photos(session, actor, [photo_id for photo_id in photo_ids if photo_id not in kept])
    if not kept:
        return
    uncovered = (
        update(PHOTO)
        .where(PHOTO.c.id.in_(kept), PHOTO.c.original_gone_at.is_(None))
        .values(original_gone_at=now())
        .returning(PHOTO.c.id, PHOTO.c.county_id, PHOTO.c.storage_key)
    )
    for row in session.execute(uncovered).all():
        about: Any = {"object_type": "photo", "object_id": row.id, "county_id": row.county_id}
        record(session, actor, action="photo.original_erased", **about)
        queue_removal(session, [row.storage_key], spares_covered=True)


def take_photos_out(session: Session, record_ids: Collection[UUID]) -> list[ErasedPhoto]:
    """Forget all photos of these records and queue their bytes; returns what they were, in the order declared.

    The rows are locked first: bytes that arrive in this moment are waited for, later ones find nothing declared.
    """
    columns = (PHOTO.c.record_id, PHOTO.c.taken_at, PHOTO.c.media_type, PHOTO.c.storage_key)
    of_records = PHOTO.c.record_id.in_(record_ids)
    rows = session.execute(
        select(*columns).where(of_records).order_by(PHOTO.c.declared_at, PHOTO.c.ordinal).with_for_update()
    ).all()
    session.execute(delete(PHOTO).where(of_records))
    queue_removal(session, (row.storage_key for row in rows if row.storage_key))
    return [ErasedPhoto(*row) for row in rows]


def queue_removal(session: Session, keys: Iterable[str], *, spares_covered: bool = False) -> None:
    """Have the worker remove these objects and what was made of them, if this unit of work is committed."""
    for key in keys:
        fresh = {"erased_at": now(), "removed_at": None, "unclaimed": False, "spares_covered": spares_covered}
        if not insert_once(session, ERASED, fresh | {"storage_key": key}):
            session.execute(update(ERASED).where(ERASED.c.storage_key == key).values(fresh))


def remove_erased_objects(database: Database, storage: Storage) -> int:
    """Take the bytes of erased photos out of the store; a store that does not answer is asked again at the next run.

    Each is removed twice, an hour apart, and only then is its row dropped. Returns how many were dealt with.
    """
    due = or_(ERASED.c.removed_at.is_(None), ERASED.c.removed_at < now() - AGAIN_AFTER)
    wanted = select(ERASED.c.storage_key, ERASED.c.removed_at, ERASED.c.spares_covered)
    with database.work(write=False) as session:
        found = session.execute(wanted.where(due, ERASED.c.unclaimed.is_(False)).limit(_BATCH)).all()
    for key, removed_at, spares_covered in found:
        for version in _versions(key, spares_covered=spares_covered):
            storage.delete(version)
        with database.work() as session:
            this = ERASED.c.storage_key == key
            session.execute(
                update(ERASED).where(this).values(removed_at=now())
                if removed_at is None
                else delete(ERASED).where(this)
            )
    return len(found)


def _versions(key: str, *, spares_covered: bool) -> tuple[str, ...]:
    versions = (key, f"{key}-large", f"{key}-small")
    return versions if spares_covered else (*versions, f"{key}-redacted")
