"""The worker's part of the clocks: whatever is due rings once, case by case, however often and in how many workers it runs.

A case says itself when it is to be looked at (`rings_at`, indexed). Each is one transaction: the rows of `clock_ring` and
what the ringing does are written together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database, insert_once
from backend.rectifications import clocks, look_backs
from backend.rectifications.audiences import Subject
from backend.rectifications.clock_settings import Rulebook, rulebook_of
from backend.rectifications.clocks import Alarm
from backend.rectifications.clockwork import facts_of, start_clocks, start_step
from backend.rectifications.models import CASE, Case
from backend.rectifications.notices import tell
from backend.rectifications.operations.after_closing import archive_case
from backend.rectifications.operations.clocking import (
    climb,
    command_of_clock,
    note_missed_acknowledgement,
    the_clock,
)
from backend.rectifications.operations.triage import lapse_case
from backend.rectifications.scopes import place_of_case
from backend.rectifications.states import State
from backend.rectifications.supervision_models import RING

BATCH = 50
REST_AFTER_FAILURE = timedelta(minutes=10)
log = structlog.get_logger()

# Clock and rung: the message and whom. "" as the rung stands for every rung of that clock.
TELLS: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("arrived", ""): ("case_reported", ("assessors",)),
    ("step", "assess"): ("case_step_overdue", ("assessors",)),
    ("step", "need_info"): ("question_asked", ("reporter",)),
    ("step", "acknowledge"): ("case_acknowledge_overdue", ("unit",)),
    ("step", "plan"): ("plan_missing", ("unit", "joint_office")),
    ("step", "verify"): ("case_step_overdue", ("verifiers", "joint_office")),
    ("step", "close"): ("case_step_overdue", ("closers",)),
    ("due", "remind"): ("case_due_soon", ()),
    ("due", ""): ("case_overdue", ()),
    ("interim", "check"): ("interim_check_due", ("handler", "school")),
    ("interim", "missed"): ("interim_check_due", ("unit", "school", "joint_office")),
    ("interim", "expired"): ("interim_expired", ("unit", "school", "joint_office")),
    ("extension", ""): ("extension_asked", ("joint_office",)),
    ("transfer", ""): ("transfer_asked", ("joint_office",)),
    ("look_back", ""): ("case_look_back_due", ("verifiers",)),
}


def ring_clocks(database: Database) -> int:
    """Look at a batch of cases whose time has come, one transaction each; returns how many were looked at."""
    with database.work(write=False) as session:
        due = _due_cases(session)
    return sum(apart(database, case_id, _ring_case) for case_id in due)


def ring_within(session: Session) -> None:
    """Let everything that is due ring in a unit of work that is open already: the demo tells weeks in one."""
    for case_id in _due_cases(session):
        _ring_case(session, case_id)


def _due_cases(session: Session) -> Sequence[UUID]:
    statement = select(CASE.c.id).where(CASE.c.rings_at <= now()).order_by(CASE.c.rings_at).limit(BATCH)
    return session.execute(statement).scalars().all()


def apart(database: Database, case_id: UUID, act: Callable[[Session, UUID], bool]) -> int:
    """Deal with one case in a transaction of its own; one that fails rests for a while and does not stop the others."""
    try:
        with database.work() as session:
            return int(act(session, case_id))
    except Exception as error:
        log.error("clock failed", case=str(case_id), exc_info=error)
        rest = update(CASE).where(CASE.c.id == case_id).values(rings_at=now() + REST_AFTER_FAILURE)
        with database.work() as session:
            session.execute(rest)
        return 0


def _ring_case(session: Session, case_id: UUID) -> bool:
    """Ring what is due in one case; False if somebody else has it in hand: it is found again, or was dealt with."""
    case = taken(session, case_id)
    at = now()
    if case is None or case.rings_at is None or case.rings_at > at:
        return False
    rules = rulebook_of(session, case.county_id)
    _mend(session, case, rules, at=at)
    found = clocks.alarms(facts_of(session, case), book=rules.book, reckoner=rules.reckoner)
    ringing = clocks.ringing(found, rung=_rung(session, case.id), at=at)
    for alarm in (*ringing.passed, *ringing.loud):
        if _note(session, case, alarm, at=at, loud=alarm in ringing.loud) and alarm in ringing.loud:
            _ring(session, case, alarm)
    _look_again(session, case, rules, at=at)
    return True


def taken(session: Session, case_id: UUID) -> Case | None:
    """Lock a case, or leave it to whoever has it in hand."""
    statement = select(Case).where(Case.id == case_id).with_for_update(key_share=True, skip_locked=True)
    return session.execute(statement).scalar_one_or_none()


def _mend(session: Session, case: Case, rules: Rulebook, *, at: datetime) -> None:
    """Give a case its clocks that has none yet (moved before there were any), and reckon a new report's afresh."""
    if case.step_since_at is None:
        start_clocks(session, case, at=at, restart=False)
    elif case.state == State.REPORTED and case.rings_at == case.step_since_at:
        start_step(case, rules, since=case.step_since_at)


def _rung(session: Session, case_id: UUID) -> frozenset[clocks.Key]:
    rows = session.execute(select(RING.c.clock, RING.c.rung, RING.c.deadline_at).where(RING.c.case_id == case_id))
    return frozenset((row.clock, row.rung, row.deadline_at) for row in rows)


def _note(session: Session, case: Case, alarm: Alarm, *, at: datetime, loud: bool) -> bool:
    key = {"case_id": case.id, "clock": alarm.clock, "rung": alarm.rung, "deadline_at": alarm.deadline_at}
    return insert_once(session, RING, key | {"rang_at": at, "loud": loud})


def _ring(session: Session, case: Case, alarm: Alarm) -> None:
    """Let one alarm ring: what the clock does to the case first, then the notice of it."""
    match alarm.clock, alarm.rung:
        case "step", "need_info" if case.reporter_id is None:
            lapse_case(
                session, case, command=command_of_clock(case, reason="no_answer"), person=the_clock(session, case)
            )
            return
        case "step", "acknowledge":
            note_missed_acknowledgement(session, case, alarm=alarm)
        case "archive", _:
            look_backs.cancel_rest(session, case)
            archive_case(session, case, person=the_clock(session, case), command=command_of_clock(case))
            return
        case "due", _ if alarm.ladder and climb(session, case, alarm=alarm, rung=alarm.ladder):
            tell(session, _subject(session, case), "letter_drafted", groups=("joint_office",))
    kind, groups = TELLS.get((alarm.clock, alarm.rung)) or TELLS[alarm.clock, ""]
    tell(session, _subject(session, case), kind, groups=alarm.ladder.tells if alarm.ladder else groups)


def _subject(session: Session, case: Case) -> Subject:
    return Subject(case, place_of_case(session, case))


def _look_again(session: Session, case: Case, rules: Rulebook, *, at: datetime) -> None:
    """Set when the case is looked at next, as it stands after the ringing."""
    session.flush()
    found = clocks.alarms(facts_of(session, case), book=rules.book, reckoner=rules.reckoner)
    case.rings_at = clocks.ringing(found, rung=_rung(session, case.id), at=at).next_at
