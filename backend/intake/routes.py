"""The door's addresses: scan context, nearby, reports, photos, taxonomy; pickups have a file of their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from backend.core.api import (
    Blueprint,
    current_actor,
    current_config,
    current_database,
    current_session,
    open_to_anyone,
)
from backend.core.geo import Position
from backend.evidence.operations import Upload
from backend.evidence.receiving import bring_in
from backend.evidence.serving import current_storage
from backend.evidence.tokens import issue_upload_token
from backend.intake import operations, schemas
from backend.intake.checkpoint_routes import plates
from backend.intake.context import nearby, scan_context, taxonomy_shown
from backend.intake.context_schemas import ScanContextSchema
from backend.intake.flood import source_of
from backend.intake.handover_import.routes import imports as handover_imports
from backend.intake.ledger_import.routes import imports as ledger_imports
from backend.intake.pickup_routes import pickups
from backend.intake.places import place_of_scan
from backend.intake.uploads import check_upload, photo_body
from backend.intake.visit_routes import visit_door
from backend.rectifications.states import PUBLIC_STATUS, State

door = Blueprint("intake", __name__, url_prefix="/api/v1", description="手机入口")
BLUEPRINTS = [door, plates, pickups, visit_door, ledger_imports, handover_imports]
FOR_AN_HOUR = "public, max-age=3600"


@door.get("/site_codes/<code>")
@open_to_anyone("a passer-by scans a plate")
@door.response(200, ScanContextSchema())
def read_site_code(code: str) -> dict[str, Any]:
    """Return what a scanned or typed code opens."""
    session, actor = current_session(), current_actor()
    secrets = current_config().secrets
    return scan_context(session, actor, place_of_scan(session, code, secrets.code_keys), secret=secrets.app)


@door.get("/taxonomy")
@open_to_anyone("the public's form needs the kinds", ignores_who=True)
@door.response(200, schemas.TaxonomySchema())
def read_taxonomy() -> Any:
    """Return the hazard kinds of this release."""
    return taxonomy_shown(), {"Cache-Control": FOR_AN_HOUR}


@door.get("/reports/nearby")
@open_to_anyone("shown before a passer-by sends the same thing again")
@door.arguments(schemas.NearbyQuerySchema(), location="query")
@door.response(200, schemas.NearbyListSchema())
def list_nearby(query: dict[str, Any]) -> dict[str, Any]:
    """Return open reports of the same kind within 50 m: place and age only."""
    session = current_session()
    place = place_of_scan(session, query["code"], current_config().secrets.code_keys)
    here = None if query["lat"] is None or query["lng"] is None else Position(query["lat"], query["lng"])
    kind = {"tile": query["tile"], "category": query["category"]}
    return {"items": nearby(session, current_actor(), place, at=here, **kind)}


@door.post("/reports")
@open_to_anyone("anybody may report a hazard")
@door.arguments(schemas.ReportSchema())
@door.response(201, schemas.ReceiptSchema())
@door.alt_response(200, schema=schemas.ReceiptSchema(), description="the same report again: the first answer")
def submit_report(body: dict[str, Any]) -> Any:
    """Take in a report; sending it again changes nothing and answers the same."""
    delivery = operations.Delivery(
        body["seconds_since"],
        body["device_key"],
        trapped=bool(body["website"]),
        source=source_of(request.remote_addr),
        confirmed_not_personal=body["confirmed_not_personal"],
        callback_phone=body["callback_phone"],
        line=schemas.line_of(body),
    )
    receipt = operations.submit_report(
        current_session(),
        current_actor(),
        report=schemas.report_of(body),
        delivery=delivery,
        secrets=current_config().secrets,
    )
    return _receipt_shown(receipt), 201 if receipt.recorded.first else 200


@door.put("/reports/<uuid:report_id>/photos/<sha256>")
@open_to_anyone("the upload token that came with the report's answer is the right")
@door.response(200, schemas.MissingSchema())
def put_report_photo(report_id: UUID, sha256: str) -> dict[str, Any]:
    """Take a photo of a report, whole, any number of times."""
    check_upload("hazard", report_id)
    upload = Upload("hazard", report_id, sha256, photo_body(), request.mimetype or None)
    stored = bring_in(current_database(), current_storage(), upload_of=lambda _session: upload)
    missing = operations.receive_report_photo(
        current_session(), current_actor(), storage=current_storage(), hazard_id=report_id, stored=stored
    )
    return {"photos_missing": missing}


@door.put("/cases/<uuid:case_id>/photos/<sha256>")
@door.response(200, schemas.MissingSchema())
def put_case_photo(case_id: UUID, sha256: str) -> dict[str, Any]:
    """Take a photo that a move of this case announced, whole, any number of times."""
    body, actor, storage = photo_body(), current_actor(), current_storage()
    media_type = request.mimetype or None

    def upload_of(session: Session) -> Upload:
        entry_id = operations.announcing_entry(session, actor, case_id, sha256)
        return Upload("ledger_entry", entry_id, sha256, body, media_type)

    stored = bring_in(current_database(), storage, upload_of=upload_of)
    missing = operations.receive_case_photo(
        current_session(), actor, storage=storage, case_id=case_id, entry_id=stored.record_id, stored=stored
    )
    return {"photos_missing": missing}


def _receipt_shown(receipt: operations.Receipt) -> dict[str, Any]:
    key, label = PUBLIC_STATUS[State.REPORTED]
    recorded = receipt.recorded
    return {
        "id": recorded.id,
        "pickup_code": recorded.pickup_code,
        "upload_token": issue_upload_token(current_config().secrets.app, record_type="hazard", record_id=recorded.id),
        "photos_missing": receipt.photos_missing,
        "case_id": receipt.case_id if current_actor().signed_in else None,
        "received_at": recorded.received_at,
        "status": {"key": key, "label": label},
    }
