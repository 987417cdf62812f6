"""Writes the proof that leaves the system: a school's whole chain as a zip that checks itself, and anchors of all heads.

Everything is read in one snapshot, without a lock, and written piece by piece: at most one photo is in memory.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.errors import Problem
from backend.evidence.models import PHOTO
from backend.evidence.storage import Storage
from backend.places.models import DIVISION, ORGANISATION, SCHOOL
from backend.rectifications.bundle_text import ANCHOR_FORMAT, FORMAT, SCRIPTS, WrittenEntry, line_of, page
from backend.rectifications.chain import canonical, timestamp
from backend.rectifications.ledger import sealed_of
from backend.rectifications.models import CHAIN, CONTENT, ENTRY
from backend.rectifications.rules import ENTRY_LABELS

_AT_A_TIME = 200
Anchors = Callable[[str], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True)
class Exported:
    """What was written. `lost` are photos that the ledger says were received and the store does not have whole."""

    entries: int
    photos: int
    lost: list[str]


def hold_snapshot(session: Session) -> None:
    """Let every statement of this reading session see the same moment, before its first one; SQLite always does."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def export_bundle(
    session: Session, storage: Storage, *, school_code: str, out: BinaryIO, anchors: Anchors | None = None
) -> Exported:
    """Write the bundle of a school's chain to `out`; the session must hold a snapshot.

    `anchors` gives names and bytes for the chain's id; they must be older than the snapshot.
    """
    manifest, head = _manifest(session, school_code)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.writestr("manifest.json", canonical(manifest) + b"\n")
        archive.writestr(
            "chain.json", canonical({"chain": str(head.id), "seq": head.head_seq, "hash": head.head_hash}) + b"\n"
        )
        _write(archive, "entries.jsonl", map(line_of, _entries(session, head.id)))
        _write(archive, "index.html", page(manifest, _entries(session, head.id)))
        for name, source in SCRIPTS.items():
            archive.writestr(name, Path(__file__).with_name(source).read_bytes())
        for name, anchor in dict(anchors(str(head.id)) if anchors else ()).items():
            archive.writestr(f"anchors/{name}", anchor)
        photos, lost = _write_photos(session, storage, archive, head.id)
    return Exported(head.head_seq, photos, lost)


def anchor_of(session: Session, out: BinaryIO) -> int:
    """Write the heads of all chains with the time, as the file that is to leave the system; returns how many."""
    rows = session.execute(
        select(CHAIN.c.id, CHAIN.c.head_seq, CHAIN.c.head_hash, SCHOOL.c.school_code)
        .outerjoin(SCHOOL, SCHOOL.c.id == CHAIN.c.school_id)
        .order_by(CHAIN.c.id)
    )
    heads = [
        {"chain": str(row.id), "seq": row.head_seq, "hash": row.head_hash, "school_code": row.school_code}
        for row in rows
    ]
    out.write(canonical({"format": ANCHOR_FORMAT, "made_at": timestamp(now()), "heads": heads}) + b"\n")
    return len(heads)


def _manifest(session: Session, school_code: str) -> tuple[dict[str, Any], Any]:
    row = session.execute(
        select(
            CHAIN.c.id,
            CHAIN.c.head_seq,
            CHAIN.c.head_hash,
            ORGANISATION.c.name.label("school"),
            DIVISION.c.code.label("county_code"),
            DIVISION.c.name.label("county"),
        )
        .select_from(SCHOOL)
        .join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id)
        .join(DIVISION, DIVISION.c.id == SCHOOL.c.county_id)
        .outerjoin(CHAIN, CHAIN.c.school_id == SCHOOL.c.id)
        .where(SCHOOL.c.school_code == school_code)
    ).first()
    if row is None:
        raise Problem("not_found")
    if row.id is None:
        raise Problem("ledger_empty", school=row.school)
    manifest = {
        "format": FORMAT,
        "school": {"code": school_code, "name": row.school},
        "county": {"code": row.county_code, "name": row.county},
        "made_at": timestamp(now()),
        "words": dict(ENTRY_LABELS),
    }
    return manifest, row


def _entries(session: Session, chain_id: UUID) -> Iterator[WrittenEntry]:
    statement = (
        select(ENTRY, CONTENT.c.salt, CONTENT.c.content)
        .outerjoin(CONTENT, CONTENT.c.entry_id == ENTRY.c.id)
        .where(ENTRY.c.chain_id == chain_id)
        .order_by(ENTRY.c.seq)
        .execution_options(yield_per=_AT_A_TIME)
    )
    for row in session.execute(statement):
        content = None if row.content is None else json.loads(row.content)
        yield WrittenEntry(sealed_of(row), row.hash, row.salt, content)


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)


def _write_photos(
    session: Session, storage: Storage, archive: zipfile.ZipFile, chain_id: UUID
) -> tuple[int, list[str]]:
    """An arrival whose content was erased takes its photo with it; one that the store lost is told, not hidden."""
    written, lost = 0, []
    for entry in _entries(session, chain_id):
        for photo in entry.sealed.photos:
            stored = photo["stored"]
            if stored is None or entry.content is None or f"photos/{stored}" in archive.NameToInfo:
                continue
            data = _original(session, storage, entry.content, stored)
            if data is None:
                lost.append(stored)
            else:
                archive.writestr(f"photos/{stored}", data, zipfile.ZIP_STORED)
                written += 1
    return written, lost


def _original(session: Session, storage: Storage, content: Mapping[str, Any], stored: str) -> bytes | None:
    photo_id = UUID(content["photo_id"]) if "photo_id" in content else None
    statement = select(PHOTO.c.storage_key).where(PHOTO.c.id == photo_id, PHOTO.c.sha256_stored == stored)
    key = session.execute(statement).scalar()
    try:
        return None if key is None else storage.get(key)
    except FileNotFoundError:
        return None
