"""How cases of an old ledger begin: in the state that their row proves, with the entries that say where they come from.

Only `intake` calls this, in the transaction that records the hazards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.rectifications.commands import plain
from backend.rectifications.ledger import Entry
from backend.rectifications.ledger_bulk import append_each
from backend.rectifications.models import CASE, CASE_REPORT, CO_UNIT
from backend.rectifications.states import State

_INSERT_CASE, _INSERT_LINK, _INSERT_HELPER = insert(CASE), insert(CASE_REPORT), insert(CO_UNIT)
_IN_ENTRY = (
    *("ledger_no", "category", "severity", "handling", "lead_unit_id", "due_at", "responsible_name", "planned_measure"),
    *("interim_measure", "funds", "measure", "submitted_at", "verified_at", "closed_at"),
)


@dataclass(frozen=True)
class OldCase:
    """A case as its row leaves it: `fields` are columns of the case, `source` says which row of which file it was.

    `said` are the row's words that the case has no column for: they are read from the entry.
    """

    id: UUID
    hazard_id: UUID
    county_id: UUID
    school_id: UUID
    found_at: datetime
    state: State
    key: str
    fields: Mapping[str, Any]
    co_unit_ids: tuple[UUID, ...]
    source: Mapping[str, Any]
    said: Mapping[str, Any]
    place: str
    note: str


def open_imported(session: Session, actor: Actor, cases: Sequence[OldCase], *, at: datetime) -> None:
    """Write the cases with two entries each: the report as it stood in the file, and the state in which it came."""
    connection = session.connection()
    entries = [entry for case in cases for entry in _entries(case, at)]
    connection.execute(_INSERT_CASE, [_case_row(actor, case, at=at) for case in cases])
    connection.execute(_INSERT_LINK, [_link(case, at) for case in cases])
    helpers = [{"case_id": case.id, "unit_id": unit_id} for case in cases for unit_id in case.co_unit_ids]
    if helpers:
        connection.execute(_INSERT_HELPER, helpers)
    append_each(session, actor, entries)


def _case_row(actor: Actor, case: OldCase, *, at: datetime) -> dict[str, Any]:
    """The row of a case; its clocks are started by the worker, which looks at it next."""
    return {
        "id": case.id,
        "county_id": case.county_id,
        "school_id": case.school_id,
        "hazard_id": case.hazard_id,
        "state": case.state.value,
        "version": 1,
        "reporter_id": actor.account_id,
        "danger": False,
        "quarantined": False,
        "reported_at": case.found_at,
        "fail_count": 0,
        "import_key": case.key,
        "last_entry_id": new_id(),
        "rings_at": at,
        **case.fields,
    }


def _link(case: OldCase, at: datetime) -> dict[str, Any]:
    about = {"hazard_id": case.hazard_id, "case_id": case.id, "county_id": case.county_id}
    return about | {"joined": False, "linked_at": at}


def _entries(case: OldCase, at: datetime) -> tuple[Entry, Entry]:
    where = "，".join(filter(None, [case.source.get("file"), case.source.get("sheet"), f"第 {case.source['row']} 行"]))
    report = {
        "hazard_id": str(case.hazard_id),
        "found_via": "import",
        "tile": case.fields["tile"],
        "category": case.fields["category"],
        "danger": False,
        "note": case.note,
        "place": case.place,
        "occurred_at": case.found_at.isoformat(),
        "from_state": None,
        "to_state": State.REPORTED.value,
        "imported_from": dict(case.source),
    }
    known = {name: plain(case.fields.get(name)) for name in _IN_ENTRY}
    arrival = {name: value for name, value in known.items() if value is not None}
    arrival |= {
        "hazard_id": str(case.hazard_id),
        "co_unit_ids": [str(unit_id) for unit_id in case.co_unit_ids],
        "note": f"由表格导入：{where}",
        "from_state": State.REPORTED.value,
        "to_state": case.state.value,
        "sheet": dict(case.said),
    }
    changes = {"state": [None, case.state.value], "ledger_no": [None, case.fields.get("ledger_no")]}
    return _entry(case, "report", report, at=at), _entry(case, "import", arrival, at=at, changes=changes)


def _entry(
    case: OldCase, action: str, content: Mapping[str, Any], *, at: datetime, changes: Mapping[str, Any] | None = None
) -> Entry:
    return Entry(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=case.school_id,
        action=action,
        at=at,
        content=content,
        changes=changes,
    )
