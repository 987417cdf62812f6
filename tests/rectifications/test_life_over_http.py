"""Whole lives over HTTP with photos, as the phones live them, up to being struck off by whoever may."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from backend.core.clock import now
from backend.rectifications.ledger import verify_chain
from backend.rectifications.models import LedgerChain
from tests.lives import AFTER, BEFORE, SITE, Json, acknowledge, actions, assign, refused, submit, submitted_case
from tests.phones import Stage, claims


def test_an_outside_finding_goes_from_plate_to_struck_off(stage: Stage) -> None:
    office, school, precinct = (stage.phone(role) for role in ("joint_office", "school_safety", "precinct_officer"))
    report = stage.report(photos=claims(BEFORE))
    stage.passer_by.send_photo(f"/reports/{report['id']}", BEFORE, token=report["upload_token"])
    case = stage.case_of(office, report)
    assert {"assign", "reject", "merge", "ask_info", "refer_out"} <= actions(case)
    case = assign(stage, case).json
    assert (case["state"], case["ledger_no"]) == ("assigned", f"SF-ZG-{now().year}-000001")
    case = acknowledge(school, case).json
    assert (case["state"], case["responsible_name"]) == ("rectifying", "王工")
    case = submit(school, case).json
    assert case["state"] == "pending_verification"
    done = precinct.move(case, "verify", note="现场看过，已加固")
    assert (done.json["state"], actions(done.json)) == ("closed", {"pass_look_back", "fail_look_back"})
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
    assert not actions(shown) & {"verify", "fail"}
    assert {each["reason_label"] for each in shown["refused_actions"]} == {"不能验收自己提交的整改"}


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
