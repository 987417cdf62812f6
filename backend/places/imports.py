"""Importing schools and checkpoints from a table: preview first, nothing written before it is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.audit.operations import record_each
from backend.core import imports
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.spreadsheets import CellMistake, Row, Table
from backend.places.access import ensure_may
from backend.places.changes import as_changes
from backend.places.checkpoints import CheckpointFacts
from backend.places.import_plan import Known, Planned, plan
from backend.places.initials import initials
from backend.places.models import CHECKPOINT, DIVISION, ORGANISATION, SCHOOL
from backend.places.names import note_former_name
from backend.places.operations import SchoolFacts, school_rows
from backend.places.queries import county_scopes
from backend.places.tables import CHECKPOINTS, SCHOOLS

KIND = "places"
_NAMES = ("name", "short_name")
_CHUNK = 500
_AUDITED = [
    (action, object_type, sheet)
    for action in ("create", "update")
    for object_type, sheet in (("school", SCHOOLS), ("checkpoint", CHECKPOINTS))
]


@dataclass(frozen=True)
class Preview:
    """Tables as read and judged for a county; `kept` is what waits for confirmation. Nothing is written yet."""

    county_id: UUID
    kept: list[dict[str, Any]]
    planned: list[Planned]


def judge_import(session: Session, actor: Actor, tables: dict[str, Table], *, county_id: UUID | None = None) -> Preview:
    """Say what the rows would do in `county_id` (the actor's own by default); a reading session will do."""
    county = county_id or actor.county_id
    if county is None:
        raise Problem("place_import_county_unknown")
    ensure_may(actor, "place.import", county_scopes(session, county))
    rows = {sheet: table.rows for sheet, table in tables.items()}
    kept = [_kept(sheet, row) for sheet, found in rows.items() for row in found]
    return Preview(county, kept, plan(rows, load_known(session, county, rows)))


def _kept(sheet: str, row: Row) -> dict[str, Any]:
    """The row as read, before it is judged: the judgement is made anew at confirmation."""
    errors = [asdict(error) for error in row.errors]
    return {"sheet": sheet, "row_number": row.row_number, "values": dict(row.values), "errors": errors}


def keep_import(session: Session, actor: Actor, preview: Preview) -> UUID:
    """Store a preview until its uploader confirms it."""
    return imports.keep(session, actor, county_id=preview.county_id, kind=KIND, rows=preview.kept)


def confirm_import(session: Session, actor: Actor, *, batch_id: UUID, only_clean: bool) -> dict[str, int]:
    """Write the rows, judged anew by what is known now; with `only_clean` the wrong ones are left out, else all wait."""
    county_id, kept = imports.take(session, actor, batch_id=batch_id, kind=KIND)
    ensure_may(actor, "place.import", county_scopes(session, county_id))
    rows: dict[str, list[Row]] = {}
    for row in kept:
        errors = [CellMistake(**error) for error in row["errors"]]
        rows.setdefault(row["sheet"], []).append(Row(row["row_number"], row["values"], errors))
    planned = plan(rows, load_known(session, county_id, rows))
    failed = sum(row.action == "error" for row in planned)
    if failed and not only_clean:
        raise Problem("place_import_not_clean", failed=failed)
    try:
        _write(session, actor, county_id, planned=planned)
    except IntegrityError:
        raise Problem("place_import_overtaken") from None
    return {action + "d": sum(row.action == action for row in planned) for action in ("create", "update")}


def load_known(session: Session, county_id: UUID, rows: dict[str, list[Row]]) -> Known:
    """Read what the rows are judged by."""
    if (
        session.execute(select(DIVISION.c.id).where(DIVISION.c.id == county_id, DIVISION.c.level == "county")).first()
        is None
    ):
        raise Problem("not_found")
    towns = select(DIVISION).where(DIVISION.c.parent_id == county_id, DIVISION.c.level == "township")
    stations = select(ORGANISATION).where(ORGANISATION.c.county_id == county_id, ORGANISATION.c.kind == "PCS")
    named = select(SCHOOL, ORGANISATION.c.name, ORGANISATION.c.short_name)
    schools = named.join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id).where(SCHOOL.c.county_id == county_id)
    points = select(CHECKPOINT).where(CHECKPOINT.c.county_id == county_id, CHECKPOINT.c.retired_at.is_(None))
    return Known(
        townships=_by(session, towns, "name", "code"),
        precincts=_by(session, stations, "name", "short_name"),
        schools={row["school_code"]: row for row in _facts(session, schools)},
        checkpoints={(row["school_id"], row["name"]): row for row in _facts(session, points)},
        elsewhere=_elsewhere(session, county_id, rows.get(SCHOOLS, [])),
    )


def _facts(session: Session, query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]


def _by(session: Session, query: Any, *names: str) -> dict[str, UUID]:
    """Map each of the names to its id; a name that two of them bear leads nowhere, because a guess could be wrong."""
    ids: dict[str, set[UUID]] = {}
    for row in _facts(session, query):
        for name in names:
            ids.setdefault(row[name], set()).add(row["id"])
    return {name: found.pop() for name, found in ids.items() if len(found) == 1}


def _elsewhere(session: Session, county_id: UUID, rows: list[Row]) -> frozenset[str]:
    codes = sorted({row.values["school_code"] for row in rows if "school_code" in row.values})
    taken: set[str] = set()
    for start in range(0, len(codes), _CHUNK):
        mine = (SCHOOL.c.school_code.in_(codes[start : start + _CHUNK]), SCHOOL.c.county_id != county_id)
        taken.update(session.execute(select(SCHOOL.c.school_code).where(*mine)).scalars())
    return frozenset(taken)


def _write(session: Session, actor: Actor, county_id: UUID, *, planned: Sequence[Planned]) -> None:
    """Schools before campuses before points, as foreign keys ask."""
    made = [row for row in planned if row.action == "create"]
    schools = sorted((row for row in made if row.sheet == SCHOOLS), key=lambda row: "parent_school_id" in row.new)
    pairs = [school_rows(row.id, SchoolFacts(county_id=county_id, **row.new)) for row in schools]
    points = [
        {"id": row.id, "county_id": county_id, "school_id": row.new["school_id"], "retired_at": None}
        | vars(CheckpointFacts(**{name: value for name, value in row.new.items() if name != "school_id"}))
        for row in made
        if row.sheet != SCHOOLS
    ]
    _insert(session, ORGANISATION, [organisation for organisation, _ in pairs])
    _insert(session, SCHOOL, [school for _, school in pairs])
    _insert(session, CHECKPOINT, points)
    for row in planned:
        if row.action == "update":
            _update(session, row)
    for action, object_type, sheet in _AUDITED:
        changes = {
            row.id: as_changes(row.new, row.old) for row in planned if (row.action, row.sheet) == (action, sheet)
        }
        done = f"{object_type}.{'imported' if action == 'create' else 'edited'}"
        record_each(session, actor, action=done, object_type=object_type, county_id=county_id, changes=changes)


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _update(session: Session, row: Planned) -> None:
    if row.sheet != SCHOOLS:
        elsewhere = {"captured_at": None, "captured_readings": None} if row.new.keys() & {"lat", "lng"} else {}
        session.execute(update(CHECKPOINT).where(CHECKPOINT.c.id == row.id).values(**row.new, **elsewhere))
        return
    merged = dict(row.old) | row.new
    names = {name: merged[name] for name in _NAMES} | {"initials": initials(*(merged[name] for name in _NAMES))}
    note_former_name(session, row.id, old=row.old, new=merged)
    above = {"parent_id": merged["parent_school_id"], "division_id": merged["township_id"]}
    session.execute(update(ORGANISATION).where(ORGANISATION.c.id == row.id).values(**names, **above))
    if own := {name: value for name, value in row.new.items() if name not in _NAMES}:
        session.execute(update(SCHOOL).where(SCHOOL.c.id == row.id).values(**own))
