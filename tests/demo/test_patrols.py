"""What the demo county has walked: the routes and plans of its description, on its calendar."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core.clock import local_date, now
from backend.demo.patrols import WAYS
from backend.patrols.models import PLAN, POINT, ROUTE, RUN
from backend.places.models import CHECKPOINT, CODE, SCHOOL
from backend.places.school_calendar import calendar_of_county


def test_the_routes_are_those_of_the_description(county: Session) -> None:
    points = select(func.count()).where(POINT.c.route_id == ROUTE.c.id).scalar_subquery()
    query = select(SCHOOL.c.school_code, ROUTE.c.name, points, PLAN.c.start_times, PLAN.c.rrule).select_from(
        ROUTE.join(SCHOOL, SCHOOL.c.id == ROUTE.c.school_id).join(PLAN, PLAN.c.route_id == ROUTE.c.id)
    )
    found = {
        (row[0], row[1].split()[0]): (row[2], len(row[3]), row[4].partition(";")[0]) for row in county.execute(query)
    }
    assert found == {
        ("2199000001", "R1"): (12, 5, "FREQ=DAILY"),
        ("2199000001", "R2"): (8, 1, "FREQ=DAILY"),
        ("2199000001", "R3"): (8, 1, "FREQ=MONTHLY"),
        ("3499000003", "N1"): (10, 2, "FREQ=DAILY"),
        ("2199000005-01", "R1"): (4, 1, "FREQ=DAILY"),
    }


def test_every_point_of_a_route_has_a_mounted_plate(county: Session) -> None:
    bare = (
        select(CHECKPOINT.c.name)
        .join(POINT, POINT.c.checkpoint_id == CHECKPOINT.c.id)
        .outerjoin(CODE, (CODE.c.checkpoint_id == CHECKPOINT.c.id) & (CODE.c.state == "mounted"))
        .where(CODE.c.code.is_(None))
    )
    assert county.execute(bare).scalars().all() == []


def test_rounds_lie_ahead_on_every_plan_and_none_behind(county: Session) -> None:
    made = county.execute(select(RUN.c.plan_id, func.min(RUN.c.on_date)).group_by(RUN.c.plan_id)).all()
    # In the holidays, or between two first Tuesdays, only what goes by every day is there.
    assert 1 <= len(made) <= len(WAYS)
    assert min(day for _, day in made) >= local_date(now())


def test_the_calendar_holds_the_make_up_days(county: Session) -> None:
    county_id = county.execute(select(SCHOOL.c.county_id).limit(1)).scalar_one()
    calendar = calendar_of_county(county, county_id)
    assert [
        (calendar.on(day).kind, calendar.on(day).as_weekday) for day in (date(2026, 9, 20), date(2026, 10, 10))
    ] == [
        ("makeup", 1),
        ("makeup", 2),
    ]
    assert any((term.starts_on, term.ends_on) == (date(2026, 9, 1), date(2027, 1, 22)) for term in calendar.terms)
