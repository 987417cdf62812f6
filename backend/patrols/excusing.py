"""Excusing a planned round that could not be walked, and taking the excuse back; excused rounds stay visible with the reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now, start_of_local_day
from backend.core.errors import Problem
from backend.patrols import kinds
from backend.patrols.counting import facts_of, locked, recount
from backend.patrols.models import PatrolRun
from backend.patrols.round_notices import tell_of_outcome
from backend.patrols.round_scopes import READ, may_on_run, walks
from backend.patrols.round_settings import rules_of
from backend.patrols.settlement import excusable_until, shown_state
from backend.patrols.visit_models import VISIT

VERB = "patrol.excuse"
WHOM = "学校带班领导、安保处或校长"
EXCUSABLE = ("planned", "open", "partial", "missed")


def excuse_round(session: Session, actor: Actor, run_id: UUID, *, reason: str, note: str) -> None:
    """Take a planned round out of the denominator, with a reason that everybody who reads coverage sees."""
    run = locked(session, run_id)
    _ensure_may(session, actor, run)
    if reason == "other" and not note:
        raise Problem("input_invalid", fields={"note": ["请写明原因。"]})
    if run.state == "excused":
        if (run.excuse, run.excuse_note, run.excused_by) != (reason, note, actor.account_id):
            raise Problem("round_excused_already")
        return
    ensure_excusable(session, actor, run)
    before = run.state
    run.state, run.excuse, run.excuse_note = "excused", reason, note
    run.excused_at, run.excused_by = now(), actor.account_id
    run.settled_at = run.settled_at or run.excused_at
    _record(session, actor, run, "patrol_run.excused", changes={"state": [before, "excused"], "excuse": [None, reason]})


def withdraw_excuse(session: Session, actor: Actor, run_id: UUID) -> None:
    """Take an excuse back: the round counts again as it was walked. Without a time limit, for it only makes figures truer."""
    run = locked(session, run_id)
    _ensure_may(session, actor, run)
    if run.state != "excused":
        raise Problem("round_not_excused")
    reason, facts = run.excuse, facts_of(run)
    run.state = shown_state("planned", opens_at=facts.opens_at, at=now())
    run.excuse, run.excuse_note, run.excused_at, run.excused_by, run.settled_at = None, "", None, None, None
    session.flush()
    counted = recount(session, run_id)
    changes = {"state": ["excused", counted.state], "excuse": [reason, None]}
    _record(session, actor, run, "patrol_run.excuse_withdrawn", changes=changes)
    tell_of_outcome(session, run_id)


def ensure_excusable(session: Session, actor: Actor, run: PatrolRun) -> None:
    """Refuse what is not to be excused: rounds by hand or done, too early, too late, and one's own."""
    if problem := excuse_objection(session, actor, run):
        raise problem


def excuse_objection(session: Session, actor: Actor, run: PatrolRun) -> Problem | None:
    """Return why `actor` cannot excuse this round now; None if they can. Whether they have the right is not asked here."""
    if run.plan_id is None or run.state not in EXCUSABLE:
        return Problem("round_not_excusable", state=kinds.RUN_STATES[run.state][0])
    at, rules = now(), rules_of(session, run.county_id)
    if at < start_of_local_day(run.on_date) and at < run.opens_at:
        return Problem("round_excuse_too_early")
    if at > excusable_until(run.closes_at, rules):
        return Problem("round_excuse_too_late", hours=rules.excuse_hours)
    return Problem("round_excuse_own") if is_own(session, actor, run) else None


def is_own(session: Session, actor: Actor, run: PatrolRun) -> bool:
    """Whether `actor` was to walk the round by name, or has walked part of it.

    An excuse makes a figure better, so somebody else has to give it. A round that is anybody's of a role or unit is
    nobody's own before somebody walks: else the only duty leader of a small school could excuse nothing.
    """
    if run.assignee_account_id == actor.account_id:
        return True
    mine = (VISIT.c.run_id == run.id, VISIT.c.account_id == actor.account_id)
    return session.execute(select(VISIT.c.id).where(*mine).limit(1)).first() is not None


def _ensure_may(session: Session, actor: Actor, run: PatrolRun) -> None:
    if may_on_run(session, actor, VERB, run):
        return
    seen = may_on_run(session, actor, READ, run) or walks(session, actor, run)
    raise Problem("not_permitted", whom=WHOM) if seen else Problem("not_found")


def _record(session: Session, actor: Actor, run: PatrolRun, action: str, *, changes: dict[str, Any]) -> None:
    about: Any = {"object_type": "patrol_run", "object_id": run.id, "county_id": run.county_id}
    record(session, actor, action=action, changes=changes, **about)
