"""What a reporter says later, by the pickup code: an answer to a question, an appeal, 解决了 or 没解决, no call any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.evidence import operations as evidence
from backend.evidence.queries import missing_hashes
from backend.evidence.storage import Storage
from backend.hazards import callback_phones
from backend.hazards.models import Hazard
from backend.hazards.rules import MIN_NOTE
from backend.intake.pickups import REPORTER, master_of, report_of_code
from backend.rectifications.commands import Command
from backend.rectifications.models import Case, LedgerEntry
from backend.rectifications.operations import after_closing, triage
from backend.rectifications.photos import write_arrival
from backend.rectifications.queries import case_of_hazard
from backend.rectifications.states import State

OPERATIONS: dict[str, Callable[..., None]] = {
    "supplement": triage.supplement_report,
    "appeal": triage.appeal_rejection,
    "dispute": after_closing.dispute_closing,
    "confirm_solved": after_closing.confirm_solved,
}
_TELLABLE = frozenset(
    {
        *("case_command_id_taken", "case_already_appealed", "case_appeal_too_late", "case_already_disputed"),
        *("case_recurrence_too_late", "photo_forbidden", "photo_too_many", "photo_hash_malformed"),
    }
)
"""Refusals that a passer-by may read as they are; any other speaks of the case's inside."""
_TRIES = 5


@dataclass(frozen=True)
class Answered:
    """What stands afterwards, the same for every retry."""

    state: State
    asked_here: bool
    photos_missing: list[str]


def answer(
    session: Session, actor: Actor, report: Hazard, *, action: str, command: Command, seen_round: int
) -> Answered:
    """Carry out what the reporter says about the case that answers their report; saying it again changes nothing."""
    _demand_words(action, command)
    case = _locked_master(session, report.id)
    asked_here = case.hazard_id == report.id
    if not _said_before(session, command) and (
        case.reopen_count != seen_round or (action == "supplement" and not asked_here)
    ):
        raise Problem("pickup_overtaken")
    try:
        OPERATIONS[action](session, actor, case, person=REPORTER, command=command)
    except Problem as problem:
        raise problem if problem.code in _TELLABLE else Problem("pickup_overtaken") from None
    return Answered(State(case.state), asked_here, missing_hashes(session, "ledger_entry", command.id))


def receive_photo(
    session: Session, actor: Actor, *, storage: Storage, entry_id: UUID, stored: evidence.StoredPhoto
) -> list[str]:
    """Take a photo of what a reporter said into the case; returns the hashes still missing."""
    case_id = session.execute(select(LedgerEntry.case_id).where(LedgerEntry.id == entry_id)).scalar_one()
    case = _locked(session, case_id)
    received = evidence.claim_photo(session, actor, storage=storage, stored=stored)
    if received.first:
        write_arrival(session, actor, case, received)
    return missing_hashes(session, "ledger_entry", entry_id)


def withdraw_phone(session: Session, actor: Actor, code: str, *, secret: bytes) -> None:
    """Erase the number that came with the report; once it is gone, saying so again changes nothing."""
    report = report_of_code(session, code, secret=secret)
    if callback_phones.forget(session, report.id):
        record(
            session,
            actor,
            action="hazard.callback_withdrawn",
            object_type="hazard",
            object_id=report.id,
            county_id=report.county_id,
        )


def _demand_words(action: str, command: Command) -> None:
    """An answer needs words or a photo, an appeal needs words; the two buttons need neither."""
    words = len(command.note.strip())
    if (action == "supplement" and not words and not command.photos) or (action == "appeal" and words < MIN_NOTE):
        raise Problem("pickup_words_needed", fields={"note": ["pickup_words_needed"]}, least=MIN_NOTE)


def _said_before(session: Session, command: Command) -> bool:
    return session.execute(select(LedgerEntry.id).where(LedgerEntry.id == command.id)).first() is not None


def _locked_master(session: Session, report_id: UUID) -> Case:
    """Lock the case that answers the report. It may be merged while one waits for the lock, so it is looked at again.

    The masters on the way are not locked: two merges crosswise take their locks in another order.
    """
    for _ in range(_TRIES):
        case = _locked(session, master_of(session, case_of_hazard(session, report_id)).id)
        if case.master_case_id is None:
            return case
    raise Problem("pickup_overtaken")


def _locked(session: Session, case_id: UUID) -> Case:
    statement = select(Case).where(Case.id == case_id).with_for_update(key_share=True)
    return session.execute(statement.execution_options(populate_existing=True)).scalar_one()
