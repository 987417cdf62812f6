"""延期: asked before the deadline with protection in place, granted or refused by an office; the old date stays on record."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.rectifications.commands import Command
from backend.rectifications.models import Case
from backend.rectifications.moves import begin, finish

IMMEDIATE_AT_MOST = timedelta(days=3)


def ask_extension(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T16: a later date, with the reason and a photo of the protection."""
    move = begin(session, actor, case_id, action="ask_extension", command=command)
    if move is None:
        return
    new_due_at = command.details["new_due_at"]
    _check_date(move.case, new_due_at)
    finish(session, actor, move, command=command, changes={"extension_to": new_due_at})


def grant_extension(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T17: the asked date holds; on time is still measured by the first one where it had to be fixed at once."""
    move = begin(session, actor, case_id, action="grant_extension", command=command)
    if move is None:
        return
    changes = {
        "due_at": move.case.extension_to,
        "extension_to": None,
        "extension_count": move.case.extension_count + 1,
    }
    finish(session, actor, move, command=command, changes=changes)


def refuse_extension(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T18: the date stays."""
    move = begin(session, actor, case_id, action="refuse_extension", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"extension_to": None})


def _check_date(case: Case, asked: datetime) -> None:
    if case.due_at is not None and asked <= case.due_at:
        raise Problem("case_extension_not_later", fields={"new_due_at": ["case_extension_not_later"]})
    first = case.first_due_at or case.due_at
    if case.handling == "immediate" and first is not None and asked > first + IMMEDIATE_AT_MOST:
        raise Problem("case_extension_too_long", fields={"new_due_at": ["case_extension_too_long"]})
    if case.severity == "major" and (case.planned_until is None or asked > case.planned_until):
        raise Problem("case_extension_beyond_plan", fields={"new_due_at": ["case_extension_beyond_plan"]})
