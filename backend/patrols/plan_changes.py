"""Making, changing and ending plans; their next rounds follow at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.patrols import recurrence
from backend.patrols.assignees import Assignee, objections
from backend.patrols.making import remake
from backend.patrols.models import PLAN, ROUTE
from backend.patrols.plan_endings import end_plans
from backend.patrols.planning_access import place_to_plan
from backend.patrols.schedule import MOST_ROUNDS_A_DAY, PlanTimes
from backend.patrols.sent_again import content_hash
from backend.places.rules import SitePlace

LONGEST_PLAN = timedelta(days=5 * 366)
_FURTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """A plan as somebody wants it."""

    route_id: UUID
    name: str
    times: PlanTimes
    assignee: Assignee


def create_plan(session: Session, actor: Actor, *, school_id: UUID, plan_id: UUID, facts: PlanFacts) -> bool:
    """Add a plan to a school under an id made by the caller; returns whether this call made it."""
    place = place_to_plan(session, actor, school_id)
    said = content_hash({"school": school_id, **asdict(facts)})
    if earlier := session.execute(select(PLAN.c.content_hash).where(PLAN.c.id == plan_id)).first():
        return _again(earlier.content_hash, said)
    ensure_fit(session, place, facts)
    row = {"id": plan_id, "county_id": place.county_id, "school_id": school_id, "version": 1, "content_hash": said}
    row |= columns(facts) | {"made_until": None, "changed_at": now(), "ended_at": None, "calendar_stamp": None}
    if not insert_once(session, PLAN, row):
        return _again(session.execute(select(PLAN.c.content_hash).where(PLAN.c.id == plan_id)).scalar_one(), said)
    _record(session, actor, "patrol_plan.created", row, {name: [None, value] for name, value in _plain(facts).items()})
    remake(session, PLAN.c.id == plan_id)
    return True


def change_plan(session: Session, actor: Actor, *, plan_id: UUID, version: int, facts: PlanFacts) -> None:
    """Change a plan, seen from `version`; its rounds that nobody has begun follow it, all others stay as they were."""
    plan = _changeable(session, actor, plan_id)
    if plan["version"] != version:
        raise Problem("patrol_stale", shown={"version": plan["version"]})
    ensure_fit(session, place_to_plan(session, actor, plan["school_id"]), facts, since=plan["starts_on"])
    new = columns(facts)
    if all(plan[name] == value for name, value in new.items()):
        return
    values = new | {"version": version + 1, "changed_at": now()}
    session.execute(update(PLAN).where(PLAN.c.id == plan_id).values(values))
    changes = {name: [_text(plan[name]), _text(value)] for name, value in new.items() if plan[name] != value}
    _record(session, actor, "patrol_plan.changed", plan, changes)
    remake(session, PLAN.c.id == plan_id)


def end_plan(session: Session, actor: Actor, *, plan_id: UUID) -> None:
    """End a plan for good; rounds that nobody has begun are cancelled."""
    _changeable(session, actor, plan_id)
    end_plans(session, actor, PLAN.c.id == plan_id)


def ensure_fit(session: Session, place: SitePlace, facts: PlanFacts, *, since: date | None = None) -> None:
    """Refuse a plan that cannot be walked; everything that is wrong is said at once."""
    times, route = facts.times, session.execute(select(ROUTE).where(ROUTE.c.id == facts.route_id)).first()
    wrong = objections(session, place, facts.assignee)
    if route is None or route.school_id != place.school_id:
        wrong["route_id"] = ["这所学校没有这条路线。"]
    elif route.retired_at is not None:
        raise Problem("route_retired")
    days = _days_objection(times, since=since)
    said = {"starts_on": days, "start_times": _times_objection(times)}
    said["rrule"] = None if days else recurrence.objection(times.rrule, times.starts_on)
    wrong |= {field: [objection] for field, objection in said.items() if objection}
    if wrong:
        raise Problem("plan_unfit", fields=wrong)


def columns(facts: PlanFacts) -> dict[str, Any]:
    """Return the plan's columns."""
    assignee, times = facts.assignee, asdict(facts.times)
    return {
        "route_id": facts.route_id,
        "name": facts.name,
        **times,
        "start_times": list(facts.times.start_times),
        "assignee_kind": assignee.kind,
        "assignee_account_id": assignee.account_id,
        "assignee_role": assignee.role,
        "assignee_unit_id": assignee.unit_id,
        "joint_units": [str(unit_id) for unit_id in assignee.joint_units],
    }


def _days_objection(times: PlanTimes, *, since: date | None) -> str | None:
    today = local_date(now())
    if times.ends_on is not None and times.ends_on < times.starts_on:
        return "结束日期早于开始日期，请核对。"
    if times.starts_on != since and not today - LONGEST_PLAN <= times.starts_on <= today + _FURTHEST:
        return "开始日期离今天太远，请核对年份。"
    if times.ends_on is not None and times.ends_on - times.starts_on > LONGEST_PLAN:
        return "计划最长五年，请把结束日期改近一些。"
    return None


def _times_objection(times: PlanTimes) -> str | None:
    starts = times.start_times
    if not 1 <= len(starts) <= MOST_ROUNDS_A_DAY:
        return f"每天的巡查时间请填 1 到 {MOST_ROUNDS_A_DAY} 个。"
    return None if list(starts) == sorted(set(starts)) else "每天的巡查时间不能重复，请从早到晚填写。"


def _changeable(session: Session, actor: Actor, plan_id: UUID) -> Any:
    plan = session.execute(select(PLAN).where(PLAN.c.id == plan_id).with_for_update()).mappings().first()
    if plan is None:
        raise Problem("not_found")
    place_to_plan(session, actor, plan["school_id"])
    if plan["ended_at"] is not None:
        raise Problem("plan_ended")
    return plan


def _again(earlier: str | None, said: str) -> bool:
    if earlier != said:
        raise Problem("patrol_id_taken")
    return False


def _plain(facts: PlanFacts) -> dict[str, Any]:
    return {name: _text(value) for name, value in columns(facts).items()}


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | date) else value


def _record(session: Session, actor: Actor, action: str, plan: Any, changes: dict[str, Any]) -> None:
    about = {"object_type": "patrol_plan", "object_id": plan["id"], "county_id": plan["county_id"]}
    record(session, actor, action=action, changes=changes, **about)
