"""The form of a visit as phones send it."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.geo import Position, from_phone, rounded
from backend.core.moments import Moment
from backend.evidence.rules import SIGNED_IN_LIMIT, PhotoClaim
from backend.evidence.schemas import PhotoClaimSchema
from backend.intake.schemas import PositionSchema
from backend.patrols import kinds
from backend.patrols.said import Said

_AS_SAID = (
    *("id", "run_id", "code", "checkpoint_id", "via", "mode", "result", "note", "position_age_s", "occurred_at"),
    *("clock_basis", "dwell_s", "recheck_of"),
)
_A_DAY = validate.Range(0, 86_400)


class CheckAnswerSchema(Schema):
    """An answer to one line of the point's checklist."""

    item = fields.String(required=True, validate=validate.Length(min=1, max=40))
    answer = fields.String(required=True, validate=validate.OneOf(list(kinds.ANSWERS)))


class VisitFormSchema(Schema):
    """A visit. Transport, and no part of what is compared when it comes again: `seconds_since` (between recording and

    sending, within one page session), `phone_now` (the phone's clock while sending), `attempt` and `device_key`.
    `position_age_s`: how old the reading was at the scan. `dwell_s`: from opening the point's page to recording.
    """

    id = fields.UUID(required=True)
    run_id = fields.UUID(load_default=None, allow_none=True)
    code = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    checkpoint_id = fields.UUID(load_default=None, allow_none=True)
    via = fields.String(required=True, validate=validate.OneOf(list(kinds.VIAS)))
    mode = fields.String(load_default="foot", validate=validate.OneOf(list(kinds.MODES)))
    result = fields.String(required=True, validate=validate.OneOf(list(kinds.RESULTS)))
    answers = fields.List(fields.Nested(CheckAnswerSchema()), load_default=list, validate=validate.Length(max=200))
    note = fields.String(load_default="", validate=validate.Length(max=500))
    position = fields.Nested(PositionSchema(), load_default=None, allow_none=True)
    position_state = fields.String(load_default="not_asked", validate=validate.OneOf(list(kinds.POSITION_STATES)))
    position_age_s = fields.Float(load_default=None, allow_none=True, validate=validate.Range(-86_400, 31_536_000))
    occurred_at = Moment(required=True)
    clock_basis = fields.String(load_default="device", validate=validate.OneOf(["device", "page_session"]))
    seconds_since = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 31_536_000))
    phone_now = Moment(load_default=None, allow_none=True)
    attempt = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))
    dwell_s = fields.Float(load_default=None, allow_none=True, validate=_A_DAY)
    device_key = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))
    photos = fields.List(
        fields.Nested(PhotoClaimSchema()), load_default=list, validate=validate.Length(max=SIGNED_IN_LIMIT)
    )
    recheck_of = fields.UUID(load_default=None, allow_none=True)


def said_of(body: dict[str, Any]) -> Said:
    """Turn a checked form into what was said; GCJ-02 becomes WGS-84 here, and a position speaks for itself."""
    position: Position | None = None if body["position"] is None else rounded(from_phone(**body["position"]))
    state = "got" if position else ("unavailable" if body["position_state"] == "got" else body["position_state"])
    return Said(
        **{name: body[name] for name in _AS_SAID},
        answers=tuple(body["answers"]),
        position=position,
        position_state=state,
        photos=tuple(PhotoClaim(**photo) for photo in body["photos"]),
    )
