"""Photos of mounted plates: sent like a report's, under the token that the capture of the position has answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from backend.core.api import Blueprint, current_actor, current_database, current_session, open_to_anyone
from backend.evidence.operations import Upload, store_photo
from backend.evidence.serving import current_storage
from backend.intake import schemas
from backend.intake.uploads import check_upload, photo_body
from backend.patrols.captures import receive_checkpoint_photo

plates = Blueprint("plate_photos", __name__, url_prefix="/api/v1/checkpoints", description="点位照片")


@plates.put("/<uuid:checkpoint_id>/photos/<sha256>")
@open_to_anyone("the upload token that came with the capture's answer is the right")
@plates.response(200, schemas.MissingSchema())
def put_plate_photo(checkpoint_id: UUID, sha256: str) -> dict[str, Any]:
    """Take a photo of a checkpoint's plate, whole, any number of times."""
    check_upload("checkpoint", checkpoint_id)
    upload = Upload("checkpoint", checkpoint_id, sha256, photo_body(), request.mimetype or None)
    with current_database().work(write=False) as reading:  # closed before the write: one connection at a time
        stored = store_photo(reading, storage=current_storage(), upload=upload)
    missing = receive_checkpoint_photo(
        current_session(), current_actor(), storage=current_storage(), checkpoint_id=checkpoint_id, stored=stored
    )
    return {"photos_missing": missing}
