"""The frame every move of a case runs in: lock, replay, version, right, then one entry and one new state."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.evidence import operations as evidence
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import SIGNED_IN_LIMIT, PhotoClaim
from backend.hazards.taxonomy import load as taxonomy
from backend.hazards.taxonomy import privacy_of
from backend.people.rules import PlaceScopes, assignable_kinds, verbs_at
from backend.places.models import Organisation
from backend.rectifications import ledger, rules
from backend.rectifications.chain import canonical
from backend.rectifications.ledger import Entry
from backend.rectifications.models import Case, LedgerContent, LedgerEntry
from backend.rectifications.scopes import place_of_case, readable


@dataclass(frozen=True)
class Command:
    """What somebody asks of a case: a client-made `id`, the `version` they saw, and what they say and show."""

    id: UUID
    version: int
    occurred_at: datetime
    note: str = ""
    photos: tuple[PhotoClaim, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    def hash(self, action: str) -> str:
        """Return the SHA-256 of everything asked; the same id must always bring the same content."""
        content = {name: _plain(value) for name, value in asdict(self).items()} | {"action": action}
        return hashlib.sha256(canonical(content)).hexdigest()


@dataclass
class Move:
    """A move under way: the locked case, who moves it, where it lies, and the row of the table that allows it."""

    case: Case
    person: rules.Person
    place: PlaceScopes
    assigns_to: frozenset[str]
    transition: rules.Transition
    at: datetime
    replayed: bool = False


def begin(session: Session, actor: Actor, case_id: UUID, *, action: str, command: Command) -> Move | None:
    """Lock the case and ask the rules; None when this very command was carried out before (answer as then)."""
    case = locked_case(session, actor, case_id)
    if _carried_out_before(session, case_id, command, action):
        return None
    if case.version != command.version:
        label = rules.LABELS[rules.State(case.state)]
        current = {"state": case.state, "state_label": label, "version": case.version}
        raise Problem("case_version_stale", shown={"current": current}, state_label=label)
    place = place_of_case(session, case)
    person = person_at(session, actor, place)
    missing = len(missing_hashes(session, "ledger_entry", case.last_entry_id))
    facts = facts_of(case, place, photos_missing=missing, category=command.details.get("category"))
    refused = rules.refusal(action, facts, person)
    transition = rules.transition_for(action, facts)
    if refused is not None or transition is None:
        raise _refused(session, case, refused or "case_wrong_state", facts=facts)
    return Move(case, person, place, assignable_kinds(actor, place), transition, at=now())


def finish(session: Session, actor: Actor, move: Move, *, command: Command, changes: Mapping[str, Any]) -> None:
    """Set the new state and fields, append the entry, declare the photos: all in the caller's transaction."""
    case, transition = move.case, move.transition
    before = {name: getattr(case, name) for name in changes} | {"state": case.state}
    for name, value in changes.items():
        setattr(case, name, value)
    case.state = transition.target.value
    case.version += 1
    case.last_entry_id = command.id
    after = dict(changes) | {"state": case.state}
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
            content=_content(command, before["state"], transition.target.value),
            photos=[{"sent": photo.sha256, "stored": None} for photo in command.photos],
            command_hash=command.hash(transition.action),
            changes={name: [_plain(before[name]), _plain(after[name])] for name in after},
        ),
    )
    _declare(session, case, command)


def locked_case(session: Session, actor: Actor, case_id: UUID) -> Case:
    """Lock a case that the actor may read; another school's case is as good as none.

    The lock lets foreign keys through (FOR NO KEY UPDATE): a photo's entry refers to the case while holding the chain.
    """
    statement = select(Case).where(Case.id == case_id, readable(actor)).with_for_update(key_share=True)
    case = session.execute(statement).scalar_one_or_none()
    if case is None:
        raise Problem("case_not_found")
    return case


def person_at(session: Session, actor: Actor, place: PlaceScopes) -> rules.Person:
    """Return what the rules need to know of the actor at this place."""
    kind = None
    if actor.unit_id is not None:
        kind = session.execute(select(Organisation.kind).where(Organisation.id == actor.unit_id)).scalar_one_or_none()
    return rules.Person(actor.account_id, actor.unit_id, kind, verbs_at(actor, place))


def facts_of(case: Case, place: PlaceScopes, *, photos_missing: int, category: str | None = None) -> rules.CaseFacts:
    """Return what the rules need to know of the case; `category` is what a command says it is."""
    found = taxonomy().categories.get(category or case.category or "")
    return rules.CaseFacts(
        state=rules.State(case.state),
        version=case.version,
        severity=case.severity,
        school_id=case.school_id,
        finder_unit_id=None if case.external else case.finder_unit_id,  # an outsider may have joined it since
        parent_school_id=place.parent_school_id,
        category_lead=found.lead if found else None,
        lead_unit_id=case.lead_unit_id,
        submitted_by=case.submitted_by,
        submitted_unit_id=case.submitted_unit_id,
        verified_by=case.verified_by,
        verified_unit_id=case.verified_unit_id,
        photos_missing=photos_missing,
    )


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


def _refused(session: Session, case: Case, code: str, *, facts: rules.CaseFacts) -> Problem:
    lead = None
    if case.lead_unit_id is not None:
        lead = session.execute(select(Organisation.name).where(Organisation.id == case.lead_unit_id)).scalar_one()
    label = rules.LABELS[facts.state]
    return Problem(code, state_label=label, missing=facts.photos_missing, lead_unit=lead or "")


def _content(command: Command, from_state: str, to_state: str) -> dict[str, Any]:
    details = {name: _plain(value) for name, value in command.details.items() if value is not None}
    return {
        "note": command.note,
        "occurred_at": command.occurred_at.isoformat(),
        "from_state": from_state,
        "to_state": to_state,
        **details,
    }


def _declare(session: Session, case: Case, command: Command) -> None:
    record = evidence.DeclaringRecord(
        record_type="ledger_entry",
        record_id=command.id,
        county_id=case.county_id,
        school_id=case.school_id,
        privacy=privacy_of(case.category),
    )
    evidence.declare_photos(session, record, command.photos, limit=SIGNED_IN_LIMIT)


def _plain(value: Any) -> Any:
    """Turn a value into JSON that the ledger can hold: times and ids as text, no floats."""
    match value:
        case datetime():
            return value.isoformat()
        case UUID() | float():
            return str(value)
        case dict():
            return {str(name): _plain(item) for name, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
    return value
