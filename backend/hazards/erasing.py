"""Erasing by law what a report said: the one way in which a report is ever changed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.hazards.models import HAZARD

NO_HASH = "erased"
"""In place of the content's hash, which would let one try whether a text was this; a late retry is a conflict now."""


def erase_words(session: Session, actor: Actor, hazard_id: UUID) -> None:
    """Empty a report's note and description of the place; kind, place on the map and times stay."""
    county_id = session.execute(select(HAZARD.c.county_id).where(HAZARD.c.id == hazard_id)).scalar_one()
    words = {"note": "", "place_text": "", "content_hash": NO_HASH}
    session.execute(update(HAZARD).where(HAZARD.c.id == hazard_id).values(**words))
    record(session, actor, action="report.erased", object_type="report", object_id=hazard_id, county_id=county_id)
