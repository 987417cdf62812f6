"""研判交办: who is responsible, until when, how severe; and the ledger number that comes with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pypinyin import Style, lazy_pinyin
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import Problem
from backend.hazards.criteria import criteria_for
from backend.hazards.taxonomy import Category
from backend.hazards.taxonomy import load as taxonomy
from backend.people.models import Account
from backend.places.mergers import responsible_school
from backend.places.models import Division, Organisation
from backend.rectifications import ledger
from backend.rectifications.clock_settings import recent_rulebook
from backend.rectifications.commands import Command
from backend.rectifications.moves import Move, begin, finish
from backend.rectifications.recurrence import earlier_cases


def assign_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T10: classify, name the responsible unit and the deadline, and enter the case in the ledger under its number."""
    move = begin(session, actor, case_id, action="assign", command=command)
    if move is None:
        return
    asked = command.details
    category = category_of(asked["category"])
    severity = severity_by(asked.get("criteria_item"), asked["severity"])
    _check_severity(move, severity, asked, category)
    unit = _unit(session, move, asked["lead_unit_id"])
    _check_tracker(session, move, asked.get("tracker_id"))
    due = _due(session, move, asked.get("due_at"), category=category)
    changes = {
        "category": category.code,
        "severity": severity,
        **criteria_fields(session, move, asked.get("criteria_item")),
        "handling": asked["handling"],
        "lead_unit_id": unit.id,
        "tracker_id": asked.get("tracker_id"),
        "quarantined": False,
        "recurrence_of_id": _recurrence_of(session, move, asked.get("recurrence_of_id"), category=category),
        **due,
        **listing(session, move),
    }
    finish(session, actor, move, command=command, changes=changes)


def self_assign_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T02: the finder's own unit leads this kind of hazard and fixes it itself; triage is skipped."""
    move = begin(session, actor, case_id, action="self_assign", command=command)
    if move is None:
        return
    category = category_of(command.details.get("category") or move.case.category or "")
    changes = {
        "category": category.code,
        "severity": "major" if "major" in (category.severity, move.case.severity) else "general",
        "handling": category.handling,
        "quarantined": False,
        "lead_unit_id": move.person.unit_id,
        **default_due(session, move.case.county_id, category, found_at=move.at),
        **listing(session, move),
    }
    finish(session, actor, move, command=command, changes=changes)


def set_tracker(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """盯办人: a named person follows the case through to its end."""
    move = begin(session, actor, case_id, action="set_tracker", command=command)
    if move is None:
        return
    tracker_id = command.details["tracker_id"]
    _check_tracker(session, move, tracker_id)
    finish(session, actor, move, command=command, changes={"tracker_id": tracker_id})


def default_due(session: Session, county_id: UUID, category: Category, *, found_at: datetime) -> dict[str, Any]:
    """Return the deadline fields of a case: the category's calendar days rolled forward to a working day, at its end.

    Where a year's holidays are not imported yet it is guessed, which the fields say: nothing stops at new year.
    """
    due = recent_rulebook(session, county_id).reckoner.after_calendar_days(found_at, category.due_days)
    base = local_date(found_at) + timedelta(days=category.due_days) if due.guessed else None
    return due_fields(due.at) | {"due_guessed_year": due.guessed_year, "due_base_on": base}


def due_fields(due_at: datetime) -> dict[str, Any]:
    """Return the deadline fields of a case whose deadline a person has chosen."""
    return {"due_at": due_at, "first_due_at": due_at, "due_guessed_year": None, "due_base_on": None}


def listing(session: Session, move: Move) -> dict[str, Any]:
    """列名挂账: the fields that enter a case in the ledger, its number among them."""
    case = move.case
    letters = number_prefix(session, case.county_id)
    number = ledger.next_number(session, case.county_id, case.school_id, prefix=letters, at=move.at)
    return {"ledger_no": number, "assigned_at": move.at}


def number_prefix(session: Session, county_id: UUID) -> str:
    """Return the letters that a county's ledger numbers begin with: 示范县 gives SF."""
    name = session.execute(select(Division.name).where(Division.id == county_id)).scalar_one()
    return "".join(lazy_pinyin(name[:-1] or name, style=Style.FIRST_LETTER)).upper()


def category_of(code: str) -> Category:
    """Return the hazard kind of a code, or refuse one that nobody knows."""
    category = taxonomy().categories.get(code)
    if category is None:
        raise Problem("report_category_unknown", fields={"category": ["report_category_unknown"]})
    return category


def unit_of_county(session: Session, county_id: UUID, unit_id: UUID, *, field: str = "lead_unit_id") -> Organisation:
    """Return a unit of the county, or refuse one that is none."""
    unit = session.get(Organisation, unit_id)
    if unit is None or unit.county_id != county_id:
        raise Problem("case_unit_unknown", fields={field: ["case_unit_unknown"]})
    return unit


def severity_by(criteria_item: str | None, asked: str) -> str:
    """Return the severity: a ticked clause makes it a major one, whatever else was chosen."""
    return "major" if criteria_item else asked


def criteria_fields(session: Session, move: Move, criteria_item: str | None) -> dict[str, Any]:
    """Return the clause and the version it stands in; a clause of a county's own list has no version of ours."""
    if criteria_item is None:
        return {"criteria_item": None, "criteria_version": None}
    code = session.execute(select(Division.code).where(Division.id == move.case.county_id)).scalar_one()
    criteria = criteria_for(code)
    known = criteria.clause(criteria_item) is not None
    return {"criteria_item": criteria_item, "criteria_version": criteria.version if known else None}


def _recurrence_of(session: Session, move: Move, asked: UUID | None, *, category: Category) -> UUID | None:
    """Return the closed case that this one is the return of: said by the joint office, never found by itself."""
    if asked is None:
        return None
    if "case.reopen" not in move.person.verbs:
        raise Problem("case_recurrence_not_yours", fields={"recurrence_of_id": ["case_recurrence_not_yours"]})
    if asked not in {each.case.id for each in earlier_cases(session, move.case, category.code)}:
        raise Problem("case_recurrence_unsuitable", fields={"recurrence_of_id": ["case_recurrence_unsuitable"]})
    return asked


def _check_severity(move: Move, severity: str, asked: Any, category: Category) -> None:
    if severity == "major" and not asked.get("criteria_item"):
        raise Problem("case_criteria_item_needed", fields={"criteria_item": ["case_criteria_item_needed"]})
    lowered = severity == "general" and "major" in (category.severity, move.case.severity)
    if lowered and "case.lower_severity" not in move.person.verbs:
        raise Problem("case_severity_not_yours", fields={"severity": ["case_severity_not_yours"]})


def _due(session: Session, move: Move, asked: datetime | None, *, category: Category) -> dict[str, Any]:
    """Return the deadline asked for, else the category's; a screen that sends back what was suggested has chosen nothing."""
    suggested = default_due(session, move.case.county_id, category, found_at=move.at)
    if asked is None or asked == suggested["due_at"]:
        return suggested
    if asked < move.at:
        raise Problem("case_due_in_the_past", fields={"due_at": ["case_due_in_the_past"]})
    return due_fields(asked)


def _check_tracker(session: Session, move: Move, account_id: UUID | None) -> None:
    if account_id is None:
        return
    account = session.get(Account, account_id)
    if account is None or account.county_id != move.case.county_id or account.disabled_at is not None:
        raise Problem("case_tracker_unknown", fields={"tracker_id": ["case_tracker_unknown"]})


def _unit(session: Session, move: Move, unit_id: UUID) -> Organisation:
    unit = unit_of_county(session, move.case.county_id, unit_id)
    of_another_school = unit.kind == "SCH" and unit.id != responsible_school(session, move.case.school_id)
    if unit.kind not in move.assigns_to or of_another_school:
        raise Problem("case_outside_own_line", fields={"lead_unit_id": ["case_outside_own_line"]})
    return unit
