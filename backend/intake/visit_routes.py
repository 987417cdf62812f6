"""The door's addresses for visits: the fact, and its photos one by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from backend.core.api import (
    Blueprint,
    current_actor,
    current_config,
    current_database,
    current_session,
    open_to_anyone,
)
from backend.core.error_pages import language
from backend.evidence.operations import Upload, store_photo
from backend.evidence.serving import current_storage
from backend.evidence.tokens import issue_upload_token
from backend.intake.schemas import MissingSchema
from backend.intake.uploads import check_upload, photo_body
from backend.intake.visit_schemas import VisitFormSchema, said_of
from backend.intake.visits import Sending, submit_visit
from backend.patrols.visit_photos import receive_visit_photo
from backend.patrols.visit_schemas import VisitAnswerSchema
from backend.patrols.visit_views import answer_of

visit_door = Blueprint("visit_door", __name__, url_prefix="/api/v1/visits", description="巡查记录")


@visit_door.post("")
@visit_door.arguments(VisitFormSchema())
@visit_door.response(201, VisitAnswerSchema())
@visit_door.alt_response(200, schema=VisitAnswerSchema(), description="the same visit again: nothing is changed")
def record_visit(body: dict[str, Any]) -> Any:
    """Take in a visit; sending it again changes nothing."""
    sending = Sending(body["seconds_since"], body["phone_now"], body["device_key"])
    session, secrets = current_session(), current_config().secrets
    recorded, checkpoint_id = submit_visit(
        session, current_actor(), said=said_of(body), sending=sending, secrets=secrets
    )
    answer = answer_of(session, recorded, checkpoint_id=checkpoint_id, language=language())
    token = issue_upload_token(secrets.app, record_type="visit", record_id=recorded.id)
    return answer | {"upload_token": token}, 201 if recorded.first else 200


@visit_door.put("/<uuid:visit_id>/photos/<sha256>")
@open_to_anyone("the upload token that came with the visit's answer is the right")
@visit_door.response(200, MissingSchema())
def put_visit_photo(visit_id: UUID, sha256: str) -> dict[str, Any]:
    """Take a photo of a visit, whole, any number of times."""
    check_upload("visit", visit_id)
    upload = Upload("visit", visit_id, sha256, photo_body(), request.mimetype or None)
    with current_database().work(write=False) as reading:  # closed before the write: one connection at a time
        stored = store_photo(reading, storage=current_storage(), upload=upload)
    missing = receive_visit_photo(
        current_session(), current_actor(), storage=current_storage(), visit_id=visit_id, stored=stored
    )
    return {"photos_missing": missing}
