"""Addresses of the ledger: lists, one case, its moves, and a telephone number left with a report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_config, current_session
from backend.rectifications import (
    callbacks,
    case_pages,
    erasure_routes,
    option_schemas,
    options,
    queries,
    schemas,
    turnover_routes,
    views,
)
from backend.rectifications.filtering import Filters
from backend.rectifications.letter_routes import letters
from backend.rectifications.move_routes import add_moves, holds
from backend.rectifications.photo_routes import photos
from backend.rectifications.supervision_routes import look_backs, recurrence

cases = Blueprint("cases", __name__, url_prefix="/api/v1/cases", description="整改台账")
BLUEPRINTS = [
    *(cases, photos, holds, letters, look_backs, recurrence),
    *(*erasure_routes.BLUEPRINTS, *turnover_routes.BLUEPRINTS),
]


@cases.get("")
@cases.arguments(schemas.CaseFiltersSchema(), location="query")
@cases.response(200, schemas.CasePageSchema())
def list_cases(query: dict[str, Any]) -> dict[str, Any]:
    """Return a page of the ledger, of what the reader may see; one that was searched through may be short, with a next."""
    session, cursor = current_session(), query.pop("cursor")
    page = case_pages.list_cases(session, current_actor(), filters=Filters(**query), cursor=cursor)
    return {"items": views.summaries(session, page.items), "next": page.next}


@cases.get("/counts")
@cases.arguments(schemas.MatchSchema(), location="query")
@cases.response(200, schemas.OpenCountsSchema())
def count_cases(query: dict[str, Any]) -> dict[str, Any]:
    """Return how many open cases stand in each state, under the same filters."""
    filters = replace(Filters(**query), state=None, open=True)
    return {"counts": case_pages.count_open(current_session(), current_actor(), filters=filters)}


@cases.get("/units")
@cases.response(200, option_schemas.UnitsSchema())
def list_units() -> dict[str, Any]:
    """Return the offices by which the ledger can be filtered."""
    return {"items": options.units_to_filter_by(current_session(), current_actor())}


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


@cases.post("/<uuid:case_id>/callbacks/<uuid:report_id>")
@cases.response(200, schemas.CallbackSchema())
def read_callback(case_id: UUID, report_id: UUID) -> dict[str, Any]:
    """Return the number that came with a report, to who assesses it. POST: each reading is written into the audit book."""
    secret = current_config().secrets.app
    return {"phone": callbacks.read_phone(current_session(), current_actor(), case_id, report_id, secret=secret)}


def shown(case_id: UUID) -> dict[str, Any]:
    """Return the case as its reader sees it now."""
    session, actor = current_session(), current_actor()
    return views.detail(session, actor, queries.read_case(session, actor, case_id))


add_moves(cases, shown)
