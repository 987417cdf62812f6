"""Where a phone stood when it reported: dropped some time after the case has ended; how far from the plate it was stays.

At a plate the case goes on with the plate's own place. A report without one said where the hazard lies: that place is the
case's and the ledger's, and stays with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from backend.core.retention import Purge, facts, past
from backend.hazards.models import HAZARD
from backend.places.models import CHECKPOINT
from backend.rectifications.held import awaited_cases
from backend.rectifications.models import CASE, CASE_REPORT

_NOWHERE = {"lat": None, "lng": None, "accuracy_m": None}


def _due(session: Session) -> Select[Any]:
    over = past(session, "position", CASE.c.closed_at, county_id=CASE.c.county_id)
    columns = facts(HAZARD.c.id, CASE.c.closed_at, county_id=CASE.c.county_id)
    joined = (
        select(*columns)
        .join(CASE_REPORT, CASE_REPORT.c.hazard_id == HAZARD.c.id)
        .join(CASE, CASE.c.id == CASE_REPORT.c.case_id)
    )
    awaited = CASE.c.id.in_(awaited_cases())
    return joined.where(HAZARD.c.lat.is_not(None), over, ~awaited).order_by(CASE.c.closed_at, HAZARD.c.id)


def _drop(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
    """Lock the cases first and look again: one may have been opened or put on hold meanwhile."""
    wanted = [row.id for row in rows]
    ids = select(CASE_REPORT.c.case_id).where(CASE_REPORT.c.hazard_id.in_(wanted))
    session.execute(select(CASE.c.id).where(CASE.c.id.in_(ids)).order_by(CASE.c.id).with_for_update(key_share=True))
    still = session.execute(_due(session).where(HAZARD.c.id.in_(wanted))).all()
    dropped = [row.id for row in still]
    _move_to_plates(session, dropped)
    session.execute(update(HAZARD).where(HAZARD.c.id.in_(dropped)).values(**_NOWHERE))
    return still


def _move_to_plates(session: Session, hazard_ids: list[UUID]) -> None:
    """Let the cases that these reports founded at a plate stand where the plate hangs."""
    plates = session.execute(
        select(HAZARD.c.id, CHECKPOINT.c.lat, CHECKPOINT.c.lng)
        .join(CHECKPOINT, CHECKPOINT.c.id == HAZARD.c.checkpoint_id)
        .where(HAZARD.c.id.in_(hazard_ids))
    ).all()
    for plate in plates:
        session.execute(update(CASE).where(CASE.c.hazard_id == plate.id).values(lat=plate.lat, lng=plate.lng))


POSITIONS = Purge("position", _due, _drop, 200)
