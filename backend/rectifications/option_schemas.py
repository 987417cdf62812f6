"""What the forms of moves choose from, on the wire: units, people of the county, and what a category suggests."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema


class UnitOptionSchema(Schema):
    """A unit that a case may be assigned to."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)


class GuessSchema(Schema):
    """Whether a deadline was rolled through a year whose holidays are not imported yet, and the words that say so."""

    due_guessed = fields.Boolean(required=True)
    due_note = fields.String(required=True, allow_none=True)


class AssignmentDefaultSchema(GuessSchema):
    """What the category suggests; null where there is nothing to go by."""

    category = fields.String(required=True, allow_none=True)
    severity = fields.String(required=True)
    handling = fields.String(required=True)
    lead_unit_id = fields.UUID(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)


class ClauseSchema(Schema):
    """A clause of the checklist; `fits` says that it is about this kind of hazard."""

    no = fields.String(required=True)
    article = fields.String(required=True)
    text = fields.String(required=True)
    fits = fields.Boolean(required=True)


class CriteriaSchema(Schema):
    """The checklist of major hazards in the county's version."""

    version = fields.String(required=True)
    title = fields.String(required=True)
    source = fields.String(required=True)
    clauses = fields.List(fields.Nested(ClauseSchema()), required=True)


class EarlierSchema(Schema):
    """A closed case of the same kind and place, of which this one may be the return."""

    id = fields.UUID(required=True)
    ledger_no = fields.String(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    place = fields.String(required=True)
    distance_m = fields.Integer(required=True, allow_none=True)


class AssignmentOptionsSchema(Schema):
    """Units to choose from, the default for the category, and what this may be the return of."""

    units = fields.List(fields.Nested(UnitOptionSchema()), required=True)
    default = fields.Nested(AssignmentDefaultSchema(), required=True)
    criteria = fields.Nested(CriteriaSchema(), required=True)
    recurrences = fields.List(fields.Nested(EarlierSchema()), required=True)


class AssignmentQuerySchema(Schema):
    """For which category the defaults are asked."""

    category = fields.String(load_default=None, validate=validate.Length(max=5))


class UnitsSchema(Schema):
    """Units to choose from."""

    items = fields.List(fields.Nested(UnitOptionSchema()), required=True)


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
