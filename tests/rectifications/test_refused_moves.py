"""Moves that are stale, repeated, too early, of strangers, or about oneself; rejecting and merging over HTTP."""

from __future__ import annotations

import pytest

from backend.core.clock import now
from backend.core.ids import new_id
from tests.cases import a_scene
from tests.lives import AFTER, acknowledge, assign, refused, submitted_case
from tests.phones import Stage


def test_a_school_does_not_verify_an_outside_finding_about_itself(stage: Stage) -> None:
    case = submitted_case(stage)
    assert refused(stage.phone("principal").move(case, "verify"))[0] == 403
    assert refused(stage.phone("principal").move(case, "fail", reason="还要再看"))[0] == 403


def test_a_school_neither_rejects_nor_merges_an_outside_report_about_itself(stage: Stage) -> None:
    school, office = stage.phone("school_safety"), stage.phone("joint_office")
    case, other = (stage.case_of(office, stage.report()) for _ in range(2))
    for answer in (
        school.move(case, "reject", reason="not_a_hazard", note="没有这回事"),
        school.move(case, "merge", master_case_id=other["id"]),
    ):
        assert refused(answer) == (403, "case_school_on_outside_finding")
        assert "教育局" in answer.json["detail"]


def test_a_school_rejects_a_report_of_its_own_staff(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = stage.case_of(school, stage.report(stage.phone("guard")))
    answer = school.move(case, "reject", reason="test", note="试用系统")
    assert (answer.json["state"], answer.json["ledger_no"]) == ("rejected", None)
    assert answer.json["timeline"][-1]["note"] == "测试；试用系统"


def test_merging_sends_the_reporters_to_the_master(stage: Stage) -> None:
    office = stage.phone("joint_office")
    one, two = (stage.case_of(office, stage.report()) for _ in range(2))
    answer = office.move(one, "merge", master_case_id=two["id"], note="同一处围栏")
    assert (answer.json["state"], answer.json["master_case_id"]) == ("duplicate", two["id"])
    assert refused(office.move(two, "merge", master_case_id=one["id"])) == (422, "case_master_unsuitable")


@pytest.mark.parametrize("master", ["itself", "another school's", "unknown"])
def test_merging_into_what_does_not_fit_is_refused(stage: Stage, master: str) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    with stage.work() as session:
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学")
    there = stage.case_of(office, stage.report(code=neighbour.code))["id"]
    target = {"itself": case["id"], "another school's": there, "unknown": str(new_id())}[master]
    answer = office.move(case, "merge", master_case_id=target)
    assert answer.status_code == (404 if master == "unknown" else 422)


def test_a_stale_version_is_a_conflict_that_shows_the_state_of_now(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    assert assign(stage, case).status_code == 200
    answer = assign(stage, case)
    assert refused(answer) == (409, "case_version_stale")
    assert answer.json["current"] == {"state": "assigned", "state_label": "待签收", "version": 2}
    assert "待签收" in answer.json["detail"]


def test_a_command_sent_again_answers_as_then_even_when_life_went_on(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    command = {"id": str(new_id()), "version": 1, "occurred_at": now().isoformat()} | asked
    command |= {"lead_unit_id": str(stage.scene.school.id)}
    path = f"/cases/{case['id']}/assign"
    first = office.post(path, command | {"attempt": 1})
    acknowledge(stage.phone("school_safety"), first.json)
    again = office.post(path, command | {"attempt": 2, "seconds_since": 4.5})
    assert (again.status_code, again.json["state"]) == (200, "rectifying")
    assert [step["action"] for step in again.json["timeline"]].count("assign") == 1
    assert refused(office.post(path, command | {"note": "别的"})) == (409, "case_command_id_taken")
    other = stage.case_of(office, stage.report())
    assert refused(office.post(f"/cases/{other['id']}/assign", command)) == (409, "case_command_id_taken")


def test_another_schools_case_is_not_found_by_reading_moving_or_photo(stage: Stage) -> None:
    with stage.work() as session:
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学")
    there = stage.case_of(stage.phone("joint_office"), stage.report(code=neighbour.code))
    school = stage.phone("school_safety")
    answers = [
        school.get(f"/cases/{there['id']}"),
        school.get(f"/cases/{there['id']}/assignment_options"),
        school.move(there, "reject", reason="test", note="不是本校"),
        school.send_photo(f"/cases/{there['id']}", AFTER),
        school.get(f"/cases/{new_id()}"),
    ]
    assert [refused(answer) for answer in answers] == [(404, "case_not_found")] * 5
    assert len({answer.json["detail"] for answer in answers}) == 1
    assert school.get("/cases", school_id=str(neighbour.school.id)).json["items"] == []


def test_a_move_at_the_wrong_time_names_the_state(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    answer = stage.phone("precinct_officer").move(case, "verify")
    assert refused(answer) == (409, "case_wrong_state")
    assert "待研判" in answer.json["detail"]
