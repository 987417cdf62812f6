"""您有一件保密事项: all that a notice of something confidential says, to named officers, in their inbox alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.retention import past
from backend.messages.operations import Notice, send
from backend.referrals import units
from backend.referrals.models import REFERRAL, SEALED

KIND = "confidential_item"
BEFORE = timedelta(days=2)
"""So long before a sealed report is purged unconfirmed, its officers are told once more."""


def tell_officers(session: Session, actor: Actor, county_id: UUID, officers: Collection[UUID]) -> None:
    """Ring at these officers, except at whoever acts; without a subject, so that the message itself names nothing."""
    told = tuple(officer for officer in officers if officer != actor.account_id)
    if told:
        send(session, Notice(kind=KIND, county_id=county_id, account_ids=told))


def remind_of_sealed_reports(session: Session) -> int:
    """The worker's job: ring once, two days before a sealed report is purged that nobody has confirmed. Returns how many."""
    rows = session.execute(
        select(SEALED.c.id, SEALED.c.county_id, REFERRAL.c.to_unit)
        .join(REFERRAL, REFERRAL.c.id == SEALED.c.referral_id)
        .where(past(session, "sealed_report", SEALED.c.sealed_at, county_id=SEALED.c.county_id, before=BEFORE))
        .order_by(SEALED.c.id)
    ).all()
    return sum(_remind(session, *row) for row in rows)


def _remind(session: Session, report_id: UUID, county_id: UUID, to_unit: UUID) -> bool:
    """The message's own key makes it once, in however many workers, also for whoever it was handed on to since."""
    officers = units.officers_of(session, to_unit)
    key = f"sealed_report.unconfirmed:{report_id}:{to_unit}"
    return bool(officers) and send(
        session, Notice(kind=KIND, county_id=county_id, account_ids=officers, dedupe_key=key)
    )
