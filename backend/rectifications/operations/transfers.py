"""移交: the responsible unit says that it is not its line; the joint office decides, twice at the most."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.places.mergers import responsible_school
from backend.rectifications.commands import Command
from backend.rectifications.models import CO_UNIT
from backend.rectifications.moves import begin, finish
from backend.rectifications.operations.assigning import unit_of_county


def ask_transfer(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T13: propose another unit, with reason and legal basis; the deadline goes on running."""
    move = begin(session, actor, case_id, action="ask_transfer", command=command)
    if move is None:
        return
    unit = unit_of_county(session, move.case.county_id, command.details["to_unit_id"], field="to_unit_id")
    of_another_school = unit.kind == "SCH" and unit.id != responsible_school(session, move.case.school_id)
    if unit.id == move.case.lead_unit_id or of_another_school:
        raise Problem("case_unit_unknown", fields={"to_unit_id": ["case_unit_unknown"]})
    finish(session, actor, move, command=command, changes={"transfer_to_id": unit.id})


def approve_transfer(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T14: the proposed unit becomes responsible and acknowledges anew; the old one may stay as co-unit."""
    move = begin(session, actor, case_id, action="approve_transfer", command=command)
    if move is None:
        return
    case = move.case
    if command.details.get("keep_as_co_unit"):
        insert_once(session, CO_UNIT, {"case_id": case.id, "unit_id": case.lead_unit_id})
    changes: dict[str, Any] = {
        "lead_unit_id": case.transfer_to_id,
        "transfer_to_id": None,
        "transfer_count": case.transfer_count + 1,
        "assigned_at": move.at,
        "acknowledged_at": None,
        "responsible_name": None,
        "planned_measure": None,
        "extension_to": None,
    }
    finish(session, actor, move, command=command, changes=changes)


def refuse_transfer(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T15: the unit keeps it: to be acknowledged if it was not, to be rectified if it was."""
    move = begin(session, actor, case_id, action="refuse_transfer", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"transfer_to_id": None})
