"""Drawing lots for an inspection: pairs of townships or schools, or the schools of a spot check."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.inspections import drawing
from backend.inspections.locking import lock_inspection, note, write_schools
from backend.inspections.models import INSPECTOR, RECORD, Inspection
from backend.inspections.plans import groups_of_units, names_of_groups
from backend.inspections.queries import inspectors_of, records_of
from backend.places.models import SCHOOL


def draw_lots(session: Session, actor: Actor, inspection_id: UUID, *, version: int, by: str, size: int) -> None:
    """Draw pairs (cross) or schools (spot) with a new seed. Every draw is kept, so that nobody draws until it suits."""
    inspection = lock_inspection(session, actor, inspection_id, version=version, states=("draft",))
    if inspection.type not in {"cross", "spot"}:
        raise Problem("inspection_draw_unfit")
    records = records_of(session, inspection_id)
    drawn = _pairs(session, records, by=by) if inspection.type == "cross" else _sample(session, inspection, size)
    drawn |= {"at": now().isoformat(), "by_name": actor.display_name}
    inspection.draw, inspection.draw_history = drawn, [*inspection.draw_history, drawn]
    inspection.version += 1
    session.flush()
    _assign_groups(session, inspection)
    note(session, actor, "inspection.drawn", inspection_id, inspection.county_id, seed=[None, drawn["seed"]])


def _pairs(session: Session, records: Sequence[Any], *, by: str) -> dict[str, Any]:
    codes = {group_of(session, row, by=by) for row in records}
    seed = secrets.token_hex(8)
    try:
        pairs = drawing.pairs(seed, codes)
    except drawing.TooFew as error:
        raise Problem("inspection_draw_too_few", most=len(codes)) from error
    ordered = [vars(lot) for lot in drawing.lots(seed, codes)]
    names = names_of_groups(session, codes)
    return {"kind": "pairs", "by": by, "seed": seed, "lots": ordered, "pairs": [list(p) for p in pairs], "names": names}


def _sample(session: Session, inspection: Inspection, size: int) -> dict[str, Any]:
    """Draw from the schools as they were named, also when drawn again; what is not drawn has no sheet."""
    rows = records_of(session, inspection.id)
    pool = inspection.draw.get("pool") or {row.school_code: str(row.school_id) for row in rows}
    seed = secrets.token_hex(8)
    try:
        drawn = drawing.sample(seed, pool, size)
    except drawing.TooFew as error:
        raise Problem("inspection_draw_too_few", most=len(pool)) from error
    session.execute(delete(RECORD).where(RECORD.c.inspection_id == inspection.id))
    write_schools(session, inspection.id, inspection.county_id, [UUID(pool[code]) for code in drawn])
    ordered = [vars(lot) for lot in drawing.lots(seed, pool)]
    names = names_of_groups(session, pool)
    return {"kind": "sample", "seed": seed, "lots": ordered, "drawn": drawn, "pool": pool, "names": names}


def group_of(session: Session, row: Any, *, by: str) -> str:
    """Return the participant that a sheet's school belongs to; a campus belongs to its school."""
    if by == "township":
        return str(row.township_code)
    if row.parent_school_id is None:
        return str(row.school_code)
    found = session.execute(select(SCHOOL.c.school_code).where(SCHOOL.c.id == row.parent_school_id))
    return str(found.scalar_one())


def _assign_groups(session: Session, inspection: Inspection) -> None:
    """Write on every sheet and inspector which participant they belong to in this draw."""
    by = inspection.draw.get("by")
    if by is None:
        return
    for row in records_of(session, inspection.id):
        group = group_of(session, row, by=by)
        session.execute(update(RECORD).where(RECORD.c.id == row.id).values(group_code=group))
    named = inspectors_of(session, [inspection.id])
    groups = groups_of_units(session, {each.unit_id for each in named}, by=by)
    known = {lot["code"] for lot in inspection.draw["lots"]}
    for each in named:
        theirs = each.group_code if each.group_code in known else groups.get(each.unit_id)
        mine = (INSPECTOR.c.inspection_id == inspection.id) & (INSPECTOR.c.account_id == each.account_id)
        session.execute(update(INSPECTOR).where(mine).values(group_code=theirs))
