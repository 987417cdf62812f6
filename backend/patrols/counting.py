"""Counting a round: how many of its points have been visited, and that it has begun."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, bindparam, case, func, select, update
from sqlalchemy.orm import Session

from backend.patrols.models import POINT, RUN, VISIT

_VISITED = (
    select(func.count(VISIT.c.checkpoint_id.distinct()))
    .select_from(
        VISIT.join(
            POINT,
            and_(
                POINT.c.route_id == RUN.c.route_id,
                POINT.c.revision == RUN.c.revision,
                POINT.c.checkpoint_id == VISIT.c.checkpoint_id,
            ),
        )
    )
    .where(VISIT.c.run_id == RUN.c.id)
    .correlate(RUN)
    .scalar_subquery()
)
_COUNT = (
    update(RUN)
    .where(RUN.c.id == bindparam("run"))
    .values(visited=_VISITED, state=case((RUN.c.state == "planned", "open"), else_=RUN.c.state))
)


def recount(session: Session, run_id: UUID) -> None:
    """Count the round's visited points anew; the caller holds its lock."""
    session.connection().execute(_COUNT, {"run": run_id})
