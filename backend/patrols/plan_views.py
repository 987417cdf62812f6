"""Plans as people read them, and what a draft would do in the next weeks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.patrols import recurrence
from backend.patrols.assignees import nobody_yet
from backend.patrols.clock_words import clock_words
from backend.patrols.kinds import ASSIGNEES, DAY_RULES
from backend.patrols.models import PLAN, ROUTE, RUN
from backend.patrols.plan_changes import PlanFacts, ensure_fit
from backend.patrols.planning_access import may_plan, place_to_plan, place_to_read
from backend.patrols.schedule import PlannedDay, planned_days, why_skipped
from backend.people.models import ACCOUNT
from backend.people.role_table import ROLES
from backend.places.calendar_shown import why_unknown
from backend.places.models import ORGANISATION
from backend.places.school_calendar import calendar_of_school
from backend.places.school_days import DAY_KINDS, WEEKDAYS

PREVIEWED = timedelta(days=29)
_NEXT = (
    select(func.min(RUN.c.starts_at))
    .where(RUN.c.plan_id == PLAN.c.id, RUN.c.state == "planned")
    .scalar_subquery()
    .label("next_at")
)
_PLANS = (
    select(PLAN, ROUTE.c.name.label("route_name"), ACCOUNT.c.display_name, ORGANISATION.c.short_name, _NEXT)
    .join(ROUTE, ROUTE.c.id == PLAN.c.route_id)
    .outerjoin(ACCOUNT, ACCOUNT.c.id == PLAN.c.assignee_account_id)
    .outerjoin(ORGANISATION, ORGANISATION.c.id == PLAN.c.assignee_unit_id)
    .order_by(PLAN.c.id)
)
_AS_STORED = (
    *("id", "school_id", "route_id", "route_name", "name", "rrule", "day_rule", "starts_on", "ends_on", "before_min"),
    *("after_min", "grace_min", "version", "made_until", "ended_at", "next_at"),
)


def plans_of(session: Session, actor: Actor, school_id: UUID, *, ended: bool = False) -> dict[str, Any]:
    """Return the school's plans that hold (or those that have ended), and whether I may change them."""
    place = place_to_read(session, actor, school_id)
    state = PLAN.c.ended_at.is_not(None) if ended else PLAN.c.ended_at.is_(None)
    rows = session.execute(_PLANS.where(PLAN.c.school_id == school_id, state)).mappings().all()
    return {"items": _shown(session, rows), "next": None, "may_edit": may_plan(session, actor, place)}


def one_plan(session: Session, actor: Actor, plan_id: UUID) -> dict[str, Any]:
    """Return one plan."""
    row = session.execute(_PLANS.where(PLAN.c.id == plan_id)).mappings().first()
    if row is None:
        raise Problem("not_found")
    place_to_read(session, actor, row["school_id"])
    return _shown(session, [row])[0]


def preview(session: Session, actor: Actor, *, school_id: UUID, facts: PlanFacts) -> dict[str, Any]:
    """Say what a draft would do in the next thirty days (from its start, if that is later); writes nothing."""
    place = place_to_plan(session, actor, school_id)
    ensure_fit(session, place, facts, since=facts.times.starts_on)
    calendar = calendar_of_school(session, place.county_id, school_id)
    first = max(local_date(now()), facts.times.starts_on)
    days = list(planned_days(facts.times, calendar, first, first + PREVIEWED))
    guesses = [] if facts.times.day_rule == "every_day" else [why_unknown(each.day, calendar) for each in days]
    warnings = list(dict.fromkeys(said for said in guesses if said))
    known = not warnings
    if nobody_yet(session, place, facts.assignee.role):
        warnings.append("目前这所学校还没有人担任这个岗位，排出的巡查没有人能看到。请先邀请人员。")
    return {
        "from_": first,
        "to": first + PREVIEWED,
        "days": [_day_shown(each) for each in days],
        "rounds": sum(len(each.rounds) for each in days),
        "known": known,
        "warnings": warnings,
        "rrule_label": recurrence.label(recurrence.read(facts.times.rrule, facts.times.starts_on)),
    }


def _day_shown(each: PlannedDay) -> dict[str, Any]:
    return {
        "day": each.day.day,
        "weekday": WEEKDAYS[each.day.day.weekday()],
        "kind": each.day.kind,
        "kind_label": DAY_KINDS[each.day.kind][0],
        "name": each.day.name,
        "known": each.day.known,
        "rounds": [vars(one) for one in each.rounds],
        "skipped": why_skipped(each),
    }


def _shown(session: Session, rows: Collection[Any]) -> list[dict[str, Any]]:
    units = _names(session, {UUID(unit) for row in rows for unit in row["joint_units"]})
    return [
        {name: row[name] for name in _AS_STORED}
        | {
            "rrule_label": recurrence.label(recurrence.read(row["rrule"], row["starts_on"])),
            "day_rule_label": DAY_RULES[row["day_rule"]][0],
            "start_times": [clock_words(minute) for minute in row["start_times"]],
            "assignee": _assignee(row),
            "joint_units": [{"id": UUID(unit), "name": units.get(UUID(unit), "")} for unit in row["joint_units"]],
        }
        for row in rows
    ]


def _assignee(row: Any) -> dict[str, Any]:
    kind, role = row["assignee_kind"], row["assignee_role"]
    label = row["display_name"] or (ROLES[role].label_zh if role in ROLES else row["short_name"])
    return {
        "kind": kind,
        "kind_label": ASSIGNEES[kind][0],
        "account_id": row["assignee_account_id"],
        "role": role,
        "unit_id": row["assignee_unit_id"],
        "label": label or "",
    }


def _names(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    query = select(ORGANISATION.c.id, ORGANISATION.c.short_name).where(ORGANISATION.c.id.in_(ids))
    return {row.id: row.short_name for row in session.execute(query)}
