"""Address of a checkpoint's position: taken on the spot."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range

from backend.core.api import Blueprint, Schema, current_actor, current_config, current_session
from backend.core.geo import Position, from_phone
from backend.core.moments import Moment
from backend.evidence.queries import photos_of
from backend.evidence.rules import PhotoClaim
from backend.evidence.schemas import PhotoClaimSchema, PhotoSchema
from backend.evidence.tokens import issue_upload_token
from backend.patrols.captures import MOST_PHOTOS, capture_position
from backend.patrols.positioning import MOST_READINGS, Reading
from backend.places.queries import where_at
from backend.places.schools import school_seen_by

captures = Blueprint("captures", __name__, url_prefix="/api/v1/checkpoints", description="点位采集")
BLUEPRINTS = [captures]


class ReadingTaken(Schema):
    """One position as the phone says it; GCJ-02 is converted on entry."""

    lat = fields.Float(required=True, validate=Range(-90, 90))
    lng = fields.Float(required=True, validate=Range(-180, 180))
    accuracy_m = fields.Float(load_default=None, allow_none=True, validate=Range(min=0, max=100_000))
    datum = fields.String(load_default="wgs84", validate=OneOf(["wgs84", "gcj02"]))
    provider = fields.String(load_default=None, allow_none=True, validate=Length(max=24))
    taken_at = Moment(load_default=None, allow_none=True)


class Capture(Schema):
    """Readings taken beside the plate, and photos of it that will follow."""

    readings = fields.List(fields.Nested(ReadingTaken()), required=True, validate=Length(min=1, max=MOST_READINGS))
    photos = fields.List(fields.Nested(PhotoClaimSchema()), load_default=list, validate=Length(max=MOST_PHOTOS))


class CaptureWarning(Schema):
    """Something to look at again."""

    code = fields.String()
    text = fields.String()


class Captured(Schema):
    """The position as it now stands; `warnings` in words, photos to send under `upload_token`."""

    checkpoint_id = fields.UUID()
    lat = fields.Float()
    lng = fields.Float()
    accuracy_m = fields.Float()
    used = fields.Integer()
    dropped = fields.Integer()
    warnings = fields.List(fields.Nested(CaptureWarning))
    photos_missing = fields.List(fields.String())
    upload_token = fields.String()


class PlatePhotos(Schema):
    """Photos of a checkpoint's mounted plate."""

    items = fields.List(fields.Nested(PhotoSchema()))


@captures.post("/<uuid:checkpoint_id>/position")
@captures.arguments(Capture())
@captures.response(200, Captured())
def capture(body: dict[str, Any], checkpoint_id: UUID) -> dict[str, Any]:
    """Set a checkpoint's position from readings taken there; odd ones are taken with a warning."""
    done = capture_position(
        current_session(),
        current_actor(),
        checkpoint_id=checkpoint_id,
        readings=[_reading(said) for said in body["readings"]],
        photos=[PhotoClaim(**photo) for photo in body["photos"]],
    )
    secret = current_config().secrets.app
    return asdict(done.fix) | {
        "checkpoint_id": checkpoint_id,
        "warnings": [{"code": code, "text": text} for code, text in done.warnings],
        "photos_missing": done.photos_missing,
        "upload_token": issue_upload_token(secret, record_type="checkpoint", record_id=checkpoint_id),
    }


@captures.get("/<uuid:checkpoint_id>/photos")
@captures.response(200, PlatePhotos())
def list_photos(checkpoint_id: UUID) -> dict[str, Any]:
    """Show the photos of a checkpoint's plate."""
    session = current_session()
    place = where_at(session, checkpoint_id)
    school_seen_by(session, current_actor(), place.school_id if place else checkpoint_id)
    return {"items": photos_of(session, "checkpoint", [checkpoint_id])[checkpoint_id]}


def _reading(said: dict[str, Any]) -> tuple[Position, Reading]:
    taken_at = said.pop("taken_at")
    position = from_phone(**said)
    return position, Reading(position.lat, position.lng, position.accuracy_m, taken_at)
