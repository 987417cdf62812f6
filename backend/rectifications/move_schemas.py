"""The form of each move of a case: what every command brings, and what this one says beside it."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.moments import Moment
from backend.evidence.rules import SIGNED_IN_LIMIT, PhotoClaim
from backend.evidence.schemas import PhotoClaimSchema
from backend.hazards.rules import MAX_NOTE
from backend.rectifications.moves import Command
from backend.rectifications.rules import HANDLINGS, REJECT_REASONS, SEVERITIES

_COMMAND_FIELDS = frozenset({"id", "version", "occurred_at", "note", "photos", "seconds_since", "attempt"})


class CommandSchema(Schema):
    """What every move brings: a client-made id, the version seen, when it happened on the phone."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True, validate=validate.Range(1, 1_000_000))
    occurred_at = Moment(required=True)
    note = fields.String(load_default="", validate=validate.Length(max=MAX_NOTE))
    photos = fields.List(
        fields.Nested(PhotoClaimSchema()), load_default=list, validate=validate.Length(max=SIGNED_IN_LIMIT)
    )
    seconds_since = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 31_536_000))
    attempt = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))


class AssignSchema(CommandSchema):
    """研判交办: `due_at` is computed from the category when left out."""

    category = fields.String(required=True, validate=validate.Length(equal=5))
    severity = fields.String(required=True, validate=validate.OneOf(list(SEVERITIES)))
    handling = fields.String(required=True, validate=validate.OneOf(list(HANDLINGS)))
    lead_unit_id = fields.UUID(required=True)
    due_at = Moment(load_default=None, allow_none=True)
    tracker_id = fields.UUID(load_default=None, allow_none=True)
    criteria_item = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))


class SelfAssignSchema(CommandSchema):
    """本单位立即整改: the category, where the report named none or another."""

    category = fields.String(required=True, validate=validate.Length(equal=5))


class RejectSchema(CommandSchema):
    """不予受理."""

    reason = fields.String(required=True, validate=validate.OneOf(list(REJECT_REASONS)))
    note = fields.String(required=True, validate=validate.Length(min=2, max=MAX_NOTE))


class MergeSchema(CommandSchema):
    """并案."""

    master_case_id = fields.UUID(required=True)


class AcknowledgeSchema(CommandSchema):
    """签收."""

    responsible_name = fields.String(required=True, validate=validate.Length(min=1, max=40))
    planned_measure = fields.String(required=True, validate=validate.Length(min=2, max=500))


class SubmitSchema(CommandSchema):
    """提交整改."""

    measure = fields.String(required=True, validate=validate.Length(min=2, max=MAX_NOTE))


class VerifySchema(CommandSchema):
    """验收通过; a major hazard is verified on site."""

    on_site = fields.Boolean(load_default=False)


class FailSchema(CommandSchema):
    """验收不通过."""

    reason = fields.String(required=True, validate=validate.Length(min=2, max=MAX_NOTE))


def command_of(body: dict[str, Any]) -> Command:
    """Turn a checked form into a command; what is no common field is a detail of the move."""
    return Command(
        id=body["id"],
        version=body["version"],
        occurred_at=body["occurred_at"],
        note=body["note"],
        photos=tuple(PhotoClaim(**photo) for photo in body["photos"]),
        details={name: value for name, value in body.items() if name not in _COMMAND_FIELDS},
    )
