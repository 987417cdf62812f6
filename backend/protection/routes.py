"""Addresses of the indicators."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_session
from backend.protection import figures, operations, schemas
from backend.protection.shown import catalogue_shown, school_shown

protection = Blueprint("protection", __name__, url_prefix="/api/v1", description="防护指标")
BLUEPRINTS = [protection]


@protection.get("/protection/catalogue")
@protection.response(200, schemas.IndicatorCatalogueSchema())
def read_catalogue() -> dict[str, Any]:
    """Return the indicators and sets of this release."""
    return catalogue_shown()


@protection.get("/protection/rates")
@protection.arguments(schemas.SetQuerySchema(), location="query")
@protection.response(200, schemas.RatesSchema())
def read_rates(query: dict[str, Any]) -> dict[str, Any]:
    """Return a set's rates over the schools I may read."""
    return figures.rates(current_session(), current_actor(), set_key=query["set"])


@protection.get("/protection/gaps")
@protection.arguments(schemas.SetQuerySchema(), location="query")
@protection.response(200, schemas.GapsSchema())
def read_gaps(query: dict[str, Any]) -> dict[str, Any]:
    """Return what each school that I may read lacks of a set."""
    return figures.gaps(current_session(), current_actor(), set_key=query["set"])


@protection.get("/schools/<uuid:school_id>/protection")
@protection.response(200, schemas.SchoolProtectionSchema())
def read_school_protection(school_id: UUID) -> dict[str, Any]:
    """Return how one school stands on every indicator."""
    return school_shown(current_session(), current_actor(), school_id)


@protection.post("/schools/<uuid:school_id>/protection/<atom>")
@protection.arguments(schemas.DeclareSchema())
@protection.response(200, schemas.SchoolProtectionSchema())
def declare_indicator(body: dict[str, Any], school_id: UUID, atom: str) -> dict[str, Any]:
    """Declare one indicator of my school; sending it again changes nothing."""
    session, actor = current_session(), current_actor()
    said = {"declaration_id": body["id"], "answers": body["answers"], "note": body["note"]}
    operations.declare(session, actor, school_id=school_id, atom=atom, **said)
    return school_shown(session, actor, school_id)


@protection.post("/protection/declarations/<uuid:declaration_id>/verification")
@protection.arguments(schemas.VerifyIndicatorSchema())
@protection.response(200, schemas.SchoolProtectionSchema())
def verify_indicator(body: dict[str, Any], declaration_id: UUID) -> dict[str, Any]:
    """Say what I found on the spot of a school's declaration."""
    session, actor = current_session(), current_actor()
    said = {"verification_id": body["id"], "outcome": body["outcome"], "note": body["note"]}
    school_id = operations.verify(session, actor, declaration_id=declaration_id, **said)
    return school_shown(session, actor, school_id)


@protection.put("/schools/<uuid:school_id>/urban")
@protection.arguments(schemas.UrbanSchema())
@protection.response(200, schemas.SchoolProtectionSchema())
def mark_urban(body: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Count a school as urban, or no longer."""
    session, actor = current_session(), current_actor()
    operations.mark_urban(session, actor, school_id=school_id, urban=body["urban"])
    return school_shown(session, actor, school_id)
