"""What an assigner chooses from: units, and the defaults that the category suggests, already right in most cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.hazards.criteria import criteria_for
from backend.hazards.taxonomy import UNSURE_CODE, load
from backend.people.models import Account
from backend.people.rules import assignable_kinds, may
from backend.places.mergers import responsible_school
from backend.places.models import Division, Organisation, School
from backend.rectifications import queries
from backend.rectifications.models import Case
from backend.rectifications.operations.assigning import default_due
from backend.rectifications.recurrence import earlier_cases
from backend.rectifications.scopes import place_of_case, readable
from backend.rectifications.timing import guessed

UNKNOWN_YEAR = "这一年的节假日安排还没有录入，系统推算不了期限，请自己选择日期。"


def assignment_options(session: Session, actor: Actor, case_id: UUID, *, category: str | None) -> dict[str, Any]:
    """Return units and defaults for `category` (the case's own when None)."""
    case: Case = queries.read_case(session, actor, case_id).Case
    kinds = assignable_kinds(actor, place_of_case(session, case))
    answering = responsible_school(session, case.school_id)
    units = _units_for(session, county_id=case.county_id, school_id=answering, kinds=kinds)
    return {
        "units": [{"id": unit.id, "name": unit.name, "kind": unit.kind} for unit in units],
        "default": _default(session, case, category or case.category or UNSURE_CODE, units=units),
        "criteria": _criteria(session, case, category or case.category),
        "recurrences": _recurrences(session, actor, case, category or case.category),
    }


def _criteria(session: Session, case: Case, category: str | None) -> dict[str, Any]:
    """The checklist of major hazards, the clauses about this kind first."""
    code = session.execute(select(Division.code).where(Division.id == case.county_id)).scalar_one()
    found = criteria_for(code)
    ordered = sorted(found.clauses, key=lambda clause: category not in clause.categories)
    clauses = [
        {"no": each.no, "article": each.article, "text": each.zh, "fits": category in each.categories}
        for each in ordered
    ]
    return {"version": found.version, "title": found.title, "source": found.source, "clauses": clauses}


def _recurrences(session: Session, actor: Actor, case: Case, category: str | None) -> list[dict[str, Any]]:
    """Suggest closed cases that this one may be the return of, to those who may say so."""
    if not may(actor, "case.reopen", place_of_case(session, case)):
        return []
    earlier = {each.case.id: each.distance_m for each in earlier_cases(session, case, category)}
    statement = queries.summaries().where(Case.id.in_(earlier), readable(actor)).order_by(Case.closed_at.desc())
    return [
        {
            "id": row.Case.id,
            "ledger_no": row.Case.ledger_no,
            "closed_at": row.Case.closed_at,
            "place": queries.place_words(row),
            "distance_m": None if (away := earlier[row.Case.id]) is None else round(away),
        }
        for row in (session.execute(statement).all() if earlier else ())
    ]


def units_to_filter_by(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return the offices of the reader's own county; schools, of which there are many, are found by searching."""
    statement = select(Organisation).where(Organisation.county_id == actor.county_id, Organisation.kind != "SCH")
    found = session.execute(statement.order_by(Organisation.kind, Organisation.name)).scalars()
    return [{"id": unit.id, "name": unit.name, "kind": unit.kind} for unit in found]


def unit_options(session: Session, actor: Actor, case_id: UUID) -> list[dict[str, Any]]:
    """Return the units of the county that the case may be handed to or that may be called: all but the one that has it."""
    case: Case = queries.read_case(session, actor, case_id).Case
    units = _units_for(session, county_id=case.county_id, school_id=case.school_id, kinds=None)
    return [{"id": unit.id, "name": unit.name, "kind": unit.kind} for unit in units if unit.id != case.lead_unit_id]


def tracker_options(session: Session, actor: Actor, case_id: UUID) -> list[dict[str, Any]]:
    """Return who may be asked to follow the case: names and units of the county's offices and the case's own school.

    For those who may assign it only: a list of people is nobody else's business.
    """
    case: Case = queries.read_case(session, actor, case_id).Case
    if not may(actor, "case.assign", place_of_case(session, case)):
        raise Problem("case_not_permitted")
    statement = (
        select(Account.id, Account.display_name, Organisation.name)
        .join(Organisation, Organisation.id == Account.unit_id)
        .where(
            Account.county_id == case.county_id,
            Account.disabled_at.is_(None),
            or_(Organisation.kind != "SCH", Organisation.id == case.school_id),
        )
        .order_by(Organisation.name, Account.display_name)
    )
    return [{"id": row[0], "name": row[1], "unit": row[2]} for row in session.execute(statement)]


def _default(session: Session, case: Case, code: str, *, units: list[Organisation]) -> dict[str, Any]:
    category = load().categories.get(code)
    if category is None:
        raise Problem("report_category_unknown", fields={"category": ["report_category_unknown"]})
    due = default_due(session, case.county_id, category, found_at=now())
    return {
        "category": category.code,
        "severity": "major" if case.severity == "major" else category.severity,
        "handling": category.handling,
        "lead_unit_id": _lead(session, case, category.lead, units=units),
        "due_at": due["due_at"],
        **guessed(due["due_guessed_year"]),
    }


def _lead(session: Session, case: Case, kind: str, *, units: list[Organisation]) -> UUID | None:
    """Choose the unit of that kind: the school itself, its own police station, or the first of the county."""
    if kind == "SCH":
        return responsible_school(session, case.school_id)
    if kind == "PCS":
        return _precinct_of(session, case.school_id)
    return next((unit.id for unit in units if unit.kind == kind), None)


def _units_for(
    session: Session, *, county_id: UUID, school_id: UUID | None, kinds: frozenset[str] | None
) -> list[Organisation]:
    """Return the units of the county that a case may go to: of these kinds (None: any), and of schools only its own."""
    statement = (
        select(Organisation)
        .where(
            Organisation.county_id == county_id,
            true() if kinds is None else Organisation.kind.in_(sorted(kinds)),
            or_(Organisation.kind != "SCH", Organisation.id == school_id),
        )
        .order_by(Organisation.kind, Organisation.name)
    )
    return list(session.execute(statement).scalars())


def _precinct_of(session: Session, school_id: UUID | None) -> UUID | None:
    """Return the police station that looks after a school."""
    return session.execute(select(School.precinct_id).where(School.id == school_id)).scalar_one_or_none()
