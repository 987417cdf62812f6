"""The named moves of a case (domain.md §4.2): each checks its own evidence, then goes through the one frame in moves.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pypinyin import Style, lazy_pinyin
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import calendar
from backend.core.actor import Actor
from backend.core.clock import end_of_local_day, local_date
from backend.core.errors import Problem
from backend.hazards.taxonomy import Category
from backend.hazards.taxonomy import load as taxonomy
from backend.people.models import Account
from backend.places.mergers import responsible_school
from backend.places.models import Division, Organisation
from backend.rectifications import ledger, rules
from backend.rectifications.moves import Command, Move, begin, finish, locked_case


def assign_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T10: classify, name the responsible unit and the deadline, and enter the case in the ledger under its number."""
    move = begin(session, actor, case_id, action="assign", command=command)
    if move is None:
        return
    asked = command.details
    category = _category(asked["category"])
    _check_severity(move, asked, category)
    unit = _unit(session, move, asked["lead_unit_id"])
    _check_tracker(session, move, asked.get("tracker_id"))
    due_at = _due_at(session, move, asked.get("due_at"), category=category)
    changes = {
        "category": category.code,
        "severity": asked["severity"],
        "criteria_item": asked.get("criteria_item"),
        "handling": asked["handling"],
        "lead_unit_id": unit.id,
        "tracker_id": asked.get("tracker_id"),
        "due_at": due_at,
        "quarantined": False,
        **_listing(session, move),
    }
    finish(session, actor, move, command=command, changes=changes)


def self_assign_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T02: the finder's own unit leads this kind of hazard and fixes it itself; triage is skipped."""
    move = begin(session, actor, case_id, action="self_assign", command=command)
    if move is None:
        return
    category = _category(command.details.get("category") or move.case.category or "")
    changes = {
        "category": category.code,
        "severity": "major" if "major" in (category.severity, move.case.severity) else "general",
        "handling": category.handling,
        "quarantined": False,
        "lead_unit_id": move.person.unit_id,
        "due_at": default_due_at(session, move.case.county_id, category, found_at=move.at),
        **_listing(session, move),
    }
    finish(session, actor, move, command=command, changes=changes)


def reject_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T06: not a hazard, not found, a test or abuse; the reason stands in the entry."""
    move = begin(session, actor, case_id, action="reject", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"closed_at": move.at})


def merge_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T07: the same thing as another open case of this school; the reporters follow that one from now on."""
    master_id = command.details["master_case_id"]
    for each in sorted({case_id, master_id}):  # in one order, so that two merges crosswise do not wait for each other
        locked_case(session, actor, each)
    move = begin(session, actor, case_id, action="merge", command=command)
    if move is None:
        return
    master = locked_case(session, actor, master_id)
    same_place = (master.county_id, master.school_id) == (move.case.county_id, move.case.school_id)
    hides = master.quarantined and not move.case.quarantined
    if master_id == case_id or not same_place or not rules.is_open(master.state) or hides:
        raise Problem("case_master_unsuitable", fields={"master_case_id": ["case_master_unsuitable"]})
    master.external = master.external or move.case.external  # what outsiders said stays out of the school's hands
    finish(session, actor, move, command=command, changes={"master_case_id": master_id, "closed_at": move.at})


def acknowledge_assignment(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T11: the responsible unit takes it over and names the person and the planned measure."""
    move = begin(session, actor, case_id, action="acknowledge", command=command)
    if move is not None:
        changes = {"acknowledged_at": move.at, "responsible_name": command.details["responsible_name"]}
        finish(session, actor, move, command=command, changes=changes)


def submit_rectification(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T20: the fix, with what was done and a photo of it; the photo's bytes may come later."""
    move = begin(session, actor, case_id, action="submit", command=command)
    if move is None:
        return
    category = taxonomy().categories.get(move.case.category or "")
    if not command.photos and (category is None or category.photo != "forbidden"):
        raise Problem("case_photo_needed", fields={"photos": ["case_photo_needed"]})
    changes = {"submitted_at": move.at, "submitted_by": actor.account_id, "submitted_unit_id": actor.unit_id}
    finish(session, actor, move, command=command, changes=changes)


def fail_verification(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T21: not fixed; back to work, with at least two days from now."""
    move = begin(session, actor, case_id, action="fail", command=command)
    if move is None:
        return
    due_at = rules.due_after_failure(move.case.due_at, submitted_at=move.case.submitted_at, failed_at=move.at)
    changes = {"fail_count": move.case.fail_count + 1, "due_at": due_at}
    finish(session, actor, move, command=command, changes=changes)


def verify_rectification(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T22 and T23: somebody else finds it fixed. A general hazard is struck off, a major one waits for a second person."""
    move = begin(session, actor, case_id, action="verify", command=command)
    if move is None:
        return
    major = move.case.severity == "major"
    if major and not (command.details.get("on_site") and command.photos and command.note.strip()):
        raise Problem("case_on_site_needed", fields={"on_site": ["case_on_site_needed"]})
    changes: dict[str, Any] = {
        "verified_at": move.at,
        "verified_by": actor.account_id,
        "verified_unit_id": actor.unit_id,
    }
    finish(session, actor, move, command=command, changes=changes if major else changes | {"closed_at": move.at})


def close_out(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T24: a second person of another unit strikes a verified major hazard off the ledger."""
    move = begin(session, actor, case_id, action="close_out", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"closed_at": move.at})


def default_due_at(session: Session, county_id: UUID, category: Category, *, found_at: datetime) -> datetime:
    """Return the category's deadline: calendar days rolled forward to a working day, at that day's end in Asia/Shanghai."""
    start = local_date(found_at)
    if category.due_days == 0:
        return end_of_local_day(start)
    return end_of_local_day(calendar.load(session, county_id).after_calendar_days(start, category.due_days))


def _listing(session: Session, move: Move) -> dict[str, Any]:
    """列名挂账: the fields that enter a case in the ledger, its number among them."""
    name = session.execute(select(Division.name).where(Division.id == move.case.county_id)).scalar_one()
    letters = "".join(lazy_pinyin(name[:-1] or name, style=Style.FIRST_LETTER)).upper()
    case = move.case
    number = ledger.next_number(session, case.county_id, case.school_id, prefix=letters, at=move.at)
    return {"ledger_no": number, "assigned_at": move.at}


def _category(code: str) -> Category:
    category = taxonomy().categories.get(code)
    if category is None:
        raise Problem("report_category_unknown", fields={"category": ["report_category_unknown"]})
    return category


def _check_severity(move: Move, asked: Any, category: Category) -> None:
    if asked["severity"] == "major" and not asked.get("criteria_item"):
        raise Problem("case_criteria_item_needed", fields={"criteria_item": ["case_criteria_item_needed"]})
    lowered = asked["severity"] == "general" and "major" in (category.severity, move.case.severity)
    if lowered and "case.lower_severity" not in move.person.verbs:
        raise Problem("case_severity_not_yours", fields={"severity": ["case_severity_not_yours"]})


def _due_at(session: Session, move: Move, asked: datetime | None, *, category: Category) -> datetime:
    if asked is None:
        return default_due_at(session, move.case.county_id, category, found_at=move.at)
    if asked < move.at:
        raise Problem("case_due_in_the_past", fields={"due_at": ["case_due_in_the_past"]})
    return asked


def _check_tracker(session: Session, move: Move, account_id: UUID | None) -> None:
    if account_id is None:
        return
    account = session.get(Account, account_id)
    if account is None or account.county_id != move.case.county_id or account.disabled_at is not None:
        raise Problem("case_tracker_unknown", fields={"tracker_id": ["case_tracker_unknown"]})


def _unit(session: Session, move: Move, unit_id: UUID) -> Organisation:
    unit = session.get(Organisation, unit_id)
    if unit is None or unit.county_id != move.case.county_id:
        raise Problem("case_unit_unknown", fields={"lead_unit_id": ["case_unit_unknown"]})
    of_another_school = unit.kind == "SCH" and unit.id != responsible_school(session, move.case.school_id)
    if unit.kind not in move.assigns_to or of_another_school:
        raise Problem("case_outside_own_line", fields={"lead_unit_id": ["case_outside_own_line"]})
    return unit
