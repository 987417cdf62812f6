"""The shapes in which photos are declared and shown."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.moments import Moment

SHA256 = validate.Regexp(r"^[0-9a-f]{64}\Z", error="photo_hash_malformed")


class PhotoClaimSchema(Schema):
    """A photo that will be sent."""

    sha256 = fields.String(required=True, validate=SHA256)
    taken_at = Moment(load_default=None, allow_none=True)


class PhotoSchema(Schema):
    """A photo of a record; addresses and sizes are null while it is missing."""

    id = fields.UUID(required=True)
    url = fields.String(required=True, allow_none=True)
    url_small = fields.String(required=True, allow_none=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    orientation = fields.Integer(required=True, allow_none=True)
    missing = fields.Boolean(required=True)
    taken_at = fields.AwareDateTime(required=True, allow_none=True)
