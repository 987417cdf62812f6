"""Declaring photos with a fact, and receiving their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.evidence.errors import problem_of
from backend.evidence.models import ERASED, PHOTO
from backend.evidence.pictures import PictureError, StoredPicture, strip
from backend.evidence.rules import PhotoClaim, Privacy, RecordType, is_sha256, why_not_declared
from backend.evidence.storage import Storage, new_key

# Made once: SQLAlchemy knows a statement that it has compiled by the object; the values come as parameters.
_DECLARE = insert(PHOTO)
_DECLARED = select(PHOTO.c.id, PHOTO.c.county_id, PHOTO.c.sha256_stored).where(
    PHOTO.c.record_id == bindparam("record_id"),
    PHOTO.c.record_type == bindparam("record_type"),
    PHOTO.c.sha256_sent == bindparam("sha256"),
)
_CLAIM = update(PHOTO).where(PHOTO.c.id == bindparam("photo_id"), PHOTO.c.received_at.is_(None))


@dataclass(frozen=True, kw_only=True)
class DeclaringRecord:
    """The record that will have photos, by its columns in the photo table: what it is, where it belongs, who may look."""

    record_type: RecordType
    record_id: UUID
    county_id: UUID
    school_id: UUID | None
    privacy: Privacy


@dataclass(frozen=True)
class Upload:
    """What a phone sends: the whole file, the record that declared it, its SHA-256 and the type it claims to be."""

    record_type: RecordType
    record_id: UUID
    sha256: str
    body: bytes
    declared_type: str | None = None


@dataclass(frozen=True)
class StoredPhoto:
    """A declared photo whose file is durable under `key`; None when the bytes had arrived before.

    `promised`: the queue of removals has the key, so that the file goes if nobody claims it (see receiving.py).
    """

    photo_id: UUID
    record_id: UUID
    county_id: UUID
    sha256_sent: str
    sha256_stored: str
    picture: StoredPicture
    key: str | None
    promised: bool = False


@dataclass(frozen=True)
class ReceivedPhoto:
    """What became of the bytes. `first` is False when they had arrived before: nothing changed, answer as then."""

    photo_id: UUID
    sha256_sent: str
    sha256_stored: str
    first: bool


def declare_photos(session: Session, record: DeclaringRecord, photos: Sequence[PhotoClaim], *, limit: int) -> list[str]:
    """Remember which photos a new record will have; the hashes to send, in order. The same one twice counts once."""
    claims = {claim.sha256: claim for claim in photos}
    refused = why_not_declared(record.privacy, len(claims), limit=limit)
    if refused is not None:
        raise Problem(refused, fields={"photos": []}, limit=limit)
    if not all(is_sha256(sha256) for sha256 in claims):
        raise Problem("photo_hash_malformed", fields={"photos": []})
    shared = vars(record) | {"declared_at": now()}
    rows = [
        shared | {"id": new_id(), "ordinal": ordinal, "sha256_sent": claim.sha256, "taken_at": claim.taken_at}
        for ordinal, claim in enumerate(claims.values())
    ]
    if rows:
        session.connection().execute(_DECLARE, rows)
    return list(claims)


def store_photo(session: Session, *, storage: Storage, upload: Upload) -> StoredPhoto:
    """Check the bytes of a declared photo and make its file durable, which is slow: best in a reading unit of work.

    A writing one keeps SQLite's other writers out. A file that nothing claims afterwards lies there and nobody points to
    it.
    """
    stored = prepare_photo(session, upload=upload)
    if stored.key is not None:
        storage.put(stored.key, stored.picture.data)
    return stored


def prepare_photo(session: Session, *, upload: Upload) -> StoredPhoto:
    """Check the bytes of a declared photo and say under which key its file is to lie; nothing is stored yet."""
    picture = _checked_picture(upload)
    photo = _find_declared(session, upload)
    arrived = photo.sha256_stored is not None
    return StoredPhoto(
        photo.id,
        upload.record_id,
        photo.county_id,
        upload.sha256,
        photo.sha256_stored or hashlib.sha256(picture.data).hexdigest(),
        picture,
        key=None if arrived else new_key(photo.county_id),
    )


def claim_photo(session: Session, actor: Actor, *, storage: Storage, stored: StoredPhoto) -> ReceivedPhoto:
    """Say in the database where the stored file lies, unless another request was faster with the same bytes."""
    again = ReceivedPhoto(stored.photo_id, stored.sha256_sent, stored.sha256_stored, first=False)
    if stored.key is None:
        return again
    if not (_take_back_promise(session, stored) and _claim(session, stored)):
        storage.delete(stored.key)
        return again
    record(
        session,
        actor,
        action="photo.received",
        object_type="photo",
        object_id=stored.photo_id,
        county_id=stored.county_id,
        changes={"sha256_stored": [None, stored.sha256_stored]},
    )
    return replace(again, first=True)


def _checked_picture(upload: Upload) -> StoredPicture:
    if not is_sha256(upload.sha256):
        raise Problem("photo_not_declared")
    if hashlib.sha256(upload.body).hexdigest() != upload.sha256:
        raise Problem("photo_hash_differs")
    try:
        return strip(upload.body, upload.declared_type)
    except PictureError as error:
        raise problem_of(error) from None


def _find_declared(session: Session, upload: Upload) -> Row[UUID, UUID, str | None]:
    """The declared photo; no record and no such photo sound the same, also for a hash that lies elsewhere."""
    whose = {"record_id": upload.record_id, "record_type": upload.record_type, "sha256": upload.sha256}
    found = session.connection().execute(_DECLARED, whose).first()
    if found is None:
        raise Problem("photo_not_declared")
    return found


def _take_back_promise(session: Session, stored: StoredPhoto) -> bool:
    """False when the worker has given up waiting for this upload: its file is going, another try brings a new one."""
    if not stored.promised:
        return True
    mine = (ERASED.c.storage_key == stored.key) & ERASED.c.unclaimed.is_(True)
    return session.connection().execute(delete(ERASED).where(mine)).rowcount == 1


def _claim(session: Session, stored: StoredPhoto) -> bool:
    """Fill in the file's facts unless somebody has; the database decides between two at once."""
    picture = stored.picture
    facts = {
        "photo_id": stored.photo_id,
        "received_at": now(),
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "orientation": picture.orientation,
        "size_bytes": len(picture.data),
        "sha256_stored": stored.sha256_stored,
        "storage_key": stored.key,
    }
    return session.connection().execute(_CLAIM, facts).rowcount == 1
