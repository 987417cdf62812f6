"""Importing people from Excel: upload, look, confirm."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from backend.core.api import (
    Blueprint,
    current_actor,
    current_database,
    current_session,
    release_session,
)
from backend.core.errors import Problem
from backend.core.spreadsheets import MEDIA_TYPE
from backend.core.spreadsheets.uploading import uploaded
from backend.people import import_schemas, import_steps
from backend.people.account_import import Person
from backend.people.role_table import ROLES
from backend.people.rules import verbs_anywhere

imports = Blueprint("account_imports", __name__, url_prefix="/api/v1/accounts/imports", description="人员导入")


@imports.get("/template.xlsx")
@imports.alt_response(200, content_type=MEDIA_TYPE, description="模板", success=True)
def read_template() -> Response:
    """Download the list to fill in."""
    headers = {"Content-Disposition": "attachment; filename=people.xlsx"}
    return Response(import_steps.template(), mimetype=MEDIA_TYPE, headers=headers)


@imports.post("")
@imports.arguments(import_schemas.ImportQuery(), location="query")
@imports.response(201, import_schemas.ImportShown())
def upload(query: dict[str, Any]) -> dict[str, Any]:
    """Upload a filled-in list and see what each row would do; nobody is let in yet."""
    actor = current_actor()
    if "account.import" not in verbs_anywhere(actor):
        raise Problem("not_permitted", whom="县联席会议办公室")
    release_session()
    with current_database().work(write=False) as reading:
        preview = import_steps.read_list(reading, actor, data=uploaded(), county_id=query["county_id"])
    import_id = import_steps.keep(current_session(), actor, preview=preview)
    failed = sum(person.status == "error" for person in preview.people)
    rows = [_shown(person) for person in preview.people]
    return {"id": import_id, "rows": rows, "ok": len(rows) - failed, "failed": failed}


@imports.post("/<uuid:import_id>/confirmation")
@imports.arguments(import_schemas.Confirmation())
@imports.response(200, import_schemas.ImportDone())
def confirm(body: dict[str, Any], import_id: UUID) -> import_steps.Written:
    """Let the people in; their first passwords are in this answer and never again."""
    actor = current_actor()
    release_session()
    with current_database().work(write=False) as reading:
        count = import_steps.how_many_new(reading, actor, import_id=import_id)
    ready = import_steps.first_passwords(count)
    return import_steps.confirm(
        current_session(), actor, import_id=import_id, only_clean=body["only_clean"], ready=ready
    )


def _shown(person: Person) -> dict[str, Any]:
    row = person.row
    values = {key: "、".join(value) if isinstance(value, list) else str(value) for key, value in row.values.items()}
    if "role" in values:
        values["role"] = ROLES[values["role"]].label_zh
    errors = [asdict(error) for error in row.errors]
    return {"row": row.row_number, "status": person.status, "values": values, "errors": errors}
