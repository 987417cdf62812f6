"""The frame every move of a case runs in: lock, replay, version, right, then one entry and one new state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.geo import Position
from backend.evidence import operations as evidence
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import SIGNED_IN_LIMIT
from backend.hazards.taxonomy import load as taxonomy
from backend.hazards.taxonomy import privacy_of
from backend.people.rules import PlaceScopes, assignable_kinds
from backend.places.models import Organisation
from backend.rectifications import ledger, look_backs, notices, rules
from backend.rectifications.clockwork import restarts, start_clocks
from backend.rectifications.commands import UNSEEN, Command, plain
from backend.rectifications.facts import CaseFacts, Person
from backend.rectifications.ledger import Entry
from backend.rectifications.models import Case, LedgerContent, LedgerEntry
from backend.rectifications.scopes import place_of_case, readable
from backend.rectifications.standing import facts_of, person_at
from backend.rectifications.states import LABELS, State


@dataclass
class Move:
    """A move under way: the locked case, who moves it, where it lies, and the row of the table that allows it."""

    case: Case
    facts: CaseFacts
    person: Person
    place: PlaceScopes
    assigns_to: frozenset[str]
    transition: rules.Transition
    at: datetime


def begin(session: Session, actor: Actor, case_id: UUID, *, action: str, command: Command) -> Move | None:
    """Lock the case and ask the rules; None when this very command was carried out before (answer as then)."""
    case = locked_case(session, actor, case_id)
    place = place_of_case(session, case)
    person = person_at(session, actor, place, case=case)
    return begin_on(session, actor, case, person=person, action=action, command=command, place=place)


def begin_on(
    session: Session,
    actor: Actor,
    case: Case,
    *,
    person: Person,
    action: str,
    command: Command,
    place: PlaceScopes | None = None,
) -> Move | None:
    """The same for a case that is locked already, by somebody who need not be able to read it whole."""
    if _carried_out_before(session, case.id, command, action):
        return None
    if command.version not in (UNSEEN, case.version):
        label = LABELS[State(case.state)]
        current = {"state": case.state, "state_label": label, "version": case.version}
        raise Problem("case_version_stale", shown={"current": current}, state_label=label)
    place = place or place_of_case(session, case)
    missing = len(missing_hashes(session, "ledger_entry", case.last_entry_id))
    facts = facts_of(case, place, photos_missing=missing, category=command.details.get("category"))
    person = replace(person, typed_in=command.typed_in)
    refused = rules.refusal(action, facts, person)
    transition = rules.transition_for(action, facts)
    if refused is not None or transition is None:
        raise _refused(session, case, refused or "case_wrong_state", facts=facts)
    _demand_photo(case, transition, command)
    return Move(case, facts, person, place, assignable_kinds(actor, place), transition, at=now())


def by_reporter(operation: Callable[..., None]) -> Callable[..., None]:
    """Turn what a reporter does to their own report into a move by somebody signed in: the rules ask whether it is theirs."""

    def run(session: Session, actor: Actor, case_id: UUID, *, command: Command) -> None:
        case = locked_case(session, actor, case_id)
        person = person_at(session, actor, place_of_case(session, case), case=case)
        operation(session, actor, case, person=person, command=command)

    run.__doc__ = operation.__doc__
    return run


def finish(
    session: Session,
    actor: Actor,
    move: Move,
    *,
    command: Command,
    changes: Mapping[str, Any],
    target: State | None = None,
) -> None:
    """Set the new state and fields, append the entry, declare the photos: all in the caller's transaction.

    `target` overrides the table's where the row leaves it open (an archive after the last look-back).
    """
    case, transition = move.case, move.transition
    changes = _implied(move, changes)
    before = {name: getattr(case, name) for name in changes} | {"state": case.state}
    for name, value in changes.items():
        setattr(case, name, value)
    case.state = (target or rules.target_of(transition, State(case.state))).value
    if not transition.quiet:
        case.version += 1
        case.moved_at = move.at
    moved = case.state != before["state"]
    if moved:
        case.last_entry_id = command.id  # what the next step waits for are the photos of the step before it
    after = dict(changes) | {"state": case.state}
    with session.no_autoflush:  # one UPDATE of the case, not one for each question that the clocks ask
        if moved and case.state == State.CLOSED:
            look_backs.plan(session, case, at=move.at)
        start_clocks(session, case, at=move.at, restart=restarts(changes, moved=moved))
    session.flush()
    ledger.append(
        session,
        actor,
        Entry(
            id=command.id,
            case_id=case.id,
            county_id=case.county_id,
            school_id=case.school_id,
            action=transition.action,
            at=move.at,
            content=command.content(before["state"], case.state, place=_place_on_earth(case)),
            photos=[{"sent": photo.sha256, "stored": None} for photo in command.photos],
            command_hash=command.hash(transition.action),
            changes={name: [plain(before[name]), plain(after[name])] for name in after},
        ),
    )
    _declare(session, case, command)
    notices.tell_of_move(session, actor, move, details=command.details)


def _implied(move: Move, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Add what follows from the changes: since when a request waits, and that a deadline set anew was not guessed."""
    implied: dict[str, Any] = {}
    if "extension_to" in changes:
        implied["extension_asked_at"] = move.at if changes["extension_to"] else None
    if "transfer_to_id" in changes:
        implied["transfer_asked_at"] = move.at if changes["transfer_to_id"] else None
    if "due_at" in changes:
        implied |= {"due_guessed_year": None, "due_base_on": None}
    return implied | dict(changes)


def locked_case(session: Session, actor: Actor, case_id: UUID) -> Case:
    """Lock a case that the actor may read; another school's case is as good as none.

    The lock lets foreign keys through (FOR NO KEY UPDATE): a photo's entry refers to the case while holding the chain.
    """
    statement = select(Case).where(Case.id == case_id, readable(actor)).with_for_update(key_share=True)
    case = session.execute(statement).scalar_one_or_none()
    if case is None:
        raise Problem("case_not_found")
    return case


def _carried_out_before(session: Session, case_id: UUID, command: Command, action: str) -> bool:
    earlier = session.execute(
        select(LedgerEntry.case_id, LedgerContent.command_hash)
        .outerjoin(LedgerContent, LedgerContent.entry_id == LedgerEntry.id)
        .where(LedgerEntry.id == command.id)
    ).first()
    if earlier is None:
        return False
    if earlier.case_id != case_id or earlier.command_hash != command.hash(action):
        raise Problem("case_command_id_taken")
    return True


def _demand_photo(case: Case, transition: rules.Transition, command: Command) -> None:
    """Demand the photo that the table asks for, except of kinds of which no photo may be taken."""
    category = taxonomy().categories.get(command.details.get("category") or case.category or "")
    forbidden = category is not None and category.photo == "forbidden"
    needed = (
        "photo" in transition.needs and "on_site" not in transition.needs
    )  # that one says more: its move refuses it
    if needed and not command.photos and not forbidden:
        raise Problem("case_photo_needed", fields={"photos": ["case_photo_needed"]})


def _refused(session: Session, case: Case, code: str, *, facts: CaseFacts) -> Problem:
    lead = None
    if case.lead_unit_id is not None:
        lead = session.execute(select(Organisation.name).where(Organisation.id == case.lead_unit_id)).scalar_one()
    label = LABELS[facts.state]
    return Problem(code, state_label=label, missing=facts.photos_missing, lead_unit=lead or "")


def _place_on_earth(case: Case) -> Position | None:
    return None if case.lat is None or case.lng is None else Position(case.lat, case.lng)


def _declare(session: Session, case: Case, command: Command) -> None:
    record = evidence.DeclaringRecord(
        record_type="ledger_entry",
        record_id=command.id,
        county_id=case.county_id,
        school_id=case.school_id,
        privacy=privacy_of(case.category),
    )
    evidence.declare_photos(session, record, command.photos, limit=SIGNED_IN_LIMIT)
