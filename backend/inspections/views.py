"""Inspections as offices see them: the plan, who goes where, and how far each school's sheet is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.inspections import rules
from backend.inspections.answers import sheet, tally
from backend.inspections.coverage import covers
from backend.inspections.findings import findings_of
from backend.inspections.kinds import STATES, TYPES
from backend.inspections.models import RECORD, UNIT
from backend.inspections.queries import answers_of, fact_of, inspectors_of, records_of
from backend.inspections.templates import lines_for, templates
from backend.people.rules import may
from backend.places.models import ORGANISATION
from backend.places.queries import county_scopes


def summaries(session: Session, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return what a list shows of each inspection: one query more for all of them."""
    ids = [row.id for row in rows]
    found = session.execute(select(RECORD.c.inspection_id, RECORD.c.signed_at).where(RECORD.c.inspection_id.in_(ids)))
    pairs = [(row.inspection_id, row.signed_at is not None) for row in found]
    schools, signed = Counter(pair[0] for pair in pairs), Counter(pair[0] for pair in pairs if pair[1])
    return [summary(row) | {"schools": schools[row.id], "signed": signed[row.id]} for row in rows]


def summary(row: Any) -> dict[str, Any]:
    """Return what is said of an inspection everywhere."""
    names = ("id", "type", "title", "phase", "template", "starts_on", "ends_on", "state", "version")
    about = {name: getattr(row, name) for name in names}
    return about | {"type_label": TYPES[row.type][0], "state_label": STATES[row.state]}


def detail(session: Session, actor: Actor, row: Any) -> dict[str, Any]:
    """Return an inspection with the sheets that the reader may see; the draw is for those who plan."""
    plans = may(actor, "inspection.plan", county_scopes(session, row.county_id))
    records = records_of(session, row.id, actor=actor)
    named = inspectors_of(session, [row.id])
    lots = {"draw": row.draw or None, "draws": row.draw_history} if plans else {"draw": None, "draws": []}
    shown = summary(row) | lots | {"may_plan": plans, "units": _units(session, row), "county_id": row.county_id}
    shown["inspectors"] = [inspector(each) for each in named if plans or _goes_along(row, each, records)]
    shown["records"] = _progress(session, row, records, named)
    return shown | {"schools": len(records), "signed": sum(each.signed_at is not None for each in records)}


def inspector(each: Any) -> dict[str, Any]:
    """Return an inspector by name and unit."""
    return {
        "account_id": each.account_id,
        "name": each.display_name,
        "unit": {"id": each.unit_id, "name": each.unit_name},
        "group_code": each.group_code,
    }


def _goes_along(row: Any, each: Any, records: Sequence[Any]) -> bool:
    return any(covers(row.type, row.draw, each.group_code, record.group_code) for record in records)


def _units(session: Session, row: Any) -> list[dict[str, Any]]:
    query = (
        select(ORGANISATION.c.id, ORGANISATION.c.name)
        .join(UNIT, UNIT.c.unit_id == ORGANISATION.c.id)
        .where(UNIT.c.inspection_id == row.id)
        .order_by(ORGANISATION.c.name)
    )
    return [{"id": unit.id, "name": unit.name} for unit in session.execute(query)]


def _progress(session: Session, row: Any, records: Sequence[Any], named: Sequence[Any]) -> list[dict[str, Any]]:
    ids = [record.id for record in records]
    answers, findings = answers_of(session, ids), findings_of(session, ids)
    shown = []
    for record in records:
        lines = lines_for(templates()[record.template], record.school_type)
        facts = (fact_of(each) for each in answers[record.id] if not each.after_signing)
        hazards = [each for each in findings if each.record_id == record.id]
        team = [each for each in named if covers(row.type, row.draw, each.group_code, record.group_code)]
        shown.append(
            {
                "id": record.id,
                "school": school(record),
                "township": record.township_name,
                "inspectors": [f"{each.unit_name} {each.display_name}" for each in team],
                "tally": counted(tally(sheet(lines, facts))),
                "hazards": len(hazards),
                "hazards_open": sum(each.closed_at is None for each in hazards),
                **deadlines(record, hazards),
            }
        )
    return shown


def school(record: Any) -> dict[str, Any]:
    """Return the school of a sheet."""
    return {"id": record.school_id, "name": record.school_name, "short_name": record.short_name}


def counted(found: Any) -> dict[str, Any]:
    """Return a tally as it is shown."""
    return {**vars(found), "score": found.score, "answered": found.lines - found.open}


def deadlines(record: Any, hazards: Sequence[Any]) -> dict[str, Any]:
    """Return when a sheet was signed, when its reply is due, and whether that is overdue in the ledger now."""
    due = record.reply_due_at
    late = due is not None and due < now() and rules.is_overdue(each.state for each in hazards)
    return {"signed_at": record.signed_at, "reply_due_at": due, "reply_overdue": late}
