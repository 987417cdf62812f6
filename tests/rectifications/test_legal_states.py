"""The database itself refuses a case that could not be: what each state needs is a CHECK, whoever writes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.rectifications.models import LEGAL, Case
from backend.rectifications.states import State
from tests.cases import a_case, a_scene, acknowledged, assigned, fixed

BROKEN: dict[str, dict[str, Any]] = {
    "listed": {"ledger_no": None},
    "responsible": {"lead_unit_id": None},
    "submitted": {"submitted_by": None},
    "verified": {"state": "verified", "verified_by": None},
    "ended": {"state": "closed", "closed_at": None},
    "merged": {"state": "duplicate", "closed_at": now(), "master_case_id": None},
    "reject_reason": {"reject_reason": "because"},
    "referred_to": {"referred_to": "a friend"},
    "level": {"escalation_level": 5},
}


@pytest.mark.parametrize("name", LEGAL)
def test_what_a_state_needs_cannot_be_missing(session: Session, name: str) -> None:
    scene = a_scene(session)
    case = fixed(session, scene, acknowledged(session, scene, assigned(session, scene, a_case(session, scene))))
    for field, value in BROKEN[name].items():
        setattr(case, field, value)
    with pytest.raises(IntegrityError, match=f"ck_rectification_case_{name}"), session.begin_nested():
        session.flush()


def test_every_state_has_a_row_that_is_legal(session: Session) -> None:
    scene = a_scene(session)
    case = fixed(session, scene, acknowledged(session, scene, assigned(session, scene, a_case(session, scene))))
    somebody = scene.account(session, "edu_officer").id
    case.verified_by, case.closed_at, case.master_case_id = somebody, now(), case.id
    for state in State:
        case.state = state
        session.flush()
    assert session.get_one(Case, case.id).state == State.REFERRED_OUT
