"""The plans that hold, for whoever runs the site."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.patrols import recurrence
from backend.patrols.clock_words import clock_words
from backend.patrols.models import PLAN, ROUTE, RUN
from backend.places.models import ORGANISATION, SCHOOL

_PLANNED = (
    select(func.count()).where(RUN.c.plan_id == PLAN.c.id, RUN.c.state == "planned").scalar_subquery().label("planned")
)
_FROM = (
    PLAN.join(ROUTE, ROUTE.c.id == PLAN.c.route_id)
    .join(SCHOOL, SCHOOL.c.id == PLAN.c.school_id)
    .join(ORGANISATION, ORGANISATION.c.id == PLAN.c.school_id)
)


def plans_held(session: Session, school_code: str | None) -> list[dict[str, Any]]:
    """Return plans that have not ended, by school code, in JSON values."""
    columns = (SCHOOL.c.school_code, ORGANISATION.c.short_name, ROUTE.c.name.label("route_name"), _PLANNED)
    query = select(PLAN, *columns).select_from(_FROM).where(PLAN.c.ended_at.is_(None))
    if school_code is not None:
        query = query.where(SCHOOL.c.school_code == school_code)
    return [_shown(row) for row in session.execute(query.order_by(SCHOOL.c.school_code, PLAN.c.id)).mappings()]


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "school": row["short_name"],
        "school_code": row["school_code"],
        "name": row["name"],
        "route": row["route_name"],
        "rrule": row["rrule"],
        "rrule_label": recurrence.label(recurrence.read(row["rrule"], row["starts_on"])),
        "start_times": [clock_words(minute) for minute in row["start_times"]],
        "made_until": row["made_until"].isoformat() if row["made_until"] else None,
        "planned": row["planned"],
    }
