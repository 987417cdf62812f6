"""我的事: everybody sees the cases whose next step is theirs, under what that step is, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

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
            allowed = {each["action"] for each in answer.json.get("allowed_actions", [])}
            if allowed & STEPS and case["id"] not in waiting:
                hidden.append((role, answer.json["state"], answer.json["severity"], sorted(allowed)))
    assert hidden == []
