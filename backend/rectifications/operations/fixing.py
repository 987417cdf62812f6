"""整改: the responsible unit takes over, plans, protects meanwhile, and submits what it did."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.evidence.queries import photos_of
from backend.hazards.taxonomy import Category
from backend.rectifications.commands import Command
from backend.rectifications.moves import Move, begin, finish
from backend.rectifications.operations.assigning import category_of, listing

PLAN_AT_MOST = timedelta(days=30)


def acknowledge_assignment(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T11: the responsible unit takes it over and names the person and the planned measure."""
    move = begin(session, actor, case_id, action="acknowledge", command=command)
    if move is None:
        return
    changes = {
        "acknowledged_at": move.at,
        "responsible_name": command.details["responsible_name"],
        "planned_measure": command.details["planned_measure"],
    }
    finish(session, actor, move, command=command, changes=changes)


def record_plan(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T11, 五落实: measure, responsible person, funds, date and what is done meanwhile; at most thirty days ahead."""
    move = begin(session, actor, case_id, action="plan", command=command)
    if move is None:
        return
    until = command.details["planned_until"]
    start = move.case.assigned_at or move.at
    if not move.at < until <= start + PLAN_AT_MOST:
        raise Problem("case_plan_too_long", fields={"planned_until": ["case_plan_too_long"]})
    names = ("planned_measure", "responsible_name", "funds", "planned_until")
    finish(session, actor, move, command=command, changes={name: command.details[name] for name in names})


def record_interim_measure(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T19: what protects people while it cannot be fixed, and until when that holds."""
    move = begin(session, actor, case_id, action="record_interim", command=command)
    if move is None:
        return
    until = command.details["valid_until"]
    if until <= move.at:
        raise Problem("case_date_in_the_past", fields={"valid_until": ["case_date_in_the_past"]})
    changes = {
        "interim_measure": command.details["measure"],
        "interim_until": until,
        "interim_checked_at": move.at,
    }
    finish(session, actor, move, command=command, changes=changes)


def check_interim_measure(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T19 again: is it still in place? One that is not ends here and now, and has to be recorded anew."""
    move = begin(session, actor, case_id, action="check_interim", command=command)
    if move is None:
        return
    changes: dict[str, Any] = {"interim_checked_at": move.at}
    if not command.details["in_place"]:
        changes["interim_until"] = move.at - timedelta(seconds=1)
    finish(session, actor, move, command=command, changes=changes)


def submit_rectification(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T20: the fix, with what was done and a photo of it; the photo's bytes may come later."""
    move = begin(session, actor, case_id, action="submit", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes=_submitted(actor, move, command))


def fix_on_spot(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T03: found, fixed and looked at by a second person in one go; on the ledger all the same, under a number."""
    move = begin(session, actor, case_id, action="fix_on_spot", command=command)
    if move is None:
        return
    category = category_of(command.details["category"])
    _demand_photo_before(session, move, category)
    if category.severity == "major":
        raise Problem("case_major_not_on_spot", fields={"category": ["case_major_not_on_spot"]})
    changes = {
        "category": category.code,
        "handling": "immediate",
        "lead_unit_id": actor.unit_id,
        "quarantined": False,
        "due_at": move.at,
        "first_due_at": move.at,
        "acknowledged_at": move.at,
        "closed_at": move.at,
        **_submitted(actor, move, command),
        **listing(session, move),
    }
    finish(session, actor, move, command=command, changes=changes)


def _submitted(actor: Actor, move: Move, command: Command) -> dict[str, Any]:
    """A fix typed in for a unit is that unit's; who typed it may no more verify it than who made it."""
    return {
        "submitted_at": move.at,
        "submitted_by": actor.account_id,
        "submitted_unit_id": move.case.lead_unit_id if command.typed_in else actor.unit_id,
        "measure": command.details["measure"],
    }


def _demand_photo_before(session: Session, move: Move, category: Category) -> None:
    hazard_id = move.case.hazard_id
    if category.photo != "forbidden" and not photos_of(session, "hazard", [hazard_id])[hazard_id]:
        raise Problem("case_photo_before_needed")
