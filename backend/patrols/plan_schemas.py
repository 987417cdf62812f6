"""The form of plans and their previews, as they come in and go out."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from backend.core.api import Schema
from backend.patrols import kinds
from backend.patrols.clock_words import CLOCK
from backend.patrols.schedule import MOST_ROUNDS_A_DAY

_NAME = [Length(min=1, max=60), Regexp(r"\s*\S[\s\S]*\Z")]
_TIME = Regexp(CLOCK)
_PAST_DAYS = 24 * 60


class AssigneeWanted(Schema):
    """One of the three, as `kind` says."""

    kind = fields.String(required=True, validate=OneOf(list(kinds.ASSIGNEES)))
    account_id = fields.UUID(load_default=None, allow_none=True)
    role = fields.String(load_default=None, allow_none=True, validate=Length(max=24))
    unit_id = fields.UUID(load_default=None, allow_none=True)


class PlanWanted(Schema):
    """A plan. `rrule` (RFC 5545) draws days; `start_times` are HH:MM in the county's time; minutes around each start."""

    route_id = fields.UUID(required=True)
    name = fields.String(required=True, validate=_NAME)
    rrule = fields.String(required=True, validate=Length(min=1, max=200))
    day_rule = fields.String(load_default="school_day", validate=OneOf(list(kinds.DAY_RULES)))
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    start_times = fields.List(
        fields.String(validate=_TIME), required=True, validate=Length(min=1, max=MOST_ROUNDS_A_DAY)
    )
    before_min = fields.Integer(load_default=10, validate=Range(min=0, max=_PAST_DAYS))
    after_min = fields.Integer(load_default=20, validate=Range(min=1, max=_PAST_DAYS))
    grace_min = fields.Integer(load_default=60, validate=Range(min=0, max=3 * _PAST_DAYS))
    assignee = fields.Nested(AssigneeWanted, required=True)
    joint_units = fields.List(fields.UUID(), load_default=list, validate=Length(max=12))


class NewPlan(PlanWanted):
    """A plan under an id made by the caller."""

    id = fields.UUID(required=True)


class ChangedPlan(PlanWanted):
    """The whole plan anew; `version` is the one that was seen."""

    version = fields.Integer(required=True, validate=Range(min=1))


class DraftPlan(PlanWanted):
    """A plan that is only looked at."""

    school_id = fields.UUID(required=True)


class AssigneeShown(Schema):
    """Who walks."""

    kind = fields.String()
    kind_label = fields.String()
    account_id = fields.UUID(allow_none=True)
    role = fields.String(allow_none=True)
    unit_id = fields.UUID(allow_none=True)
    label = fields.String()


class JointUnitShown(Schema):
    """A unit that goes along."""

    id = fields.UUID()
    name = fields.String()


class PlanShown(Schema):
    """A plan; `made_until` says how far its rounds are made, `next_at` when the next one starts."""

    id = fields.UUID()
    school_id = fields.UUID()
    route_id = fields.UUID()
    route_name = fields.String()
    name = fields.String()
    rrule = fields.String()
    rrule_label = fields.String()
    day_rule = fields.String()
    day_rule_label = fields.String()
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)
    start_times = fields.List(fields.String())
    before_min = fields.Integer()
    after_min = fields.Integer()
    grace_min = fields.Integer()
    assignee = fields.Nested(AssigneeShown)
    joint_units = fields.List(fields.Nested(JointUnitShown))
    version = fields.Integer()
    made_until = fields.Date(allow_none=True)
    next_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)


class PlanList(Schema):
    """A school's plans."""

    items = fields.List(fields.Nested(PlanShown))
    next = fields.String(allow_none=True)
    may_edit = fields.Boolean()


class RoundPreviewed(Schema):
    """A round that would be made."""

    on_date = fields.Date()
    round_no = fields.Integer()
    starts_at = fields.AwareDateTime()
    opens_at = fields.AwareDateTime()
    closes_at = fields.AwareDateTime()
    settles_at = fields.AwareDateTime()


class DayPreviewed(Schema):
    """A day that concerns the plan: its rounds, or in `skipped` why there are none."""

    day = fields.Date()
    weekday = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    name = fields.String()
    known = fields.Boolean()
    rounds = fields.List(fields.Nested(RoundPreviewed))
    skipped = fields.String(allow_none=True)


class PlanPreview(Schema):
    """What a draft would do. `known` false: some days are guesses, `warnings` say what is missing."""

    from_ = fields.Date(data_key="from")
    to = fields.Date()
    days = fields.List(fields.Nested(DayPreviewed))
    rounds = fields.Integer()
    known = fields.Boolean()
    warnings = fields.List(fields.String())
    rrule_label = fields.String()
