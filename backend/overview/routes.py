"""Addresses of the views across rooms."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from backend.core.api import Blueprint, Schema, current_actor, current_session
from backend.overview.export_routes import exports
from backend.overview.work import my_work
from backend.rectifications.schemas import CaseSummarySchema

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


@overview.get("/work")
@overview.response(200, WorkSchema())
def read_work() -> dict[str, Any]:
    """Return the cases whose next step is mine."""
    return my_work(current_session(), current_actor())
