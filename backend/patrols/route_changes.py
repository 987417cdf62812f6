"""Making, changing and retiring routes. A revision is never changed: rounds keep the points they were made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.patrols.making import remake
from backend.patrols.models import PLAN, ROUTE
from backend.patrols.plan_endings import end_plans
from backend.patrols.planning_access import place_to_plan
from backend.patrols.route_points import Fitted, Point, fit, insert_points, points_at
from backend.patrols.sent_again import content_hash


@dataclass(frozen=True, kw_only=True)
class RouteFacts:
    """What is said of a route as a whole."""

    name: str
    kind: str
    ordered: bool
    est_minutes: int


@dataclass(frozen=True)
class Saved:
    """A route that was saved: whether by this very call, and which retired points (id, name) dropped out of it."""

    route_id: UUID
    first: bool = True
    dropped: tuple[tuple[UUID, str], ...] = ()


def create_route(
    session: Session, actor: Actor, *, school_id: UUID, route_id: UUID, facts: RouteFacts, points: Sequence[Point]
) -> Saved:
    """Add a route to a school under an id made by the caller; the same again answers the same."""
    place = place_to_plan(session, actor, school_id)
    said = content_hash({"school": school_id, **asdict(facts), "points": [asdict(point) for point in points]})
    if earlier := session.execute(select(ROUTE.c.content_hash).where(ROUTE.c.id == route_id)).first():
        return _again(earlier.content_hash, said, route_id)
    fitted = fit(session, place, points)
    row = {"id": route_id, "county_id": place.county_id, "school_id": school_id, "revision": 1, "content_hash": said}
    row |= asdict(facts) | {"changed_at": now(), "retired_at": None}
    if not insert_once(session, ROUTE, row):
        earlier = session.execute(select(ROUTE.c.content_hash).where(ROUTE.c.id == route_id)).first()
        if earlier is None:
            raise Problem("route_name_taken", name=facts.name)
        return _again(earlier.content_hash, said, route_id)
    insert_points(session, route_id, 1, fitted.points)
    changes = {name: [None, value] for name, value in asdict(facts).items()} | {"points": [None, _ids(fitted.points)]}
    _record(session, actor, "patrol_route.created", row, changes)
    return Saved(route_id)


def change_route(
    session: Session, actor: Actor, *, route_id: UUID, revision: int, facts: RouteFacts, points: Sequence[Point]
) -> Saved:
    """Give a route its next revision, seen from `revision`; its rounds that nobody has begun follow it."""
    route = _changeable(session, actor, route_id)
    if route["revision"] != revision:
        raise Problem("patrol_stale", shown={"revision": route["revision"]})
    place = place_to_plan(session, actor, route["school_id"])
    old = points_at(session, route_id, revision)
    fitted = fit(session, place, points, before={point.checkpoint_id for point in old})
    if _name_taken(session, route, facts.name):
        raise Problem("route_name_taken", name=facts.name)
    write_revision(session, actor, route, old=old, fitted=fitted, facts=facts)
    return Saved(route_id, dropped=fitted.dropped)


def write_revision(
    session: Session, actor: Actor, route: Any, *, old: Sequence[Point], fitted: Fitted, facts: RouteFacts
) -> None:
    """Write the next revision unless it says what the last one says; points are numbered anew with each."""
    new = asdict(facts)
    changes: dict[str, Any] = {name: [route[name], value] for name, value in new.items() if route[name] != value}
    if list(fitted.points) == list(old) and not changes:
        return
    revision = route["revision"] + 1
    values = new | {"revision": revision, "changed_at": now()}
    session.execute(update(ROUTE).where(ROUTE.c.id == route["id"]).values(values))
    insert_points(session, route["id"], revision, fitted.points)
    changes |= {"revision": [route["revision"], revision], "points": [_ids(old), _ids(fitted.points)]}
    if fitted.dropped:
        changes["dropped"] = [None, [name for _, name in fitted.dropped]]
    _record(session, actor, "patrol_route.changed", route, changes)
    remake(session, PLAN.c.route_id == route["id"])


def retire_route(session: Session, actor: Actor, *, route_id: UUID) -> None:
    """Take a route out of use for good; its plans end with it, and what was walked stays."""
    route = _changeable(session, actor, route_id)
    session.execute(update(ROUTE).where(ROUTE.c.id == route_id).values(retired_at=now()))
    _record(session, actor, "patrol_route.retired", route, {"retired_at": [None, now().isoformat()]})
    end_plans(session, actor, PLAN.c.route_id == route_id)


def _changeable(session: Session, actor: Actor, route_id: UUID) -> Any:
    """Lock the route, having asked that it is in use and that `actor` may plan at its school."""
    query = select(ROUTE).where(ROUTE.c.id == route_id).with_for_update()
    route = session.execute(query).mappings().first()
    if route is None:
        raise Problem("not_found")
    place_to_plan(session, actor, route["school_id"])
    if route["retired_at"] is not None:
        raise Problem("route_retired")
    return route


def _again(earlier: str | None, said: str, route_id: UUID) -> Saved:
    if earlier != said:
        raise Problem("patrol_id_taken")
    return Saved(route_id, first=False)


def _name_taken(session: Session, route: Any, name: str) -> bool:
    """Say it kindly before the unique index says it harshly (in a race the index still decides)."""
    others = (ROUTE.c.school_id == route["school_id"], ROUTE.c.retired_at.is_(None), ROUTE.c.id != route["id"])
    return session.execute(select(ROUTE.c.id).where(*others, ROUTE.c.name == name)).first() is not None


def _ids(points: Sequence[Point]) -> list[str]:
    return [str(point.checkpoint_id) for point in points]


def _record(session: Session, actor: Actor, action: str, route: Any, changes: dict[str, Any]) -> None:
    about = {"object_type": "patrol_route", "object_id": route["id"], "county_id": route["county_id"]}
    record(session, actor, action=action, changes=changes, **about)
