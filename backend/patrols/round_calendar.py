"""A route's month: each day with its rounds and one state that stands for it. Nobody's name."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.patrols import kinds
from backend.patrols.models import ROUTE, RUN
from backend.patrols.round_scopes import FIGURES, READ, readable
from backend.patrols.settlement import shown_state, state_of_day
from backend.people.rules import may
from backend.places.models import ORGANISATION
from backend.places.queries import place_scopes, where


def month_of(first: date) -> tuple[date, date]:
    """Return the first and last day of the month of `first`."""
    start = first.replace(day=1)
    return start, (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def read_calendar(session: Session, actor: Actor, *, route_id: UUID, month: date) -> dict[str, Any]:
    """Return the days of a month on which a route had rounds that `actor` may see.

    `readable`: whether the rounds themselves may be opened; who reads figures only is told times and counts.
    """
    route = _route(session, route_id)
    place = where(session, route.school_id)
    scopes = place_scopes(session, place) if place else None
    start, end = month_of(month)
    found = _rounds(session, actor, route_id, start, end)
    reads = scopes is not None and may(actor, READ, scopes)
    if not found and not reads and not (scopes and may(actor, FIGURES, scopes)):
        raise Problem("not_found")
    return {
        "route": {"id": route.id, "name": route.name, "kind": route.kind}
        | {"kind_label": kinds.ROUTE_KINDS[route.kind][0], "ordered": route.ordered, "retired": route.retired},
        "school": {"id": route.school_id, "name": route.school_name, "short_name": route.short_name},
        "month": start,
        "readable": reads,
        "days": _days(found),
    }


def _route(session: Session, route_id: UUID) -> Row[Any]:
    columns = (ROUTE.c.id, ROUTE.c.name, ROUTE.c.kind, ROUTE.c.ordered, ROUTE.c.school_id)
    statement = (
        select(
            *columns,
            ROUTE.c.retired_at.is_not(None).label("retired"),
            ORGANISATION.c.name.label("school_name"),
            ORGANISATION.c.short_name,
        )
        .join(ORGANISATION, ORGANISATION.c.id == ROUTE.c.school_id)
        .where(ROUTE.c.id == route_id)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise Problem("not_found")
    return row


def _rounds(session: Session, actor: Actor, route_id: UUID, start: date, end: date) -> list[Row[Any]]:
    of_month = (RUN.c.route_id == route_id, RUN.c.on_date.between(start, end), RUN.c.state != "cancelled")
    statement = select(RUN).where(*of_month, readable(actor, READ, FIGURES)).order_by(RUN.c.starts_at, RUN.c.id)
    return list(session.execute(statement))


def _days(rows: list[Row[Any]]) -> list[dict[str, Any]]:
    at = now()
    by_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_day[row.on_date].append(_round(row, shown_state(row.state, opens_at=row.opens_at, at=at)))
    return [{"day": day, "state": state_of_day(one["state"] for one in of), "runs": of} for day, of in by_day.items()]


def _round(row: Row[Any], state: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "round_no": row.round_no,
        "by_hand": row.plan_id is None,
        "starts_at": row.starts_at,
        "closes_at": row.closes_at,
        "state": state,
        "state_label": kinds.RUN_STATES[state][0],
        "points_count": row.points,
        "visited_count": row.visited,
        "excuse": row.excuse,
        "excuse_label": kinds.EXCUSES[row.excuse][0] if row.excuse else None,
    }
