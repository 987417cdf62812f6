"""One inspection taken in hand by somebody who may plan it; and the audit row of what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.inspections.kinds import STATES
from backend.inspections.models import RECORD, Inspection
from backend.inspections.queries import plannable


def lock_inspection(
    session: Session, actor: Actor, inspection_id: UUID, *, version: int, states: Sequence[str]
) -> Inspection:
    """Lock an inspection that the actor may plan; refuse a stale version and the wrong state."""
    query = select(Inspection).where(Inspection.id == inspection_id, plannable(actor))
    found = session.execute(query.with_for_update(key_share=True)).scalar_one_or_none()
    if found is None:
        raise Problem("inspection_not_found")
    if found.version != version:
        raise Problem("inspection_version_stale", shown={"current": {"version": found.version, "state": found.state}})
    if found.state not in states:
        raise Problem("inspection_wrong_state", state=STATES[found.state])
    return found


def note(
    session: Session, actor: Actor, action: str, inspection_id: UUID, county_id: UUID, **changes: list[Any]
) -> None:
    """Write the audit row."""
    about: Any = {"object_type": "inspection", "object_id": inspection_id, "county_id": county_id}
    record(session, actor, action=action, changes=changes, **about)


def write_schools(session: Session, inspection_id: UUID, county_id: UUID, school_ids: Sequence[UUID]) -> None:
    """Give each school its sheet."""
    shared = {"inspection_id": inspection_id, "county_id": county_id}
    session.execute(
        insert(RECORD), [shared | {"id": new_id(), "school_id": each} for each in dict.fromkeys(school_ids)]
    )
