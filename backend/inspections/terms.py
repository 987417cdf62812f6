"""The inspectors' right on the schools they are sent to: an `inspector` grant from the first day to the last, no longer.

What an inspection gave it takes back when it closes or an inspector is removed. Several inspections of one person at one
school make one grant to the latest last day; a grant that somebody has otherwise is never shortened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now, start_of_local_day
from backend.inspections.coverage import covers
from backend.inspections.models import GIVEN, INSPECTION, INSPECTOR, RECORD
from backend.people.grants import NewGrant, end_grant, insert_grant
from backend.people.models import AccountGrant

ROLE = "inspector"
Key = tuple[UUID, UUID]
"""An account and a school."""


@dataclass(frozen=True)
class Term:
    """From when until when (not included) somebody inspects a school."""

    start: datetime
    end: datetime


def end_of(day: date) -> datetime:
    """Return when a right whose last day this is ends."""
    return start_of_local_day(day + timedelta(days=1))


def settle_grants(session: Session, actor: Actor, account_ids: Collection[UUID]) -> None:
    """Bring the grants of these people in line with the inspections that are open now."""
    session.flush()
    wanted = _wanted(session, account_ids)
    given = _given(session, account_ids)
    for key in sorted({*wanted, *given}):
        _settle(session, actor, key, term=wanted.get(key), ours=given.get(key))


def _wanted(session: Session, account_ids: Collection[UUID]) -> dict[Key, Term]:
    query = (
        select(INSPECTION, INSPECTOR.c.account_id, INSPECTOR.c.group_code.label("mine"))
        .add_columns(RECORD.c.school_id, RECORD.c.group_code.label("theirs"))
        .join(INSPECTOR, INSPECTOR.c.inspection_id == INSPECTION.c.id)
        .join(RECORD, RECORD.c.inspection_id == INSPECTION.c.id)
        .where(INSPECTION.c.state == "open", INSPECTOR.c.removed_at.is_(None))
        .where(INSPECTOR.c.account_id.in_(account_ids), INSPECTION.c.ends_on >= local_date(now()))
    )
    found: dict[Key, Term] = {}
    for row in session.execute(query):
        if covers(row.type, row.draw, row.mine, row.theirs):
            key = (row.account_id, row.school_id)
            term = Term(start_of_local_day(row.starts_on), end_of(row.ends_on))
            before = found.get(key, term)
            found[key] = Term(min(term.start, before.start), max(term.end, before.end))
    return found


def _given(session: Session, account_ids: Collection[UUID]) -> dict[Key, Any]:
    rows = session.execute(select(GIVEN).where(GIVEN.c.account_id.in_(account_ids)))
    return {(row.account_id, row.school_id): row for row in rows}


def _settle(session: Session, actor: Actor, key: Key, *, term: Term | None, ours: Any) -> None:
    held = _held(session, key)
    restores = ours.restores if ours is not None else None
    if held is not None and (ours is None or held.id != ours.grant_id):
        if term is None or held.valid_to is None or held.valid_to >= term.end:
            _forget(session, ours)
            return
        restores = held.valid_to
    elif held is not None and term is not None and (held.valid_from, held.valid_to) == (term.start, term.end):
        return
    _forget(session, ours)
    if held is not None:
        end_grant(session, actor, held)
    for grant in _next(key, term, restores):
        insert_grant(session, actor, account_id=key[0], grant=grant)
    if term is not None:
        _note(session, key, restores)


def _next(key: Key, term: Term | None, restores: datetime | None) -> Iterator[NewGrant]:
    """What is given now: our own term, or after it what stood there before, if that has not run out."""
    if term is not None:
        yield NewGrant(ROLE, "school", key[1], valid_to=term.end, valid_from=term.start)
    elif restores is not None and restores > now():
        yield NewGrant(ROLE, "school", key[1], valid_to=restores)


def _held(session: Session, key: Key) -> AccountGrant | None:
    about = {"account_id": key[0], "role": ROLE, "scope_type": "school", "scope_id": key[1]}
    query = select(AccountGrant).where(AccountGrant.revoked_at.is_(None)).filter_by(**about)
    return session.scalars(query).one_or_none()


def _forget(session: Session, ours: Any) -> None:
    if ours is not None:
        session.execute(delete(GIVEN).where(GIVEN.c.grant_id == ours.grant_id))


def _note(session: Session, key: Key, restores: datetime | None) -> None:
    held = _held(session, key)
    if held is not None:
        row = {"grant_id": held.id, "account_id": key[0], "school_id": key[1], "restores": restores}
        session.execute(insert(GIVEN), row)
