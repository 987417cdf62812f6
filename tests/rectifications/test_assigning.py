"""Triage over HTTP: who assigns what to whom, who takes over at once, and which assignment cannot be."""

from __future__ import annotations

import pytest

from backend.core.ids import new_id
from tests.builders import an_organisation
from tests.cases import a_scene
from tests.lives import BEFORE, Json, acknowledge, assign, refused
from tests.phones import Stage, claims


def test_a_major_hazard_needs_its_criteria_item(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    answer = assign(stage, case, severity="major")
    assert refused(answer) == (422, "case_criteria_item_needed")
    assert "criteria_item" in answer.json["errors"]


def test_a_finder_whose_line_it_is_takes_over_at_once(stage: Stage) -> None:
    phone = stage.phone("school_safety")
    report = stage.report(phone, category="PHY03", photos=claims(BEFORE), self_assign=True)
    case = stage.case_of(phone, report)
    assert (case["state"], case["lead_unit"]["id"]) == ("assigned", str(stage.scene.school.id))
    assert [step["action"] for step in case["timeline"]] == ["report", "self_assign"]
    assert case["ledger_no"].endswith("-000001")


def test_a_finder_of_another_line_has_reported_all_the_same(stage: Stage) -> None:
    phone = stage.phone("school_safety")
    report = stage.report(phone, category="ENV06", photos=claims(BEFORE), self_assign=True)
    assert stage.case_of(phone, report)["state"] == "reported"


def test_a_department_takes_over_a_case_by_naming_its_kind(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = stage.case_of(school, stage.report())
    assert refused(school.move(case, "self_assign", category="ENV06")) == (403, "case_not_in_own_line")
    taken = school.move(case, "self_assign", category="TEC01").json
    assert (taken["state"], taken["severity"], taken["category"]) == ("assigned", "major", "TEC01")


def test_only_the_responsible_unit_takes_over_and_fixes(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    answer = acknowledge(stage.phone("precinct_officer"), case)
    assert refused(answer) == (403, "case_not_lead_unit")
    assert "示范县启明小学" in answer.json["detail"]


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"lead_unit_id": str(new_id())}, "case_unit_unknown"),
        ({"tracker_id": str(new_id())}, "case_tracker_unknown"),
        ({"category": "XYZ99"}, "report_category_unknown"),
        ({"due_at": "2020-01-01T00:00:00Z"}, "case_due_in_the_past"),
    ],
)
def test_an_assignment_that_cannot_be_names_its_field(stage: Stage, about: Json, code: str) -> None:
    answer = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report()), **about)
    assert refused(answer) == (422, code)
    assert set(answer.json["errors"]) == set(about)


def test_a_school_and_the_police_assign_in_their_own_line_only(stage: Stage) -> None:
    office = stage.phone("joint_office")
    county = stage.scene.county
    case = stage.case_of(office, stage.report())
    for role, unit in (("school_safety", county.offices["SAMR"]), ("precinct_officer", county.offices["SAMR"])):
        answer = assign(stage, case, stage.phone(role), lead_unit_id=str(unit))
        assert refused(answer) == (403, "case_outside_own_line")
    ok = assign(stage, case, stage.phone("precinct_officer"), lead_unit_id=str(county.offices["TRF"]))
    assert ok.json["lead_unit"]["id"] == str(county.offices["TRF"])


def test_nobody_assigns_to_another_school_or_another_county(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    with stage.work() as session:
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学")
        abroad = an_organisation(session, a_scene(session).county.id, kind="SAMR")
    assert refused(assign(stage, case, lead_unit_id=str(neighbour.school.id))) == (403, "case_outside_own_line")
    assert refused(assign(stage, case, lead_unit_id=str(abroad))) == (422, "case_unit_unknown")


def test_only_the_county_lowers_a_severity(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = stage.case_of(school, stage.report(category="TEC01"))
    assert case["severity"] == "major"
    lowered = {"category": "TEC01", "severity": "general"}
    assert refused(assign(stage, case, school, **lowered)) == (403, "case_severity_not_yours")
    assert assign(stage, case, **lowered).json["severity"] == "general"


def test_the_assigner_is_offered_units_and_what_the_kind_suggests(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    offered = office.get(f"/cases/{case['id']}/assignment_options", category="ENV06").json
    assert {unit["kind"] for unit in offered["units"]} >= {"SCH", "SAMR", "PCS", "TRF"}
    samr = str(stage.scene.county.offices["SAMR"])
    assert (offered["default"]["lead_unit_id"], offered["default"]["handling"]) == (samr, "deadline")
    assert offered["default"]["due_at"][11:19] == "15:59:59"  # the day's end in Shanghai
    school = stage.phone("school_safety").get(f"/cases/{case['id']}/assignment_options").json
    assert [unit["id"] for unit in school["units"]] == [str(stage.scene.school.id)]
