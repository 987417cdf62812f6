"""Everything that the ledger can say of a case stands somewhere in the demo county, so that a newcomer sees it."""

from __future__ import annotations

import pytest
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.places.models import School
from backend.rectifications.models import Case
from backend.rectifications.states import OPEN_STATES, State
from backend.rectifications.supervision_models import Letter, LookBack

OPEN = Case.state.in_(sorted(OPEN_STATES))
FLAGS: dict[str, ColumnElement[bool]] = {
    "an extension is asked": Case.extension_to.is_not(None) & OPEN,
    "an extension was granted": (Case.extension_count > 0) & (Case.due_at > Case.first_due_at),
    "a transfer is under way": Case.transfer_to_id.is_not(None) & OPEN,
    "protection was looked at again": (Case.interim_checked_at > Case.acknowledged_at)
    & (Case.interim_until > clock.now()),
    "a school has whistled": Case.whistled_at.is_not(None) & OPEN,
    "on the agenda of the joint meeting": Case.on_agenda_at.is_not(None) & OPEN,
    "a tracker is named": Case.tracker_id.is_not(None) & OPEN,
    "opened again under its number": Case.ledger_no.like("%-R1") & (Case.reopen_count == 1),
    "the return of a closed case": Case.recurrence_of_id.is_not(None),
    "disputed by its reporter": Case.disputed_at.is_not(None) & (Case.state == State.CLOSED),
    "merged into another": Case.master_case_id.is_not(None),
    "a question waits for its answer": Case.question.is_not(None) & (Case.state == State.NEED_INFO),
    "a ticked clause waits for its second person": Case.criteria_version.is_not(None) & (Case.state == State.VERIFIED),
    "on legal hold": Case.frozen_document_no.is_not(None),
    "verified in vain": Case.fail_count > 0,
}


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_of_the_ledger_is_shown(county: Session, flag: str) -> None:
    assert county.scalar(select(func.count()).select_from(Case).where(FLAGS[flag]))


def test_open_cases_stand_on_every_level(county: Session) -> None:
    assert set(county.scalars(select(Case.escalation_level).where(OPEN))) == {0, 1, 2, 3, 4}


def test_letters_wait_for_their_signature_and_one_has_its_number(county: Session) -> None:
    letters = county.execute(select(Letter.state, Letter.document_no)).all()

    assert {letter.state for letter in letters} == {"drafted", "signed"}
    [number] = [letter.document_no for letter in letters if letter.state == "signed"]
    assert "{" not in number


def test_look_backs_passed_and_failed(county: Session) -> None:
    assert {"pass", "fail"} <= set(county.scalars(select(LookBack.result)))


def test_every_school_has_something_on_its_ledger(county: Session) -> None:
    assert county.scalar(select(func.count(func.distinct(Case.school_id)))) == county.scalar(
        select(func.count()).select_from(School)
    )
