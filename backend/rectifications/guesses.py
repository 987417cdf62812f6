"""The worker's part of guessed deadlines: it warns while a year's holidays are missing, and reckons anew when they are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.calendar import CalendarYear
from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.messages.operations import Notice, send
from backend.rectifications.audiences import joint_office_of
from backend.rectifications.clock_settings import rulebook_of
from backend.rectifications.models import CASE
from backend.rectifications.operations.clocking import recompute_due
from backend.rectifications.ringing import BATCH, apart, taken

log = structlog.get_logger()


def settle_guesses(database: Database) -> int:
    """Reckon a batch of guessed deadlines anew whose year has been imported since; returns how many."""
    with database.work(write=False) as session:
        guessed = _settled_guesses(session)
    return sum(apart(database, case_id, _settle_guess) for case_id in guessed)


def warn_of_missing_years(session: Session) -> int:
    """Tell each joint office, once a day, that deadlines are guessed because a year's holidays are not imported."""
    years = {(county_id, year) for county_id, *both in _guessing(session) for year in both if year is not None}
    return sum(_warn(session, county_id, year) for county_id, year in sorted(years))


def _settled_guesses(session: Session) -> Sequence[UUID]:
    """Find cases whose deadline was guessed for a year that has been imported since."""
    known = select(CalendarYear.year)
    guessed = CASE.c.due_guessed_year.is_not(None) | CASE.c.step_guessed_year.is_not(None)
    settled = CASE.c.due_guessed_year.in_(known) | CASE.c.step_guessed_year.in_(known)
    statement = select(CASE.c.id).where(guessed, settled, CASE.c.frozen_document_no.is_(None)).limit(BATCH)
    return session.execute(statement).scalars().all()


def _settle_guess(session: Session, case_id: UUID) -> bool:
    case = taken(session, case_id)
    return case is not None and recompute_due(session, case, rules=rulebook_of(session, case.county_id))


def _guessing(session: Session) -> Sequence[Any]:
    """Return (county, year of a deadline, year of a step) wherever something was guessed."""
    columns = (CASE.c.county_id, CASE.c.due_guessed_year, CASE.c.step_guessed_year)
    guessed = CASE.c.due_guessed_year.is_not(None) | CASE.c.step_guessed_year.is_not(None)
    return session.execute(select(*columns).where(guessed).distinct()).all()


def _warn(session: Session, county_id: UUID, year: int) -> bool:
    office = joint_office_of(session, county_id)
    notice = Notice(
        kind="calendar_missing",
        county_id=county_id,
        account_ids=tuple(office.account_ids),
        unit_ids=tuple(office.unit_ids),
        roles=office.roles,
        values={"year": str(year)},
        dedupe_key=f"calendar_missing:{county_id}:{year}:{local_date(now())}",
    )
    told = send(session, notice)
    if told:
        log.warning("deadlines are guessed: import the year's holidays", county=str(county_id), year=year)
    return told
