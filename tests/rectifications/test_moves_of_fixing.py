"""整改: plan, interim protection, fixed on the spot, typed in from paper; over HTTP, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.core.clock import now
from backend.rectifications.models import Case
from tests.lives import AFTER, BEFORE, Json, acknowledge, assign, refused
from tests.phones import Stage, claims

PLAN = {
    "planned_measure": "拆除重砌",
    "responsible_name": "王工",
    "funds": "学校自筹 3 万元",
    "contingency": "设岗看护",
}


def rectifying(stage: Stage, **assigning: object) -> Json:
    case = stage.case_of(stage.phone("joint_office"), stage.report(category="BLD02", photos=claims(BEFORE)))
    case = assign(stage, case, **assigning).json
    return acknowledge(stage.phone("school_safety"), case).json  # type: ignore[no-any-return]


def in_days(days: float) -> str:
    return (now() + timedelta(days=days)).isoformat()


def test_a_plan_names_measure_person_funds_date_and_what_is_done_meanwhile(stage: Stage) -> None:
    school, case = stage.phone("school_safety"), rectifying(stage)
    answer = school.move(case, "plan", **PLAN, planned_until=in_days(20))
    assert answer.json["state"] == "rectifying"
    kept = stage.read(Case, case["id"])
    assert (kept.planned_measure, kept.funds) == ("拆除重砌", "学校自筹 3 万元")


@pytest.mark.parametrize("days", [-1, 31])
def test_a_plan_ends_within_thirty_days(stage: Stage, days: int) -> None:
    answer = stage.phone("school_safety").move(rectifying(stage), "plan", **PLAN, planned_until=in_days(days))
    assert refused(answer) == (422, "case_plan_too_long")


def test_an_interim_measure_takes_a_photo_and_holds_until_its_date(stage: Stage) -> None:
    school, case = stage.phone("school_safety"), rectifying(stage)
    said = {"measure": "拉警戒线，专人值守", "valid_until": in_days(3)}
    assert refused(school.move(case, "record_interim", **said)) == (422, "case_photo_needed")
    past = said | {"valid_until": in_days(-1)}
    assert refused(school.move(case, "record_interim", **past, photos=claims(AFTER)))[1] == "case_date_in_the_past"
    case = school.move(case, "record_interim", **said, photos=claims(AFTER)).json
    assert "check_interim" in {each["action"] for each in case["allowed_actions"]}


def test_a_measure_that_is_gone_has_to_be_recorded_anew(stage: Stage) -> None:
    school, case = stage.phone("school_safety"), rectifying(stage)
    case = school.move(case, "record_interim", measure="拉警戒线", valid_until=in_days(3), photos=claims(AFTER)).json
    case = school.move(case, "check_interim", in_place=True).json
    case = school.move(case, "check_interim", in_place=False, note="被大风吹倒").json
    assert refused(school.move(case, "check_interim", in_place=True)) == (409, "case_no_interim_measure")


def test_the_school_protects_its_pupils_while_a_department_leads(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    samr = str(stage.scene.county.offices["SAMR"])
    case = assign(stage, case, category="ENV06", lead_unit_id=samr).json
    said = {"measure": "门口设提示牌", "valid_until": in_days(3), "photos": claims(AFTER)}
    assert stage.phone("school_safety").move(case, "record_interim", **said).status_code == 200
    answer = stage.phone("precinct_officer").move(case, "record_interim", **said)
    assert answer.json["code"] in ("case_not_lead_nor_school", "case_version_stale")


def test_what_a_unit_found_and_fixed_itself_is_struck_off_on_the_spot_under_a_number(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = stage.case_of(school, stage.report(school, category="BLD02", photos=claims(BEFORE)))
    said = {"category": "BLD02", "measure": "已拧紧并加固", "checked_by": "李老师", "photos": claims(AFTER)}
    done = school.move(case, "fix_on_spot", **said).json
    assert (done["state"], done["ledger_no"]) == ("closed", f"SF-ZG-{now().year}-000001")
    assert "李老师" in done["timeline"][-1]["note"]


def test_on_the_spot_takes_two_photos_and_no_major_hazard_and_no_outside_finding(stage: Stage) -> None:
    school = stage.phone("school_safety")
    said = {"category": "BLD02", "measure": "已加固", "checked_by": "李老师", "photos": claims(AFTER)}
    bare = stage.case_of(school, stage.report(school, tile="campus"))
    assert refused(school.move(bare, "fix_on_spot", **said)) == (422, "case_photo_before_needed")
    assert refused(school.move(bare, "fix_on_spot", **said | {"photos": []})) == (422, "case_photo_needed")
    own = stage.case_of(school, stage.report(school, category="BLD02", photos=claims(BEFORE)))
    major = said | {"category": "FIR01"}
    assert refused(school.move(own, "fix_on_spot", **major)) == (422, "case_major_not_on_spot")
    outside = stage.case_of(school, stage.report(category="BLD02", photos=claims(BEFORE)))
    assert refused(school.move(outside, "fix_on_spot", **said)) == (403, "case_not_own_finding")


def test_the_office_types_in_what_a_unit_without_network_hands_over(stage: Stage) -> None:
    office, case = stage.phone("joint_office"), stage.case_of(stage.phone("joint_office"), stage.report())
    samr = str(stage.scene.county.offices["SAMR"])
    case = assign(stage, case, category="ENV06", lead_unit_id=samr).json
    typed = {"typed_in": {"source": "paper", "name": "赵科长"}}
    case = office.move(case, "acknowledge", responsible_name="赵科长", planned_measure="下架处理", **typed).json
    case = office.move(case, "submit", measure="已全部下架", photos=claims(AFTER), **typed).json
    kept = stage.read(Case, case["id"])
    assert (case["state"], str(kept.submitted_unit_id)) == ("pending_verification", samr)
    assert "代录" in case["timeline"][-1]["note"]
    office.send_photo(f"/cases/{case['id']}", AFTER)
    assert refused(office.move(case, "verify")) == (403, "case_own_submission")
    assert stage.phone("joint_office", number=2).move(case, "verify").json["state"] == "closed"


def test_nobody_else_types_in_for_a_unit(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    typed = {"responsible_name": "王工", "planned_measure": "更换", "typed_in": {"source": "paper", "name": "王工"}}
    assert refused(stage.phone("principal").move(case, "acknowledge", **typed)) == (403, "case_not_permitted")
