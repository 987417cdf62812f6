"""Bringing a photo's bytes into the store so that none stay behind: what an upload that breaks off leaves is in the queue.

Three steps, each with a database connection of its own or none: look, promise that the file will go, write the file. The
claim, in the caller's transaction, takes the promise back; a rollback or a kill in between leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database
from backend.core.retention import Purge, facts, past
from backend.evidence.models import ERASED
from backend.evidence.operations import StoredPhoto, Upload, prepare_photo
from backend.evidence.storage import Storage

_PROMISE = insert(ERASED)


def bring_in(database: Database, storage: Storage, *, upload_of: Callable[[Session], Upload]) -> StoredPhoto:
    """Store the bytes of an upload (which `upload_of` finds in a reading session) and return what is to be claimed."""
    with database.work(write=False) as session:
        stored = prepare_photo(session, upload=upload_of(session))
    if stored.key is None:
        return stored
    size = len(stored.picture.data)
    with database.work() as session:
        about = {"storage_key": stored.key, "county_id": stored.county_id, "size_bytes": size}
        session.connection().execute(_PROMISE, about | {"erased_at": now(), "unclaimed": True})
    storage.put(stored.key, stored.picture.data)
    return replace(stored, promised=True)


def _unclaimed(session: Session) -> Select[Any]:
    over = past(session, "photo_orphan", ERASED.c.erased_at)
    columns = facts(ERASED.c.storage_key, ERASED.c.erased_at, county_id=ERASED.c.county_id, size=ERASED.c.size_bytes)
    return select(*columns).where(ERASED.c.unclaimed.is_(True), over).order_by(ERASED.c.erased_at)


def _give_up(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
    """Let the queue have those that are still unclaimed; a claim that comes now finds no promise and is refused."""
    waiting = ERASED.c.storage_key.in_([row.id for row in rows]) & ERASED.c.unclaimed.is_(True)
    doomed = update(ERASED).where(waiting).values(unclaimed=False).returning(ERASED.c.storage_key)
    gone = set(session.execute(doomed).scalars())
    return [row for row in rows if row.id in gone]


ORPHANS = Purge("photo_orphan", _unclaimed, _give_up)
