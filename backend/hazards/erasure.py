"""The one exception to "a report never changes": text about a person that must not lie here is taken out, by law.

Only a report filed as a hazard by mistake is emptied (T09): its words go sealed to whoever is in charge, the fact that
there was a report, when and at which plate, stays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.hazards.models import HAZARD

_EMPTY = {"note": "", "place_text": "", "lat": None, "lng": None, "accuracy_m": None, "distance_m": None}


@dataclass(frozen=True)
class ErasedReport:
    """What a report said and from where, before it was emptied. lat and lng are degrees WGS-84."""

    id: UUID
    received_at: datetime
    reporter_id: UUID | None
    note: str
    place_text: str
    lat: float | None
    lng: float | None
    accuracy_m: float | None


def erase_reports(session: Session, hazard_ids: Collection[UUID]) -> list[ErasedReport]:
    """Take words and positions out of these reports and return them; their caller seals them in the same transaction."""
    names = ("id", "received_at", "reporter_id", "note", "place_text", "lat", "lng", "accuracy_m")
    wanted = HAZARD.c.id.in_(hazard_ids)
    rows = session.execute(
        select(*(HAZARD.c[name] for name in names)).where(wanted).order_by(HAZARD.c.received_at).with_for_update()
    ).all()
    session.execute(update(HAZARD).where(wanted).values(**_EMPTY))
    return [ErasedReport(*row) for row in rows]
