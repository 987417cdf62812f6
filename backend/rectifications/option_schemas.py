"""What the forms of moves choose from, on the wire: units, people of the county, and what a category suggests."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema


class UnitOptionSchema(Schema):
    """A unit that a case may be assigned to."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)


class AssignmentDefaultSchema(Schema):
    """What the category suggests; null where nothing is known. `due_note` says why a deadline is not to be relied upon."""

    category = fields.String(required=True, allow_none=True)
    severity = fields.String(required=True)
    handling = fields.String(required=True)
    lead_unit_id = fields.UUID(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    due_guessed = fields.Boolean(required=True)
    due_note = fields.String(required=True, allow_none=True)


class AssignmentOptionsSchema(Schema):
    """Units to choose from, and the default for the category."""

    units = fields.List(fields.Nested(UnitOptionSchema()), required=True)
    default = fields.Nested(AssignmentDefaultSchema(), required=True)


class AssignmentQuerySchema(Schema):
    """For which category the defaults are asked."""

    category = fields.String(load_default=None, validate=validate.Length(max=5))


class UnitOptionsSchema(Schema):
    """Units of the county that a case may be handed to or that may be called."""

    units = fields.List(fields.Nested(UnitOptionSchema()), required=True)


class TrackerOptionSchema(Schema):
    """Somebody who may be asked to follow a case: no telephone, no role."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)


class TrackerOptionsSchema(Schema):
    """People of the county to choose from, by unit."""

    people = fields.List(fields.Nested(TrackerOptionSchema()), required=True)
