"""Reading look-backs: due, overdue and coming ones for those who may do them, never for whoever fixed it; and those done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, literal, not_, or_, select, tuple_
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
STATES = ("due", "overdue", "coming", "done")


@dataclass(frozen=True)
class LookBackFilters:
    """Which look-backs: `due` until the end of today, of these `overdue` ones, `coming` after today, or `done` with a result.

    `until` is the last day on which they are due: today for those due, none for the others.
    """

    state: str = "due"
    until: date | None = None
    school_id: UUID | None = None
    severity: str | None = None


def list_look_backs(session: Session, actor: Actor, filters: LookBackFilters, *, cursor: str | None) -> Page:
    """Return a page: of what is undone that `actor` may do, due longest first; of what is done, the latest first."""
    done = filters.state == "done"
    column: Any = LookBack.done_at if done else LookBack.due_at
    statement = _matching(actor, filters).limit(PAGE + 1)
    order = (column.desc(), LookBack.id.desc()) if done else (column, LookBack.id)
    if cursor is not None:
        at, row_id = cursor_of(cursor)
        here, last = tuple_(column, LookBack.id), tuple_(literal(at, column.type), row_id)
        statement = statement.where(here < last if done else here > last)
    rows = session.execute(statement.order_by(*order)).all()
    return page_of(rows, size=PAGE, key=lambda row: (getattr(row.LookBack, column.key), row.LookBack.id))


def cases_to_look_back(session: Session, actor: Actor, *, limit: int) -> Sequence[Any]:
    """Return the closed cases with a look-back due by the end of today that `actor` may do, those due longest first."""
    due = select(LookBack.case_id).where(_undone_by(_end_of_today()))
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


def _matching(actor: Actor, filters: LookBackFilters) -> Select[*tuple[Any, ...]]:
    statement = queries.summaries().add_columns(LookBack).join(LookBack, LookBack.case_id == Case.id)
    statement = statement.where(*_in_state(actor, filters))
    if filters.school_id is not None:
        statement = statement.where(Case.school_id == filters.school_id)
    if filters.severity is not None:
        statement = statement.where(Case.severity == filters.severity)
    return statement


def _in_state(actor: Actor, filters: LookBackFilters) -> list[ColumnElement[bool]]:
    """A result is told to whoever may look back there at all: somebody else's, or of what they have fixed themselves."""
    if filters.state == "done":
        return [LookBack.result.in_(("pass", "fail")), readable(actor, "case.look_back")]
    found = [LookBack.result.is_(None), may_look_back(actor)]
    if filters.state == "overdue":
        found.append(LookBack.due_at < now())
    if filters.state == "coming":
        found.append(LookBack.due_at > _end_of_today())
    if filters.until is not None or filters.state == "due":
        found.append(LookBack.due_at <= end_of_local_day(filters.until or local_date(now())))
    return found


def _of_own_school(actor: Actor) -> ColumnElement[bool]:
    """The case is about the school that the person works for, or a campus of it; whoever has no unit has none."""
    if actor.unit_id is None:
        return false()
    campuses = or_(SCHOOL.c.id == actor.unit_id, SCHOOL.c.parent_school_id == actor.unit_id)
    return Case.school_id.in_(select(SCHOOL.c.id).where(campuses))


def _end_of_today() -> datetime:
    return end_of_local_day(local_date(now()))


def _undone_by(end: datetime) -> ColumnElement[bool]:
    return and_(LookBack.result.is_(None), LookBack.due_at <= end)
