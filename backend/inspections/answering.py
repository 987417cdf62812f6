"""Answering a line: a fact with an id of the phone's own, taken in any order and any number of times."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.evidence import operations as evidence
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import SIGNED_IN_LIMIT, PhotoClaim
from backend.evidence.storage import Storage
from backend.hazards.taxonomy import privacy_of
from backend.inspections.models import ANSWER
from backend.inspections.queries import read_record
from backend.inspections.sheets import Sheet, demand_inspector, demand_line, locked_sheet


@dataclass(frozen=True)
class NewAnswer:
    """What an inspector says to a line. `supersedes`: the answers that stood on their phone; `chosen_id`: the one chosen."""

    id: UUID
    item: str
    answer: str
    note: str
    supersedes: tuple[UUID, ...]
    chosen_id: UUID | None
    photos: tuple[PhotoClaim, ...]
    occurred_at: datetime
    clock_basis: str

    @property
    def content_hash(self) -> str:
        """The same id must always bring this same content."""
        said = vars(self) | {"supersedes": sorted(map(str, self.supersedes))}
        said |= {"photos": [photo.sha256 for photo in self.photos]}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Taken:
    """The answer to a phone: the photos still to be sent, and whether this was the first try."""

    photos_missing: list[str]
    first: bool


def take_answer(
    session: Session, actor: Actor, record_id: UUID, *, new: NewAnswer, seconds_since: float | None
) -> Taken:
    """Take an answer in. What was answered before the signing and arrives after it is kept beside the sheet."""
    again = _earlier(session, actor, record_id, new)
    if again is not None:
        return again
    found, received_at = locked_sheet(session, actor, record_id), now()
    happened_at = happened(new, seconds_since=seconds_since, received_at=received_at)
    line = demand_line(found, new.item)
    unit_id = demand_inspector(session, actor, found.record, at=happened_at)
    if new.chosen_id is not None and new.chosen_id not in {row.id for row in found.answers if row.item == new.item}:
        raise Problem("inspection_line_unknown", fields={"chosen_id": ["inspection_line_unknown"]})
    row = _row(actor, new, found, unit_id=unit_id, happened_at=happened_at, received_at=received_at)
    if not insert_once(session, ANSWER, row):
        return _earlier(session, actor, record_id, new) or Taken([], False)
    declared = evidence.declare_photos(
        session, _photos_of(found, new, line.category), new.photos, limit=SIGNED_IN_LIMIT
    )
    changes = {"item": [None, new.item], "answer": [None, new.answer]}
    about: Any = {"object_type": "inspection_record", "object_id": record_id, "county_id": found.record.county_id}
    record(session, actor, action="inspection.answered", changes=changes, **about)
    return Taken(declared, True)


def happened(new: NewAnswer, *, seconds_since: float | None, received_at: datetime) -> datetime:
    """Return when it was answered: by the seconds counted on the phone's page, else by its clock, never in the future."""
    if new.clock_basis == "page_session" and seconds_since is not None:
        return received_at - timedelta(seconds=seconds_since)
    return min(new.occurred_at, received_at)


def awaited_photo(session: Session, actor: Actor, answer_id: UUID) -> UUID:
    """Return the answer if it is the actor's own: photos come from the phone that announced them."""
    query = select(ANSWER.c.id).where(ANSWER.c.id == answer_id, ANSWER.c.account_id == actor.account_id)
    if session.execute(query).first() is None:
        raise Problem("upload_not_yours")
    return answer_id


def receive_answer_photo(
    session: Session, actor: Actor, *, storage: Storage, answer_id: UUID, stored: evidence.StoredPhoto
) -> list[str]:
    """Take a photo of an answer; returns the hashes still missing."""
    evidence.claim_photo(session, actor, storage=storage, stored=stored)
    return missing_hashes(session, "inspection_answer", answer_id)


def _earlier(session: Session, actor: Actor, record_id: UUID, new: NewAnswer) -> Taken | None:
    """A retry answers as the first time, whatever has happened to the sheet since."""
    query = select(ANSWER.c.record_id, ANSWER.c.account_id, ANSWER.c.content_hash).where(ANSWER.c.id == new.id)
    found = session.execute(query).first()
    if found is None:
        return None
    if found != (record_id, actor.account_id, new.content_hash):
        raise Problem("inspection_id_taken")
    return Taken(missing_hashes(session, "inspection_answer", new.id), False)


def _row(
    actor: Actor, new: NewAnswer, found: Sheet, *, unit_id: UUID, happened_at: datetime, received_at: datetime
) -> dict[str, Any]:
    signed_at = found.record.signed_at
    if signed_at is not None and happened_at >= signed_at:
        raise Problem("inspection_signed")
    return {
        **{name: getattr(new, name) for name in ("id", "item", "answer", "note", "chosen_id")},
        **{name: getattr(new, name) for name in ("occurred_at", "clock_basis", "content_hash")},
        "record_id": found.record.id,
        "county_id": found.record.county_id,
        "supersedes": sorted(map(str, new.supersedes)),
        "account_id": actor.account_id,
        "unit_id": unit_id,
        "happened_at": happened_at,
        "received_at": received_at,
        "after_signing": signed_at is not None or found.record.state == "closed",
    }


def _photos_of(found: Sheet, new: NewAnswer, category: str) -> evidence.DeclaringRecord:
    """Photos of a sheet show the place as it was found; how private they are follows the hazard that it would be."""
    privacy = privacy_of(category)
    return evidence.DeclaringRecord(
        record_type="inspection_answer",
        record_id=new.id,
        county_id=found.record.county_id,
        school_id=found.record.school_id,
        privacy="P2" if privacy == "P3" else privacy,
    )


def record_of_answer(session: Session, actor: Actor, answer_id: UUID) -> Any:
    """Return the sheet that an answer (and its photos) belongs to, for somebody who may read it."""
    record_id = session.execute(select(ANSWER.c.record_id).where(ANSWER.c.id == answer_id)).scalar_one_or_none()
    if record_id is None:
        raise Problem("not_found")
    return read_record(session, actor, record_id)
