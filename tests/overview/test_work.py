"""我的事: everybody sees the cases whose next step is theirs, under what that step is, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.core.clock import now
from backend.rectifications.models import Case
from tests.lives import acknowledge, assign, submitted_case
from tests.phones import Stage, a_picture, claims

PEOPLE = ("joint_office", "edu_officer", "precinct_officer", "inspector", "school_safety", "principal", "dept_handler")
TRIAGE = {"joint_office", "edu_officer", "precinct_officer", "school_safety", "principal"}


def waits_for(stage: Stage, case: dict[str, Any]) -> dict[str, str]:
    """Who sees this case in their work, and under which heading."""
    found = {}
    for role in (*PEOPLE, "volunteer", "guard", "leader_viewer", "platform_admin"):
        for section in stage.phone(role).get("/work").json["sections"]:
            if case["id"] in {item["id"] for item in section["items"]}:
                found[role] = section["key"]
    return found


def test_a_new_report_waits_for_those_who_may_assign_it(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    assert waits_for(stage, case) == dict.fromkeys(TRIAGE, "to_assess")


def test_an_assigned_case_waits_for_its_unit(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    assert waits_for(stage, case) == dict.fromkeys(("school_safety", "principal"), "to_acknowledge")
    case = acknowledge(stage.phone("school_safety"), case).json
    assert waits_for(stage, case) == dict.fromkeys(("school_safety", "principal"), "to_rectify")


def test_a_departments_case_waits_for_its_handler(stage: Stage) -> None:
    office = stage.phone("joint_office")
    samr = str(stage.scene.county.offices["SAMR"])
    case = assign(stage, stage.case_of(office, stage.report()), category="ENV06", lead_unit_id=samr).json
    assert waits_for(stage, case) == {"dept_handler": "to_acknowledge"}


def test_an_outside_findings_fix_waits_for_outsiders_with_the_right_to_verify(stage: Stage) -> None:
    outsiders = ("joint_office", "edu_officer", "precinct_officer", "inspector")
    assert waits_for(stage, submitted_case(stage)) == dict.fromkeys(outsiders, "to_verify")


def test_an_own_findings_fix_waits_for_a_second_person_of_the_school_too(stage: Stage) -> None:
    waiting = waits_for(stage, submitted_case(stage, by=stage.phone("guard")))
    assert waiting["principal"] == "to_verify"
    assert "school_safety" not in waiting  # submitted it


def test_a_major_hazard_waits_for_who_may_verify_it_then_for_a_second_unit(stage: Stage) -> None:
    case = submitted_case(stage, severity="major", criteria_item="3.2")
    assert waits_for(stage, case) == dict.fromkeys(("joint_office", "edu_officer", "inspector"), "to_verify")
    edu = stage.phone("edu_officer")
    said = {"on_site": True, "note": "到现场看过", "photos": claims(a_picture(3))}
    case = edu.move(case, "verify", **said).json
    assert waits_for(stage, case) == {"joint_office": "to_close"}


def test_a_closed_case_waits_for_nobody(stage: Stage) -> None:
    case = submitted_case(stage)
    assert stage.phone("precinct_officer").move(case, "verify").json["state"] == "closed"
    assert waits_for(stage, case) == {}


@pytest.mark.parametrize("role", ["joint_office", "school_safety", "precinct_officer", "dept_handler"])
def test_whatever_waits_for_me_lets_me_act(stage: Stage, role: str) -> None:
    """A list of work must not show what turns out to be refused."""
    for severity in ("general", "major"):
        submitted_case(stage, severity=severity, criteria_item="3.2")
    assign(stage, stage.case_of(stage.phone("joint_office"), stage.report()))
    stage.report()
    phone = stage.phone(role)
    for section in phone.get("/work").json["sections"]:
        for item in section["items"]:
            assert phone.get(f"/cases/{item['id']}").json["allowed_actions"] != [], section["key"]


def test_counts_say_how_many_are_shown(stage: Stage) -> None:
    for _ in range(3):
        stage.report()
    assert stage.phone("joint_office").get("/work").json["counts"] == {"to_assess": 3}


STEPS = {"assign", "acknowledge", "submit", "verify", "close_out"}


def _every_stage(stage: Stage) -> list[dict[str, Any]]:
    """Cases of every open state, found outside and inside, general and major, led by the school and by a department."""
    office, school = stage.phone("joint_office"), stage.phone("school_safety")
    samr = str(stage.scene.county.offices["SAMR"])
    found = [
        stage.case_of(office, stage.report()),
        stage.case_of(office, stage.report(stage.phone("guard"), note="护栏松动了")),
    ]
    found.append(assign(stage, stage.case_of(office, stage.report())).json)
    found.append(assign(stage, stage.case_of(office, stage.report()), category="ENV06", lead_unit_id=samr).json)
    found.append(acknowledge(school, assign(stage, stage.case_of(office, stage.report())).json).json)
    found += [submitted_case(stage), submitted_case(stage, by=stage.phone("guard"))]
    found.append(submitted_case(stage, severity="major", criteria_item="3.2"))
    verified = submitted_case(stage, severity="major", criteria_item="3.2")
    said = {"on_site": True, "note": "到现场看过", "photos": claims(a_picture(3))}
    found.append(stage.phone("edu_officer").move(verified, "verify", **said).json)
    stage.phone("edu_officer").send_photo(f"/cases/{verified['id']}", a_picture(3))
    return found


def test_whatever_i_may_carry_forward_waits_in_my_work(stage: Stage) -> None:
    """The SQL of the sections and the rules say the same: no work hides."""
    cases = _every_stage(stage)
    hidden = []
    for role in PEOPLE:
        phone = stage.phone(role)
        waiting = {item["id"] for section in phone.get("/work").json["sections"] for item in section["items"]}
        for case in cases:
            answer = phone.get(f"/cases/{case['id']}")
            offered = answer.json.get("allowed_actions", [])
            allowed = {each["action"] for each in offered if not each["typed_in"]}  # that is the unit's work
            if allowed & STEPS and case["id"] not in waiting:
                hidden.append((role, answer.json["state"], answer.json["severity"], sorted(allowed)))
    assert hidden == []


def _working(stage: Stage, **assigning: Any) -> dict[str, Any]:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report()), **assigning).json
    return acknowledge(stage.phone("school_safety"), case).json  # type: ignore[no-any-return]


def _protected(stage: Stage, case: dict[str, Any], *, days: int) -> dict[str, Any]:
    until = (now() + timedelta(days=days)).isoformat()
    said = {"measure": "拉警戒线，专人看守", "valid_until": until, "photos": claims(a_picture(7))}
    return stage.phone("school_safety").move(case, "record_interim", **said).json  # type: ignore[no-any-return]


def test_a_request_for_more_time_waits_for_those_who_may_grant_it(stage: Stage) -> None:
    case = _protected(stage, _working(stage), days=20)
    said = {"reason": "材料未到", "new_due_at": (now() + timedelta(days=40)).isoformat()}
    case = stage.phone("school_safety").move(case, "ask_extension", **said, photos=claims(a_picture(8))).json
    assert waits_for(stage, case)["joint_office"] == "to_decide"
    case = stage.phone("joint_office").move(case, "grant_extension", note="同意").json
    assert "joint_office" not in waits_for(stage, case)


def test_a_question_waits_for_who_reported_and_nobody_else(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report(stage.phone("guard"), note="护栏松动了"))
    case = stage.phone("joint_office").move(case, "ask_info", question="在哪一层？").json
    assert waits_for(stage, case) == {"guard": "to_supplement"}


@pytest.mark.parametrize(
    ("severity", "days", "waits"), [("general", 20, False), ("general", 0, True), ("major", 20, True)]
)
def test_protection_is_looked_at_daily_at_a_major_hazard_and_before_it_ends(
    stage: Stage, severity: str, days: int, waits: bool
) -> None:
    case = _protected(
        stage,
        _working(stage, severity=severity, **({"criteria_item": "3.2"} if severity == "major" else {})),
        days=days or 1,
    )
    with stage.work() as session:
        session.get_one(Case, UUID(case["id"])).interim_checked_at = now() - timedelta(days=2)
        if not days:
            session.get_one(Case, UUID(case["id"])).interim_until = now() + timedelta(hours=3)
    keys = [
        section["key"]
        for section in stage.phone("principal").get("/work").json["sections"]
        if case["id"] in {item["id"] for item in section["items"]}
    ]
    assert ("to_check_interim" in keys) is waits


def test_a_whistle_waits_for_the_department_that_was_called_until_it_answers(stage: Stage) -> None:
    department = stage.phone("dept_handler")
    called = {"note": "墙外的摊点学校管不了", "unit_id": str(stage.scene.county.offices["SAMR"])}
    case = stage.phone("principal").move(_working(stage), "whistle", **called).json
    assert waits_for(stage, case)["dept_handler"] == "to_answer"
    case = department.move(case, "answer_whistle", note="已到现场，明天清理").json
    assert "dept_handler" not in waits_for(stage, case)
