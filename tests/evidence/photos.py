"""Builders: a record that declared photos, and a folder to keep them in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import PUBLIC
from backend.core.ids import new_id
from backend.evidence.operations import (
    DeclaringRecord,
    ReceivedPhoto,
    Upload,
    claim_photo,
    declare_photos,
    store_photo,
)
from backend.evidence.rules import SIGNED_IN_LIMIT, PhotoClaim, Privacy, RecordType
from backend.evidence.storage import Storage


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class Record:
    """A hazard (or ledger entry) that exists only by its id."""

    id: UUID = field(default_factory=new_id)
    type: RecordType = "hazard"
    county_id: UUID = field(default_factory=new_id)
    school_id: UUID | None = field(default_factory=new_id)

    def declares(
        self, session: Session, *pictures: bytes, privacy: Privacy = "P0", limit: int = SIGNED_IN_LIMIT
    ) -> list[str]:
        claims = [PhotoClaim(sha256(picture)) for picture in pictures]
        return declare_photos(session, self.as_declaring(privacy), claims, limit=limit)

    def as_declaring(self, privacy: Privacy = "P0") -> DeclaringRecord:
        return DeclaringRecord(
            record_type=self.type,
            record_id=self.id,
            county_id=self.county_id,
            school_id=self.school_id,
            privacy=privacy,
        )

    def receives(
        self, session: Session, storage: Storage, *, body: bytes, named: str = "", declared_type: str | None = None
    ) -> ReceivedPhoto:
        upload = Upload(self.type, self.id, named or sha256(body), body, declared_type)
        stored = store_photo(session, storage=storage, upload=upload)
        return claim_photo(session, PUBLIC, storage=storage, stored=stored)
