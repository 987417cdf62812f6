"""Routes and plans with defaults, made by the room's own operations; name what the test is about, leave the rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.clock import local_date, now
from backend.core.ids import new_id
from backend.patrols.assignees import Assignee
from backend.patrols.models import RUN, PatrolPlan
from backend.patrols.plan_changes import PlanFacts, create_plan
from backend.patrols.route_changes import RouteFacts, create_route
from backend.patrols.route_points import Point
from backend.patrols.schedule import PlanTimes
from backend.places.models import Checkpoint, School
from tests.builders import a_checkpoint

GUARDS = Assignee("role", role="guard")


def a_route(session: Session, school: School, *, points: int = 3, name: str = "校内路线", **about: Any) -> UUID:
    """A route of `points` new checkpoints."""
    checkpoints: list[Checkpoint] = about.pop("checkpoints", None) or [
        a_checkpoint(session, school) for _ in range(points)
    ]
    facts = RouteFacts(**({"name": name, "kind": "internal", "ordered": True, "est_minutes": 20} | about))
    stops = [Point(checkpoint.id) for checkpoint in checkpoints]
    return create_route(session, SYSTEM, school_id=school.id, route_id=new_id(), facts=facts, points=stops).route_id


def plan_facts(route_id: UUID, **about: Any) -> PlanFacts:
    """Two rounds every day from today on, the calendar left aside; `about` are fields of the plan and its times."""
    assignee, name = about.pop("assignee", GUARDS), about.pop("name", "每日巡查")
    fields: dict[str, Any] = {"rrule": "FREQ=DAILY", "day_rule": "every_day", "starts_on": local_date(now())}
    fields |= {"ends_on": None, "start_times": (480, 900), "before_min": 10, "after_min": 20, "grace_min": 60}
    return PlanFacts(route_id=route_id, name=name, times=PlanTimes(**(fields | about)), assignee=assignee)


def a_plan(session: Session, school: School, route_id: UUID | None = None, **about: Any) -> PatrolPlan:
    """A plan on a route (a new one by default)."""
    facts = plan_facts(route_id or a_route(session, school), **about)
    plan_id = new_id()
    create_plan(session, SYSTEM, school_id=school.id, plan_id=plan_id, facts=facts)
    return session.get_one(PatrolPlan, plan_id)


def rounds(session: Session, plan_id: UUID, *, state: str = "planned") -> list[Any]:
    """The plan's rounds in order."""
    query = select(RUN).where(RUN.c.plan_id == plan_id, RUN.c.state == state).order_by(RUN.c.starts_at)
    return list(session.execute(query))


def in_days(number: int) -> date:
    """The day so many days from today."""
    return local_date(now()) + timedelta(days=number)
