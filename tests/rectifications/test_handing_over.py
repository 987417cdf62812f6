"""September: who leaves hands all open work over to a colleague, each case says so, and the account stops."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from backend.audit.models import AuditRow
from backend.core.clock import now
from backend.people.models import Account, SignInSession
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import Case, LedgerContent, LedgerEntry
from tests.builders import an_account
from tests.cases import a_case, acknowledged, assigned
from tests.lives import refused
from tests.phones import Phone, Stage


@pytest.fixture
def leaver(stage: Stage) -> Account:
    """Teacher 王 of the school, whom cases name as responsible and who tracks others."""
    with stage.work() as session:
        return an_account(
            session,
            role="school_safety",
            scope=("school", stage.scene.school.id),
            unit_id=stage.scene.school.id,
            county_id=stage.scene.county.id,
            display_name="王工",
        )


@pytest.fixture
def successor(stage: Stage) -> Account:
    with stage.work() as session:
        return stage.scene.account(session, "school_safety")


def work_for(stage: Stage, leaver: Account) -> list[UUID]:
    """One case that 王工 tracks, one that names him, one with both, and one of somebody else."""
    with stage.work() as session:
        tracked = assigned(session, stage.scene, a_case(session, stage.scene), tracker_id=leaver.id)
        named = acknowledged(session, stage.scene, assigned(session, stage.scene, a_case(session, stage.scene)))
        both = assigned(session, stage.scene, a_case(session, stage.scene), tracker_id=leaver.id)
        acknowledged(session, stage.scene, both)
        other = assigned(session, stage.scene, a_case(session, stage.scene))
        return [case.id for case in (tracked, named, both, other)]


def hand_over(phone: Phone, leaver: Account, to: Account, **how: Any) -> Any:
    return phone.post(f"/accounts/{leaver.id}/hand_over", {"to_account_id": str(to.id)} | how)


def test_all_open_work_passes_each_case_says_so_and_the_account_stops(
    stage: Stage, leaver: Account, successor: Account
) -> None:
    cases = work_for(stage, leaver)
    principal = stage.phone("principal")
    said = principal.get(f"/accounts/{leaver.id}/open_work").json
    assert (said["tracked"], said["responsible"]) == (2, 2)
    assert str(successor.id) in {each["id"] for each in said["successors"]}
    assert hand_over(principal, leaver, successor).json == {"cases": 3, "disabled": True}
    with stage.work() as session:
        rows = [session.get_one(Case, case_id) for case_id in cases]
        trackers, names = [row.tracker_id for row in rows], [row.responsible_name for row in rows]
        assert trackers == [successor.id, None, successor.id, None]
        assert names == [None, successor.display_name, successor.display_name, None]
        told = session.execute(
            select(LedgerEntry.case_id, LedgerContent.content)
            .join(LedgerContent, LedgerContent.entry_id == LedgerEntry.id)
            .where(LedgerEntry.action == "hand_over")
        ).all()
        assert {row.case_id for row in told} == set(cases[:3])
        assert all(f"由 王工 移交 {successor.display_name}" in row.content for row in told)
        assert verify_all(session)[1] == []
        assert session.get_one(Account, leaver.id).disabled_at is not None
        acts = session.scalars(select(AuditRow.action)).all()
        assert (acts.count("case.hand_over"), acts.count("account.disabled")) == (3, 1)


def test_the_leaver_is_signed_out_and_the_case_shows_what_happened(
    stage: Stage, leaver: Account, successor: Account
) -> None:
    cases = work_for(stage, leaver)
    with stage.work() as session:
        from tests.builders import bearer

        phone = Phone(stage.app, bearer(session, leaver))
    assert phone.get("/me").status_code == 200
    hand_over(stage.phone("principal"), leaver, successor)
    assert phone.get("/me").status_code == 401
    step = stage.phone("joint_office").get(f"/cases/{cases[2]}").json["timeline"][-1]
    assert (step["action_label"], step["note"]) == (
        "经办人移交",
        f"盯办人、责任人由 王工 移交 {successor.display_name}",
    )


def test_work_can_be_handed_over_without_stopping_the_account(
    stage: Stage, leaver: Account, successor: Account
) -> None:
    work_for(stage, leaver)
    assert hand_over(stage.phone("principal"), leaver, successor, disable=False).json == {
        "cases": 3,
        "disabled": False,
    }
    with stage.work() as session:
        assert session.get_one(Account, leaver.id).disabled_at is None
        assert session.scalars(select(SignInSession).where(SignInSession.account_id == leaver.id)).all() == []


def test_a_namesake_of_another_unit_and_a_closed_case_are_left_alone(
    stage: Stage, leaver: Account, successor: Account
) -> None:
    market = stage.scene.county.offices["SAMR"]
    with stage.work() as session:
        elsewhere = assigned(session, stage.scene, a_case(session, stage.scene), to=market)
        acknowledged(session, stage.scene, elsewhere, by="dept_handler")
        closed = acknowledged(session, stage.scene, assigned(session, stage.scene, a_case(session, stage.scene)))
        closed.state, closed.closed_at, ids = "closed", now(), (elsewhere.id, closed.id)
    assert hand_over(stage.phone("principal"), leaver, successor).json["cases"] == 0
    with stage.work() as session:
        assert [session.get_one(Case, each).responsible_name for each in ids] == ["王工", "王工"]


def test_only_a_colleague_whose_account_is_in_use_can_take_over(
    stage: Stage, leaver: Account, successor: Account
) -> None:
    principal = stage.phone("principal")
    with stage.work() as session:
        outsider = stage.scene.account(session, "dept_handler")
    stage.phone("principal").post(f"/accounts/{successor.id}/disablement", {})
    for unfit in (leaver, outsider, successor):
        assert refused(hand_over(principal, leaver, unfit)) == (422, "successor_unfit")
    with stage.work() as session:
        assert session.get_one(Account, leaver.id).disabled_at is None


def test_who_may_not_stop_the_account_learns_nothing(stage: Stage, leaver: Account, successor: Account) -> None:
    for phone in (stage.phone("guard"), stage.phone("school_safety"), stage.phone("precinct_officer")):
        assert refused(hand_over(phone, leaver, successor)) == (404, "not_found")
        assert phone.get(f"/accounts/{leaver.id}/open_work").status_code == 404
