"""希望回电: who may look at a reporter's number, one at a time and written down; and when it is purged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.retention import Purge, carry_out, deleting, facts, past
from backend.hazards import callback_phones
from backend.hazards.models import CALLBACK_PHONE
from backend.rectifications.facts import CaseFacts, Person, of_school
from backend.rectifications.models import CASE, CASE_REPORT
from backend.rectifications.queries import read_case, reports_of
from backend.rectifications.scopes import place_of_case
from backend.rectifications.standing import facts_of, person_at
from backend.rectifications.states import OPEN_STATES


def may_call(case: CaseFacts, person: Person) -> bool:
    """Whoever assesses may call; a school never learns who reported it from outside."""
    return "case.assess" in person.verbs and not (case.external and of_school(case, person))


def offered(session: Session, reports: list[UUID], case: CaseFacts, person: Person) -> list[UUID]:
    """Return those of a case's reports with a number that this person may look at."""
    return callback_phones.reports_with_phone(session, reports) if may_call(case, person) else []


def read_phone(session: Session, actor: Actor, case_id: UUID, report_id: UUID, *, secret: bytes) -> str:
    """Return the number left with one report, and write into the audit book who looked."""
    case = read_case(session, actor, case_id).Case
    place = place_of_case(session, case)
    if not may_call(facts_of(case, place, photos_missing=0), person_at(session, actor, place)):
        raise Problem("case_not_permitted")
    phone = (
        callback_phones.read(session, report_id, secret=secret) if report_id in reports_of(session, case_id) else None
    )
    if phone is None:
        raise Problem("case_no_callback")
    record(
        session,
        actor,
        action="hazard.callback_read",
        object_type="hazard",
        object_id=report_id,
        county_id=case.county_id,
    )
    return phone


def forget_phones(session: Session) -> int:
    """Purge numbers thirty days after their case (for a merged one, its master) has ended; returns how many.

    One that is disputed still may be called about; one on legal hold is not touched.
    """
    return len(carry_out(session, PHONES))


def _served(session: Session) -> Select[Any]:
    ended = CASE.c.state.not_in(sorted(OPEN_STATES))
    over = ended & past(session, "callback_phone", CASE.c.closed_at, county_id=CASE.c.county_id)
    return _followed().where(over, CASE.c.disputed_at.is_(None), CASE.c.frozen_document_no.is_(None))


def _followed() -> Select[Any]:
    """Select the reports with a number by the case that they follow: the last master, however far."""
    way = (
        select(CALLBACK_PHONE.c.hazard_id, CASE_REPORT.c.case_id)
        .join(CASE_REPORT, CASE_REPORT.c.hazard_id == CALLBACK_PHONE.c.hazard_id)
        .cte("way", recursive=True)
    )
    merged = aliased(CASE)
    way = way.union(
        select(way.c.hazard_id, merged.c.master_case_id)
        .join(merged, merged.c.id == way.c.case_id)
        .where(merged.c.master_case_id.is_not(None))
    )
    columns = facts(way.c.hazard_id, CASE.c.closed_at, county_id=CASE.c.county_id)
    return select(*columns).join(CASE, CASE.c.id == way.c.case_id).where(CASE.c.master_case_id.is_(None))


PHONES = Purge("callback_phone", _served, deleting(CALLBACK_PHONE, "hazard_id"))
