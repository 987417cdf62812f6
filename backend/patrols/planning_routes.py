"""Addresses of routes, checklists and plans."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session
from backend.patrols import checklist_changes, plan_changes, plan_schemas, plan_views, route_changes, route_views
from backend.patrols import planning_schemas as schemas
from backend.patrols.assignees import Assignee
from backend.patrols.checklist_changes import ListFacts
from backend.patrols.checklists import checklists_for, own_shown
from backend.patrols.clock_words import minutes_of
from backend.patrols.plan_changes import PlanFacts
from backend.patrols.route_changes import RouteFacts, Saved
from backend.patrols.route_points import Point
from backend.patrols.schedule import PlanTimes

of_school = Blueprint("school_patrols", __name__, url_prefix="/api/v1/schools/<uuid:school_id>", description="学校巡查")
routes = Blueprint("patrol_routes", __name__, url_prefix="/api/v1/patrol_routes", description="巡查路线")
plans = Blueprint("patrol_plans", __name__, url_prefix="/api/v1/patrol_plans", description="巡查计划")
checklists = Blueprint("checklists", __name__, url_prefix="/api/v1/checklists", description="检查表")
BLUEPRINTS = [of_school, routes, plans, checklists]
_TIMES = ("rrule", "day_rule", "starts_on", "ends_on", "before_min", "after_min", "grace_min")


@of_school.get("/patrol_routes")
@of_school.arguments(schemas.PlanningQuery(), location="query")
@of_school.response(200, schemas.RouteList())
def list_routes(query: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Show a school's routes with their points."""
    return route_views.routes_of(current_session(), current_actor(), school_id, retired=query["retired"])


@of_school.post("/patrol_routes")
@of_school.arguments(schemas.NewRoute())
@of_school.response(201, schemas.RouteShown())
@of_school.alt_response(200, schema=schemas.RouteShown(), description="the same route again", success=True)
def add_route(body: dict[str, Any], school_id: UUID) -> Any:
    """Add a route to a school."""
    facts, points = _route(body)
    saved = route_changes.create_route(
        current_session(), current_actor(), school_id=school_id, route_id=body["id"], facts=facts, points=points
    )
    return _saved(saved), 201 if saved.first else 200


@routes.put("/<uuid:route_id>")
@routes.arguments(schemas.ChangedRoute())
@routes.response(200, schemas.RouteShown())
def change_route(body: dict[str, Any], route_id: UUID) -> dict[str, Any]:
    """Give a route its next revision; checkpoints retired meanwhile drop out, and the answer names them."""
    facts, points = _route(body)
    saved = route_changes.change_route(
        current_session(), current_actor(), route_id=route_id, revision=body["revision"], facts=facts, points=points
    )
    return _saved(saved)


@routes.post("/<uuid:route_id>/retire")
@routes.response(200, schemas.RouteShown())
def retire_route(route_id: UUID) -> dict[str, Any]:
    """Take a route out of use; its plans end with it."""
    route_changes.retire_route(current_session(), current_actor(), route_id=route_id)
    return route_views.one_route(current_session(), current_actor(), route_id)


@of_school.get("/patrol_plans")
@of_school.arguments(schemas.PlanningQuery(), location="query")
@of_school.response(200, plan_schemas.PlanList())
def list_plans(query: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Show a school's plans."""
    return plan_views.plans_of(current_session(), current_actor(), school_id, ended=query["retired"])


@of_school.post("/patrol_plans")
@of_school.arguments(plan_schemas.NewPlan())
@of_school.response(201, plan_schemas.PlanShown())
@of_school.alt_response(200, schema=plan_schemas.PlanShown(), description="the same plan again", success=True)
def add_plan(body: dict[str, Any], school_id: UUID) -> Any:
    """Add a plan to a school; its next rounds are made at once."""
    session, actor = current_session(), current_actor()
    first = plan_changes.create_plan(session, actor, school_id=school_id, plan_id=body["id"], facts=_plan(body))
    return plan_views.one_plan(session, actor, body["id"]), 201 if first else 200


@plans.put("/<uuid:plan_id>")
@plans.arguments(plan_schemas.ChangedPlan())
@plans.response(200, plan_schemas.PlanShown())
def change_plan(body: dict[str, Any], plan_id: UUID) -> dict[str, Any]:
    """Change a plan; rounds that nobody has begun follow it."""
    session, actor = current_session(), current_actor()
    plan_changes.change_plan(session, actor, plan_id=plan_id, version=body["version"], facts=_plan(body))
    return plan_views.one_plan(session, actor, plan_id)


@plans.post("/<uuid:plan_id>/end")
@plans.response(200, plan_schemas.PlanShown())
def end_plan(plan_id: UUID) -> dict[str, Any]:
    """End a plan; rounds that nobody has begun are cancelled."""
    plan_changes.end_plan(current_session(), current_actor(), plan_id=plan_id)
    return plan_views.one_plan(current_session(), current_actor(), plan_id)


@plans.post("/preview")
@plans.arguments(plan_schemas.DraftPlan())
@plans.response(200, plan_schemas.PlanPreview())
def preview_plan(body: dict[str, Any]) -> dict[str, Any]:
    """See which rounds a draft would make in thirty days, and why some days are left out."""
    return plan_views.preview(current_session(), current_actor(), school_id=body["school_id"], facts=_plan(body))


@checklists.get("")
@checklists.arguments(schemas.ChecklistQuery(), location="query")
@checklists.response(200, schemas.ChecklistList())
def list_checklists(query: dict[str, Any]) -> dict[str, Any]:
    """Show the lists that a school's points may name."""
    return {"items": checklists_for(current_session(), current_actor(), query["school_id"]), "next": None}


@checklists.post("")
@checklists.arguments(schemas.NewChecklist())
@checklists.response(201, schemas.ChecklistShown())
@checklists.alt_response(200, schema=schemas.ChecklistShown(), description="the same list again", success=True)
def add_checklist(body: dict[str, Any]) -> Any:
    """Write a list for a school or the county."""
    whose = {"list_id": body["id"], "county_id": body["county_id"], "school_id": body["school_id"]}
    row, first = checklist_changes.create_checklist(current_session(), current_actor(), facts=_list(body), **whose)
    return own_shown(row), 201 if first else 200


@checklists.put("/<key>")
@checklists.arguments(schemas.ChangedChecklist())
@checklists.response(200, schemas.ChecklistShown())
def change_checklist(body: dict[str, Any], key: str) -> dict[str, Any]:
    """Change a list of one's own."""
    session, actor = current_session(), current_actor()
    return own_shown(
        checklist_changes.change_checklist(session, actor, key=key, revision=body["revision"], facts=_list(body))
    )


@checklists.post("/<key>/retire")
@checklists.response(204)
def retire_checklist(key: str) -> None:
    """Take a list of one's own out of use."""
    checklist_changes.retire_checklist(current_session(), current_actor(), key=key)


def _route(body: dict[str, Any]) -> tuple[RouteFacts, list[Point]]:
    facts = {name: body[name] for name in ("kind", "ordered", "est_minutes")} | {"name": body["name"].strip()}
    points = [
        Point(**(point | {"not_before": minutes_of(point["not_before"]) if point["not_before"] else None}))
        for point in body["points"]
    ]
    return RouteFacts(**facts), points


def _saved(saved: Saved) -> dict[str, Any]:
    """The route as it stands, and in words what dropped out of it."""
    names = "、".join(f"“{name}”" for _, name in saved.dropped)
    return route_views.one_route(current_session(), current_actor(), saved.route_id) | {
        "dropped": [{"id": point_id, "name": name} for point_id, name in saved.dropped],
        "message": f"{names}已停用，不再列入这条路线。" if names else "",
    }


def _plan(body: dict[str, Any]) -> PlanFacts:
    starts = tuple(minutes_of(words) for words in body["start_times"])
    times = PlanTimes(**{name: body[name] for name in _TIMES}, start_times=starts)
    assignee = Assignee(**body["assignee"], joint_units=tuple(body["joint_units"]))
    return PlanFacts(route_id=body["route_id"], name=body["name"].strip(), times=times, assignee=assignee)


def _list(body: dict[str, Any]) -> ListFacts:
    return ListFacts(name=body["name"].strip(), items=[dict(item) for item in body["items"]])
