"""Photos put aside by their hash: what an earlier backup has copied is not read again, and nothing lies there twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Select, and_, inspect, null, select
from sqlalchemy.orm import Session

from backend.backups.files import make_durable, write_private
from backend.evidence.models import PHOTO, REDACTION
from backend.evidence.storage import Storage


@dataclass(frozen=True)
class Kept:
    """An object of the store: its key, and the hash and size of its bytes."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Wanted:
    """An object that the database says is there; `sha256` where it knows the bytes (originals)."""

    key: str
    sha256: str | None


class Pool:
    """The folder `objects/` that all backups of one place share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie."""
        return self.folder / sha256[:2] / sha256

    def has(self, kept: Kept) -> bool:
        """Say whether the bytes are there, by name and size; a restore reads every one of them."""
        path = self.path(kept.sha256)
        return path.exists() and path.stat().st_size == kept.size

    def put(self, key: str, data: bytes) -> Kept:
        """Keep the bytes; durable when this returns."""
        kept = Kept(key, hashlib.sha256(data).hexdigest(), len(data))
        if not self.has(kept):
            path = self.path(kept.sha256)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(path, data)
            make_durable(path.parent)
        return kept

    def sweep(self, needed: set[str]) -> int:
        """Remove the bytes that no backup names any more; returns how many."""
        stray = [path for path in self.folder.glob("??/*") if path.name not in needed]
        for path in stray:
            path.unlink()
        return len(stray)


def wanted(session: Session) -> Iterator[Wanted]:
    """Yield every object that the database points to: originals and the versions made of them, or the covered copy left."""
    for key, sha256, versions_made_at, covered_sha256 in session.execute(_photos(session)):
        if covered_sha256 is not None:
            yield Wanted(f"{key}-redacted", covered_sha256)
            continue
        yield Wanted(key, sha256)
        if versions_made_at is not None:
            yield from (Wanted(f"{key}-{version}", None) for version in ("large", "small"))


def _photos(session: Session) -> Select[Any]:
    """Every photo with bytes, and the hash of its covered copy where that is all that is left of it.

    A backup is also made before an update: a database of an older release lets no original go yet.
    """
    columns = (PHOTO.c.storage_key, PHOTO.c.sha256_stored, PHOTO.c.versions_made_at)
    there = PHOTO.c.storage_key.is_not(None)
    ordered = {"yield_per": 1000}
    if "original_gone_at" not in {each["name"] for each in inspect(session.connection()).get_columns(PHOTO.name)}:
        return select(*columns, null()).where(there).order_by(PHOTO.c.storage_key).execution_options(**ordered)
    alone = and_(
        REDACTION.c.photo_id == PHOTO.c.id, REDACTION.c.superseded_at.is_(None), PHOTO.c.original_gone_at.is_not(None)
    )
    joined = select(*columns, REDACTION.c.sha256).outerjoin(REDACTION, alone)
    return joined.where(there).order_by(PHOTO.c.storage_key).execution_options(**ordered)


def keep(pool: Pool, storage: Storage, each: Wanted, *, before: Mapping[str, Kept]) -> Kept | None:
    """Keep one object; None if the store has lost it or holds other bytes than were received. Keys never change content."""
    known = before.get(each.key)
    if known is not None and pool.has(known):
        return known
    try:
        data = storage.get(each.key)
    except FileNotFoundError:
        return None
    if each.sha256 is not None and hashlib.sha256(data).hexdigest() != each.sha256:
        return None
    return pool.put(each.key, data)


def line_of(kept: Kept) -> str:
    """Write one line of photos.jsonl."""
    return json.dumps([kept.key, kept.sha256, kept.size])


def read_list(path: Path) -> Iterator[Kept]:
    """Read photos.jsonl."""
    with path.open() as file:
        for line in file:
            yield Kept(*json.loads(line))
