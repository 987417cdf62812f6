"""Carrying purges out, batch by batch: each batch and its line in the report are one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.core.retention import Purge, Tally, carry_out, foresee, tally
from backend.retention.classes import CLASSES, RecordClass
from backend.retention.models import RUN


@dataclass
class Run:
    """One run: its id and when it began, for the lines that it writes."""

    id: UUID = field(default_factory=new_id)
    began_at: datetime = field(default_factory=now)


class Keeper:
    """One class in the worker: a batch of each of its purges a call; a call that finds nothing ends the run."""

    def __init__(self, database: Database, record_class: RecordClass) -> None:
        self._database, self._class, self._run = database, record_class, Run()

    def __call__(self) -> int:
        """Purge one batch; returns how much there was."""
        done = sum(purge_batch(self._database, purge, run=self._run) for purge in self._class.purges)
        if done == 0:
            self._run = Run()
        return done


def purge_batch(database: Database, purge: Purge, *, run: Run) -> int:
    """Purge one batch and note it; a worker that is killed in the middle has done neither."""
    with database.work() as session:
        rows = carry_out(session, purge)
        for each in tally(rows):
            _note(session, run, purge.record_class, each)
        return len(rows)


def run_all(database: Database) -> UUID:
    """Purge everything that is past its time now, in one run; returns its id."""
    run = Run()
    for purge in _purges():
        while purge_batch(database, purge, run=run):
            pass
    return run.id


def foresee_all(session: Session) -> list[tuple[str, Tally]]:
    """Say what a run would purge now, class by class and county by county; nothing is touched."""
    return [(purge.record_class, each) for purge in _purges() for each in foresee(session, purge)]


def _purges() -> Iterable[Purge]:
    return (purge for each in CLASSES.values() for purge in each.purges)


def _note(session: Session, run: Run, record_class: str, new: Tally) -> None:
    """Add to the run's line of this class and county, or begin it."""
    key = {"run_id": run.id, "record_class": record_class, "county_id": new.county_id}
    mine = (RUN.c.run_id == run.id, RUN.c.record_class == record_class, RUN.c.county_id == new.county_id)
    line = session.execute(select(RUN).where(*mine)).first()
    values: dict[str, Any] = vars(new) | {"ended_at": now()}
    if line is None:
        session.execute(insert(RUN), key | {"began_at": run.began_at} | values)
        return
    sums = {"count": line._mapping["count"] + new.count, "bytes": line.bytes + new.bytes}
    times = {"first_at": min(line.first_at, new.first_at), "last_at": max(line.last_at, new.last_at)}
    session.execute(update(RUN).where(*mine).values(**(values | sums | times)))
