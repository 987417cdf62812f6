"""The preview as the screen shows it: counts of all rows, and one page of those asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from backend.intake.ledger_import.plan import Planned
from backend.intake.ledger_import.steps import Upload
from backend.rectifications.states import LABELS

PAGE = 50
SHOWN = ("error", "create", "exists", "warning")


def preview_shown(
    batch_id: UUID, upload: Upload, planned: Sequence[Planned], *, show: str | None, page: int
) -> dict[str, Any]:
    """Return the counts and one page (from 1) of the rows that `show` asks for; by default the wrong ones, if any."""
    counts = {kind: sum(_is(each, kind) for each in planned) for kind in SHOWN}
    asked = show or next((kind for kind in SHOWN if counts[kind]), "create")
    wanted = [each for each in planned if _is(each, asked)]
    pages = max(1, -(-len(wanted) // PAGE))
    chosen = wanted[(page - 1) * PAGE : page * PAGE]
    return {
        "id": batch_id,
        "file_name": upload.file_name,
        "ok": counts["create"],
        "failed": counts["error"],
        "existing": counts["exists"],
        "warned": counts["warning"],
        "show": asked,
        "page": page,
        "pages": pages,
        "rows": [_row_shown(each, several=len(upload.rows) > 1) for each in chosen],
        "ignored_columns": list(upload.ignored),
        "skipped_sheets": list(upload.skipped_sheets),
    }


def _is(planned: Planned, kind: str) -> bool:
    if kind == "warning":
        return planned.action == "create" and bool(planned.row.warnings)
    return planned.action == kind


def _row_shown(planned: Planned, *, several: bool) -> dict[str, Any]:
    state = LABELS[planned.arriving.state] if planned.action == "create" and planned.arriving else ""
    found = f"已在台账中，状态：{planned.standing}。" if planned.standing else ""
    return {
        "sheet": planned.sheet if several else "",
        "row": planned.row.row_number,
        "status": {"create": "ok", "exists": "exists"}.get(planned.action, "error"),
        "values": {key: str(value) for key, value in planned.row.values.items()},
        "errors": [asdict(mistake) for mistake in planned.row.errors],
        "warnings": [asdict(mistake) for mistake in planned.row.warnings],
        "arrives_as": state,
        "standing": found,
    }
