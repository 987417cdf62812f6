"""Cases on the wire: filters, summaries, the whole case; the forms of the moves are in `move_schemas`."""

from __future__ import annotations

from datetime import date

from marshmallow import fields, validate
from webargs.fields import DelimitedList

from backend.core.api import Schema
from backend.evidence.schemas import PhotoSchema
from backend.hazards.rules import FOUND_VIA
from backend.rectifications.filtering import FLAGS
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


class GuessSchema(Schema):
    """Whether a deadline was rolled through a year whose holidays are not imported yet, and the words that say so."""

    due_guessed = fields.Boolean(required=True)
    due_note = fields.String(required=True, allow_none=True)


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
    """A case in a list."""

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


class CasePageSchema(Schema):
    """A page of the ledger; `next` is null on the last."""

    items = fields.List(fields.Nested(CaseSummarySchema()), required=True)
    next = fields.String(required=True, allow_none=True)


class StepSchema(Schema):
    """One ledger entry as people read it; `hash` is its seal, `withdrawn` says that its content was erased by law."""

    id = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    action = fields.String(required=True)
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
    """Something this reader may do now; `needs` names inputs, with "?" those that may stay empty."""

    action = fields.String(required=True)
    label = fields.String(required=True)
    needs = fields.List(fields.String(), required=True)


class RefusedActionSchema(Schema):
    """Something that this reader's role could do, but not here and now, why, and what to do instead."""

    action = fields.String(required=True)
    label = fields.String(required=True)
    reason = fields.String(required=True)
    reason_label = fields.String(required=True)
    reason_detail = fields.String(required=True)


class PointSchema(Schema):
    """Degrees WGS-84."""

    lat = fields.Float(required=True)
    lng = fields.Float(required=True)


class CaseSchema(CaseSummarySchema):
    """A case whole. `callbacks`: reports with a telephone number that this reader may look at, one at a time."""

    note = fields.String(required=True)
    danger = fields.Boolean(required=True)
    quarantined = fields.Boolean(required=True)
    external = fields.Boolean(required=True)
    responsible_name = fields.String(required=True, allow_none=True)
    criteria_item = fields.String(required=True, allow_none=True)
    master_case_id = fields.UUID(required=True, allow_none=True)
    position = fields.Nested(PointSchema(), required=True, allow_none=True)
    photos_before = fields.List(fields.Nested(PhotoSchema()), required=True)
    photos_after = fields.List(fields.Nested(PhotoSchema()), required=True)
    timeline = fields.List(fields.Nested(StepSchema()), required=True)
    joined_reports = fields.Integer(required=True)
    question = fields.String(required=True, allow_none=True)
    disputed = fields.Boolean(required=True)
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


class UnitOptionSchema(Schema):
    """A unit that a case may be assigned to."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)


class UnitsSchema(Schema):
    """Units to choose from."""

    items = fields.List(fields.Nested(UnitOptionSchema()), required=True)


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
