"""Who decides on an erasure: two people, two units where there are two, once."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import select

from backend.app import create_app
from backend.config import Config
from backend.core.db import Database
from backend.core.ids import new_id
from backend.rectifications.erasure_rules import Approver, Asked, approval_refusal
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import LedgerEntry
from tests.lives import refused
from tests.phones import Stage, set_stage
from tests.rectifications.erasures import (
    NO,
    SECRET,
    a_case_with_a_name,
    approve,
    ask,
    asked,
    erased,
    everything_written,
)
from tests.rectifications.test_ledger import all_at_once


def test_nobody_approves_their_own_request_nor_a_colleagues_where_another_unit_could(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    edu, colleague = stage.phone("edu_officer"), stage.phone("edu_officer", number=2)
    stage.phone("joint_office")
    request = ask(edu, case).json
    assert refused(approve(edu, request)) == (403, "erasure_own_request")
    assert refused(approve(colleague, request)) == (403, "erasure_same_unit")
    assert SECRET in everything_written(stage)


OTHER, SAME, ASKER = new_id(), new_id(), new_id()


@pytest.mark.parametrize("others_exist", [True, False])
def test_who_may_approve(others_exist: bool) -> None:
    asked_by = Asked(by=ASKER, unit_id=SAME, others_exist=others_exist)
    told = {
        (who, unit, office): approval_refusal(asked_by, Approver(who, unit, office))
        for who, unit, office in itertools.product((ASKER, OTHER), (SAME, OTHER, None), (True, False))
    }
    assert {told[ASKER, unit, office] for unit in (SAME, OTHER, None) for office in (True, False)} == {
        "erasure_own_request"
    }
    assert (told[OTHER, OTHER, True], told[OTHER, OTHER, False]) == (None, None)
    second = "erasure_same_unit" if others_exist else None
    assert (told[OTHER, SAME, True], told[OTHER, SAME, False]) == (second, "erasure_same_unit")
    assert (told[OTHER, None, True], told[OTHER, None, False]) == (second, "erasure_same_unit")


def test_a_second_person_of_the_joint_office_may_where_nobody_else_could(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    first, second = stage.phone("joint_office"), stage.phone("joint_office", number=2)
    request = ask(first, case).json
    assert approve(second, request).status_code == 200


def test_a_second_decision_is_told_and_the_same_one_again_is_not_an_error(stage: Stage) -> None:
    case = a_case_with_a_name(stage)
    edu, office = stage.phone("edu_officer"), stage.phone("joint_office")
    request = ask(edu, case).json
    assert [approve(office, request).status_code for _ in range(2)] == [200, 200]
    assert refused(edu.post(f"/erasure_requests/{request['id']}/refusal", {})) == (409, "erasure_decided")
    with stage.work() as session:
        assert len(session.scalars(select(LedgerEntry).where(LedgerEntry.action == "erase")).all()) == 1


def test_of_two_who_approve_at_once_one_erases_and_the_other_is_told(
    committed_database: Database, config: Config
) -> None:
    stage = set_stage(create_app(config, database=committed_database), committed_database)
    case = a_case_with_a_name(stage)
    request = ask(stage.phone("edu_officer"), case).json
    phones = [stage.phone("joint_office", number=number) for number in (1, 2)]
    answers = all_at_once(2, lambda number: approve(phones[number], request).status_code)
    assert sorted(answers) == [200, 409]
    with stage.work() as session:
        assert len(session.scalars(select(LedgerEntry).where(LedgerEntry.action == "erase")).all()) == 1
        assert verify_all(session)[1] == []


def test_the_same_request_again_is_one_and_the_same_id_for_something_else_a_conflict(stage: Stage) -> None:
    case, edu = a_case_with_a_name(stage), stage.phone("edu_officer")
    body = asked(case)
    path = f"/cases/{case['id']}/erasure_requests"
    assert [edu.post(path, body).status_code for _ in range(2)] == [201, 201]
    assert refused(edu.post(path, body | {"document_no": "另一号"})) == (409, "erasure_id_taken")
    assert len(edu.get("/erasure_requests").json["items"]) == 1


def test_what_is_not_of_the_case_or_gone_or_a_tombstone_cannot_be_asked_for(stage: Stage) -> None:
    case, edu = erased(stage), stage.phone("edu_officer")
    other = a_case_with_a_name(stage)
    tombstone = next(n for n, step in enumerate(case["timeline"]) if step["action"] == "erase")
    path = f"/cases/{case['id']}/erasure_requests"
    for body in (
        asked(case, steps=(0,), photos=False),
        asked(case, steps=(tombstone,), photos=False),
        asked(case, steps=(), photos=False),
        asked(other, photos=False),
        asked(other, steps=()),
    ):
        assert refused(edu.post(path, body)) == (422, "erasure_target_unknown")


def test_a_refused_request_leaves_everything_and_waits_no_more(stage: Stage) -> None:
    case, edu, office = a_case_with_a_name(stage), stage.phone("edu_officer"), stage.phone("joint_office")
    request = ask(edu, case).json
    (waiting,) = office.get("/erasure_requests", case_id=case["id"]).json["items"]
    assert (waiting["may_approve"], waiting["reason_label"], waiting["document_no"]) == (
        True,
        "未成年人个人信息或隐私",
        NO,
    )
    assert [entry["action_label"] for entry in waiting["entries"]] == ["发现上报"]
    (own,) = edu.get("/erasure_requests").json["items"]
    assert (own["may_approve"], own["refusal_label"]) == (False, "须由另一个人复核")
    assert office.post(f"/erasure_requests/{request['id']}/refusal", {}).json["decision"] == "refused"
    assert office.get("/erasure_requests").json["items"] == []
    assert refused(approve(office, request)) == (409, "erasure_decided")
    assert SECRET in everything_written(stage)
