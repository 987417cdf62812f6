"""A round by hand: by whoever walks at the school, now, once for one id, on top of what is planned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.patrols.coverage import Period, read_coverage
from backend.patrols.models import PatrolRun
from backend.patrols.rounds import open_round
from backend.patrols.settling import settle_round
from tests.cases import Scene, a_scene
from tests.patrols.builders_rounds import MORNING, Way, a_run, a_way, minutes, visit_all


def opened(session: Session, scene: Scene, way: Way, *, role: str = "guard", run_id: Any = None) -> PatrolRun:
    found = open_round(session, scene.actor(session, role), run_id=run_id or new_id(), route_id=way.id)
    return session.get_one(PatrolRun, found.run_id)


def test_it_begins_now_and_lasts_twice_as_long_as_the_way_takes(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school, est_minutes=25)
    with time_machine.travel(MORNING, tick=False):
        run = opened(session, scene, way)
    assert (run.state, run.plan_id, run.points, run.on_date) == ("open", None, 3, local_date(MORNING))
    assert run.assignee_account_id == scene.account(session, "guard").id
    assert (run.starts_at, run.opens_at) == (MORNING, MORNING - minutes(10))
    assert (run.closes_at, run.settles_at) == (MORNING + minutes(50), MORNING + minutes(80))


def test_a_short_way_has_half_an_hour_all_the_same(session: Session, scene: Scene) -> None:
    run = opened(session, scene, a_way(session, scene.school, est_minutes=5))
    assert run.closes_at - run.starts_at == minutes(30)


def test_the_same_id_again_is_the_same_round_and_anybody_elses_is_refused(session: Session, scene: Scene) -> None:
    way, run_id = a_way(session, scene.school), new_id()
    guard = scene.actor(session, "guard")
    assert open_round(session, guard, run_id=run_id, route_id=way.id).fresh
    assert not open_round(session, guard, run_id=run_id, route_id=way.id).fresh
    other = a_way(session, scene.school)
    for who, route_id in ((scene.actor(session, "school_safety"), way.id), (guard, other.id)):
        with pytest.raises(Problem, match="round_id_taken"):
            open_round(session, who, run_id=run_id, route_id=route_id)
    planned = a_run(session, way, assignee_account_id=guard.account_id)
    with pytest.raises(Problem, match="round_id_taken"):
        open_round(session, guard, run_id=planned.id, route_id=way.id)


def test_a_retired_or_empty_route_says_what_to_do(session: Session, scene: Scene) -> None:
    with pytest.raises(Problem, match="round_route_retired"):
        opened(session, scene, a_way(session, scene.school, retired_at=now()))
    with pytest.raises(Problem, match="round_route_empty"):
        opened(session, scene, a_way(session, scene.school, points=0))
    gone = a_way(session, scene.school, points=1)
    gone.checkpoints[0].retired_at = now()
    session.flush()
    with pytest.raises(Problem, match="round_route_empty"):
        opened(session, scene, gone)


def test_a_retry_after_the_route_was_retired_still_answers_the_round(session: Session, scene: Scene) -> None:
    way, run_id = a_way(session, scene.school), new_id()
    first = opened(session, scene, way, run_id=run_id)
    way.route.retired_at = now()
    session.flush()
    assert opened(session, scene, way, run_id=run_id) is first


@pytest.mark.parametrize(("role", "code"), [("leader_viewer", "not_permitted"), ("dept_handler", "not_found")])
def test_only_who_walks_at_the_school_opens_one(session: Session, scene: Scene, role: str, code: str) -> None:
    with pytest.raises(Problem, match=code):
        opened(session, scene, a_way(session, scene.school), role=role)


def test_next_door_and_unknown_routes_are_not_found(session: Session, scene: Scene) -> None:
    next_door = a_scene(session, county=scene.county, name="示范县第二小学")
    with pytest.raises(Problem, match="not_found"):
        opened(session, scene, a_way(session, next_door.school))
    with pytest.raises(Problem, match="not_found"):
        open_round(session, scene.actor(session, "guard"), run_id=new_id(), route_id=new_id())


@pytest.mark.parametrize(("visited", "state"), [(0, "cancelled"), (1, "partial"), (3, "done")])
def test_it_makes_no_figure_worse(session: Session, scene: Scene, visited: int, state: str) -> None:
    way = a_way(session, scene.school)
    with time_machine.travel(MORNING, tick=False):
        run = opened(session, scene, way)
    visit_all(session, run, way.checkpoints[:visited], scene.account(session, "guard"))
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        assert settle_round(session, run.id)
    assert run.state == state
    period = Period(local_date(MORNING), local_date(MORNING))
    total = read_coverage(session, scene.actor(session, "principal"), by="route", period=period)["total"]
    assert (total["planned"], total["rate"], total["extra"]) == (0, None, int(visited > 0))
