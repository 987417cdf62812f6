"""The form of what is asked and answered about rounds."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range

from backend.core.api import Schema
from backend.patrols import kinds


class RoundQuery(Schema):
    """Which rounds; days are civil days, both ends included."""

    school_id = fields.UUID(load_default=None)
    route_id = fields.UUID(load_default=None)
    from_ = fields.Date(data_key="from", load_default=None)
    to = fields.Date(load_default=None)
    state = fields.String(load_default=None, validate=OneOf(list(kinds.RUN_STATES)))
    cursor = fields.String(load_default=None, validate=Length(max=200))
    limit = fields.Integer(load_default=50, validate=Range(min=1, max=100))


class NewRound(Schema):
    """A round by hand: its id was made on the phone."""

    id = fields.UUID(required=True)
    route_id = fields.UUID(required=True)


class NewExcuse(Schema):
    """Why a round does not count; "other" has to say it in words."""

    reason = fields.String(required=True, validate=OneOf(list(kinds.EXCUSES)))
    note = fields.String(load_default="", validate=Length(max=200))


class RoundRoute(Schema):
    """The route of a round."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    kind_label = fields.String(required=True)
    ordered = fields.Boolean(required=True)
    est_minutes = fields.Integer()


class RoundUnit(Schema):
    """A unit that goes along."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class RoundSchool(RoundUnit):
    """The school of a round."""

    short_name = fields.String(required=True)


class RoundHead(Schema):
    """A round in a list. `by_hand`: opened on the spot, in no plan and no denominator."""

    id = fields.UUID(required=True)
    route = fields.Nested(RoundRoute, required=True)
    school = fields.Nested(RoundSchool, required=True)
    state = fields.String(required=True)
    state_label = fields.String(required=True)
    on_date = fields.Date(required=True)
    round_no = fields.Integer(required=True)
    by_hand = fields.Boolean(required=True)
    starts_at = fields.AwareDateTime(required=True)
    opens_at = fields.AwareDateTime(required=True)
    closes_at = fields.AwareDateTime(required=True)
    settles_at = fields.AwareDateTime(required=True)
    mode_default = fields.String(required=True)
    assignee_label = fields.String(required=True)
    joint_units = fields.List(fields.Nested(RoundUnit), required=True)
    points_count = fields.Integer(required=True)
    visited_count = fields.Integer(required=True)
    excuse = fields.String(required=True, allow_none=True)
    excuse_label = fields.String(required=True, allow_none=True)


class RoundPage(Schema):
    """A page of rounds; `next` is null on the last."""

    items = fields.List(fields.Nested(RoundHead), required=True)
    next = fields.String(required=True, allow_none=True)


class RoundPlace(Schema):
    """A checkpoint; degrees are WGS-84."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    lat = fields.Float(required=True, allow_none=True)
    lng = fields.Float(required=True, allow_none=True)
    radius_m = fields.Float(required=True)


class RoundChecklist(Schema):
    """Lines to be answered yes, no or not applicable."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    items = fields.List(fields.Dict(), required=True)


class RoundVisited(Schema):
    """The visit that a point shows; `verdict` is said of one's own only."""

    visit_id = fields.UUID(required=True)
    happened_at = fields.AwareDateTime(required=True)
    by_me = fields.Boolean(required=True)
    result = fields.String(required=True)
    verdict = fields.String(required=True, allow_none=True)


class RoundPoint(Schema):
    """A point of a round, with the codes that open it.

    `proof_seals` (in the day's data): whether a fresh photo is asked for here, one seal for each of `codes`; the phone opens
    it with the code that it has read (`proofs.opened`).
    """

    position = fields.Integer(required=True)
    checkpoint = fields.Nested(RoundPlace, required=True)
    codes = fields.List(fields.String(), required=True)
    checklist = fields.Nested(RoundChecklist, required=True, allow_none=True)
    photo_rule = fields.String(required=True)
    proof_seals = fields.List(fields.String())
    not_before_at = fields.AwareDateTime(required=True, allow_none=True)
    min_dwell_s = fields.Integer(required=True)
    visited = fields.Nested(RoundVisited, required=True, allow_none=True)


class RoundShown(RoundHead):
    """A round with its points."""

    points = fields.List(fields.Nested(RoundPoint), required=True)


class RoundVisit(Schema):
    """A visit of a round; `by` is a name for those who read the school's patrols. `counted`: it lay in the window."""

    id = fields.UUID(required=True)
    checkpoint_id = fields.UUID(required=True)
    happened_at = fields.AwareDateTime(required=True)
    by = fields.String(required=True, allow_none=True)
    by_me = fields.Boolean(required=True)
    mode = fields.String(required=True)
    mode_label = fields.String(required=True)
    result = fields.String(required=True)
    result_label = fields.String(required=True)
    verdict = fields.String(required=True)
    verdict_label = fields.String(required=True)
    late = fields.Boolean(required=True)
    counted = fields.Boolean(required=True)


class RoundExcuse(Schema):
    """Why a round does not count, and who said so."""

    reason = fields.String(required=True)
    reason_label = fields.String(required=True)
    note = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True, allow_none=True)


class RoundMay(Schema):
    """What the reader may do with a round now."""

    walk = fields.Boolean(required=True)
    excuse, withdraw = fields.Boolean(required=True), fields.Boolean(required=True)


class RoundDetail(RoundShown):
    """One round with its visits and its excuse."""

    visits = fields.List(fields.Nested(RoundVisit), required=True)
    excused = fields.Nested(RoundExcuse, required=True, allow_none=True)
    excusable_until = fields.AwareDateTime(required=True)
    may = fields.Nested(RoundMay, required=True)


class RoundCode(Schema):
    """A code on a wall that works now, and what hangs there."""

    code = fields.String(required=True)
    checkpoint_id = fields.UUID(required=True)
    name = fields.String(required=True)
    school_id = fields.UUID(required=True)


class TodayShown(Schema):
    """All that a phone needs for the day; `left_out`: there are more rounds than a phone is given."""

    date = fields.Date(required=True)
    runs = fields.List(fields.Nested(RoundShown), required=True)
    school_codes = fields.List(fields.Nested(RoundCode), required=True)
    left_out = fields.Boolean(required=True)
