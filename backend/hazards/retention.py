"""What is known of a report only for a while: the phone it came from, seven days, as the public page promises."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.hazards.models import Hazard

DEVICE_KEPT_FOR = timedelta(days=7)
_BATCH = 500
_HAZARD: Table = Hazard.__table__  # type: ignore[assignment]


def forget_devices(session: Session) -> int:
    """Erase the device hashes of reports older than seven days, 500 at a time; returns how many there were."""
    old = (
        select(_HAZARD.c.id)
        .where(_HAZARD.c.device_hash.is_not(None), _HAZARD.c.received_at < now() - DEVICE_KEPT_FOR)
        .limit(_BATCH)
    )
    erased = session.execute(update(_HAZARD).where(_HAZARD.c.id.in_(old)).values(device_hash=None))
    return int(erased.rowcount)  # type: ignore[attr-defined]
