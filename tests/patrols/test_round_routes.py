"""Rounds over HTTP: one round for its readers and its walkers, lists in pages, excuses, and a route's month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from backend.core.ids import new_id
from backend.patrols.models import PatrolRun
from tests.patrols.builders_rounds import MORNING, Way, a_run, a_visit, a_way, visit_all
from tests.phones import Stage
from tests.statements import counted

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def a_walked_run(session: Session, stage: Stage) -> tuple[Way, PatrolRun]:
    """A guard was at the first point, another guard at the second."""
    scene = stage.scene
    way = a_way(session, scene.school)
    run = a_run(session, way)
    a_visit(session, run, way.checkpoints[0], scene.account(session, "guard"), at=MORNING, verdict="doubtful")
    a_visit(session, run, way.checkpoints[1], scene.account(session, "guard", number=2), at=MORNING)
    return way, run


def test_readers_see_all_visits_by_name_and_walkers_their_own(stage: Stage) -> None:
    with stage.work() as session:
        _, run = a_walked_run(session, stage)
    for role, names in (("school_safety", True), ("guard", False)):
        shown = stage.phone(role).get(f"/patrol_runs/{run.id}").json
        assert (shown["points_count"], shown["visited_count"], shown["state"]) == (3, 2, "open")
        assert len(shown["visits"]) == (2 if names else 1)
        assert all((visit["by"] is not None) == names for visit in shown["visits"])
    assert shown["visits"][0]["verdict_label"] == "存疑"
    assert shown["may"] == {"walk": True, "excuse": False, "withdraw": False}


def test_one_round_costs_the_same_with_three_points_and_with_two_hundred(stage: Stage) -> None:
    phone, counts = stage.phone("school_safety"), []
    for points in (3, 200):
        with stage.work() as session:
            way = a_way(session, stage.scene.school, points=points)
            run = a_run(session, way)
            visit_all(session, run, way.checkpoints, stage.scene.account(session, "guard"))
        phone.get(f"/patrol_runs/{run.id}")
        with counted(stage.database) as sent:
            assert phone.get(f"/patrol_runs/{run.id}").json["points_count"] == points
        counts.append(len(sent))
    assert counts == [13, 13], sent


def test_the_list_comes_in_pages_the_latest_first(stage: Stage) -> None:
    with stage.work() as session:
        way = a_way(session, stage.scene.school)
        runs = [a_run(session, way, starts_at=MORNING - n * DAY) for n in range(5)]
        runs += [a_run(session, way, starts_at=MORNING - 5 * DAY) for _ in range(3)]
    phone, seen, cursor = stage.phone("principal"), [], ""
    while cursor is not None:
        page = phone.get("/patrol_runs", limit=2, **({"cursor": cursor} if cursor else {})).json
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
    ordered = sorted(runs, key=lambda run: (run.starts_at, run.id), reverse=True)
    assert seen == [str(run.id) for run in ordered]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "missed"}, ["missed"]),
        ({"from": "2054-11-25"}, ["done"]),
        ({"to": "2054-11-24"}, ["missed", "partial"]),
        ({"school_id": str(new_id())}, []),
        ({"route_id": str(new_id())}, []),
    ],
)
def test_the_list_is_narrowed(stage: Stage, query: dict[str, Any], expected: list[str]) -> None:
    with stage.work() as session:
        way = a_way(session, stage.scene.school)
        for n, state in enumerate(["done", "missed", "partial"]):
            a_run(session, way, starts_at=MORNING - n * DAY, state=state)
    items = stage.phone("principal").get("/patrol_runs", **query).json["items"]
    assert [one["state"] for one in items] == expected


def test_a_round_is_opened_once_and_answered_again(stage: Stage) -> None:
    with stage.work() as session:
        way = a_way(session, stage.scene.school)
    phone, body = stage.phone("guard"), {"id": str(new_id()), "route_id": str(way.id)}
    first, again = phone.post("/patrol_runs", body), phone.post("/patrol_runs", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert (first.json["by_hand"], first.json["assignee_label"], first.json["state"]) == (True, "本人", "open")
    today = phone.get("/patrols/today").json
    assert [one["id"] for one in today["runs"]] == [body["id"]]
    assert phone.post("/patrol_runs", body | {"extra": 1}).status_code == 422


def test_an_excuse_is_given_and_taken_back(stage: Stage) -> None:
    with stage.work() as session:
        run = a_run(session, a_way(session, stage.scene.school), state="missed")
    phone = stage.phone("principal")
    given = phone.post(f"/patrol_runs/{run.id}/excuse", {"reason": "weather", "note": " 暴雨 "})
    assert (given.json["state"], given.json["excused"]["note"]) == ("excused", "暴雨")
    taken = phone.call("DELETE", f"/patrol_runs/{run.id}/excuse")
    assert (taken.status_code, taken.json["state"], taken.json["excused"]) == (200, "open", None)
    for body in ({"reason": "lazy"}, {"reason": "weather", "by": "me"}, {}):
        assert phone.post(f"/patrol_runs/{run.id}/excuse", body).status_code == 422


def test_a_month_shows_each_day_by_what_needs_a_look_first(stage: Stage) -> None:
    with stage.work() as session:
        way = a_way(session, stage.scene.school)
        for n, states in enumerate((["done", "missed"], ["excused"], ["done", "cancelled"])):
            for state in states:
                excuse = {"excused_at": MORNING, "excuse": "exam"} if state == "excused" else {}
                a_run(session, way, starts_at=MORNING - n * DAY, state=state, **excuse)
        a_run(session, way, starts_at=MORNING - 30 * DAY, state="missed")
    asked = {"route_id": str(way.id), "month": "2054-11"}
    found = stage.phone("principal").get("/patrols/calendar", **asked).json
    days = {day["day"]: (day["state"], len(day["runs"])) for day in found["days"]}
    assert days == {"2054-11-23": ("done", 1), "2054-11-24": ("excused", 1), "2054-11-25": ("missed", 2)}
    assert (found["month"], found["readable"], found["school"]["short_name"]) == ("2054-11-01", True, "启明小学")
    assert found["days"][1]["runs"][0]["excuse_label"] == "考试封闭"
    assert stage.phone("leader_viewer").get("/patrols/calendar", **asked).json["readable"] is False
    assert stage.phone("guard").get("/patrols/calendar", **asked).status_code == 404
    assert stage.phone("principal").get("/patrols/calendar", **(asked | {"month": "2054-13"})).status_code == 422


def test_a_month_of_many_rounds_costs_as_much_as_one_of_one(stage: Stage) -> None:
    phone, counts = stage.phone("principal"), []
    with stage.work() as session:
        way = a_way(session, stage.scene.school)
    for number in (1, 60):
        with stage.work() as session:
            for n in range(number):
                a_run(session, way, starts_at=MORNING - (n % 20) * DAY)
        with counted(stage.database) as sent:
            phone.get("/patrols/calendar", route_id=str(way.id), month="2054-11")
        counts.append(len(sent))
    assert counts == [5, 5]
