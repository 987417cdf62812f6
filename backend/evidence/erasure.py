"""Taking photos out of the system for good: their rows at once, their files by the worker, after the commit and never before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database
from backend.evidence.models import DOOMED_FILE, PHOTO
from backend.evidence.storage import Storage

_BATCH = 50


@dataclass(frozen=True)
class ErasedPhoto:
    """What was known of an erased photo; `storage_key` is None if its bytes never came."""

    record_id: UUID
    taken_at: datetime | None
    media_type: str | None
    storage_key: str | None


def erase_photos(session: Session, record_ids: Collection[UUID]) -> list[ErasedPhoto]:
    """Delete the photos of these records and doom their files; returns what they were, in the order declared.

    The rows are locked first: bytes that arrive in this moment are waited for, later ones find nothing declared.
    """
    columns = (PHOTO.c.record_id, PHOTO.c.taken_at, PHOTO.c.media_type, PHOTO.c.storage_key)
    of_records = PHOTO.c.record_id.in_(record_ids)
    rows = session.execute(
        select(*columns).where(of_records).order_by(PHOTO.c.declared_at, PHOTO.c.ordinal).with_for_update()
    ).all()
    session.execute(delete(PHOTO).where(of_records))
    doom_files(session, (row.storage_key for row in rows if row.storage_key))
    return [ErasedPhoto(*row) for row in rows]


def doom_files(session: Session, keys: Iterable[str]) -> None:
    """Have the worker delete these files and their smaller versions, if this unit of work is committed."""
    moment = now()
    names = [f"{key}{version}" for key in keys for version in ("", "-large", "-small")]
    if names:
        session.execute(insert(DOOMED_FILE), [{"key": name, "doomed_at": moment} for name in names])


def delete_doomed_files(database: Database, storage: Storage) -> int:
    """The worker's job: delete what was doomed; how many files. A file goes before its row, so that none is forgotten."""
    with database.work(write=False) as session:
        keys = list(session.execute(select(DOOMED_FILE.c.key).limit(_BATCH)).scalars())
    for key in keys:
        storage.delete(key)
    if keys:
        with database.work() as session:
            session.execute(delete(DOOMED_FILE).where(DOOMED_FILE.c.key.in_(keys)))
    return len(keys)
