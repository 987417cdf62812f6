"""Visits over HTTP: malformed ones alone are refused, many at once are one, a scan knows the round, a hazard knows its visit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.app import create_app
from backend.config import Config
from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.hazards.models import Hazard
from backend.patrols.models import CHECKLIST, PatrolRun
from backend.patrols.visit_models import CheckpointVisit
from tests.intake.test_races import at_once
from tests.intake.test_statements import of
from tests.patrols.visits_made import Walk, body, visit, walk_on
from tests.phones import Stage, set_stage
from tests.statements import counted


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return walk_on(stage)


@pytest.fixture
def real(config: Config, committed_database: Database) -> Stage:
    app: Flask = create_app(config, database=committed_database)
    return set_stage(app, committed_database)


def test_a_stranger_signs_in_first(stage: Stage, walk: Walk) -> None:
    assert stage.passer_by.post("/visits", body(walk)).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"via": "dreamt"},
        {"mode": "drone"},
        {"result": "perhaps"},
        {"answers": [{"item": "exit", "answer": "maybe"}]},
        {"position": {"lat": 91, "lng": 0}},
        {"position_state": "lost"},
        {"dwell_s": -1},
        {"clock_basis": "sundial"},
        {"occurred_at": "yesterday"},
        {"points": 5},
    ],
    ids=str,
)
def test_what_is_malformed_is_refused(stage: Stage, walk: Walk, wrong: dict[str, Any]) -> None:
    assert stage.phone("guard").post("/visits", body(walk) | wrong).status_code == 422


def test_the_answer_names_the_next_point(stage: Stage, walk: Walk) -> None:
    guard = stage.phone("guard")
    first = visit(guard, walk, 1)
    assert first["run"] == {
        "id": str(walk.run_id),
        "points_count": 3,
        "visited_count": 1,
        "next_point": {"position": 2, "checkpoint_id": str(walk.checkpoints[2].id), "name": walk.checkpoints[2].name},
    }
    last = [visit(guard, walk, n) for n in (2, 0)][-1]
    assert (last["run"]["visited_count"], last["run"]["next_point"]) == (3, None)


def test_a_retry_gets_the_first_answer(stage: Stage, walk: Walk) -> None:
    guard, said = stage.phone("guard"), body(walk)
    first = guard.post("/visits", said)
    again = guard.post("/visits", said | {"attempt": 2, "phone_now": (now() + timedelta(seconds=90)).isoformat()})
    assert (first.status_code, again.status_code) == (201, 200)
    assert {**first.json, "upload_token": ""} == {**again.json, "upload_token": ""}
    assert guard.post("/visits", said | {"result": "problem"}).json["code"] == "visit_id_taken"


def test_reasons_come_in_the_reader_s_language(stage: Stage, walk: Walk) -> None:
    guard, said = stage.phone("guard"), body(walk, position=None) | {"position_state": "refused"}
    zh = guard.post("/visits", said).json["reasons"][0]["text"]
    en = guard.call("POST", "/visits", json=said, headers={"Accept-Language": "en"}).json["reasons"][0]["text"]
    assert (zh, en) == ("没有允许定位。不允许定位不算错。", "Location was not allowed. Not allowing it is no fault.")


def test_the_same_visit_five_times_at_once_is_one_row(real: Stage) -> None:
    walk = walk_on(real)
    phones, said = [real.phone("guard") for _ in range(5)], body(walk)
    answers = at_once(*[lambda phone=phone: phone.post("/visits", said) for phone in phones])
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [201]
    with real.work() as session:
        assert session.execute(select(func.count()).select_from(CheckpointVisit)).scalar_one() == 1
    assert real.read(PatrolRun, walk.run_id).visited == 1


def test_two_people_on_one_round_at_once_are_both_counted(real: Stage) -> None:
    walk = walk_on(real, points=6)
    phones = [real.phone("guard", number=n % 2 + 1) for n in range(6)]
    marks = ["a", "b"]
    works = [
        lambda n=n, phone=phone: phone.post("/visits", body(walk, n, device_key=marks[n % 2]))
        for n, phone in enumerate(phones)
    ]
    assert {answer.status_code for answer in at_once(*works)} == {201}
    run = real.read(PatrolRun, walk.run_id)
    assert (run.visited, run.state) == (6, "done")


def test_one_phone_for_two_people_at_once_ends_in_one_truth(real: Stage) -> None:
    """Each one's visits are judged anew by the other's: rows of both are written by both, and nobody waits for ever."""
    walk = walk_on(real, points=4)
    phones = [real.phone("guard", number=n % 2 + 1) for n in range(4)]
    works = [lambda n=n, phone=phone: phone.post("/visits", body(walk, n)) for n, phone in enumerate(phones)]
    assert {answer.status_code for answer in at_once(*works)} == {201}
    with real.work() as session:
        reasons = session.execute(select(CheckpointVisit.reasons)).scalars().all()
    assert all("device_shared" in {reason["code"] for reason in each} for each in reasons)


def test_a_scan_tells_a_walker_the_round_and_a_stranger_nothing(stage: Stage) -> None:
    with stage.work() as session:
        about = {"county_id": stage.scene.county.id, "school_id": None, "name": "消防", "changed_at": now()}
        lines = [{"key": "exit", "text": "安全出口畅通", "category": "FIR01"}]
        session.execute(CHECKLIST.insert().values(id=new_id(), key="fire", revision=1, items=lines, **about))
    walk = walk_on(stage, checklist="fire", photo_rule="always")
    visit(stage.phone("guard"), walk, 0)
    found = stage.phone("guard").get(f"/site_codes/{walk.codes[1]}").json["patrol"]
    assert {name: found[name] for name in ("run_id", "point_position", "points_count", "visited_count")} == {
        "run_id": str(walk.run_id),
        "point_position": 1,
        "points_count": 3,
        "visited_count": 1,
    }
    assert (found["ask_proof"], found["photo_rule"], found["checklist"]["items"][0]["category"]) == (
        "yes",
        "always",
        "FIR01",
    )
    assert found["next_point"]["checkpoint_id"] == str(walk.checkpoints[2].id)
    assert stage.passer_by.get(f"/site_codes/{walk.codes[1]}").json["patrol"] is None
    assert stage.phone("leader_viewer").get(f"/site_codes/{walk.codes[1]}").json["patrol"] is None
    assert stage.phone("principal").get(f"/site_codes/{walk.codes[1]}").json["patrol"] is None, "not their round"


def test_the_round_of_a_scan_costs_a_fixed_number_of_statements(stage: Stage, database: Database) -> None:
    short, long = walk_on(stage, points=2), walk_on(stage, points=12)
    guard, costs = stage.phone("guard"), []
    for walk in (short, long):
        with counted(database) as sent:
            assert guard.get(f"/site_codes/{walk.codes[0]}").json["patrol"]["run_id"] == str(walk.run_id)
        costs.append(len(sent))
    assert costs == [5, 5]


def test_a_visit_over_http_costs_twelve_statements(stage: Stage, database: Database, walk: Walk) -> None:
    guard = stage.phone("guard")
    visit(guard, walk, 0, occurred_at=(now() - timedelta(minutes=5)).isoformat())
    with counted(database) as sent:
        visit(guard, walk, 1)
    assert len(sent) == 12, of(sent)


def report(stage: Stage, phone: Any, **about: Any) -> Hazard:
    answer = phone.post("/reports", stage.body(**{"code": None, "device_key": None} | about))
    assert answer.status_code == 201, answer.text
    found: Hazard = stage.read(Hazard, answer.json["id"])
    return found


def test_a_hazard_knows_the_visit_that_came_upon_it_and_takes_its_place(stage: Stage, walk: Walk) -> None:
    guard = stage.phone("guard")
    mine = visit(guard, walk, 2, result="problem")["id"]
    found = report(stage, guard, visit_id=mine)
    assert (found.visit_id, found.checkpoint_id, found.found_via) == (UUID(mine), walk.checkpoints[2].id, "patrol")
    by_camera = visit(guard, walk, 2, mode="video", position=None, position_state="not_asked")["id"]
    assert report(stage, guard, visit_id=by_camera).found_via == "video_patrol"
    assert report(stage, guard, visit_id=mine, found_via="special_inspection").found_via == "special_inspection"


def test_a_report_with_a_visit_sent_again_is_the_same_report(stage: Stage, walk: Walk) -> None:
    guard = stage.phone("guard")
    said = stage.body(visit_id=visit(guard, walk, 0)["id"], code=None, device_key=None)
    answers = [guard.post("/reports", said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json["case_id"] == answers[1].json["case_id"]


def test_somebody_else_s_visit_or_one_that_is_not_there_is_no_link_but_the_hazard_counts(
    stage: Stage, walk: Walk
) -> None:
    others = visit(stage.phone("guard"), walk, 0)["id"]
    for phone, visit_id in ((stage.phone("principal"), others), (stage.phone("guard"), str(new_id()))):
        found = report(stage, phone, visit_id=visit_id, code=walk.codes[0])
        assert (found.visit_id, found.found_via) == (None, "self_check")
    stranger = report(stage, stage.passer_by, visit_id=others, code=walk.codes[0])
    assert (stranger.visit_id, stranger.found_via) == (None, "public_code")
