"""研判: what is asked back, turned down, merged or handed elsewhere, and how each of these is taken back."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM, Actor
from backend.core.errors import Problem
from backend.hazards.rules import MIN_NOTE
from backend.rectifications.commands import Command
from backend.rectifications.facts import Person
from backend.rectifications.models import Case
from backend.rectifications.moves import begin, begin_on, finish, locked_case
from backend.rectifications.states import is_open


def ask_info(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T04: a question to the reporter, who reads it with the pickup code (or among their own cases)."""
    move = begin(session, actor, case_id, action="ask_info", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"question": command.details["question"]})


def release_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T01 after all: what was set aside as a possible flood is a report like others; it waits for its assessment."""
    move = begin(session, actor, case_id, action="release", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"quarantined": False})


def supplement_report(session: Session, actor: Actor, case: Case, *, person: Person, command: Command) -> None:
    """T05: the reporter answers; the case is locked already, a passer-by cannot read it whole."""
    move = begin_on(session, actor, case, person=person, action="supplement", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"question": None})


def lapse_case(session: Session, case: Case, *, command: Command, person: Person) -> None:
    """T06 by the clock: nobody answered in time."""
    move = begin_on(session, SYSTEM, case, person=person, action="lapse", command=command)
    if move is not None:
        changes = {"closed_at": move.at, "reject_reason": "no_answer", "question": None}
        finish(session, SYSTEM, move, command=command, changes=changes)


def reject_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T06: not a hazard, not found, a test or abuse; the reason stands in the entry."""
    move = begin(session, actor, case_id, action="reject", command=command)
    if move is None:
        return
    reason = command.details["reason"]
    if reason == "not_found" and not command.photos and len(command.note.strip()) < MIN_NOTE:
        raise Problem("case_not_found_needs_proof", fields={"note": ["case_not_found_needs_proof"]})
    finish(session, actor, move, command=command, changes={"closed_at": move.at, "reject_reason": reason})


def merge_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T07: the same thing as another open case of this school; the reporters follow that one from now on."""
    master_id = command.details["master_case_id"]
    for each in sorted({case_id, master_id}):  # in one order, so that two merges crosswise do not wait for each other
        locked_case(session, actor, each)
    move = begin(session, actor, case_id, action="merge", command=command)
    if move is None:
        return
    master = locked_case(session, actor, master_id)
    same_place = (master.county_id, master.school_id) == (move.case.county_id, move.case.school_id)
    hides = master.quarantined and not move.case.quarantined
    if master_id == case_id or not same_place or not is_open(master.state) or hides:
        raise Problem("case_master_unsuitable", fields={"master_case_id": ["case_master_unsuitable"]})
    master.external = master.external or move.case.external  # what outsiders said stays out of the school's hands
    finish(session, actor, move, command=command, changes={"master_case_id": master_id, "closed_at": move.at})


def unmerge_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T29: it was another thing after all; it is assessed on its own again."""
    move = begin(session, actor, case_id, action="unmerge", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"master_case_id": None, "closed_at": None})


def refer_out(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T08: outside our remit; where it went and how stands in the entry, the reporter gets the telephone number."""
    move = begin(session, actor, case_id, action="refer_out", command=command)
    if move is not None:
        changes = {"referred_to": command.details["channel"], "closed_at": move.at}
        finish(session, actor, move, command=command, changes=changes)


def restore_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T28 by an office: new facts bring a rejected report back."""
    move = begin(session, actor, case_id, action="restore", command=command)
    if move is not None:
        finish(session, actor, move, command=command, changes={"closed_at": None, "reject_reason": None})


def appeal_rejection(session: Session, actor: Actor, case: Case, *, person: Person, command: Command) -> None:
    """T28 by the reporter, once within thirty days; the case is locked already."""
    move = begin_on(session, actor, case, person=person, action="appeal", command=command)
    if move is not None:
        changes = {"closed_at": None, "reject_reason": None, "appealed_at": move.at}
        finish(session, actor, move, command=command, changes=changes)
