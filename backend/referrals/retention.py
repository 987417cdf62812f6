"""Nothing confidential stays: sealed reports go at hand-over or after seven days, referrals 180 days after their end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.audit.operations import record, record_each
from backend.core.actor import SYSTEM, Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.evidence.erasing import queue_removal
from backend.rectifications.models import Case
from backend.rectifications.withdrawn_contents import write_tombstone
from backend.referrals.models import REFERRAL, SEALED, SealedReport
from backend.referrals.operations import Outcome, locked_referral
from backend.referrals.rules import KEPT_AFTER_CLOSE, SEALED_AT_MOST

_BATCH = 100


def confirm_handover(session: Session, actor: Actor, referral_id: UUID) -> Outcome:
    """The receiving unit says that its own system holds the matter now: the sealed copy is purged."""
    referral = locked_referral(session, actor, referral_id, "handover")
    statement = select(SealedReport).where(SealedReport.referral_id == referral_id).with_for_update()
    report = session.execute(statement).scalar_one_or_none()
    if report is None:
        raise Problem("sealed_report_gone")
    if report.opened_at is None:
        raise Problem("sealed_report_unread")
    _purge(session, actor, report, handed_over=True)
    return Outcome(referral.id, referral.ref_no, referral.status)


def purge_sealed_reports(session: Session) -> int:
    """The worker's job: purge sealed reports that nobody confirmed in seven days; the ledger says so. Returns how many."""
    old = select(SealedReport).where(SealedReport.sealed_at < now() - SEALED_AT_MOST)
    reports = session.execute(old.order_by(SealedReport.sealed_at).limit(_BATCH).with_for_update()).scalars().all()
    for report in reports:
        _purge(session, SYSTEM, report, handed_over=False)
    return len(reports)


def purge_referrals(session: Session) -> int:
    """The worker's job: delete referrals 180 days after their end; their months stay counted. Returns how many."""
    columns: tuple[Any, ...] = (REFERRAL.c.id, REFERRAL.c.county_id)
    over = select(*columns).where(
        REFERRAL.c.closed_at < now() - KEPT_AFTER_CLOSE, REFERRAL.c.id.not_in(select(SEALED.c.referral_id))
    )
    rows = session.execute(over.limit(_BATCH)).all()
    for county_id in {row.county_id for row in rows}:
        ids: list[UUID] = [row.id for row in rows if row.county_id == county_id]
        session.execute(delete(REFERRAL).where(REFERRAL.c.id.in_(ids)))
        gone = {referral_id: {"purged": [None, True]} for referral_id in ids}
        record_each(
            session, SYSTEM, action="referral.purged", object_type="referral", county_id=county_id, changes=gone
        )
    return len(rows)


def _purge(session: Session, actor: Actor, report: SealedReport, *, handed_over: bool) -> None:
    """Delete the ciphertext with its key, queue its files, and say so in both books."""
    queue_removal(session, report.photo_keys)
    case = session.get_one(Case, report.case_id)
    opened = report.opened_at is not None
    told = {"handed_over": handed_over, "opened": opened}
    session.execute(delete(SEALED).where(SEALED.c.id == report.id))
    write_tombstone(session, actor, case, action="purge", content=told)
    record(
        session,
        actor,
        action="sealed_report.purged",
        object_type="referral",
        object_id=report.referral_id,
        county_id=report.county_id,
        changes={name: [None, value] for name, value in told.items()},
    )
