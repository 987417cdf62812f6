"""Setting the clocks of a case: after every move, at its birth, and whenever the worker has looked at it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.rectifications import clocks
from backend.rectifications.clock_settings import Rulebook, recent_rulebook
from backend.rectifications.clocks import ClockFacts
from backend.rectifications.models import Case
from backend.rectifications.states import OPEN, State
from backend.rectifications.supervision_models import LOOK_BACK

_RUNNING = frozenset({*OPEN, State.CLOSED})
_RESTARTED_BY = frozenset({"severity", "assigned_at", "lead_unit_id"})


def restarts(changed: Iterable[str], *, moved: bool) -> bool:
    """Whether a move begins a step: another state, another unit, or another severity with other clocks."""
    return moved or not _RESTARTED_BY.isdisjoint(changed)


def start_clocks(session: Session, case: Case, *, at: datetime, restart: bool) -> None:
    """Write into the case until when its present step should be done, and when the worker looks at it next."""
    if State(case.state) not in OPEN:
        case.due_guessed_year, case.due_base_on = None, None  # the deadline of what has ended moves no more
    if State(case.state) not in _RUNNING:
        case.step_since_at, case.step_due_at, case.step_guessed_year, case.rings_at = at, None, None, None
        return
    rules = recent_rulebook(session, case.county_id)
    if restart or case.step_since_at is None:
        start_step(case, rules, since=at if restart else (_began(case) or at))
    elif case.state == State.RECTIFYING and case.planned_until is not None:
        case.step_due_at, case.step_guessed_year = None, None
    found = clocks.alarms(facts_of(session, case), book=rules.book, reckoner=rules.reckoner)
    case.rings_at = clocks.wake_at(found, at=at)


def start_step(case: Case, rules: Rulebook, *, since: datetime) -> None:
    """Begin the step that the case's state waits for."""
    state, book, reckoner = State(case.state), rules.book, rules.reckoner
    planned = case.planned_until is not None
    due = clocks.step_due(state, case.severity, since=since, planned=planned, book=book, reckoner=reckoner)
    case.step_since_at = since
    case.step_due_at = due.at if due else None
    case.step_guessed_year = due.guessed_year if due else None
    if state is State.ASSIGNED:
        case.transfer_until_at = clocks.transfer_until(due, book=book, reckoner=reckoner)


def at_birth(session: Session, *, county_id: UUID, severity: str, reported_at: datetime) -> dict[str, Any]:
    """Return the clock fields of a case that is just being reported."""
    rules = recent_rulebook(session, county_id)
    due = clocks.step_due(
        State.REPORTED, severity, since=reported_at, planned=False, book=rules.book, reckoner=rules.reckoner
    )
    return {
        "step_since_at": reported_at,
        "step_due_at": due.at if due else None,
        "step_guessed_year": due.guessed_year if due else None,
        "rings_at": reported_at,
    }


def facts_of(session: Session, case: Case) -> ClockFacts:
    """Return what the clocks need to know of a case."""
    return ClockFacts(
        state=State(case.state),
        severity=case.severity,
        since=case.step_since_at or case.reported_at,
        handling=case.handling,
        quarantined=case.quarantined,
        frozen=case.frozen_document_no is not None,
        step_due_at=case.step_due_at,
        due_at=case.due_at,
        assigned_at=case.assigned_at,
        interim_until=case.interim_until,
        interim_checked_at=case.interim_checked_at,
        government_project=case.government_document_no is not None,
        disputed=case.disputed_at is not None,
        extension_asked_at=case.extension_asked_at,
        transfer_asked_at=case.transfer_asked_at,
        closed_at=case.closed_at,
        look_backs=_look_backs(session, case) if case.state == State.CLOSED else (),
    )


def _look_backs(session: Session, case: Case) -> tuple[tuple[str, datetime], ...]:
    statement = (
        select(LOOK_BACK.c.kind, LOOK_BACK.c.due_at)
        .where(LOOK_BACK.c.case_id == case.id, LOOK_BACK.c.result.is_(None))
        .order_by(LOOK_BACK.c.due_at)
    )
    return tuple((row.kind, row.due_at) for row in session.execute(statement))


def _began(case: Case) -> datetime | None:
    """When the present step of a case began that was moved before there were clocks."""
    moments = {
        State.REPORTED: case.reported_at,
        State.ASSIGNED: case.assigned_at,
        State.RECTIFYING: case.acknowledged_at,
        State.PENDING_VERIFICATION: case.submitted_at,
        State.VERIFIED: case.verified_at,
        State.CLOSED: case.closed_at,
    }
    return moments.get(State(case.state)) or now()
