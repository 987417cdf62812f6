"""What is known of a report only for a while: the phone it came from, seven days, as the public page promises."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import rows_changed
from backend.hazards.models import HAZARD

DEVICE_KEPT_FOR = timedelta(days=7)
_BATCH = 500


def forget_devices(session: Session) -> int:
    """Erase the device hashes of reports older than seven days, 500 at a time; returns how many there were."""
    old = (
        select(HAZARD.c.id)
        .where(HAZARD.c.device_hash.is_not(None), HAZARD.c.received_at < now() - DEVICE_KEPT_FOR)
        .limit(_BATCH)
    )
    return rows_changed(session, update(HAZARD).where(HAZARD.c.id.in_(old)).values(device_hash=None))
