"""What 示范县 has walked (domain.md §11.1): its routes, its plans, and the calendar that these follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from backend.config import Secrets
from backend.core.actor import SYSTEM
from backend.core.clock import local_date, now
from backend.core.ids import new_id
from backend.demo import county
from backend.demo.points import POINTS, Point
from backend.demo.setting_up import Cast
from backend.patrols.assignees import Assignee
from backend.patrols.checklists import suggested
from backend.patrols.clock_words import minutes_of
from backend.patrols.plan_changes import PlanFacts, create_plan
from backend.patrols.route_changes import RouteFacts, create_route
from backend.patrols.route_points import Point as RoutePoint
from backend.patrols.schedule import PlanTimes
from backend.places.calendar_changes import Owner, set_school_days, set_terms, set_week
from backend.places.checkpoints import CheckpointFacts, create_checkpoint
from backend.places.school_days import Entry, Term
from backend.places.site_codes import issue_site_codes, mark_site_code, note_printed

MORE_POINTS = (
    Point(3, "internal", "食堂后厨", -60.0, 60.0),
    Point(3, "internal", "配电房", -96.0, -64.0),
    Point(3, "internal", "北侧围墙", 30.0, 150.0),
    Point(3, "internal", "操场看台", -20.0, 96.0),
    Point(6, "surroundings", "后坡小路", 20.0, 40.0),
)
"""Checkpoints that the routes need beyond those of the hazards' stories."""
_MAKE_UP = {date(2026, 9, 20): 1, date(2026, 10, 10): 2}
_DAILY = "FREQ=DAILY"


@dataclass(frozen=True)
class Way:
    """A route of a school with its plan; `points` are names, `joint` keys of offices."""

    school: int
    name: str
    kind: str
    points: tuple[str, ...]
    at: tuple[str, ...]
    by: str
    ordered: bool = True
    minutes: int = 20
    rrule: str = _DAILY
    day_rule: str = "school_day"
    window: tuple[int, int] = (10, 20)
    joint: tuple[str, ...] = ()


def _of(school: int, *kinds: str) -> tuple[str, ...]:
    return tuple(point.name for point in (*POINTS, *MORE_POINTS) if point.school == school and point.kind in kinds)


_AROUND = (*_of(1, "gate"), *_of(1, "surroundings"), *_of(1, "guard_post"))
WAYS = (
    Way(1, "R1 校内巡查", "internal", _of(1, "internal"), ("07:20", "09:50", "12:00", "14:10", "16:30"), "guard"),
    Way(1, "R2 周边巡查", "surroundings", _AROUND, ("15:30",), "school_safety", ordered=False, minutes=30),
    Way(
        1,
        "R3 联合巡查",
        "surroundings",
        _AROUND,
        ("09:00",),
        "JMO",
        ordered=False,
        minutes=60,
        rrule="FREQ=MONTHLY;BYDAY=1TU",
        day_rule="working_day",
        window=(30, 180),
        joint=("城关所", "TRF", "SAMR"),
    ),
    Way(
        3,
        "N1 夜间巡查",
        "night",
        (*_of(3, "gate"), *_of(3, "internal"))[:10],
        ("21:30", "23:30"),
        "guard",
        minutes=30,
        day_rule="every_day",
        window=(10, 40),
    ),
    Way(6, "R1 校园巡查", "internal", _of(6, "gate", "internal", "surroundings")[:4], ("08:00",), "guard", minutes=10),
)


def set_up_patrols(session: Session, cast: Cast, *, secrets: Secrets) -> None:
    """Write calendar, missing checkpoints, routes and plans; rounds are made from this very moment on."""
    _keep_calendar(session, cast)
    _place_points(session, cast, secrets)
    for way in WAYS:
        _plan(session, cast, way, _lay_out(session, cast, way))


def _keep_calendar(session: Session, cast: Cast) -> None:
    """The terms of domain.md in autumn 2026, and alike in the years around; school 3 teaches on Saturdays."""
    whole, year = Owner(cast.county_id), local_date(now()).year
    terms = [
        Term(date(first, 9, 1), date(first + 1, 1, 22), f"{first} 年秋季学期") for first in range(year - 2, year + 2)
    ]
    terms += [Term(date(each, 3, 1), date(each, 7, 5), f"{each} 年春季学期") for each in range(year - 1, year + 2)]
    set_terms(session, SYSTEM, whole, terms=terms)
    made_up = {day: Entry("makeup", as_weekday=weekday, name="国庆调休补课") for day, weekday in _MAKE_UP.items()}
    set_school_days(session, SYSTEM, whole, entries=made_up)
    returning = Entry("half", "afternoon", name="住宿生返校")
    for number, week in ((2, {6: returning}), (3, {5: Entry("school", name="周六课程"), 6: returning})):
        set_week(session, SYSTEM, Owner(cast.county_id, cast.school_id(number)), week=week)


def _place_points(session: Session, cast: Cast, secrets: Secrets) -> None:
    for point in MORE_POINTS:
        school = county.SCHOOLS[point.school - 1]
        lat, lng = county.degrees(school.east + point.east, school.north + point.north)
        facts = CheckpointFacts(name=point.name, kind=point.kind, lat=lat, lng=lng, accuracy_m=6.0)
        school_id = cast.school_id(point.school)
        cast.points[point.school, point.name] = create_checkpoint(session, SYSTEM, school_id=school_id, facts=facts)
    added = {(point.school, point.name): cast.points[point.school, point.name] for point in MORE_POINTS}
    codes = issue_site_codes(session, SYSTEM, added.values(), signing_key=secrets.signing_key)
    note_printed(session, SYSTEM, codes)
    for names, point_id in added.items():
        cast.codes[names] = codes[point_id]
        mark_site_code(session, SYSTEM, code=codes[point_id], state="mounted")


def _lay_out(session: Session, cast: Cast, way: Way) -> UUID:
    kinds = {(point.school, point.name): point.kind for point in (*POINTS, *MORE_POINTS)}
    points = [
        RoutePoint(
            checkpoint_id=cast.points[way.school, name],
            checklist=suggested(kinds[way.school, name], name),
            photo_rule="sometimes",
            min_dwell_s=5,
        )
        for name in way.points
    ]
    facts = RouteFacts(name=way.name, kind=way.kind, ordered=way.ordered, est_minutes=way.minutes)
    school_id = cast.school_id(way.school)
    return create_route(session, SYSTEM, school_id=school_id, route_id=new_id(), facts=facts, points=points).route_id


def _plan(session: Session, cast: Cast, way: Way, route_id: UUID) -> None:
    times = PlanTimes(
        rrule=way.rrule,
        day_rule=way.day_rule,  # type: ignore[arg-type]
        starts_on=local_date(now()),
        ends_on=None,
        start_times=tuple(minutes_of(start) for start in way.at),
        before_min=way.window[0],
        after_min=way.window[1],
        grace_min=60,
    )
    joint = tuple(cast.units[key] for key in way.joint)
    role = None if way.by in cast.units else way.by
    unit = cast.units.get(way.by)
    assignee = Assignee("role" if role else "unit", role=role, unit_id=unit, joint_units=joint)
    facts = PlanFacts(route_id=route_id, name=way.name, times=times, assignee=assignee)
    create_plan(session, SYSTEM, school_id=cast.school_id(way.school), plan_id=new_id(), facts=facts)
