"""验收与销号: somebody else looks, and strikes it off or sends it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.rectifications.commands import Command
from backend.rectifications.deadlines import due_after_failure
from backend.rectifications.moves import Move, begin, finish


def fail_verification(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T21: not fixed; back to work, with at least two days from now."""
    move = begin(session, actor, case_id, action="fail", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes=_sent_back(move))


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


def object_to_closing(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T25: the second person is not convinced; back to work."""
    move = begin(session, actor, case_id, action="object", command=command)
    if move is not None:
        changes = _sent_back(move) | {"verified_at": None, "verified_by": None, "verified_unit_id": None}
        finish(session, actor, move, command=command, changes=changes)


def _sent_back(move: Move) -> dict[str, Any]:
    case = move.case
    due_at = due_after_failure(case.due_at, submitted_at=case.submitted_at, failed_at=move.at)
    return {"fail_count": case.fail_count + 1, "due_at": due_at}
