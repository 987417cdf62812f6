"""The form of each move of a case: what every command brings, and what this one says beside it."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.geo import from_phone
from backend.core.moments import Moment
from backend.evidence.rules import SIGNED_IN_LIMIT, PhotoClaim
from backend.evidence.schemas import PhotoClaimSchema
from backend.hazards.rules import MAX_NOTE
from backend.rectifications.commands import Command
from backend.rectifications.states import (
    CHOSEN_REFERRALS,
    HANDLINGS,
    LETTER_KINDS,
    REJECT_REASONS,
    SEVERITIES,
    TYPED_IN_FROM,
    UNASKED_REJECT_REASONS,
)

_REJECT_REASONS = [reason for reason in REJECT_REASONS if reason not in UNASKED_REJECT_REASONS]
_WORDS = validate.Length(min=2, max=MAX_NOTE)
_NAME = validate.Length(min=1, max=40)
_COMMAND_FIELDS = frozenset({"id", "version", "occurred_at", "note", "photos", "seconds_since", "attempt", "position"})


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
    """研判交办: `due_at` is computed from the category when left out; `recurrence_of_id` is one of the suggested cases."""

    category = fields.String(required=True, validate=validate.Length(equal=5))
    severity = fields.String(required=True, validate=validate.OneOf(list(SEVERITIES)))
    handling = fields.String(required=True, validate=validate.OneOf(list(HANDLINGS)))
    lead_unit_id = fields.UUID(required=True)
    due_at = Moment(load_default=None, allow_none=True)
    tracker_id = fields.UUID(load_default=None, allow_none=True)
    criteria_item = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    recurrence_of_id = fields.UUID(load_default=None, allow_none=True)


class SelfAssignSchema(CommandSchema):
    """本单位立即整改: the category, where the report named none or another."""

    category = fields.String(required=True, validate=validate.Length(equal=5))


class RejectSchema(CommandSchema):
    """不予受理."""

    reason = fields.String(required=True, validate=validate.OneOf(_REJECT_REASONS))
    note = fields.String(required=True, validate=validate.Length(min=2, max=MAX_NOTE))


class MergeSchema(CommandSchema):
    """并案."""

    master_case_id = fields.UUID(required=True)


class TypedInSchema(Schema):
    """代录: from what the unit's own hand-over is typed in, and the person of the unit who signed it."""

    source = fields.String(required=True, validate=validate.OneOf(list(TYPED_IN_FROM)))
    name = fields.String(required=True, validate=validate.Length(min=1, max=40))


class TypedCommandSchema(CommandSchema):
    """A move of the responsible unit, which the joint office may type in for it."""

    typed_in = fields.Nested(TypedInSchema(), load_default=None, allow_none=True)


class AcknowledgeSchema(TypedCommandSchema):
    """签收."""

    responsible_name = fields.String(required=True, validate=validate.Length(min=1, max=40))
    planned_measure = fields.String(required=True, validate=validate.Length(min=2, max=500))


class SubmitSchema(TypedCommandSchema):
    """提交整改."""

    measure = fields.String(required=True, validate=validate.Length(min=2, max=MAX_NOTE))


class StandingSchema(Schema):
    """Where the phone says it is: degrees in `datum`, accuracy in metres. Soft: a claim, never demanded."""

    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lng = fields.Float(required=True, validate=validate.Range(-180, 180))
    accuracy_m = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 1_000_000))
    datum = fields.String(load_default="wgs84", validate=validate.OneOf(["wgs84", "gcj02"]))
    provider = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=24))


class SeenSchema(CommandSchema):
    """A judgement by somebody who may have stood there."""

    position = fields.Nested(StandingSchema(), load_default=None, allow_none=True)


class VerifySchema(SeenSchema):
    """验收通过; a major hazard is verified on site."""

    on_site = fields.Boolean(load_default=False)


class FailSchema(SeenSchema):
    """验收不通过."""

    reason = fields.String(required=True, validate=validate.Length(min=2, max=MAX_NOTE))


class NotedSchema(CommandSchema):
    """A decision that is nothing without its words."""

    note = fields.String(required=True, validate=_WORDS)


class ReasonSchema(CommandSchema):
    """A decision against what stood before: its reason."""

    reason = fields.String(required=True, validate=_WORDS)


class PassLookBackSchema(SeenSchema):
    """回头看合格: what was seen there."""

    note = fields.String(required=True, validate=_WORDS)


class FailLookBackSchema(SeenSchema):
    """回头看不合格: what is wrong again."""

    reason = fields.String(required=True, validate=_WORDS)


class AskInfoSchema(CommandSchema):
    """退回补充: the question that the reporter reads."""

    question = fields.String(required=True, validate=validate.Length(min=2, max=500))


class ReferOutSchema(CommandSchema):
    """转其他渠道: where it went and how it was handed over."""

    channel = fields.String(required=True, validate=validate.OneOf(list(CHOSEN_REFERRALS)))
    how = fields.String(required=True, validate=_WORDS)


class FixOnSpotSchema(CommandSchema):
    """已当场整改: what was done, and the second person who looked at it."""

    category = fields.String(required=True, validate=validate.Length(equal=5))
    measure = fields.String(required=True, validate=_WORDS)
    checked_by = fields.String(required=True, validate=_NAME)


class TrackerSchema(CommandSchema):
    """指定盯办人."""

    tracker_id = fields.UUID(required=True)


class PlanSchema(CommandSchema):
    """整改方案（五落实）."""

    planned_measure = fields.String(required=True, validate=validate.Length(min=2, max=500))
    responsible_name = fields.String(required=True, validate=_NAME)
    funds = fields.String(required=True, validate=validate.Length(min=1, max=60))
    planned_until = Moment(required=True)
    contingency = fields.String(required=True, validate=_WORDS)


class AskTransferSchema(ReasonSchema):
    """申请移交: to whom, and by which rule that is their line."""

    to_unit_id = fields.UUID(required=True)
    legal_basis = fields.String(required=True, validate=validate.Length(min=2, max=200))


class ApproveTransferSchema(CommandSchema):
    """同意移交."""

    keep_as_co_unit = fields.Boolean(load_default=False)


class AskExtensionSchema(ReasonSchema):
    """申请延期."""

    new_due_at = Moment(required=True)


class RecordInterimSchema(CommandSchema):
    """登记临时防护."""

    measure = fields.String(required=True, validate=validate.Length(min=2, max=500))
    valid_until = Moment(required=True)


class CheckInterimSchema(CommandSchema):
    """复查临时防护."""

    in_place = fields.Boolean(required=True)


class EscalateSchema(NotedSchema):
    """提级, with a letter to be drafted where one is wanted."""

    letter_kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(list(LETTER_KINDS)))


class WhistleSchema(NotedSchema):
    """吹哨: which department is called, where the school knows it."""

    unit_id = fields.UUID(load_default=None, allow_none=True)


class TakeOverSchema(CommandSchema):
    """转为政府长期工程: the written decision and the next milestone."""

    document_no = fields.String(required=True, validate=validate.Length(min=2, max=60))
    milestone_at = Moment(required=True)


class RaiseSeveritySchema(CommandSchema):
    """定为重大隐患: by which clause."""

    criteria_item = fields.String(required=True, validate=validate.Length(min=1, max=60))


class CorrectSchema(ReasonSchema):
    """更正: only what is named changes."""

    school_id = fields.UUID(load_default=None, allow_none=True)
    category = fields.String(load_default=None, allow_none=True, validate=validate.Length(equal=5))
    place_text = fields.String(load_default=None, allow_none=True, validate=validate.Length(min=1, max=200))


class HoldSchema(Schema):
    """冻结、解除冻结: by ledger number and written request; the administrator reads nothing of the case."""

    id = fields.UUID(required=True)
    ledger_no = fields.String(required=True, validate=validate.Length(min=4, max=32))
    document_no = fields.String(required=True, validate=validate.Length(min=2, max=60))
    occurred_at = Moment(required=True)


class HeldSchema(Schema):
    """Whether the case is frozen now."""

    ledger_no = fields.String(required=True)
    frozen = fields.Boolean(required=True)


def command_of(body: dict[str, Any]) -> Command:
    """Turn a checked form into a command; what is no common field is a detail of the move."""
    return Command(
        id=body["id"],
        version=body["version"],
        occurred_at=body["occurred_at"],
        note=body["note"],
        photos=tuple(PhotoClaim(**photo) for photo in body["photos"]),
        position=from_phone(**body["position"]) if body.get("position") else None,
        details={name: value for name, value in body.items() if name not in _COMMAND_FIELDS},
    )
