"""Cases on the wire: filters, summaries, the whole case; the forms of the moves are in `move_schemas`."""

from __future__ import annotations

from datetime import date

from marshmallow import fields, validate
from webargs.fields import DelimitedList

from backend.core.api import Schema
from backend.evidence.schemas import PhotoSchema
from backend.hazards.rules import FOUND_VIA
from backend.rectifications.filtering import FLAGS
from backend.rectifications.option_schemas import GuessSchema
from backend.rectifications.recurrence_schemas import RecurrenceLinksSchema
from backend.rectifications.rules import ENTRY_LABELS
from backend.rectifications.states import SEVERITIES, State

_A_DAY = validate.Range(min=date(2000, 1, 1), max=date(2100, 12, 31))


def _day() -> fields.Date:
    return fields.Date(load_default=None, validate=_A_DAY)


class MatchSchema(Schema):
    """What a reader of the ledger looks for. Days are civil days in Shanghai, both ends included; `flags` names marks,

    separated by commas, that must all be there; `overdue` false means that the deadline runs and has not passed.
    """

    school_id = fields.UUID(load_default=None)
    township_id = fields.UUID(load_default=None)
    unit_id = fields.UUID(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf([state.value for state in State]))
    open = fields.Boolean(load_default=None)
    severity = fields.String(load_default=None, validate=validate.OneOf(list(SEVERITIES)))
    category = fields.String(load_default=None, validate=validate.Length(max=5))
    overdue = fields.Boolean(load_default=None)
    level = fields.Integer(load_default=None, validate=validate.Range(min=0, max=4))
    found_via = fields.String(load_default=None, validate=validate.OneOf(list(FOUND_VIA)))
    reported_from, reported_to = _day(), _day()
    due_from, due_to = _day(), _day()
    closed_from, closed_to = _day(), _day()
    flags = DelimitedList(fields.String(validate=validate.OneOf(list(FLAGS))), load_default=())
    quarantined = fields.Boolean(load_default=False)
    q = fields.String(load_default=None, validate=validate.Length(max=60))
    sort = fields.String(load_default="reported", validate=validate.OneOf(["reported", "due"]))


class CaseFiltersSchema(MatchSchema):
    """The same for a page: newest report first, or the next deadline first; `cursor` from the page before."""

    cursor = fields.String(load_default=None, validate=validate.Length(max=200))


class OpenCountsSchema(Schema):
    """How many open cases there are by state, the filter on the state left out; null while words are searched for."""

    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, allow_none=True)


class ReferenceSchema(Schema):
    """An id and its name."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class TimingSchema(GuessSchema):
    """What the clocks say: the step that is due and until when, what stands still, the level it was lifted to."""

    first_due_at = fields.AwareDateTime(required=True, allow_none=True)
    due_paused = fields.Boolean(required=True)
    step = fields.String(required=True, allow_none=True)
    step_label = fields.String(required=True, allow_none=True)
    step_due_at = fields.AwareDateTime(required=True, allow_none=True)
    step_overdue = fields.Boolean(required=True)
    escalation_level = fields.Integer(required=True)
    escalation_label = fields.String(required=True)
    interim_until = fields.AwareDateTime(required=True, allow_none=True)
    interim_checked_at = fields.AwareDateTime(required=True, allow_none=True)
    extension_to = fields.AwareDateTime(required=True, allow_none=True)
    transfer_pending = fields.Boolean(required=True)
    milestone_at = fields.AwareDateTime(required=True, allow_none=True)
    reopen_count = fields.Integer(required=True)
    recurrence_of_id = fields.UUID(required=True, allow_none=True)


class CaseSummarySchema(TimingSchema):
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

    id = fields.UUID(required=True)
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
    government_document_no = fields.String(required=True, allow_none=True)
    criteria_version = fields.String(required=True, allow_none=True)
    question = fields.String(required=True, allow_none=True)
    referred_to = fields.String(required=True, allow_none=True)
    reject_reason = fields.String(required=True, allow_none=True)


class CaseSchema(CaseSummarySchema, ParticularsSchema, RecurrenceLinksSchema):
    """A case whole. `callbacks`: reports with a telephone number that this reader may look at, one at a time."""

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
    callbacks = fields.List(fields.UUID(), required=True)
    may_release_photos = fields.Boolean(required=True)
    allowed_actions = fields.List(fields.Nested(ActionSchema()), required=True)
    refused_actions = fields.List(fields.Nested(RefusedActionSchema()), required=True)


class CallbackSchema(Schema):
    """The number under which a reporter may be called back."""

    phone = fields.String(required=True)


class MovedSchema(CaseSchema):
    """A case after a move, with the photos of that move still to be sent."""

    photos_to_send = fields.List(fields.String(), required=True)
