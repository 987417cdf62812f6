"""希望回电: sealed at rest, read one at a time by who assesses, withdrawn by code, purged when it has served."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.audit.models import AuditRow
from backend.core.clock import now
from backend.hazards.models import CALLBACK_PHONE
from backend.rectifications.callbacks import forget_phones
from backend.rectifications.models import Case
from tests.intake.answers import closed, followed, say
from tests.phones import Phone, Stage

NUMBER = "10000001234"


def read(stage: Stage, phone: Phone, report: dict[str, Any]) -> Any:
    case = stage.case_of(stage.phone("joint_office"), report)
    return phone.post(f"/cases/{case['id']}/callbacks/{report['id']}", {})


def kept(stage: Stage) -> list[Any]:
    with stage.database.work(write=False) as session:
        return list(session.execute(select(CALLBACK_PHONE.c.sealed)).scalars())


def test_the_number_lies_sealed_and_the_assessor_reads_it_with_a_row_in_the_audit_book(stage: Stage) -> None:
    report, office = stage.report(callback_phone=NUMBER), stage.phone("joint_office")
    assert NUMBER.encode() not in kept(stage)[0]
    assert stage.case_of(office, report)["callbacks"] == [report["id"]]
    assert read(stage, office, report).json == {"phone": NUMBER}
    with stage.database.work(write=False) as session:
        rows = session.execute(select(AuditRow.actor_kind).where(AuditRow.action == "hazard.callback_read")).all()
    assert len(rows) == 1
    assert followed(stage, report)["phone_kept"]


@pytest.mark.parametrize("role", ["school_safety", "principal", "inspector"])
def test_the_school_and_those_who_do_not_assess_never_read_it(stage: Stage, role: str) -> None:
    report, phone = stage.report(callback_phone=NUMBER), stage.phone(role)
    assert stage.case_of(phone, report)["callbacks"] == []
    assert read(stage, phone, report).status_code == 403


def test_a_report_of_another_case_gives_no_number(stage: Stage) -> None:
    report, other = stage.report(callback_phone=NUMBER), stage.report()
    office = stage.phone("joint_office")
    case = stage.case_of(office, other)
    answer = office.post(f"/cases/{case['id']}/callbacks/{report['id']}", {})
    assert (answer.status_code, answer.json["code"]) == (404, "case_no_callback")


@pytest.mark.parametrize("number", ["123", "2000000123", "1000000123a", "１００００００１２３４", "010-1234"])
def test_what_is_no_number_is_refused_with_the_report(stage: Stage, number: str) -> None:
    answer = stage.passer_by.post("/reports", stage.body(callback_phone=number))
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["callback_phone"])
    assert kept(stage) == []


def test_the_reporter_takes_it_back_by_code_any_number_of_times(stage: Stage) -> None:
    report = stage.report(callback_phone=NUMBER)
    for _ in range(2):
        answer = stage.passer_by.post("/pickups/phone_withdrawal", {"pickup_code": report["pickup_code"]})
        assert answer.status_code == 204
    assert kept(stage) == []
    assert not followed(stage, report)["phone_kept"]


def test_a_retry_does_not_bring_a_withdrawn_number_back(stage: Stage) -> None:
    body = stage.body(callback_phone=NUMBER)
    code = stage.passer_by.post("/reports", body).json["pickup_code"]
    stage.passer_by.post("/pickups/phone_withdrawal", {"pickup_code": code})
    assert stage.passer_by.post("/reports", body).status_code == 200
    assert kept(stage) == []


def _ended(stage: Stage, report: dict[str, Any], *, days: int) -> None:
    case = closed(stage, report)
    with stage.work() as session:
        session.get_one(Case, stage.read(Case, case["id"]).id).closed_at = now() - timedelta(days=days)


def test_thirty_days_after_the_end_it_is_purged_and_not_before(stage: Stage) -> None:
    report = stage.report(callback_phone=NUMBER)
    _ended(stage, report, days=29)
    with stage.work() as session:
        assert forget_phones(session) == 0
    with stage.work() as session:
        session.get_one(
            Case, stage.read(Case, stage.case_of(stage.phone("joint_office"), report)["id"]).id
        ).closed_at = now() - timedelta(days=31)
        session.flush()
        assert forget_phones(session) == 1
    assert kept(stage) == []


def test_while_a_dispute_is_open_it_stays(stage: Stage) -> None:
    report = stage.report(callback_phone=NUMBER)
    _ended(stage, report, days=31)
    assert say(stage, report, "dispute").status_code == 200
    with stage.work() as session:
        assert forget_phones(session) == 0


def test_the_number_of_a_merged_report_waits_for_the_end_of_its_master(stage: Stage) -> None:
    office = stage.phone("joint_office")
    report, master = stage.report(callback_phone=NUMBER), stage.report()
    merged, into = (stage.case_of(office, each) for each in (report, master))
    assert office.move(merged, "merge", master_case_id=into["id"]).status_code == 200
    with stage.work() as session:
        session.get_one(Case, stage.read(Case, merged["id"]).id).closed_at = now() - timedelta(days=99)
    with stage.work() as session:
        assert forget_phones(session) == 0
    _ended(stage, master, days=31)
    with stage.work() as session:
        assert forget_phones(session) == 1
