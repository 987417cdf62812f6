"""Coverage: how many of the points that were due have been visited, by route, school, unit or township. Never by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, not_, select
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
    """Return the lines, those with missed rounds first, and the sum over all of them: one statement and one for names."""
    rows = session.execute(_lines(_kinds_of_rounds(period, within, actor, by=by))).all()
    names = _names(session, [row.ref for row in rows], by=by)
    return {
        "by": by,
        "from": period.first,
        "to": period.last,
        "lines": [_line(row) | {"ref": row.ref} | names[row.ref] for row in rows],
        "total": _line(rows[0], prefix="all_") if rows else _line(None),
        "left_out": max(0, rows[0].groups - AT_MOST) if rows else 0,
    }


def _group(by: str) -> ColumnElement[Any]:
    """The unit of a round is the one it is for, else that of the person it is for, else the school itself."""
    unit = func.coalesce(RUN.c.assignee_unit_id, ACCOUNT.c.unit_id, RUN.c.school_id)
    return {"route": RUN.c.route_id, "school": RUN.c.school_id, "unit": unit, "township": SCHOOL.c.township_id}[by]


def _kinds_of_rounds(period: Period, within: Within, actor: Actor, *, by: str) -> Subquery:
    """Count rounds that are alike, group by group: a few rows a group, which is all that is left to be sorted out."""
    group = _group(by)
    alike = (group, RUN.c.state, RUN.c.excuse, RUN.c.plan_id.is_not(None))
    return (
        select(
            group.label("ref"),
            RUN.c.state,
            RUN.c.excuse,
            RUN.c.plan_id.is_not(None).label("planned"),
            func.count().label("rounds"),
            func.sum(RUN.c.points).label("points"),
            func.sum(RUN.c.visited).label("visited"),
        )
        .join(SCHOOL, SCHOOL.c.id == RUN.c.school_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == RUN.c.assignee_account_id)
        .where(RUN.c.on_date.between(period.first, period.last), readable(actor, READ, FIGURES), *_narrowed(within))
        .group_by(*alike)
        .subquery()
    )


def _lines(alike: Subquery) -> Select[Any]:
    """Sort the counts out: excused rounds leave the denominator, those that are not over yet have not entered it;

    rounds by hand come on top (`extra`): to walk more than was asked can make no figure worse.
    """
    planned, state = alike.c.planned, alike.c.state
    due = and_(planned, state.in_(("done", "partial", "missed")))
    conditions = {
        "planned": and_(planned, state != "cancelled"),
        **{name: and_(planned, state == name) for name in ("done", "partial", "missed", "excused")},
        "waiting": and_(planned, state.in_(("planned", "open"))),
        "extra": and_(not_(planned), state.in_(("done", "partial"))),
        **{f"excuse_{reason}": and_(planned, alike.c.excuse == reason) for reason in kinds.EXCUSES},
    }
    sums = {name: func.sum(alike.c.rounds).filter(condition) for name, condition in conditions.items()}
    sums |= {
        "points_due": func.sum(alike.c.points).filter(due),
        "points_visited": func.sum(alike.c.visited).filter(due),
    }
    counts = [func.coalesce(value, 0).label(name) for name, value in sums.items()]
    lines = select(alike.c.ref, *counts).group_by(alike.c.ref).subquery()
    everything = [func.sum(lines.c[name]).over().label(f"all_{name}") for name in sums]
    order = (lines.c.missed.desc(), lines.c.partial.desc(), lines.c.ref)
    return select(lines, *everything, func.count().over().label("groups")).order_by(*order).limit(AT_MOST)


def _narrowed(within: Within) -> list[ColumnElement[bool]]:
    wanted = {
        RUN.c.school_id: within.school_id,
        SCHOOL.c.township_id: within.township_id,
        _group("unit"): within.unit_id,
    }
    return [column == value for column, value in wanted.items() if value is not None]


def _line(row: Row[Any] | None, *, prefix: str = "") -> dict[str, Any]:
    """One line: counts, and the rate of points, which nothing has where nothing was due; cut, so that 1 means all."""

    def count(name: str) -> int:
        return int(getattr(row, prefix + name)) if row is not None else 0

    counts = {name: count(name) for name in _COUNTS}
    due, visited = counts["points_due"], counts["points_visited"]
    reasons = {reason: count(f"excuse_{reason}") for reason in kinds.EXCUSES}
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
