"""The chore `make_rounds`, and what it mends first: routes with a retired point, rounds of closed schools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.patrols.making import DAYS_AHEAD, any_due, cancel_rounds, horizon, make_batch
from backend.patrols.models import POINT, ROUTE, RUN
from backend.patrols.route_changes import RouteFacts, retire_route, write_revision
from backend.patrols.route_points import Fitted, points_at
from backend.places.models import CHECKPOINT, SCHOOL

_CURRENT = and_(ROUTE.c.id == POINT.c.route_id, ROUTE.c.revision == POINT.c.revision, ROUTE.c.retired_at.is_(None))
_RETIRED_POINTS = (
    select(ROUTE.c.id, CHECKPOINT.c.id, CHECKPOINT.c.name)
    .select_from(CHECKPOINT.join(POINT, POINT.c.checkpoint_id == CHECKPOINT.c.id).join(ROUTE, _CURRENT))
    .where(CHECKPOINT.c.retired_at.is_not(None))
)


@dataclass
class Made:
    """What a run of the chore did."""

    plans: int = 0
    rounds: int = 0
    routes_mended: int = 0


def make_rounds(database: Database, *, days: int = DAYS_AHEAD) -> int:
    """Do one small batch: mend, then make the rounds of some plans that are behind; returns how many plans and routes."""
    until = horizon(days)
    with database.work(write=False) as session:
        if not any_due(session, until) and session.execute(_RETIRED_POINTS.limit(1)).first() is None:
            return 0
    made = one_batch(database, until)
    return made.plans + made.routes_mended


def make_all(database: Database, *, days: int = DAYS_AHEAD, told: Callable[[Made], None] = lambda _: None) -> Made:
    """Do batch after batch until nothing is behind, for the command line."""
    total, until = Made(), horizon(days)
    while (made := one_batch(database, until)).plans or made.routes_mended:
        total = Made(total.plans + made.plans, total.rounds + made.rounds, total.routes_mended + made.routes_mended)
        told(total)
    return total


def one_batch(database: Database, until: date) -> Made:
    """Mend and make in one transaction."""
    with database.work() as session:
        mended = drop_retired_points(session)
        plans, rounds = make_batch(session, until)
        return Made(plans, rounds, mended)


def drop_retired_points(session: Session) -> int:
    """Give every route that still has a retired checkpoint its next revision without it; an empty one is retired."""
    gone: dict[Any, dict[Any, str]] = {}
    for route_id, checkpoint_id, name in session.execute(_RETIRED_POINTS):
        gone.setdefault(route_id, {})[checkpoint_id] = name
    for route_id, points in gone.items():
        route = session.execute(select(ROUTE).where(ROUTE.c.id == route_id).with_for_update()).mappings().one()
        old = points_at(session, route_id, route["revision"])
        kept = tuple(point for point in old if point.checkpoint_id not in points)
        if not kept:
            retire_route(session, SYSTEM, route_id=route_id)
            continue
        facts = RouteFacts(**{name: route[name] for name in ("name", "kind", "ordered", "est_minutes")})
        write_revision(session, SYSTEM, route, old=old, fitted=Fitted(kept, tuple(points.items())), facts=facts)
    return len(gone)


def cancel_rounds_of_closed_schools(database: Database) -> int:
    """Cancel what is still planned for schools that have closed (or merged into another); done in one go."""
    with database.work() as session:
        today = local_date(now())
        closed = select(SCHOOL.c.id).where(SCHOOL.c.closed_on.is_not(None), SCHOOL.c.closed_on <= today)
        cancel_rounds(session, RUN.c.school_id.in_(closed), RUN.c.on_date >= today)
    return 0
