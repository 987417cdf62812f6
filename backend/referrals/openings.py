"""Reading confidential things. Each try names its purpose and is in the audit book before anything is answered, refused or not.

The audit row is a unit of work of its own, committed first: an answer that fails afterwards, or is a refusal, leaves it.
That is also why reading is a POST: it writes, and its purpose stands in no address and no log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record, record_each
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Database
from backend.core.errors import Problem
from backend.evidence.storage import Storage
from backend.referrals import sealed, units, views
from backend.referrals.models import SEALED, ConfidentialReferral, SealedReport
from backend.referrals.rules import OPEN_STATUSES

SHOWN_AT_MOST = 200


def list_referrals(database: Database, actor: Actor, *, purpose: str, only_open: bool) -> list[dict[str, Any]]:
    """Return the referrals of the actor's units, the most pressing first: numbers and clocks, what kind only on opening."""
    with database.work() as session:
        refused = _refusal(lambda: units.demand_officer(session, actor))
        found = [] if refused else _of_units(session, units.officer_units(actor), only_open=only_open)
        _note_listing(session, actor, [each.id for each in found], purpose=purpose, refused=refused)
    if refused:
        raise refused
    with database.work(write=False) as session:
        return views.listed(session, found, officer_of=units.officer_units(actor))


def open_referral(database: Database, actor: Actor, *, referral_id: UUID, purpose: str) -> dict[str, Any]:
    """Return one referral whole to an officer of either unit."""
    with database.work() as session:
        refused = _refusal(lambda: _find(session, actor, referral_id))
        _note(session, actor, "referral.opened", referral_id, purpose=purpose, refused=refused)
    if refused:
        raise refused
    with database.work(write=False) as session:
        return views.opened(session, _find(session, actor, referral_id), officer_of=units.officer_units(actor))


def open_sealed_report(
    database: Database, actor: Actor, *, referral_id: UUID, purpose: str, secret: bytes
) -> dict[str, Any]:
    """Return the words of a sealed report to an officer of the receiving unit."""
    report = _sealed_for(database, actor, "sealed_report.opened", referral_id, purpose=purpose)
    document = sealed.read_report(report, secret=secret)
    with database.work() as session:
        session.execute(update(SEALED).where(SEALED.c.id == report.id).values(opened_at=now()))
    return document


def open_sealed_photo(
    database: Database, actor: Actor, *, referral_id: UUID, number: int, purpose: str, storage: Storage, secret: bytes
) -> tuple[bytes, str]:
    """Return a photo of a sealed report and its type to an officer of the receiving unit."""
    report = _sealed_for(database, actor, "sealed_report.photo_opened", referral_id, purpose=purpose)
    photo = sealed.read_photo(report, number, storage=storage, secret=secret)
    return photo, str(sealed.read_report(report, secret=secret)["photos"][number])


def _sealed_for(database: Database, actor: Actor, action: str, referral_id: UUID, *, purpose: str) -> SealedReport:
    with database.work() as session:
        refused = _refusal(lambda: _find_sealed(session, actor, referral_id))
        _note(session, actor, action, referral_id, purpose=purpose, refused=refused)
    if refused:
        raise refused
    with database.work(write=False) as session:
        return _find_sealed(session, actor, referral_id)


def _find(session: Session, actor: Actor, referral_id: UUID) -> ConfidentialReferral:
    officer_of = units.demand_officer(session, actor)
    referral = session.get(ConfidentialReferral, referral_id)
    if referral is None or not {referral.from_unit, referral.to_unit} & officer_of:
        raise Problem("referral_not_found")
    return referral


def _find_sealed(session: Session, actor: Actor, referral_id: UUID) -> SealedReport:
    referral = _find(session, actor, referral_id)
    if referral.to_unit not in units.officer_units(actor):
        raise Problem("referral_not_found")
    statement = select(SealedReport).where(SealedReport.referral_id == referral_id)
    report = session.execute(statement).scalar_one_or_none()
    if report is None:
        raise Problem("sealed_report_gone")
    return report


def _of_units(session: Session, unit_ids: frozenset[UUID], *, only_open: bool) -> list[ConfidentialReferral]:
    table = ConfidentialReferral
    statement = select(table).where(or_(table.from_unit.in_(unit_ids), table.to_unit.in_(unit_ids)))
    if only_open:
        statement = statement.where(table.status.in_(sorted(OPEN_STATUSES)))
    order = (table.closed_at.is_not(None), table.due_at, table.id)
    return list(session.execute(statement.order_by(*order).limit(SHOWN_AT_MOST)).scalars())


def _refusal(attempt: Callable[[], object]) -> Problem | None:
    try:
        attempt()
    except Problem as problem:
        return problem
    return None


def _note(
    session: Session, actor: Actor, action: str, referral_id: UUID, *, purpose: str, refused: Problem | None
) -> None:
    record(
        session,
        actor,
        action=action if refused is None else f"{action}_refused",
        object_type="referral",
        object_id=referral_id,
        county_id=actor.county_id,
        changes=_changes(purpose, refused),
    )


def _note_listing(session: Session, actor: Actor, ids: list[UUID], *, purpose: str, refused: Problem | None) -> None:
    """One row for each referral seen; an empty or refused list leaves one under the reader's own account."""
    changes = _changes(purpose, refused)
    if ids:
        seen = dict.fromkeys(ids, changes)
        county_id = actor.county_id
        record_each(session, actor, action="referral.listed", object_type="referral", county_id=county_id, changes=seen)
        return
    record(
        session,
        actor,
        action="referral.listed" if refused is None else "referral.listed_refused",
        object_type="account",
        object_id=actor.account_id or UUID(int=0),
        county_id=actor.county_id,
        changes=changes,
    )


def _changes(purpose: str, refused: Problem | None) -> dict[str, Any]:
    return {"purpose": [None, purpose]} | ({} if refused is None else {"refused": [None, refused.code]})
