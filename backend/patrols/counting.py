"""Counting a round: which of its points are due and visited, and the state that follows. One function, whoever calls it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.errors import Problem
from backend.patrols.models import POINT, PatrolRun
from backend.patrols.round_settings import rules_of
from backend.patrols.settlement import RoundFacts, RoundRules, counts_from_to, state_now
from backend.patrols.visit_models import VISIT
from backend.places.models import CHECKPOINT


@dataclass(frozen=True)
class Counted:
    """What a round came to: points due, points visited by anybody, its state, and the state before."""

    points: int
    visited: int
    state: str
    before: str


def recount(
    session: Session, run_id: UUID, *, rules: RoundRules | None = None, held: PatrolRun | None = None
) -> Counted:
    """Count a round anew and give it the state it belongs in: after a visit, when its time is over, after an excuse.

    Locks the round first, so that two phones that arrive at once are both counted. Doing it twice changes nothing.
    Distinct checkpoints count, whoever walked: two people on one round count together, also with doubtful visits, for a
    verdict flags and never takes a visit away. `held`: the round that the caller has locked already.
    """
    run = held or locked(session, run_id)
    points, visited = _count(session, run)
    run.points, run.visited = points, visited
    at, before = now(), run.state
    run.state = state_now(facts_of(run), rules or rules_of(session, run.county_id), at=at)
    if run.state in ("done", "partial", "missed", "cancelled"):
        run.settled_at = run.settled_at or at
    elif run.state in ("planned", "open"):
        run.settled_at = None
    session.flush()
    return Counted(points, visited, run.state, before)


def locked(session: Session, run_id: UUID) -> PatrolRun:
    """Lock a round and read it as it stands."""
    statement = select(PatrolRun).where(PatrolRun.id == run_id).with_for_update(key_share=True)
    run = session.execute(statement, execution_options={"populate_existing": True}).scalar_one_or_none()
    if run is None:
        raise Problem("not_found")
    return run


def facts_of(run: PatrolRun | Any) -> RoundFacts:
    """Return what the rules need to know of a round (a row of the table will do)."""
    return RoundFacts(
        state=run.state,
        planned=run.plan_id is not None,
        opens_at=run.opens_at,
        closes_at=run.closes_at,
        settles_at=run.settles_at,
        points=run.points,
        visited=run.visited,
    )


def counts_at(run: PatrolRun | Any, happened_at: datetime) -> bool:
    """Say whether a visit of that moment counts for the round."""
    first, last = counts_from_to(facts_of(run))
    return bool(first <= happened_at <= last)


def _count(session: Session, run: PatrolRun) -> tuple[int, int]:
    """Return the points due and those visited, in one statement. A point taken out of use meanwhile is due no more,

    unless somebody was there before.
    """
    first, last = counts_from_to(facts_of(run))
    counting = and_(
        VISIT.c.run_id == run.id,
        VISIT.c.checkpoint_id == POINT.c.checkpoint_id,
        VISIT.c.happened_at.between(first, last),
    )
    in_use = or_(CHECKPOINT.c.retired_at.is_(None), CHECKPOINT.c.retired_at > run.closes_at)
    due = case((or_(in_use, VISIT.c.id.is_not(None)), POINT.c.checkpoint_id))
    visited = case((VISIT.c.id.is_not(None), POINT.c.checkpoint_id))
    statement = (
        select(func.count(distinct(due)), func.count(distinct(visited)))
        .select_from(POINT)
        .join(CHECKPOINT, CHECKPOINT.c.id == POINT.c.checkpoint_id)
        .outerjoin(VISIT, counting)
        .where(POINT.c.route_id == run.route_id, POINT.c.revision == run.revision)
    )
    points, seen = session.execute(statement).one()
    return points, seen
