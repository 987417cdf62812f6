"""Following a report by its pickup code: public words only, at every step, and not by guessing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from backend.core.clock import now
from backend.rectifications.models import Case
from backend.rectifications.states import State
from tests.phones import Stage

PUBLIC = {
    "reported": ("received", "已收到"),
    "need_info": ("asked", "请您补充"),
    "assigned": ("handed_over", "已转责任单位"),
    "rectifying": ("in_progress", "处理中"),
    "pending_verification": ("in_progress", "处理中"),
    "verified": ("in_progress", "处理中"),
    "closed": ("done", "已处理"),
    "archived": ("done", "已处理"),
    "rejected": ("not_found", "未发现或不予受理"),
    "duplicate": ("merged", "已并入同一问题"),
    "referred_out": ("referred", "已转其他渠道"),
}


def followed(stage: Stage, report: dict[str, Any]) -> dict[str, Any]:
    answer = stage.passer_by.post("/pickups", {"pickup_code": report["pickup_code"]})
    assert answer.status_code == 200, answer.text
    return answer.json  # type: ignore[no-any-return]


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_public_words(stage: Stage, state: State) -> None:
    report = stage.report()
    case = stage.case_of(stage.phone("joint_office"), report)
    with stage.work() as session:
        row = session.get_one(Case, UUID(case["id"]))
        somebody = stage.scene.account(session, "joint_office").id
        row.ledger_no, row.lead_unit_id, row.closed_at = "SF-ZG-2026-000001", stage.scene.school.id, now()
        row.submitted_by = row.verified_by = somebody
        row.master_case_id = row.id if state == State.DUPLICATE else None
        row.state = state
    key, label = PUBLIC[state]
    assert followed(stage, report)["status"] == {"key": key, "label": label}


def test_the_answer_holds_status_place_and_times_and_nothing_else(stage: Stage) -> None:
    shown = followed(stage, stage.report(note="校长办公室的电话没人接"))
    assert set(shown) == {
        *("status", "place", "reported_at", "timeline", "expected_at", "reason", "call", "question", "answer_until"),
        *("merged", "said", "reply", "under_review", "photos", "round", "allowed", "phone_kept"),
    }
    assert shown["place"] == f"示范县启明小学·{stage.scene.checkpoint.name}"
    assert [step["label"] for step in shown["timeline"]] == ["已收到"]


def test_a_closed_case_shows_its_way_without_names_notes_or_doubts(stage: Stage) -> None:
    office = stage.phone("joint_office")
    report = stage.report()
    case = stage.case_of(office, report)
    asked = {
        "category": "BLD02",
        "severity": "major",
        "handling": "deadline",
        "criteria_item": "3.2",
        "note": "内部说明",
    }
    case = office.move(case, "assign", lead_unit_id=str(stage.scene.school.id), **asked).json
    shown = followed(stage, report)
    assert (shown["status"]["key"], shown["expected_at"]) == ("handed_over", case["due_at"])
    said = {"responsible_name": "王工", "planned_measure": "更换围栏"}
    stage.phone("school_safety").move(case, "acknowledge", **said)
    shown = followed(stage, report)
    assert [step["label"] for step in shown["timeline"]] == ["已收到", "已转责任单位", "处理中"]
    assert not [word for word in ("王工", "内部说明", "major", "重大", "联席") if word in str(shown)]


def test_who_joined_follows_the_case_from_their_own_report_on(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    office.move(case, "assign", lead_unit_id=str(stage.scene.school.id), **asked)
    joined = stage.report(joins_case_id=case["id"])
    shown = followed(stage, joined)
    assert shown["status"]["key"] == "handed_over"
    times = [step["at"] for step in shown["timeline"]]
    assert times == sorted(times)
    assert times[0] == shown["reported_at"]


def test_the_reporter_of_a_merged_case_follows_its_master_however_far(stage: Stage) -> None:
    office = stage.phone("joint_office")
    reports = [stage.report() for _ in range(3)]
    cases = [stage.case_of(office, report) for report in reports]
    for one, master in ((0, 1), (1, 2)):
        assert office.move(cases[one], "merge", master_case_id=cases[master]["id"]).status_code == 200
    assert followed(stage, reports[0])["status"]["key"] == "received"
    last = office.get(f"/cases/{cases[2]['id']}").json
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    office.move(last, "assign", lead_unit_id=str(stage.scene.school.id), **asked)
    shown = followed(stage, reports[0])
    assert shown["status"]["key"] == "handed_over"
    assert [step["label"] for step in shown["timeline"]] == ["已收到", "已并入同一问题", "已转责任单位"]


@pytest.mark.parametrize("form", [str.lower, lambda code: f"{code[:4]}-{code[4:]}", lambda code: f" {code} "])
def test_a_pickup_code_may_be_typed_loosely(stage: Stage, form: Any) -> None:
    report = stage.report()
    assert followed(stage, {"pickup_code": form(report["pickup_code"])})["status"]["key"] == "received"


@pytest.mark.parametrize("code", ["AAAAAAAA", "一二三四", "0O1I0O1I", "A" * 40, "'; --"])
def test_an_unknown_code_says_what_to_check(stage: Stage, code: str) -> None:
    answer = stage.passer_by.post("/pickups", {"pickup_code": code})
    assert (answer.status_code, answer.json["code"]) == (404, "pickup_unknown")


def test_a_right_code_may_be_asked_as_often_as_one_likes(stage: Stage) -> None:
    report = stage.report()
    answers = [stage.passer_by.post("/pickups", {"pickup_code": report["pickup_code"]}) for _ in range(25)]
    assert {answer.status_code for answer in answers} == {200}


def test_guessing_is_throttled_and_says_how_long_to_wait(stage: Stage) -> None:
    answers = [
        stage.passer_by.post("/pickups", {"pickup_code": f"AAAAAAA{letter}"}) for letter in "ABCDEFGHJKLMNPQRSTUVW"
    ]
    assert [answer.status_code for answer in answers] == [404] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "分钟" in answers[-1].json["detail"]
