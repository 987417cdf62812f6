"""Reading look-backs: which are due, for those who may do them; never for whoever fixed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal, not_, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import end_of_local_day, local_date, now
from backend.core.pages import Page, cursor_of, page_of
from backend.places.models import SCHOOL
from backend.rectifications import queries
from backend.rectifications.models import Case
from backend.rectifications.scopes import readable
from backend.rectifications.states import State
from backend.rectifications.supervision_models import LookBack

PAGE = 30


def due_look_backs(session: Session, actor: Actor, *, until: date | None, cursor: str | None) -> Page:
    """Return a page of the look-backs that `actor` may do and that are due by the end of `until` (today), oldest first."""
    end = end_of_local_day(until or local_date(now()))
    statement = (
        queries.summaries()
        .add_columns(LookBack)
        .join(LookBack, LookBack.case_id == Case.id)
        .where(_undone_by(end), may_look_back(actor))
        .order_by(LookBack.due_at, LookBack.id)
        .limit(PAGE + 1)
    )
    if cursor is not None:
        at, row_id = cursor_of(cursor)
        statement = statement.where(tuple_(LookBack.due_at, LookBack.id) > tuple_(_moment(at), row_id))
    rows = session.execute(statement).all()
    return page_of(rows, size=PAGE, key=lambda row: (row.LookBack.due_at, row.LookBack.id))


def cases_to_look_back(session: Session, actor: Actor, *, limit: int) -> Sequence[Any]:
    """Return the closed cases with a look-back due that `actor` may do, those due longest first."""
    due = select(LookBack.case_id).where(_undone_by(now()))
    statement = queries.summaries().where(Case.id.in_(due), may_look_back(actor))
    return session.execute(statement.order_by(Case.closed_at).limit(limit)).all()


def may_look_back(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that keeps the closed cases that `actor` may look back at: the rules of T26 as SQL."""
    not_fixed_by_own_unit = and_(
        or_(Case.lead_unit_id.is_(None), Case.lead_unit_id != actor.unit_id),
        or_(Case.submitted_unit_id.is_(None), Case.submitted_unit_id != actor.unit_id),
    )
    fixed_at_home = and_(Case.external.is_(False), Case.lead_unit_id == Case.school_id, Case.severity == "general")
    return and_(
        readable(actor, "case.look_back"),
        Case.state == State.CLOSED,
        or_(Case.submitted_by.is_(None), Case.submitted_by != actor.account_id),
        or_(Case.external.is_(False), Case.school_id.is_(None), not_(_of_own_school(actor))),
        or_(fixed_at_home, not_fixed_by_own_unit),
    )


def _of_own_school(actor: Actor) -> ColumnElement[bool]:
    """The case is about the school that the person works for, or a campus of it; whoever has no unit has none."""
    if actor.unit_id is None:
        return false()
    campuses = or_(SCHOOL.c.id == actor.unit_id, SCHOOL.c.parent_school_id == actor.unit_id)
    return Case.school_id.in_(select(SCHOOL.c.id).where(campuses))


def _undone_by(end: datetime) -> ColumnElement[bool]:
    return and_(LookBack.result.is_(None), LookBack.due_at <= end)


def _moment(at: datetime) -> Any:
    return literal(at, LookBack.due_at.type)
