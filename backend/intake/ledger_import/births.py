"""From a row understood to a hazard and a case: times from days, a deadline where none was written, a number in row order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import SHANGHAI, end_of_local_day, now
from backend.core.ids import new_id
from backend.hazards.importing import OldHazard, record_imported
from backend.hazards.taxonomy import UNSURE_CODE, UNSURE_TILE, Category
from backend.hazards.taxonomy import load as taxonomy
from backend.intake.ledger_import.arriving import Arriving
from backend.intake.ledger_import.columns import ALL_TITLES
from backend.intake.ledger_import.plan import Planned
from backend.rectifications import ledger
from backend.rectifications.importing import OldCase, open_imported
from backend.rectifications.ledger_bulk import next_numbers
from backend.rectifications.operations.assigning import default_due, due_fields, number_prefix
from backend.rectifications.states import State

_CHUNK = 500
_DUE_FIELDS = ("due_at", "first_due_at", "due_guessed_year", "due_base_on")
_SAID = ("found_via", "verifier", "look_back", "remark", "original_no")


@dataclass
class _Births:
    """One confirmation under way: what all of its rows share."""

    session: Session
    county_id: UUID
    file_name: str
    at: datetime
    numbers: list[str]
    deadlines: dict[str, dict[str, Any]]


def lock_chains(session: Session, county_id: UUID, planned: Sequence[Planned]) -> None:
    """Lock the chains of the schools that get entries: of two confirmations at once the second sees what the first wrote."""
    ledger.lock_heads(session, county_id, list({each.arriving.school.id for each in planned if each.arriving}))


def write(session: Session, actor: Actor, county_id: UUID, *, planned: Sequence[Planned], file_name: str) -> int:
    """Write the rows that are to be created, all or none, a few hundred at a time; the chains are locked. Returns how many."""
    coming = [each for each in planned if each.action == "create" and each.arriving is not None]
    listed = sum(each.arriving.state is not State.REPORTED for each in coming if each.arriving)
    at = now()
    numbers = []
    if listed:
        numbers = next_numbers(session, county_id, listed, prefix=number_prefix(session, county_id), at=at)
    births = _Births(session, county_id, file_name, at, numbers[::-1], {})
    for start in range(0, len(coming), _CHUNK):
        cases = [_case(births, each, each.arriving) for each in coming[start : start + _CHUNK] if each.arriving]
        record_imported(session, actor, [_hazard(case) for case in cases], received_at=at)
        open_imported(session, actor, cases, at=at)
    return len(coming)


def _hazard(case: OldCase) -> OldHazard:
    return OldHazard(
        id=case.hazard_id,
        county_id=case.county_id,
        school_id=case.school_id,
        tile=case.fields["tile"],
        category=case.fields["category"],
        note=case.note,
        place=case.place,
        found_at=case.found_at,
    )


def _case(births: _Births, planned: Planned, row: Arriving) -> OldCase:
    said = {name: value for name in _SAID if (value := getattr(row, name))}
    return OldCase(
        id=new_id(),
        hazard_id=new_id(),
        county_id=births.county_id,
        school_id=row.school.id,
        found_at=_start_of(row.found_on),
        state=row.state,
        key=planned.key,
        fields=_fields(births, row),
        co_unit_ids=tuple(unit.id for unit in row.units[1:]),
        source=_source(births.file_name, planned),
        said=said,
        place=row.place,
        note=row.note,
    )


def _source(file_name: str, planned: Planned) -> Mapping[str, Any]:
    columns = {ALL_TITLES[key]: value for key, value in planned.row.values.items()}
    return {"file": file_name, "sheet": planned.sheet, "row": planned.row.row_number, "columns": columns}


def _fields(births: _Births, row: Arriving) -> dict[str, Any]:
    listed = row.state is not State.REPORTED
    category = row.category or (taxonomy().categories[UNSURE_CODE] if listed else None)
    lead = row.units[0].id if row.units else None
    due = due_fields(end_of_local_day(row.due_on)) if row.due_on is not None else {}
    if not due and row.state in (State.ASSIGNED, State.RECTIFYING) and category is not None:
        due = _default_due(births, category)
    return {
        "tile": category.tile if category else UNSURE_TILE,
        "category": category.code if category else None,
        "severity": row.severity,
        "handling": row.handling or (category.handling if category else None),
        "external": not row.self_check,
        "finder_unit_id": row.school.id if row.self_check else None,
        "ledger_no": births.numbers.pop() if listed else None,
        "lead_unit_id": lead,
        **{name: due.get(name) for name in _DUE_FIELDS},
        "assigned_at": births.at if listed else None,
        "acknowledged_at": births.at if row.state is State.RECTIFYING else None,
        "responsible_name": row.responsible,
        "planned_measure": row.measure,
        "interim_measure": row.interim,
        "funds": row.funds,
        "measure": row.outcome,
        "submitted_at": _start_or_none(row.done_on),
        "submitted_unit_id": lead if row.done_on else None,
        "verified_at": _start_or_none(row.verified_on),
        "closed_at": _start_or_none(row.closed_on),
    }


def _default_due(births: _Births, category: Category) -> dict[str, Any]:
    if category.code not in births.deadlines:
        due = default_due(births.session, births.county_id, category, found_at=births.at)
        births.deadlines[category.code] = due
    return births.deadlines[category.code]


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def _start_or_none(day: date | None) -> datetime | None:
    return None if day is None else _start_of(day)
