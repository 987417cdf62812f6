"""The shapes in which photos are declared and shown."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.moments import Moment
from backend.evidence.rules import MOST_BOXES

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
    privacy = fields.String(required=True)
    url_redacted = fields.String(required=True, allow_none=True)
    released = fields.Boolean(required=True)


class CoverBoxSchema(Schema):
    """A rectangle to cover, in pixels of the upright picture."""

    x = fields.Integer(required=True, validate=validate.Range(0, 50_000))
    y = fields.Integer(required=True, validate=validate.Range(0, 50_000))
    width = fields.Integer(required=True, validate=validate.Range(1, 50_000))
    height = fields.Integer(required=True, validate=validate.Range(1, 50_000))


class RedactSchema(Schema):
    """A redaction: what to cover, that a person has looked (`checked`), and whether outsiders may see the result."""

    id = fields.UUID(required=True)
    boxes = fields.List(fields.Nested(CoverBoxSchema()), required=True, validate=validate.Length(max=MOST_BOXES))
    checked = fields.Boolean(required=True)
    released = fields.Boolean(required=True)


class RedactionSchema(Schema):
    """How a photo is redacted now; width and height are the upright picture's, in which the boxes are measured."""

    boxes = fields.List(fields.Nested(CoverBoxSchema()), required=True)
    checked = fields.Boolean(required=True)
    released = fields.Boolean(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    privacy = fields.String(required=True)
    url_redacted = fields.String(required=True, allow_none=True)
