"""Addresses of the ledger's import: template, upload, look page by page, confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.core.api import Blueprint, current_actor, current_database, current_session, release_session
from backend.core.spreadsheets import MEDIA_TYPE
from backend.core.spreadsheets.uploading import uploaded
from backend.intake.ledger_import import schemas, steps
from backend.intake.ledger_import.shown import preview_shown
from backend.intake.ledger_import.template import template

imports = Blueprint("ledger_imports", __name__, url_prefix="/api/v1/imports/ledger", description="台账导入")


@imports.get("/template.xlsx")
@imports.alt_response(200, content_type=MEDIA_TYPE, description="模板", success=True)
def read_template() -> Response:
    """Download the table to fill in."""
    headers = {"Content-Disposition": "attachment; filename=ledger.xlsx"}
    return Response(template(), mimetype=MEDIA_TYPE, headers=headers)


@imports.post("")
@imports.arguments(schemas.LedgerUploadQuery(), location="query")
@imports.response(201, schemas.LedgerImportShown())
def upload(query: dict[str, Any]) -> dict[str, Any]:
    """Upload a ledger and see what each row would do; nothing is written yet."""
    actor = current_actor()
    county_id = steps.county_of(actor, query["county_id"])
    release_session()
    found = steps.read_upload(uploaded(), file_name=query["file_name"])
    kept = steps.kept_of(found)
    with current_database().work(write=False) as reading:
        planned = steps.judge(reading, actor, found, county_id=county_id)
    batch_id = steps.keep(current_session(), actor, kept, county_id=county_id)
    return preview_shown(batch_id, found, planned, show=None, page=1)


@imports.get("/<uuid:batch_id>")
@imports.arguments(schemas.LedgerPreviewQuery(), location="query")
@imports.response(200, schemas.LedgerImportShown())
def read_preview(query: dict[str, Any], batch_id: UUID) -> dict[str, Any]:
    """Look at another page of an upload that waits for its confirmation."""
    found, planned = steps.look(current_session(), current_actor(), batch_id=batch_id)
    return preview_shown(batch_id, found, planned, **query)


@imports.post("/<uuid:batch_id>/confirmation")
@imports.arguments(schemas.LedgerImportConfirmation())
@imports.response(200, schemas.LedgerImportDone())
def confirm(body: dict[str, Any], batch_id: UUID) -> dict[str, int]:
    """Write the rows that are right and new into the ledger."""
    return steps.confirm(current_session(), current_actor(), batch_id=batch_id, only_clean=body["only_clean"])
