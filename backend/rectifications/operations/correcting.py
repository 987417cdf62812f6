"""更正与冻结: a mistake is corrected by an entry, never by an edit; a legal hold stops every hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.people.rules import may
from backend.places.models import School
from backend.rectifications import ledger
from backend.rectifications.commands import Command
from backend.rectifications.facts import is_external
from backend.rectifications.models import Case
from backend.rectifications.moves import Move, begin, begin_on, finish
from backend.rectifications.operations.assigning import category_of
from backend.rectifications.scopes import place_of_case
from backend.rectifications.standing import person_at
from backend.rectifications.states import DUE_CLOCK_STATES, State


def correct_case(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
    """T34: another school, kind or place; what stood there before stays in the ledger, and a change of chain links both."""
    move = begin(session, actor, case_id, action="correct", command=command)
    if move is None:
        return
    changes = _corrections(session, move, command)
    if not changes:
        raise Problem("case_nothing_corrected", fields={"reason": ["case_nothing_corrected"]})
    target = None
    if "lead_unit_id" in changes and move.facts.state in DUE_CLOCK_STATES:
        target = State.ASSIGNED  # another school is responsible now and has to take it over
    old_school = move.case.school_id
    if "school_id" in changes:
        ledger.lock_heads(session, move.case.county_id, [old_school, changes["school_id"]])
    _finish_in_old_chain(session, actor, move, command=command, changes=changes, target=target)


def freeze_case(session: Session, actor: Actor, ledger_no: str, *, command: Command) -> Case:
    """T33: nothing may be done or purged while a written request stands; the administrator reads none of it."""
    return _hold(session, actor, ledger_no, command=command, action="freeze")


def unfreeze_case(session: Session, actor: Actor, ledger_no: str, *, command: Command) -> Case:
    """T33 back."""
    return _hold(session, actor, ledger_no, command=command, action="unfreeze")


def _hold(session: Session, actor: Actor, ledger_no: str, *, command: Command, action: str) -> Case:
    """The administrator sees no version: theirs is UNSEEN, and a command sent again is known by its own content."""
    statement = select(Case).where(Case.ledger_no == ledger_no).with_for_update(key_share=True)
    for case in session.execute(statement).scalars():
        place = place_of_case(session, case)
        if not may(actor, "case.freeze", place):
            continue
        person = person_at(session, actor, place)
        move = begin_on(session, actor, case, person=person, action=action, command=command)
        if move is not None:
            held = command.details["document_no"] if action == "freeze" else None
            finish(session, actor, move, command=command, changes={"frozen_document_no": held})
        return case
    raise Problem("case_not_found")


def _corrections(session: Session, move: Move, command: Command) -> dict[str, Any]:
    asked, case = command.details, move.case
    changes: dict[str, Any] = {}
    if asked.get("category") and asked["category"] != case.category:
        changes["category"] = category_of(asked["category"]).code
    if asked.get("place_text") and asked["place_text"] != case.place_text:
        changes["place_text"] = asked["place_text"]
    school_id = asked.get("school_id")
    if school_id is not None and school_id != case.school_id:
        changes |= _of_other_school(session, move, school_id)
    return changes


def _of_other_school(session: Session, move: Move, school_id: UUID) -> dict[str, Any]:
    case, school = move.case, session.get(School, school_id)
    if school is None or school.county_id != case.county_id:
        raise Problem("case_school_unknown", fields={"school_id": ["case_school_unknown"]})
    external = is_external(case.finder_unit_id, school_id=school.id, parent_school_id=school.parent_school_id)
    changes: dict[str, Any] = {"school_id": school.id, "checkpoint_id": None, "external": case.external or external}
    if case.lead_unit_id is not None and case.lead_unit_id == case.school_id:
        changes |= {"lead_unit_id": school.id, "acknowledged_at": None, "responsible_name": None}
    return changes


def _finish_in_old_chain(
    session: Session, actor: Actor, move: Move, *, command: Command, changes: dict[str, Any], target: State | None
) -> None:
    """Write the correction where the case stood until now, then greet it in the chain where it goes on."""
    case = move.case
    new_school = changes.pop("school_id", None)
    if new_school is None:
        finish(session, actor, move, command=command, changes=changes, target=target)
        return
    finish(session, actor, move, command=command, changes=changes, target=target)
    old_school, case.school_id = case.school_id, new_school
    session.flush()
    link = ledger.link_of(session, command.id)
    entry = ledger.Entry(
        id=new_id(),
        case_id=case.id,
        county_id=case.county_id,
        school_id=new_school,
        action="moved_in",
        at=now(),
        content={"from_chain": link.chain, "from_seq": link.seq, "from_hash": link.hash},
        changes={"school_id": [str(old_school) if old_school else None, str(new_school)]},
    )
    ledger.append(session, actor, entry)
