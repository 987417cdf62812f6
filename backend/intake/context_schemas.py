"""What a scan answers: the place, who scans, their round here, and the open cases that they may read."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.patrols.visit_schemas import NextPointSchema
from backend.rectifications.schemas import CaseSummarySchema


class SchoolPlaceSchema(Schema):
    """The school of a place."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    closed = fields.Boolean(required=True)


class PointPlaceSchema(Schema):
    """The checkpoint of a place."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    lat = fields.Float(allow_none=True, required=True)
    lng = fields.Float(allow_none=True, required=True)


class PlaceSchema(Schema):
    """Where a code hangs."""

    school = fields.Nested(SchoolPlaceSchema(), required=True)
    checkpoint = fields.Nested(PointPlaceSchema(), required=True, allow_none=True)


class ContextActorSchema(Schema):
    """Who scans, if signed in, and what they may do here; `walks`: rounds at all, here or elsewhere: a visit always counts."""

    display_name = fields.String(required=True)
    may = fields.List(fields.String(), required=True)
    walks = fields.Boolean(required=True)


class CheckItemSchema(Schema):
    """A line of a checklist; `category`: the hazard that a "no" proposes."""

    key = fields.String(required=True)
    text = fields.String(required=True)
    category = fields.String(allow_none=True, load_default=None)


class PointChecklistSchema(Schema):
    """What is asked for at a point."""

    key = fields.String(required=True)
    items = fields.List(fields.Nested(CheckItemSchema()), required=True)


class PatrolContextSchema(Schema):
    """The walker's round that this point is in. `ask_proof`: a fresh photo is asked for: no, yes, or blind (only where no

    usable position speaks for the visit).
    """

    run_id = fields.UUID(required=True)
    route_name = fields.String(required=True)
    ordered = fields.Boolean(required=True)
    point_position = fields.Integer(required=True)
    points_count = fields.Integer(required=True)
    visited_count = fields.Integer(required=True)
    checklist = fields.Nested(PointChecklistSchema(), allow_none=True, required=True)
    photo_rule = fields.String(required=True)
    ask_proof = fields.String(required=True, validate=validate.OneOf(["no", "blind", "yes"]))
    next_point = fields.Nested(NextPointSchema(), allow_none=True, required=True)


class ScanContextSchema(Schema):
    """What a scan opens; `open_cases` only for those who may read them, `patrol` for walkers who have a round here now."""

    code = fields.String(required=True)
    grouped = fields.String(required=True)
    state = fields.String(required=True)
    place = fields.Nested(PlaceSchema(), required=True)
    emergency = fields.String(required=True)
    actor = fields.Nested(ContextActorSchema(), required=True, allow_none=True)
    open_cases = fields.List(fields.Nested(CaseSummarySchema()), required=True)
    patrol = fields.Nested(PatrolContextSchema(), required=True, allow_none=True)
