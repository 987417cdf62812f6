"""What a case offers its reader: the main move, what may be typed in for a unit, whom to choose, and the words of requests."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.rectifications.models import LedgerContent
from backend.rectifications.move_routes import MOVES
from backend.rectifications.rules import ENTRY_LABELS, TRANSITIONS
from tests.cases import a_scene
from tests.lives import AFTER, acknowledge, actions, assign, refused, submitted_case
from tests.phones import Stage, claims, set_stage


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


def offered(case: dict[str, Any], action: str) -> dict[str, Any]:
    return next(each for each in case["allowed_actions"] if each["action"] == action)


def rectifying(stage: Stage, **assigning: Any) -> dict[str, Any]:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report()), **assigning).json
    return acknowledge(stage.phone("school_safety"), case).json  # type: ignore[no-any-return]


def at_samr(stage: Stage) -> dict[str, Any]:
    samr = str(stage.scene.county.offices["SAMR"])
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    return assign(stage, case, category="ENV06", lead_unit_id=samr).json  # type: ignore[no-any-return]


def test_the_ordinary_way_onwards_is_marked(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    mains = [each["action"] for each in case["allowed_actions"] if each["main"]]
    assert mains == ["assign"]


def test_the_joint_office_may_type_in_what_a_unit_handed_over_and_is_told_that_it_does(stage: Stage) -> None:
    case = stage.phone("joint_office").get(f"/cases/{at_samr(stage)['id']}").json
    typed = offered(case, "acknowledge")
    assert (typed["typed_in"], typed["main"]) == (True, False)
    said = {"responsible_name": "李科", "planned_measure": "查处", "typed_in": {"source": "paper", "name": "李科"}}
    after = stage.phone("joint_office").move(case, "acknowledge", **said)
    assert after.json["state"] == "rectifying"
    assert "代录：纸质单（李科）" in after.json["timeline"][-1]["note"]


def test_the_unit_itself_is_not_offered_its_own_move_twice(stage: Stage) -> None:
    case = stage.phone("dept_handler").get(f"/cases/{at_samr(stage)['id']}").json
    assert [each["typed_in"] for each in case["allowed_actions"] if each["action"] == "acknowledge"] == [False]


def test_whoever_may_assign_sees_people_and_units_and_no_telephones(stage: Stage) -> None:
    stage.phone("dept_handler")
    case = rectifying(stage)
    answer = stage.phone("joint_office").get(f"/cases/{case['id']}/tracker_options")
    assert answer.status_code == 200
    assert {tuple(sorted(person)) for person in answer.json["people"]} == {("id", "name", "unit")}


def test_nobody_else_sees_a_list_of_people(stage: Stage) -> None:
    case = at_samr(stage)
    assert refused(stage.phone("dept_handler").get(f"/cases/{case['id']}/tracker_options")) == (
        403,
        "case_not_permitted",
    )
    assert stage.phone("guard").get(f"/cases/{case['id']}/tracker_options").status_code == 404


def test_trackers_are_of_offices_or_of_the_cases_own_school(stage: Stage) -> None:
    with stage.work() as session:
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学")
        stranger = neighbour.account(session, "school_safety", number=2).id
    case = rectifying(stage)
    people = stage.phone("joint_office").get(f"/cases/{case['id']}/tracker_options").json["people"]
    assert str(stranger) not in {person["id"] for person in people}
    assert len(people) >= 2


def test_a_case_may_be_handed_to_any_unit_but_the_one_that_has_it(stage: Stage) -> None:
    case = at_samr(stage)
    units = stage.phone("dept_handler").get(f"/cases/{case['id']}/unit_options").json["units"]
    ids = {unit["id"] for unit in units}
    assert case["lead_unit"]["id"] not in ids
    assert str(stage.scene.county.offices["EDU"]) in ids


def test_a_transfer_that_waits_is_shown_with_unit_reason_and_legal_basis(stage: Stage) -> None:
    case = at_samr(stage)
    edu = str(stage.scene.county.offices["EDU"])
    said = {"to_unit_id": edu, "reason": "不归我局监管", "legal_basis": "教育督导条例第九条"}
    case = stage.phone("dept_handler").move(case, "ask_transfer", **said).json
    assert case["transfer_pending"]
    asked = case["transfer_request"]
    assert (asked["reason"], asked["legal_basis"]) == (said["reason"], said["legal_basis"])
    assert asked["to_unit"]
    assert asked["to_unit"] in case["timeline"][-1]["note"]
    seen = stage.phone("joint_office").get(f"/cases/{case['id']}").json
    assert [each["action"] for each in seen["allowed_actions"] if each["main"]] == ["approve_transfer"]


def test_an_extension_that_waits_is_shown_with_its_date_and_reason(stage: Stage) -> None:
    school, case = stage.phone("school_safety"), rectifying(stage)
    until = (now() + timedelta(days=20)).isoformat()
    case = school.move(case, "record_interim", measure="拉警戒线", valid_until=until, photos=claims(AFTER)).json
    assert case["interim_measure"] == "拉警戒线"
    said = {"reason": "材料未到", "new_due_at": (now() + timedelta(days=40)).isoformat(), "photos": claims(AFTER)}
    case = school.move(case, "ask_extension", **said).json
    assert (case["extension_reason"], case["extension_to"] is not None) == ("材料未到", True)


def test_a_reporter_on_the_staff_answers_the_question_about_their_own_report(stage: Stage) -> None:
    guard = stage.phone("guard")
    case = stage.case_of(stage.phone("joint_office"), stage.report(guard, note="护栏松动了"))
    asked = stage.phone("joint_office").move(case, "ask_info", question="在哪一层？").json
    assert asked["question"] == "在哪一层？"
    mine = guard.get(f"/cases/{case['id']}").json
    assert offered(mine, "supplement")["main"]
    assert guard.move(mine, "supplement", note="二楼东侧").json["state"] == "reported"


def test_nobody_answers_for_another_reporter(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    asked = office.move(case, "ask_info", question="在哪一层？").json
    assert "supplement" not in actions(asked)
    assert refused(office.move(asked, "supplement", note="二楼")) == (403, "case_not_reporter")


def test_every_move_that_a_person_makes_has_an_address_or_another_door() -> None:
    """Freezing goes by ledger number, a report by the door, conversion to the confidential channel by that room."""
    elsewhere = {"report", "freeze", "unfreeze", "convert"}
    by_people = {row.action for row in TRANSITIONS if row.verb != "case.clock"}
    assert by_people - set(MOVES) - elsewhere == set()


def test_every_entry_is_described(app: Flask) -> None:
    described = json.loads(Path("backend/openapi.json").read_text("utf-8"))
    assert described["components"]["schemas"]["Step"]["properties"]["action"]["enum"] == list(ENTRY_LABELS)


def test_of_where_the_verifier_stood_the_ledger_keeps_the_distance_and_nothing_else(stage: Stage) -> None:
    with stage.work() as session:
        point = session.get_one(type(stage.scene.checkpoint), stage.scene.checkpoint.id)
        lat, lng = point.lat, point.lng
    assert lat is not None
    assert lng is not None
    case = submitted_case(stage)
    here = {"lat": lat + 0.0009, "lng": lng, "accuracy_m": 12.4, "datum": "wgs84", "provider": "browser"}
    asked = {"id": str(new_id()), "version": case["version"], "occurred_at": now().isoformat(), "position": here}
    phone = stage.phone("precinct_officer")
    after = phone.post(f"/cases/{case['id']}/verify", asked)
    assert (after.status_code, after.json["state"]) == (200, "closed")
    assert "手机离上报位置约 100 米" in after.json["timeline"][-1]["note"]
    with stage.work() as session:
        content = session.execute(
            select(LedgerContent.content).where(LedgerContent.entry_id == UUID(asked["id"]))
        ).scalar_one()
    assert json.loads(content)["accuracy_m"] == 12
    assert "lat" not in content
    assert phone.post(f"/cases/{case['id']}/verify", asked).status_code == 200  # the same again is the same
    elsewhere = asked | {"position": here | {"lat": lat}}
    assert refused(phone.post(f"/cases/{case['id']}/verify", elsewhere)) == (409, "case_command_id_taken")
