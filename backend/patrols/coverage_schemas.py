"""The form of what is asked and answered about coverage and a route's month: places and counts, nobody's name."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import OneOf, Regexp

from backend.core.api import Schema
from backend.patrols.coverage import GROUPS
from backend.patrols.round_schemas import RoundRoute, RoundSchool


class CoverageQuery(Schema):
    """By what, over which days (the last 30 by default), and where."""

    by = fields.String(load_default="school", validate=OneOf(GROUPS))
    from_ = fields.Date(data_key="from", load_default=None)
    to = fields.Date(load_default=None)
    school_id = fields.UUID(load_default=None)
    township_id = fields.UUID(load_default=None)
    unit_id = fields.UUID(load_default=None)


class ExcusedCount(Schema):
    """How many rounds were excused for one reason."""

    reason = fields.String(required=True)
    label = fields.String(required=True)
    count = fields.Integer(required=True)


class CoverageCounts(Schema):
    """Planned rounds by what became of them, rounds by hand on top, and points of those that count.

    `rate` is visited of due points, null where none was due.
    """

    planned = fields.Integer(required=True)
    done = fields.Integer(required=True)
    partial_ = fields.Integer(data_key="partial", attribute="partial", required=True)
    missed = fields.Integer(required=True)
    excused = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    extra = fields.Integer(required=True)
    points_due = fields.Integer(required=True)
    points_visited = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)
    excused_shown = fields.List(fields.Nested(ExcusedCount), required=True)


class CoverageLine(CoverageCounts):
    """One route, school, unit or township."""

    ref = fields.UUID(required=True)
    name = fields.String(required=True)
    school_name = fields.String(required=True, allow_none=True)


class CoverageShown(Schema):
    """Coverage of a period."""

    by = fields.String(required=True)
    from_ = fields.Date(data_key="from", attribute="from", required=True)
    to = fields.Date(required=True)
    lines = fields.List(fields.Nested(CoverageLine), required=True)
    total = fields.Nested(CoverageCounts, required=True)
    left_out = fields.Integer(required=True)


class RouteMonthQuery(Schema):
    """Which route, and which month (2026-11)."""

    route_id = fields.UUID(required=True)
    month = fields.String(required=True, validate=Regexp(r"20\d\d-(0[1-9]|1[0-2])\Z"))


class CalendarRound(Schema):
    """A round of a day."""

    id = fields.UUID(required=True)
    round_no = fields.Integer(required=True)
    by_hand = fields.Boolean(required=True)
    starts_at = fields.AwareDateTime(required=True)
    closes_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    state_label = fields.String(required=True)
    points_count = fields.Integer(required=True)
    visited_count = fields.Integer(required=True)
    excuse = fields.String(required=True, allow_none=True)
    excuse_label = fields.String(required=True, allow_none=True)


class CalendarDay(Schema):
    """A day with rounds; `state` is the one that needs a look first."""

    day = fields.Date(required=True)
    state = fields.String(required=True)
    runs = fields.List(fields.Nested(CalendarRound), required=True)


class CalendarRoute(RoundRoute):
    """The route of a calendar."""

    retired = fields.Boolean(required=True)


class RouteMonthShown(Schema):
    """A route's month; `readable`: the rounds may be opened."""

    route = fields.Nested(CalendarRoute, required=True)
    school = fields.Nested(RoundSchool, required=True)
    month = fields.Date(required=True)
    readable = fields.Boolean(required=True)
    days = fields.List(fields.Nested(CalendarDay), required=True)
