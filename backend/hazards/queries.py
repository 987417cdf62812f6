"""Reading reports: how many came lately from one device or plate, and the one behind a pickup code."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ScalarSelect, Select, bindparam, func, literal, select
from sqlalchemy.orm import Session

from backend.hazards.models import Hazard
from backend.hazards.operations import HAZARD


def _anonymous_since(column: Column[Any]) -> ScalarSelect[int]:
    """Count by an index and only as far as the answer matters, so that a flood does not make every report slower."""
    lately = (
        select(literal(1))
        .where(
            column == bindparam(column.name),
            HAZARD.c.received_at > bindparam("since"),
            HAZARD.c.reporter_id.is_(None),
            HAZARD.c.id != bindparam("but"),
        )
        .limit(bindparam("up_to"))
    )
    return select(func.count()).select_from(lately.subquery()).scalar_subquery()


_ANONYMOUS_COUNTS: Select[int, int] = select(
    _anonymous_since(HAZARD.c.device_hash), _anonymous_since(HAZARD.c.site_code)
)


def anonymous_counts(
    session: Session, *, device_hash: str | None, site_code: str | None, since: datetime, but: UUID, up_to: int
) -> tuple[int, int]:
    """Count anonymous reports since `since` from this device and on this plate (each `up_to` so many), `but` left out."""
    values = {"device_hash": device_hash, "site_code": site_code, "since": since, "but": but, "up_to": up_to}
    row = session.connection().execute(_ANONYMOUS_COUNTS, values).one()
    return int(row[0]), int(row[1])


def by_pickup_digest(session: Session, digest: str) -> Hazard | None:
    """Find the report of a pickup code."""
    return session.execute(select(Hazard).where(Hazard.pickup_digest == digest)).scalar_one_or_none()


def by_ids(session: Session, ids: list[UUID]) -> dict[UUID, Any]:
    """Read reports by id."""
    return {hazard.id: hazard for hazard in session.execute(select(Hazard).where(Hazard.id.in_(ids))).scalars()}
