"""The worker's part of a redaction: rendering what was covered, beside the untouched original."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import Row, select, update

from backend.core.clock import now
from backend.core.db import Database
from backend.evidence.models import Photo, PhotoRedaction
from backend.evidence.pictures import PictureError
from backend.evidence.pictures.redact import redact
from backend.evidence.rules import CoverBox
from backend.evidence.storage import Storage

log = structlog.get_logger()


def render_pending(database: Database, storage: Storage, *, limit: int = 20) -> int:
    """The worker's job: render what was redacted since; how many were dealt with. Doing one twice is harmless.

    The file is put first and its hash told afterwards: whoever reads between the two finds a hash that does not fit and
    shows nothing.
    """
    waiting = _waiting(database, limit)
    for row in waiting:
        sha256 = _rendered(storage, row)
        with database.work() as session:
            done = update(PhotoRedaction).where(PhotoRedaction.id == row.id)
            session.execute(done.values(sha256=sha256, rendered_at=now()))
    return len(waiting)


def _waiting(database: Database, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    with database.work(write=False) as session:
        return session.execute(
            select(PhotoRedaction.id, PhotoRedaction.boxes, Photo.storage_key, Photo.orientation)
            .join(Photo, Photo.id == PhotoRedaction.photo_id)
            .where(PhotoRedaction.superseded_at.is_(None), PhotoRedaction.rendered_at.is_(None))
            .order_by(PhotoRedaction.redacted_at, PhotoRedaction.id)
            .limit(limit)
        ).all()


def _rendered(storage: Storage, row: Row[*tuple[Any, ...]]) -> str | None:
    """Put the redacted picture beside its original; None if that cannot be decoded or is gone."""
    boxes = [CoverBox(**box) for box in row.boxes]
    try:
        picture = redact(storage.get(row.storage_key), boxes, orientation=row.orientation or 1)
    except (PictureError, FileNotFoundError) as error:
        log.error("photo cannot be redacted", key=row.storage_key, error=type(error).__name__)
        return None
    storage.put(f"{row.storage_key}-redacted", picture)
    return hashlib.sha256(picture).hexdigest()
