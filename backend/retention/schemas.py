"""The form of the retention table and the report of purges."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length

from backend.core.api import Schema


class RetentionQuerySchema(Schema):
    """Which page of the report."""

    cursor = fields.String(load_default=None, validate=Length(max=200))


class RetentionRuleSchema(Schema):
    """How long one class is kept: the site's rule (`county_id` null) or a county's own.

    `since`: from when its days count. `purged` false: nothing deletes it in this release.
    """

    record_class = fields.String(required=True)
    label = fields.String(required=True)
    label_en = fields.String(required=True)
    since = fields.String(required=True)
    county_id = fields.UUID(required=True, allow_none=True)
    county = fields.String(required=True, allow_none=True)
    days = fields.Integer(required=True)
    least_days = fields.Integer(required=True)
    most_days = fields.Integer(required=True, allow_none=True)
    purged = fields.Boolean(required=True)
    changed_at = fields.AwareDateTime(required=True)
    changed_by = fields.UUID(required=True, allow_none=True)


class RetentionLineSchema(Schema):
    """What one run purged of one class (`county_id` null: of no county); first and last are times of what was purged."""

    run_id = fields.UUID(required=True)
    record_class = fields.String(required=True)
    label = fields.String(required=True)
    county_id = fields.UUID(required=True, allow_none=True)
    began_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True)
    count = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
    first_at = fields.AwareDateTime(required=True)
    last_at = fields.AwareDateTime(required=True)


class RetentionSchema(Schema):
    """The rules that hold, and a page of the report, newest run first."""

    rules = fields.List(fields.Nested(RetentionRuleSchema()), required=True)
    items = fields.List(fields.Nested(RetentionLineSchema()), required=True)
    next = fields.String(required=True, allow_none=True)
