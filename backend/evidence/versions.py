"""The worker's part: making the smaller versions of photos that have arrived."""

from __future__ import annotations

import structlog
from sqlalchemy import update

from backend.core.clock import now
from backend.core.db import Database, rows_changed
from backend.evidence.models import Photo
from backend.evidence.pictures import PictureError
from backend.evidence.pictures.versions import make_versions
from backend.evidence.queries import pending_versions
from backend.evidence.storage import Storage

log = structlog.get_logger()


def make_pending_versions(database: Database, storage: Storage, *, limit: int = 20) -> int:
    """The worker's job: make what is missing for up to `limit` photos; how many were dealt with.

    Decoding happens between units of work, never inside one. Doing a photo twice is harmless.
    """
    with database.work(write=False) as session:
        photos = pending_versions(session, limit=limit)
    for photo in photos:
        done = _make_one(storage, photo.storage_key, orientation=photo.orientation)
        column = "versions_made_at" if done else "unreadable_at"
        with database.work() as session:
            known = rows_changed(session, update(Photo).where(Photo.id == photo.id).values({column: now()}))
        if not known:  # erased meanwhile: what was just made of it must not stay behind
            _delete_versions(storage, photo.storage_key)
    return len(photos)


def _make_one(storage: Storage, key: str, *, orientation: int) -> bool:
    """False if the picture cannot be decoded or its file is gone; a store that does not answer raises."""
    try:
        versions = make_versions(storage.get(key), orientation)
    except (PictureError, FileNotFoundError) as error:
        log.error("photo cannot be shown", key=key, error=type(error).__name__)
        return False
    storage.put(f"{key}-large", versions.large)
    storage.put(f"{key}-small", versions.small)
    return True


def _delete_versions(storage: Storage, key: str) -> None:
    for version in ("large", "small"):
        storage.delete(f"{key}-{version}")
