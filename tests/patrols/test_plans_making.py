"""Rounds made ahead: once each, never in the past, replaced only while nobody has begun them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.core import calendar
from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.ids import new_id
from backend.patrols import making, upkeep
from backend.patrols.making import horizon, make_batch
from backend.patrols.models import PLAN, RUN, PatrolPlan, PatrolRoute
from backend.patrols.plan_changes import change_plan, end_plan
from backend.patrols.route_changes import RouteFacts, change_route, retire_route
from backend.patrols.route_points import Point, points_at
from backend.patrols.visit_models import VISIT
from backend.places.calendar_changes import Owner, set_school_day, set_terms
from backend.places.checkpoints import retire_checkpoint
from backend.places.models import School
from backend.places.school_days import Entry, Term
from tests.builders import a_school, an_account
from tests.patrols.plans_builders import a_plan, a_route, in_days, plan_facts, rounds

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
"""A Wednesday at twelve in Shanghai: the round of eight is over, that of three is to come."""


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def _change(session: Session, plan: PatrolPlan, **about: Any) -> None:
    session.refresh(plan)
    facts = plan_facts(plan.route_id, **about)
    change_plan(session, SYSTEM, plan_id=plan.id, version=plan.version, facts=facts)


def test_a_new_plan_has_its_rounds_at_once_and_none_that_has_begun(session: Session) -> None:
    plan = a_plan(session, a_school(session))
    made = rounds(session, plan.id)
    assert len(made) == 1 + 15 * 2
    assert (made[0].on_date, made[0].round_no) == (in_days(0), 2)
    assert made[-1].on_date == in_days(15)
    first = made[0]
    assert first.starts_at - first.opens_at == timedelta(minutes=10)
    assert first.closes_at - first.starts_at == timedelta(minutes=20)
    assert first.settles_at - first.closes_at == timedelta(minutes=60)
    assert (first.points, first.visited, first.revision, first.assignee_role) == (3, 0, 1, "guard")


def test_made_twice_is_made_once(session: Session) -> None:
    plan = a_plan(session, a_school(session))
    before = rounds(session, plan.id)
    assert make_batch(session, horizon()) == (0, 0)
    session.execute(update(PLAN).values(made_until=None))
    assert make_batch(session, horizon()) == (1, 0)
    session.execute(update(PLAN).values(made_until=in_days(3)))
    assert make_batch(session, horizon()) == (1, 24)  # what it counts as new is there already, and stays
    assert rounds(session, plan.id) == before


def test_a_day_later_there_is_one_day_more(session: Session, at_noon: time_machine.Traveller) -> None:
    plan = a_plan(session, a_school(session))
    at_noon.shift(timedelta(days=1))
    assert make_batch(session, horizon()) == (1, 2)
    assert rounds(session, plan.id)[-1].on_date == in_days(15)


def test_after_a_month_asleep_it_catches_up_and_leaves_the_past_alone(
    session: Session, at_noon: time_machine.Traveller
) -> None:
    plan = a_plan(session, a_school(session))
    last = rounds(session, plan.id)[-1].on_date
    at_noon.shift(timedelta(days=40))
    make_batch(session, horizon())
    days = {each.on_date for each in rounds(session, plan.id)}
    assert not any(last < day < in_days(0) for day in days)
    assert {in_days(number) for number in range(16)} <= days


def test_a_batch_that_is_killed_half_way_has_made_nothing(
    committed_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with committed_database.work() as session:
        plan_ids = [a_plan(session, school).id for school in (a_school(session), a_school(session))]
        session.execute(RUN.delete())
        session.execute(update(PLAN).values(made_until=None))
    real = making._insert

    def killed(*told: Any) -> None:
        real(*told)
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "_insert", killed)
    with pytest.raises(KeyboardInterrupt):
        upkeep.make_rounds(committed_database)
    with committed_database.work(write=False) as session:
        assert [rounds(session, plan_id) for plan_id in plan_ids] == [[], []]
    monkeypatch.setattr(making, "_insert", real)
    assert upkeep.make_rounds(committed_database) == 2
    assert upkeep.make_rounds(committed_database) == 0
    with committed_database.work(write=False) as session:
        assert [len(rounds(session, plan_id)) for plan_id in plan_ids] == [31, 31]


def test_batches_are_bounded_and_come_to_an_end(session: Session) -> None:
    school = a_school(session)
    route_id = a_route(session, school)
    for number in range(5):
        a_plan(session, school, route_id, name=f"计划{number}")
    session.execute(update(PLAN).values(made_until=None))
    assert [make_batch(session, horizon(), most=2)[0] for _ in range(4)] == [2, 2, 1, 0]


def test_a_changed_plan_moves_what_nobody_has_begun_and_keeps_its_ids(session: Session) -> None:
    plan = a_plan(session, a_school(session))
    before = {(each.on_date, each.round_no): each.id for each in rounds(session, plan.id)}
    _change(session, plan, start_times=(480, 960))
    after = rounds(session, plan.id)
    assert {(each.on_date, each.round_no): each.id for each in after} == before
    assert {each.starts_at.hour for each in after if each.round_no == 2} == {8}  # sixteen in Shanghai
    assert {each.plan_version for each in after} == {2}


def test_rounds_that_are_no_longer_wanted_go_and_new_ones_come(session: Session) -> None:
    plan = a_plan(session, a_school(session))
    _change(session, plan, start_times=(900,), rrule="FREQ=WEEKLY;BYDAY=MO,SA")
    assert {each.on_date.weekday() for each in rounds(session, plan.id)} == {0, 5}
    _change(session, plan, start_times=(800, 900, 1000))
    assert len(rounds(session, plan.id)) == 3 * 16


def _visit(session: Session, run: Any, school: School) -> None:
    account, moment = an_account(session, role="guard", scope=("school", school.id)), NOON
    point = points_at(session, run.route_id, run.revision)[0].checkpoint_id
    values = {"county_id": run.county_id, "school_id": run.school_id, "checkpoint_id": point, "run_id": run.id}
    values |= {"id": new_id(), "account_id": account.id, "via": "page_scan", "mode": "foot", "result": "normal"}
    values |= {"answers": [], "note": "", "position_state": "refused", "clock_basis": "device", "clock_skew_s": 0}
    values |= dict.fromkeys(("occurred_at", "happened_at", "received_at", "judged_at"), moment)
    values |= {"late": False, "proof": "not_asked", "verdict": "plausible", "reasons": [], "thresholds": "1"}
    session.execute(insert(VISIT), values | {"content_hash": "0" * 64})


def test_rounds_that_somebody_has_begun_stay_as_they_were(session: Session) -> None:
    school = a_school(session)
    plan = a_plan(session, school)
    visited, counted, opened, settled, plain = rounds(session, plan.id)[1:6]
    _visit(session, visited, school)
    session.execute(update(RUN).where(RUN.c.id == counted.id).values(visited=1))
    session.execute(update(RUN).where(RUN.c.id == opened.id).values(state="open"))
    session.execute(update(RUN).where(RUN.c.id == settled.id).values(state="missed", settled_at=NOON))
    kept = (visited, counted, opened, settled)

    def of(each: Any) -> Any:
        return session.execute(select(RUN.c.plan_version, RUN.c.starts_at).where(RUN.c.id == each.id)).first()

    _change(session, plan, start_times=(485, 905), day_rule="every_day")
    assert [of(each) for each in kept] == [(1, each.starts_at) for each in kept]
    assert of(plain) == (2, plain.starts_at + timedelta(minutes=5))
    _change(session, plan, rrule="FREQ=DAILY;COUNT=1", start_times=(900,))
    assert of(plain) is None
    assert all(of(each) for each in kept)


def test_a_round_whose_window_has_opened_is_left_alone(session: Session, at_noon: time_machine.Traveller) -> None:
    plan = a_plan(session, a_school(session))
    at_noon.move_to(datetime(2026, 11, 25, 6, 55, tzinfo=UTC))  # five minutes before three o'clock
    _change(session, plan, start_times=(480, 1000))
    assert rounds(session, plan.id)[0].starts_at == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert rounds(session, plan.id)[2].starts_at == datetime(2026, 11, 26, 8, 40, tzinfo=UTC)


def test_an_ended_plan_cancels_what_nobody_has_begun(session: Session) -> None:
    school = a_school(session)
    plan = a_plan(session, school)
    _visit(session, rounds(session, plan.id)[0], school)
    end_plan(session, SYSTEM, plan_id=plan.id)
    assert len(rounds(session, plan.id)) == 1
    assert len(rounds(session, plan.id, state="cancelled")) == 30
    assert make_batch(session, horizon()) == (0, 0)


def test_a_retired_route_ends_its_plans(session: Session) -> None:
    plan = a_plan(session, a_school(session))
    retire_route(session, SYSTEM, route_id=plan.route_id)
    session.refresh(plan)
    assert plan.ended_at is not None
    assert rounds(session, plan.id) == []


def test_a_changed_route_gives_coming_rounds_its_new_points(session: Session) -> None:
    school = a_school(session)
    plan = a_plan(session, school)
    _visit(session, rounds(session, plan.id)[0], school)
    points = points_at(session, plan.route_id, 1)[:2]
    facts = RouteFacts(name="校内路线", kind="internal", ordered=True, est_minutes=20)
    change_route(session, SYSTEM, route_id=plan.route_id, revision=1, facts=facts, points=points)
    first, *others = rounds(session, plan.id)
    assert (first.revision, first.points) == (1, 3)
    assert {(each.revision, each.points) for each in others} == {(2, 2)}


def test_a_retired_checkpoint_leaves_its_routes_and_the_rounds_to_come(session: Session) -> None:
    plan = a_plan(session, a_school(session))
    gone = points_at(session, plan.route_id, 1)[1].checkpoint_id
    retire_checkpoint(session, SYSTEM, checkpoint_id=gone)
    assert upkeep.drop_retired_points(session) == 1
    assert upkeep.drop_retired_points(session) == 0
    assert gone not in {point.checkpoint_id for point in points_at(session, plan.route_id, 2)}
    assert {(each.revision, each.points) for each in rounds(session, plan.id)} == {(2, 2)}
    for point in points_at(session, plan.route_id, 2):
        retire_checkpoint(session, SYSTEM, checkpoint_id=point.checkpoint_id)
    upkeep.drop_retired_points(session)
    assert session.get_one(PatrolRoute, plan.route_id, populate_existing=True).retired_at is not None
    assert rounds(session, plan.id) == []


def test_a_closed_schools_plans_make_nothing(database: Database) -> None:
    with database.work() as session:
        school = a_school(session)
        plan_id = a_plan(session, school).id
        session.execute(update(School).where(School.id == school.id).values(closed_on=in_days(0)))
    upkeep.cancel_rounds_of_closed_schools(database)
    with database.work() as session:
        assert rounds(session, plan_id) == []
        assert len(rounds(session, plan_id, state="cancelled")) == 31
        session.execute(update(PLAN).values(made_until=None))
        assert make_batch(session, horizon()) == (0, 0)


def test_a_school_that_closes_soon_has_rounds_until_then(session: Session) -> None:
    school = a_school(session, closed_on=in_days(5))
    assert rounds(session, a_plan(session, school).id)[-1].on_date == in_days(4)


@pytest.mark.parametrize("whose", ["school", "county", "nation"])
def test_a_changed_calendar_is_followed(session: Session, whose: str) -> None:
    calendar.mark_year_known(session, 2026, source="tests")
    school, other = a_school(session), a_school(session)
    plan, elsewhere = (a_plan(session, each, day_rule="school_day") for each in (school, other))
    day = in_days(1)
    assert day in {each.on_date for each in rounds(session, plan.id)}
    if whose == "nation":
        calendar.set_day(session, county_id=calendar.NATIONAL, day=day, kind="off", name="放假")
        session.flush()
    else:
        owner = Owner(school.county_id, school.id if whose == "school" else None)
        set_school_day(session, SYSTEM, owner, day=day, entry=Entry("off", name="停课"))
    plans, _ = make_batch(session, horizon())
    assert plans == (2 if whose == "nation" else 1)
    assert day not in {each.on_date for each in rounds(session, plan.id)}
    assert (day in {each.on_date for each in rounds(session, elsewhere.id)}) == (whose != "nation")


def test_terms_bound_the_rounds(session: Session) -> None:
    calendar.mark_year_known(session, 2026, source="tests")
    school = a_school(session)
    plan = a_plan(session, school, day_rule="school_day")
    set_terms(session, SYSTEM, Owner(school.county_id), terms=[Term(date(2026, 9, 1), in_days(2), "秋季")])
    make_batch(session, horizon())
    assert rounds(session, plan.id)[-1].on_date == in_days(2)


def test_points_that_are_gone_are_not_counted(session: Session) -> None:
    """Between the retirement and the chore that mends the route."""
    school = a_school(session)
    route_id = a_route(session, school)
    retire_checkpoint(session, SYSTEM, checkpoint_id=points_at(session, route_id, 1)[0].checkpoint_id)
    assert {each.points for each in rounds(session, a_plan(session, school, route_id).id)} == {2}


def test_two_hundred_points_are_one_route(session: Session) -> None:
    school = a_school(session)
    plan = a_plan(session, school, a_route(session, school, points=200))
    assert rounds(session, plan.id)[0].points == 200
    assert isinstance(points_at(session, plan.route_id, 1)[199], Point)
