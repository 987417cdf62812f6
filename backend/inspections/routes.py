"""Addresses of inspections: planning, drawing, opening and closing them, and the progress of each school."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session
from backend.inspections import answer_schemas as out
from backend.inspections import planning, queries, schemas, views
from backend.inspections.candidates import find_candidates
from backend.inspections.lots import draw_lots
from backend.inspections.record_routes import mine, records
from backend.inspections.record_routes import photos as answer_photos

inspections = Blueprint("inspections", __name__, url_prefix="/api/v1/inspections", description="检查")
BLUEPRINTS = [inspections, records, mine, answer_photos]


@inspections.get("")
@inspections.arguments(schemas.InspectionsQuerySchema(), location="query")
@inspections.response(200, out.InspectionPageSchema())
def list_inspections(query: dict[str, Any]) -> dict[str, Any]:
    """Return inspections that the reader plans, or of which they may read a sheet."""
    page = queries.list_inspections(current_session(), current_actor(), **query)
    return {"items": views.summaries(current_session(), page.items), "next": page.next}


@inspections.post("")
@inspections.arguments(schemas.NewInspectionSchema())
@inspections.response(201, out.InspectionSchema())
def create_inspection(body: dict[str, Any]) -> dict[str, Any]:
    """Write an inspection down as a draft."""
    return _shown(planning.create_inspection(current_session(), current_actor(), schemas.plan_of(body)))


@inspections.get("/candidates")
@inspections.arguments(schemas.CandidateQuerySchema(), location="query")
@inspections.response(200, out.CandidatesSchema())
def list_candidates(query: dict[str, Any]) -> dict[str, Any]:
    """Return people who can be named to inspect."""
    return {"items": find_candidates(current_session(), current_actor(), q=query["q"])}


@inspections.get("/<uuid:inspection_id>")
@inspections.response(200, out.InspectionSchema())
def read_inspection(inspection_id: UUID) -> dict[str, Any]:
    """Return an inspection with the progress of each school that the reader may see."""
    return _shown(inspection_id)


@inspections.put("/<uuid:inspection_id>")
@inspections.arguments(schemas.EditInspectionSchema())
@inspections.response(200, out.InspectionSchema())
def edit_inspection(body: dict[str, Any], inspection_id: UUID) -> dict[str, Any]:
    """Change an inspection: as a draft all of it, once open what may still change."""
    plan = schemas.plan_of(body | {"id": inspection_id})
    planning.edit_inspection(current_session(), current_actor(), plan, version=body["version"])
    return _shown(inspection_id)


@inspections.post("/<uuid:inspection_id>/draw")
@inspections.arguments(schemas.DrawFormSchema())
@inspections.response(200, out.InspectionSchema())
def draw(body: dict[str, Any], inspection_id: UUID) -> dict[str, Any]:
    """Draw pairs or a sample with a new seed; every draw is kept."""
    draw_lots(current_session(), current_actor(), inspection_id, **body)
    return _shown(inspection_id)


@inspections.post("/<uuid:inspection_id>/opening")
@inspections.arguments(schemas.SeenInspectionSchema())
@inspections.response(200, out.InspectionSchema())
def open_inspection(body: dict[str, Any], inspection_id: UUID) -> dict[str, Any]:
    """Open an inspection: its inspectors get their right on their schools until the last day."""
    planning.open_inspection(current_session(), current_actor(), inspection_id, version=body["version"])
    return _shown(inspection_id)


@inspections.post("/<uuid:inspection_id>/closing")
@inspections.arguments(schemas.SeenInspectionSchema())
@inspections.response(200, out.InspectionSchema())
def close_inspection(body: dict[str, Any], inspection_id: UUID) -> dict[str, Any]:
    """Close an inspection: its inspectors' right ends."""
    planning.close_inspection(current_session(), current_actor(), inspection_id, version=body["version"])
    return _shown(inspection_id)


def _shown(inspection_id: UUID) -> dict[str, Any]:
    session, actor = current_session(), current_actor()
    return views.detail(session, actor, queries.read_inspection(session, actor, inspection_id))
