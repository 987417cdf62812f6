"""Reading reports: how many came lately from one device or plate, and the one behind a pickup code."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, ScalarSelect, Select, Subquery, bindparam, func, select
from sqlalchemy.orm import Session

from backend.hazards.models import HAZARD, Hazard


def _anonymous_since(column: Column[Any]) -> Select[Any]:
    """Select by an index whether each of the latest was set aside, and only as many as the answer needs."""
    return (
        select(HAZARD.c.quarantined)
        .where(
            column == bindparam(column.name),
            HAZARD.c.received_at > bindparam("since"),
            HAZARD.c.reporter_id.is_(None),
            HAZARD.c.id != bindparam("but"),
        )
        .order_by(HAZARD.c.received_at.desc())
    )


def _count(rows: Subquery, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows).where(*conditions).scalar_subquery()


_BY_DEVICE = _anonymous_since(HAZARD.c.device_hash).limit(bindparam("up_to")).subquery()
_ON_PLATE = _anonymous_since(HAZARD.c.site_code).limit(bindparam("looked_at")).subquery()
_ANONYMOUS_COUNTS: Select[int, int] = select(_count(_BY_DEVICE), _count(_ON_PLATE, _ON_PLATE.c.quarantined.is_(False)))
_LOOKED_AT = 4  # times the cap: a flood must not make every report slower


def anonymous_counts(
    session: Session, *, device_hash: str | None, site_code: str | None, since: datetime, but: UUID, up_to: int
) -> tuple[int, int]:
    """Count anonymous reports since `since` from this device and on this plate (each `up_to` so many), `but` left out.

    On the plate, those set aside do not count: else a flood would push honest reports into quarantine after it.
    """
    limits = {"up_to": up_to, "looked_at": up_to * _LOOKED_AT}
    values = {"device_hash": device_hash, "site_code": site_code, "since": since, "but": but, **limits}
    row = session.connection().execute(_ANONYMOUS_COUNTS, values).one()
    return int(row[0]), int(row[1])


def by_pickup_digest(session: Session, digest: str) -> Hazard | None:
    """Find the report of a pickup code."""
    return session.execute(select(Hazard).where(Hazard.pickup_digest == digest)).scalar_one_or_none()
