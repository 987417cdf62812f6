"""How a case and a person stand to each other, read from the database for the rules to judge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.hazards.taxonomy import load as taxonomy
from backend.people.rules import PlaceScopes, verbs_at
from backend.places.models import Organisation
from backend.rectifications.deadlines import is_overdue
from backend.rectifications.facts import CaseFacts, Person
from backend.rectifications.models import Case
from backend.rectifications.states import State


def person_at(session: Session, actor: Actor, place: PlaceScopes, *, case: Case | None = None) -> Person:
    """Return what the rules need to know of the actor at this place (and, with `case`, whether they reported it)."""
    kind = None
    if actor.unit_id is not None:
        kind = session.execute(select(Organisation.kind).where(Organisation.id == actor.unit_id)).scalar_one_or_none()
    reporter = case is not None and actor.signed_in and actor.account_id == case.reporter_id
    return Person(actor.account_id, actor.unit_id, kind, verbs_at(actor, place), reporter=reporter)


def facts_of(case: Case, place: PlaceScopes, *, photos_missing: int, category: str | None = None) -> CaseFacts:
    """Return what the rules need to know of the case; `category` is what a command says it is."""
    found = taxonomy().categories.get(category or case.category or "")
    facts = CaseFacts(
        state=State(case.state),
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
    return replace(facts, **_flags(case))


def _flags(case: Case) -> dict[str, Any]:
    at = now()
    return {
        "frozen": case.frozen_document_no is not None,
        "overdue": is_overdue(case.state, case.due_at, at=at),
        "interim_controlled": case.interim_until is not None and case.interim_until >= at,
        "extension_pending": case.extension_to is not None,
        "extension_count": case.extension_count,
        "transfer_pending": case.transfer_to_id is not None,
        "transfer_count": case.transfer_count,
        "transfer_too_late": case.transfer_until_at is not None and case.transfer_until_at < at,
        "escalation_level": case.escalation_level,
        "whistled": case.whistled_at is not None,
        "on_agenda": case.on_agenda_at is not None,
        "government_project": case.government_document_no is not None,
        "appealed": case.appealed_at is not None,
        "disputed": case.disputed_at is not None,
        "quarantined": case.quarantined,
        "days_closed": (local_date(at) - local_date(case.closed_at)).days if case.closed_at else 0,
    }
