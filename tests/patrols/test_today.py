"""The day on a phone: everything it needs without network, in a number of statements that does not grow."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from backend.core.db import Database
from backend.core.ids import new_id
from backend.patrols import round_queries
from backend.patrols.models import Checklist
from backend.patrols.round_queries import todays_rounds
from tests.builders import a_checkpoint, a_site_code
from tests.cases import Scene, a_scene
from tests.patrols.builders_rounds import MORNING, a_run, a_visit, a_way, minutes, visit_all
from tests.statements import counted

DAY = timedelta(days=1)


def today(session: Session, scene: Scene, *, role: str = "guard", at: datetime = MORNING) -> dict[str, Any]:
    with time_machine.travel(at, tick=False):
        return todays_rounds(session, scene.actor(session, role))


def test_a_point_brings_all_that_a_phone_without_network_needs(session: Session, scene: Scene) -> None:
    lines = [{"key": "a", "text": "灭火器在位", "category": "FIR01"}]
    for revision, name in ((1, "旧"), (2, "消防")):
        about: dict[str, Any] = {"revision": revision, "name": name, "items": lines, "changed_at": MORNING}
        session.add(Checklist(id=new_id(), county_id=scene.county.id, school_id=None, key="fire", **about))
    way = a_way(session, scene.school, points=2, checklist="fire", not_before=9 * 60, photo_rule="always")
    code = a_site_code(session, way.checkpoints[0])
    old = a_site_code(session, way.checkpoints[0], state="replaced", changed_at=MORNING - 6 * DAY)
    a_site_code(session, way.checkpoints[0], state="replaced", changed_at=MORNING - 8 * DAY)
    a_site_code(session, way.checkpoints[0], state="lost", changed_at=MORNING)
    office = scene.county.offices["SAMR"]
    run = a_run(session, way, joint_units=[str(office)])
    found = today(session, scene)
    assert [one["id"] for one in found["runs"]] == [run.id]
    shown = found["runs"][0]
    assert (shown["state"], shown["state_label"]) == ("open", "进行中"), "open with its window, worker or not"
    assert shown["joint_units"][0]["id"] == office
    assert shown["joint_units"][0]["name"].startswith("示范市场监管局")
    point = shown["points"][0]
    assert set(point["codes"]) == {code, old}
    assert point["checklist"] == {"key": "fire", "name": "消防", "items": lines}
    assert (point["photo_rule"], point["not_before_at"]) == ("always", MORNING - timedelta(hours=1))
    assert point["checkpoint"]["name"] == way.checkpoints[0].name
    assert point["visited"] is None


def test_codes_of_the_whole_school_are_there_for_a_scan_beside_the_route(session: Session, scene: Scene) -> None:
    a_run(session, a_way(session, scene.school))
    retired = a_checkpoint(session, scene.school, retired_at=MORNING)
    a_site_code(session, retired)
    a_site_code(session, a_checkpoint(session, a_scene(session, county=scene.county, name="示范县第二小学").school))
    codes = today(session, scene)["school_codes"]
    assert [(one["code"], one["checkpoint_id"]) for one in codes] == [(scene.code, scene.checkpoint.id)]


@pytest.mark.parametrize(
    ("starts_at", "seen"),
    [
        (MORNING - DAY, False),
        (MORNING + DAY, False),
        (MORNING - timedelta(hours=9), True),
        (MORNING + timedelta(hours=13), True),
    ],
)
def test_today_is_the_day_in_shanghai(session: Session, scene: Scene, starts_at: datetime, seen: bool) -> None:
    a_run(session, a_way(session, scene.school), starts_at=starts_at)
    assert bool(today(session, scene)["runs"]) is seen


def test_last_nights_round_stays_until_it_settles_and_the_early_one_is_there_in_the_evening(
    session: Session, scene: Scene
) -> None:
    midnight = MORNING - timedelta(hours=10)
    night = a_run(session, a_way(session, scene.school), starts_at=midnight - minutes(10))
    early = a_run(session, a_way(session, scene.school), starts_at=midnight + timedelta(hours=6))
    assert [one["id"] for one in today(session, scene, at=midnight - timedelta(hours=6))["runs"]] == [
        night.id,
        early.id,
    ]
    assert [one["id"] for one in today(session, scene, at=midnight + minutes(5))["runs"]] == [night.id, early.id]
    assert [one["id"] for one in today(session, scene, at=midnight + minutes(45))["runs"]] == [early.id]


def test_cancelled_rounds_and_other_peoples_are_not_there(session: Session, scene: Scene) -> None:
    way = a_way(session, scene.school)
    a_run(session, way, state="cancelled")
    a_run(session, way, assignee_role="duty_teacher")
    a_run(session, way, assignee_account_id=scene.account(session, "volunteer").id)
    assert today(session, scene)["runs"] == []


def test_ones_own_visit_is_shown_with_its_verdict_anothers_without(session: Session, scene: Scene) -> None:
    way, me, other = (
        a_way(session, scene.school),
        scene.account(session, "guard"),
        scene.account(session, "guard", number=2),
    )
    run = a_run(session, way)
    theirs = a_visit(session, run, way.checkpoints[0], other, at=MORNING, verdict="doubtful")
    a_visit(session, run, way.checkpoints[1], other, at=MORNING)
    mine = a_visit(session, run, way.checkpoints[1], me, at=MORNING + minutes(1), verdict="plausible")
    a_visit(session, run, way.checkpoints[2], me, at=MORNING + timedelta(hours=5))
    shown = today(session, scene)["runs"][0]
    visited = [point["visited"] for point in shown["points"]]
    assert (visited[0]["visit_id"], visited[0]["by_me"], visited[0]["verdict"]) == (theirs.id, False, None)
    assert (visited[1]["visit_id"], visited[1]["by_me"], visited[1]["verdict"]) == (mine.id, True, "plausible")
    assert visited[2] is None, "hours after the window it was another round"
    assert (shown["points_count"], shown["visited_count"]) == (3, 2)


def test_whoever_has_more_rounds_than_a_phone_holds_is_told(
    session: Session, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(round_queries, "AT_MOST", 2)
    way = a_way(session, scene.school)
    for _ in range(2):
        a_run(session, way)
    assert (len(today(session, scene)["runs"]), today(session, scene)["left_out"]) == (2, False)
    a_run(session, way)
    assert (len(today(session, scene)["runs"]), today(session, scene)["left_out"]) == (2, True)


def test_one_round_thirty_rounds_and_two_hundred_points_cost_the_same_statements(database: Database) -> None:
    counts, sizes = [], []
    with database.work() as session:
        scene = a_scene(session)
        guard, joint = scene.actor(session, "guard"), [str(scene.county.offices["EDU"])]
        fire: dict[str, Any] = {"revision": 1, "name": "消防", "items": [], "changed_at": MORNING}
        session.add(Checklist(id=new_id(), county_id=scene.county.id, school_id=None, key="fire", **fire))
        for runs, points in ((1, 3), (29, 12), (1, 200)):
            for _ in range(runs):
                way = a_way(session, scene.school, points=points, checklist="fire")
                a_site_code(session, way.checkpoints[0])
                run = a_run(session, way, joint_units=joint)
                visit_all(session, run, way.checkpoints[: points // 2], scene.account(session, "guard"))
            with time_machine.travel(MORNING, tick=False), counted(database) as sent:
                found = todays_rounds(session, guard)
            counts.append(len(sent))
            sizes.append((len(found["runs"]), sum(len(one["points"]) for one in found["runs"])))
    assert sizes == [(1, 3), (30, 351), (31, 551)]
    assert counts == [6, 6, 6], "rounds, points, codes, visits, checklists, units that go along"


def test_a_day_without_rounds_costs_one_statement(database: Database) -> None:
    with database.work() as session:
        guard = a_scene(session).actor(session, "guard")
        with counted(database) as sent:
            assert todays_rounds(session, guard)["runs"] == []
    assert len(sent) == 1, sent
