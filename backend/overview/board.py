"""The board of the weekly dispatch: what is open, late or standing still, by responsible unit, school or township."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, select, text
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now, start_of_local_day
from backend.overview.rules import BoardDays
from backend.places.models import DIVISION, ORGANISATION, SCHOOL
from backend.rectifications.filtering import CLOCK_RUNS, IS_OPEN, IS_STRUCK_OFF, LAST_MOVED_AT, NO_UPDATE_AFTER
from backend.rectifications.models import Case
from backend.rectifications.scopes import readable
from backend.rectifications.states import State

GROUPS = ("unit", "school", "township")
AT_MOST = 200
"""Lines of one board: what a page and a meeting can hold; the sums below it are over all."""
COUNTS = ("open", "due_this_week", "late_3", "late_7", "late_more", "major", "to_verify", "no_update")
CLOSED_COUNTS = ("closed", "on_time")
PRESSING = tuple(text(f"{name} DESC") for name in ("late_more", "late_7", "late_3", "no_update", "due_this_week"))
"""The longest delays first; how many hazards somebody has found or has open says nothing against them."""
Line = dict[str, int]


def read_board(session: Session, actor: Actor, *, by: str) -> dict[str, Any]:
    """Return the lines of the board, those with the longest delays first, and the sums over all of them."""
    at = now()
    days = BoardDays(local_date(at))
    seen = (readable(actor, "figures.read"), Case.quarantined.is_(False))
    opened = _grouped(by, _open_counts(at, days), COUNTS).where(*seen, IS_OPEN)
    since = start_of_local_day(days.closed_from)
    closed = _grouped(by, _closed_counts(), CLOSED_COUNTS).where(*seen, IS_STRUCK_OFF, Case.closed_at >= since)
    board = _Board()
    board.take(session.execute(opened.order_by(*PRESSING).limit(AT_MOST)), COUNTS)
    board.take(session.execute(closed.order_by(text("closed DESC")).limit(AT_MOST)), CLOSED_COUNTS)
    lacking = [key for key, line in board.lines.items() if key is not None and "closed" not in line]
    board.take(session.execute(closed.where(_column(by).in_(lacking))), CLOSED_COUNTS, whole=False)
    names = _names(session, [key for key in board.lines if key is not None], by=by)
    return {
        "by": by,
        "as_of": at,
        "closed_from": days.closed_from,
        "lines": board.shown(names),
        "left_out": max(0, board.groups - AT_MOST),
        "total": dict.fromkeys((*COUNTS, *CLOSED_COUNTS), 0) | board.total,
        "filters": days.filters(),
    }


@dataclass
class _Board:
    """Lines by group as the statements bring them: open cases first, in the order in which they press."""

    lines: dict[UUID | None, Line] = field(default_factory=dict)
    total: Line = field(default_factory=dict)
    groups: int = 0

    def take(self, rows: Iterable[Any], names: tuple[str, ...], *, whole: bool = True) -> None:
        """Add counts to the lines; where the statement saw all groups, also to the sums."""
        for group, *counts, groups in rows:
            self.lines.setdefault(group, {}).update(zip(names, counts[: len(names)], strict=True))
            if whole:
                self.total.update(zip(names, counts[len(names) :], strict=True))
                self.groups = max(self.groups, groups)

    def shown(self, names: dict[UUID, str]) -> list[dict[str, Any]]:
        nothing = dict.fromkeys((*COUNTS, *CLOSED_COUNTS), 0)
        lines = list(self.lines.items())[:AT_MOST]
        return [{"group": {"id": key, "name": names[key]} if key else None, **nothing, **line} for key, line in lines]


def _column(by: str) -> Any:
    return {"unit": Case.lead_unit_id, "school": Case.school_id, "township": SCHOOL.c.township_id}[by]


def _grouped(by: str, counts: list[ColumnElement[int]], names: tuple[str, ...]) -> Select[Any]:
    """Select each group with its counts, then their sums over all groups, then how many groups there are."""
    named = [count.label(name) for count, name in zip(counts, names, strict=True)]
    sums = [cast(func.sum(count).over(), Integer) for count in counts]
    column = _column(by)
    statement = select(column, *named, *sums, func.count().over()).group_by(column)
    return statement.outerjoin(SCHOOL, SCHOOL.c.id == Case.school_id) if by == "township" else statement


def _open_counts(at: datetime, days: BoardDays) -> list[ColumnElement[int]]:
    """Count open cases as `BoardDays.filters` lists them, in the order of COUNTS."""
    late = and_(CLOCK_RUNS, Case.due_at < at)
    late_3_from, late_7_from = start_of_local_day(days.late_3_from), start_of_local_day(days.late_7_from)
    conditions = {
        "due_this_week": and_(
            CLOCK_RUNS, Case.due_at >= at, Case.due_at < start_of_local_day(days.week_to + timedelta(days=1))
        ),
        "late_3": and_(late, Case.due_at >= late_3_from),
        "late_7": and_(late, Case.due_at < late_3_from, Case.due_at >= late_7_from),
        "late_more": and_(late, Case.due_at < late_7_from),
        "major": Case.severity == "major",
        "to_verify": Case.state == State.PENDING_VERIFICATION,
        "no_update": and_(CLOCK_RUNS, at - NO_UPDATE_AFTER > LAST_MOVED_AT),
    }
    return [func.count(), *(func.count().filter(conditions[name]) for name in COUNTS[1:])]


def _closed_counts() -> list[ColumnElement[int]]:
    """Count struck-off cases that had a deadline, and those on time: the SQL twin of `deadlines.is_on_time`."""
    at_first = func.coalesce(Case.first_due_at, Case.due_at)
    deadline = case((Case.handling == "immediate", at_first), else_=Case.due_at)
    judged = and_(Case.submitted_at.is_not(None), deadline.is_not(None))
    return [func.count().filter(judged), func.count().filter(and_(judged, Case.submitted_at <= deadline))]


def _names(session: Session, ids: list[UUID], *, by: str) -> dict[UUID, str]:
    table = DIVISION if by == "township" else ORGANISATION
    rows = session.execute(select(table.c.id, table.c.name).where(table.c.id.in_(ids)))
    return {row[0]: row[1] for row in rows}
