"""Addresses for typing a unit's sheet back: upload and look, confirm."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from backend.core.api import Blueprint, Schema, current_actor, current_database, current_session, release_session
from backend.core.spreadsheets.uploading import uploaded
from backend.intake.handover_import import steps
from backend.intake.handover_import.plan import Planned
from backend.intake.ledger_import.schemas import SheetMistakeSchema

imports = Blueprint("handover_imports", __name__, url_prefix="/api/v1/imports/handover", description="交办单录回")
_ACTIONS = ("acknowledge", "submit", "both", "unchanged", "error")


class HandoverRow(Schema):
    """A row as it stands on the sheet, and the moves it would make; `notice` is what remains to be done by hand."""

    row = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["ok", "unchanged", "error"]))
    action = fields.String(required=True, validate=validate.OneOf(_ACTIONS))
    values = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    errors = fields.List(fields.Nested(SheetMistakeSchema()), required=True)
    notice = fields.String(required=True)


class HandoverShown(Schema):
    """The preview."""

    id = fields.UUID(required=True)
    rows = fields.List(fields.Nested(HandoverRow()), required=True)
    ok = fields.Integer(required=True)
    failed = fields.Integer(required=True)


class HandoverFailed(Schema):
    """A row that led to nothing, and why."""

    row = fields.Integer(required=True)
    message = fields.String(required=True)


class HandoverDone(Schema):
    """How many moves were made, how many wait for a photo, which rows led to nothing."""

    acknowledged = fields.Integer(required=True)
    submitted = fields.Integer(required=True)
    waiting_for_photo = fields.Integer(required=True)
    failed = fields.List(fields.Nested(HandoverFailed()), required=True)


@imports.post("")
@imports.response(201, HandoverShown())
def upload() -> dict[str, Any]:
    """Upload a unit's filled-in sheet and see what each row would do; nothing is done yet."""
    actor = current_actor()
    steps.ensure_may(actor)
    release_session()
    rows = steps.read_sheet(uploaded())
    kept = steps.kept_of(rows)
    with current_database().work(write=False) as reading:
        planned = steps.judge(reading, actor, rows)
    batch_id = steps.keep(current_session(), actor, kept)
    shown = [_shown(each) for each in planned]
    failed = sum(each.action == "error" for each in planned)
    ok = sum(each.acknowledges or each.submits for each in planned)
    return {"id": batch_id, "rows": shown, "ok": ok, "failed": failed}


@imports.post("/<uuid:batch_id>/confirmation")
@imports.response(200, HandoverDone())
def confirm(batch_id: UUID) -> dict[str, Any]:
    """Make the moves that the sheet asks for, each marked as typed in."""
    return steps.confirm(current_session(), current_actor(), batch_id=batch_id)


def _shown(planned: Planned) -> dict[str, Any]:
    return {
        "row": planned.row.row_number,
        "status": planned.action if planned.action in ("error", "unchanged") else "ok",
        "action": planned.action,
        "values": planned.row.values,
        "errors": [asdict(mistake) for mistake in planned.row.errors],
        "notice": planned.notice,
    }
