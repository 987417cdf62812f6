"""Nothing confidential stays: sealed reports go at hand-over or after seven days, referrals 180 days after their end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from backend.audit.operations import record, record_each
from backend.core.actor import SYSTEM, Actor
from backend.core.errors import Problem
from backend.core.retention import Purge, carry_out, facts, past
from backend.evidence.erasing import queue_removal
from backend.rectifications.models import CASE, Case
from backend.rectifications.withdrawn_contents import write_tombstone
from backend.referrals.models import REFERRAL, SEALED, SealedReport
from backend.referrals.operations import Outcome, locked_referral

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
    return len(carry_out(session, SEALED_REPORTS))


def purge_referrals(session: Session) -> int:
    """The worker's job: delete referrals 180 days after their end; their months stay counted. Returns how many."""
    return len(carry_out(session, REFERRALS))


def _unconfirmed(session: Session) -> Select[Any]:
    over = past(session, "sealed_report", SEALED.c.sealed_at, county_id=SEALED.c.county_id)
    columns = facts(SEALED.c.id, SEALED.c.sealed_at, county_id=SEALED.c.county_id)
    joined = select(*columns).join(CASE, CASE.c.id == SEALED.c.case_id)
    return joined.where(over, CASE.c.frozen_document_no.is_(None)).order_by(SEALED.c.sealed_at)


def _purge_unconfirmed(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
    """Purge those that nobody has confirmed meanwhile."""
    wanted = SealedReport.id.in_([row.id for row in rows])
    reports = session.execute(select(SealedReport).where(wanted).with_for_update()).scalars().all()
    for report in reports:
        _purge(session, SYSTEM, report, handed_over=False)
    gone = {report.id for report in reports}
    return [row for row in rows if row.id in gone]


def _ended(session: Session) -> Select[Any]:
    over = past(session, "referral", REFERRAL.c.closed_at, county_id=REFERRAL.c.county_id)
    columns = facts(REFERRAL.c.id, REFERRAL.c.closed_at, county_id=REFERRAL.c.county_id)
    unsealed = REFERRAL.c.id.not_in(select(SEALED.c.referral_id))
    return select(*columns).where(over, unsealed).order_by(REFERRAL.c.closed_at)


def _delete_referrals(session: Session, rows: Sequence[Any]) -> Sequence[Any]:
    wanted = REFERRAL.c.id.in_([row.id for row in rows])
    ids = set(session.execute(delete(REFERRAL).where(wanted).returning(REFERRAL.c.id)).scalars())
    gone = [row for row in rows if row.id in ids]
    for county_id in {row.county_id for row in gone}:
        changes = {row.id: {"purged": [None, True]} for row in gone if row.county_id == county_id}
        about: Any = {"action": "referral.purged", "object_type": "referral", "county_id": county_id}
        record_each(session, SYSTEM, **about, changes=changes)
    return gone


SEALED_REPORTS = Purge("sealed_report", _unconfirmed, _purge_unconfirmed, _BATCH)
REFERRALS = Purge("referral", _ended, _delete_referrals, _BATCH)


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
