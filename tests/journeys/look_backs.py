"""Time goes by on a running site: what a closed case was planned for becomes due."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from backend.core.clock import end_of_local_day, local_date, now
from backend.core.db import Database
from backend.rectifications.models import CASE
from backend.rectifications.supervision_models import LOOK_BACK
from tests.journeys.site import Site


def become_due(site: Site, ledger_no: str, *, kind: str, days_ago: int) -> None:
    """Let a planned look-back of this case be due since so many days."""
    database = Database(site.environment["XIAOANMA_DATABASE_URL"])
    due = end_of_local_day(local_date(now() - timedelta(days=days_ago)))
    case = select(CASE.c.id).where(CASE.c.ledger_no == ledger_no).scalar_subquery()
    with database.work() as session:
        planned = update(LOOK_BACK).where(LOOK_BACK.c.case_id == case, LOOK_BACK.c.kind == kind).values(due_at=due)
        assert session.execute(planned).rowcount == 1  # type: ignore[attr-defined]
    database.engine.dispose()


def number_of_closed(site: Site, *, category: str) -> str:
    """Return the ledger number of the demo's only closed case of this category."""
    database = Database(site.environment["XIAOANMA_DATABASE_URL"])
    with database.work(write=False) as session:
        asked = select(CASE.c.ledger_no).where(CASE.c.category == category, CASE.c.state == "closed")
        number = str(session.execute(asked).scalar_one())
    database.engine.dispose()
    return number
