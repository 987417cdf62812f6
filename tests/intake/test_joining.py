"""Nearby reports and 就是这个: what a passer-by is shown, and where a report goes that says it is the same thing."""

from __future__ import annotations

from typing import Any

import pytest

from backend.hazards.models import Hazard
from backend.rectifications.queries import case_of_hazard
from tests.cases import a_scene
from tests.phones import Phone, Stage


def nearby(stage: Stage, phone: Phone | None = None, **query: Any) -> list[dict[str, Any]]:
    asked = {"code": stage.scene.code, "tile": "shop"} | query
    answer = (phone or stage.passer_by).get("/reports/nearby", **asked)
    assert answer.status_code == 200, answer.text
    return answer.json["items"]  # type: ignore[no-any-return]


def case_id_of(stage: Stage, report: dict[str, Any]) -> str:
    with stage.work() as session:
        return str(case_of_hazard(session, stage.read(Hazard, report["id"]).id).id)


def test_an_open_report_of_the_same_kind_close_by_is_shown_with_place_and_age_only(stage: Stage) -> None:
    report = stage.report(tile="shop", note="三无零食，老板姓王")
    shown = nearby(stage)
    assert [set(item) for item in shown] == [{"case_id", "tile_label", "distance_m", "reported_at"}]
    assert shown[0]["case_id"] == case_id_of(stage, report)
    assert (shown[0]["tile_label"], shown[0]["distance_m"]) == ("小店、摊点、食品", 0)


@pytest.mark.parametrize(
    "query",
    [{"tile": "road"}, {"lat": 38.9006, "lng": 83.1}, {"tile": "person"}, {"tile": "no_such"}],
    ids=["another kind", "67 m away", "a person", "no such kind"],
)
def test_what_is_of_another_kind_or_too_far_is_not_shown(stage: Stage, query: dict[str, Any]) -> None:
    stage.report(tile="shop")
    assert nearby(stage, **query) == []
    assert len(nearby(stage, lat=38.9003, lng=83.1)) == 1


@pytest.mark.parametrize(
    ("tile", "category"), [("building", "PHY01"), ("gate", "TEC01"), ("gate", None), ("building", None)]
)
def test_the_public_is_shown_no_school_defences(stage: Stage, tile: str, category: str | None) -> None:
    """A broken wall or alarm is nobody's business outside; not yet classified reports of those tiles count as such."""
    stage.report(tile=tile, category=category)
    assert nearby(stage, tile=tile) == []
    assert len(nearby(stage, stage.phone("school_safety"), tile=tile)) == 1


def test_a_defence_found_in_triage_is_hidden_whatever_tile_it_came_under(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report(tile="unsure"))
    assert len(nearby(stage, tile="unsure")) == 1
    asked = {"category": "PHY01", "severity": "general", "handling": "deadline"}
    assert office.move(case, "assign", lead_unit_id=str(stage.scene.school.id), **asked).status_code == 200
    assert nearby(stage, tile="unsure") == []


def test_closed_rejected_quarantined_and_other_schools_reports_are_not_shown(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report(tile="shop"))
    assert office.move(case, "reject", reason="test", note="试扫一下").status_code == 200
    stage.report(tile="shop", website="http://spam.example")
    with stage.work() as session:
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学")
    stage.report(tile="shop", code=neighbour.code)
    assert nearby(stage) == []


def test_this_is_it_joins_the_case_and_keeps_the_reporters_own_words(stage: Stage) -> None:
    office = stage.phone("joint_office")
    first = stage.report(tile="shop")
    second = stage.report(tile="shop", joins_case_id=case_id_of(stage, first), note="今天还在，两个小孩买了")
    case = stage.case_of(office, second)
    assert (case["id"], case["joined_reports"]) == (case_id_of(stage, first), 1)
    assert [step["action"] for step in case["timeline"]] == ["report", "join"]
    assert stage.read(Hazard, second["id"]).note == "今天还在，两个小孩买了"
    assert second["pickup_code"] != first["pickup_code"]


def test_danger_told_by_who_joins_marks_the_case(stage: Stage) -> None:
    office = stage.phone("joint_office")
    first = stage.report()
    stage.report(joins_case_id=case_id_of(stage, first), danger=True)
    assert stage.case_of(office, first)["danger"] is True


def test_joining_a_case_that_was_closed_meanwhile_opens_an_own_one(stage: Stage) -> None:
    office = stage.phone("joint_office")
    first = stage.case_of(office, stage.report())
    office.move(first, "reject", reason="not_found", note="现场没有看到")
    late = stage.report(joins_case_id=first["id"])
    own = stage.case_of(office, late)
    assert (own["id"] != first["id"], own["state"], own["joined_reports"]) == (True, "reported", 0)


@pytest.mark.parametrize("which", ["of another school", "of another county", "unknown"])
def test_joining_what_is_not_here_opens_an_own_case(stage: Stage, which: str) -> None:
    with stage.work() as session:
        county = stage.scene.county if which == "of another school" else None
        elsewhere = a_scene(session, county=county, name="示范县第二小学")
    there = stage.report(code=elsewhere.code)
    target = there["id"] if which == "unknown" else case_id_of(stage, there)
    here = stage.report(joins_case_id=target)
    assert case_id_of(stage, here) != target
    assert stage.case_of(stage.phone("joint_office"), here)["school"]["id"] == str(stage.scene.school.id)


def test_a_retry_of_a_joining_report_finds_the_joined_case(stage: Stage) -> None:
    phone = stage.phone("guard")
    first = stage.report(tile="shop")
    body = stage.body(tile="shop", joins_case_id=case_id_of(stage, first))
    answers = [phone.post("/reports", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert {answer.json["case_id"] for answer in answers} == {case_id_of(stage, first)}
