"""Reporting a hazard over HTTP: who may say what from where, and what a retry finds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.core.clock import now
from backend.core.geo import wgs84_to_gcj02
from backend.core.ids import new_id
from backend.hazards.models import Hazard
from backend.rectifications.models import Case, LedgerEntry
from tests.phones import Stage


def count(stage: Stage, model: type[Any]) -> int:
    with stage.work() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_passer_by_reports_at_a_plate_and_gets_a_pickup_code(stage: Stage) -> None:
    answer = stage.report()
    assert len(answer["pickup_code"]) == 8
    assert (answer["case_id"], answer["photos_missing"]) == (None, [])
    assert answer["status"] == {"key": "received", "label": "已收到"}
    hazard = stage.read(Hazard, answer["id"])
    assert (hazard.site_code, hazard.school_id) == (stage.scene.code, stage.scene.school.id)
    assert (hazard.found_via, hazard.reporter_id) == ("public_code", None)


def test_whoever_is_signed_in_learns_the_case_too(stage: Stage) -> None:
    phone = stage.phone("school_safety")
    answer = stage.report(phone)
    case = phone.get(f"/cases/{answer['case_id']}").json
    assert (case["state"], case["external"], case["version"]) == ("reported", False, 1)
    assert case["timeline"][0]["action_label"] == "发现上报（学校自查）"


def test_staff_report_by_checkpoint_or_near_a_school_without_a_code(stage: Stage) -> None:
    phone = stage.phone("guard")
    by_point = stage.report(phone, code=None, checkpoint_id=str(stage.scene.checkpoint.id))
    near = stage.report(phone, code=None, school_id=str(stage.scene.school.id), place_text="东门外小巷")
    assert stage.read(Hazard, by_point["id"]).checkpoint_id == stage.scene.checkpoint.id
    assert stage.case_of(phone, near)["place"] == "东门外小巷"


@pytest.mark.parametrize("place", ["checkpoint_id", "school_id"])
def test_the_public_reports_by_code_only(stage: Stage, place: str) -> None:
    where = {"checkpoint_id": stage.scene.checkpoint.id, "school_id": stage.scene.school.id}[place]
    answer = stage.passer_by.post("/reports", stage.body(code=None, **{place: str(where)}))
    assert refused(answer) == (422, "report_place_missing")
    assert "校安码" in answer.json["detail"]


def test_a_report_from_nowhere_is_refused_in_words_that_help(stage: Stage) -> None:
    answer = stage.phone("guard").post("/reports", stage.body(code=None, school_id=str(new_id())))
    assert refused(answer) == (422, "report_place_missing")


def test_the_same_report_again_answers_the_same_and_changes_nothing(stage: Stage) -> None:
    body = stage.body()
    answers = [stage.passer_by.post("/reports", body | {"attempt": n, "seconds_since": n * 1.5}) for n in (1, 2, 3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    said = [{name: value for name, value in answer.json.items() if name != "upload_token"} for answer in answers]
    assert said[0] == said[1] == said[2]
    assert (count(stage, Hazard), count(stage, Case), count(stage, LedgerEntry)) == (1, 1, 1)


@pytest.mark.parametrize(
    "change",
    [{"note": "别的内容别的内容"}, {"danger": True}, {"tile": "fire"}, {"clock_basis": "page_session"}],
    ids=lambda change: next(iter(change)),
)
def test_the_same_id_with_other_content_is_a_conflict_that_tells_nothing(stage: Stage, change: dict[str, Any]) -> None:
    body = stage.body()
    stage.passer_by.post("/reports", body)
    answer = stage.passer_by.post("/reports", body | change)
    assert refused(answer) == (409, "report_id_taken")
    assert set(answer.json) == {"type", "code", "title", "status", "detail"}
    assert "围栏" not in answer.text


def test_a_stranger_who_guesses_an_id_learns_no_pickup_code(stage: Stage) -> None:
    """Somebody else's words under a known id: the same conflict as for any other content."""
    body = stage.body()
    stage.report(stage.phone("school_safety"), **body)
    assert refused(stage.passer_by.post("/reports", body)) == (409, "report_id_taken")


def test_a_person_related_kind_is_refused_with_numbers_to_call(stage: Stage) -> None:
    for phone in (stage.passer_by, stage.phone("school_safety")):
        answer = phone.post("/reports", stage.body(tile="person", note="某某同学……"))
        assert refused(answer) == (422, "report_person_related")
        assert answer.json["phones"][0]["tel"]
    assert count(stage, Hazard) == 0


def test_a_closed_schools_plate_still_takes_reports(stage: Stage) -> None:
    with stage.work() as session:
        session.merge(stage.scene.school).closed_on = now().date() - timedelta(days=30)
    assert stage.passer_by.get(f"/site_codes/{stage.scene.code}").json["place"]["school"]["closed"] is True
    assert stage.report()["status"]["key"] == "received"


def test_without_a_position_the_plate_says_where(stage: Stage) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    assert case["position"] == {"lat": 38.9, "lng": 83.1}
    assert case["place"] == stage.scene.checkpoint.name


def test_a_position_three_kilometres_vague_is_taken_and_remembered_as_such(stage: Stage) -> None:
    report = stage.report(position={"lat": 38.91, "lng": 83.12, "accuracy_m": 3000})
    hazard = stage.read(Hazard, report["id"])
    assert (hazard.accuracy_m, hazard.source_datum) == (3000, "wgs84")
    assert 2000 < hazard.distance_m < 3000


def test_gcj02_is_converted_at_the_door(stage: Stage) -> None:
    lat, lng = wgs84_to_gcj02(38.9, 83.1)
    hazard = stage.read(Hazard, stage.report(position={"lat": lat, "lng": lng, "datum": "gcj02"})["id"])
    assert (hazard.lat, hazard.lng) == (pytest.approx(38.9, abs=2e-6), pytest.approx(83.1, abs=2e-6))
    assert (hazard.source_datum, hazard.maybe_gcj02) == ("gcj02", False)
    assert hazard.distance_m < 1


def test_gcj02_that_calls_itself_wgs84_is_flagged_not_guessed(stage: Stage) -> None:
    lat, lng = wgs84_to_gcj02(38.9, 83.1)
    hazard = stage.read(Hazard, stage.report(position={"lat": lat, "lng": lng})["id"])
    assert (hazard.maybe_gcj02, hazard.source_datum) == (True, "wgs84")


@pytest.mark.parametrize(
    "position", [{"lat": 91, "lng": 0}, {"lat": "x", "lng": 0}, {"lng": 0}, {"lat": float("nan"), "lng": 1}]
)
def test_a_position_not_on_earth_is_refused(stage: Stage, position: dict[str, Any]) -> None:
    answer = stage.passer_by.post("/reports", stage.body(position=position))
    assert answer.status_code in (400, 422)
    assert count(stage, Hazard) == 0


def test_a_clock_that_is_ahead_is_noted(stage: Stage) -> None:
    tomorrow = (now() + timedelta(days=1)).isoformat()
    hazard = stage.read(Hazard, stage.report(occurred_at=tomorrow)["id"])
    assert hazard.clock_skew_s == pytest.approx(86400, abs=30)
    assert hazard.happened_at == hazard.received_at


def test_a_report_kept_for_four_days_is_taken_and_marked_late(stage: Stage) -> None:
    long_ago = (now() - timedelta(hours=96)).isoformat()
    hazard = stage.read(Hazard, stage.report(occurred_at=long_ago)["id"])
    assert (hazard.late, hazard.clock_skew_s) == (True, 0)


def test_seconds_counted_by_the_page_tell_the_true_time_under_a_wrong_clock(stage: Stage) -> None:
    wrong = (now() - timedelta(days=365)).isoformat()
    report = stage.report(occurred_at=wrong, clock_basis="page_session", seconds_since=60.0)
    hazard = stage.read(Hazard, report["id"])
    assert (hazard.late, (hazard.received_at - hazard.happened_at).total_seconds()) == (False, 60)
    assert hazard.clock_skew_s == pytest.approx(-365 * 86400 + 60, abs=30)


@pytest.mark.parametrize("field", ["note", "place_text", "website", "device_key"])
def test_a_nul_character_is_refused_not_a_server_error(stage: Stage, field: str) -> None:
    answer = stage.passer_by.post("/reports", stage.body(**{field: "五个字以上\x00了吧"}))
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "change",
    [{"colour": "red"}, {"occurred_at": "2026-01-01T00:00:00"}, {"id": "7"}, {"danger": None}, {"note": "长" * 1001}],
    ids=["unknown field", "naive time", "no uuid", "no answer to danger", "too long"],
)
def test_a_malformed_report_names_its_field(stage: Stage, change: dict[str, Any]) -> None:
    answer = stage.passer_by.post("/reports", stage.body() | change)
    assert refused(answer) == (422, "input_invalid")
    assert set(answer.json["errors"]) == set(change)
