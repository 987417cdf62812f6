"""Ending plans: rounds that nobody has begun are cancelled and stay to be seen."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record_each
from backend.core.actor import Actor
from backend.core.clock import now
from backend.patrols.making import cancel_rounds
from backend.patrols.models import PLAN, RUN


def end_plans(session: Session, actor: Actor, *wanted: ColumnElement[bool]) -> int:
    """End those plans that have not ended; returns how many."""
    query = select(PLAN.c.id, PLAN.c.county_id).where(*wanted, PLAN.c.ended_at.is_(None)).with_for_update()
    plans = session.execute(query).all()
    if not plans:
        return 0
    at, ids = now(), [plan.id for plan in plans]
    session.execute(update(PLAN).where(PLAN.c.id.in_(ids)).values(ended_at=at, version=PLAN.c.version + 1))
    cancel_rounds(session, RUN.c.plan_id.in_(ids))
    for county_id in {plan.county_id for plan in plans}:
        changes = {plan.id: {"ended_at": [None, at.isoformat()]} for plan in plans if plan.county_id == county_id}
        about = {"object_type": "patrol_plan", "county_id": county_id, "changes": changes}
        record_each(session, actor, action="patrol_plan.ended", **about)
    return len(plans)
