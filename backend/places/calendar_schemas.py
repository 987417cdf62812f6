"""The form of what is asked and answered about school calendars."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range

from backend.core.api import Schema
from backend.places.school_days import DAY_KINDS, HALVES

_NAME = Length(max=60)
_WEEKDAY = Range(min=0, max=6)


class CalendarQuery(Schema):
    """Which days, both included; `county_id` only for those who act for several counties."""

    from_ = fields.Date(data_key="from", required=True)
    to = fields.Date(required=True)
    county_id = fields.UUID(load_default=None)


class CountyQuery(Schema):
    """Which county, needed only by those who act for several."""

    county_id = fields.UUID(load_default=None)


class OwnerQuery(CountyQuery):
    """Whose calendar: a school's, else a county's."""

    school_id = fields.UUID(load_default=None)


class SchoolDayShown(Schema):
    """One day. `source`: who said so; `known` false: reckoned, `why_unknown` says what is missing.

    `as_weekday` 0 is Monday. `entered`: whether it was entered at this very level, so that it can be taken back.
    """

    day = fields.Date()
    kind = fields.String()
    kind_label = fields.String()
    as_weekday = fields.Integer(allow_none=True)
    as_weekday_label = fields.String(allow_none=True)
    half = fields.String(allow_none=True)
    half_label = fields.String(allow_none=True)
    name = fields.String()
    source = fields.String()
    source_label = fields.String()
    week_no = fields.Integer(allow_none=True)
    entered = fields.Boolean()
    known = fields.Boolean()
    why_unknown = fields.String(allow_none=True)


class TermShown(Schema):
    """A term, both days included."""

    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    name = fields.String(required=True, validate=Length(min=1, max=60))


class WeekdayShown(Schema):
    """A weekday (0 Monday) on which a school differs from lessons on Monday to Friday."""

    weekday = fields.Integer(required=True, validate=_WEEKDAY)
    kind = fields.String(required=True, validate=OneOf(["school", "off", "half"]))
    half = fields.String(load_default=None, allow_none=True, validate=OneOf(list(HALVES)))
    name = fields.String(load_default="", validate=_NAME)


class CalendarShown(Schema):
    """Days with the terms and week behind them. `known` false if any of them is a guess; `message` says what is missing."""

    days = fields.List(fields.Nested(SchoolDayShown))
    terms = fields.List(fields.Nested(TermShown))
    week = fields.List(fields.Nested(WeekdayShown))
    known = fields.Boolean()
    message = fields.String()
    may_edit = fields.Boolean()


class DayEntered(Schema):
    """What a day is."""

    kind = fields.String(required=True, validate=OneOf(list(DAY_KINDS)))
    half = fields.String(load_default=None, allow_none=True, validate=OneOf(list(HALVES)))
    as_weekday = fields.Integer(load_default=None, allow_none=True, validate=_WEEKDAY)
    name = fields.String(load_default="", validate=_NAME)


class TermsEntered(Schema):
    """All terms; for a school an empty list means those of its county."""

    terms = fields.List(fields.Nested(TermShown), required=True, validate=Length(max=60))


class WeekEntered(Schema):
    """All weekdays that differ; an empty list means lessons on Monday to Friday."""

    week = fields.List(fields.Nested(WeekdayShown), required=True, validate=Length(max=7))


class CalendarImportRow(Schema):
    """One row of the preview: its number on the sheet and what it would do."""

    row = fields.Integer()
    action = fields.String()
    day = fields.Date(allow_none=True)
    kind_label = fields.String(allow_none=True)
    before = fields.String()
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))


class CalendarImportShown(Schema):
    """The preview of a calendar's import."""

    id = fields.UUID()
    rows = fields.List(fields.Nested(CalendarImportRow))
    created = fields.Integer()
    unchanged = fields.Integer()
    failed = fields.Integer()
    ignored_columns = fields.List(fields.String())


class CalendarImportConfirmation(Schema):
    """Whether rows with errors may be left out."""

    only_clean = fields.Boolean(load_default=False)


class CalendarImportDone(Schema):
    """What was written."""

    written = fields.Integer()
    failed = fields.Integer()
