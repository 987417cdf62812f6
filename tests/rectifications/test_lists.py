"""The ledger as a list: filters that hold together, pages without gaps or repeats, and a search that takes any text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from backend.core.clock import now
from backend.rectifications import case_pages
from backend.rectifications.models import Case
from tests.cases import a_scene
from tests.lives import BEFORE, assign, submitted_case
from tests.phones import Stage, claims


def ids(stage: Stage, **query: Any) -> list[str]:
    answer = stage.phone("joint_office").get("/cases", **query)
    assert answer.status_code == 200, answer.text
    return [case["id"] for case in answer.json["items"]]


def test_pages_hold_every_case_once_newest_first_even_when_times_are_equal(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_pages, "PAGE", 3)
    made = [stage.case_of(stage.phone("joint_office"), stage.report())["id"] for _ in range(8)]
    same = now()
    with stage.work() as session:
        for case_id in made:
            session.get_one(Case, stage.read(Case, case_id).id).reported_at = same
    office, seen, cursor = stage.phone("joint_office"), [], None
    while True:
        page = office.get("/cases", **({"cursor": cursor} if cursor else {})).json
        seen += [case["id"] for case in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(made, reverse=True)


def test_a_made_up_cursor_is_a_bad_request(stage: Stage) -> None:
    for cursor in ("nonsense", "隐患", "MjAyNnxub3RhbmlkCg=="):
        assert stage.phone("joint_office").get("/cases", cursor=cursor).status_code == 400


def test_filters_keep_what_they_say(stage: Stage) -> None:
    office = stage.phone("joint_office")
    fresh = stage.case_of(office, stage.report(category="TEC01"))["id"]
    fixed = submitted_case(stage)
    rejected = stage.case_of(office, stage.report())
    assert office.move(rejected, "reject", reason="test", note="试一下").status_code == 200
    assert set(ids(stage)) == {fresh, fixed["id"], rejected["id"]}
    assert set(ids(stage, open="true")) == {fresh, fixed["id"]}
    assert ids(stage, open="false") == [rejected["id"]]
    assert ids(stage, state="pending_verification") == [fixed["id"]]
    assert ids(stage, severity="major") == [fresh]
    assert ids(stage, category="BLD02") == [fixed["id"]]
    assert ids(stage, category="BLD02", severity="major") == []


def test_one_schools_cases_are_listed_alone(stage: Stage) -> None:
    with stage.work() as session:
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学")
    here, there = stage.report(), stage.report(code=neighbour.code)
    office = stage.phone("joint_office")
    assert ids(stage, school_id=str(neighbour.school.id)) == [stage.case_of(office, there)["id"]]
    assert ids(stage, school_id=str(stage.scene.school.id)) == [stage.case_of(office, here)["id"]]


def test_overdue_are_those_whose_clock_runs_and_has_run_out(stage: Stage) -> None:
    office = stage.phone("joint_office")
    late = assign(stage, stage.case_of(office, stage.report())).json
    waiting = submitted_case(stage)
    with stage.work() as session:
        for case in (late, waiting):
            session.get_one(Case, stage.read(Case, case["id"]).id).due_at = now() - timedelta(hours=1)
    assert ids(stage, overdue="true") == [late["id"]]
    assert office.get(f"/cases/{late['id']}").json["overdue"] is True


@pytest.mark.parametrize("text", ["100%", "a_b", "\\", "'", "围栏"])
def test_a_search_finds_exactly_what_was_written(stage: Stage, text: str) -> None:
    office = stage.phone("joint_office")
    found = stage.case_of(office, stage.report(note=f"这里写着 {text} 几个字"))["id"]
    stage.report(note="这里 100 写着 aXb 别的")
    assert ids(stage, q=text) == [found]


def test_a_search_looks_at_number_place_and_school_too(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report(photos=claims(BEFORE)))).json
    for text in (case["ledger_no"].lower(), stage.scene.checkpoint.name, "启明"):
        assert ids(stage, q=text) == [case["id"]]
    assert ids(stage, q="不存在") == []
