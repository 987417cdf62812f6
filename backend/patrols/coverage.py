"""Coverage: how many of the points that were due have been visited, by route, school, unit or township. Never by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.patrols import kinds
from backend.patrols.models import ROUTE, RUN
from backend.patrols.round_scopes import FIGURES, READ, readable
from backend.people.models import ACCOUNT
from backend.places.models import DIVISION, ORGANISATION, SCHOOL

GROUPS = ("route", "school", "unit", "township")
AT_MOST = 500
LONGEST_DAYS = 366
USUAL_DAYS = 30
_COUNTS = ("planned", "done", "partial", "missed", "excused", "waiting", "extra", "points_due", "points_visited")


@dataclass(frozen=True)
class Period:
    """Civil days in Shanghai, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Within:
    """What the lines are narrowed to; None is all that the reader may see."""

    school_id: UUID | None = None
    township_id: UUID | None = None
    unit_id: UUID | None = None


def period_of(first: date | None, last: date | None) -> Period:
    """Return the period asked for; by default the last 30 days with today."""
    last = last or local_date(now())
    first = first or last - timedelta(days=USUAL_DAYS - 1)
    if not timedelta() <= last - first < timedelta(days=LONGEST_DAYS):
        raise Problem("round_period_wrong", fields={"from": ["请选择一年以内的时间段。"]})
    return Period(first, last)


def read_coverage(
    session: Session, actor: Actor, *, by: str, period: Period, within: Within = Within()
) -> dict[str, Any]:
    """Return the lines, those with missed rounds first, and the sum of all: two statements and one for names."""
    group = _group(by)
    statement = _counted(period, within, actor).add_columns(group.label("ref"), func.count().over().label("groups"))
    order = (_MISSED.desc(), _PARTIAL.desc(), group)
    rows = session.execute(statement.group_by(group).order_by(*order).limit(AT_MOST)).all()
    total = session.execute(_counted(period, within, actor)).one()
    names = _names(session, [row.ref for row in rows], by=by)
    return {
        "by": by,
        "from": period.first,
        "to": period.last,
        "lines": [_line(row) | {"ref": row.ref} | names[row.ref] for row in rows],
        "total": _line(total),
        "left_out": max(0, rows[0].groups - AT_MOST) if rows else 0,
    }


def _group(by: str) -> ColumnElement[Any]:
    """The unit of a round is the one it is for, else that of the person it is for, else the school itself."""
    unit = func.coalesce(RUN.c.assignee_unit_id, ACCOUNT.c.unit_id, RUN.c.school_id)
    return {"route": RUN.c.route_id, "school": RUN.c.school_id, "unit": unit, "township": SCHOOL.c.township_id}[by]


_PLANNED = and_(RUN.c.plan_id.is_not(None), RUN.c.state != "cancelled")
_DUE = and_(RUN.c.plan_id.is_not(None), RUN.c.state.in_(("done", "partial", "missed")))
_MISSED = func.count().filter(_PLANNED, RUN.c.state == "missed")
_PARTIAL = func.count().filter(_PLANNED, RUN.c.state == "partial")


def _counted(period: Period, within: Within, actor: Actor) -> Select[Any]:
    """Count rounds and points. Excused ones leave the denominator, those that are not over yet have not entered it;

    rounds by hand come on top (`extra`): to walk more than was asked can make no figure worse.
    """

    def rounds_that(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(*conditions)

    extra = and_(RUN.c.plan_id.is_(None), RUN.c.state.in_(("done", "partial")))
    counts = {
        "planned": rounds_that(_PLANNED),
        "done": rounds_that(_PLANNED, RUN.c.state == "done"),
        "partial": _PARTIAL,
        "missed": _MISSED,
        "excused": rounds_that(_PLANNED, RUN.c.state == "excused"),
        "waiting": rounds_that(_PLANNED, RUN.c.state.in_(("planned", "open"))),
        "extra": rounds_that(extra),
        "points_due": func.coalesce(func.sum(RUN.c.points).filter(_DUE), 0),
        "points_visited": func.coalesce(func.sum(RUN.c.visited).filter(_DUE), 0),
    }
    reasons = {f"excuse_{reason}": rounds_that(_PLANNED, RUN.c.excuse == reason) for reason in kinds.EXCUSES}
    return (
        select(*(count.label(name) for name, count in (counts | reasons).items()))
        .select_from(RUN)
        .join(SCHOOL, SCHOOL.c.id == RUN.c.school_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == RUN.c.assignee_account_id)
        .where(RUN.c.on_date.between(period.first, period.last), readable(actor, READ, FIGURES), *_narrowed(within))
    )


def _narrowed(within: Within) -> list[ColumnElement[bool]]:
    wanted = {
        RUN.c.school_id: within.school_id,
        SCHOOL.c.township_id: within.township_id,
        _group("unit"): within.unit_id,
    }
    return [column == value for column, value in wanted.items() if value is not None]


def _line(row: Row[Any]) -> dict[str, Any]:
    """One line: counts, and the rate of points, which nothing has where nothing was due; cut, so that 1 means all."""
    counts = {name: int(getattr(row, name)) for name in _COUNTS}
    due, visited = counts["points_due"], counts["points_visited"]
    reasons = {reason: getattr(row, f"excuse_{reason}") for reason in kinds.EXCUSES}
    shown = [{"reason": reason, "label": kinds.EXCUSES[reason][0], "count": n} for reason, n in reasons.items() if n]
    return counts | {"rate": visited * 10_000 // due / 10_000 if due else None, "excused_shown": shown}


def _names(session: Session, ids: list[UUID], *, by: str) -> dict[UUID, dict[str, Any]]:
    """Return what a line is called; a route also says its school."""
    if by == "route":
        statement: Select[Any] = (
            select(ROUTE.c.id, ROUTE.c.name, ORGANISATION.c.short_name.label("school_name"))
            .join(ORGANISATION, ORGANISATION.c.id == ROUTE.c.school_id)
            .where(ROUTE.c.id.in_(ids))
        )
    else:
        table = DIVISION if by == "township" else ORGANISATION
        statement = select(table.c.id, table.c.name).where(table.c.id.in_(ids))
    found = session.execute(statement).mappings()
    return {row["id"]: {"name": row["name"], "school_name": row.get("school_name")} for row in found}
