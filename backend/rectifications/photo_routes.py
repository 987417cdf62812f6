"""Addresses of photos: seeing one, and covering what others shall not see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from backend.core.api import Blueprint, current_actor, current_session
from backend.core.errors import Problem
from backend.evidence.models import Photo
from backend.evidence.queries import get_photo
from backend.evidence.redactions import current_redaction, record_redaction, upright_size
from backend.evidence.rules import VERSIONS, CoverBox, Redaction
from backend.evidence.schemas import RedactionSchema, RedactSchema
from backend.evidence.serving import current_storage, serve_photo
from backend.rectifications.photos import may_release, viewer_of

photos = Blueprint("photos", __name__, url_prefix="/api/v1/photos", description="照片")


@photos.get("/<uuid:photo_id>/<version>")
@photos.response(200, content_type="image/*")
def read_photo(photo_id: UUID, version: str) -> Response:
    """Return a photo (original, large, small or redacted) to those who may read its record."""
    if version not in VERSIONS:
        raise Problem("not_found")
    session = current_session()
    photo = get_photo(session, photo_id)
    viewer, redaction = viewer_of(session, current_actor(), photo), current_redaction(session, photo_id)
    return serve_photo(photo, version, viewer=viewer, redaction=redaction, storage=current_storage(), request=request)


@photos.get("/<uuid:photo_id>/redaction")
@photos.response(200, RedactionSchema())
def read_redaction(photo_id: UUID) -> dict[str, Any]:
    """Return what is covered now, to those who may cover more."""
    return _redaction_shown(_photo_to_release(photo_id))


@photos.post("/<uuid:photo_id>/redactions")
@photos.arguments(RedactSchema())
@photos.response(200, RedactionSchema())
def redact_photo(body: dict[str, Any], photo_id: UUID) -> dict[str, Any]:
    """Cover parts of a photo and say whether outsiders may see the rest; the worker renders it."""
    photo = _photo_to_release(photo_id)
    boxes = tuple(CoverBox(**box) for box in body["boxes"])
    redaction = Redaction(boxes, body["checked"], body["released"])
    record_redaction(current_session(), current_actor(), photo, redaction_id=body["id"], redaction=redaction)
    return _redaction_shown(photo)


def _photo_to_release(photo_id: UUID) -> Photo:
    session = current_session()
    photo = get_photo(session, photo_id)
    if not may_release(session, current_actor(), photo):
        raise Problem("case_not_permitted")
    if photo.original_gone_at is not None:
        raise Problem("photo_original_gone")
    return photo


def _redaction_shown(photo: Photo) -> dict[str, Any]:
    found = current_redaction(current_session(), photo.id)
    width, height = upright_size(photo)
    address = f"/api/v1/photos/{photo.id}/redacted"
    return {
        "boxes": found.boxes if found else [],
        "checked": bool(found and found.checked),
        "released": bool(found and found.released),
        "width": width,
        "height": height,
        "privacy": photo.privacy,
        "url_redacted": address if found and found.sha256 else None,
    }
