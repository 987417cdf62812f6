"""Reading reports: how many came lately from one device or plate, and the one behind a pickup code."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.hazards.models import Hazard
from backend.hazards.operations import HAZARD


def anonymous_counts(
    session: Session, *, device_hash: str | None, site_code: str | None, since: datetime, but: UUID
) -> tuple[int, int]:
    """Count anonymous reports since `since` from this device and on this plate, the report `but` left out."""
    fresh = HAZARD.c.received_at > since
    others = (fresh, HAZARD.c.reporter_id.is_(None), HAZARD.c.id != but)
    of_device = select(func.count()).where(HAZARD.c.device_hash == device_hash, *others).scalar_subquery()
    on_plate = select(func.count()).where(HAZARD.c.site_code == site_code, *others).scalar_subquery()
    row = session.execute(select(of_device, on_plate)).one()
    return int(row[0]), int(row[1])


def by_pickup_digest(session: Session, digest: str) -> Hazard | None:
    """Find the report of a pickup code."""
    return session.execute(select(Hazard).where(Hazard.pickup_digest == digest)).scalar_one_or_none()


def by_ids(session: Session, ids: list[UUID]) -> dict[UUID, Any]:
    """Read reports by id."""
    return {hazard.id: hazard for hazard in session.execute(select(Hazard).where(Hazard.id.in_(ids))).scalars()}
