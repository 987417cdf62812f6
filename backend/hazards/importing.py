"""Recording hazards that stand in a county's old ledger: many facts at once, of which nobody holds a pickup code."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.hazards.models import HAZARD
from backend.hazards.taxonomy import load as taxonomy

_INSERT = insert(HAZARD)


@dataclass(frozen=True)
class OldHazard:
    """One line of an old ledger: what was found where and when, as it stands there."""

    id: UUID
    county_id: UUID
    school_id: UUID
    tile: str
    category: str | None
    note: str
    place: str
    found_at: datetime


def record_imported(session: Session, actor: Actor, hazards: Sequence[OldHazard], *, received_at: datetime) -> None:
    """Insert the facts; their pickup digests belong to no code."""
    session.connection().execute(_INSERT, [_row(actor, hazard, received_at) for hazard in hazards])


def _row(actor: Actor, hazard: OldHazard, received_at: datetime) -> dict[str, Any]:
    said = f"{hazard.school_id}|{hazard.found_at.isoformat()}|{hazard.place}|{hazard.note}"
    return {
        "id": hazard.id,
        "county_id": hazard.county_id,
        "school_id": hazard.school_id,
        "found_via": "import",
        "tile": hazard.tile,
        "category": hazard.category,
        "taxonomy_version": taxonomy().version,
        "danger": False,
        "note": hazard.note,
        "place_text": hazard.place,
        "maybe_gcj02": False,
        "occurred_at": hazard.found_at,
        "happened_at": hazard.found_at,
        "received_at": received_at,
        "clock_basis": "device",
        "clock_skew_s": 0,
        "late": False,
        "quarantined": False,
        "reporter_id": actor.account_id,
        "reporter_unit_id": actor.unit_id,
        "pickup_digest": hashlib.sha256(b"imported|" + hazard.id.bytes).hexdigest(),
        "pickup_attempt": 0,
        "content_hash": hashlib.sha256(said.encode()).hexdigest(),
    }
