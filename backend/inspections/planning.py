"""Planning: an inspection is written down, opened (which gives the inspectors their right on the schools) and closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.inspections.kinds import STATES
from backend.inspections.locking import lock_inspection, note, write_schools
from backend.inspections.models import INSPECTION, INSPECTOR, RECORD, UNIT, Inspection
from backend.inspections.plans import (
    Named,
    Plan,
    check_cover,
    check_dates,
    check_plan,
    groups_of_units,
    units_of_inspectors,
)
from backend.inspections.queries import inspectors_of, plannable, records_of
from backend.inspections.terms import settle_grants
from backend.messages.operations import Notice, send
from backend.places.access import ensure_may
from backend.places.queries import county_scopes


def create_inspection(session: Session, actor: Actor, plan: Plan) -> UUID:
    """Write a new inspection down as a draft; the same id again is the first try's, if it was this person's."""
    county_id = check_plan(session, plan)
    ensure_may(actor, "inspection.plan", county_scopes(session, county_id))
    row = _columns(plan) | {
        "id": plan.id,
        "county_id": county_id,
        "state": "draft",
        "version": 1,
        "draw": {},
        "draw_history": [],
        "created_by": actor.account_id,
        "created_at": now(),
    }
    if not insert_once(session, INSPECTION, row):
        return _earlier(session, actor, plan.id)
    write_schools(session, plan.id, county_id, plan.school_ids)
    _write_people(session, plan.id, county_id, plan)
    note(session, actor, "inspection.created", plan.id, county_id, schools=[None, len(plan.school_ids)])
    return plan.id


def edit_inspection(session: Session, actor: Actor, plan: Plan, *, version: int) -> None:
    """Change a draft as a whole; of an open one title, phase, last day, units and inspectors."""
    inspection = lock_inspection(session, actor, plan.id, version=version, states=("draft", "open"))
    ensure_may(actor, "inspection.plan", county_scopes(session, inspection.county_id))
    before = {each.account_id for each in inspectors_of(session, [plan.id])}
    if inspection.state == "draft":
        if check_plan(session, plan) != inspection.county_id:
            raise Problem("inspection_schools_unfit", fields={"school_ids": ["inspection_schools_unfit"]})
        _change_draft(session, inspection, plan)
    else:
        _keep_what_stays(session, inspection, plan)
        inspection.title, inspection.phase, inspection.ends_on = plan.title, plan.phase, plan.ends_on
    _write_people(session, plan.id, inspection.county_id, plan)
    inspection.version += 1
    session.flush()
    if inspection.state == "open":
        named = inspectors_of(session, [plan.id])
        check_cover(inspection, records_of(session, plan.id), named)
        settle_grants(session, actor, before | {each.account_id for each in named})
        _tell_inspectors(session, actor, inspection, {each.account_id for each in named} - before)
    people = [len(before), len(plan.inspectors)]
    note(session, actor, "inspection.edited", plan.id, inspection.county_id, inspectors=people)


def open_inspection(session: Session, actor: Actor, inspection_id: UUID, *, version: int) -> None:
    """Open it: from now on the inspectors may work, and each has the right on their schools until the last day."""
    inspection = lock_inspection(session, actor, inspection_id, version=version, states=("draft",))
    if inspection.type in {"cross", "spot"} and not inspection.draw:
        raise Problem("inspection_draw_missing")
    check_dates(inspection.starts_on, inspection.ends_on)
    named = inspectors_of(session, [inspection_id])
    check_cover(inspection, records_of(session, inspection_id), named)
    inspection.state, inspection.opened_at = "open", now()
    inspection.version += 1
    people = {each.account_id for each in named}
    settle_grants(session, actor, people)
    _tell_inspectors(session, actor, inspection, people)
    note(session, actor, "inspection.opened", inspection_id, inspection.county_id, state=["draft", "open"])


def close_inspection(session: Session, actor: Actor, inspection_id: UUID, *, version: int) -> None:
    """Close it: the inspectors' right ends now. A sheet that nobody signed stays as it is, and says so."""
    inspection = lock_inspection(session, actor, inspection_id, version=version, states=("open",))
    inspection.state, inspection.closed_at = "closed", now()
    inspection.version += 1
    settle_grants(session, actor, {each.account_id for each in inspectors_of(session, [inspection_id])})
    note(session, actor, "inspection.closed", inspection_id, inspection.county_id, state=["open", "closed"])


def _columns(plan: Plan) -> dict[str, Any]:
    names = ("type", "title", "phase", "template", "starts_on", "ends_on")
    return {name: getattr(plan, name) for name in names}


def _earlier(session: Session, actor: Actor, inspection_id: UUID) -> UUID:
    query = select(INSPECTION.c.created_by).where(INSPECTION.c.id == inspection_id, plannable(actor))
    if session.execute(query).scalar_one_or_none() != actor.account_id:
        raise Problem("inspection_id_taken")
    return inspection_id


def _change_draft(session: Session, inspection: Inspection, plan: Plan) -> None:
    """Other schools or another type make the last draw void; it stays in the history."""
    schools = {row.school_id for row in records_of(session, plan.id)}
    changed = schools != set(plan.school_ids)
    if changed or inspection.type != plan.type:
        inspection.draw = {}
    for name, value in _columns(plan).items():
        setattr(inspection, name, value)
    if changed:
        session.execute(delete(RECORD).where(RECORD.c.inspection_id == plan.id))
        write_schools(session, plan.id, inspection.county_id, plan.school_ids)


def _keep_what_stays(session: Session, inspection: Inspection, plan: Plan) -> None:
    schools = {row.school_id for row in records_of(session, plan.id)}
    same = all(getattr(inspection, name) == getattr(plan, name) for name in ("type", "template", "starts_on"))
    if not same or schools != set(plan.school_ids):
        raise Problem("inspection_wrong_state", state=STATES["open"])
    check_dates(plan.starts_on, plan.ends_on)


def _write_people(session: Session, inspection_id: UUID, county_id: UUID, plan: Plan) -> None:
    """Write units and inspectors; whoever is not named any more is kept as removed, because the sheets name them."""
    units = units_of_inspectors(session, county_id, plan.inspectors)
    session.execute(delete(UNIT).where(UNIT.c.inspection_id == inspection_id))
    rows = [{"inspection_id": inspection_id, "unit_id": each} for each in dict.fromkeys(plan.unit_ids)]
    if rows:
        session.execute(insert(UNIT), rows)
    gone = (INSPECTOR.c.inspection_id == inspection_id) & INSPECTOR.c.account_id.not_in(units)
    session.execute(update(INSPECTOR).where(gone, INSPECTOR.c.removed_at.is_(None)).values(removed_at=now()))
    by = session.execute(select(INSPECTION.c.draw).where(INSPECTION.c.id == inspection_id)).scalar_one().get("by")
    groups = groups_of_units(session, units.values(), by=by or "township")
    for each in {named.account_id: named for named in plan.inspectors}.values():
        _write_inspector(session, inspection_id, each, unit_id=units[each.account_id], groups=groups)


def _write_inspector(
    session: Session, inspection_id: UUID, named: Named, *, unit_id: UUID, groups: Mapping[UUID, str]
) -> None:
    key = {"inspection_id": inspection_id, "account_id": named.account_id}
    values = {"unit_id": unit_id, "group_code": named.group_code or groups.get(unit_id), "removed_at": None}
    if not insert_once(session, INSPECTOR, key | values | {"added_at": now()}):
        mine = (INSPECTOR.c.inspection_id == inspection_id) & (INSPECTOR.c.account_id == named.account_id)
        session.execute(update(INSPECTOR).where(mine).values(**values))


def _tell_inspectors(session: Session, actor: Actor, inspection: Inspection, account_ids: set[UUID]) -> None:
    if not account_ids:
        return
    send(
        session,
        Notice(
            kind="inspection_named",
            county_id=inspection.county_id,
            account_ids=tuple(sorted(account_ids)),
            except_ids=(actor.account_id,) if actor.account_id else (),
            subject_type="inspection",
            subject_id=inspection.id,
            values={"number": inspection.title, "due": inspection.ends_on.isoformat()},
        ),
    )
