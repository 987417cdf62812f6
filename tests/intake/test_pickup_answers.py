"""What a reporter may say later by the pickup code, when, and what they read of what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from backend.core.clock import now
from backend.rectifications.models import Case
from tests.intake.answers import ASSIGNING, body, closed, fixed_and_verified, followed, say
from tests.phones import Stage, a_picture, claims


def asked(stage: Stage, report: dict[str, Any], question: str = "是哪一段围墙？") -> dict[str, Any]:
    office = stage.phone("joint_office")
    done = office.move(stage.case_of(office, report), "ask_info", question=question)
    assert done.status_code == 200, done.text
    return done.json  # type: ignore[no-any-return]


def rejected(stage: Stage, report: dict[str, Any], *, reason: str = "not_a_hazard") -> dict[str, Any]:
    office = stage.phone("joint_office")
    done = office.move(stage.case_of(office, report), "reject", reason=reason, note="到现场看过，内部意见")
    assert done.status_code == 200, done.text
    return done.json  # type: ignore[no-any-return]


def test_a_question_reaches_the_reporter_and_the_answer_with_its_photo_the_office(stage: Stage) -> None:
    report, picture = stage.report(), a_picture(3)
    asked(stage, report)
    shown = followed(stage, report)
    assert (shown["status"]["key"], shown["question"], shown["allowed"]) == ("asked", "是哪一段围墙？", ["supplement"])
    answer = say(stage, report, "supplement", note="靠操场那段", photos=claims(picture))
    assert answer.status_code == 200, answer.text
    assert (answer.json["status"]["key"], len(answer.json["photos_missing"])) == ("received", 1)
    path, token = f"/pickups/{answer.json['id']}", answer.json["upload_token"]
    assert stage.passer_by.send_photo(path, picture, token=token).json == {"photos_missing": []}
    case = stage.case_of(stage.phone("joint_office"), report)
    step = next(step for step in case["timeline"] if step["action"] == "supplement")
    assert (case["state"], step["note"], step["actor_name"]) == ("reported", "靠操场那段", "群众")
    assert not step["photos"][0]["missing"]


def test_a_photo_of_an_answer_needs_the_token_of_that_answer(stage: Stage) -> None:
    report, picture = stage.report(), a_picture(3)
    asked(stage, report)
    answer = say(stage, report, "supplement", photos=claims(picture)).json
    assert stage.passer_by.send_photo(f"/pickups/{answer['id']}", picture).status_code == 403
    foreign = stage.passer_by.send_photo(f"/pickups/{answer['id']}", picture, token=report["upload_token"])
    assert foreign.status_code == 403


def test_only_who_was_asked_reads_the_question_and_may_answer(stage: Stage) -> None:
    report = stage.report()
    case = asked(stage, report)
    joined = stage.report(joins_case_id=case["id"])
    shown = followed(stage, joined)
    assert (shown["status"]["key"], shown["question"], shown["allowed"]) == ("received", None, [])
    refused = say(stage, joined, "supplement", note="不是问我的")
    assert (refused.status_code, refused.json["code"]) == (409, "pickup_overtaken")


@pytest.mark.parametrize("what", ["supplement", "appeal", "dispute", "confirm"])
def test_saying_it_again_changes_nothing_and_answers_the_same(stage: Stage, what: str) -> None:
    report = stage.report()
    {"supplement": asked, "appeal": rejected}.get(what, closed)(stage, report)
    said = body(report, note="还是原来的样子，没有动")
    first, again = (stage.passer_by.post(f"/pickups/{what}", said | {"attempt": n}) for n in (1, 2))
    assert (first.status_code, again.status_code) == (200, 200), again.text
    assert first.json["status"] == again.json["status"]
    case = stage.case_of(stage.phone("joint_office"), report)
    done = {"confirm": "confirm_solved"}.get(what, what)
    assert [step["action"] for step in case["timeline"]].count(done) == 1
    other = stage.passer_by.post(f"/pickups/{what}", said | {"note": "换了一种说法，不一样"})
    assert (other.status_code, other.json["code"]) == (409, "case_command_id_taken")


def test_a_rejection_says_why_in_public_words_and_is_appealed_once(stage: Stage) -> None:
    report = stage.report()
    rejected(stage, report)
    shown = followed(stage, report)
    assert (shown["reason"]["key"], shown["allowed"]) == ("not_a_hazard", ["appeal"])
    assert "内部意见" not in str(shown)
    assert say(stage, report, "appeal", note="再").json["code"] == "pickup_words_needed"
    assert say(stage, report, "appeal", note="昨天又掉了一块砖").status_code == 200
    assert followed(stage, report)["status"]["key"] == "received"
    rejected(stage, report)
    again = say(stage, report, "appeal", note="请再看一次吧")
    assert (again.status_code, again.json["code"]) == (409, "case_already_appealed")
    assert followed(stage, report)["allowed"] == []


def test_after_thirty_days_an_appeal_is_too_late(stage: Stage) -> None:
    report = stage.report()
    case = rejected(stage, report)
    with stage.work() as session:
        session.get_one(Case, stage.read(Case, case["id"]).id).closed_at = now() - timedelta(days=31)
    assert followed(stage, report)["allowed"] == []
    assert say(stage, report, "appeal", note="昨天又掉了一块砖").json["code"] == "case_appeal_too_late"


def test_not_solved_goes_to_the_joint_office_alone_and_its_answer_to_the_reporter(stage: Stage) -> None:
    report = stage.report()
    closed(stage, report)
    assert followed(stage, report)["allowed"] == ["dispute", "confirm_solved"]
    assert say(stage, report, "dispute", note="还是松的").status_code == 200
    shown = followed(stage, report)
    assert (shown["said"], shown["under_review"], shown["allowed"]) == ("not_solved", True, ["confirm_solved"])
    assert say(stage, report, "dispute").json["code"] == "case_already_disputed"
    for role in ("school_safety", "precinct_officer", "edu_officer"):
        assert "disputed" not in stage.phone(role).get("/work").json["counts"], role
    office = stage.phone("joint_office")
    assert office.get("/work").json["counts"]["disputed"] == 1
    case = stage.case_of(office, report)
    assert office.move(case, "keep_closed", reason="检测过，新围栏牢固").status_code == 200
    shown = followed(stage, report)
    assert (shown["reply"], shown["under_review"]) == ("检测过，新围栏牢固", False)
    assert shown["allowed"] == ["dispute", "confirm_solved"]


def test_a_reopened_case_asks_again_after_its_next_closing(stage: Stage) -> None:
    report = stage.report()
    closed(stage, report)
    say(stage, report, "dispute", note="还是松的")
    office, school = stage.phone("joint_office"), stage.phone("school_safety")
    case = office.move(stage.case_of(office, report), "reopen", reason="到现场看过，确实松动").json
    shown = followed(stage, report)
    assert (shown["status"]["key"], shown["said"], shown["allowed"], shown["round"]) == ("in_progress", None, [], 1)
    fixed_and_verified(stage, school, case, photo=a_picture(9))
    late = say(stage, report, "confirm", round=0)
    assert (late.status_code, late.json["code"]) == (409, "pickup_overtaken")
    assert say(stage, report, "confirm", round=1).status_code == 200
    assert followed(stage, report)["said"] == "solved"


def test_the_reporter_of_a_merged_case_disputes_its_master_and_nobody_else_takes_that_back(stage: Stage) -> None:
    office = stage.phone("joint_office")
    reports = [stage.report() for _ in range(2)]
    cases = [stage.case_of(office, report) for report in reports]
    assert office.move(cases[0], "merge", master_case_id=cases[1]["id"]).status_code == 200
    closed(stage, reports[1])
    assert followed(stage, reports[0])["merged"]
    assert say(stage, reports[0], "dispute", note="我这边还没好").status_code == 200
    other = followed(stage, reports[1])
    assert (other["said"], other["under_review"], other["allowed"]) == (None, True, ["confirm_solved"])
    assert say(stage, reports[1], "confirm").status_code == 200
    assert office.get("/work").json["counts"]["disputed"] == 1
    assert say(stage, reports[0], "confirm").status_code == 200
    assert "disputed" not in office.get("/work").json["counts"]


@pytest.mark.parametrize(
    ("channel", "call", "word"),
    [("110", "110", "110"), ("12315", "12315", "12315"), ("outside_county", "12345", "不在本县")],
)
def test_who_is_sent_elsewhere_reads_which_number_to_call(stage: Stage, channel: str, call: str, word: str) -> None:
    report, office = stage.report(), stage.phone("joint_office")
    done = office.move(stage.case_of(office, report), "refer_out", channel=channel, how="电话告知，内部说明")
    assert done.status_code == 200, done.text
    shown = followed(stage, report)
    assert (shown["call"], shown["allowed"]) == (call, [])
    assert word in shown["reason"]["label"]
    assert "内部说明" not in str(shown)


def test_a_confidential_matter_shows_a_neutral_sentence_and_no_kind(stage: Stage) -> None:
    report = stage.report()
    case = stage.case_of(stage.phone("joint_office"), report)
    with stage.work() as session:
        row = session.get_one(Case, stage.read(Case, case["id"]).id)
        row.state, row.referred_to, row.closed_at = "referred_out", "confidential", now()
    shown = followed(stage, report)
    assert (shown["reason"]["key"], shown["call"], shown["status"]["key"]) == ("confidential", None, "referred")
    assert not [word for word in ("保密", "欺凌", "个人", "PSN") if word in str(shown)]


@pytest.mark.parametrize("what", ["supplement", "appeal", "dispute", "confirm"])
def test_a_wrong_code_or_a_wrong_moment_learns_nothing_of_the_inside(stage: Stage, what: str) -> None:
    report = stage.report()
    wrong = say(stage, report | {"pickup_code": "AAAAAAAA"}, what, note="随便写几个字")
    assert (wrong.status_code, wrong.json["code"]) == (404, "pickup_unknown")
    early = say(stage, report, what, note="随便写几个字")
    assert (early.status_code, early.json["code"]) == (409, "pickup_overtaken")


def test_answers_count_as_tries_of_the_code(stage: Stage) -> None:
    wrong = {"pickup_code": "AAAAAAAA"}
    answers = [say(stage, wrong, "dispute").status_code for _ in range(21)]
    assert (answers[0], answers[-1]) == (404, 429)


def test_a_colleague_who_reported_it_answers_in_the_case_itself(stage: Stage) -> None:
    guard, office = stage.phone("guard"), stage.phone("joint_office")
    report = stage.report(guard)
    case = asked(stage, report)
    assert "supplement" in [each["action"] for each in guard.get(f"/cases/{case['id']}").json["allowed_actions"]]
    refused = office.move(case, "supplement", note="不是我报的")
    assert (refused.status_code, refused.json["code"]) == (403, "case_not_reporter")
    assert guard.move(case, "supplement", note="靠操场那段").json["state"] == "reported"


def test_the_answer_names_every_step_once_and_in_order(stage: Stage) -> None:
    report, office = stage.report(), stage.phone("joint_office")
    asked(stage, report)
    say(stage, report, "supplement", note="靠操场那段")
    case = stage.case_of(office, report)
    office.move(case, "assign", lead_unit_id=str(stage.scene.school.id), **ASSIGNING)
    labels = [step["label"] for step in followed(stage, report)["timeline"]]
    assert labels == ["已收到", "请您补充", "已收到", "已转责任单位"]
