"""The worker's part of rounds: windows that open, rounds whose time is over. What is undone is found again after any crash."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database, one_of
from backend.patrols import kinds
from backend.patrols.counting import recount
from backend.patrols.models import RUN, PatrolRun
from backend.patrols.round_notices import tell_of_outcome

BATCH = 100
LONGEST_WINDOW = timedelta(days=8)
"""Rounds are looked for by `settles_at`, which is indexed; those that open now settle within this time."""
REST_AFTER_FAILURE_S = 600.0
_RUNNING = text(one_of("patrol_run.state", kinds.RUNNING))
"""Written out, for a partial index fits only what can be read in the statement."""
log = structlog.get_logger()


@dataclass
class Settling:
    """The chore, with the rounds that failed lately: they rest, so that one broken row never keeps the others waiting."""

    resting: dict[UUID, float] = field(default_factory=dict)

    def __call__(self, database: Database) -> int:
        """Open and settle a batch; returns how many rounds were dealt with."""
        with database.work() as session:
            opened = open_rounds(session)
        with database.work(write=False) as session:
            due = due_rounds(session, resting=self._still_resting())
        return opened + sum(self._apart(database, run_id) for run_id in due)

    def _still_resting(self) -> list[UUID]:
        self.resting = {run_id: until for run_id, until in self.resting.items() if until > time.monotonic()}
        return list(self.resting)

    def _apart(self, database: Database, run_id: UUID) -> int:
        try:
            with database.work() as session:
                return int(settle_round(session, run_id))
        except Exception as error:
            log.error("round not settled", run=str(run_id), exc_info=error)
            self.resting[run_id] = time.monotonic() + REST_AFTER_FAILURE_S
            return 0


def settle_rounds(database: Database) -> Callable[[], int]:
    """Return the chore for the worker."""
    chore = Settling()
    return lambda: chore(database)


def open_rounds(session: Session) -> int:
    """Open a batch of planned rounds whose window has begun; screens say "open" from that moment on, worker or not."""
    at = now()
    ready = (
        select(RUN.c.id)
        .where(
            RUN.c.state == "planned",
            _RUNNING,
            RUN.c.settles_at > at,
            RUN.c.settles_at <= at + LONGEST_WINDOW,
            RUN.c.opens_at <= at,
        )
        .order_by(RUN.c.settles_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    ids = session.execute(ready).scalars().all()
    if ids:
        session.execute(update(RUN).where(RUN.c.id.in_(ids)).values(state="open"))
    return len(ids)


def due_rounds(session: Session, *, resting: Sequence[UUID] = ()) -> Sequence[UUID]:
    """Return a batch of rounds whose time is over, the oldest first."""
    over = (_RUNNING, RUN.c.settles_at <= now(), RUN.c.id.not_in(resting))
    statement = select(RUN.c.id).where(*over).order_by(RUN.c.settles_at, RUN.c.id).limit(BATCH)
    return session.execute(statement).scalars().all()


def settle_round(session: Session, run_id: UUID) -> bool:
    """Count one round whose time is over and give notice of it; False if somebody else has it in hand or had it first."""
    free = select(PatrolRun.id).where(PatrolRun.id == run_id, PatrolRun.state.in_(("planned", "open")))
    if session.execute(free.with_for_update(key_share=True, skip_locked=True)).first() is None:
        return False
    counted = recount(session, run_id)
    tell_of_outcome(session, run_id)
    return counted.state not in ("planned", "open")
