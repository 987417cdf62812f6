"""Whole lives over HTTP with photos, as the phones live them, and every move that must be refused on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.core.clock import now
from backend.core.ids import new_id
from backend.rectifications.ledger import verify_chain
from backend.rectifications.models import LedgerChain
from tests.builders import an_organisation
from tests.cases import a_scene
from tests.phones import Phone, Stage, a_picture, claims, sha256

Json = dict[str, Any]
BEFORE, AFTER, SITE = a_picture(1), a_picture(2), a_picture(3)


def assign(stage: Stage, case: Json, phone: Phone | None = None, **about: Any) -> Any:
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    asked |= {"lead_unit_id": str(stage.scene.school.id)}
    return (phone or stage.phone("joint_office")).move(case, "assign", **(asked | about))


def acknowledge(phone: Phone, case: Json) -> Any:
    return phone.move(case, "acknowledge", responsible_name="王工", planned_measure="更换围栏")


def submit(phone: Phone, case: Json, *, send: bool = True) -> Any:
    answer = phone.move(case, "submit", measure="已更换围栏并加固", photos=claims(AFTER))
    if send and answer.status_code == 200:
        assert answer.json["photos_to_send"] == [sha256(AFTER)]
        assert phone.send_photo(f"/cases/{case['id']}", AFTER).json == {"photos_missing": []}
    return answer


def submitted_case(stage: Stage, *, by: Phone | None = None, send: bool = True, **assigning: Any) -> Json:
    """A case that the school has fixed, found by `by` (a passer-by by default)."""
    case = stage.case_of(stage.phone("joint_office"), stage.report(by, category="BLD02", photos=claims(BEFORE)))
    school = stage.phone("school_safety")
    case = assign(stage, case, **assigning).json
    case = acknowledge(school, case).json
    return submit(school, case, send=send).json  # type: ignore[no-any-return]


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def actions(case: Json) -> set[str]:
    return {each["action"] for each in case["allowed_actions"]}


def test_an_outside_finding_goes_from_plate_to_struck_off(stage: Stage) -> None:
    office, school, precinct = (stage.phone(role) for role in ("joint_office", "school_safety", "precinct_officer"))
    report = stage.report(photos=claims(BEFORE))
    stage.passer_by.send_photo(f"/reports/{report['id']}", BEFORE, token=report["upload_token"])
    case = stage.case_of(office, report)
    assert actions(case) == {"assign", "reject", "merge"}
    case = assign(stage, case).json
    assert (case["state"], case["ledger_no"]) == ("assigned", f"SF-ZG-{now().year}-000001")
    case = acknowledge(school, case).json
    assert (case["state"], case["responsible_name"]) == ("rectifying", "王工")
    case = submit(school, case).json
    assert case["state"] == "pending_verification"
    done = precinct.move(case, "verify", note="现场看过，已加固")
    assert (done.json["state"], done.json["allowed_actions"]) == ("closed", [])
    followed = stage.passer_by.post("/pickups", {"pickup_code": report["pickup_code"]}).json
    assert followed["status"]["label"] == "已处理"
    assert [step["label"] for step in followed["timeline"]] == ["已收到", "已转责任单位", "处理中", "已处理"]


def test_the_timeline_tells_the_whole_life_and_its_chain_is_whole(stage: Stage) -> None:
    case = submitted_case(stage)
    shown = stage.phone("precinct_officer").move(case, "verify").json
    assert [step["action"] for step in shown["timeline"]] == [
        *("report", "assign", "acknowledge", "submit", "photo_received", "verify"),
    ]
    assert shown["timeline"][3]["note"] == "已更换围栏并加固"
    assert [photo["missing"] for photo in shown["photos_after"]] == [False]
    with stage.work() as session:
        chain = session.execute(select(LedgerChain.id)).scalar_one()
        assert verify_chain(session, chain) == []


def test_a_school_closes_its_own_general_finding_by_a_second_person(stage: Stage) -> None:
    case = submitted_case(stage, by=stage.phone("guard"))
    assert case["external"] is False
    assert refused(stage.phone("school_safety").move(case, "verify")) == (403, "case_own_submission")
    assert stage.phone("principal").move(case, "verify").json["state"] == "closed"


def test_ones_own_fix_is_refused_with_the_reason_in_chinese(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = submitted_case(stage, by=stage.phone("guard"))
    answer = school.move(case, "verify")
    assert answer.json["title"] == "不能验收自己提交的整改"
    assert answer.json["detail"] == "您提交的整改须由另一个人验收。"
    shown = school.get(f"/cases/{case['id']}").json
    assert shown["allowed_actions"] == []
    assert {each["reason_label"] for each in shown["refused_actions"]} == {"不能验收自己提交的整改"}


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


def test_a_major_hazard_takes_an_on_site_verifier_and_a_second_person_of_another_unit(stage: Stage) -> None:
    edu, office, second = stage.phone("edu_officer"), stage.phone("joint_office"), stage.phone("edu_officer", number=2)
    case = submitted_case(stage, severity="major", criteria_item="消防 3.2")
    assert refused(stage.phone("precinct_officer").move(case, "verify")) == (403, "case_not_permitted")
    assert refused(edu.move(case, "verify", note="看过照片")) == (422, "case_on_site_needed")
    answer = edu.move(case, "verify", on_site=True, note="到现场看过，已加固", photos=claims(SITE))
    assert (answer.status_code, answer.json["state"]) == (200, "verified")
    assert refused(office.move(answer.json, "close_out")) == (409, "case_photos_missing")
    assert edu.send_photo(f"/cases/{case['id']}", SITE).status_code == 200
    case = office.get(f"/cases/{case['id']}").json
    assert refused(edu.move(case, "close_out")) == (403, "case_own_verification")
    assert refused(second.move(case, "close_out")) == (403, "case_verifier_unit")
    assert office.move(case, "close_out", note="予以销号").json["state"] == "closed"


@pytest.mark.parametrize("missing", ["on_site", "photos", "note"])
def test_verifying_a_major_hazard_takes_presence_photo_and_words(stage: Stage, missing: str) -> None:
    case = submitted_case(stage, severity="major", criteria_item="3.2")
    said: Json = {"on_site": True, "note": "到现场看过", "photos": claims(SITE)}
    said.pop(missing)
    assert refused(stage.phone("edu_officer").move(case, "verify", **said)) == (422, "case_on_site_needed")


def test_a_major_hazard_needs_its_criteria_item(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    answer = assign(stage, case, severity="major")
    assert refused(answer) == (422, "case_criteria_item_needed")
    assert "criteria_item" in answer.json["errors"]


def test_a_fix_is_taken_before_its_photo_and_verified_only_after_it(stage: Stage) -> None:
    case = submitted_case(stage, send=False)
    assert (case["state"], case["photos_missing"]) == ("pending_verification", 2)
    precinct = stage.phone("precinct_officer")
    answer = precinct.move(case, "verify")
    assert refused(answer) == (409, "case_photos_missing")
    assert "1 张" in answer.json["detail"]
    stage.phone("school_safety").send_photo(f"/cases/{case['id']}", AFTER)
    assert precinct.move(case, "verify").json["state"] == "closed"


def test_a_fix_whose_photo_never_comes_can_be_sent_back(stage: Stage) -> None:
    case = submitted_case(stage, send=False)
    answer = stage.phone("precinct_officer").move(case, "fail", reason="没有照片，请重做")
    assert answer.json["state"] == "rectifying"


def test_submitting_takes_a_photo(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = acknowledge(school, assign(stage, stage.case_of(school, stage.report())).json).json
    assert refused(school.move(case, "submit", measure="已经修好")) == (422, "case_photo_needed")


def test_where_photos_are_forbidden_words_are_enough(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = assign(stage, stage.case_of(school, stage.report()), category="STF01").json
    case = acknowledge(school, case).json
    assert school.move(case, "submit", measure="新到岗保安两名").json["state"] == "pending_verification"


def test_failing_sends_it_back_with_what_was_left_but_at_least_two_days(stage: Stage) -> None:
    due = now() + timedelta(hours=3)
    case = submitted_case(stage, due_at=due.isoformat())
    answer = stage.phone("precinct_officer").move(case, "fail", reason="围栏仍松动", photos=claims(SITE))
    assert (answer.json["state"], answer.json["timeline"][-1]["note"]) == ("rectifying", "围栏仍松动")
    left = datetime.fromisoformat(answer.json["due_at"]) - now()
    assert timedelta(days=1, hours=23) < left <= timedelta(days=2)
    again = submit(stage.phone("school_safety"), answer.json)
    assert again.json["state"] == "pending_verification"


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


def test_only_the_responsible_unit_takes_over_and_fixes(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    answer = acknowledge(stage.phone("precinct_officer"), case)
    assert refused(answer) == (403, "case_not_lead_unit")
    assert "示范县启明小学" in answer.json["detail"]


def test_a_move_at_the_wrong_time_names_the_state(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    answer = stage.phone("precinct_officer").move(case, "verify")
    assert refused(answer) == (409, "case_wrong_state")
    assert "待研判" in answer.json["detail"]


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
