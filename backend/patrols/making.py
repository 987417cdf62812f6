"""Making rounds ahead of plans: some days more every day, and anew after a plan, a route or a calendar has changed.

Rounds that anybody has begun or whose window has opened stay as they are, and so does all of the past. A round of a plan,
day and number is one row under a unique key: whoever makes it twice makes it once; a run killed half-way has made nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.core.clock import local_date, now
from backend.core.ids import new_id
from backend.patrols.models import PLAN, POINT, ROUTE, RUN
from backend.patrols.schedule import PlanTimes, Round, planned_days
from backend.patrols.visit_models import VISIT
from backend.places.models import CHECKPOINT, SCHOOL
from backend.places.school_calendar import calendar_of_county, calendar_stamp, calendars_of
from backend.places.school_days import SchoolCalendar

DAYS_AHEAD = 15
BATCH = 200
_STAMP = calendar_stamp(PLAN.c.county_id, PLAN.c.school_id)
_POINTS = (
    select(func.count())
    .select_from(POINT.join(CHECKPOINT, CHECKPOINT.c.id == POINT.c.checkpoint_id))
    .where(POINT.c.route_id == ROUTE.c.id, POINT.c.revision == ROUTE.c.revision, CHECKPOINT.c.retired_at.is_(None))
    .scalar_subquery()
)
_FROM = PLAN.join(ROUTE, ROUTE.c.id == PLAN.c.route_id).join(SCHOOL, SCHOOL.c.id == PLAN.c.school_id)
_OF_ROUTE = (ROUTE.c.revision, SCHOOL.c.closed_on, _STAMP.label("stamp"), _POINTS.label("points"))
_PLANS: Select[Any] = select(PLAN, *_OF_ROUTE).select_from(_FROM).order_by(PLAN.c.id)
_OF_PLAN = ("county_id", "school_id", "route_id", "revision", "points", "joint_units")
_ASSIGNEE = ("assignee_kind", "assignee_account_id", "assignee_role", "assignee_unit_id")
_TIMES = ("starts_at", "opens_at", "closes_at", "settles_at")
_REPLACED = (*_TIMES, "revision", "points", "plan_version", *_ASSIGNEE, "joint_units", "state")
_NOTHING_YET = {
    "visited": 0,
    "settled_at": None,
    "excuse": None,
    "excuse_note": "",
    "excused_at": None,
    "excused_by": None,
}
_UPDATE = (
    update(RUN).where(RUN.c.id == bindparam("run_id")).values({name: bindparam(f"new_{name}") for name in _REPLACED})
)
_MARK = (
    update(PLAN)
    .where(PLAN.c.id == bindparam("plan_id"))
    .values(made_until=bindparam("until"), calendar_stamp=bindparam("stamp"))
)
Key = tuple[date, int]


def horizon(days: int = DAYS_AHEAD) -> date:
    """Return the last day for which there shall be rounds."""
    return local_date(now()) + timedelta(days=days)


def due_plans(until: date) -> ColumnElement[bool]:
    """Return the condition for plans whose rounds are behind: not far enough ahead, or made by another calendar."""
    today = local_date(now())
    behind = or_(PLAN.c.made_until.is_(None), PLAN.c.made_until < until, PLAN.c.calendar_stamp.is_distinct_from(_STAMP))
    return and_(
        PLAN.c.ended_at.is_(None),
        or_(PLAN.c.ends_on.is_(None), PLAN.c.ends_on >= today),
        or_(SCHOOL.c.closed_on.is_(None), SCHOOL.c.closed_on > today),
        ROUTE.c.retired_at.is_(None),
        behind,
    )


def any_due(session: Session, until: date) -> bool:
    """Say whether any plan is behind; reads only."""
    return session.execute(select(PLAN.c.id).select_from(_FROM).where(due_plans(until)).limit(1)).first() is not None


def make_batch(session: Session, until: date, *, most: int = BATCH) -> tuple[int, int]:
    """Make the rounds of some plans that are behind; returns how many plans, and how many rounds were new."""
    query = _PLANS.where(due_plans(until)).limit(most).with_for_update(skip_locked=True, of=PLAN)
    plans = session.execute(query).mappings().all()
    return len(plans), make_for(session, plans, until)


def remake(session: Session, *wanted: ColumnElement[bool]) -> int:
    """Make the rounds of these plans anew, at once: for a plan or route that has just been changed."""
    session.execute(update(PLAN).where(*wanted, PLAN.c.ended_at.is_(None)).values(made_until=None))
    plans = session.execute(_PLANS.where(*wanted, PLAN.c.ended_at.is_(None))).mappings().all()
    return make_for(session, plans, horizon())


def make_for(session: Session, plans: Sequence[Any], until: date) -> int:
    """Bring the rounds of these plans up to `until`; returns how many are new."""
    at = now()
    calendars = _calendars(session, plans)
    anew = {plan["id"] for plan in plans if plan["made_until"] is None or plan["calendar_stamp"] != plan["stamp"]}
    held = _held(session, anew, since=local_date(at))
    fresh: list[dict[str, Any]] = []
    for plan in plans:
        wanted = {
            (row["on_date"], row["round_no"]): row for row in _rows(plan, calendars, at, until, plan["id"] in anew)
        }
        _reconcile(session, wanted, held.get(plan["id"], {}), at=at)
        fresh += wanted.values()
    _insert(session, fresh)
    marks = [{"plan_id": plan["id"], "until": until, "stamp": plan["stamp"]} for plan in plans]
    if marks:
        session.connection().execute(_MARK, marks)
    return len(fresh)


def untouched(at: datetime) -> ColumnElement[bool]:
    """Return the condition for rounds that may still be replaced: not open yet, and nobody has been there."""
    visited = exists(select(VISIT.c.id).where(VISIT.c.run_id == RUN.c.id))
    return and_(RUN.c.state.in_(("planned", "cancelled")), RUN.c.opens_at > at, RUN.c.visited == 0, ~visited)


def cancel_rounds(session: Session, *wanted: ColumnElement[bool]) -> None:
    """Cancel the rounds that nobody has begun; they stay to be seen."""
    session.execute(update(RUN).where(*wanted, RUN.c.state == "planned", untouched(now())).values(state="cancelled"))


def _calendars(session: Session, plans: Iterable[Any]) -> dict[UUID, SchoolCalendar]:
    by_county: dict[UUID, set[UUID]] = defaultdict(set)
    for plan in plans:
        by_county[plan["county_id"]].add(plan["school_id"])
    found: dict[UUID, SchoolCalendar] = {}
    for county_id, school_ids in by_county.items():
        county = calendar_of_county(session, county_id)
        found |= calendars_of(session, county_id, school_ids, county=county)
    return found


def times_of(plan: Any) -> PlanTimes:
    """Return what of a plan's row decides its days."""
    names = ("rrule", "day_rule", "starts_on", "ends_on", "before_min", "after_min", "grace_min")
    return PlanTimes(**{name: plan[name] for name in names}, start_times=tuple(plan["start_times"]))


def _rows(
    plan: Any, calendars: dict[UUID, SchoolCalendar], at: datetime, until: date, anew: bool
) -> Iterator[dict[str, Any]]:
    """Yield the rounds still to come as rows; none of a round that has begun, of a closed school, of an empty route."""
    today = local_date(at)
    first = today if anew else max(today, plan["made_until"] + timedelta(days=1))
    last = until if plan["closed_on"] is None else min(until, plan["closed_on"] - timedelta(days=1))
    if first > last or not plan["points"]:
        return
    shared = {name: plan[name] for name in (*_OF_PLAN, *_ASSIGNEE)} | _NOTHING_YET
    shared |= {"plan_id": plan["id"], "plan_version": plan["version"], "state": "planned"}
    for planned in planned_days(times_of(plan), calendars[plan["school_id"]], first, last):
        for each in planned.rounds:
            if each.starts_at > at:
                yield _row(each, shared)


def _row(each: Round, shared: dict[str, Any]) -> dict[str, Any]:
    return {**shared, **vars(each), "id": new_id()}


def _held(session: Session, plan_ids: set[UUID], *, since: date) -> dict[UUID, dict[Key, Any]]:
    """Return the rounds from today on that the plans have: by plan, day and number, each with whether it is untouched."""
    found: dict[UUID, dict[Key, Any]] = defaultdict(dict)
    if plan_ids:
        query = select(RUN, untouched(now()).label("untouched")).where(
            RUN.c.plan_id.in_(plan_ids), RUN.c.on_date >= since
        )
        for row in session.execute(query).mappings():
            found[row["plan_id"]][row["on_date"], row["round_no"]] = row
    return found


def _reconcile(session: Session, wanted: dict[Key, Any], held: dict[Key, Any], *, at: datetime) -> None:
    """Let untouched rounds follow the plan (keeping their ids), remove those no longer wanted, leave all others alone."""
    changed, gone = [], []
    for key, row in held.items():
        new = wanted.pop(key, None)
        if not row["untouched"] or (new is None and row["state"] == "cancelled"):
            continue
        if new is None:
            gone.append(row["id"])
        elif any(row[name] != new[name] for name in _REPLACED):
            changed.append({"run_id": row["id"]} | {f"new_{name}": new[name] for name in _REPLACED})
    if changed:
        session.connection().execute(_UPDATE, changed)
    if gone:
        session.execute(delete(RUN).where(RUN.c.id.in_(gone), untouched(at)))


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write new rounds in one go; one that is there already stays as it is."""
    if rows:
        connection = session.connection()
        make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(make(RUN).on_conflict_do_nothing(), rows)
