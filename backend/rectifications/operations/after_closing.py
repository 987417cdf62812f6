"""销号之后: looking back, the reporter's word, reopening under the same number, and the archive."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM, Actor
from backend.core.errors import Problem
from backend.rectifications import look_backs
from backend.rectifications.commands import Command
from backend.rectifications.facts import Person
from backend.rectifications.models import Case
from backend.rectifications.moves import Move, begin, begin_on, finish
from backend.rectifications.operations.assigning import category_of, default_due
from backend.rectifications.queries import disputed_report
from backend.rectifications.states import State

_ROUND = re.compile(r"-R\d+$")


def pass_look_back(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T26: still in order; after the last look-back the case is archived."""
    move = begin(session, actor, case_id, action="pass_look_back", command=command)
    if move is None:
        return
    left = look_backs.record_result(session, actor, move.case, result="pass", entry_id=command.id)
    finish(session, actor, move, command=command, changes={}, target=None if left else State.ARCHIVED)


def fail_look_back(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T27: it is back; the case opens again under its number."""
    move = begin(session, actor, case_id, action="fail_look_back", command=command)
    if move is None:
        return
    look_backs.record_result(session, actor, move.case, result="fail", entry_id=command.id)
    finish(session, actor, move, command=command, changes=_reopened(session, move))


def reopen_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T27 by an office: a new report or the reporter's word has convinced it."""
    move = begin(session, actor, case_id, action="reopen", command=command)
    if move is None:
        return
    if not command.photos and move.case.disputed_at is None:
        raise Problem("case_photo_needed", fields={"photos": ["case_photo_needed"]})
    look_backs.cancel_rest(session, move.case)
    finish(session, actor, move, command=command, changes=_reopened(session, move))


def keep_closed(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """The office has looked into "没解决" and stays with the closing; the reporter reads why."""
    move = begin(session, actor, case_id, action="keep_closed", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"disputed_at": None})


def dispute_closing(session: Session, actor: Actor, case: Case, *, person: Person, command: Command) -> None:
    """没解决: a matter for the joint office, not an automatic reopening; the case is locked already."""
    move = begin_on(session, actor, case, person=person, action="dispute", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"disputed_at": move.at, "confirmed_at": None})


def confirm_solved(session: Session, actor: Actor, case: Case, *, person: Person, command: Command) -> None:
    """解决了: the reporter agrees, and takes back their own dispute but nobody else's; the case is locked already."""
    move = begin_on(session, actor, case, person=person, action="confirm_solved", command=command)
    if move is None:
        return
    changes: dict[str, Any] = {"confirmed_at": move.at}
    if case.disputed_at is not None and disputed_report(session, case.id) == command.details.get("hazard_id"):
        changes["disputed_at"] = None
    finish(session, actor, move, command=command, changes=changes)


def archive_case(session: Session, case: Case, *, person: Person, command: Command) -> None:
    """T26 by the clock: nothing more is expected of a closed case."""
    move = begin_on(session, SYSTEM, case, person=person, action="archive", command=command)
    if move is not None:
        finish(session, SYSTEM, move, command=command, changes={})


def _reopened(session: Session, move: Move) -> dict[str, Any]:
    case = move.case
    lead = case.lead_unit_id or case.school_id
    if lead is None or case.ledger_no is None:
        raise Problem("case_unit_unknown", fields={"lead_unit_id": ["case_unit_unknown"]})
    count = case.reopen_count + 1
    due = default_due(session, case.county_id, category_of(case.category or "OTH99"), found_at=move.at)
    names = ("submitted_at", "submitted_by", "submitted_unit_id", "verified_at", "verified_by", "verified_unit_id")
    cleared = dict.fromkeys(
        (*names, "closed_at", "disputed_at", "confirmed_at", "extension_to", "measure", "planned_until")
    )
    fresh = {**due, "escalation_level": 0, "extension_count": 0}
    return (
        cleared
        | fresh
        | {
            "lead_unit_id": lead,
            "reopen_count": count,
            "ledger_no": f"{_ROUND.sub('', case.ledger_no)}-R{count}",
        }
    )
