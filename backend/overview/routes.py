"""Addresses of the views across rooms."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from backend.core.api import Blueprint, Schema, current_actor, current_session
from backend.overview.board import GROUPS, read_board
from backend.overview.export_routes import exports
from backend.overview.work import my_work
from backend.rectifications.schemas import CaseSummarySchema, ReferenceSchema

overview = Blueprint("overview", __name__, url_prefix="/api/v1", description="总览")
BLUEPRINTS = [overview, exports]


class SectionSchema(Schema):
    """Cases that wait for the same step of mine."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    items = fields.List(fields.Nested(CaseSummarySchema()), required=True)


class WorkSchema(Schema):
    """What waits for me."""

    sections = fields.List(fields.Nested(SectionSchema()), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class BoardQuerySchema(Schema):
    """By what the board has its lines."""

    by = fields.String(load_default="unit", validate=validate.OneOf(GROUPS))


class BoardCountsSchema(Schema):
    """Open cases: all, due by Sunday, late by up to 3, 4 to 7 and more days, major, waiting for verification, without an

    update for 7 days. `closed` were struck off in the last 30 days and had a deadline, `on_time` of them met it.
    """

    open = fields.Integer(required=True)
    due_this_week = fields.Integer(required=True)
    late_3 = fields.Integer(required=True)
    late_7 = fields.Integer(required=True)
    late_more = fields.Integer(required=True)
    major = fields.Integer(required=True)
    to_verify = fields.Integer(required=True)
    no_update = fields.Integer(required=True)
    closed = fields.Integer(required=True)
    on_time = fields.Integer(required=True)


class BoardLineSchema(BoardCountsSchema):
    """One unit, school or township; null is what has none yet."""

    group = fields.Nested(ReferenceSchema(), required=True, allow_none=True)


class BoardSchema(Schema):
    """The board; `filters` are the ledger's, by the name of the number that they list."""

    by = fields.String(required=True)
    as_of = fields.AwareDateTime(required=True)
    closed_from = fields.Date(required=True)
    lines = fields.List(fields.Nested(BoardLineSchema()), required=True)
    left_out = fields.Integer(required=True)
    total = fields.Nested(BoardCountsSchema(), required=True)
    filters = fields.Dict(keys=fields.String(), values=fields.Dict(), required=True)


@overview.get("/work")
@overview.response(200, WorkSchema())
def read_work() -> dict[str, Any]:
    """Return the cases whose next step is mine."""
    return my_work(current_session(), current_actor())


@overview.get("/board")
@overview.arguments(BoardQuerySchema(), location="query")
@overview.response(200, BoardSchema())
def read_units_board(query: dict[str, Any]) -> dict[str, Any]:
    """Return what is open, late or standing still, by responsible unit, school or township, of what the reader may see."""
    return read_board(current_session(), current_actor(), by=query["by"])
