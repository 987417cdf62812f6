"""Hazards of a sheet: reported from a line (by the one door, `intake`), or known to the ledger before and found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.hazards.models import HAZARD
from backend.hazards.rules import Report
from backend.inspections.kinds import FOUND_VIA
from backend.inspections.models import FINDING
from backend.inspections.queries import is_inspector
from backend.inspections.sheets import Sheet, demand_inspector, demand_line, locked_sheet
from backend.places.models import ORGANISATION
from backend.rectifications.models import CASE, CASE_REPORT
from backend.rectifications.queries import read_case


@dataclass(frozen=True)
class Line:
    """The line of a sheet that a report comes from."""

    record_id: UUID
    item: str


def report_from_line(session: Session, actor: Actor, report: Report, line: Line) -> tuple[Report, Sheet]:
    """Return the report with the channel of its inspection, and the sheet, locked; it must be of that school."""
    found = locked_sheet(session, actor, line.record_id)
    demand_line(found, line.item)
    if not is_inspector(session, actor.account_id, found.record):
        raise Problem("inspection_not_inspector")
    return replace(report, found_via=FOUND_VIA[found.record.type]), found


def link_report(
    session: Session, actor: Actor, found: Sheet, *, item: str, hazard_id: UUID, school_id: UUID | None
) -> None:
    """Write that a report belongs to a line. It is taken whenever it comes: a hazard is never lost because a list was signed."""
    if school_id != found.record.school_id:
        raise Problem("inspection_case_elsewhere", fields={"inspection_item": ["inspection_case_elsewhere"]})
    _write(session, actor, found, item=item, hazard_id=hazard_id)


def link_case(session: Session, actor: Actor, line: Line, *, case_id: UUID) -> None:
    """Link a case that the ledger knows already: the same thing, found again."""
    found = locked_sheet(session, actor, line.record_id)
    demand_line(found, line.item)
    demand_inspector(session, actor, found.record, at=now())
    if found.record.signed_at is not None:
        raise Problem("inspection_signed")
    case = read_case(session, actor, case_id).Case
    if case.school_id != found.record.school_id:
        raise Problem("inspection_case_elsewhere", fields={"case_id": ["inspection_case_elsewhere"]})
    _write(session, actor, found, item=line.item, hazard_id=case.hazard_id)


def _write(session: Session, actor: Actor, found: Sheet, *, item: str, hazard_id: UUID) -> None:
    row = {
        "record_id": found.record.id,
        "item": item,
        "hazard_id": hazard_id,
        "linked_at": now(),
        "linked_by": actor.account_id,
        "after_signing": found.record.signed_at is not None or found.record.state == "closed",
    }
    if insert_once(session, FINDING, row):
        changes = {"item": [None, item], "hazard": [None, str(hazard_id)]}
        about: Any = {"object_type": "inspection_record", "object_id": found.record.id}
        record(session, actor, action="inspection.hazard", county_id=found.record.county_id, changes=changes, **about)


def findings_of(session: Session, record_ids: Sequence[UUID]) -> Sequence[Any]:
    """Return the hazards of these sheets as the ledger has them now, in the order found."""
    lead = ORGANISATION.alias("lead")
    query = (
        select(FINDING, HAZARD.c.note, HAZARD.c.place_text, HAZARD.c.found_via)
        .add_columns(CASE.c.id.label("case_id"), CASE.c.ledger_no, CASE.c.state, CASE.c.category, CASE.c.tile)
        .add_columns(CASE.c.severity, CASE.c.due_at, CASE.c.measure, CASE.c.planned_measure, CASE.c.closed_at)
        .add_columns(CASE.c.submitted_at, CASE.c.lead_unit_id, lead.c.name.label("lead_name"))
        .join(HAZARD, HAZARD.c.id == FINDING.c.hazard_id)
        .join(CASE_REPORT, CASE_REPORT.c.hazard_id == FINDING.c.hazard_id)
        .join(CASE, CASE.c.id == CASE_REPORT.c.case_id)
        .outerjoin(lead, lead.c.id == CASE.c.lead_unit_id)
        .where(FINDING.c.record_id.in_(record_ids))
        .order_by(FINDING.c.linked_at, FINDING.c.hazard_id)
    )
    return session.execute(query).all()


def counts_of(session: Session, record_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return how many hazards each sheet has."""
    query = (
        select(FINDING.c.record_id, func.count())
        .where(FINDING.c.record_id.in_(record_ids))
        .group_by(FINDING.c.record_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
