"""What an outsider said of a school is never the school's to reject or to close, whichever way it came into the case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.rectifications.queries import case_of_hazard
from tests.phones import Stage, claims

REJECTION = {"reason": "not_found", "note": "现场没有看到"}


def own_case(stage: Stage) -> dict[str, Any]:
    """A finding of the school's own security office."""
    phone = stage.phone("school_safety")
    return stage.case_of(phone, stage.report(phone, tile="shop"))


def test_a_school_rejects_its_own_finding(stage: Stage) -> None:
    phone = stage.phone("school_safety")
    assert phone.move(own_case(stage), "reject", **REJECTION).status_code == 200


def test_a_school_cannot_reject_its_own_finding_once_a_passer_by_has_joined_it(stage: Stage) -> None:
    """Else a school would find everything first, and close the public's 就是这个 together with it."""
    phone, case = stage.phone("school_safety"), own_case(stage)
    stage.report(tile="shop", joins_case_id=case["id"])
    now = phone.get(f"/cases/{case['id']}").json
    assert now["external"] is True
    answer = phone.move(now, "reject", **REJECTION)
    assert (answer.status_code, answer.json["code"]) == (403, "case_school_on_outside_finding")


def test_a_colleague_joining_leaves_the_finding_the_schools_own(stage: Stage) -> None:
    phone, case = stage.phone("school_safety"), own_case(stage)
    stage.report(stage.phone("guard"), tile="shop", joins_case_id=case["id"])
    assert phone.get(f"/cases/{case['id']}").json["external"] is False


def test_an_outsiders_report_merged_into_the_schools_own_finding_takes_its_protection_along(stage: Stage) -> None:
    office, phone, master = stage.phone("joint_office"), stage.phone("school_safety"), own_case(stage)
    case = stage.case_of(office, stage.report(tile="shop"))
    assert office.move(case, "merge", master_case_id=master["id"]).status_code == 200
    now = phone.get(f"/cases/{master['id']}").json
    assert (now["external"], now["version"]) == (True, master["version"])
    assert phone.move(now, "reject", **REJECTION).json["code"] == "case_school_on_outside_finding"


def test_a_school_does_not_verify_what_a_passer_by_joined_after_the_fix(stage: Stage) -> None:
    phone, case = stage.phone("school_safety"), own_case(stage)
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    office = stage.phone("joint_office")
    case = office.move(case, "assign", lead_unit_id=str(stage.scene.school.id), **asked).json
    case = phone.move(case, "acknowledge", responsible_name="王工", planned_measure="清理").json
    case = phone.move(case, "submit", measure="已清理", photos=claims(b"x")).json
    stage.report(tile="shop", joins_case_id=case["id"])
    principal = stage.phone("principal")
    answer = principal.move(principal.get(f"/cases/{case['id']}").json, "verify")
    assert (answer.status_code, answer.json["code"]) == (403, "case_not_permitted")


def test_nothing_is_merged_into_what_is_set_aside(stage: Stage) -> None:
    """In quarantine a report is in no list but its own: what joins it would be out of sight too."""
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report(tile="shop"))
    robot = stage.report(tile="shop", website="http://spam.example")
    with stage.work() as session:
        hidden = case_of_hazard(session, UUID(robot["id"])).id
    answer = office.move(case, "merge", master_case_id=str(hidden))
    assert (answer.status_code, answer.json["code"]) == (422, "case_master_unsuitable")
