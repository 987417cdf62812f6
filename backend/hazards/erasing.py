"""Erasing by law what a report said: the one way in which a report is ever changed.

An order takes the words out for good; what was filed as a hazard by mistake (T09) goes sealed to whoever is in charge.
That there was a report, when and at which plate, stays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.hazards.models import HAZARD

_EMPTY = {"note": "", "place_text": "", "lat": None, "lng": None, "accuracy_m": None, "distance_m": None}
NO_HASH = "erased"
"""In place of the content's hash, which would let one try whether a text was this; a late retry is a conflict now."""


def erase_words(session: Session, actor: Actor, hazard_id: UUID) -> None:
    """Empty a report's note and description of the place; kind, place on the map and times stay."""
    county_id = session.execute(select(HAZARD.c.county_id).where(HAZARD.c.id == hazard_id)).scalar_one()
    words = {"note": "", "place_text": "", "content_hash": NO_HASH}
    session.execute(update(HAZARD).where(HAZARD.c.id == hazard_id).values(**words))
    record(session, actor, action="report.erased", object_type="report", object_id=hazard_id, county_id=county_id)


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
