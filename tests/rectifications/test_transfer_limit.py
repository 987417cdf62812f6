"""T13: a unit says within a working day after the deadline for acknowledging that it is not its line, or keeps the case."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from backend.core.clock import SHANGHAI
from backend.core.db import Database
from backend.core.errors import Problem
from backend.rectifications.operations.transfers import approve_transfer, ask_transfer
from backend.rectifications.rules import allowed_actions
from backend.rectifications.scopes import place_of_case
from backend.rectifications.standing import facts_of, person_at
from tests.cases import a_command
from tests.rectifications.clock_scenes import Watched, at, watched

# Assigned on Monday at ten: to be acknowledged by Tuesday's closing time, so until Wednesday's.
LAST = datetime(2026, 11, 25, 17, 30, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


def _ask(case: Watched, moment: datetime) -> None:
    samr = case.scene.county.offices["SAMR"]
    details = {"to_unit_id": samr, "reason": "属市场监管", "legal_basis": "三定方案"}
    with at(moment):
        actor = case.scene.actor(case.session, "school_safety")
        ask_transfer(case.session, actor, case.case.id, command=a_command(case.case, details=details))


@pytest.mark.parametrize("state", ["assigned", "rectifying"])
def test_it_may_be_asked_to_the_last_second(database: Database, session: Session, state: str) -> None:
    case = watched(database, session, state=state)
    _ask(case, LAST)
    assert case.case.transfer_asked_at == LAST


@pytest.mark.parametrize("state", ["assigned", "rectifying"])
def test_a_second_later_it_is_refused_and_not_offered(database: Database, session: Session, state: str) -> None:
    case = watched(database, session, state=state)
    with pytest.raises(Problem) as refused:
        _ask(case, LAST + SECOND)
    assert refused.value.code == "case_transfer_too_late"
    with at(LAST + SECOND):
        place = place_of_case(session, case.case)
        facts = facts_of(case.case, place, photos_missing=0)
        allowed, told = allowed_actions(facts, person_at(session, case.scene.actor(session, "school_safety"), place))
    assert "ask_transfer" not in {row.action for row in allowed} | {row.action for row, _ in told}


def test_the_unit_that_gets_it_has_its_own_time(database: Database, session: Session) -> None:
    case = watched(database, session, state="assigned")
    _ask(case, LAST)
    with at(LAST):
        office = case.scene.actor(session, "joint_office")
        approve_transfer(session, office, case.case.id, command=a_command(case.case))
    assert case.case.step_due_at == LAST + timedelta(days=1)
    assert case.case.transfer_until_at == LAST + timedelta(days=2)
    assert case.case.transfer_asked_at is None
