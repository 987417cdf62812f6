"""The checklists that points of rounds name: the newest of a county's or school's own ones, by key."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.patrols.models import CHECKLIST


def checklists_by_key(
    session: Session, keys: Collection[str], county_ids: Collection[UUID]
) -> dict[tuple[UUID, str], dict[str, Any]]:
    """Return {key, name, items} by county and key, in one statement; a key that nobody knows any more is left out."""
    if not keys:
        return {}
    statement = (
        select(CHECKLIST.c.county_id, CHECKLIST.c.key, CHECKLIST.c.name, CHECKLIST.c["items"])
        .where(CHECKLIST.c.key.in_(keys), CHECKLIST.c.county_id.in_(county_ids))
        .order_by(CHECKLIST.c.revision)
    )
    rows = session.execute(statement).mappings()
    return {(row["county_id"], row["key"]): {name: row[name] for name in ("key", "name", "items")} for row in rows}
