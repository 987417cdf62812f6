"""Addresses of what follows closed cases: look-backs that are due, and how often hazards come back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marshmallow import fields, validate

from backend.core.api import Blueprint, Schema, current_actor, current_session
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.rectifications import views
from backend.rectifications.look_back_queries import STATES, LookBackFilters, list_look_backs
from backend.rectifications.recurrence import recurrence_rate
from backend.rectifications.schemas import CaseSummarySchema, ReferenceSchema
from backend.rectifications.states import SEVERITIES
from backend.rectifications.supervision_models import LOOK_BACK_KINDS, LOOK_BACK_RESULTS

look_backs = Blueprint("look_backs", __name__, url_prefix="/api/v1/look_backs", description="回头看")
recurrence = Blueprint("recurrence", __name__, url_prefix="/api/v1/figures", description="统计")
YEAR = timedelta(days=365)
_DAY = validate.Range(date(2000, 1, 1), date(2100, 12, 31))  # what lies beyond breaks the reckoning, and means nothing


class LookBackQuerySchema(Schema):
    """Which ones: due by the end of today, of these the overdue, coming later, or done; `due` sets another last day."""

    state = fields.String(load_default="due", validate=validate.OneOf(STATES))
    due = fields.Date(load_default=None, validate=_DAY)
    school_id = fields.UUID(load_default=None)
    severity = fields.String(load_default=None, validate=validate.OneOf(list(SEVERITIES)))
    cursor = fields.String(load_default=None, validate=validate.Length(max=200))


class LookBackSchema(Schema):
    """A look-back and its case. `seed` and `rate` (percent) say how it was drawn; `result` is null until it is done."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    kind_label = fields.String(required=True)
    due_at = fields.AwareDateTime(required=True)
    overdue = fields.Boolean(required=True)
    seed = fields.String(required=True, allow_none=True)
    rate = fields.Integer(required=True, allow_none=True)
    result = fields.String(required=True, allow_none=True)
    result_label = fields.String(required=True, allow_none=True)
    done_at = fields.AwareDateTime(required=True, allow_none=True)
    case = fields.Nested(CaseSummarySchema(), required=True)


class LookBackPageSchema(Schema):
    """A page of look-backs: those due longest first, of what is done the latest first."""

    items = fields.List(fields.Nested(LookBackSchema()), required=True)
    next = fields.String(required=True, allow_none=True)


class RecurrenceQuerySchema(Schema):
    """Cases reported in which period (the last 365 days when left out), of which school or unit."""

    since = fields.Date(load_default=None, validate=_DAY)
    until = fields.Date(load_default=None, validate=_DAY)
    school_id = fields.UUID(load_default=None)
    unit_id = fields.UUID(load_default=None)


class ShareSchema(Schema):
    """How many cases were struck off, how many of them came back, and that in percent (null: none was struck off)."""

    closed = fields.Integer(required=True)
    recurred = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)


class NamedShareSchema(ShareSchema, ReferenceSchema):
    """The same of one school or unit."""


class RecurrenceSchema(ShareSchema):
    """Recurrence in a period: altogether, by school, by responsible unit."""

    since = fields.Date(required=True)
    until = fields.Date(required=True)
    schools = fields.List(fields.Nested(NamedShareSchema()), required=True)
    units = fields.List(fields.Nested(NamedShareSchema()), required=True)


@look_backs.get("")
@look_backs.arguments(LookBackQuerySchema(), location="query")
@look_backs.response(200, LookBackPageSchema())
def read_look_backs(query: dict[str, Any]) -> dict[str, Any]:
    """Return look-backs that the reader may do, or the results of those done where the reader may look back."""
    session, until = current_session(), query.pop("due")
    if until is not None and query["state"] == "done":
        raise Problem("input_invalid", fields={"due": ["input_invalid"]})
    cursor = query.pop("cursor")
    page = list_look_backs(session, current_actor(), LookBackFilters(until=until, **query), cursor=cursor)
    shown = {each["id"]: each for each in views.summaries(session, page.items)}
    return {"items": [_item(row.LookBack, shown[row.Case.id]) for row in page.items], "next": page.next}


@recurrence.get("/recurrence")
@recurrence.arguments(RecurrenceQuerySchema(), location="query")
@recurrence.response(200, RecurrenceSchema())
def read_recurrence(query: dict[str, Any]) -> dict[str, Any]:
    """Return how many struck-off cases came back, of those whose figures the reader may see."""
    until = query["until"] or local_date(now())
    since = query["since"] or until - YEAR
    if since > until:
        raise Problem("input_invalid", fields={"since": ["input_invalid"]})
    about = {"school_id": query["school_id"], "unit_id": query["unit_id"]}
    return recurrence_rate(current_session(), current_actor(), since=since, until=until, **about)


def _item(row: Any, case: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "kind", "due_at", "seed", "rate", "result", "done_at")
    shown = {name: getattr(row, name) for name in names}
    words = {"kind_label": LOOK_BACK_KINDS[row.kind], "result_label": LOOK_BACK_RESULTS.get(row.result)}
    return shown | words | {"overdue": row.result is None and row.due_at < now(), "case": case}
