"""Cases on the wire: filters, summaries, the whole case; the forms of the moves are in `move_schemas`."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.evidence.schemas import PhotoSchema
from backend.rectifications.rules import ENTRY_LABELS
from backend.rectifications.states import SEVERITIES, State


class CaseFiltersSchema(Schema):
    """What a reader of the ledger looks for; times newest first, `cursor` from the page before."""

    school_id = fields.UUID(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf([state.value for state in State]))
    open = fields.Boolean(load_default=None)
    severity = fields.String(load_default=None, validate=validate.OneOf(list(SEVERITIES)))
    category = fields.String(load_default=None, validate=validate.Length(max=5))
    overdue = fields.Boolean(load_default=None)
    quarantined = fields.Boolean(load_default=False)
    q = fields.String(load_default=None, validate=validate.Length(max=60))
    cursor = fields.String(load_default=None, validate=validate.Length(max=200))


class ReferenceSchema(Schema):
    """An id and its name."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class CaseSummarySchema(Schema):
    """A case in a list: what it is, how it stands, its clocks, and the flags that somebody must see."""

    id = fields.UUID(required=True)
    ledger_no = fields.String(required=True, allow_none=True)
    school = fields.Nested(ReferenceSchema(), required=True, allow_none=True)
    place = fields.String(required=True)
    state = fields.String(required=True)
    state_label = fields.String(required=True)
    severity = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    category_label = fields.String(required=True)
    handling = fields.String(required=True, allow_none=True)
    lead_unit = fields.Nested(ReferenceSchema(), required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    overdue = fields.Boolean(required=True)
    reported_at = fields.AwareDateTime(required=True)
    photos_missing = fields.Integer(required=True)
    version = fields.Integer(required=True)
    thumbnail = fields.String(required=True, allow_none=True)
    step_due_at = fields.AwareDateTime(required=True, allow_none=True)
    escalation_level = fields.Integer(required=True)
    interim_until = fields.AwareDateTime(required=True, allow_none=True)
    interim_checked_at = fields.AwareDateTime(required=True, allow_none=True)
    extension_to = fields.AwareDateTime(required=True, allow_none=True)
    transfer_pending = fields.Boolean(required=True)
    whistled = fields.Boolean(required=True)
    on_agenda = fields.Boolean(required=True)
    disputed = fields.Boolean(required=True)
    frozen = fields.Boolean(required=True)
    government = fields.Boolean(required=True)


class CasePageSchema(Schema):
    """A page of the ledger; `next` is null on the last."""

    items = fields.List(fields.Nested(CaseSummarySchema()), required=True)
    next = fields.String(required=True, allow_none=True)


class StepSchema(Schema):
    """One ledger entry as people read it; `hash` is its seal, `withdrawn` says that its content was erased by law."""

    seq = fields.Integer(required=True)
    action = fields.String(required=True, validate=validate.OneOf(list(ENTRY_LABELS)))
    action_label = fields.String(required=True)
    actor_name = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    note = fields.String(required=True)
    from_state = fields.String(required=True, allow_none=True)
    to_state = fields.String(required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)
    hash = fields.String(required=True)
    photos = fields.List(fields.Nested(PhotoSchema()), required=True)


class ActionSchema(Schema):
    """Something this reader may do now; `needs` names inputs, with "?" those that may stay empty.

    `main` marks the ordinary way onwards. `typed_in`: only in the responsible unit's place, from what it handed over.
    """

    action = fields.String(required=True)
    label = fields.String(required=True)
    needs = fields.List(fields.String(), required=True)
    main = fields.Boolean(required=True)
    typed_in = fields.Boolean(required=True)


class RefusedActionSchema(Schema):
    """Something that this reader's role could do, but not here and now, why, and what to do instead."""

    action = fields.String(required=True)
    label = fields.String(required=True)
    main = fields.Boolean(required=True)
    reason = fields.String(required=True)
    reason_label = fields.String(required=True)
    reason_detail = fields.String(required=True)


class PointSchema(Schema):
    """Degrees WGS-84."""

    lat = fields.Float(required=True)
    lng = fields.Float(required=True)


class TransferRequestSchema(Schema):
    """A transfer that waits for a decision."""

    to_unit = fields.String(required=True)
    reason = fields.String(required=True)
    legal_basis = fields.String(required=True)


class ParticularsSchema(Schema):
    """What stands on a case beyond its summary; null or empty where nothing was said."""

    first_due_at = fields.AwareDateTime(required=True, allow_none=True)
    responsible_name = fields.String(required=True, allow_none=True)
    planned_measure = fields.String(required=True, allow_none=True)
    planned_until = fields.AwareDateTime(required=True, allow_none=True)
    funds = fields.String(required=True, allow_none=True)
    measure = fields.String(required=True, allow_none=True)
    interim_measure = fields.String(required=True, allow_none=True)
    tracker = fields.String(required=True, allow_none=True)
    co_units = fields.List(fields.String(), required=True)
    transfer_request = fields.Nested(TransferRequestSchema(), required=True, allow_none=True)
    extension_reason = fields.String(required=True, allow_none=True)
    extension_count = fields.Integer(required=True)
    transfer_count = fields.Integer(required=True)
    fail_count = fields.Integer(required=True)
    reopen_count = fields.Integer(required=True)
    government_document_no = fields.String(required=True, allow_none=True)
    milestone_at = fields.AwareDateTime(required=True, allow_none=True)
    criteria_version = fields.String(required=True, allow_none=True)
    question = fields.String(required=True, allow_none=True)
    referred_to = fields.String(required=True, allow_none=True)
    reject_reason = fields.String(required=True, allow_none=True)


class CaseSchema(CaseSummarySchema, ParticularsSchema):
    """A case whole."""

    note = fields.String(required=True)
    danger = fields.Boolean(required=True)
    quarantined = fields.Boolean(required=True)
    external = fields.Boolean(required=True)
    criteria_item = fields.String(required=True, allow_none=True)
    master_case_id = fields.UUID(required=True, allow_none=True)
    position = fields.Nested(PointSchema(), required=True, allow_none=True)
    photos_before = fields.List(fields.Nested(PhotoSchema()), required=True)
    photos_after = fields.List(fields.Nested(PhotoSchema()), required=True)
    timeline = fields.List(fields.Nested(StepSchema()), required=True)
    joined_reports = fields.Integer(required=True)
    allowed_actions = fields.List(fields.Nested(ActionSchema()), required=True)
    refused_actions = fields.List(fields.Nested(RefusedActionSchema()), required=True)


class MovedSchema(CaseSchema):
    """A case after a move, with the photos of that move still to be sent."""

    photos_to_send = fields.List(fields.String(), required=True)
