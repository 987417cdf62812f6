"""Importing schools and points from Excel: upload, look, confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.core.api import Blueprint, current_actor, current_database, current_session, release_session
from backend.core.errors import Problem
from backend.core.spreadsheets import MEDIA_TYPE, read_tables, write_templates
from backend.core.spreadsheets.uploading import uploaded
from backend.people.rules import verbs_anywhere
from backend.places import schemas
from backend.places.access import WHOM
from backend.places.imports import confirm_import, judge_import, keep_import
from backend.places.shown import preview_shown
from backend.places.tables import TEMPLATE, WANTED

imports = Blueprint("place_imports", __name__, url_prefix="/api/v1/places/imports", description="学校和点位导入")


@imports.get("/template.xlsx")
@imports.alt_response(200, content_type=MEDIA_TYPE, description="模板", success=True)
def read_template() -> Response:
    """Download the tables to fill in."""
    headers = {"Content-Disposition": "attachment; filename=schools.xlsx"}
    return Response(write_templates(TEMPLATE), mimetype=MEDIA_TYPE, headers=headers)


@imports.post("")
@imports.arguments(schemas.PlaceImportQuery(), location="query")
@imports.response(201, schemas.PlaceImportShown())
def upload(query: dict[str, Any]) -> dict[str, Any]:
    """Upload filled-in tables and see what each row would do; nothing is written yet."""
    actor = current_actor()
    if "place.import" not in verbs_anywhere(actor):
        raise Problem("not_permitted", whom=WHOM)
    release_session()
    tables = read_tables(uploaded(), WANTED)
    with current_database().work(write=False) as reading:
        preview = judge_import(reading, actor, tables, county_id=query["county_id"])
    batch_id = keep_import(current_session(), actor, preview)
    return preview_shown(batch_id, preview.planned, tables)


@imports.post("/<uuid:batch_id>/confirmation")
@imports.arguments(schemas.PlaceImportConfirmation())
@imports.response(200, schemas.PlaceImportDone())
def confirm(body: dict[str, Any], batch_id: UUID) -> dict[str, int]:
    """Write the previewed rows."""
    return confirm_import(current_session(), current_actor(), batch_id=batch_id, only_clean=body["only_clean"])
