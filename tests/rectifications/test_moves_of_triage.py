"""研判: asking back, turning down, merging and taking it back, referring out; over HTTP, on both databases."""

from __future__ import annotations

import pytest

from backend.rectifications.models import Case
from tests.lives import BEFORE, Json, actions, assign, refused
from tests.phones import Stage, claims


def reported(stage: Stage, **about: object) -> Json:
    return stage.case_of(stage.phone("joint_office"), stage.report(**about))  # type: ignore[arg-type]


def test_a_question_goes_back_to_the_reporter_and_waits(stage: Stage) -> None:
    office = stage.phone("joint_office")
    asked = office.move(reported(stage), "ask_info", question="是东门还是南门？").json
    assert (asked["state"], asked["state_label"]) == ("need_info", "退回补充")
    assert asked["timeline"][-1]["note"] == "是东门还是南门？"
    assert refused(assign(stage, asked)) == (409, "case_wrong_state")


def test_a_school_may_not_send_an_outside_report_about_itself_back_or_away(stage: Stage) -> None:
    school, case = stage.phone("school_safety"), reported(stage)
    for action, said in (
        ("ask_info", {"question": "哪里？"}),
        ("refer_out", {"channel": "12345", "how": "电话转告"}),
        ("reject", {"reason": "test", "note": "测试"}),
    ):
        assert refused(school.move(case, action, **said)) == (403, "case_school_on_outside_finding")


def test_not_found_takes_a_visit_to_say_so(stage: Stage) -> None:
    office, case = stage.phone("joint_office"), reported(stage)
    assert refused(office.move(case, "reject", reason="not_found", note="没有")) == (422, "case_not_found_needs_proof")
    photo = office.move(case, "reject", reason="not_found", note="没有", photos=claims(BEFORE))
    assert photo.json["state"] == "rejected"


def test_nobody_chooses_the_clocks_own_reason(stage: Stage) -> None:
    answer = stage.phone("joint_office").move(reported(stage), "reject", reason="no_answer", note="没有补充")
    assert refused(answer) == (422, "input_invalid")


def test_a_rejected_report_comes_back_for_new_facts_and_keeps_its_first_life(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = office.move(reported(stage), "reject", reason="test", note="像是测试").json
    case = office.move(case, "restore", reason="学校来电确认属实").json
    assert (case["state"], [step["action"] for step in case["timeline"]]) == (
        "reported",
        ["report", "reject", "restore"],
    )
    assert stage.read(Case, case["id"]).reject_reason is None
    assert assign(stage, case).json["state"] == "assigned"


def test_what_was_merged_wrongly_stands_on_its_own_again(stage: Stage) -> None:
    office = stage.phone("joint_office")
    master, other = reported(stage), reported(stage)
    merged = office.move(other, "merge", master_case_id=master["id"]).json
    assert merged["state"] == "duplicate"
    alone = office.move(merged, "unmerge", reason="不是同一处").json
    assert (alone["state"], alone["master_case_id"]) == ("reported", None)


def test_what_is_outside_our_remit_is_handed_on_with_how(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = office.move(reported(stage), "refer_out", channel="12345", how="已电话转 12345，单号 7781").json
    assert (case["state"], actions(case) & {"assign", "reject"}) == ("referred_out", set())
    assert "单号 7781" in case["timeline"][-1]["note"]
    assert stage.read(Case, case["id"]).referred_to == "12345"


@pytest.mark.parametrize("channel", ["confidential", "nowhere"])
def test_the_confidential_way_is_not_open_to_a_plain_referral(stage: Stage, channel: str) -> None:
    answer = stage.phone("joint_office").move(reported(stage), "refer_out", channel=channel, how="转走")
    assert refused(answer) == (422, "input_invalid")


def test_a_tracker_is_somebody_of_the_county(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = assign(stage, reported(stage)).json
    with stage.work() as session:
        officer = str(stage.scene.account(session, "precinct_officer").id)
    assert office.move(case, "set_tracker", tracker_id=officer).status_code == 200
    assert str(stage.read(Case, case["id"]).tracker_id) == officer
    assert refused(office.move(case, "set_tracker", tracker_id=case["id"])) == (422, "case_tracker_unknown")
