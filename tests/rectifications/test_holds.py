"""依法冻结 by ledger number: sent again it is the same hold, sent otherwise it is refused; it stops moves until released."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from backend.core.clock import now
from backend.core.ids import new_id
from backend.rectifications.models import Case, LedgerEntry
from tests.lives import acknowledge, assign
from tests.phones import Stage


def a_listed_case(stage: Stage) -> Any:
    return assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json


def a_hold(case: Any, **about: Any) -> dict[str, Any]:
    body = {"id": str(new_id()), "ledger_no": case["ledger_no"], "document_no": "纪调〔2026〕3号"}
    return body | {"occurred_at": now().isoformat()} | about


def entries(stage: Stage, action: str) -> int:
    with stage.work() as session:
        counted = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.action == action)
        return session.execute(counted).scalar_one()


def test_a_hold_sent_again_answers_as_the_first_time_and_writes_nothing(stage: Stage) -> None:
    case, security = a_listed_case(stage), stage.phone("security_admin")
    hold = a_hold(case)
    answers = [security.post("/holds", hold) for _ in range(3)]
    assert [(each.status_code, each.json["frozen"]) for each in answers] == [(200, True)] * 3
    assert entries(stage, "freeze") == 1
    assert acknowledge(stage.phone("school_safety"), case).status_code == 409


def test_a_release_sent_again_answers_as_the_first_time_and_so_does_the_hold_before_it(stage: Stage) -> None:
    case, security = a_listed_case(stage), stage.phone("security_admin")
    hold, release = a_hold(case), a_hold(case)
    security.post("/holds", hold)
    answers = [security.post("/holds/release", release) for _ in range(2)]
    assert [(each.status_code, each.json["frozen"]) for each in answers] == [(200, False)] * 2
    late = security.post("/holds", hold)
    assert (late.status_code, late.json["frozen"]) == (200, False), "a late retry of the old hold holds nothing anew"
    assert (entries(stage, "freeze"), entries(stage, "unfreeze")) == (1, 1)


def test_the_same_id_with_another_document_is_refused(stage: Stage) -> None:
    case, security = a_listed_case(stage), stage.phone("security_admin")
    hold = a_hold(case)
    security.post("/holds", hold)
    other = security.post("/holds", hold | {"document_no": "别的文号"})
    assert (other.status_code, other.json["code"]) == (409, "case_command_id_taken")
    again = security.post("/holds", a_hold(case))
    assert again.status_code == 409, "another hold on a held case is a mistake"
    assert stage.read(Case, case["id"]).frozen_document_no == "纪调〔2026〕3号"
