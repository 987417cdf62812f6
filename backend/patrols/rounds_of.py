"""Which round a visit belongs to: the one that the phone names if it fits, else this person's nearest in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.patrols.models import POINT, ROUTE, RUN
from backend.patrols.round_scopes import walkable

SLACK = timedelta(hours=3)
"""How far outside a round's window a visit is still taken for it; the verdict says how late it was."""
_COLUMNS = (
    RUN.c.id,
    RUN.c.state,
    RUN.c.on_date,
    RUN.c.starts_at,
    RUN.c.opens_at,
    RUN.c.closes_at,
    RUN.c.route_id,
    RUN.c.revision,
    RUN.c.points,
    RUN.c.visited,
    ROUTE.c.name,
    ROUTE.c.ordered,
    POINT.c.position,
    POINT.c.checklist,
    POINT.c.photo_rule,
    POINT.c.not_before,
    POINT.c.min_dwell_s,
)

# A round by hand that nobody walked in time was cancelled by the worker; late visits bring it back.
_was_due = or_(RUN.c.state != "cancelled", RUN.c.plan_id.is_(None))


@dataclass(frozen=True)
class Candidate:
    """A round that holds the checkpoint, and what it asks for there."""

    id: UUID
    state: str
    on_date: date
    starts_at: datetime
    opens_at: datetime
    closes_at: datetime
    route_id: UUID
    revision: int
    points: int
    visited: int
    route_name: str
    ordered: bool
    position: int
    checklist: str | None
    photo_rule: str
    not_before: int | None
    min_dwell_s: int

    def away(self, at: datetime) -> timedelta:
        """How far `at` lies outside the window; nothing inside."""
        return max(self.opens_at - at, at - self.closes_at, timedelta())


def candidates(
    session: Session, actor: Actor, *, school_id: UUID, checkpoint_id: UUID, at: datetime, named: UUID | None
) -> list[Candidate]:
    """Return the rounds around that day which hold the checkpoint: those of this person, and the one that is named."""
    day = local_date(at)
    mine = and_(
        RUN.c.school_id == school_id,
        RUN.c.on_date.between(day - timedelta(days=1), day + timedelta(days=1)),
        walkable(actor),
    )
    rows = session.connection().execute(
        select(*_COLUMNS)
        .select_from(
            RUN.join(ROUTE, ROUTE.c.id == RUN.c.route_id).join(
                POINT, and_(POINT.c.route_id == RUN.c.route_id, POINT.c.revision == RUN.c.revision)
            )
        )
        .where(POINT.c.checkpoint_id == checkpoint_id, _was_due, or_(RUN.c.id == named, mine))
    )
    return [Candidate(*tuple(row)) for row in rows]


def fitting(found: Sequence[Candidate], at: datetime, named: UUID | None) -> Candidate | None:
    """Choose: the named round if it is near enough in time, else the nearest; of several inside, that which began last."""
    near = [each for each in found if each.away(at) <= SLACK]
    return next((each for each in near if each.id == named), None) or _nearest(near, at)


def _nearest(near: Iterable[Candidate], at: datetime) -> Candidate | None:
    return min(near, key=lambda each: (each.away(at), abs(each.starts_at - at), each.id), default=None)
