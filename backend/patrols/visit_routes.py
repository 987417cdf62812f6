"""Addresses of visits after they were made: their page, the patroller's explanation, the supervisor's list and answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session
from backend.core.error_pages import language
from backend.patrols import doubtful, reviews, visit_schemas, visit_views

visits = Blueprint("visits", __name__, url_prefix="/api/v1", description="巡查记录")
BLUEPRINTS = [visits]


@visits.get("/visits/<uuid:visit_id>")
@visits.response(200, visit_schemas.VisitSchema())
def read_visit(visit_id: UUID) -> dict[str, Any]:
    """Return one visit to whoever made it or may read patrols there."""
    return visit_views.visit_page(current_session(), current_actor(), visit_id, language=language())


@visits.post("/visits/<uuid:visit_id>/explanation")
@visits.arguments(visit_schemas.ExplanationSchema())
@visits.response(200, visit_schemas.VisitSchema())
def explain_visit(body: dict[str, Any], visit_id: UUID) -> dict[str, Any]:
    """Note the patroller's reason; the verdict stays as it is."""
    session, actor = current_session(), current_actor()
    reviews.explain_visit(
        session, actor, visit_id, review_id=body["id"], reason=body["reason"], note=body["note"].strip()
    )
    return visit_views.visit_page(session, actor, visit_id, language=language())


@visits.post("/visits/<uuid:visit_id>/review")
@visits.arguments(visit_schemas.ReviewSchema())
@visits.response(200, visit_schemas.VisitSchema())
def review_visit(body: dict[str, Any], visit_id: UUID) -> dict[str, Any]:
    """Accept a visit, ask for another look, or name the visit that was it."""
    session, actor = current_session(), current_actor()
    said = {name: body[name] for name in ("kind", "recheck_visit_id")}
    reviews.review_visit(session, actor, visit_id, review_id=body["id"], note=body["note"].strip(), **said)
    return visit_views.visit_page(session, actor, visit_id, language=language())


@visits.get("/patrols/doubtful")
@visits.arguments(visit_schemas.DoubtfulQuerySchema(), location="query")
@visits.response(200, visit_schemas.DoubtfulListSchema())
def list_doubtful(query: dict[str, Any]) -> dict[str, Any]:
    """Return the visits that wait for this supervisor."""
    page = doubtful.doubtful_visits(current_session(), current_actor(), **query)
    return {"items": [visit_views.line_of(row, language()) for row in page.items], "next": page.next}


@visits.get("/patrols/rechecks")
@visits.arguments(visit_schemas.DoubtfulQuerySchema(only=["school_id"]), location="query")
@visits.response(200, visit_schemas.RecheckListSchema())
def list_rechecks(query: dict[str, Any]) -> dict[str, Any]:
    """Return the points that wait for another look by this person."""
    rows = doubtful.open_rechecks(current_session(), current_actor(), school_id=query["school_id"])
    return {"items": [visit_views.recheck_of(row) for row in rows]}
