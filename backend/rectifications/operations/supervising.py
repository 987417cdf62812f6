"""督办: urging, lifting to a higher level, the whistle, the meeting's agenda, long works, and how severe it is."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.rectifications.commands import Command
from backend.rectifications.letters import draft_letter
from backend.rectifications.models import CO_UNIT
from backend.rectifications.moves import begin, finish
from backend.rectifications.operations.assigning import criteria_fields, unit_of_county


def urge_unit(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """催办: the responsible unit is told that somebody waits."""
    move = begin(session, actor, case_id, action="urge", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={})


def escalate_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T30 by the joint office: one level up, with a letter drafted where one is wanted."""
    move = begin(session, actor, case_id, action="escalate", command=command)
    if move is None:
        return
    level = move.case.escalation_level + 1
    finish(session, actor, move, command=command, changes={"escalation_level": level})
    if command.details.get("letter_kind"):
        draft_letter(session, move.case, command.details["letter_kind"], None, actor=actor)


def whistle_for_unit(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T31, 学校吹哨: the school calls a department to the spot; the one it names helps from now on, so it can read and answer."""
    move = begin(session, actor, case_id, action="whistle", command=command)
    if move is None:
        return
    if command.details.get("unit_id") is not None:
        unit = unit_of_county(session, move.case.county_id, command.details["unit_id"], field="unit_id")
        if unit.id != move.case.lead_unit_id:
            insert_once(session, CO_UNIT, {"case_id": move.case.id, "unit_id": unit.id})
    finish(session, actor, move, command=command, changes={"whistled_at": move.at})


def answer_whistle(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T31, 部门报到: the department has come and says what it will do."""
    move = begin(session, actor, case_id, action="answer_whistle", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"whistled_at": None})


def put_on_agenda(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T31: a matter for the next joint meeting."""
    move = begin(session, actor, case_id, action="put_on_agenda", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"on_agenda_at": move.at})


def take_off_agenda(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T31 back: decided, or no longer needed."""
    move = begin(session, actor, case_id, action="take_off_agenda", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"on_agenda_at": None})


def take_over_as_project(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T32: long works decided in writing; it stays on the ledger, with a milestone as its deadline."""
    move = begin(session, actor, case_id, action="take_over", command=command)
    if move is None:
        return
    milestone = command.details["milestone_at"]
    if milestone <= move.at:
        raise Problem("case_date_in_the_past", fields={"milestone_at": ["case_date_in_the_past"]})
    changes = {
        "government_document_no": command.details["document_no"],
        "milestone_at": milestone,
        "due_at": milestone,
    }
    finish(session, actor, move, command=command, changes=changes)


def raise_severity(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T34: it is a major hazard by a clause of the criteria."""
    move = begin(session, actor, case_id, action="raise_severity", command=command)
    if move is not None:
        clause = criteria_fields(session, move, command.details["criteria_item"])
        finish(session, actor, move, command=command, changes={"severity": "major", **clause})


def lower_severity(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T34: it is not a major one after all; never once it is overdue."""
    move = begin(session, actor, case_id, action="lower_severity", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes=_general())


def _general() -> dict[str, str | None]:
    return {"severity": "general", "criteria_item": None, "criteria_version": None}
