"""The form of routes and checklists, as they come in and go out."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from backend.core.api import Schema
from backend.patrols import kinds
from backend.patrols.clock_words import CLOCK
from backend.patrols.route_points import MOST_POINTS

_NAME = [Length(min=1, max=60), Regexp(r"\s*\S[\s\S]*\Z")]
_TIME = Regexp(CLOCK)


class PlanningQuery(Schema):
    """Those in use, or those that are no longer."""

    retired = fields.Boolean(load_default=False)


class PointWanted(Schema):
    """A checkpoint on a route. `not_before`: HH:MM before which a visit proves nothing."""

    checkpoint_id = fields.UUID(required=True)
    checklist = fields.String(load_default=None, allow_none=True, validate=Length(max=40))
    photo_rule = fields.String(load_default="never", validate=OneOf(list(kinds.PHOTO_RULES)))
    not_before = fields.String(load_default=None, allow_none=True, validate=_TIME)
    min_dwell_s = fields.Integer(load_default=0, validate=Range(min=0, max=3600))


class RouteWanted(Schema):
    """A route as a whole; `points` in their order."""

    name = fields.String(required=True, validate=_NAME)
    kind = fields.String(required=True, validate=OneOf(list(kinds.ROUTE_KINDS)))
    ordered = fields.Boolean(load_default=True)
    est_minutes = fields.Integer(required=True, validate=Range(min=1, max=1440))
    points = fields.List(fields.Nested(PointWanted), required=True, validate=Length(min=1, max=MOST_POINTS))


class NewRoute(RouteWanted):
    """A route under an id made by the caller."""

    id = fields.UUID(required=True)


class ChangedRoute(RouteWanted):
    """The whole route anew; `revision` is the one that was seen."""

    revision = fields.Integer(required=True, validate=Range(min=1))


class RouteCheckpoint(Schema):
    """A checkpoint as a route shows it."""

    id = fields.UUID()
    name = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    lat = fields.Float(allow_none=True)
    lng = fields.Float(allow_none=True)
    accuracy_m = fields.Float(allow_none=True)
    radius_m = fields.Float()
    captured_at = fields.AwareDateTime(allow_none=True)
    captured_readings = fields.Integer(allow_none=True)
    retired = fields.Boolean()


class RoutePointShown(Schema):
    """A point of the route's present revision; `position` counts from 0."""

    position = fields.Integer()
    checkpoint = fields.Nested(RouteCheckpoint)
    checklist = fields.String(allow_none=True)
    checklist_name = fields.String(allow_none=True)
    photo_rule = fields.String()
    photo_rule_label = fields.String()
    not_before = fields.String(allow_none=True)
    min_dwell_s = fields.Integer()


class PointDropped(Schema):
    """A checkpoint that was retired, and so is no longer on the route."""

    id = fields.UUID()
    name = fields.String()


class RouteShown(Schema):
    """A route with its points; `dropped` and `message` answer a change."""

    id = fields.UUID()
    school_id = fields.UUID()
    name = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    ordered = fields.Boolean()
    est_minutes = fields.Integer()
    revision = fields.Integer()
    changed_at = fields.AwareDateTime()
    retired = fields.Boolean()
    points = fields.List(fields.Nested(RoutePointShown))
    dropped = fields.List(fields.Nested(PointDropped))
    message = fields.String()


class RouteList(Schema):
    """A school's routes."""

    items = fields.List(fields.Nested(RouteShown))
    next = fields.String(allow_none=True)
    may_edit = fields.Boolean()


class ChecklistItem(Schema):
    """A line; `category` is the hazard code that a "no" proposes."""

    key = fields.String(required=True, validate=Regexp(r"[a-z0-9_-]{1,24}\Z"))
    text = fields.String(required=True, validate=[Length(min=2, max=120), Regexp(r"\s*\S[\s\S]*\Z")])
    category = fields.String(load_default=None, allow_none=True, validate=Regexp(r"[A-Z]{3}\d{2}\Z"))


class ChecklistWanted(Schema):
    """A list as somebody writes it."""

    name = fields.String(required=True, validate=_NAME)
    items = fields.List(fields.Nested(ChecklistItem), required=True, validate=Length(min=1, max=60))


class NewChecklist(ChecklistWanted):
    """A list of one school, or of the county (the caller's own when left out)."""

    id = fields.UUID(required=True)
    school_id = fields.UUID(load_default=None, allow_none=True)
    county_id = fields.UUID(load_default=None, allow_none=True)


class ChangedChecklist(ChecklistWanted):
    """The whole list anew; `revision` is the one that was seen."""

    revision = fields.Integer(required=True, validate=Range(min=1))


class ChecklistShown(Schema):
    """A list; built-in ones belong to the release and have no revision."""

    key = fields.String()
    name = fields.String()
    items = fields.List(fields.Nested(ChecklistItem))
    revision = fields.Integer(allow_none=True)
    school_id = fields.UUID(allow_none=True)
    built_in = fields.Boolean()


class ChecklistQuery(Schema):
    """For which school."""

    school_id = fields.UUID(required=True)


class ChecklistList(Schema):
    """Every list that a school's points may name."""

    items = fields.List(fields.Nested(ChecklistShown))
    next = fields.String(allow_none=True)
