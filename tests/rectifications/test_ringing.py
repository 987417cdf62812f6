"""The worker and the clocks: what is due rings once, at its time, whatever happened to the worker in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.db import Database
from backend.evidence.rules import PhotoClaim
from backend.rectifications import ledger, ringing
from backend.rectifications.models import CASE, Case
from backend.rectifications.operations.correcting import freeze_case, unfreeze_case
from backend.rectifications.operations.extensions import ask_extension
from backend.rectifications.operations.fixing import record_interim_measure
from backend.rectifications.operations.supervising import take_over_as_project
from backend.rectifications.operations.triage import ask_info
from backend.rectifications.states import State
from backend.rectifications.supervision_models import Letter
from tests.builders import an_actor
from tests.cases import a_case, a_command, assigned, fixed
from tests.rectifications.clock_scenes import DAY, HOUR, MAJOR, MONDAY, Watched, at, watched

# §4.3 a second time: after which offset the case stands at which level, with which letters drafted so far.
CLIMB = {
    "general": [
        (-DAY, 0, []),
        (0 * DAY, 0, []),
        (1 * DAY, 1, []),
        (3 * DAY, 2, ["advisory_letter"]),
        (7 * DAY, 3, ["advisory_letter"]),
        (30 * DAY, 4, ["advisory_letter", "government_report"]),
    ],
    "major": [
        (-DAY, 0, []),
        (0 * DAY, 0, []),
        (4 * HOUR, 2, ["advisory_letter"]),
        (1 * DAY, 3, ["advisory_letter", "instant_consultation"]),
        (3 * DAY, 4, ["advisory_letter", "instant_consultation", "government_report"]),
        (7 * DAY, 4, ["advisory_letter", "instant_consultation", "government_report", "summons_talk"]),
    ],
}
RUNGS = ["remind", "due", "first", "second", "third", "fourth"]
SECOND = timedelta(seconds=1)


def of_ladder(case: Watched, *, loud: bool = True) -> list[str]:
    return [rung for clock, rung in case.rings(loud=loud) if clock == "due"]


@pytest.mark.parametrize("severity", ["general", "major"])
def test_an_overdue_case_climbs_the_domains_ladder_rung_by_rung(
    database: Database, session: Session, severity: str
) -> None:
    case = watched(database, session, **(MAJOR if severity == "major" else {}))
    due_at = case.case.due_at
    assert due_at is not None
    for number, (offset, level, letters) in enumerate(CLIMB[severity], start=1):
        case.pass_by(due_at + offset - SECOND)
        assert of_ladder(case) == RUNGS[: number - 1]
        case.pass_by(due_at + offset)
        assert (of_ladder(case), case.case.escalation_level, case.letters()) == (RUNGS[:number], level, letters)
    assert (case.case.on_agenda_at is not None) == (severity == "general")
    assert ledger.verify_all(session)[1] == []


def test_the_worker_twice_is_the_worker_once(database: Database, session: Session) -> None:
    case = watched(database, session)
    moment = case.case.due_at + 4 * DAY  # type: ignore[operator]
    assert case.pass_by(moment) == 1
    session.execute(update(CASE).values(rings_at=moment))
    assert case.pass_by(moment) == 1
    assert (of_ladder(case), case.entries("ring"), case.letters()) == (["second"], 1, ["advisory_letter"])
    assert case.told("principal").count("case_overdue") == 1


def test_after_a_missed_week_the_highest_rung_alone_is_loud(database: Database, session: Session) -> None:
    case = watched(database, session)
    case.pass_by(case.case.due_at + 8 * DAY)  # type: ignore[operator]
    assert of_ladder(case) == ["third"]
    assert set(of_ladder(case, loud=False)) == {"remind", "due", "first", "second"}
    assert (case.case.escalation_level, case.letters(), case.entries("ring")) == (3, [], 1)
    assert case.told("principal").count("case_overdue") == 1


def test_the_clock_never_lowers_a_level_that_a_person_set(database: Database, session: Session) -> None:
    case = watched(database, session)
    case.case.escalation_level = 3
    case.pass_by(case.case.due_at + DAY)  # type: ignore[operator]
    assert (of_ladder(case), case.case.escalation_level, case.entries("ring")) == (["first"], 3, 0)


def test_a_reminder_does_not_make_a_phone_stale(database: Database, session: Session) -> None:
    case = watched(database, session)
    version = case.case.version
    case.pass_by(case.case.due_at + 31 * DAY)  # type: ignore[operator]
    assert case.case.version == version


def test_the_right_people_read_of_each_rung(database: Database, session: Session) -> None:
    case = watched(database, session)
    due_at = case.case.due_at
    assert due_at is not None
    case.pass_by(due_at - DAY)
    assert ("case_due_soon" in case.told("school_safety"), "case_due_soon" in case.told("principal")) == (True, False)
    case.pass_by(due_at)
    assert "case_overdue" in case.told("school_safety")
    assert "case_overdue" in case.told("principal")
    assert "case_overdue" not in case.told("joint_office")
    case.pass_by(due_at + 3 * DAY)
    assert {"letter_drafted", "case_overdue"} <= set(case.told("joint_office"))


def test_the_deadline_stands_while_a_fix_waits_for_its_verification(database: Database, session: Session) -> None:
    case = watched(database, session)
    with at(MONDAY + HOUR):
        fixed(session, case.scene, case.case)
    case.pass_by(case.case.due_at + 40 * DAY)  # type: ignore[operator]
    assert of_ladder(case) == []
    assert ("step", "verify") in case.rings()


def test_a_report_is_told_of_at_once_and_again_when_nobody_assesses_it(database: Database, session: Session) -> None:
    case = watched(database, session, state="reported")
    assert case.case.step_due_at == MONDAY + DAY + HOUR  # eight office hours
    case.pass_by(MONDAY)
    assert case.told("joint_office") == ["case_reported"]
    case.pass_by(MONDAY + DAY + HOUR)
    assert case.told("joint_office") == ["case_reported", "case_step_overdue"]


def test_who_does_not_acknowledge_in_time_is_told_again_at_level_one(database: Database, session: Session) -> None:
    case = watched(database, session, state="assigned")
    step_due_at = case.case.step_due_at
    assert step_due_at == MONDAY + DAY + 7.5 * HOUR
    case.pass_by(step_due_at - SECOND)
    assert case.entries("ack_overdue") == 0
    case.pass_by(step_due_at)
    assert (case.entries("ack_overdue"), case.case.escalation_level, case.case.state) == (1, 1, "assigned")
    assert case.told("school_safety")[-1] == "case_acknowledge_overdue"


def _asked(database: Database, session: Session, *, role: str | None) -> Watched:
    case = watched(database, session, state="reported")
    with at(MONDAY):
        if role is not None:
            case.case = a_case(session, case.scene, actor=case.scene.actor(session, role))
        command = a_command(case.case, details={"question": "是哪一面围墙？"})
        ask_info(session, case.scene.actor(session, "joint_office"), case.case.id, command=command)
    return case


def test_a_passer_by_who_does_not_answer_in_three_days_ends_the_report(database: Database, session: Session) -> None:
    case = _asked(database, session, role=None)
    case.pass_by(MONDAY + 3 * DAY - SECOND)
    assert case.case.state == State.NEED_INFO
    case.pass_by(MONDAY + 3 * DAY)
    assert (case.case.state, case.case.reject_reason, case.case.rings_at) == ("rejected", "no_answer", None)


def test_a_guard_who_does_not_answer_is_reminded_and_the_report_stays(database: Database, session: Session) -> None:
    case = _asked(database, session, role="guard")
    case.pass_by(MONDAY + 3 * DAY)
    assert case.case.state == State.NEED_INFO
    assert case.told("guard") == ["question_asked", "question_asked"]


def _guard(case: Watched, *, days: int) -> None:
    details = {"measure": "拉警戒线，专人看守", "valid_until": MONDAY + days * DAY}
    actor = case.scene.actor(case.session, "school_safety")
    command = a_command(case.case, details=details, photos=(PhotoClaim("cd" * 32),))
    record_interim_measure(case.session, actor, case.case.id, command=command)


def test_protection_of_a_major_hazard_is_asked_for_daily_and_its_end_is_told(
    database: Database, session: Session
) -> None:
    case = watched(database, session, **MAJOR)
    with at(MONDAY):
        _guard(case, days=4)
    for hours in (24, 48, 96):
        case.pass_by(MONDAY + hours * HOUR)
    assert [rung for clock, rung in case.rings() if clock == "interim"] == ["check", "missed", "expired"]
    assert "interim_expired" in case.told("joint_office")


def test_a_major_hazard_without_a_plan_after_three_days_is_told_of(database: Database, session: Session) -> None:
    case = watched(database, session, **MAJOR)
    assert case.case.step_due_at == MONDAY + 3 * DAY
    case.pass_by(MONDAY + 3 * DAY)
    assert "plan_missing" in case.told("school_safety")


def test_long_works_are_looked_at_weekly(database: Database, session: Session) -> None:
    case = watched(database, session, **MAJOR)
    with at(MONDAY):
        _guard(case, days=60)
        details = {"document_no": "政办〔2026〕9号", "milestone_at": MONDAY + 90 * DAY}
        office = case.scene.actor(session, "joint_office")
        take_over_as_project(session, office, case.case.id, command=a_command(case.case, details=details))
    case.pass_by(MONDAY + 7 * DAY - SECOND)
    assert ("interim", "check") not in case.rings()
    case.pass_by(MONDAY + 7 * DAY)
    assert ("interim", "check") in case.rings()


def test_a_request_that_waits_a_working_day_is_brought_to_mind(database: Database, session: Session) -> None:
    case = watched(database, session)
    with at(MONDAY):
        _guard(case, days=20)
        details = {"new_due_at": case.case.due_at + 5 * DAY, "reason": "等配件"}  # type: ignore[operator]
        command = a_command(case.case, details=details, photos=(PhotoClaim("ce" * 32),))
        ask_extension(session, case.scene.actor(session, "school_safety"), case.case.id, command=command)
    assert case.told("joint_office").count("extension_asked") == 1
    case.pass_by(MONDAY + DAY + 7.5 * HOUR)
    assert case.told("joint_office").count("extension_asked") == 2


def test_a_frozen_case_is_silent_until_it_is_released(database: Database, session: Session) -> None:
    case = watched(database, session)
    admin = an_actor(session, role="security_admin", scope=("county", case.scene.county.id))
    number, due_at = case.case.ledger_no, case.case.due_at
    assert number is not None
    assert due_at is not None
    held = {"document_no": "公函〔2026〕3号"}
    with at(MONDAY):
        freeze_case(session, admin, number, command=a_command(case.case, details=held))
    assert case.pass_by(due_at + 2 * DAY) == 0
    with at(due_at + 2 * DAY):
        unfreeze_case(session, admin, number, command=a_command(case.case, details=held))
    case.pass_by(due_at + 2 * DAY)
    assert of_ladder(case) == ["first"]


def test_a_case_that_fails_rests_and_does_not_stop_the_others(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = watched(database, session)
    with at(MONDAY):
        other = assigned(session, first.scene, a_case(session, first.scene))
    whole = ringing.climb

    def climb(session: Session, case: Case, **more: object) -> bool:
        if case.id == first.case.id:
            raise RuntimeError("broken")
        return whole(session, case, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ringing, "climb", climb)
    moment = first.case.due_at + DAY  # type: ignore[operator]
    first.pass_by(moment)
    assert (first.case.escalation_level, other.escalation_level) == (0, 1)
    assert first.rings() == []
    monkeypatch.undo()
    first.pass_by(moment + ringing.REST_AFTER_FAILURE)
    assert first.case.escalation_level == 1


def test_a_letter_is_a_draft_that_says_what_is_asked_of_whom_until_when(database: Database, session: Session) -> None:
    case = watched(database, session)
    case.pass_by(case.case.due_at + 3 * DAY)  # type: ignore[operator]
    letter = session.execute(select(Letter)).scalar_one()
    assert (letter.state, letter.to_unit_id, letter.signed_name) == ("drafted", case.scene.school.id, None)
    body = letter.body
    assert (body["ledger_no"], body["to"], body["overdue_days"]) == (case.case.ledger_no, "示范县启明小学", 3)
    assert body["due_on"] == "2026-11-30"
    assert body["reply_by"] == "2026-12-08"  # three working days after the night of Thursday
    assert "说明原因" in body["asks"]
