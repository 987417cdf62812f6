"""Reading what surrounds a visit: the days of the same person and of whoever shares a phone with them, in two queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.core.clock import local_date, start_of_local_day
from backend.evidence.models import PHOTO
from backend.patrols.gathering import ELSEWHERE, SEEN_FOR, Seen, Visited
from backend.patrols.models import POINT, ROUTE, RUN
from backend.patrols.rounds_of import SLACK
from backend.patrols.visit_models import VISIT

MOST = 1000
"""Visits of three days by one person and those who share a phone: far more than anybody walks."""
_TAKEN_AT = (
    select(func.min(PHOTO.c.taken_at))
    .where(PHOTO.c.record_id == VISIT.c.id, PHOTO.c.record_type == "visit")
    .correlate(VISIT)
    .scalar_subquery()
)
_OF_VISIT = (
    *("id", "account_id", "run_id", "checkpoint_id", "device_hash", "mode", "via", "code_state", "position_state"),
    *("lat", "lng", "accuracy_m", "source_datum", "provider", "position_age_s", "occurred_at", "happened_at"),
    *("received_at", "clock_basis", "clock_skew_s", "upload_skew_s", "dwell_s", "proof", "place", "verdict", "reasons"),
)
_NEIGHBOURS = select(
    *(VISIT.c[name] for name in _OF_VISIT),
    _TAKEN_AT,
    RUN.c.on_date,
    RUN.c.opens_at,
    RUN.c.closes_at,
    ROUTE.c.ordered,
    POINT.c.position,
    POINT.c.not_before,
    POINT.c.min_dwell_s,
).select_from(
    VISIT.outerjoin(RUN, RUN.c.id == VISIT.c.run_id)
    .outerjoin(ROUTE, ROUTE.c.id == RUN.c.route_id)
    .outerjoin(
        POINT,
        and_(
            POINT.c.route_id == RUN.c.route_id,
            POINT.c.revision == RUN.c.revision,
            POINT.c.checkpoint_id == VISIT.c.checkpoint_id,
        ),
    )
)


def neighbours(session: Session, new: Visited) -> list[Visited]:
    """Return what this person, and whoever used one of their phones, recorded on the days around `new` and its round."""
    span = VISIT.c.happened_at.between(*_span(new))
    mine = VISIT.alias("mine")
    phones = select(mine.c.device_hash).where(
        mine.c.account_id == new.account_id,
        mine.c.happened_at.between(*_span(new)),
        mine.c.device_hash.is_not(None),
    )
    used = VISIT.alias("used")
    users = select(used.c.account_id).where(
        used.c.happened_at.between(*_span(new)),
        or_(used.c.device_hash == new.device_hash, used.c.device_hash.in_(phones)),
    )
    wanted = or_(VISIT.c.account_id == new.account_id, VISIT.c.account_id.in_(users))
    rows = session.connection().execute(_NEIGHBOURS.where(span, wanted, VISIT.c.id != new.id).limit(MOST))
    return [Visited(*tuple(row)) for row in rows]


def visited(session: Session, visit_id: UUID) -> Visited | None:
    """Return one visit as the facts are made of it."""
    row = session.connection().execute(_NEIGHBOURS.where(VISIT.c.id == visit_id)).first()
    return None if row is None else Visited(*tuple(row))


def readings_before(session: Session, visits: Iterable[Visited]) -> list[Seen]:
    """Return every reading of the last weeks that equals one of these to the last digit, at the same checkpoint, by anybody."""
    spots = {visit.spot[:3]: visit.happened_at for visit in visits if visit.spot is not None}
    if not spots:
        return []
    columns = (VISIT.c.checkpoint_id, VISIT.c.lat, VISIT.c.lng)
    since = min(spots.values()) - SEEN_FOR
    rows = session.connection().execute(
        select(*columns, VISIT.c.accuracy_m, VISIT.c.happened_at).where(
            tuple_(*columns).in_(list(spots)), VISIT.c.lat.is_not(None), VISIT.c.happened_at >= since
        )
    )
    return [Seen((row[0], row[1], row[2], row[3]), row[4]) for row in rows]


def _span(new: Visited) -> tuple[datetime, datetime]:
    """Whole days, so that every visit near to this one or in its round has its own day in full, and what lies beside it."""
    first, last = new.happened_at - SLACK, new.happened_at + SLACK
    if new.opens_at is not None and new.closes_at is not None:
        first, last = min(first, new.opens_at - SLACK), max(last, new.closes_at + SLACK)
    after = start_of_local_day(local_date(last) + timedelta(days=1))
    return start_of_local_day(local_date(first)) - ELSEWHERE, after + ELSEWHERE
