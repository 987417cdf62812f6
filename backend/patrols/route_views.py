"""Routes as people read them, with the points of their present revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.patrols.checklists import checklists_by_key
from backend.patrols.clock_words import clock_words
from backend.patrols.kinds import PHOTO_RULES, ROUTE_KINDS
from backend.patrols.models import POINT, ROUTE
from backend.patrols.planning_access import may_plan, place_to_read
from backend.places.kinds import CHECKPOINT_KINDS
from backend.places.models import CHECKPOINT

_OF_CHECKPOINT = ("id", "name", "kind", "lat", "lng", "accuracy_m", "radius_m", "captured_at", "captured_readings")
_ROUTES = select(ROUTE).order_by(ROUTE.c.id)
_CURRENT = and_(POINT.c.route_id == ROUTE.c.id, POINT.c.revision == ROUTE.c.revision)
_POINTS = (
    select(POINT, *(CHECKPOINT.c[name].label(f"c_{name}") for name in (*_OF_CHECKPOINT, "retired_at")))
    .join(ROUTE, _CURRENT)
    .join(CHECKPOINT, CHECKPOINT.c.id == POINT.c.checkpoint_id)
    .order_by(POINT.c.route_id, POINT.c.position)
)


def routes_of(session: Session, actor: Actor, school_id: UUID, *, retired: bool = False) -> dict[str, Any]:
    """Return the school's routes in use (or those that no longer are), oldest first, and whether I may change them."""
    place = place_to_read(session, actor, school_id)
    in_use = ROUTE.c.retired_at.is_not(None) if retired else ROUTE.c.retired_at.is_(None)
    rows = session.execute(_ROUTES.where(ROUTE.c.school_id == school_id, in_use)).mappings().all()
    return {"items": _shown(session, rows), "next": None, "may_edit": may_plan(session, actor, place)}


def one_route(session: Session, actor: Actor, route_id: UUID) -> dict[str, Any]:
    """Return one route."""
    row = session.execute(_ROUTES.where(ROUTE.c.id == route_id)).mappings().first()
    if row is None:
        raise Problem("not_found")
    place_to_read(session, actor, row["school_id"])
    return _shown(session, [row])[0]


def _shown(session: Session, rows: Collection[Any]) -> list[dict[str, Any]]:
    points = defaultdict[UUID, list[Any]](list)
    for point in session.execute(_POINTS.where(POINT.c.route_id.in_([row["id"] for row in rows]))).mappings():
        points[point["route_id"]].append(point)
    keys = {point["checklist"] for held in points.values() for point in held if point["checklist"]}
    lists = checklists_by_key(session, keys, {row["county_id"] for row in rows})
    return [
        {name: row[name] for name in ("id", "school_id", "name", "kind", "ordered", "est_minutes", "revision")}
        | {
            "kind_label": ROUTE_KINDS[row["kind"]][0],
            "changed_at": row["changed_at"],
            "retired": row["retired_at"] is not None,
            "points": [_point(point, lists.get((row["county_id"], point["checklist"]))) for point in points[row["id"]]],
        }
        for row in rows
    ]


def _point(point: Any, checklist: dict[str, Any] | None) -> dict[str, Any]:
    checkpoint = {name: point[f"c_{name}"] for name in _OF_CHECKPOINT}
    checkpoint |= {"kind_label": CHECKPOINT_KINDS[checkpoint["kind"]][0], "retired": point["c_retired_at"] is not None}
    return {
        "position": point["position"],
        "checkpoint": checkpoint,
        "checklist": point["checklist"],
        "checklist_name": checklist["name"] if checklist else None,
        "photo_rule": point["photo_rule"],
        "photo_rule_label": PHOTO_RULES[point["photo_rule"]][0],
        "not_before": None if point["not_before"] is None else clock_words(point["not_before"]),
        "min_dwell_s": point["min_dwell_s"],
    }
