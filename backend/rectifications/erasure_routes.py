"""Addresses of erasing by law: asking, and the second person's decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session
from backend.rectifications import erasure, erasure_schemas, erasure_views

case_erasures = Blueprint("case_erasures", __name__, url_prefix="/api/v1/cases", description="依法撤除：提出")
erasures = Blueprint("erasures", __name__, url_prefix="/api/v1/erasure_requests", description="依法撤除：复核")
BLUEPRINTS = [case_erasures, erasures]


@case_erasures.post("/<uuid:case_id>/erasure_requests")
@case_erasures.arguments(erasure_schemas.NewErasureSchema())
@case_erasures.response(201, erasure_schemas.ErasureSchema())
def ask_erasure(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Ask that entries' words and photos of a case be erased by law; somebody of another unit has to approve."""
    session, actor = current_session(), current_actor()
    asked = body | {"entry_ids": tuple(body["entry_ids"]), "photo_ids": tuple(body["photo_ids"])}
    erasure.ask_erasure(session, actor, case_id, erasure=erasure.Erasure(**asked))
    return erasure_views.one_erasure(session, actor, body["id"])


@erasures.get("")
@erasures.arguments(erasure_schemas.ErasureQuerySchema(), location="query")
@erasures.response(200, erasure_schemas.ErasureListSchema())
def list_erasures(query: dict[str, Any]) -> dict[str, Any]:
    """Return what waits for a decision where I may take part in one."""
    return {"items": erasure_views.pending_erasures(current_session(), current_actor(), **query)}


@erasures.post("/<uuid:request_id>/approval")
@erasures.response(200, erasure_schemas.ErasureSchema())
def approve_erasure(request_id: UUID) -> dict[str, Any]:
    """Erase for good what was asked for; a tombstone in the ledger says that, not what it was."""
    session, actor = current_session(), current_actor()
    erasure.approve_erasure(session, actor, request_id)
    return erasure_views.one_erasure(session, actor, request_id)


@erasures.post("/<uuid:request_id>/refusal")
@erasures.response(200, erasure_schemas.ErasureSchema())
def refuse_erasure(request_id: UUID) -> dict[str, Any]:
    """Let the content stand; who asked withdraws the request so."""
    session, actor = current_session(), current_actor()
    erasure.refuse_erasure(session, actor, request_id)
    return erasure_views.one_erasure(session, actor, request_id)
