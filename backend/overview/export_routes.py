"""Addresses of the ledger's Excel files: written to a file that has no name any more, then sent piece by piece."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Response, send_file
from marshmallow import fields

from backend.core.api import Blueprint, Schema, current_actor, current_database, release_session
from backend.core.spreadsheets import MEDIA_TYPE
from backend.overview.ledger_export import export_handover, export_ledger
from backend.rectifications.filtering import Filters
from backend.rectifications.schemas import CaseFiltersSchema

exports = Blueprint("exports", __name__, url_prefix="/api/v1/cases", description="台账导出")


class HandoverQuerySchema(Schema):
    """Whose open cases."""

    unit_id = fields.UUID(required=True)


@exports.get("/export.xlsx")
@exports.arguments(CaseFiltersSchema(exclude=("cursor",)), location="query")
@exports.alt_response(200, content_type=MEDIA_TYPE, description="台账", success=True)
def export_cases(query: dict[str, Any]) -> Response:
    """Download the ledger as an Excel file: the list's filters, what the reader may export."""
    actor, database = current_actor(), current_database()
    release_session()
    return _sent(lambda path: export_ledger(database, actor, filters=Filters(**query), path=path))


@exports.get("/handover.xlsx")
@exports.arguments(HandoverQuerySchema(), location="query")
@exports.alt_response(200, content_type=MEDIA_TYPE, description="交办单", success=True)
def export_unit(query: dict[str, Any]) -> Response:
    """Download a unit's open cases with columns to fill in and hand back."""
    actor, database = current_actor(), current_database()
    release_session()
    return _sent(lambda path: export_handover(database, actor, unit_id=query["unit_id"], path=path))


def _sent(write: Callable[[Path], tuple[str, int]]) -> Response:
    with tempfile.TemporaryDirectory(prefix="xiaoanma-") as folder:
        path = Path(folder) / "ledger.xlsx"
        title, rows = write(path)
        file = path.open("rb")
    response = send_file(file, mimetype=MEDIA_TYPE, as_attachment=True, download_name=f"{title}.xlsx", max_age=0)
    response.headers["Row-Count"] = str(rows)
    response.call_on_close(file.close)
    return response
