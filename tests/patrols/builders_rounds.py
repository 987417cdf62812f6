"""Rounds with defaults, as rows: a route with its points, a plan, a run around a moment, and visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.clock import local_date
from backend.core.ids import new_id
from backend.patrols.models import PatrolPlan, PatrolRoute, PatrolRun, RoutePoint
from backend.patrols.visit_models import CheckpointVisit
from backend.people.models import Account
from backend.places.models import Checkpoint, School
from tests.builders import a_checkpoint

MORNING = datetime(2054, 11, 25, 2, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock in Shanghai; far ahead, so that whoever was given a role by the real clock holds it then."""
_numbers = count(1)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


@dataclass
class Way:
    """A route with its checkpoints in order and the plan that it is walked by."""

    route: PatrolRoute
    checkpoints: list[Checkpoint]
    plan: PatrolPlan

    @property
    def id(self) -> UUID:
        return self.route.id


def a_way(session: Session, school: School, *, points: int = 3, **about: Any) -> Way:
    """A route of `points` new checkpoints with a plan; `about` are fields of the route and of every point."""
    of_point = {name: about.pop(name) for name in ("checklist", "not_before", "photo_rule") if name in about}
    fields = {"name": f"路线{next(_numbers)}", "kind": "internal", "ordered": True, "est_minutes": 20, "revision": 1}
    route = PatrolRoute(
        id=new_id(), county_id=school.county_id, school_id=school.id, changed_at=MORNING, **(fields | about)
    )
    session.add(route)
    session.flush()
    checkpoints = [a_checkpoint(session, school, name=f"{route.name}-{n}号点") for n in range(points)]
    for position, checkpoint in enumerate(checkpoints):
        session.add(a_point(route, checkpoint, position, **of_point))
    session.flush()
    return Way(route, checkpoints, a_plan(session, route))


def a_point(route: PatrolRoute, checkpoint: Checkpoint, position: int, **about: Any) -> RoutePoint:
    """A checkpoint's place on the route's present revision."""
    fields = {"checklist": None, "photo_rule": "never", "not_before": None, "min_dwell_s": 0}
    key = {"route_id": route.id, "revision": route.revision, "position": position, "checkpoint_id": checkpoint.id}
    return RoutePoint(**key, **(fields | about))


def a_plan(session: Session, route: PatrolRoute) -> PatrolPlan:
    """A plan that runs on this route are said to come from."""
    plan = PatrolPlan(
        id=new_id(),
        county_id=route.county_id,
        school_id=route.school_id,
        route_id=route.id,
        name="每日巡查",
        rrule="FREQ=DAILY",
        day_rule="every_day",
        starts_on=local_date(MORNING),
        start_times=[600],
        before_min=10,
        after_min=20,
        grace_min=30,
        assignee_kind="role",
        assignee_role="guard",
        joint_units=[],
        version=1,
        changed_at=MORNING,
    )
    session.add(plan)
    session.flush()
    return plan


def a_run(
    session: Session, way: Way, *, starts_at: datetime = MORNING, planned: bool = True, **about: Any
) -> PatrolRun:
    """A round of the guards, by default: −10 … +20 minutes around `starts_at`, settled half an hour later."""
    route = way.route
    times = {"opens_at": starts_at - minutes(10), "closes_at": starts_at + minutes(20)}
    times |= {"settles_at": starts_at + minutes(50)}
    fields: dict[str, Any] = {"assignee_kind": "role", "assignee_role": "guard", "joint_units": [], "state": "planned"}
    fields |= {"points": len(way.checkpoints), "visited": 0, "excuse_note": "", "on_date": local_date(starts_at)}
    if "assignee_account_id" in about or "assignee_unit_id" in about:
        kind = "account" if "assignee_account_id" in about else "unit"
        fields |= {"assignee_kind": kind, "assignee_role": None}
    run = PatrolRun(
        id=new_id(),
        county_id=route.county_id,
        school_id=route.school_id,
        route_id=route.id,
        revision=route.revision,
        plan_id=way.plan.id if planned else None,
        plan_version=1 if planned else None,
        round_no=next(_numbers),
        starts_at=starts_at,
        **(times | fields | about),
    )
    session.add(run)
    session.flush()
    return run


def a_visit(
    session: Session, run: PatrolRun, checkpoint: Checkpoint, account: Account, *, at: datetime, **about: Any
) -> CheckpointVisit:
    """Somebody's visit of a point of the round."""
    fields: dict[str, Any] = {"via": "phone_scan", "mode": "foot", "result": "normal", "verdict": "confirmed"}
    fields |= {"answers": [], "note": "", "position_state": "refused", "clock_basis": "device", "clock_skew_s": 0}
    fields |= {"late": False, "proof": "not_asked", "reasons": [], "thresholds": "v1", "content_hash": "0" * 64}
    visit = CheckpointVisit(
        id=new_id(),
        county_id=run.county_id,
        school_id=run.school_id,
        checkpoint_id=checkpoint.id,
        run_id=run.id,
        account_id=account.id,
        occurred_at=at,
        happened_at=at,
        received_at=at,
        judged_at=at,
        **(fields | about),
    )
    session.add(visit)
    session.flush()
    return visit


def visit_all(session: Session, run: PatrolRun, checkpoints: list[Checkpoint], account: Account) -> None:
    """One person at each of these points, a minute apart."""
    for n, checkpoint in enumerate(checkpoints):
        a_visit(session, run, checkpoint, account, at=run.starts_at + minutes(n / 10))
