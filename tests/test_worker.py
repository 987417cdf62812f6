"""The worker's chores: each does its batch, one that fails does not stop the others, what was promised is forgotten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.hazards.models import Hazard
from backend.hazards.retention import forget_devices
from backend.people.models import SignInSession
from backend.people.retention import forget_sign_ins
from backend.worker import now_and_then, run_once
from tests.builders import an_account, bearer
from tests.cases import a_case, a_scene


def test_a_chore_that_fails_does_not_keep_the_others_from_their_turn() -> None:
    assert run_once({"broken": lambda: 1 // 0, "whole": lambda: 3}) == 3


def test_a_chore_that_found_nothing_rests() -> None:
    found = iter([2, 0, 9])
    chore = now_and_then(lambda: next(found), every_s=60)
    assert [chore(), chore(), chore(), chore()] == [2, 0, 0, 0]


def test_the_phone_of_a_report_is_forgotten_after_seven_days_and_not_before(session: Session) -> None:
    case = a_case(session, a_scene(session))
    hazard = session.get_one(Hazard, case.hazard_id)
    assert hazard.device_hash is not None
    assert forget_devices(session) == 0
    session.execute(update(Hazard).where(Hazard.id == hazard.id).values(received_at=now() - timedelta(days=8)))
    assert forget_devices(session) == 1
    session.refresh(hazard)
    assert hazard.device_hash is None


def test_a_sign_in_is_forgotten_a_month_after_its_end(session: Session) -> None:
    account = an_account(session)
    bearer(session, account)
    assert forget_sign_ins(session) == 0
    session.execute(update(SignInSession).values(revoked_at=now() - timedelta(days=31)))
    assert forget_sign_ins(session) == 1
