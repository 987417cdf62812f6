"""How places look from outside: rows turned into what the schemas answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from backend.core.spreadsheets import Table
from backend.places.import_plan import Planned
from backend.places.kinds import CHECKPOINT_KINDS, CODE_STATES, SCHOOL_TYPES
from qr_codes.token import grouped

MOST_ROWS_SHOWN = 1_000
_LABELS: dict[str, dict[str, str]] = {
    "school_type": {word: zh for word, (zh, _) in SCHOOL_TYPES.items()},
    "kind": {word: zh for word, (zh, _) in CHECKPOINT_KINDS.items()},
    "datum": {"wgs84": "WGS-84", "gcj02": "GCJ-02"},
}


def school_shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A school of `schools.search_schools` or `schools.school_seen_by`."""
    return dict(row) | {
        "school_type_label": SCHOOL_TYPES[row["school_type"]][0],
        "township": _named(row["township_id"], row["township_name"]),
        "precinct": _named(row["precinct_id"], row["precinct_name"]),
        "parent": _named(row["parent_school_id"], row["parent_name"]),
    }


def _named(thing_id: UUID | None, name: str | None) -> dict[str, Any] | None:
    return None if thing_id is None else {"id": thing_id, "name": name}


def checkpoint_shown(row: Mapping[str, Any], *, with_code: bool) -> dict[str, Any]:
    """A checkpoint of `schools.checkpoints_of`; its code only for those who may print it."""
    code = None
    if with_code and row["code"] is not None:
        label = CODE_STATES[row["state"]][0]
        code = {"code": row["code"], "grouped": grouped(row["code"]), "state": row["state"], "state_label": label}
    return dict(row) | {
        "kind_label": CHECKPOINT_KINDS[row["kind"]][0],
        "retired": row["retired_at"] is not None,
        "code": code,
    }


def preview_shown(batch_id: UUID, planned: list[Planned], tables: Mapping[str, Table]) -> dict[str, Any]:
    """The preview of an import: all counts, and so many rows that a screen can bear, the wrong ones first."""
    counts = {
        action: sum(row.action == action for row in planned) for action in ("create", "update", "unchanged", "error")
    }
    first = sorted(range(len(planned)), key=lambda place: planned[place].action != "error")[:MOST_ROWS_SHOWN]
    return {
        "id": batch_id,
        "rows": [_row_shown(planned[place]) for place in sorted(first)],
        "ok": len(planned) - counts["error"],
        "failed": counts["error"],
        "created": counts["create"],
        "updated": counts["update"],
        "unchanged": counts["unchanged"],
        "not_shown": len(planned) - len(first),
        "ignored_columns": [title for table in tables.values() for title in table.ignored],
    }


def _row_shown(planned: Planned) -> dict[str, Any]:
    values = {key: _LABELS.get(key, {}).get(str(value), str(value)) for key, value in planned.row.values.items()}
    return {
        "sheet": planned.sheet,
        "row": planned.row.row_number,
        "status": planned.action if planned.action in {"error", "unchanged"} else "ok",
        "action": planned.action,
        "values": values,
        "errors": [asdict(mistake) for mistake in planned.row.errors],
    }
