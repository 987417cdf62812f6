"""Addresses of the ledger: lists, one case, its moves, and the photos of reports and moves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from backend.core.api import Blueprint, current_actor, current_session
from backend.core.errors import Problem
from backend.evidence.queries import get_photo
from backend.evidence.rules import VERSIONS
from backend.evidence.serving import current_storage, serve_photo
from backend.rectifications import option_schemas, options, queries, schemas, views
from backend.rectifications.move_routes import add_moves, holds
from backend.rectifications.photos import viewer_of

cases = Blueprint("cases", __name__, url_prefix="/api/v1/cases", description="整改台账")
photos = Blueprint("photos", __name__, url_prefix="/api/v1/photos", description="照片")
BLUEPRINTS = [cases, photos, holds]


@cases.get("")
@cases.arguments(schemas.CaseFiltersSchema(), location="query")
@cases.response(200, schemas.CasePageSchema())
def list_cases(query: dict[str, Any]) -> dict[str, Any]:
    """Return a page of the ledger, newest first, of what the reader may see."""
    session = current_session()
    cursor = query.pop("cursor")
    page = queries.list_cases(session, current_actor(), filters=queries.Filters(**query), cursor=cursor)
    return {"items": views.summaries(session, page.items), "next": page.next}


@cases.get("/<uuid:case_id>")
@cases.response(200, schemas.CaseSchema())
def read_case(case_id: UUID) -> dict[str, Any]:
    """Return a case with its timeline and what the reader may do now."""
    return shown(case_id)


@cases.get("/<uuid:case_id>/assignment_options")
@cases.arguments(option_schemas.AssignmentQuerySchema(), location="query")
@cases.response(200, option_schemas.AssignmentOptionsSchema())
def read_assignment_options(query: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Return the units a case may be assigned to and what its category suggests."""
    return options.assignment_options(current_session(), current_actor(), case_id, category=query["category"])


@cases.get("/<uuid:case_id>/unit_options")
@cases.response(200, option_schemas.UnitOptionsSchema())
def read_unit_options(case_id: UUID) -> dict[str, Any]:
    """Return the units that the case may be handed to or that may be called to it."""
    return {"units": options.unit_options(current_session(), current_actor(), case_id)}


@cases.get("/<uuid:case_id>/tracker_options")
@cases.response(200, option_schemas.TrackerOptionsSchema())
def read_tracker_options(case_id: UUID) -> dict[str, Any]:
    """Return who may be asked to follow the case to its end."""
    return {"people": options.tracker_options(current_session(), current_actor(), case_id)}


@photos.get("/<uuid:photo_id>/<version>")
@photos.response(200, content_type="image/*")
def read_photo(photo_id: UUID, version: str) -> Response:
    """Return a photo (original, large or small) to those who may read its record."""
    if version not in VERSIONS:
        raise Problem("not_found")
    session = current_session()
    photo = get_photo(session, photo_id)
    viewer = viewer_of(session, current_actor(), photo)
    return serve_photo(photo, version, viewer=viewer, storage=current_storage(), request=request)


def shown(case_id: UUID) -> dict[str, Any]:
    """Return the case as its reader sees it now."""
    session, actor = current_session(), current_actor()
    return views.detail(session, actor, queries.read_case(session, actor, case_id))


add_moves(cases, shown)
