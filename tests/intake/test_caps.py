"""Floods and robots: over a cap a report is set aside for a look, never refused, and whoever sent it sees no difference."""

from __future__ import annotations

from typing import Any

import pytest

from backend.hazards.models import Hazard
from backend.intake import operations
from backend.rectifications.models import Case
from backend.rectifications.queries import case_of_hazard
from tests.phones import Stage


def quarantined(stage: Stage, answer: dict[str, Any]) -> bool:
    """Whether hazard and case are set aside, both alike."""
    hazard = stage.read(Hazard, answer["id"])
    with stage.work() as session:
        assert case_of_hazard(session, hazard.id).quarantined == hazard.quarantined
    return bool(hazard.quarantined)


def test_a_robot_that_fills_the_hidden_field_gets_a_friendly_answer_and_is_set_aside(stage: Stage) -> None:
    robot, person = stage.report(website="http://spam.example"), stage.report()
    assert (quarantined(stage, robot), quarantined(stage, person)) == (True, False)
    assert set(robot) == set(person)
    assert robot["status"] == person["status"]


def test_the_sixth_report_of_one_phone_in_an_hour_is_set_aside_not_refused(stage: Stage) -> None:
    answers = [stage.report(device_key="one phone") for _ in range(6)]
    assert [quarantined(stage, answer) for answer in answers] == [False] * 5 + [True]
    assert not quarantined(stage, stage.report(device_key="another phone"))


def test_retries_are_not_counted(stage: Stage) -> None:
    body = stage.body(device_key="one phone")
    for attempt in range(1, 12):
        assert stage.passer_by.post("/reports", body | {"attempt": attempt}).status_code in (200, 201)
    assert not quarantined(stage, stage.report(device_key="one phone"))


def test_a_retry_of_the_last_report_within_the_cap_stays_what_it_was(stage: Stage) -> None:
    bodies = [stage.body(device_key="one phone") for _ in range(6)]
    for body in [*bodies, *bodies]:
        stage.passer_by.post("/reports", body)
    assert [quarantined(stage, body) for body in bodies] == [False] * 5 + [True]


def test_phones_that_name_no_device_share_no_count(stage: Stage) -> None:
    answers = [stage.report(device_key=None) for _ in range(7)]
    assert not any(quarantined(stage, answer) for answer in answers)


def test_a_plate_has_a_cap_of_its_own(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "PLATE_CAP", 3)
    answers = [stage.report() for _ in range(4)]
    assert [quarantined(stage, answer) for answer in answers] == [False] * 3 + [True]


def test_an_hour_later_the_phone_may_report_again(stage: Stage) -> None:
    for _ in range(5):
        answer = stage.report(device_key="one phone")
        with stage.work() as session:
            hazard = session.get_one(Hazard, stage.read(Hazard, answer["id"]).id)
            hazard.received_at -= operations.CAP_WINDOW
    assert not quarantined(stage, stage.report(device_key="one phone"))


def test_staff_are_never_set_aside(stage: Stage) -> None:
    phone = stage.phone("guard")
    assert not any(quarantined(stage, stage.report(phone, device_key="one phone")) for _ in range(7))


def test_what_is_set_aside_is_in_no_list_but_its_own(stage: Stage) -> None:
    office = stage.phone("joint_office")
    stage.report(website="http://spam.example")
    assert office.get("/cases").json["items"] == []
    assert len(office.get("/cases", quarantined="true").json["items"]) == 1
    assert office.get("/work").json["counts"] == {"quarantined": 1}


def test_a_robot_joins_no_real_case(stage: Stage) -> None:
    """Set aside, it opens a case of its own: it neither writes into the real one nor calls it dangerous."""
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    robot = stage.report(website="http://spam.example", joins_case_id=case["id"], danger=True)
    after = office.get(f"/cases/{case['id']}").json
    assert (after["joined_reports"], after["danger"], len(after["timeline"])) == (0, False, 1)
    assert quarantined(stage, robot)


def test_assigning_brings_a_report_out_of_quarantine(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report(website="http://spam.example"))
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    answer = office.move(case, "assign", lead_unit_id=str(stage.scene.school.id), **asked)
    assert answer.json["quarantined"] is False
    assert stage.read(Case, case["id"]).state == "assigned"
