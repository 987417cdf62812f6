"""Coverage by route, school, unit and township: right sums, right readers, a fixed number of statements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from backend.core.clock import local_date
from backend.core.db import Database
from backend.core.errors import Problem
from backend.patrols.coverage import GROUPS, Period, Within, period_of, read_coverage
from backend.patrols.models import PatrolRun
from backend.patrols.round_calendar import month_of
from tests.builders import a_division, a_school
from tests.cases import Scene, a_scene
from tests.patrols.builders_rounds import MORNING, Way, a_run, a_way
from tests.statements import counted

TODAY = local_date(MORNING)
ALL = Period(TODAY - timedelta(days=30), TODAY)


def coverage(session: Session, scene: Scene, *, by: str = "school", role: str = "joint_office", **how: Any) -> Any:
    return read_coverage(session, scene.actor(session, role), by=by, **({"period": ALL} | how))


def rounds_of_a_month(session: Session, way: Way, **about: Any) -> list[PatrolRun]:
    """One of each state, of ten points each."""
    visited = {"done": 8, "partial": 3, "missed": 0, "excused": 2, "cancelled": 0, "planned": 0, "open": 1}
    runs = []
    for day, (state, seen) in enumerate(visited.items()):
        excuse = {"excused_at": MORNING, "excuse": "weather"} if state == "excused" else {}
        fields = {"state": state, "visited": seen, "points": 10} | excuse | about
        runs.append(a_run(session, way, starts_at=MORNING - timedelta(days=day), **fields))
    return runs


def test_excused_leave_the_denominator_unfinished_have_not_entered_it(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, points=1)
    rounds_of_a_month(session, way)
    a_run(session, way, planned=False, state="done", points=10, visited=10)
    a_run(session, way, planned=False, state="cancelled", points=10)
    total = coverage(session, scene)["total"]
    assert total == {
        "planned": 6,
        "done": 1,
        "partial": 1,
        "missed": 1,
        "excused": 1,
        "waiting": 2,
        "extra": 1,
        "points_due": 30,
        "points_visited": 11,
        "rate": 0.3666,
        "excused_shown": [{"reason": "weather", "label": "恶劣天气红色预警", "count": 1}],
    }


def test_an_empty_denominator_has_no_rate(session: Session, scene: Scene) -> None:
    found = coverage(session, scene)
    assert (found["lines"], found["total"]["rate"], found["total"]["points_due"]) == ([], None, 0)
    a_run(session, a_way(session, scene.school), state="excused", excused_at=MORNING, excuse="exam")
    line = coverage(session, scene)["lines"][0]
    assert (line["planned"], line["rate"]) == (1, None)


def test_a_rate_is_one_only_when_no_point_is_missing(session: Session, scene: Scene) -> None:
    a_run(session, a_way(session, scene.school), state="done", points=100_000, visited=99_999)
    assert coverage(session, scene)["total"]["rate"] == 0.9999


def test_lines_by_route_school_unit_and_township_add_up_to_the_sum(session: Session, scene: Scene) -> None:
    far = a_division(session, level="township", parent=scene.county.id, name="青禾乡")
    second = a_school(session, scene.county, name="示范县第二小学", township_id=far)
    ways = [a_way(session, scene.school), a_way(session, scene.school), a_way(session, second)]
    for way in ways:
        rounds_of_a_month(session, way)
    a_run(session, ways[0], assignee_unit_id=scene.county.precinct_id, state="missed")
    officer = scene.account(session, "precinct_officer")
    a_run(session, ways[1], assignee_account_id=officer.id, state="missed")
    names = {by: {line["name"]: line["planned"] for line in coverage(session, scene, by=by)["lines"]} for by in GROUPS}
    assert names["school"] == {"示范县启明小学": 14, "示范县第二小学": 6}
    assert names["township"] == {"城关镇": 14, "青禾乡": 6}
    assert names["unit"] == {"示范县启明小学": 12, "示范县第二小学": 6, "城关所": 2}
    assert sorted(names["route"].values()) == [6, 7, 7]
    for by in GROUPS:
        found = coverage(session, scene, by=by)
        for name in ("planned", "done", "missed", "points_due", "points_visited"):
            assert sum(line[name] for line in found["lines"]) == found["total"][name], (by, name)
    worst = coverage(session, scene, by="route")["lines"]
    assert [line["missed"] for line in worst] == [2, 2, 1]
    assert worst[0]["school_name"] == "启明小学"


@pytest.mark.parametrize(
    ("within", "planned"), [("school_id", 6), ("township_id", 6), ("unit_id", 1), ("none", 7), ("nothing", 0)]
)
def test_lines_are_narrowed_by_place(session: Session, scene: Scene, within: str, planned: int) -> None:
    far = a_division(session, level="township", parent=scene.county.id, name="青禾乡")
    second = a_school(session, scene.county, name="示范县第二小学", township_id=far)
    rounds_of_a_month(session, a_way(session, second))
    a_run(session, a_way(session, scene.school), assignee_unit_id=scene.county.precinct_id, state="missed")
    wanted = {"school_id": second.id, "township_id": far, "unit_id": scene.county.precinct_id}
    how = {within: wanted[within]} if within in wanted else {"school_id": far} if within == "nothing" else {}
    assert coverage(session, scene, by="route", within=Within(**how))["total"]["planned"] == planned


def test_only_the_days_asked_for_count_both_ends_included(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school)
    for day in range(4):
        a_run(session, way, starts_at=MORNING - timedelta(days=day), state="missed")
    period = Period(TODAY - timedelta(days=2), TODAY - timedelta(days=1))
    assert coverage(session, scene, period=period)["total"]["missed"] == 2


@pytest.mark.parametrize(
    ("first", "last", "ok"),
    [(TODAY, TODAY, True), (TODAY - timedelta(days=365), TODAY, True), (TODAY - timedelta(days=366), TODAY, False)],
)
def test_a_period_is_at_most_a_year(first: date, last: date, ok: bool) -> None:
    if ok:
        assert period_of(first, last) == Period(first, last)
    else:
        with pytest.raises(Problem, match="round_period_wrong"):
            period_of(first, last)
    with pytest.raises(Problem, match="round_period_wrong"):
        period_of(TODAY, TODAY - timedelta(days=1))


def test_the_usual_period_is_the_last_thirty_days_in_shanghai() -> None:
    with time_machine.travel(MORNING + timedelta(hours=15), tick=False):
        assert period_of(None, None) == Period(TODAY - timedelta(days=28), TODAY + timedelta(days=1))


READERS = {
    "guard": 0,
    "school_safety": 7,
    "precinct_officer": 14,
    "dept_handler": 0,
    "joint_office": 14,
    "edu_officer": 14,
    "leader_viewer": 14,
    "inspector": 0,
    "platform_admin": 0,
}


@pytest.mark.parametrize("role", sorted(READERS))
def test_the_query_itself_keeps_to_what_the_reader_may_see(session: Session, scene: Scene, role: str) -> None:
    other = a_scene(session, county=scene.county, name="示范县第二小学")
    for each in (scene, other, a_scene(session)):
        rounds_of_a_month(session, a_way(session, each.school))
        a_run(session, a_way(session, each.school), state="missed")
    assert coverage(session, scene, role=role)["total"]["planned"] == READERS[role]


@pytest.mark.parametrize("by", GROUPS)
def test_many_lines_cost_as_many_statements_as_one(database: Database, by: str) -> None:
    counts = []
    with database.work() as session:
        scene = a_scene(session)
        reader = scene.actor(session, "joint_office")
        for schools in (1, 12):
            for n in range(schools):
                school = a_school(session, scene.county, name=f"示范县第{n + 10 * schools}小学")
                rounds_of_a_month(session, a_way(session, school))
            with counted(database) as sent:
                read_coverage(session, reader, by=by, period=ALL)
            counts.append(len(sent))
    assert counts == [2, 2]


def test_a_month_has_its_days() -> None:
    assert month_of(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
