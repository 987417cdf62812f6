"""What is known of a report only for a while: the phone it came from, seven days, as the public page promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from backend.core.retention import Purge, carry_out, facts, past
from backend.hazards.models import HAZARD


def forget_devices(session: Session) -> int:
    """Erase a batch of old reports' device hashes; returns how many there were."""
    return len(carry_out(session, DEVICES))


def _old(session: Session) -> Select[Any]:
    over = past(session, "device_hash", HAZARD.c.received_at, county_id=HAZARD.c.county_id)
    columns = facts(HAZARD.c.id, HAZARD.c.received_at, county_id=HAZARD.c.county_id)
    return select(*columns).where(HAZARD.c.device_hash.is_not(None), over).order_by(HAZARD.c.received_at)


def _empty(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
    """Empty the marks that are still there."""
    there = HAZARD.c.id.in_([row.id for row in rows]) & HAZARD.c.device_hash.is_not(None)
    emptied = update(HAZARD).where(there).values(device_hash=None).returning(HAZARD.c.id)
    gone = set(session.execute(emptied).scalars())
    return [row for row in rows if row.id in gone]


DEVICES = Purge("device_hash", _old, _empty)
