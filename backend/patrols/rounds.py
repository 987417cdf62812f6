"""Opening a round by hand: whoever may walk at a school starts one of its routes, now, beside what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.patrols.models import POINT, RUN, PatrolRoute, PatrolRun
from backend.patrols.round_settings import rules_of
from backend.patrols.walking import VERB
from backend.places.access import ensure_may
from backend.places.models import CHECKPOINT
from backend.places.queries import place_scopes, where

EARLIER = timedelta(minutes=10)
"""The plate is often scanned before the button is pressed."""
SHORTEST = timedelta(minutes=30)


@dataclass(frozen=True)
class Opened:
    """A round by hand, and whether this call made it."""

    run_id: UUID
    fresh: bool


def open_round(session: Session, actor: Actor, *, run_id: UUID, route_id: UUID) -> Opened:
    """Open a round of a route now, for whoever asks. The same id again answers the same round."""
    route = session.get(PatrolRoute, route_id)
    place = where(session, route.school_id) if route else None
    if route is None or place is None:
        raise Problem("not_found")
    ensure_may(actor, VERB, place_scopes(session, place))
    if known := session.get(PatrolRun, run_id):
        return _same(known, actor, route_id)
    if route.retired_at is not None:
        raise Problem("round_route_retired")
    row = _row(session, actor, route, run_id=run_id)
    if not insert_once(session, RUN, row):
        return _same(session.get_one(PatrolRun, run_id), actor, route_id)
    changes = {"route": [None, str(route_id)]}
    about: Any = {"object_type": "patrol_run", "object_id": run_id, "county_id": route.county_id}
    record(session, actor, action="patrol_run.opened", changes=changes, **about)
    return Opened(run_id, fresh=True)


def _same(known: PatrolRun, actor: Actor, route_id: UUID) -> Opened:
    mine = known.plan_id is None and known.assignee_account_id == actor.account_id
    if not mine or known.route_id != route_id:
        raise Problem("round_id_taken")
    return Opened(known.id, fresh=False)


def _row(session: Session, actor: Actor, route: PatrolRoute, *, run_id: UUID) -> dict[str, Any]:
    points = _points_in_use(session, route)
    if not points:
        raise Problem("round_route_empty")
    at = now()
    return {
        "id": run_id,
        "county_id": route.county_id,
        "school_id": route.school_id,
        "route_id": route.id,
        "revision": route.revision,
        "plan_id": None,
        "plan_version": None,
        "on_date": local_date(at),
        "round_no": 1,
        **_window(session, route, at),
        "assignee_kind": "account",
        "assignee_account_id": actor.account_id,
        "assignee_role": None,
        "assignee_unit_id": None,
        "joint_units": [],
        "state": "open",
        "points": points,
        "visited": 0,
        "excuse_note": "",
    }


def _window(session: Session, route: PatrolRoute, at: datetime) -> dict[str, datetime]:
    """Twice the estimated time is enough for the way and what turns up on it."""
    closes_at = at + max(SHORTEST, timedelta(minutes=2 * route.est_minutes))
    grace = timedelta(minutes=rules_of(session, route.county_id).grace_min)
    return {"starts_at": at, "opens_at": at - EARLIER, "closes_at": closes_at, "settles_at": closes_at + grace}


def _points_in_use(session: Session, route: PatrolRoute) -> int:
    statement = (
        select(func.count())
        .select_from(POINT)
        .join(CHECKPOINT, CHECKPOINT.c.id == POINT.c.checkpoint_id)
        .where(POINT.c.route_id == route.id, POINT.c.revision == route.revision, CHECKPOINT.c.retired_at.is_(None))
    )
    return session.execute(statement).scalar_one()
